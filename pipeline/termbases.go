package pipeline

import (
	"strings"
	"sync"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/segment"
)

// Bases keeps the termbases of a run: each file is read once and made ready
// for finding once, however many articles use it. It may be used by several
// goroutines at once. The zero value is ready.
type Bases struct {
	mu     sync.Mutex
	files  map[string]*glossary.Glossary
	joined map[string]*glossary.Glossary
}

// Load reads termbases: each as its file has it, and all of them joined, nil
// without any. A file is read once; it is not looked at again.
func (b *Bases) Load(paths []string) (each []*glossary.Glossary, joined *glossary.Glossary, err error) {
	if len(paths) == 0 {
		return nil, nil, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.files == nil {
		b.files, b.joined = map[string]*glossary.Glossary{}, map[string]*glossary.Glossary{}
	}
	for _, path := range paths {
		g := b.files[path]
		if g == nil {
			if g, err = glossary.Load(path); err != nil {
				return nil, nil, err
			}
			b.files[path] = g
		}
		each = append(each, g)
	}
	key := strings.Join(paths, "\x00")
	if b.joined[key] == nil {
		b.joined[key] = glossary.Join(each...)
	}
	return each, b.joined[key], nil
}

// Scope is what binds concepts to an article: the fields client and domain of
// the source's front matter, and the article's name.
type Scope struct{ Client, Domain, Article string }

// ScopeOf reads the scope of an article from its source.
func ScopeOf(name string, source *segment.Text) Scope {
	s := Scope{Article: name}
	for _, f := range source.Doc.Meta {
		switch f.Key {
		case "client":
			s.Client = f.Value
		case "domain":
			s.Domain = f.Value
		}
	}
	return s
}

// Slice gives the concepts of a termbase that hold in a scope and that occur
// in one of the texts with any of their forms, forbidden ones and those inside
// longer words included. They keep their order. It is the whole of what the
// later stages see of a termbase: what an article does not use can't change
// its editions. Whether a concept is in the slice depends on no other concept.
func Slice(g *glossary.Glossary, scope Scope, texts ...*segment.Text) *glossary.Glossary {
	used := make([]bool, len(g.Concepts))
	for _, t := range texts {
		for i := range t.Sentences {
			for _, h := range g.AllHits(t.Doc.Lang, t.Raw(i)) {
				used[h.Concept] = true
			}
		}
	}
	all := &glossary.Glossary{Path: g.Path}
	for i, c := range g.Concepts {
		if used[i] {
			all.Concepts = append(all.Concepts, c)
		}
	}
	return all.Within(scope.Client, scope.Domain, scope.Article)
}

// Termbases lists what is wrong with the termbases that the articles used,
// each once: a misspelt column or a form that is both allowed and forbidden
// would otherwise make checks silently useless. What is only worth a note is
// left to `duizhao glossary lint`.
func Termbases(results []Result) []finding.Finding {
	var out []finding.Finding
	seen := map[string]bool{}
	for _, r := range results {
		for _, g := range r.terms {
			if !seen[g.Path] {
				seen[g.Path] = true
				out = append(out, lint(g)...)
			}
		}
	}
	return out
}

// Lint lists what is wrong with the termbases that have been read, as
// Termbases does.
func (b *Bases) Lint() []finding.Finding {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []finding.Finding
	for _, path := range sortedKeys(b.files) {
		out = append(out, lint(b.files[path])...)
	}
	return out
}

func lint(g *glossary.Glossary) []finding.Finding {
	var out []finding.Finding
	for _, f := range glossary.Lint(g) {
		if f.Severity >= finding.Warning {
			out = append(out, f)
		}
	}
	return out
}
