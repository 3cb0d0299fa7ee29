package pipeline

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render/html"
)

// Site is what an HTML edition knows of the site that it stands in. The zero
// value is a page alone.
type Site struct {
	Title string // "" for no site
	URL   string // absolute address of the folder of all outputs, "" while it is not known
}

// place tells edition k of an article where it stands among the others.
func (s Site) place(a Article, editions []Made, k int, formats []Format, ed *bitext.Edition, picture *cover) html.Place {
	var to []lang.Tag
	for _, t := range editions[k].Targets {
		to = append(to, a.Targets[t].Lang)
	}
	link := func(dest string) string { return EditionLink(dest, a.Source.Lang, to) }
	if s.Title == "" {
		return html.Place{Link: link}
	}
	address := func(name string) string { return s.address(a, name) }
	name := editions[k].Name
	out := html.Place{Link: link, Site: s.Title, Address: address(name + ".html"), Description: Summary(ed.Targets[0].Target.Doc), Tags: Tags(ed.Source.Doc)}
	if picture != nil {
		out.Preview = picture.Preview
	}
	if a.Under != "" {
		out.Home = strings.Repeat("../", strings.Count(a.Under, "/")+1)
	}
	out.Home += "index.html"
	if slices.Contains(formats, PDF) {
		out.PDF = url.PathEscape(name + ".pdf")
	}
	for i, e := range editions {
		edition := html.Edition{Address: address(e.Name + ".html")}
		for _, t := range e.Targets {
			edition.Targets = append(edition.Targets, a.Targets[t].Lang)
		}
		if i != k {
			edition.Href = url.PathEscape(e.Name + ".html")
		}
		out.Editions = append(out.Editions, edition)
	}
	return out
}

// address is the absolute address of an output of an article, "" while the
// site has none.
func (s Site) address(a Article, name string) string {
	if s.URL == "" {
		return ""
	}
	var parts []string
	for _, p := range strings.Split(path.Join(a.Under, name), "/") {
		parts = append(parts, url.PathEscape(p))
	}
	return strings.TrimSuffix(s.URL, "/") + "/" + strings.Join(parts, "/")
}

// field is a field of the front matter by one of its names, the first that is there.
func field(d *doc.Document, names ...string) string {
	for _, name := range names {
		for _, f := range d.Meta {
			if f.Key == name && f.Value != "" {
				return f.Value
			}
		}
	}
	return ""
}

// Tags reads what a text is about from its front matter: tags, else keywords,
// a list in brackets or words parted by commas.
func Tags(d *doc.Document) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.Trim(field(d, "tags", "keywords"), "[] "), func(r rune) bool {
		return r == ',' || r == '，' || r == '、' || r == ';' || r == '；'
	}) {
		if w = strings.Trim(strings.TrimSpace(w), `"'`); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// maxSummary is the length of a summary in runes; Chinese and Korean say more
// in a rune.
const maxSummary = 200

// Summary is what a text says of itself in one line: summary or description of
// the front matter, else its first paragraph, cut at the length of a preview.
func Summary(d *doc.Document) string {
	text := field(d, "summary", "description", "abstract")
	for _, b := range d.Blocks {
		if text != "" {
			break
		}
		if b.Kind == doc.Paragraph && len(doc.Places(b.Text)) == 0 {
			text = b.Text
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	limit := maxSummary
	if d.Lang.Chinese() || d.Lang == lang.Ko {
		limit /= 2
	}
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	cut := string([]rune(text)[:limit])
	if i := strings.LastIndex(cut, " "); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:，、；：") + "…"
}
