package pdf

import (
	"strings"

	"github.com/duizhao/duizhao/lang"
)

// codeCell is the width of a column of code, in 1/1000 em; a full-width
// character takes two.
const codeCell = 600

// codeTurn is how many columns further in than its line code goes on that is
// wider than its frame.
const codeTurn = 2

// codeBreak says what a line end between two atoms of code costs: best after a
// space, else after a sign that parts words, and between Han as elsewhere.
func (b *atomizer) codeBreak(a, n *atom, left, right rune) int32 {
	switch {
	case left == ' ':
		return 0
	case (a.last.cjk() || n.first.cjk()) && b.tag != lang.Ko:
		return b.hanBreak(a, n, left, right)
	case b.flags.uax && strings.ContainsRune("/,;|&=)}]", left):
		return costCode
	}
	return noBreak
}

// codeLines sees to the lines of the text, one by one: their columns, and where
// they go on that are wider than the frame.
func (b *atomizer) codeLines() {
	atoms := b.p.atoms
	for from := 0; from < len(atoms); {
		to := from
		for atoms[to].gap.brk != forced {
			to++
		}
		to++
		indent := b.alignColumns(atoms[from:to])
		for i := from; i < to; i++ {
			atoms[i].turn = indent + em(codeTurn*codeCell, b.style.size)
		}
		from = to
	}
}

// alignColumns keeps the columns of a line of code in which not all characters
// are as wide as they should be, since Han takes less than two columns: what
// follows two spaces or more begins where it would, unless the words before it
// reach further. It gives the width of the spaces that the line begins with,
// and keeps them from being a line by themselves.
func (b *atomizer) alignColumns(atoms []atom) (indent length) {
	var pen length
	column, run, blank := 0, 0, true
	for i := range atoms {
		a := &atoms[i]
		for k := a.from; k < a.to; k++ {
			g := &b.p.glyphs[k]
			ends := k+1 == a.to && a.gap.brk == forced
			if g.r != ' ' {
				run = 0
				column += b.columnsOf(a, k)
			} else if run, column = run+1, column+1; run > 1 && !ends && b.p.glyphs[k+1].r != ' ' {
				to := max(em(250, b.style.size), em(codeCell*column, b.style.size)-pen)
				a.width += to - g.advance
				g.advance = to
			}
			pen += g.advance
			if blank = blank && g.r == ' '; blank {
				indent = pen
			}
		}
		if blank && a.gap.brk != forced {
			a.gap.brk = noBreak
		}
		pen += a.gap.width
	}
	return indent
}

// columnsOf is how many columns a glyph takes: none if it goes on with the
// number of a character that no font has.
func (b *atomizer) columnsOf(a *atom, k int32) int {
	g := &b.p.glyphs[k]
	switch {
	case k > a.from && g.at == b.p.glyphs[k-1].at && b.p.inks[g.ink].missing != 0:
		return 0
	case wide(g.r):
		return 2
	}
	return 1
}
