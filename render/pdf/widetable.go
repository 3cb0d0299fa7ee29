package pdf

import (
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

// wideTables reports whether a row holds nothing but tables, of which one does
// not fit in its column.
func (d *document) wideTables(f *flowRow) bool {
	narrow := false
	for c, parts := range f.cells {
		if len(parts) == 0 {
			continue
		}
		if len(parts) > 1 || d.columns[c].text.Doc.Blocks[parts[0].Block].Kind != doc.Table {
			return false
		}
		narrow = narrow || !d.columns[c].fitOf(parts[0].Block).fits
	}
	return narrow
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
