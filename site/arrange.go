package site

import (
	"slices"
	"strings"
)

// arrange orders the articles and makes the groups that have a page.
func (p *pair) arrange() {
	slices.SortStableFunc(p.articles, func(a, b *article) int {
		if c := strings.Compare(a.date, b.date); c != 0 {
			return c
		}
		return strings.Compare(a.path, b.path)
	})
	years := map[string]int{}
	into := func(key, name, file string, a *article) {
		i, ok := years[key]
		if !ok {
			i = len(p.years)
			years[key] = i
			p.years = append(p.years, group{name: name, file: file})
		}
		p.years[i].articles = append(p.years[i].articles, a)
	}
	for _, a := range slices.Backward(p.articles) {
		if year, _, ok := strings.Cut(a.date, "-"); ok {
			into(year, year, year+".html", a)
		} else {
			into("", p.say.Text("site.undated"), "undated.html", a)
		}
	}
	p.tags = p.gatherTags()
	slices.SortStableFunc(p.tags, func(a, b group) int { // the best filled first
		if len(a.articles) != len(b.articles) {
			return len(b.articles) - len(a.articles)
		}
		return strings.Compare(a.name, b.name)
	})
	p.tagAt = make(map[string]int, len(p.tags))
	for i, g := range p.tags {
		p.tagAt[tagKey(g.name)] = i
	}
}

// newest lists up to n articles, newest first.
func (p *pair) newest(n int) []*article {
	out := slices.Clone(p.articles[max(0, len(p.articles)-n):])
	slices.Reverse(out)
	return out
}
