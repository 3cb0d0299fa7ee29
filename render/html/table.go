package html

import (
	"sort"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// table writes a table block. Its cells are ranges of the block's text; the
// pieces between them are tabs and line feeds, and are dropped.
func (c *cell) table(b *doc.Block, part render.Part) {
	w := &c.p.out
	pieces := render.Pieces(c.p.columns[c.column], c.p.marks[c.column], part)
	heads := headRows(b)
	fit := fitOf(b)
	c.tableBox(fit, part)
	row, head := -1, false
	for _, cell := range b.Cells {
		if cell.Row != row {
			if row >= 0 {
				w.raw("</tr>")
			}
			if isHead := cell.Row < heads; row < 0 || isHead != head {
				if row >= 0 {
					w.raw(section(head, true))
				}
				head = isHead
				w.raw(section(head, false))
			}
			w.raw("<tr>")
			row = cell.Row
		}
		c.tableCell(cell, head, fit.cell(b, cell), between(pieces, cell.Span))
	}
	if row >= 0 {
		w.raw("</tr>", section(head, true))
	}
	w.raw("</table></div>")
}

func section(head, end bool) string {
	switch {
	case head && end:
		return "</thead>"
	case head:
		return "<thead>"
	case end:
		return "</tbody>"
	}
	return "<tbody>"
}

// headRows is the number of leading rows that hold nothing but header cells.
func headRows(b *doc.Block) int {
	rows := 0
	for i := 0; i < len(b.Cells); {
		all, row := true, b.Cells[i].Row
		for ; i < len(b.Cells) && b.Cells[i].Row == row; i++ {
			all = all && b.Cells[i].Header
		}
		if !all {
			break
		}
		rows = row + 1
	}
	return rows
}

// tableCell writes one cell. A header names its column in the head and its row
// elsewhere; one without text is no header to anything.
func (c *cell) tableCell(cell doc.Cell, head bool, class string, pieces []render.Piece) {
	w := &c.p.out
	tag, style := "td", doc.Style(0)
	if cell.Header && !cell.Span.Empty() {
		tag, style = "th", doc.Strong
	}
	w.raw("<", tag)
	if tag == "th" && head {
		w.raw(" scope=\"col\"")
	} else if tag == "th" {
		w.raw(" scope=\"row\"")
	}
	switch cell.Align {
	case 'c':
		class += " tc"
	case 'r':
		class += " tr"
	}
	if class = strings.TrimSpace(class); class != "" {
		w.attr("class", class)
	}
	w.raw(">")
	in := &inline{p: c.p, column: c.column, row: c.row, style: style, noGaps: true}
	in.pieces(pieces)
	w.raw("</", tag, ">")
}

// between gives the pieces of a range, cut to it.
func between(pieces []render.Piece, s doc.Span) []render.Piece {
	from := sort.Search(len(pieces), func(i int) bool { return pieces[i].Span.End > s.Start || pieces[i].Span.Start >= s.Start })
	var out []render.Piece
	for _, p := range pieces[from:] {
		if p.Span.Start > s.End || p.Span.Start == s.End && p.Text != "" {
			break
		}
		from, to := max(p.Span.Start, s.Start), min(p.Span.End, s.End)
		if from > to || from == to && p.Note == "" {
			continue
		}
		p.Text = p.Text[from-p.Span.Start : to-p.Span.Start]
		p.Span = doc.Span{Start: from, End: to}
		out = append(out, p)
	}
	return out
}
