package pdf

import (
	"bytes"
	"encoding/xml"
	"strings"
	"time"

	"github.com/duizhao/duizhao/lang"
)

// metadata is what the document says of itself.
type metadata struct {
	title, author, subject, keywords, creator, producer string
	titles                                              []titleIn
	langs                                               []lang.Tag
	date                                                string // ISO 8601 day, "" for none
}

type titleIn struct {
	tag  lang.Tag
	text string
}

func (d *document) metadata() *metadata {
	m := &metadata{creator: "duizhao", producer: "duizhao, with go-pdf/fpdf"}
	if d.opt.Version != "" {
		m.creator += " " + d.opt.Version
	}
	var titles, authors, names, keywords []string
	for i, c := range d.columns {
		title := c.titleText()
		titles = append(titles, title)
		m.titles = append(m.titles, titleIn{c.tag, title})
		m.langs = append(m.langs, c.tag)
		name := d.printer(d.opt.Labels).Language(c.tag)
		if note := d.draft(i); note != "" {
			name += " (" + note + ")"
		}
		names = append(names, name)
		if a := strings.TrimSpace(c.text.Doc.Author); a != "" {
			authors = append(authors, a)
		}
		for _, f := range c.text.Doc.Meta {
			if f.Key == "keywords" || f.Key == "tags" {
				keywords = append(keywords, strings.Trim(f.Value, "[] "))
			}
		}
	}
	m.title = joinTitles(titles)
	m.author = joinTitles(authors)
	m.subject = strings.Join(names, " – ")
	m.keywords = strings.Join(keywords, ", ")
	m.date = d.opt.Date
	if m.date == "" {
		m.date = d.columns[0].text.Doc.Date
	}
	if _, err := time.Parse("2006-01-02", m.date); err != nil {
		m.date = ""
	}
	return m
}

// xmp is the metadata as an XMP packet (ISO 16684-1), for PDF/UA readers.
func (m *metadata) xmp() []byte {
	var b bytes.Buffer
	text := func(s string) string {
		var e bytes.Buffer
		_ = xml.EscapeText(&e, []byte(s)) // a buffer takes everything
		return e.String()
	}
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" ` +
		`xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` + "\n<dc:format>application/pdf</dc:format>\n")
	b.WriteString(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + text(m.title) + "</rdf:li>")
	seen := map[lang.Tag]bool{}
	for _, t := range m.titles {
		if t.tag != lang.Und && !seen[t.tag] {
			b.WriteString(`<rdf:li xml:lang="` + text(string(t.tag)) + `">` + text(t.text) + "</rdf:li>")
		}
		seen[t.tag] = true
	}
	b.WriteString("</rdf:Alt></dc:title>\n")
	if m.author != "" {
		b.WriteString("<dc:creator><rdf:Seq><rdf:li>" + text(m.author) + "</rdf:li></rdf:Seq></dc:creator>\n")
	}
	if m.subject != "" {
		b.WriteString(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + text(m.subject) + "</rdf:li></rdf:Alt></dc:description>\n")
	}
	b.WriteString("<dc:language><rdf:Bag>")
	for _, t := range m.langs {
		b.WriteString("<rdf:li>" + text(string(t)) + "</rdf:li>")
	}
	b.WriteString("</rdf:Bag></dc:language>\n")
	if m.keywords != "" {
		b.WriteString("<pdf:Keywords>" + text(m.keywords) + "</pdf:Keywords>\n")
	}
	b.WriteString("<pdf:Producer>" + text(m.producer) + "</pdf:Producer>\n<xmp:CreatorTool>" + text(m.creator) + "</xmp:CreatorTool>\n")
	if m.date != "" {
		b.WriteString("<xmp:CreateDate>" + m.date + "</xmp:CreateDate>\n<xmp:ModifyDate>" + m.date + "</xmp:ModifyDate>\n")
	}
	if m.accessible() {
		b.WriteString(`<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>` + "\n")
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.Bytes()
}

// accessible reports whether the file may call itself PDF/UA-1: all that the
// standard asks for is always written, but the language of every text must be
// known, and the document must have a title.
func (m *metadata) accessible() bool {
	for _, t := range m.langs {
		if t == lang.Und {
			return false
		}
	}
	return m.title != ""
}

// pdfDate is the date as a PDF date, midnight UTC.
func (m *metadata) pdfDate() string {
	if m.date == "" {
		return ""
	}
	return "D:" + strings.ReplaceAll(m.date, "-", "") + "000000Z"
}
