package pdf

import (
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
	"github.com/duizhao/duizhao/segment"
)

// column is one column of the edition: its text, its place on the page and
// how its blocks are set.
type column struct {
	setter
	sheet     *sheet
	text      *segment.Text
	x, width  length
	size      length // of body text
	pictures  *pictures
	omissions map[int][]omission // by block
	date      func(iso string) string
	fits      map[int]*tableFit // by block
	wide      *column           // the same, as wide as the page, for tables that need it
}

// role says what a segment of a line is in the structure of the document.
type role uint8

const (
	roleText role = iota
	roleLabel
	roleCell     // of a table
	roleRepeated // the head of a table once more: no part of the text
	roleNote     // the tool's own words about an empty cell
	roleTitle    // a title that no block carries
)

// seg is a stretch of one line of one paragraph, placed.
type seg struct {
	p    *para
	line line
	x    length // from the column's left
	role role
	cell int // roleCell: index into Block.Cells
}

// hairline is a thin horizontal line: below the top of its vline by y.
type hairline struct{ x, width, y, weight length }

// vline is what takes one line's height in a cell: text, a row of a table, a
// picture.
type vline struct {
	height   length
	baseline length // of text, from the top
	segs     []seg
	rules    []hairline
	picture  *picture
	pictureX length
	tint     bool   // code: on a grey ground
	turned   bool   // code: goes on with the line above
	bars     int    // quotes that it stands in
	grey     bool   // set back: captions, bylines
	keep     bool   // no page ends after it
	block    int    // index into Document.Blocks, -1 for none
	at       cutAt  // where its text begins
	indentX  length // of its block, where a ground or a bar begins
}

// cutAt is a place in a cell: a part and a byte of its block's text.
type cutAt struct {
	part int
	at   int
}

// height is the height of lines that stand one under another.
func height(lines []vline) (sum length) {
	for i := range lines {
		sum += lines[i].height
	}
	return sum
}

// layout sets the parts of a cell; spanned says that the picture of the first
// stands above the row.
func (c *column) layout(parts []render.Part, spanned bool) []vline {
	var out []vline
	for i, part := range parts {
		lines := c.part(part, i > 0 && part.Begins, spanned && i == 0)
		for k := range lines {
			lines[k].at.part = i
		}
		if kind := c.text.Doc.Blocks[part.Block].Kind; kind == doc.Heading && len(lines) > 0 {
			for k := range lines {
				lines[k].keep = true
			}
			if i > 0 { // a heading inside a cell has a blank line above
				lines[0].height += c.sheet.leading
				lines[0].baseline += c.sheet.leading
			}
		}
		out = append(out, lines...)
	}
	return out
}

// part sets one part; later says that it begins a paragraph under another one.
func (c *column) part(part render.Part, later, spanned bool) []vline {
	b := c.text.Doc.Blocks[part.Block]
	switch b.Kind {
	case doc.Rule:
		return []vline{c.ruleLine(part.Block)}
	case doc.Table:
		return c.table(part)
	}
	style, frame := c.blockStyle(b)
	m := measure{width: c.width, indent: frame.left, hang: frame.left}
	pieces := render.Pieces(c.text, nil, part)
	if iso, ok := render.NumericDate(b); ok && len(pieces) == 1 && part.Begins && part.Ends {
		pieces[0].Text = c.date(iso)
	}
	var label *para
	if part.Begins {
		if label = c.label(part.Block, style); label != nil {
			m.indent = max(m.indent, frame.left)
			if b.Kind == doc.ListItem {
				pieces, label = c.task(b, pieces, label, style)
			}
		} else if later && b.Kind == doc.Paragraph && b.List.Depth == 0 && b.Quote == 0 {
			m.indent += c.firstIndent()
		}
	}
	p := c.para(c.withOmissions(pieces, part), style)
	lines := p.lines(m)
	var out []vline
	if part.Begins && b.Kind == doc.Caption {
		if pic := c.pictures.of(b.Image.Dest); pic != nil && !spanned {
			out = append(out, c.pictureLine(pic, b, part.Block))
		}
	}
	for i, l := range lines {
		v := vline{height: c.sheet.leading, baseline: c.sheet.baseline, block: part.Block, grey: frame.grey,
			tint: b.Kind == doc.Code, bars: b.Quote, indentX: frame.left,
			segs: []seg{{p: p, line: l, x: l.indent}}}
		v.at.at = part.Span.Start
		if i > 0 {
			v.at.at = int(p.atoms[l.from].at)
			v.turned = v.tint && p.atoms[l.from-1].gap.brk != forced
		}
		if i == 0 && label != nil {
			if ll := label.lines(measure{width: c.width}); len(ll) > 0 {
				v.segs = append([]seg{{p: label, line: ll[0], x: max(0, frame.left-frame.label), role: roleLabel}}, v.segs...)
			}
		}
		out = append(out, v)
	}
	return out
}

