package html

import (
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/lang"
)

// Place says where a page stands among others. The zero value is a page alone.
type Place struct {
	Site        string    // name of the site, "" for none
	Home        string    // relative address of its index page
	Address     string    // absolute address of this page, "" while it is not known
	PDF         string    // relative address of this edition as PDF, "" for none
	Description string    // a sentence or two for search engines and previews, as plain text
	Tags        []string  // what the article is about
	Editions    []Edition // of the article, this one among them
	Preview     Preview   // the picture that previews of the page show

	Link func(dest string) string // where an address that a text has leads in this edition; nil leaves it
}

// Preview is a picture with an address of its own. The zero value is none.
type Preview struct {
	Address       string // absolute
	Alt           string // what it shows, "" where that is not known
	Width, Height int    // pixels, 0 where they are not known
}

// Edition is one page of an article.
type Edition struct {
	Targets []lang.Tag // the languages beside the source
	Href    string     // relative address; "" for the page itself
	Address string     // absolute address, "" while it is not known
}

// about writes what machines read of the page's place: its address, the same
// article in other languages (hreflang, HTML Living Standard 4.6.7.1), and what
// previews are made of.
func (p *page) about() {
	w, at := &p.out, p.opt.Place
	link := func(rel, href string, attrs ...string) {
		if href == "" {
			return
		}
		w.raw("<link")
		w.attr("rel", rel)
		for i := 0; i+1 < len(attrs); i += 2 {
			w.attr(attrs[i], attrs[i+1])
		}
		w.attr("href", href)
		w.raw(">\n")
	}
	if at.Address == "" && at.Site == "" && at.PDF == "" && len(at.Editions) == 0 {
		return
	}
	p.property("name", "description", at.Description)
	p.property("name", "author", p.ed.Source.Doc.Author)
	link("canonical", at.Address)
	for _, e := range at.Editions {
		tag := "x-default" // the page with all translations is for whoever reads none of them alone
		if len(e.Targets) == 1 {
			tag = string(e.Targets[0])
		}
		if len(at.Editions) > 1 { // one page has no other languages to tell of
			link("alternate", e.Address, "hreflang", tag)
		}
	}
	link("alternate", at.PDF, "type", "application/pdf")
	if at.Address != "" {
		p.openGraph()
	}
}

// property writes a <meta> that says something.
func (p *page) property(attr, name, content string) {
	if w := &p.out; content != "" {
		w.raw("<meta")
		w.attr(attr, name)
		w.attr("content", content)
		w.raw(">\n")
	}
}

// openGraph writes the properties of the Open Graph protocol (ogp.me) that
// previews are made of.
func (p *page) openGraph() {
	at, d, meta := p.opt.Place, p.ed.Source.Doc, p.property
	meta("property", "og:type", "article")
	meta("property", "og:title", strings.Join(p.titles(), " · "))
	meta("property", "og:url", at.Address)
	meta("property", "og:site_name", at.Site)
	meta("property", "og:description", at.Description)
	if x := at.Preview; x.Address != "" {
		meta("property", "og:image", x.Address)
		if x.Width > 0 && x.Height > 0 {
			meta("property", "og:image:width", strconv.Itoa(x.Width))
			meta("property", "og:image:height", strconv.Itoa(x.Height))
		}
		meta("property", "og:image:alt", x.Alt)
		meta("name", "twitter:card", "summary_large_image")
	}
	meta("property", "og:locale", locale(p.label.Lang))
	for _, t := range p.columns {
		if t.Doc.Lang != p.label.Lang {
			meta("property", "og:locale:alternate", locale(t.Doc.Lang))
		}
	}
	meta("property", "article:published_time", d.Date)
	meta("property", "article:author", d.Author)
	for _, tag := range at.Tags {
		meta("property", "article:tag", tag)
	}
}

// locale is a language as the Open Graph protocol writes it: with a country.
func locale(tag lang.Tag) string {
	switch tag {
	case lang.ZhHant:
		return "zh_TW"
	case lang.ZhHans:
		return "zh_CN"
	case lang.Ko:
		return "ko_KR"
	case lang.En:
		return "en_US"
	}
	return strings.ReplaceAll(string(tag), "-", "_")
}

// navigation writes the way back to the site, to the article's other editions,
// and to the PDF.
func (p *page) navigation() {
	w, at := &p.out, p.opt.Place
	if at.Home == "" && at.PDF == "" && len(at.Editions) < 2 {
		return
	}
	w.raw("<nav class=\"ui st\"")
	w.attr("aria-label", p.label.Text("html.site"))
	w.raw(">\n")
	if at.Home != "" {
		w.raw("<a class=\"home\"")
		w.attr("href", at.Home)
		w.raw(">")
		if at.Site != "" {
			w.text(at.Site)
		} else {
			w.text(p.label.Text("html.home"))
		}
		w.raw("</a>\n")
	}
	w.raw("<span>")
	if len(at.Editions) > 1 {
		for _, e := range at.Editions {
			p.editionLink(e)
		}
	}
	if at.PDF != "" {
		w.raw("<a")
		w.attr("href", at.PDF)
		w.raw(" type=\"application/pdf\">PDF</a>")
	}
	w.raw("</span>\n</nav>\n")
}

// editionLink writes the languages of an edition, each in itself.
func (p *page) editionLink(e Edition) {
	w := &p.out
	if e.Href == "" {
		w.raw("<b aria-current=\"page\">")
	} else {
		w.raw("<a")
		w.attr("href", e.Href)
		w.raw(">")
	}
	for i, tag := range e.Targets {
		if i > 0 {
			w.raw(" + ")
		}
		p.labelParts([]part{{lang.Endonym(tag), tag}})
	}
	if e.Href == "" {
		w.raw("</b> ")
	} else {
		w.raw("</a> ")
	}
}
