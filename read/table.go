package read

import (
	"strings"

	east "github.com/yuin/goldmark/extension/ast"

	"github.com/duizhao/duizhao/doc"
)

// table emits a table as one block: cells parted by a tab, rows by a line feed.
func (w *walker) table(n *east.Table, p place) {
	t := &tableText{inline: w.inline(), walker: w, last: max(n.Pos(), w.done)}
	t.cell, t.keepAlt = true, true
	src := doc.Span{Start: t.last, End: t.last}
	row := 0
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		_, header := r.(*east.TableHeader)
		col := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			if cell, ok := c.(*east.TableCell); ok {
				t.add(cell, row, col, header)
				col++
			}
		}
		if r.Pos() >= 0 {
			t.surplus(r.Pos(), row, col, header)
			src.End = max(src.End, w.trimmedEnd(max(r.Pos(), t.last)))
		}
		if row == 0 { // the line of dashes belongs to the table
			src.End = max(src.End, w.trimmedEnd(w.nextLine(src.End)))
		}
		row++
	}
	text := t.text.String()
	if !blank(text) {
		w.add(&doc.Block{Kind: doc.Table, Src: src, Text: text, Runs: clip(t.runs, 0, len(text)), Cells: t.cells}, p)
	}
	w.pictures(t.inline, src.End, p)
}

// tableText collects the text of a table.
type tableText struct {
	*inline
	walker *walker
	cells  []doc.Cell
	last   int // where the last cell ended in the file
}

var aligns = map[east.Alignment]byte{east.AlignLeft: 'l', east.AlignCenter: 'c', east.AlignRight: 'r'}

func (t *tableText) add(n *east.TableCell, row, col int, header bool) {
	at := t.last
	if n.Lines() != nil && n.Lines().Len() > 0 {
		at = max(at, n.Lines().At(0).Start)
	}
	from := t.separate(row, col, at)
	t.waiting = false
	t.nodes(n.FirstChild(), nil, ink{})
	t.cells = append(t.cells, doc.Cell{Row: row, Col: col, Header: header, Align: aligns[n.Alignment], Span: doc.Span{Start: from, End: t.text.Len()}})
	if n.Lines() != nil && n.Lines().Len() > 0 {
		t.last = max(t.last, n.Lines().At(0).Stop)
	}
}

// separate writes what parts a cell from the one before it, and gives the
// offset in the text at which the cell begins.
func (t *tableText) separate(row, col, at int) int {
	if len(t.cells) > 0 {
		mark := "\t"
		if col == 0 {
			mark = "\n"
		}
		t.put(mark, doc.Span{Start: t.last, End: at}, ink{})
	}
	return t.text.Len()
}

// surplus adds the cells of a row that the header has no column for. GitHub
// drops them; here no text is lost.
func (t *tableText) surplus(line, row, col int, header bool) {
	end := t.walker.trimmedEnd(line)
	if t.last < line || t.last >= end {
		return
	}
	at := t.last
	for _, s := range strings.SplitAfter(t.src[t.last:end], "|") {
		body := strings.TrimSpace(strings.TrimSuffix(s, "|"))
		if body != "" {
			from := at + strings.Index(s, body)
			start := t.separate(row, col, from)
			t.raw(from, from+len(body), ink{}, true)
			t.cells = append(t.cells, doc.Cell{Row: row, Col: col, Header: header, Span: doc.Span{Start: start, End: t.text.Len()}})
			t.last = from + len(body)
			col++
		}
		at += len(s)
	}
}