// frame is where a block stands in its column.
type frame struct {
	left  length // indent of its text
	label length // how far before that its label begins
	grey  bool
}

// blockStyle is the style and frame of a kind of block.
func (c *column) blockStyle(b *doc.Block) (textStyle, frame) {
	style, f := textStyle{size: c.size}, frame{}
	f.left = length(b.Quote) * c.size * 5 / 4
	if d := length(b.List.Depth); d > 0 {
		f.label = c.size * 5 / 4
		if b.List.Ordered {
			f.label = c.size * 7 / 4
		}
		f.left += (d-1)*c.size*5/4 + f.label
	}
	switch b.Kind {
	case doc.Heading:
		style.bold, style.ragged, style.title = true, true, true
		style.size = c.size * headingSize(b.Level) / 100
	case doc.Caption:
		style.size, f.grey, style.ragged = c.size*88/100, true, true
	case doc.Byline, doc.Dateline, doc.Credit:
		style.size, f.grey, style.ragged = c.size*90/100, true, true
	case doc.Footnote:
		style.size, f.label = c.size*86/100, max(c.size, c.size*length(20+42*c.notes.digits())/100)
		f.left += f.label
	case doc.Code:
		style.size, style.ragged, style.verbatim = c.size*80/100, true, true
		f.left += c.size / 2
	}
	f.left = min(f.left, c.width/3)
	return style, f
}

// headingSize is a heading's size in percent of body text.
func headingSize(level int) length {
	switch level {
	case 0, 1:
		return 135
	case 2:
		return 120
	case 3:
		return 108
	}
	return 100
}

// firstIndent is the indent of a paragraph that follows another in its cell:
// two characters in Chinese, one in Korean and Western text.
func (c *column) firstIndent() length {
	if c.tag.Chinese() {
		return 2 * c.size
	}
	return c.size
}

// label is the mark that a block begins with, or nil: a bullet, a number, a
// footnote's number.
func (c *column) label(block int, style textStyle) *para {
	b := c.text.Doc.Blocks[block]
	switch {
	case b.Kind == doc.Footnote:
		if c.notes.blocks[b.Label] != block {
			return nil // a further paragraph of the note
		}
		return c.words(c.notes.number(b.Label), textStyle{size: style.size * 80 / 100})
	case b.List.Depth == 0 || !b.List.First:
		return nil
	case b.List.Ordered:
		return c.words(strconv.Itoa(b.List.Number)+".", style)
	}
	return c.words("•", style)
}

// words makes a paragraph of the tool's own words.
func (c *column) words(text string, style textStyle) *para {
	return c.para([]render.Piece{{Text: text, Span: doc.Span{End: len(text)}, Sentence: -1, Mark: -1}}, style)
}

// ruleLine is a thematic break.
func (c *column) ruleLine(block int) vline {
	w := c.width / 4
	return vline{height: c.sheet.leading, block: block,
		rules: []hairline{{x: (c.width - w) / 2, width: w, y: c.sheet.leading / 2, weight: 500}}}
}

// pictureLine holds a picture that stands in the column.
func (c *column) pictureLine(pic *picture, b *doc.Block, block int) vline {
	w, h := pic.fit(c.width, (c.sheet.bottom-c.sheet.top)/2)
	grid := c.sheet.leading
	return vline{height: (h + grid/4 + grid - 1) / grid * grid, block: block, keep: true,
		picture: &picture{asset: pic.asset, name: pic.name, alt: altOf(b), width: w, height: h}, pictureX: (c.width - w) / 2}
}

// altOf is what a picture says to those who cannot see it.
func altOf(caption *doc.Block) string {
	for _, text := range []string{caption.Image.Alt, caption.Text, caption.Image.Dest} {
		if text = strings.TrimSpace(text); text != "" && len(doc.Places(text)) == 0 {
			return text
		}
	}
	return ""
}

// empty is the cell of a row in which the column has nothing.
func (c *column) empty(label string) []vline {
	p := c.words(label, textStyle{size: c.size * 82 / 100, ragged: true, italic: !c.tag.CJK()})
	var out []vline
	for _, l := range p.lines(measure{width: c.width}) {
		out = append(out, vline{height: c.sheet.leading, baseline: c.sheet.baseline, block: -1, grey: true,
			segs: []seg{{p: p, line: l, x: l.indent, role: roleNote}}})
	}
	return out
}
