package draft

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
)

// growth is a table of the target that gets the columns, rows and cells that
// the source's has gained since it was drafted.
type growth struct {
	*update
	block      int         // of the source
	grid       [][]int     // source sentences by row and column, -1 for none
	rows, cols []int       // of the source → of the target, -1 for what is new
	lines      []tableLine // of the target: header, line of dashes, rows
	aligns     []byte      // of the source's columns
	group      int
}

// tableLine is a line of a table in the file.
type tableLine struct {
	span  doc.Span // without its end
	start int      // where its first bar or word stands, behind the marks of containers
	lead  bool     // it begins with a bar
	bars  []int    // offsets of the bars that part cells, one at the end included
}

// growTable gives the sentences [from, to) of a table that nothing stands for
// their place: in an empty cell, or in a new column or row of the target. It
// reports false where the two tables cannot be held against each other.
func (u *update) growTable(k, from, to int) bool {
	g := &growth{update: u, block: k, group: k + 1}
	t := g.counterpart(from, to)
	if t < 0 || !g.survey(t, from, to) {
		return false
	}
	for c := range g.cols {
		if g.cols[c] < 0 {
			g.column(c)
		}
	}
	for r := range g.rows {
		if g.rows[r] < 0 {
			g.row(r)
			continue
		}
		for c := range g.cols {
			if g.cols[c] >= 0 {
				g.cell(r, c)
			}
		}
		g.tail(r)
	}
	return true
}

// counterpart is the one table of the target in which the known sentences
// stand; -1 for none.
func (g *growth) counterpart(from, to int) int {
	t := -1
	for i := from; i < to; i++ {
		for _, j := range g.v.standing[i].Target {
			k := g.old.Sentences[j].Block
			if g.old.Doc.Blocks[k].Kind != doc.Table || t >= 0 && k != t {
				return -1
			}
			t = k
		}
	}
	return t
}

// survey finds out which rows and columns of the source stand where in the
// target.
func (g *growth) survey(t, from, to int) bool {
	b, old := g.Doc.Blocks[g.block], g.old.Doc.Blocks[t]
	if g.lines = tableLines(g.old.Doc.Text, old.Src); len(g.lines) < 2 {
		return false
	}
	g.grid, g.aligns = emptyGrid(b)
	g.rows, g.cols = slices.Repeat([]int{-1}, len(g.grid)), slices.Repeat([]int{-1}, len(g.aligns))
	for i := from; i < to; i++ {
		r, c := cellAt(b, g.Sentences[i].Span)
		g.grid[r][c] = i
		for _, j := range g.v.standing[i].Target {
			tr, tc := cellAt(old, g.old.Sentences[j].Span)
			if g.rows[r] < 0 {
				g.rows[r] = tr
			}
			if g.cols[c] < 0 {
				g.cols[c] = tc
			}
			break
		}
	}
	width := len(g.lines[0].cells(g.old.Doc.Text))
	for _, tr := range g.rows {
		if tr >= len(g.lines)-1 {
			return false
		}
	}
	for _, tc := range g.cols { // cells that the header has no column for have no place to stand beside
		if tc >= width {
			return false
		}
	}
	return len(g.rows) > 0 && g.rows[0] <= 0
}

// emptyGrid has a place for the sentence of each cell, and tells how the
// columns are aligned.
func emptyGrid(b *doc.Block) (grid [][]int, aligns []byte) {
	for _, c := range b.Cells {
		for len(grid) <= c.Row {
			grid = append(grid, nil)
		}
		if c.Col >= len(aligns) {
			aligns = append(aligns, c.Align)
		}
	}
	for r := range grid {
		grid[r] = slices.Repeat([]int{-1}, len(aligns))
	}
	return grid, aligns
}

// cellAt is the cell of a table that holds a sentence, whose range has the
// white space around it.
func cellAt(b *doc.Block, s doc.Span) (row, col int) {
	words := b.Text[s.Start:s.End]
	at := s.Start + len(words) - len(strings.TrimLeft(words, " \t\n"))
	for _, c := range b.Cells {
		if c.Span.Start <= at {
			row, col = c.Row, c.Col
		}
	}
	return row, col
}

