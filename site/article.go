package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/publish"
)

// article is what the pages say of one article in one language pair.
type article struct {
	key     string // stable, short, unique: names its file in the search
	path    string // of the source; the order of articles of one day
	source  text
	target  text
	from    lang.Tag
	date    string
	author  string
	spoken  lang.Tag // of the author's name
	titled  lang.Tag // of the title shown: the source's where the translation has none yet
	tags    []string
	page    string // path of the HTML edition below the site's root
	pdf     string // likewise, "" for none
	bytes   int    // of the PDF
	draft   int    // sentences not translated yet
	of      int    // sentences of the source
	others  []other
	ordinal int // place in the pair's list by path, from 0
}

// text is a title with what follows it, in one language.
type text struct{ title, summary string }

// other is another edition of the same article.
type other struct {
	langs []lang.Tag // beside the source
	page  string
	draft bool // some of it is not translated yet
}

// add takes over what the pages need of an article: one entry for each
// translation that has an edition of its own, else the edition with all of
// them.
func (b *builder) add(f *publish.Facts) error {
	if len(f.Texts) < 2 {
		return nil
	}
	from := f.Texts[0].Lang
	for i, t := range f.Texts[1:] {
		e := editionOf(f, t.Lang)
		if e == nil {
			continue
		}
		a := &article{
			key: publish.Sum([]byte(f.Path)).String()[:12], path: f.Path, from: from,
			source: text{f.Texts[0].Title, f.Texts[0].Summary}, target: text{t.Title, t.Summary},
			date: first(f.Texts[0].Date, t.Date), author: first(t.Author, f.Texts[0].Author),
			tags: t.Tags, draft: t.Draft, of: f.Texts[0].Sentences,
		}
		if a.spoken = t.Lang; t.Author == "" || t.Author == f.Texts[0].Author {
			a.spoken = from
		}
		if a.titled = t.Lang; t.Title == f.Name { // nothing better was found than the file's name
			a.titled, a.target.title = from, a.source.title
		}
		if len(a.tags) == 0 {
			a.tags = f.Texts[0].Tags
		}
		if len(a.date) < len("2006-01-02") {
			a.date = ""
		}
		for _, o := range e.Outputs {
			switch o.Format {
			case "html":
				a.page = o.Path
			case "pdf":
				a.pdf, a.bytes = o.Path, o.Size
			}
		}
		if a.page == "" {
			a.page = a.pdf
		}
		if a.page == "" {
			continue
		}
		for k := range f.Editions {
			if page := htmlOf(&f.Editions[k]); page != "" && page != a.page {
				a.others = append(a.others, other{f.Editions[k].Langs[1:], page, f.Editions[k].Draft > 0})
			}
		}
		p := b.of(t.Lang)
		p.articles = append(p.articles, a)
		p.use(a, f, i+1)
		if err := b.enter(p, a, f); err != nil {
			return err
		}
	}
	return nil
}

// editionOf finds the edition of the source with one translation, else the
// first that has the translation.
func editionOf(f *publish.Facts, tag lang.Tag) *publish.Edition {
	var found *publish.Edition
	for k := range f.Editions {
		e := &f.Editions[k]
		if len(e.Langs) < 2 || !slices.Contains(e.Langs[1:], tag) {
			continue
		}
		if len(e.Langs) == 2 {
			return e
		}
		if found == nil {
			found = e
		}
	}
	return found
}

func htmlOf(e *publish.Edition) string {
	for _, o := range e.Outputs {
		if o.Format == "html" {
			return o.Path
		}
	}
	return ""
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// relative is the address of one path of the site as seen from a page at
// another: percent-encoded, with as many steps up as it needs.
func relative(from, to string) string {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	i := 0
	for i < len(a)-1 && i < len(b)-1 && a[i] == b[i] {
		i++
	}
	out := strings.Repeat("../", len(a)-1-i) + escapePath(strings.Join(b[i:], "/"))
	if strings.Contains(strings.SplitN(out, "/", 2)[0], ":") { // a colon would make a scheme of it
		out = "./" + out
	}
	return out
}

// escapePath percent-encodes the parts of a slash-separated path.
func escapePath(p string) string {
	parts := strings.Split(path.Clean(p), "/")
	for i, s := range parts {
		parts[i] = url.PathEscape(s)
	}
	return strings.Join(parts, "/")
}
