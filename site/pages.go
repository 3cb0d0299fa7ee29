package site

import (
	"bytes"
	_ "embed"
	"html/template"
	"strconv"
	"sync"
	"time"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
)

//go:embed site.css
var sheet []byte

//go:embed page.tmpl
var pageSource string

// pageTemplate is parsed when the first page is made, not at every start.
var pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageSource)) })

// front is how many articles the first page of a language lists; the others
// are on the pages of their years.
const front = 50

// view is one page, as the template has it.
type view struct {
	Say         *message.Printer
	Site        string
	Title       string // of the page, "" for the first one
	Description string
	Root        string // way to the site's root, "" or "../"
	Home        string
	Address     string
	Alternates  []link // rel=alternate: other languages
	Feeds       []link
	Languages   []link
	Links       []link // glossary and the like
	Years, Tags []link
	Sections    []section
	Terms       []termView
	Search      []searchBox
	Count       int
	Version     string
}

// link is a link of a page. Here marks the page itself.
type link struct {
	Text, Href, Title string
	Lang              lang.Tag
	Count             int
	Here              bool
}

// section is a list of articles under a heading.
type section struct {
	Title string
	Items []item
}

// item is an article in a list.
type item struct {
	Lang, From      lang.Tag
	Title, Source   string
	Href, PDF, Size string
	Day, Date       string // ISO 8601, and as readers write it
	Author, Summary string
	Draft           string
	Tags            []link
	Others          []link
	SummaryLang     lang.Tag
	AuthorLang      lang.Tag
}

// Printer methods can't be called with pairs from a template under a short
// name; these are.

// T words a label.
func (v view) T(id string, args ...any) string { return v.Say.Text(id, args...) }

// Lang is the language of the page's labels.
func (v view) Lang() lang.Tag { return v.Say.Lang }

// page writes one page.
func (b *builder) page(path string, v view) error {
	v.Site, v.Version, v.Address = b.opt.Title, b.opt.Version, b.address(path)
	if v.Root != "" || path != "index.html" {
		v.Home = relative(path, "index.html")
	}
	var out bytes.Buffer
	if err := pageTemplate().Execute(&out, v); err != nil {
		return err
	}
	return b.put(path, out.Bytes())
}

// assets writes what all pages share.
func (b *builder) assets() error {
	if err := b.put("site.css", sheet); err != nil {
		return err
	}
	return b.put("search.js", script())
}

// lists writes the pages that list articles.
func (b *builder) lists() error {
	for _, p := range b.pairs {
		if err := b.list(p, p.dir()+"/index.html", "", p.newest(front)); err != nil {
			return err
		}
		for _, g := range append(append([]group(nil), p.years...), p.tags...) {
			if err := b.list(p, p.dir()+"/"+g.file, g.name, g.articles); err != nil {
				return err
			}
		}
	}
	return b.first()
}

// dir is the folder of the pair's pages.
func (p *pair) dir() string { return string(p.tag) }

// list writes a page of articles of one language, in sections by month.
func (b *builder) list(p *pair, path, title string, articles []*article) error {
	v := view{Say: p.say, Root: "../", Title: title, Description: b.opt.Description, Count: len(articles)}
	if title == "" {
		v.Count = len(p.articles)
		v.Search = []searchBox{p.box(path)}
	}
	v.Languages = b.languages(path, p)
	v.Alternates = b.alternates(title == "")
	b.around(&v, p, path)
	v.Sections = p.sections(path, articles)
	return b.page(path, v)
}

// around fills in the links that every page of a language has.
func (b *builder) around(v *view, p *pair, path string) {
	for _, g := range p.years {
		v.Years = append(v.Years, link{Text: g.name, Href: relative(path, p.dir()+"/"+g.file), Count: len(g.articles), Here: path == p.dir()+"/"+g.file})
	}
	for i, g := range p.tags {
		here := path == p.dir()+"/"+g.file
		if i < 40 || here {
			v.Tags = append(v.Tags, link{Text: g.name, Href: relative(path, p.dir()+"/"+g.file), Count: len(g.articles), Here: here})
		}
	}
	v.Links = append(v.Links, link{Text: p.say.Text("site.newest"), Href: relative(path, p.dir()+"/index.html"), Here: path == p.dir()+"/index.html"})
	if len(p.terms) > 0 {
		v.Links = append(v.Links, link{Text: p.say.Text("site.glossary"), Href: relative(path, p.dir()+"/glossary.html"), Here: path == p.dir()+"/glossary.html"})
	}
	if b.opt.URL != "" {
		v.Feeds = append(v.Feeds, link{Text: p.say.Text("site.feed"), Href: relative(path, p.dir()+"/feed.xml"), Lang: p.tag, Title: b.feedTitle(p)})
	}
}