// line is the line of a row of the target's table.
func (g *growth) line(row int) *tableLine {
	if row > 0 {
		row++ // the line of dashes
	}
	return &g.lines[row]
}

// column puts a new column behind the one before it, in every line that is
// long enough: a table whose header and dashes differ in number is none.
func (g *growth) column(c int) {
	text := g.old.Doc.Text
	after := before(g.cols, c)
	for n := range g.lines {
		l := &g.lines[n]
		if after >= len(l.cells(text)) {
			continue // see tail
		}
		var sentences []int
		if r := slices.Index(g.rows, max(0, n-1)); n != 1 && r >= 0 {
			sentences = g.fresh(g.grid[r][c])
		}
		at, left, right := l.end(text), " | ", ""
		switch {
		case after < 0 && l.lead:
			at, left, right = l.bars[0], "| ", " "
		case after < 0:
			at, left, right = l.start, "", " | "
		case after+l.first() < len(l.bars):
			at, left, right = l.bars[after+l.first()], "| ", " "
			if n == 1 && text[at-1] != ' ' {
				left, right = "|", ""
			}
		}
		g.put(at, sentences, func(m manner) []part {
			out := []part{{left, -1}}
			if n == 1 {
				out = append(out, part{dashes(g.aligns[c]), -1})
			}
			return append(append(out, g.text(sentences, m)...), part{right, -1})
		}, g.group)
	}
}

// row puts a new row behind the one before it.
func (g *growth) row(r int) {
	l := &g.lines[1]
	if prev := before(g.rows, r); prev > 0 {
		l = g.line(prev)
	}
	text := g.old.Doc.Text
	head, end := text[l.span.Start:l.start], "\n"
	if strings.HasPrefix(text[l.span.End:], "\r\n") {
		end = "\r\n"
	}
	list, write := g.cells(r, g.order())
	if len(list) == 0 {
		return
	}
	g.put(l.span.End, list, func(m manner) []part {
		return append([]part{{end + head + "|", -1}}, write(m, " ", " |")...)
	}, 0)
}

// tail puts cells at the end of a line that is shorter than the header.
func (g *growth) tail(r int) {
	text := g.old.Doc.Text
	l := g.line(g.rows[r])
	order := g.order()
	n := slices.IndexFunc(order, func(c column) bool { return max(c.target, c.after) >= len(l.cells(text)) })
	if n < 0 {
		return
	}
	order = order[n:]
	for len(order) > 0 && (order[len(order)-1].source < 0 || len(g.fresh(g.grid[r][order[len(order)-1].source])) == 0) {
		order = order[:len(order)-1]
	}
	list, write := g.cells(r, order)
	if len(list) == 0 {
		return
	}
	at, left, right := l.end(text), " | ", ""
	if text[at-1] == '|' {
		left, right = " ", " |"
	}
	g.put(at, list, func(m manner) []part { return write(m, left, right) }, 0)
}

// cells writes the new sentences of a row of the source in some columns, each
// cell with what stands on its left and on its right.
func (g *growth) cells(r int, columns []column) (list []int, write func(m manner, left, right string) []part) {
	for _, c := range columns {
		if c.source >= 0 {
			list = append(list, g.fresh(g.grid[r][c.source])...)
		}
	}
	return list, func(m manner, left, right string) []part {
		var out []part
		for _, c := range columns {
			out = append(out, part{left, -1})
			if c.source >= 0 {
				out = append(out, g.text(g.fresh(g.grid[r][c.source]), m)...)
			}
			out = append(out, part{right, -1})
		}
		return out
	}
}

// column is a column of the target's table as it will be.
type column struct {
	source int // of the source, -1 for none
	target int // of the target as it was, -1 for a new one
	after  int // a new one stands behind this one
}

// order lists the columns that the target will have.
func (g *growth) order() []column {
	var out []column
	add := func(after int) {
		for c := range g.cols {
			if g.cols[c] < 0 && before(g.cols, c) == after {
				out = append(out, column{c, -1, after})
			}
		}
	}
	add(-1)
	for tc := range g.lines[0].cells(g.old.Doc.Text) {
		out = append(out, column{slices.Index(g.cols, tc), tc, tc})
		add(tc)
	}
	return out
}

