package pdf

import (
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// Piece.Mark of the box of an item in a task list (GitHub Flavored Markdown,
// 5.3), open or ticked.
const (
	openPiece   = -3
	tickedPiece = -4
)

// boxChar is the character that the box is drawn with. The fonts have neither
// U+2610 nor U+2611: what is copied, searched and read aloud says them in its
// place (ActualText), and the tick is drawn over it.
const boxChar = "□"

// taskOf takes the box that an item begins with, "[ ] " or "[x] ", off its
// pieces; ok is false where there is none.
func taskOf(pieces []render.Piece) (box render.Piece, rest []render.Piece, ok bool) {
	for i, p := range pieces {
		if p.Text == "" {
			continue
		}
		box = render.Piece{Text: boxChar, Span: doc.Span{Start: p.Span.Start, End: p.Span.Start + 3}, Sentence: p.Sentence, Mark: openPiece}
		switch {
		case p.Style != 0 || p.Empty:
			return box, pieces, false
		case strings.HasPrefix(p.Text, "[x] "), strings.HasPrefix(p.Text, "[X] "):
			box.Mark = tickedPiece
		case !strings.HasPrefix(p.Text, "[ ] "):
			return box, pieces, false
		}
		rest = append([]render.Piece(nil), pieces...)
		rest[i].Text, rest[i].Span.Start = p.Text[3:], p.Span.Start+3
		return box, rest, true
	}
	return box, pieces, false
}

// task sees to the box of an item that begins here: in a list of bullets it
// stands in the bullet's place, in one of numbers before the text.
func (c *column) task(b *doc.Block, pieces []render.Piece, label *para, style textStyle) ([]render.Piece, *para) {
	box, rest, ok := taskOf(pieces)
	switch {
	case !ok:
		return pieces, label
	case b.List.Ordered:
		return append([]render.Piece{box}, rest...), label
	}
	return rest, c.para([]render.Piece{box}, style)
}

// said is what the box says in place of its character, 0 for no box.
func said(mark int) rune {
	switch mark {
	case openPiece:
		return '☐'
	case tickedPiece:
		return '☑'
	}
	return 0
}

// tick draws the tick in a box whose character stands at x on a baseline.
func (o *ops) tick(x, base, size length) {
	o.str("0 G 1 J 1 j ")
	o.num(size * 9 / 100)
	o.str("w ")
	for i, at := range [][2]length{{24, 38}, {42, 16}, {84, 78}} {
		o.num(x + size*at[0]/100)
		o.y(base - size*at[1]/100)
		o.str([]string{"m ", "l ", "l "}[i])
	}
	o.str("S 0 J 0 j\n")
}
