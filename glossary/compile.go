package glossary

import (
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

type matcher struct {
	forms map[string]Hit
}

func (g *Glossary) compiled(tag lang.Tag) *matcher {
	m := &matcher{forms: map[string]Hit{}}
	for i, c := range g.Concepts {
		for j, t := range c.Terms {
			if t.Lang == tag || t.Lang.Chinese() && tag.Chinese() {
				m.forms[t.Text] = Hit{Concept: i, Term: j}
			}
		}
	}
	return m
}

func (m *matcher) find(text string) []Hit {
	var hits []Hit
	for i := 0; i < len(text); i++ {
		best := Hit{}
		for form, h := range m.forms {
			if strings.HasPrefix(text[i:], form) && len(form) > best.Span.Len() {
				best = h
				best.Span = doc.Span{Start: i, End: i + len(form)}
			}
		}
		if !best.Span.Empty() {
			hits = append(hits, best)
			i = best.Span.End - 1
		}
	}
	return hits
}