// cell puts what is new into an empty cell whose row and column are there.
func (g *growth) cell(r, c int) {
	list := g.fresh(g.grid[r][c])
	cells := g.line(g.rows[r]).cells(g.old.Doc.Text)
	if len(list) == 0 || g.cols[c] >= len(cells) { // see tail
		return
	}
	at := cells[g.cols[c]]
	if strings.TrimSpace(g.old.Doc.Text[at.Start:at.End]) != "" {
		g.refuse(NotPlaced, list[0])
		return
	}
	left, right := " ", ""
	if at.Len() > 0 {
		at.Start, left = at.Start+1, ""
	}
	if at.Empty() {
		right = " "
	}
	g.put(at.Start, list, func(m manner) []part {
		return append(append([]part{{left, -1}}, g.text(list, m)...), part{right, -1})
	}, 0)
}

// fresh is a sentence that nothing stands for and that there is something to
// put for, as a list; an empty one for any other.
func (g *growth) fresh(i int) []int {
	if i < 0 {
		return nil
	}
	if s := &g.v.standing[i]; len(s.Target) > 0 || s.deleted && !g.force || g.pieces[i] == nil && g.empty[i] == "" {
		return nil
	}
	return []int{i}
}

// text writes the sentence of a cell.
func (g *growth) text(list []int, m manner) []part {
	var out []part
	for _, i := range list {
		out = append(out, part{g.standing(i, form{manner: m, cell: true, fill: g.words}, false), i})
	}
	return out
}

func (g *growth) put(at int, list []int, parts func(manner) []part, group int) {
	g.patches = append(g.patches, &patch{span: doc.Span{Start: at, End: at}, source: list, words: g.plainOf(list), exact: len(list) > 0,
		manner: g.manner(), parts: parts, group: group})
}

// before is what the nearest row or column before n that is not new has become;
// -1 for none.
func before(list []int, n int) int {
	for n--; n >= 0; n-- {
		if list[n] >= 0 {
			return list[n]
		}
	}
	return -1
}

func dashes(align byte) string {
	switch align {
	case 'l':
		return ":---"
	case 'c':
		return ":---:"
	case 'r':
		return "---:"
	}
	return "---"
}

// tableLines cuts a table into its lines; nil where it is not written with bars.
func tableLines(text string, s doc.Span) []tableLine {
	var out []tableLine
	from := strings.LastIndexByte(text[:s.Start], '\n') + 1
	for from < s.End {
		end := len(text)
		if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
			end = from + n
		}
		next := end + 1
		for end > from && text[end-1] == '\r' {
			end--
		}
		l := tableLine{span: doc.Span{Start: from, End: end}, start: from}
		for l.start < end && strings.IndexByte(" \t>", text[l.start]) >= 0 {
			l.start++
		}
		for at := l.start; at < end; at++ {
			if text[at] == '|' && (at == l.start || text[at-1] != '\\') {
				l.bars = append(l.bars, at)
			}
		}
		l.lead = len(l.bars) > 0 && l.bars[0] == l.start
		out = append(out, l)
		from = next
	}
	if len(out) < 2 || strings.Trim(text[out[1].start:out[1].span.End], "|:- \t") != "" {
		return nil
	}
	return out
}

// first is the index of the bar behind the first cell.
func (l *tableLine) first() int {
	if l.lead {
		return 1
	}
	return 0
}

// end is where the last cell of a line ends, or the bar behind it.
func (l *tableLine) end(text string) int {
	return l.start + len(strings.TrimRight(text[l.start:l.span.End], " \t"))
}

// cells are the places between the bars.
func (l *tableLine) cells(text string) []doc.Span {
	var out []doc.Span
	at := l.start
	for n, bar := range l.bars {
		if n > 0 || !l.lead {
			out = append(out, doc.Span{Start: at, End: bar})
		}
		at = bar + 1
	}
	if strings.TrimSpace(text[at:l.span.End]) != "" {
		out = append(out, doc.Span{Start: at, End: l.span.End})
	}
	return out
}
