package html

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"time"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
)

// head writes the page up to </head>. It comes last, when the style sheet can
// know what the body has used.
func (p *page) head() error {
	style, err := p.style()
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(style))
	w := &p.out
	w.raw("<!DOCTYPE html>\n<html")
	w.attr("lang", string(p.label.Lang))
	w.raw(">\n<head>\n<meta charset=\"utf-8\">\n",
		// Nothing may be loaded or run; the one style sheet is known by its hash.
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-",
		base64.StdEncoding.EncodeToString(sum[:]),
		"'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<meta name=\"referrer\" content=\"no-referrer\">\n",
		"<meta name=\"color-scheme\" content=\"light dark\">\n",
		"<meta name=\"generator\"")
	w.attr("content", generator(p.opt.Version))
	w.raw(">\n<link rel=\"icon\" href=\"data:,\">\n<title>") // without an icon a browser would ask the server for one
	for i, title := range p.titles() {
		if i > 0 {
			w.raw(" · ")
		}
		w.text(title)
	}
	w.raw("</title>\n")
	if p.unfinished() { // no search engine should keep what is not whole
		w.raw("<meta name=\"robots\" content=\"noindex\">\n")
	}
	p.about()
	w.raw("<style>", style, "</style>\n</head>\n")
	return nil
}

func generator(version string) string {
	if version == "" {
		return "duizhao"
	}
	return "duizhao " + version
}

// titles lists the columns' titles, each once.
func (p *page) titles() []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range p.columns {
		if !seen[t.Doc.Title] {
			seen[t.Doc.Title] = true
			out = append(out, t.Doc.Title)
		}
	}
	return out
}

// date writes a date in the language of a column; one that is not a whole ISO
// 8601 date, or that stands in a language without labels, as it is.
func (p *page) date(c int, date string) {
	w := &p.out
	tag := p.columns[c].Doc.Lang
	text := date
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		w.text(date)
		return
	}
	if tag.Supported() {
		text = message.New(tag).Date(date)
	}
	w.raw("<time")
	w.attr("datetime", date)
	w.raw(">")
	w.text(text)
	w.raw("</time>")
	p.glyphs.add(tag, 0, text)
}

// switches are the reader's choices: of view, and of colours.
func (p *page) switches() []switches {
	colours := switches{"x-s", "html.colours", []choice{
		{"auto", []part{{text: p.label.Text("html.auto")}}},
		{"light", []part{{text: p.label.Text("html.light")}}},
		{"dark", []part{{text: p.label.Text("html.dark")}}},
	}}
	if len(p.columns) < 2 {
		return []switches{colours}
	}
	return []switches{{"x-v", "html.view", p.views()}, colours}
}

// inputs writes the radio buttons, the first of each group checked. They stand
// before everything that they decide on; bar has their labels.
func (p *page) inputs() {
	w := &p.out
	for _, s := range p.switches() {
		for i, c := range s.choices {
			w.raw("<input type=\"radio\" name=\"", s.name, "\" id=\"", s.name, c.id, "\"")
			if i == 0 {
				w.raw(" checked")
			}
			w.raw(">")
		}
	}
	w.raw("\n")
}

// bar writes the labels of the switches.
func (p *page) bar() {
	w := &p.out
	w.raw("<div class=\"bar ui\">\n")
	for _, s := range p.switches() {
		w.raw("<div role=\"radiogroup\"")
		w.attr("aria-label", p.label.Text(s.legend))
		w.raw(" aria-owns=\"")
		for i, c := range s.choices {
			if i > 0 {
				w.raw(" ")
			}
			w.raw(s.name, c.id)
		}
		w.raw("\">")
		for _, c := range s.choices {
			w.raw("<label for=\"", s.name, c.id, "\">")
			p.labelParts(c.parts)
			w.raw("</label>")
		}
		w.raw("</div>\n")
	}
	w.raw("</div>\n")
}

func (p *page) labelParts(parts []part) {
	w := &p.out
	for _, part := range parts {
		if part.tag == lang.Und || part.tag == p.label.Lang {
			w.text(part.text)
			continue
		}
		w.raw("<span")
		w.attr("lang", string(part.tag))
		w.raw(">")
		w.text(part.text)
		w.raw("</span>")
	}
}

// switches is a group of radio buttons.
type switches struct {
	name    string // of the group; ids begin with it
	legend  string // message id
	choices []choice
}

// choice is a radio button.
type choice struct {
	id    string
	parts []part
}

// part is a stretch of a label in one language; Und is the labels' own.
type part struct {
	text string
	tag  lang.Tag
}

// views are all columns, pair by pair, each column, and with several targets
// the source with each.
func (p *page) views() []choice {
	out := []choice{
		{"a", []part{{text: p.label.Text("html.side-by-side")}}},
		{"i", []part{{text: p.label.Text("html.interleaved")}}},
	}
	name := func(c int) part { return part{lang.Endonym(p.columns[c].Doc.Lang), p.columns[c].Doc.Lang} }
	for c := range p.columns {
		out = append(out, choice{strconv.Itoa(c), []part{name(c)}})
	}
	if len(p.columns) > 2 {
		for c := 1; c < len(p.columns); c++ {
			out = append(out, choice{"0-" + strconv.Itoa(c), []part{name(0), {text: " + "}, name(c)}})
		}
	}
	return out
}

// footer tells how the edition was made.
func (p *page) footer() {
	w := &p.out
	line := func(class, id string, args ...any) {
		w.raw("<p", class, ">")
		w.text(p.label.Text(id, args...))
		w.raw("</p>\n")
	}
	w.raw("<footer class=\"ui\">\n<h2>")
	w.text(p.label.Text("html.made"))
	w.raw("</h2>\n")
	if len(p.ed.Targets) > 0 {
		line(" class=\"screen\"", "html.help")
	}
	w.raw("<ul>\n")
	for k := range p.ed.Targets {
		p.counts(k)
	}
	w.raw("</ul>\n")
	line("", "html.generator", "Version", generator(p.opt.Version))
	w.raw("</footer>\n")
}

// counts tells of the pairs of one target.
func (p *page) counts(k int) {
	var pairs, confirmed, omitted, added int
	for _, b := range p.ed.Targets[k].Beads {
		switch {
		case b.Target.Len() == 0:
			omitted += b.Source.Len()
		case b.Source.Len() == 0:
			added += b.Target.Len()
		default:
			pairs++
		}
		if b.Origin == bitext.Confirmed {
			confirmed++
		}
	}
	w := &p.out
	w.raw("<li>")
	w.text(p.label.Text("html.counts-pairs", "Count", pairs,
		"Source", p.label.Language(p.columns[0].Doc.Lang), "Target", p.label.Language(p.columns[k+1].Doc.Lang)))
	for _, c := range []struct {
		id string
		n  int
	}{{"html.counts-confirmed", confirmed}, {"html.counts-omitted", omitted}, {"html.counts-added", added}} {
		if c.n > 0 {
			w.text(p.label.Text("html.counts-join"))
			w.text(p.label.Text(c.id, "Count", c.n))
		}
	}
	w.raw("</li>\n")
}
