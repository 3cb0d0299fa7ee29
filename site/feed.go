package site

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"github.com/duizhao/duizhao/lang"
)

// feedSize is how many articles a feed holds.
const feedSize = 40

// atomFeed is an Atom feed (RFC 4287).
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   *atomPerson `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Maker    string      `xml:"generator,omitempty"`
	Entries  []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel   string `xml:"rel,attr"`
	Type  string `xml:"type,attr,omitempty"`
	Lang  string `xml:"hreflang,attr,omitempty"`
	Href  string `xml:"href,attr"`
	Bytes int    `xml:"length,attr,omitempty"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published"`
	Author     *atomPerson    `xml:"author"`
	Links      []atomLink     `xml:"link"`
	Summary    string         `xml:"summary,omitempty"`
	Categories []atomCategory `xml:"category"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// feeds writes a feed for each language: the newest finished articles that
// have a date. Entries and feeds are known by their addresses, so a site
// without one has none. Times are the dates of the articles: a feed does not
// change because it was made anew.
func (b *builder) feeds() error {
	if b.opt.URL == "" {
		return nil
	}
	for _, p := range b.pairs {
		self := p.dir() + "/feed.xml"
		feed := atomFeed{
			Lang: string(p.tag), ID: b.address(self), Title: b.feedTitle(p), Subtitle: b.opt.Description, Updated: "1970-01-01T00:00:00Z",
			Author: &atomPerson{Name: first(b.opt.Author, b.opt.Title)},
			Links: []atomLink{
				{Rel: "self", Type: "application/atom+xml", Href: b.address(self)},
				{Rel: "alternate", Type: "text/html", Lang: string(p.say.Lang), Href: b.address(p.dir() + "/index.html")},
			},
			Maker: "duizhao",
		}
		for _, a := range p.newest(len(p.articles)) {
			if a.date == "" || a.draft > 0 {
				continue
			}
			if len(feed.Entries) == feedSize {
				break
			}
			feed.Entries = append(feed.Entries, b.entry(p, a))
		}
		if len(feed.Entries) > 0 {
			feed.Updated = feed.Entries[0].Updated
		}
		if err := b.xml(self, feed); err != nil {
			return err
		}
	}
	return nil
}

// feedTitle names the feed of a language.
func (b *builder) feedTitle(p *pair) string { return b.opt.Title + " · " + lang.Endonym(p.tag) }

// entry is an article in a feed.
func (b *builder) entry(p *pair, a *article) atomEntry {
	e := atomEntry{
		ID: b.address(a.page), Title: a.target.title, Updated: a.date + "T00:00:00Z", Published: a.date + "T00:00:00Z", Summary: a.target.summary,
		Links: []atomLink{{Rel: "alternate", Type: "text/html", Lang: string(p.tag), Href: b.address(a.page)}},
	}
	if a.pdf == a.page {
		e.Links[0].Type = "application/pdf"
	} else if a.pdf != "" {
		e.Links = append(e.Links, atomLink{Rel: "enclosure", Type: "application/pdf", Href: b.address(a.pdf), Bytes: a.bytes})
	}
	if a.author != "" {
		e.Author = &atomPerson{Name: a.author}
	}
	for _, g := range p.labels(a) {
		e.Categories = append(e.Categories, atomCategory{g.name})
	}
	return e
}

// xml writes a value as an XML file.
func (b *builder) xml(path string, v any) error {
	var out bytes.Buffer
	out.WriteString(xml.Header + "<!-- duizhao -->\n") // by which a build knows its own
	encoder := xml.NewEncoder(&out)
	encoder.Indent("", " ")
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("site: %s: %w", path, err)
	}
	out.WriteByte('\n')
	return b.put(path, out.Bytes())
}
