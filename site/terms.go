package site

import (
	"slices"
	"sort"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/publish"
)

// maxUses is how many articles the glossary page lists for a term; a term of
// every article would make a page of links only.
const maxUses = 30

// term is a concept as the glossary page has it.
type term struct {
	source, target, note string
	also                 []string
	from                 lang.Tag
	uses                 []use // by the order in which articles came
	count                int   // of all articles
}

// use is an article that has a term.
type use struct {
	article *article
	anchor  string // permanent id of the first sentence with it
	times   int    // sentences that have it
}

// use takes over the terms of an article.
func (p *pair) use(a *article, f *publish.Facts, index int) {
	if f.Body == nil {
		return
	}
	for _, t := range f.Body.Terms {
		if t.Text != index || t.Source == "" || t.Target == "" {
			continue
		}
		key := t.Source + "\x00" + t.Target
		e := p.terms[key]
		if e == nil {
			e = &term{source: t.Source, target: t.Target, note: t.Note, also: t.Also, from: a.from}
			p.terms[key] = e
		}
		e.count++
		u := use{article: a, times: len(t.In)}
		if len(t.In) > 0 && t.In[0] < len(f.Body.Sentences[0]) {
			u.anchor = f.Body.Sentences[0][t.In[0]].ID
		}
		e.uses = append(e.uses, u)
		if len(e.uses) > 2*maxUses { // of a whole archive only the newest are kept
			e.newest()
		}
	}
}

// newest keeps the uses in the newest articles, newest first.
func (t *term) newest() {
	sort.SliceStable(t.uses, func(i, j int) bool {
		a, b := t.uses[i].article, t.uses[j].article
		if a.date != b.date {
			return a.date > b.date
		}
		return a.path > b.path
	})
	if len(t.uses) > maxUses {
		t.uses = slices.Clip(t.uses[:maxUses])
	}
}

// termView is a row of the glossary page.
type termView struct {
	ID, Source, Target, Also, Note string
	From, Lang                     lang.Tag
	Uses                           []link
	More                           string
}

// glossaries writes the glossary page of every language.
func (b *builder) glossaries() error {
	for _, p := range b.pairs {
		if len(p.terms) == 0 {
			continue
		}
		path := p.dir() + "/glossary.html"
		v := view{Say: p.say, Root: "../", Title: p.say.Text("site.glossary"), Count: len(p.terms), Languages: b.languages(path, p)}
		b.around(&v, p, path)
		v.Years, v.Tags = nil, nil
		for _, t := range p.sorted() {
			v.Terms = append(v.Terms, p.termView(path, t))
		}
		if err := b.page(path, v); err != nil {
			return err
		}
	}
	return nil
}

// sorted lists the terms by their translation, in the order of its language
// (Unicode Collation Algorithm with CLDR's tailoring).
func (p *pair) sorted() []*term {
	var out []*term
	for _, t := range p.terms {
		out = append(out, t)
	}
	tag, err := language.Parse(string(p.tag))
	if err != nil {
		tag = language.English
	}
	order := collate.New(tag)
	sort.Slice(out, func(i, j int) bool {
		if c := order.CompareString(out[i].target, out[j].target); c != 0 {
			return c < 0
		}
		if out[i].target != out[j].target {
			return out[i].target < out[j].target
		}
		return out[i].source < out[j].source
	})
	return out
}

func (p *pair) termView(path string, t *term) termView {
	t.newest()
	sum := publish.Sum([]byte(t.source + "\x00" + t.target))
	v := termView{ID: "t" + sum.String()[:8], Source: t.source, Target: t.target, Also: strings.Join(t.also, ", "), Note: t.note, From: t.from, Lang: p.tag}
	for _, u := range t.uses {
		l := link{Text: u.article.target.title, Href: relative(path, u.article.page), Lang: p.tag}
		if u.anchor != "" {
			l.Href += "#" + u.anchor
		}
		if u.times > 1 {
			l.Count = u.times
		}
		v.Uses = append(v.Uses, l)
	}
	if rest := t.count - len(t.uses); rest > 0 {
		v.More = p.say.Text("site.term-more", "Count", rest)
	}
	return v
}
