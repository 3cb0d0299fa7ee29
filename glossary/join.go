package glossary

import (
	"fmt"

	"github.com/duizhao/duizhao/hanconv"
	"github.com/duizhao/duizhao/lang"
)

// Join gives one glossary of several for matching and checking. A concept of a
// later one takes the place of an earlier concept with the same preferred
// Chinese form, in whichever script: a client's termbase after the house's.
// The result has no file: it can't be edited or linted, its parts can.
func Join(list ...*Glossary) *Glossary {
	if len(list) == 1 {
		return list[0]
	}
	out := &Glossary{}
	index, ids := map[string]int{}, map[string]bool{}
	for _, g := range list {
		if out.Path == "" {
			out.Path = g.Path
		}
		here := map[string]bool{} // homographs of one file both stay
		for i := range g.Concepts {
			c := g.Concepts[i]
			key := ""
			if t, ok := c.First(lang.ZhHant, Preferred); ok {
				key = hanconv.Convert(hanconv.T2S, t.Text)
			}
			at, taken := index[key]
			if key != "" && taken && !here[key] {
				c.ID = out.Concepts[at].ID
				out.Concepts[at] = c
				here[key] = true
				continue
			}
			base := c.ID
			for n := 2; ids[c.ID]; n++ {
				c.ID = fmt.Sprintf("%s-%d", base, n)
			}
			ids[c.ID], here[key] = true, true
			index[key] = len(out.Concepts)
			out.Concepts = append(out.Concepts, c)
		}
	}
	return out
}

// Within gives the concepts that hold in a scope: those without a client, a
// domain or an article, and those whose own is the one given. An empty
// argument is no scope, and leaves out what is bound to one.
func (g *Glossary) Within(client, domain, article string) *Glossary {
	out := &Glossary{Path: g.Path}
	for _, c := range g.Concepts {
		if (c.Client == "" || c.Client == client) && (c.Domain == "" || domain == "" || c.Domain == domain) && (c.Article == "" || c.Article == article) {
			out.Concepts = append(out.Concepts, c)
		}
	}
	return out
}
