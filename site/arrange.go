package site

import (
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/duizhao/duizhao/publish"
)

// arrange orders the articles and makes the groups that have a page.
func (p *pair) arrange() {
	slices.SortStableFunc(p.articles, func(a, b *article) int {
		if c := strings.Compare(a.date, b.date); c != 0 {
			return c
		}
		return strings.Compare(a.path, b.path)
	})
	years, tags := map[string]int{}, map[string]int{}
	into := func(groups *[]group, index map[string]int, key, name, file string, a *article) {
		i, ok := index[key]
		if !ok {
			i = len(*groups)
			index[key] = i
			*groups = append(*groups, group{name: name, file: file})
		}
		(*groups)[i].articles = append((*groups)[i].articles, a)
	}
	for _, a := range slices.Backward(p.articles) {
		if year, _, ok := strings.Cut(a.date, "-"); ok {
			into(&p.years, years, year, year, year+".html", a)
		} else {
			into(&p.years, years, "", p.say.Text("site.undated"), "undated.html", a)
		}
		for _, tag := range a.tags {
			into(&p.tags, tags, foldTag(tag), tag, "tag-"+slug(tag)+".html", a)
		}
	}
	slices.SortStableFunc(p.tags, func(a, b group) int { // the best filled first
		if len(a.articles) != len(b.articles) {
			return len(b.articles) - len(a.articles)
		}
		return strings.Compare(a.name, b.name)
	})
}

// foldTag makes one of tags that differ in capitals, width or spaces only.
func foldTag(tag string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(tag))), " ")
}

// slug is the name of a tag's page: its letters and digits, the rest as
// hyphens. What is lost or cut that way is told apart by a hash.
func slug(tag string) string {
	folded := foldTag(tag)
	plain := true
	var b strings.Builder
	for _, r := range folded {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
				b.WriteByte('-')
			}
			plain = plain && r == ' '
		}
	}
	out := strings.TrimSuffix(b.String(), "-")
	if len(out) > 60 { // file systems count bytes
		cut := 60
		for cut > 0 && out[cut]&0xc0 == 0x80 {
			cut--
		}
		out, plain = out[:cut], false
	}
	if !plain {
		sum := publish.Sum([]byte(folded))
		out += "-" + hex.EncodeToString(sum[:3])
	}
	return out
}

// newest lists up to n articles, newest first.
func (p *pair) newest(n int) []*article {
	out := slices.Clone(p.articles[max(0, len(p.articles)-n):])
	slices.Reverse(out)
	return out
}
