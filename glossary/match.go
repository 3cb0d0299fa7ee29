package glossary

import (
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// Hit is one occurrence of a term in a text.
type Hit struct {
	Concept int // index into Glossary.Concepts
	Term    int // index into its Terms, or -1-i for Mentions[i]
	Span    doc.Span
}

// Find gives the terms of one language in text: the leftmost, and of those
// that begin at one place the longest; hits do not overlap. A glossary may be
// used by several goroutines at once.
func (g *Glossary) Find(tag lang.Tag, text string) []Hit {
	return g.compiled(tag).find(text)
}
