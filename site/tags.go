package site

import (
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/duizhao/duizhao/hanconv"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/publish"
)

// tagged is a tag while its articles are gathered.
type tagged struct {
	group
	forms []form // as the articles write it, the newest article's first
}

// form is a way of writing a tag, and how many articles have it.
type form struct {
	text string
	uses int
}

// gatherTags makes a group of each tag, its articles newest first. Tags that
// differ in script only, 節慶 and 节庆, are one; it is shown as most articles
// write it, in a list of Chinese translations in their script. Its page is named
// after the oldest dated article's form, so that its address stays when new
// articles write the tag otherwise.
func (p *pair) gatherTags() []group {
	var list []*tagged
	at := map[string]*tagged{}
	for _, a := range slices.Backward(p.articles) { // the undated come last
		for _, tag := range a.tags {
			key := tagKey(tag)
			t := at[key]
			if t == nil {
				t = &tagged{}
				at[key] = t
				list = append(list, t)
			}
			if n := len(t.articles); n > 0 && t.articles[n-1] == a {
				continue // both forms in one article
			}
			t.articles = append(t.articles, a)
			if t.file == "" || a.date != "" {
				t.file = "tag-" + slug(tag) + ".html"
			}
			i := slices.IndexFunc(t.forms, func(f form) bool { return f.text == tag })
			if i < 0 {
				i = len(t.forms)
				t.forms = append(t.forms, form{text: tag})
			}
			t.forms[i].uses++
		}
	}
	groups := make([]group, len(list))
	for i, t := range list {
		t.name = p.shown(t.forms)
		groups[i] = t.group
	}
	return groups
}

// shown chooses the form of a tag that readers see.
func (p *pair) shown(forms []form) string {
	weight := func(f form) int {
		other := p.tag.Chinese() && (f.text == simplified(f.text)) != (p.tag == lang.ZhHans)
		if other {
			return f.uses
		}
		return f.uses + len(p.articles)
	}
	best := forms[0]
	for _, f := range forms[1:] {
		if weight(f) > weight(best) {
			best = f
		}
	}
	return best.text
}

// tagged gives the group of a tag that an article has.
func (p *pair) tagged(tag string) *group { return &p.tags[p.tagAt[tagKey(tag)]] }

// labels lists the tags of an article as readers see them, each once.
func (p *pair) labels(a *article) []*group {
	var out []*group
	for _, tag := range a.tags {
		if g := p.tagged(tag); !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// tagKey is the same for tags that are one. A tag of one character stays in its
// script, since one Simplified character may stand for several words (面 for 麵
// and 面).
func tagKey(tag string) string {
	folded := foldTag(tag)
	if utf8.RuneCountInString(folded) == 1 {
		return folded
	}
	return simplified(folded)
}

// simplified is a text with each Chinese character in its Simplified form.
func simplified(s string) string { return strings.Map(hanconv.Simplified, s) }

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
