package pdf

import (
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// tableFit is how a table's columns stand: automatic table layout as in CSS
// 2.1, section 17.5.2.2, with smaller type for what does not fit.
type tableFit struct {
	size   length // of its type
	widths []length
	x      []length
	band   []int // of each column: columns that do not fit side by side stand in bands, one under another
	fits   bool  // all words and short cells stay whole
}

const (
	// shortCell is the width in em up to which a cell is not divided.
	shortCell = 6
	// leastTable is the smallest type of a table that shrinks to fit.
	leastTable = 6500
)

// fitOf is the layout of a table in this column.
func (c *column) fitOf(block int) *tableFit {
	if c.fits == nil {
		c.fits = map[int]*tableFit{}
	}
	if c.fits[block] == nil {
		c.fits[block] = c.fitTable(block)
	}
	return c.fits[block]
}

// columnWidths are, at one size of type, what a table's columns need for their
// longest words, what they need to keep short cells whole as well, and what
// they would like.
type columnWidths struct{ hard, short, best []length }

// measureTable measures all cells of a table.
func (c *column) measureTable(block int, size length) columnWidths {
	b := c.text.Doc.Blocks[block]
	columns := 0
	for _, cell := range b.Cells {
		columns = max(columns, cell.Col+1)
	}
	w := columnWidths{make([]length, columns), make([]length, columns), make([]length, columns)}
	from, to := c.text.Of(block)
	part := render.Part{Block: block, Begins: true, Ends: true}
	part.Sentences.From, part.Sentences.To = from, to
	for _, cell := range b.Cells {
		part.Span = doc.Span{Start: cell.Span.Start, End: cell.Span.End}
		k := cell.Col
		hard, best := c.cellPara(part, cell.Header, size).extents()
		w.hard[k], w.best[k] = max(w.hard[k], hard), max(w.best[k], best)
		w.short[k] = max(w.short[k], hard, min(best, shortCell*size))
	}
	return w
}

// at is the widths at another size; rounding may add a little per character.
func (w columnWidths) at(size, measured length) columnWidths {
	if size == measured {
		return w
	}
	scale := func(in []length) []length {
		out := make([]length, len(in))
		for i := range in {
			out[i] = in[i]*size/measured + in[i]/500 + 20
		}
		return out
	}
	return columnWidths{scale(w.hard), scale(w.short), scale(w.best)}
}

// fitTable finds the largest type in which words and short cells stay whole;
// failing that, the smallest in which words do; failing that, columns stand in
// bands.
func (c *column) fitTable(block int) *tableFit {
	base := c.size * 90 / 100
	measured := c.measureTable(block, base)
	n := length(len(measured.hard))
	room := func(size length) length { return c.width - size*9/10*max(0, n-1) }
	size := base
	for ; ; size = max(size*96/100, leastTable) {
		w := measured.at(size, base)
		if sum(w.short) <= room(size) {
			return c.sideBySide(size, shareRoom(w.short, w.best, room(size)), true)
		}
		if size <= leastTable {
			break
		}
	}
	w := measured.at(size, base)
	if sum(w.hard) <= room(size) {
		return c.sideBySide(size, shareRoom(w.hard, w.short, room(size)), false)
	}
	return c.inBands(size, w.short)
}

// shareRoom gives each column its least and shares out what is left: up to the
// best by what is wanting, beyond it evenly.
func shareRoom(least, best []length, room length) []length {
	sumLeast, sumBest := sum(least), sum(best)
	widths := make([]length, len(least))
	for i := range widths {
		if sumBest <= room {
			widths[i] = best[i] + (room-sumBest)/length(len(widths))
		} else {
			widths[i] = least[i] + (room-sumLeast)*(best[i]-least[i])/max(1, sumBest-sumLeast)
		}
	}
	return widths
}

func (c *column) sideBySide(size length, widths []length, fits bool) *tableFit {
	f := &tableFit{size: size, widths: widths, x: make([]length, len(widths)), band: make([]int, len(widths)), fits: fits}
	x := length(0)
	for i := range widths {
		f.x[i] = x
		x += widths[i] + size*9/10
	}
	return f
}

// bands is how many bands the columns stand in.
func (f *tableFit) bands() int {
	if len(f.band) == 0 {
		return 0
	}
	return f.band[len(f.band)-1] + 1
}

// inBands fills bands with columns as they come.
func (c *column) inBands(size length, widths []length) *tableFit {
	f := c.sideBySide(size, widths, false)
	x, band := length(0), 0
	for i := range widths {
		f.widths[i] = min(widths[i], c.width)
		if x > 0 && x+f.widths[i] > c.width {
			x, band = 0, band+1
		}
		f.x[i], f.band[i] = x, band
		x += f.widths[i] + size*9/10
	}
	return f
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

func sum(all []length) (total length) {
	for _, l := range all {
		total += l
	}
	return total
}
