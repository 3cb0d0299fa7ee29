package pdf

import (
	"sort"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// flowRow is a row, or what is left of one, on its way to the pages.
type flowRow struct {
	id      int             // of the row that it is part of
	cells   [][]render.Part // by column
	borders [][]cutAt       // between its groups, by border and column
	lead    *picture        // stands above the row, over all columns
	gap     length          // above it, when it does not begin a page
	keep    bool            // stays with the row that follows: a heading
	begun   bool            // a part of it stands on an earlier page
	note    []string        // by column: what an empty cell says
	title   bool            // the title at the document's head
	notes   bool            // the first footnotes: a short rule stands above
	wide    bool            // tables too wide for their columns: each takes the page's width
}

// newFlowRow takes a row of the edition.
func newFlowRow(id int, row render.Row, columns []*column) *flowRow {
	f := &flowRow{id: id, keep: true}
	for c, cell := range row.Cells {
		f.cells = append(f.cells, cell.Parts)
		for _, part := range cell.Parts {
			if columns[c].text.Doc.Blocks[part.Block].Kind != doc.Heading {
				f.keep = false
			}
		}
	}
	for g := 1; g < len(row.Groups); g++ {
		border := make([]cutAt, len(row.Cells))
		for c := range border {
			border[c] = placeOf(columns[c], row.Cells[c], row.Groups[g].Sentences[c].From)
		}
		f.borders = append(f.borders, border)
	}
	return f
}

// placeOf is the place in a cell where a sentence begins.
func placeOf(c *column, cell render.Cell, sentence int) cutAt {
	i := sort.Search(len(cell.Parts), func(i int) bool { return cell.Parts[i].Sentences.To > sentence })
	if i == len(cell.Parts) {
		return cutAt{part: i}
	}
	at := c.text.Sentences[sentence].Span.Start
	if sentence == cell.Parts[i].Sentences.From {
		at = cell.Parts[i].Span.Start
	}
	return cutAt{part: i, at: at}
}

// split cuts a row at a place in each cell. What stands after the cut is begun.
func (f *flowRow) split(cut []cutAt) (first, rest *flowRow) {
	a, b := *f, *f
	a.cells, b.cells = make([][]render.Part, len(cut)), make([][]render.Part, len(cut))
	a.borders, b.borders = nil, nil
	b.lead, b.begun, b.note, b.notes = nil, true, nil, false
	for c, at := range cut {
		a.cells[c], b.cells[c] = splitParts(f.cells[c], at)
	}
	for _, border := range f.borders {
		if moved, ok := moveBorder(border, cut); ok {
			b.borders = append(b.borders, moved)
		}
	}
	return &a, &b
}

// splitParts cuts the parts of a cell at a place.
func splitParts(parts []render.Part, at cutAt) (first, rest []render.Part) {
	if at.part >= len(parts) {
		return parts, nil
	}
	first = append(first, parts[:at.part]...)
	p := parts[at.part]
	if at.at <= p.Span.Start {
		return first, parts[at.part:]
	}
	if at.at >= p.Span.End {
		return append(first, p), parts[at.part+1:]
	}
	l, r := p, p
	l.Span.End, l.Ends = at.at, false
	r.Span.Start, r.Begins = at.at, false
	return append(first, l), append([]render.Part{r}, parts[at.part+1:]...)
}

// moveBorder gives a border as a place in what is left after a cut; not ok
// when it does not lie behind the cut in every column that goes on.
func moveBorder(border, cut []cutAt) ([]cutAt, bool) {
	out := make([]cutAt, len(border))
	further := false
	for c, at := range border {
		if at.part < cut[c].part || at.part == cut[c].part && at.at < cut[c].at {
			return nil, false
		}
		further = further || at != cut[c]
		out[c] = cutAt{part: at.part - cut[c].part, at: at.at}
	}
	return out, further
}

// window gives the row's beginning that is set now, and whether that is all:
// of a row that is longer than twice that, a number of bytes of its longest
// cell, so that time stays linear.
func (f *flowRow) window(bytes int, columns []*column) (*flowRow, bool) {
	longest := 0
	for _, parts := range f.cells {
		longest = max(longest, bytesOf(parts))
	}
	if longest <= 2*bytes {
		return f, true
	}
	cut, half := make([]cutAt, len(f.cells)), make([]cutAt, len(f.cells))
	for c, parts := range f.cells {
		share := int(int64(bytesOf(parts)) * int64(bytes) / int64(longest))
		cut[c], half[c] = columns[c].placeAfter(parts, share), columns[c].placeAfter(parts, share/2)
	}
	for i := len(f.borders) - 1; i >= 0; i-- { // better where a group ends
		if behind(cut, f.borders[i]) && behind(f.borders[i], half) {
			cut = f.borders[i]
			break
		}
	}
	w, _ := f.split(cut)
	for _, border := range f.borders {
		if behind(cut, border) {
			w.borders = append(w.borders, border)
		}
	}
	return w, false
}

// behind reports whether place a lies behind b, or on it, in every column.
func behind(a, b []cutAt) bool {
	for c := range a {
		if a[c].part < b[c].part || a[c].part == b[c].part && a[c].at < b[c].at {
			return false
		}
	}
	return true
}

func bytesOf(parts []render.Part) (n int) {
	for _, p := range parts {
		n += p.Span.Len() + 1
	}
	return n
}

// placeAfter is the place a number of bytes into a cell, before a character.
func (c *column) placeAfter(parts []render.Part, n int) cutAt {
	for i, p := range parts {
		if n < p.Span.Len() {
			text, at := c.text.Doc.Blocks[p.Block].Text, p.Span.Start+n
			for at > p.Span.Start && !utf8.RuneStart(text[at]) {
				at--
			}
			return cutAt{part: i, at: at}
		}
		n -= p.Span.Len() + 1
		if n < 0 {
			return cutAt{part: i + 1, at: nextStart(parts, i+1)}
		}
	}
	return cutAt{part: len(parts)}
}

// nextStart is where a part of a cell begins, 0 past the last.
func nextStart(parts []render.Part, i int) int {
	if i < len(parts) {
		return parts[i].Span.Start
	}
	return 0
}
