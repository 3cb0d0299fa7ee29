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
}

// table sets a table in the column's width: hairlines above, below and under
// its head, no others. A part that does not begin the table repeats the head.
func (c *column) table(part render.Part) []vline {
	b := c.text.Doc.Blocks[part.Block]
	rows, columns := c.tableCells(b, part)
	if len(rows) == 0 {
		return nil
	}
	size := c.size * 90 / 100
	padding := size
	widths := c.tableWidths(rows, columns, padding)
	var out []vline
	for i, row := range rows {
		lines := c.tableRow(row, widths, padding, part.Block)
		if len(lines) == 0 {
			continue
		}
		if i == 0 {
			lines[0].rules = append(lines[0].rules, hairline{width: c.width, y: 0, weight: 600})
		}
		end := &lines[len(lines)-1]
		head := row[0].cell.Header && (i+1 == len(rows) || !rows[i+1][0].cell.Header)
		if head || i+1 == len(rows) {
			weight := length(600)
			if head && i+1 < len(rows) {
				weight = 350
			}
			end.rules = append(end.rules, hairline{width: c.width, y: end.height, weight: weight})
		}
		for k := range lines {
			lines[k].keep = k+1 < len(lines) || head
		}
		out = append(out, lines...)
	}
	return out
}

// tableCells makes the paragraphs of the part's cells, by row, and says how
// many columns there are.
func (c *column) tableCells(b *doc.Block, part render.Part) (rows [][]tableCell, columns int) {
	last := -1
	for i, cell := range b.Cells {
		columns = max(columns, cell.Col+1)
		if cell.Span.Start < part.Span.Start && !cell.Header || cell.Span.Start >= part.Span.End && cell.Span.Start > part.Span.Start {
			continue
		}
		sub := part
		sub.Span = cell.Span
		p := c.para(render.Pieces(c.text, nil, sub), textStyle{size: c.size * 90 / 100, ragged: true, bold: cell.Header})
		if cell.Row != last {
			rows, last = append(rows, nil), cell.Row
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], tableCell{index: i, cell: cell, p: p, again: cell.Span.Start < part.Span.Start})
	}
	return rows, columns
}

// shortCell is the width in em up to which a cell is not divided, while there
// is room.
const shortCell = 6

// tableWidths shares the width among a table's columns: each gets what its
// longest word needs, short cells all that they need, and of the rest by what
// it would like.
func (c *column) tableWidths(rows [][]tableCell, columns int, padding length) []length {
	least, short, best := make([]length, columns), make([]length, columns), make([]length, columns)
	for _, row := range rows {
		for _, t := range row {
			l, n := t.p.extents()
			k := t.cell.Col
			least[k], best[k] = max(least[k], l), max(best[k], n)
			short[k] = max(short[k], l, min(n, shortCell*c.size))
		}
	}
	room := c.width - padding*length(columns-1)
	if sum(short) <= room {
		least = short
	}
	sumLeast, sumBest := sum(least), sum(best)
	widths := make([]length, columns)
	for i := range widths {
		switch {
		case sumBest <= room:
			widths[i] = best[i] + (room-sumBest)/length(columns)
		case sumLeast <= room:
			widths[i] = least[i] + (room-sumLeast)*(best[i]-least[i])/max(1, sumBest-sumLeast)
		default:
			widths[i] = room * least[i] / max(1, sumLeast)
		}
	}
	return widths
}

// extents are the width of a paragraph's widest undivided stretch and that of
// its whole text on one line.
func (p *para) extents() (least, whole length) {
	var word length
	for i := range p.atoms {
		a := &p.atoms[i]
		word += a.width
		whole += a.width + a.gap.width
		least = max(least, word)
		if a.gap.brk == noBreak {
			word += a.gap.width
		} else {
			word = 0
		}
	}
	return least + 1, whole + 1
}

// tableRow sets one row of a table.
func (c *column) tableRow(row []tableCell, widths []length, padding length, block int) []vline {
	n := 1
	for i := range row {
		row[i].lines = row[i].p.lines(measure{width: widths[row[i].cell.Col]})
		n = max(n, len(row[i].lines))
	}
	out := make([]vline, n)
	for k := range out {
		out[k] = vline{height: c.sheet.leading, baseline: c.sheet.baseline, block: block, at: cutAt{at: row[0].cell.Span.Start}}
		x := length(0)
		for col, i := 0, 0; col < len(widths); col++ {
			for ; i < len(row) && row[i].cell.Col <= col; i++ {
				if row[i].cell.Col < col || k >= len(row[i].lines) {
					continue
				}
				l := row[i].lines[k]
				s := seg{p: row[i].p, line: l, x: x, role: roleCell, cell: row[i].index}
				if row[i].again {
					s.role = roleRepeated
				}
				switch row[i].cell.Align {
				case 'r':
					s.x += max(0, widths[col]-l.width)
				case 'c':
					s.x += max(0, (widths[col]-l.width)/2)
				}
				out[k].segs = append(out[k].segs, s)
			}
			x += widths[col] + padding
		}
	}
	return out
}

func sum(all []length) (total length) {
	for _, l := range all {
		total += l
	}
	return total
}
