package pdf

import (
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// tableCell is a cell of a table, set.
type tableCell struct {
	index int // into Block.Cells
	cell  doc.Cell
	p     *para
	lines []line
	again bool // the head, repeated
	begun bool // it began on an earlier page
}

// A small table is not divided between pages while it fits on one.
const smallTable = 8

// table sets a table in the column's width: hairlines above, below and under
// its head, no others. A part that does not begin the table repeats the head.
func (c *column) table(part render.Part) []vline {
	b := c.text.Doc.Blocks[part.Block]
	fit := c.fitOf(part.Block)
	rows := c.tableCells(b, part, fit)
	page := c.sheet.bottom - c.sheet.top
	var out []vline
	for i, row := range rows {
		lines := c.tableRow(row, fit, part.Block)
		head := row[0].cell.Header && (i+1 == len(rows) || !rows[i+1][0].cell.Header)
		if row[0].again {
			if height(lines) > page/4 || len(rows) == i+1 {
				continue // too much to be said on every page
			}
			for k := range lines {
				lines[k].at.at = part.Span.Start
			}
		} else if height(lines) > page/2 || row[0].begun {
			lines = c.stackedRow(row, part.Block)
			head = false
		}
		if len(lines) == 0 {
			continue
		}
		if len(out) == 0 {
			lines[0].rules = append(lines[0].rules, hairline{width: c.width, y: 0, weight: 600})
		}
		end := &lines[len(lines)-1]
		if head || i+1 == len(rows) {
			weight := length(600)
			if head && i+1 < len(rows) {
				weight = 350
			}
			end.rules = append(end.rules, hairline{width: c.width, y: end.height, weight: weight})
			end.keep = i+1 < len(rows)
		} else if fit.bands() > 1 {
			end.rules = append(end.rules, hairline{width: c.width, y: end.height, weight: 200})
		}
		out = append(out, lines...)
	}
	if len(rows) <= smallTable && height(out) <= page*9/10 {
		for k := range out {
			out[k].keep = k+1 < len(out)
		}
	}
	return out
}

// tableCells makes the paragraphs of the part's cells, by row.
func (c *column) tableCells(b *doc.Block, part render.Part, fit *tableFit) (rows [][]tableCell) {
	last := -1
	for i, cell := range b.Cells {
		before := cell.Span.End < part.Span.Start || cell.Span.End == part.Span.Start && cell.Span.Start < cell.Span.End
		again := cell.Header && cell.Span.Start < part.Span.Start
		if before && !again || cell.Span.Start >= part.Span.End && cell.Span.Start > part.Span.Start {
			continue
		}
		t := tableCell{index: i, cell: cell, again: again, begun: cell.Span.Start < part.Span.Start && !before}
		sub := part
		sub.Span = cell.Span
		if t.begun {
			t.again, sub.Span.Start = false, part.Span.Start
		}
		if !t.again {
			sub.Span.End = max(sub.Span.Start, min(sub.Span.End, part.Span.End))
		}
		t.p = c.cellPara(sub, cell.Header, fit.size)
		if cell.Row != last || t.again != rows[len(rows)-1][0].again {
			rows, last = append(rows, nil), cell.Row
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], t)
	}
	return rows
}

// cellPara is the text of a cell. Its words are not hyphenated: columns are
// made wide enough for them.
func (c *column) cellPara(part render.Part, header bool, size length) *para {
	t := c.setter
	t.hyphens = nil
	return t.para(render.Pieces(c.text, nil, part), textStyle{size: size, ragged: true, bold: header})
}

// tableRow sets one row of a table, band by band.
func (c *column) tableRow(row []tableCell, fit *tableFit, block int) (out []vline) {
	for from := 0; from < len(row); {
		to := from + 1
		for to < len(row) && fit.band[row[to].cell.Col] == fit.band[row[from].cell.Col] {
			to++
		}
		out = append(out, c.tableBand(row[from:to], fit, block)...)
		from = to
	}
	return out
}

// tableBand sets cells side by side.
func (c *column) tableBand(row []tableCell, fit *tableFit, block int) []vline {
	n := 1
	for i := range row {
		row[i].lines = row[i].p.lines(measure{width: fit.widths[row[i].cell.Col]})
		n = max(n, len(row[i].lines))
	}
	out := make([]vline, n)
	for k := range out {
		out[k] = vline{height: c.sheet.leading, baseline: c.sheet.baseline, block: block, keep: k+1 < n, at: cutAt{at: row[0].cell.Span.Start}}
		for i := range row {
			if k < len(row[i].lines) {
				out[k].segs = append(out[k].segs, row[i].seg(k, fit))
			}
		}
	}
	return out
}

// seg is a line of a cell at its place.
func (t *tableCell) seg(k int, fit *tableFit) seg {
	l, width := t.lines[k], fit.widths[t.cell.Col]
	s := seg{p: t.p, line: l, x: fit.x[t.cell.Col], role: roleCell, cell: t.index}
	if t.again {
		s.role = roleRepeated
	}
	switch t.cell.Align {
	case 'r':
		s.x += max(0, width-l.width)
	case 'c':
		s.x += max(0, (width-l.width)/2)
	}
	return s
}

// stackedRow sets the cells of a row one under another, each in the column's
// whole width: one that is too tall for a page can so be divided.
func (c *column) stackedRow(row []tableCell, block int) (out []vline) {
	for i := range row {
		t := &row[i]
		for k, l := range t.p.lines(measure{width: c.width}) {
			v := vline{height: c.sheet.leading, baseline: c.sheet.baseline, block: block,
				segs: []seg{{p: t.p, line: l, role: roleCell, cell: t.index}}}
			if v.at.at = int(t.p.atoms[l.from].at); k == 0 && !t.begun {
				v.at.at = t.cell.Span.Start
			}
			out = append(out, v)
		}
	}
	return out
}
