package pdf

import (
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
	"github.com/duizhao/duizhao/render"
)

// setTitles sets the head of the document: the titles side by side, under them
// author and date where no block of the text says them.
func (d *document) setTitles() {
	d.titles = make([][]vline, len(d.columns))
	for c, col := range d.columns {
		style := textStyle{size: col.size * 178 / 100, bold: true, ragged: true, title: true}
		p, block := col.titlePara(style)
		step := d.sheet.body * 178 / 100 * 140 / 100 // alike in all columns
		r := roleText
		if block < 0 {
			r = roleTitle
		}
		for _, l := range p.lines(measure{width: col.width}) {
			d.titles[c] = append(d.titles[c], vline{height: step, baseline: step * 72 / 100, block: block,
				segs: []seg{{p: p, line: l, role: r}}})
		}
	}
	h := length(0)
	for _, lines := range d.titles {
		h = max(h, height(lines))
	}
	for c, col := range d.columns {
		first := true
		add := func(text string, style textStyle, grey bool) {
			if text == "" {
				return
			}
			p := col.words(text, style)
			for _, l := range p.lines(measure{width: col.width}) {
				v := vline{height: d.sheet.leading, baseline: d.sheet.baseline, block: -1, grey: grey, segs: []seg{{p: p, line: l}}}
				if first { // on one line in all columns
					pad := h - height(d.titles[c]) + d.sheet.leading*35/100
					v.height, v.baseline = v.height+pad, v.baseline+pad
					first = false
				}
				d.titles[c] = append(d.titles[c], v)
			}
		}
		small := textStyle{size: col.size * 90 / 100, ragged: true}
		add(d.underTitle(col.text.Doc), small, true)
		small.bold = true
		add(d.draft(c), small, false)
	}
}

// titlePara is the title of a column: its title block, or what the document is
// called.
func (c *column) titlePara(style textStyle) (p *para, block int) {
	for i, b := range c.text.Doc.Blocks {
		if b.Kind == doc.Title {
			from, to := c.text.Of(i)
			part := render.Part{Block: i, Span: doc.Span{End: len(b.Text)}, Sentences: bitext.Range{From: from, To: to}, Begins: true, Ends: true}
			return c.para(render.Pieces(c.text, nil, part), style), i
		}
	}
	return c.words(c.text.Doc.Title, style), -1
}

// draft says how far the translation of a column has come, "" for one that is
// whole.
func (d *document) draft(c int) string {
	if c == 0 || d.ed.Targets[c-1].Draft == (bitext.Draft{}) {
		return ""
	}
	t := d.ed.Targets[c-1].Draft
	return d.printer(d.columns[c].tag).Text("pdf.draft", "Done", t.Done, "Of", t.Of)
}

// underTitle is the line of author and date, as in the web edition, as far as no block says them.
func (d *document) underTitle(t *doc.Document) string {
	date, author := t.Date, t.Author
	for _, b := range t.Blocks {
		switch b.Kind {
		case doc.Dateline:
			date = ""
		case doc.Byline:
			author = ""
		}
	}
	var words []string
	if author != "" {
		words = append(words, author)
	}
	if date != "" {
		words = append(words, d.date(t.Lang, date))
	}
	return strings.Join(words, "  ·  ")
}

// date writes an ISO date as the language does; what is no date comes back as
// it is.
func (d *document) date(tag lang.Tag, iso string) string { return d.printer(tag).Date(iso) }

// headings sets the running heads and the page numbers.
func (d *document) headings() {
	style := func(c *column) textStyle { return textStyle{size: c.size * 80 / 100, ragged: true} }
	for _, c := range d.columns {
		name := message.New(c.tag, d.opt.Labels).Language(c.tag)
		h := head{first: c.words(name, style(c))}
		if len(d.pages) > 1 {
			h.others = c.shortened(c.titleText(), style(c))
		}
		d.heads = append(d.heads, h)
	}
	c := d.columns[0]
	for i := range d.pages {
		text := strconv.Itoa(i+1) + " / " + strconv.Itoa(len(d.pages))
		d.numbers = append(d.numbers, c.wordsIn(lang.En, text, textStyle{size: d.sheet.body * 80 / 100, ragged: true}))
	}
}

// titleText is the title in plain text.
func (c *column) titleText() string {
	for _, b := range c.text.Doc.Blocks {
		if b.Kind == doc.Title && len(doc.Places(b.Text)) == 0 {
			return strings.Join(strings.Fields(b.Text), " ")
		}
	}
	return c.text.Doc.Title
}

// shortened makes a paragraph of one line, cut with an ellipsis where the
// column is too narrow.
func (c *column) shortened(text string, style textStyle) *para {
	quiet := *c
	quiet.missing = nil // the title itself has reported its characters
	runes := []rune(text)
	n := min(len(runes), 200)
	for {
		s := string(runes[:n])
		if n < len(runes) {
			s = strings.TrimRight(s, " ，、,;:：；") + "…"
		}
		p := quiet.words(s, style)
		if _, whole := p.extents(); whole <= c.width || n <= 1 {
			return p
		}
		n -= max(1, n/12)
	}
}

// wordsIn is words in another language than the column's.
func (c *column) wordsIn(tag lang.Tag, text string, style textStyle) *para {
	t := setter{tag: tag, faces: c.faces}
	return t.para([]render.Piece{{Text: text, Span: doc.Span{End: len(text)}, Sentence: -1, Mark: -1}}, style)
}
