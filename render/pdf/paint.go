package pdf

import (
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// painter draws the pages of a laid document and builds its structure.
type painter struct {
	d         *document
	codes     []map[rune]rune
	narrow    []map[narrowKey]rune
	marks     marks
	root      *node
	table     *node
	links     []*link
	bookmarks []bookmark
	rows      map[int]*rowNodes
	notes     map[noteKey]place // where each footnote stands
	linkNodes map[*ink]*node
	level     int // of the last heading
	page      int
	out       ops
	chunks    []chunk
}

// chunk is a stretch of a page's content: operators, or a picture.
type chunk struct {
	ops        []byte
	picture    *picture
	x, y, w, h length
}

// bookmark is an entry of the outline; level counts from 0.
type bookmark struct {
	text  string
	level int
	page  int
	y     length
}

type noteKey struct {
	column int
	label  string
}

type place struct {
	page int
	y    length
}

// rowNodes is the structure of one row: all of it, on however many pages.
type rowNodes struct {
	tr    *node
	cells []cellNodes
}

// cellNodes is the structure of one cell as far as it has been drawn.
type cellNodes struct {
	td, list, item, quote *node
	block                 int
	base                  *node // of the block
	text, label, title    *node
	table                 map[int]*node // rows and, from 1<<20, cells of a table by their indices
}

func newPainter(d *document, codes []map[rune]rune, narrow []map[narrowKey]rune) *painter {
	p := &painter{d: d, codes: codes, narrow: narrow, rows: map[int]*rowNodes{}, notes: map[noteKey]place{}, linkNodes: map[*ink]*node{}}
	p.root = &node{role: "Document", tag: d.columns[0].tag}
	p.table = p.root.add("Table", d.columns[0].tag)
	return p
}

// paint draws a page and gives its content.
func (p *painter) paint(page int) []chunk {
	p.page, p.chunks = page, nil
	p.out = ops{page: page, height: p.d.sheet.height, faces: p.d.faces, codes: p.codes, narrow: p.narrow, marks: &p.marks}
	p.heads()
	for i := range p.d.pages[page].rows {
		p.row(&p.d.pages[page].rows[i])
	}
	p.number()
	p.out.b = p.marks.end(p.out.b)
	return append(p.chunks, chunk{ops: p.out.b})
}

// heads draws what stands above the columns: on the first page the languages,
// which head the table's columns, on the others the titles.
func (p *painter) heads() {
	s := &p.d.sheet
	baseline := s.top - s.leading*95/100
	var tr *node
	if p.page == 0 {
		tr = p.table.add("TR", lang.Und)
	}
	for i, c := range p.d.columns {
		h, colour := p.d.heads[i].first, inkGrey
		var n *node
		if p.page > 0 {
			h = p.d.heads[i].others
		} else {
			n = tr.add("TH", c.tag)
			n.scope = "Column"
		}
		p.short(h, c.x, baseline, n, colour)
	}
	p.out.b = p.marks.artifact(p.out.b)
	for _, c := range p.d.columns {
		p.out.rect(c.x, s.top-s.leading*60/100, c.width, 400, 650)
	}
}

// short draws a paragraph of one line.
func (p *painter) short(h *para, x, baseline length, n *node, colour string) {
	if h == nil {
		return
	}
	for _, l := range h.lines(measure{width: p.d.sheet.width}) {
		p.out.text(h, &l, x, baseline, func(*ink) (*node, string) { return n, colour })
		break
	}
}

// number draws the page number at the foot.
func (p *painter) number() {
	h := p.d.numbers[p.page]
	_, w := h.extents()
	p.short(h, (p.d.sheet.width-w)/2, p.d.sheet.bottom+p.d.sheet.leading*2, nil, inkGrey)
}

// row draws a row or a part of one.
func (p *painter) row(r *placed) {
	s := &p.d.sheet
	rn := p.nodes(r.row)
	if r.row.notes {
		p.out.b = p.marks.artifact(p.out.b)
		for c := range p.d.columns {
			if len(r.cells[c]) > 0 {
				p.out.rect(p.d.columns[c].x, r.y-s.leading*60/100, s.body*6, 400, 500)
			}
		}
	}
	p.bookmark(r)
	if r.lead != nil {
		w, h := r.lead.fit(s.right-s.left, r.leadH-s.leading/2)
		p.picture(r.lead, s.left+(s.right-s.left-w)/2, r.y, w, h, rn.cells[0].td.add("Figure", lang.Und))
	}
	for c := range p.d.columns {
		p.grounds(c, r)
		y := r.y + r.leadH
		for i := range r.cells[c] {
			v := &r.cells[c][i]
			p.line(c, p.d.columns[c].of(r.row), rn, v, y)
			y += v.height
		}
		p.after()
	}
}

// after draws what the text has left to be drawn over it.
func (p *painter) after() {
	if len(p.out.after) == 0 {
		return
	}
	p.out.b = p.marks.artifact(p.out.b)
	for _, f := range p.out.after {
		f(&p.out)
	}
	p.out.after = nil
}

// grounds draws what lies under a cell's text: the grey of code, the bars of
// quotes, hairlines.
func (p *painter) grounds(c int, r *placed) {
	col := p.d.columns[c].of(r.row)
	y := r.y + r.leadH
	for i := range r.cells[c] {
		v := &r.cells[c][i]
		if v.tint || v.turned || v.bars > 0 || len(v.rules) > 0 {
			p.out.b = p.marks.artifact(p.out.b)
		}
		if v.tint {
			p.out.rect(col.x+v.indentX-col.size/2, y, col.width-v.indentX+col.size/2, v.height, 945)
		}
		if v.turned {
			size := v.segs[0].p.size
			p.out.turn(col.x+v.segs[0].x-size*95/100, y+v.baseline-size*70/100, size)
		}
		for b := 0; b < min(v.bars, 4); b++ {
			p.out.rect(col.x+length(b)*col.size*5/4+col.size*35/100, y, 1200, v.height, 750)
		}
		for _, h := range v.rules {
			p.out.rect(col.x+h.x, y+h.y-h.weight/2, h.width, h.weight, 350)
		}
		y += v.height
	}
}

// line draws one line of a cell.
func (p *painter) line(c int, col *column, rn *rowNodes, v *vline, y length) {
	cn := &rn.cells[c]
	if v.picture != nil {
		p.picture(v.picture, col.x+v.pictureX, y, v.picture.width, v.picture.height, cn.td.add("Figure", lang.Und))
		return
	}
	for i := range v.segs {
		s := &v.segs[i]
		leaf := p.leaf(c, cn, v, s)
		if v.block >= 0 && s.role == roleLabel {
			if b := col.text.Doc.Blocks[v.block]; b.Kind == doc.Footnote {
				p.notes[noteKey{c, b.Label}] = place{p.page, y}
			}
		}
		colour := inkBlack
		if v.grey {
			colour = inkGrey
		}
		nodeOf := func(in *ink) (*node, string) {
			if leaf == nil {
				return nil, colour
			}
			if in.omission || in.empty {
				return leaf, inkGrey
			}
			if n := p.linkNode(leaf, s.p, in); n != nil {
				return n, inkLink
			}
			return leaf, colour
		}
		x, base := col.x+s.x, y+v.baseline
		if s.role == roleLabel && col.text.Doc.Blocks[v.block].Kind == doc.Footnote {
			base -= col.size * 20 / 100
		}
		p.out.text(s.p, &s.line, x, base, nodeOf)
		if leaf != nil {
			p.linkAreas(c, s, x, base)
		}
	}
}

// picture draws a picture.
func (p *painter) picture(pic *picture, x, y, w, h length, figure *node) {
	figure.alt = pic.alt
	p.out.b = p.marks.begin(p.out.b, p.page, figure)
	p.chunks = append(p.chunks, chunk{ops: p.out.b}, chunk{picture: pic, x: x, y: y, w: w, h: h})
	p.out.b = nil
	p.out.b = p.marks.end(p.out.b)
}

// bookmark enters the title and the headings into the outline.
func (p *painter) bookmark(r *placed) {
	if r.row.title {
		var words []string
		for _, c := range p.d.columns {
			words = append(words, c.titleText())
		}
		p.bookmarks = append(p.bookmarks, bookmark{text: joinTitles(words), page: p.page, y: r.y - p.d.sheet.leading})
		return
	}
	if r.row.begun {
		return
	}
	var words []string
	level := 0
	for c, parts := range r.row.cells {
		if len(parts) == 0 || !parts[0].Begins {
			continue
		}
		b := p.d.columns[c].text.Doc.Blocks[parts[0].Block]
		if b.Kind == doc.Heading || b.Kind == doc.Title {
			words = append(words, strings.Join(strings.Fields(b.Text), " "))
			if level == 0 {
				level = max(1, b.Level)
			}
		}
	}
	if len(words) > 0 {
		p.bookmarks = append(p.bookmarks, bookmark{text: joinTitles(words), level: level, page: p.page, y: r.y - p.d.sheet.leading/2})
	}
}

// joinTitles puts the same title in several languages together.
func joinTitles(words []string) string {
	var kept []string
	for _, w := range words {
		if w != "" && (len(kept) == 0 || kept[len(kept)-1] != w) {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " · ")
}

// outline is the bookmarks with levels that fpdf understands: the first is 0,
// each at most one deeper than the one before.
func (p *painter) outline() []bookmark {
	var open []int // the levels, as the text counts them, of the entries above
	out := append([]bookmark(nil), p.bookmarks...)
	for i := range out {
		l := out[i].level
		for len(open) > 0 && open[len(open)-1] >= l {
			open = open[:len(open)-1]
		}
		out[i].level = len(open)
		open = append(open, l)
	}
	return out
}