// languages links to the first pages of all languages.
func (b *builder) languages(path string, here *pair) []link {
	if len(b.pairs) < 2 {
		return nil
	}
	var out []link
	for _, p := range b.pairs {
		out = append(out, link{Text: lang.Endonym(p.tag), Href: relative(path, p.dir()+"/index.html"), Lang: p.tag, Count: len(p.articles), Here: p == here})
	}
	return out
}

// alternates are the first pages of all languages for search engines; only the
// first pages have counterparts.
func (b *builder) alternates(front bool) []link {
	if !front || b.opt.URL == "" || len(b.pairs) < 2 {
		return nil
	}
	out := []link{{Lang: "x-default", Href: b.address("index.html")}}
	for _, p := range b.pairs {
		out = append(out, link{Lang: p.tag, Href: b.address(p.dir() + "/index.html")})
	}
	return out
}

// first writes the site's own first page: the newest of every language.
func (b *builder) first() error {
	v := view{Say: message.New(lang.En), Description: b.opt.Description}
	if len(b.pairs) > 0 {
		v.Say = b.pairs[0].say
	}
	v.Languages, v.Alternates = b.languages("index.html", nil), b.alternates(true)
	for _, p := range b.pairs {
		v.Count += len(p.articles)
		v.Search = append(v.Search, p.box("index.html"))
		if len(b.pairs) == 1 {
			b.around(&v, p, "index.html")
			v.Sections = p.sections("index.html", p.newest(front))
			continue
		}
		if b.opt.URL != "" {
			v.Feeds = append(v.Feeds, link{Text: p.say.Text("site.feed"), Href: p.dir() + "/feed.xml", Lang: p.tag, Title: b.feedTitle(p)})
		}
		s := section{Title: lang.Endonym(p.tag)}
		for _, a := range p.newest(12) {
			s.Items = append(s.Items, p.item("index.html", a))
		}
		v.Sections = append(v.Sections, s)
	}
	return b.page("index.html", v)
}

// sections divides articles by month.
func (p *pair) sections(path string, articles []*article) []section {
	var out []section
	for _, a := range articles {
		title := p.say.Text("site.undated")
		if day, err := time.Parse(time.DateOnly, a.date); err == nil {
			title = p.say.Text("site.month", "Year", day.Year(), "Month", p.say.Month(day.Month()))
		}
		if n := len(out); n == 0 || out[n-1].Title != title {
			out = append(out, section{Title: title})
		}
		s := &out[len(out)-1]
		s.Items = append(s.Items, p.item(path, a))
	}
	return out
}

// item is an article as a list on the page at path shows it.
func (p *pair) item(path string, a *article) item {
	i := item{
		Lang: a.titled, From: a.from, AuthorLang: a.spoken, Title: a.target.title, Source: a.source.title, Href: relative(path, a.page),
		Day: a.date, Date: p.say.Date(a.date), Author: a.author, Summary: a.target.summary, SummaryLang: p.tag,
	}
	if i.Title == i.Source {
		i.Source = ""
	}
	if a.pdf != "" && a.pdf != a.page {
		i.PDF, i.Size = relative(path, a.pdf), strconv.Itoa((a.bytes+512)/1024)
	}
	if a.draft > 0 {
		i.Draft = p.say.Text("site.draft", "Done", a.of-a.draft, "Count", a.of)
	}
	for _, o := range a.others {
		l := link{Href: relative(path, o.page)}
		for k, tag := range o.langs {
			if k > 0 {
				l.Text += " + "
			}
			l.Text += lang.Endonym(tag)
		}
		i.Others = append(i.Others, l)
	}
	for _, g := range p.labels(a) {
		i.Tags = append(i.Tags, link{Text: g.name, Href: relative(path, p.dir()+"/"+g.file)})
	}
	return i
}
