package pdf

// codeCell is the width of a column of code, in 1/1000 em; a full-width
// character takes two.
const codeCell = 600

// alignColumns keeps the columns of code that is set in proportional type:
// what follows two spaces or more begins where it would in type of one width,
// unless the words before it reach further.
func (b *atomizer) alignColumns() {
	var pen length
	column, run := 0, 0
	for i := range b.p.atoms {
		a := &b.p.atoms[i]
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
		}
		pen += a.gap.width
		if a.gap.brk == forced {
			pen, column, run = 0, 0, 0
		}
	}
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
