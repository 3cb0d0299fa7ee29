package pdf

import (
	"slices"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// across is the column as wide as the page.
func (c *column) across() *column {
	if c.wide == nil {
		w := *c
		w.x, w.width, w.fits = c.sheet.left, c.sheet.right-c.sheet.left, nil
		c.wide = &w
	}
	return c.wide
}

// of is the column as a row needs it.
func (c *column) of(row *flowRow) *column {
	if row.wide {
		return c.across()
	}
	return c
}

// easySize is the least size of a table's type, in percent of body text, with
// which it stays in its column.
const easySize = 72

// cramped reports whether a part is a table that does not fit in its column, or
// only in small type.
func (c *column) cramped(part render.Part) bool {
	if c.text.Doc.Blocks[part.Block].Kind != doc.Table {
		return false
	}
	f := c.fitOf(part.Block)
	return !f.fits || f.size < c.size*easySize/100
}

// tableRows gives a row as it is, or, if it has a table that needs the page's
// width, cut before and behind its tables: what stands before the tables side
// by side, then the tables one by one.
func (d *document) tableRows(f *flowRow) (out []*flowRow) {
	if !d.anyPart(f, (*column).cramped) {
		return []*flowRow{f}
	}
	isTable := func(c *column, part render.Part) bool { return c.text.Doc.Blocks[part.Block].Kind == doc.Table }
	for f != nil {
		var head *flowRow
		head, f = d.cutRow(f, func(c int, parts []render.Part) int {
			n := slices.IndexFunc(parts, func(p render.Part) bool { return isTable(d.columns[c], p) })
			if n < 0 {
				return len(parts)
			}
			return n
		})
		if head != nil {
			out = append(out, head)
		}
		if f == nil {
			break
		}
		head, f = d.cutRow(f, func(c int, parts []render.Part) int { return min(1, len(parts)) })
		if d.anyPart(head, (*column).cramped) {
			out = append(out, d.oneByOne(head)...)
		} else {
			out = append(out, head)
		}
	}
	return out
}

// anyPart reports whether a row has a part of a kind.
func (d *document) anyPart(f *flowRow, is func(*column, render.Part) bool) bool {
	for c, parts := range f.cells {
		if slices.ContainsFunc(parts, func(p render.Part) bool { return is(d.columns[c], p) }) {
			return true
		}
	}
	return false
}

// cutRow cuts a row between parts: at gives the number of those that go first
// in each column. Either row is nil if it has no parts, or, the second, none
// left.
func (d *document) cutRow(f *flowRow, at func(c int, parts []render.Part) int) (first, rest *flowRow) {
	cut := make([]cutAt, len(f.cells))
	some, left := false, false
	for c, parts := range f.cells {
		n := at(c, parts)
		cut[c] = cutAt{part: n, at: nextStart(parts, n)}
		some, left = some || n > 0, left || n < len(parts)
	}
	switch {
	case !left:
		return f, nil
	case !some:
		return nil, f
	}
	first, rest = f.split(cut)
	for _, border := range f.borders {
		if behind(cut, border) {
			first.borders = append(first.borders, border)
		}
	}
	rest.gap = d.sheet.leading * 60 / 100
	first.keep = !d.anyPart(first, func(c *column, p render.Part) bool { return c.text.Doc.Blocks[p.Block].Kind != doc.Heading })
	return first, rest
}

// oneByOne makes of a row of wide tables one row for each column, as wide as
// the page; for the structure they stay one.
func (d *document) oneByOne(f *flowRow) (out []*flowRow) {
	for c := range f.cells {
		said := c < len(f.note) && f.note[c] != ""
		if len(f.cells[c]) == 0 && !said {
			continue
		}
		one := *f
		one.wide, one.borders, one.note = true, nil, nil
		one.cells = make([][]render.Part, len(f.cells))
		one.cells[c] = f.cells[c]
		if said {
			one.note = make([]string, len(f.cells))
			one.note[c] = f.note[c]
		}
		if len(out) > 0 {
			one.gap = d.sheet.leading * 60 / 100
		}
		out = append(out, &one)
	}
	return out
}
