package memory

import (
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

type name struct{}

func names(g *glossary.Glossary, text string, tag lang.Tag) []name { return nil }

func (m *Memory) swap(q *query, u *Unit) (string, []Swap, bool) { return "", nil, false }
