package doc

import (
	"sort"
	"unicode/utf8"
)

// stride is how many bytes of a text lie between two marks of its index, at
// least: a column is counted from the mark before, so that a text that is one
// line costs no more than one of many lines.
const stride = 1 << 8

// mark says how many code points stand before a byte offset.
type mark struct{ at, runes int }

// lines is the index of a text for Position and LineAt: the first of many
// questions costs one pass over the text, the others a binary search each.
// Positions of all sentences of a text are then n log n, where counting each
// from the beginning is quadratic.
type lines struct {
	text   string
	starts []int  // where each line begins
	marks  []mark // ascending, each where a code point begins; the first at 0
}

func newLines(text string) *lines {
	x := &lines{text: text, starts: []int{0}, marks: []mark{{}}}
	runes, next := 0, stride
	for i, r := range text {
		if i >= next {
			x.marks = append(x.marks, mark{i, runes})
			next = i + stride
		}
		runes++
		if r == '\n' || r == '\r' && loneCR(text, i) {
			x.starts = append(x.starts, i+1)
		}
	}
	return x
}

// line is the number, from 0, of the line that holds offset at.
func (x *lines) line(at int) int {
	return sort.SearchInts(x.starts, at+1) - 1
}

// before is the mark from which the code points before offset at are counted.
func (x *lines) before(at int) mark {
	return x.marks[sort.Search(len(x.marks), func(k int) bool { return x.marks[k].at > at })-1]
}

// runes is the number of code points before offset at.
func (x *lines) runes(at int) int {
	m := x.before(at)
	return m.runes + utf8.RuneCountInString(x.text[m.at:at])
}

// position is PositionIn for the text of the index.
func (x *lines) position(at int) Position {
	at = max(0, min(at, len(x.text)))
	line := x.line(at)
	return Position{Line: 1 + line, Column: 1 + x.runes(at) - x.runes(x.starts[line])}
}

// index is the index of the document's text. It is made at the first question
// and kept beside the text, which it only repeats.
func (d *Document) index() *lines {
	x := d.lines.Load()
	if x == nil || x.text != d.Text { // one address, so no bytes are compared
		x = newLines(d.Text)
		d.lines.Store(x)
	}
	return x
}
