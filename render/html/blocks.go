package html

import (
	"sort"
	"strconv"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// cell writes what one column has in a row. Quotes and lists are flat in the
// document; here they become elements again.
type cell struct {
	p      *page
	column int
	row    *rowState
	frames []frame
}

// frame is an open container of a cell.
type frame struct {
	kind    byte // 'q'uote, 'l'ist, 'i'tem
	ordered bool
}

func (f frame) close() string {
	switch {
	case f.kind == 'q':
		return "</blockquote>"
	case f.kind == 'i':
		return "</li>"
	case f.ordered:
		return "</ol>"
	}
	return "</ul>"
}

// write writes the parts of the cell.
func (c *cell) write() {
	for _, part := range c.row.row.Cells[c.column].Parts {
		b := c.p.columns[c.column].Doc.Blocks[part.Block]
		c.enter(b, part)
		c.block(b, part)
	}
	c.closeTo(0)
}

func (c *cell) closeTo(n int) {
	for len(c.frames) > n {
		c.p.out.raw(c.frames[len(c.frames)-1].close())
		c.frames = c.frames[:len(c.frames)-1]
	}
}

// count is the number of open frames of a kind.
func (c *cell) count(kind byte) int {
	n := 0
	for _, f := range c.frames {
		if f.kind == kind {
			n++
		}
	}
	return n
}

// maxDepth bounds how deep quotes and lists are nested; deeper ones look like
// the deepest.
const maxDepth = 12

// enter closes and opens containers until the block can stand.
func (c *cell) enter(b *doc.Block, part render.Part) {
	w := &c.p.out
	quote, depth := max(0, min(b.Quote, maxDepth)), max(0, min(b.List.Depth, maxDepth))
	quote, inItem := c.quotes(part.Block, quote)
	if c.outerQuotes() != quote {
		c.closeTo(0)
		for range quote {
			w.raw("<blockquote>")
			c.frames = append(c.frames, frame{kind: 'q'})
		}
	}
	begins := b.List.First && part.Begins
	open := len(c.frames) - c.innerQuotes()
	if begins || c.count('l') != depth {
		c.closeTo(open)
	}
	c.closeTo(min(len(c.frames), open+inItem))
	for c.count('l') > depth {
		c.closeTo(len(c.frames) - 1)
	}
	if open := c.count('l'); depth > 0 && open == depth && begins {
		c.closeTo(len(c.frames) - 1) // the item before
		if c.frames[len(c.frames)-1].ordered != b.List.Ordered {
			c.closeTo(len(c.frames) - 1)
		} else {
			c.item(b, true)
		}
	}
	for open := c.count('l') + 1; open <= depth; open++ {
		first := begins && open == depth
		if f := (frame{kind: 'l', ordered: first && b.List.Ordered}); f.ordered {
			w.raw("<ol>")
			c.frames = append(c.frames, f)
		} else {
			w.raw("<ul>")
			c.frames = append(c.frames, f)
		}
		c.item(b, first)
	}
	for c.innerQuotes() < inItem {
		w.raw("<blockquote>")
		c.frames = append(c.frames, frame{kind: 'q'})
	}
}

// quotes divides the quotes that a block stands in into those around its list
// and those within its item: what an item has begun without stands within it.
func (c *cell) quotes(block, quote int) (around, inItem int) {
	blocks := c.p.columns[c.column].Doc.Blocks
	b := blocks[block]
	if b.List.Depth == 0 || b.List.First || quote == 0 {
		return quote, 0
	}
	for i := block - 1; i >= 0 && blocks[i].List.Depth > 0; i-- {
		if l := blocks[i].List; l.First && l.Depth <= b.List.Depth {
			around = min(quote, max(0, blocks[i].Quote))
			return around, quote - around
		}
	}
	return quote, 0
}

// outerQuotes is the number of open quotes around the lists, innerQuotes that
// of those within the innermost item.
func (c *cell) outerQuotes() int {
	n := 0
	for n < len(c.frames) && c.frames[n].kind == 'q' {
		n++
	}
	return n
}

func (c *cell) innerQuotes() int {
	n := 0
	for n < len(c.frames) && c.frames[len(c.frames)-1-n].kind == 'q' {
		n++
	}
	if n == len(c.frames) {
		return 0 // around
	}
	return n
}

// item opens a list item; one that continues an item of a row above has no
// marker.
func (c *cell) item(b *doc.Block, first bool) {
	w := &c.p.out
	switch {
	case !first:
		w.raw("<li class=\"more\">")
	case b.List.Ordered:
		w.raw("<li value=\"", strconv.Itoa(b.List.Number), "\">")
	default:
		w.raw("<li>")
	}
	c.frames = append(c.frames, frame{kind: 'i'})
}

// block writes one block or part of one.
func (c *cell) block(b *doc.Block, part render.Part) {
	w := &c.p.out
	switch b.Kind {
	case doc.Title, doc.Heading:
		level := c.p.headingLevel(c.column, b)
		tag := "h" + strconv.Itoa(level)
		w.raw("<", tag, ">")
		c.inline(part, doc.Strong)
		w.raw("</", tag, ">")
	case doc.Caption:
		c.p.pictureText(c.column, part)
		c.paragraph("cap", part)
	case doc.Byline:
		c.paragraph("by", part)
	case doc.Dateline:
		c.paragraph("dl", part)
	case doc.Credit:
		c.paragraph("cr", part)
	case doc.Code:
		w.raw("<pre><code>")
		c.inlineWith(&inline{noGaps: true}, part)
		w.raw("</code></pre>")
	case doc.Table:
		c.table(b, part)
	case doc.Footnote:
		c.footnote(b, part)
	case doc.Rule:
		w.raw("<hr>")
	default:
		c.paragraph("", part)
	}
}

// paragraph writes a part as a paragraph of a class.
func (c *cell) paragraph(class string, part render.Part) {
	if part.Span.Empty() {
		return
	}
	w := &c.p.out
	if !part.Begins {
		if class != "" {
			class += " "
		}
		class += "n"
	}
	if hasLongRun(c.p.columns[c.column].Doc.Blocks[part.Block].Text[part.Span.Start:part.Span.End]) {
		if class != "" {
			class += " "
		}
		class += "u"
	}
	w.raw("<p")
	if class != "" {
		w.raw(" class=\"", class, "\"")
	}
	w.raw(">")
	c.inline(part, 0)
	w.raw("</p>")
}

func (c *cell) inline(part render.Part, style doc.Style) {
	b := c.p.columns[c.column].Doc.Blocks[part.Block]
	in := &inline{style: style, task: b.Kind == doc.ListItem && b.List.First && part.Begins}
	if iso, ok := render.NumericDate(b); ok && part.Begins && part.Ends {
		in.date, in.dated = iso, b.Text
	}
	c.inlineWith(in, part)
}

func (c *cell) inlineWith(in *inline, part render.Part) {
	in.p, in.column, in.row, in.whole = c.p, c.column, c.row, part.Ends
	in.pieces(render.Pieces(c.p.columns[c.column], c.p.marks[c.column], part))
}

// footnote writes a footnote's text behind its number, which leads back.
func (c *cell) footnote(b *doc.Block, part render.Part) {
	w := &c.p.out
	w.raw("<p class=\"fn\"")
	if part.Begins {
		if number, id, ref := c.p.notes.text(c.column, b.Label); number != "" {
			w.attr("id", id)
			w.raw("><a class=\"fb\" role=\"doc-backlink\"")
			if ref != "" {
				w.attr("href", "#"+ref)
			}
			c.p.labelLang(c.column)
			w.attr("aria-label", c.p.label.Text("html.footnote-back", "Number", number))
			w.raw(">", number, "</a> ")
			c.inline(part, 0)
			w.raw("</p>")
			return
		}
	}
	w.raw(">")
	c.inline(part, 0)
	w.raw("</p>")
}

// headingRanks maps the heading levels that a document uses to 0, 1, 2, …, so
// that none is skipped.
func headingRanks(d *doc.Document) map[int]int {
	var levels []int
	seen := map[int]bool{}
	for _, b := range d.Blocks {
		if b.Kind == doc.Heading && !seen[b.Level] {
			seen[b.Level] = true
			levels = append(levels, b.Level)
		}
	}
	sort.Ints(levels)
	ranks := map[int]int{}
	for i, l := range levels {
		ranks[l] = i
	}
	return ranks
}

// headingLevel is a heading's level in the page, where 1 is the page's title.
// It is at most one deeper than the heading before it.
func (p *page) headingLevel(column int, b *doc.Block) int {
	level := 2
	if b.Kind == doc.Heading {
		level = 2 + p.levels[column][b.Level]
	}
	level = min(level, 6, max(p.lastLevel, 1)+1)
	p.lastLevel = level
	return level
}

// noteLabels lists the labels of a document's footnotes.
func noteLabels(d *doc.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		if b.Kind == doc.Footnote {
			out = append(out, b.Label)
		}
	}
	return out
}
