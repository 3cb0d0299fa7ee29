package html

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// fit says how much room a table needs. A browser makes a column of Chinese
// cells as narrow as one character while columns of numbers keep theirs; so
// cells that read as one word are not broken, and longer ones keep some width.
type fit struct {
	need float64 // em of the table's type that it needs at least
}

// Widths in half em, as of a Latin letter: a Han character is two.
const (
	wordWidth   = 10 // up to this a cell is not broken
	numberWidth = 26 // nor is a number up to this
	leastLong   = 18 // the least width of a cell that is a text
	leastShort  = 10 // and of others
	textWidth   = 40 // from this on a cell is a text
	cellSpace   = 1.4
)

// Needs in em from which on a table takes measures: smaller type; a row of its
// own across all columns; smaller type still.
const (
	needScroll  = 16
	needSmall   = 24
	needRow     = 29
	needSmaller = 60
)

func fitOf(b *doc.Block) fit {
	columns := map[int]float64{}
	for _, cell := range b.Cells {
		least, _ := leastWidth(b.Text[cell.Span.Start:cell.Span.End])
		columns[cell.Col] = max(columns[cell.Col], least/2)
	}
	f := fit{}
	for col := range len(columns) {
		f.need += columns[col] + cellSpace
	}
	return f
}

// leastWidth is what a cell needs at least, in half em, and the class that
// gives it that.
func leastWidth(s string) (least float64, class string) {
	w, longest := 0, 0
	for _, word := range strings.Fields(s) {
		n := halves(word)
		w += n + 1
		if !strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			longest = max(longest, n)
		}
	}
	w = max(0, w-1)
	switch {
	case w <= wordWidth, w <= numberWidth && number(s):
		return float64(w), "nb"
	case w >= textWidth:
		return max(leastLong, min(float64(longest), textWidth)), "lt"
	}
	return max(leastShort, float64(longest)), "ls"
}

// halves is the width of a text in half em.
func halves(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n++
		}
		if !unicode.Is(unicode.Mn, r) {
			n++
		}
	}
	return n
}

// number reports whether a text is a number with its signs and unit.
func number(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && letters <= 3
}

// cell is the class of a cell.
func (f fit) cell(b *doc.Block, cell doc.Cell) string {
	_, class := leastWidth(b.Text[cell.Span.Start:cell.Span.End])
	return class
}

// classes are those of the table's box.
func (f fit) classes() string {
	switch {
	case f.need > needSmaller:
		return "tb xs"
	case f.need > needSmall:
		return "tb sm"
	}
	return "tb"
}

// tableBox opens a table in a box that scrolls sideways where it is too narrow.
// Whoever has no pointer scrolls it with the keys: from the tab stop of a pair
// in it, or where there is none the box is one (WCAG 2.1.1).
func (c *cell) tableBox(f fit, part render.Part) {
	w := &c.p.out
	w.raw("<div class=\"", f.classes(), "\"")
	stop := f.need <= needScroll
	for i := part.Sentences.From; i < part.Sentences.To && !stop; i++ {
		stop = c.row.stop(c.column, i)
	}
	if !stop {
		w.raw(" tabindex=\"0\" role=\"group\"")
		c.p.labelLang(c.column)
		w.attr("aria-label", c.p.label.Text("html.table"))
		w.raw("><table")
		w.attr("lang", string(c.p.columns[c.column].Doc.Lang))
		w.raw(">")
		return
	}
	w.raw("><table>")
}
