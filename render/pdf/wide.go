package pdf

import "slices"

// openWide allows line ends inside stretches that are wider than a line.
func (p *para) openWide(width length) {
	p.indentLess(width / 2)
	p.splitWide(width)
	for from := 0; from < len(p.atoms); {
		to, sum := from, length(0)
		for {
			a := &p.atoms[to]
			sum += a.width
			to++
			if a.gap.brk != noBreak || to == len(p.atoms) {
				break
			}
			sum += a.gap.width
		}
		if sum > width {
			p.openStretch(from, to)
		}
		from = to
	}
}

// indentLess narrows the spaces that lines of code begin with to a width.
func (p *para) indentLess(width length) {
	for i := range p.atoms {
		a := &p.atoms[i]
		if a.turn == 0 || a.width <= width || a.gap.brk != noBreak || i > 0 && p.atoms[i-1].gap.brk != forced {
			continue
		}
		glyphs := p.glyphs[a.from:a.to]
		if slices.ContainsFunc(glyphs, func(g glyph) bool { return g.r != ' ' }) {
			continue
		}
		a.width = 0
		for k := range glyphs {
			glyphs[k].advance = width / length(len(glyphs))
			a.width += glyphs[k].advance
		}
	}
}

// openStretch makes line ends between the atoms [from, to) dear but possible;
// where characters may not stand at a line's beginning or end, it is dearer.
func (p *para) openStretch(from, to int) {
	for i := from; i+1 < to; i++ {
		a, n := &p.atoms[i], &p.atoms[i+1]
		cost := int32(costEmergency)
		if !mayEnd(p.glyphs[a.to-1].r) || !mayStart(p.glyphs[n.from].r) || a.last == classDigit && n.first == classDigit {
			cost *= 10
		}
		a.gap.brk = cost
	}
}

// splitWide cuts atoms that are wider than a line into their glyphs. Of what
// takes many lines only the beginning is cut so finely, to join the words
// before it; the rest is cut into full lines as it comes, since to weigh all
// places against each other would take long and show nothing.
func (p *para) splitWide(width length) {
	wide := false
	for i := range p.atoms {
		wide = wide || p.atoms[i].width > width && p.atoms[i].to-p.atoms[i].from > 1
	}
	if !wide {
		return
	}
	var out []atom
	for _, a := range p.atoms {
		if a.width <= width || a.to-a.from == 1 {
			out = append(out, a)
			continue
		}
		fine := a.width // how much of it is cut finely
		if a.width > 4*width {
			fine = width
		}
		for from, done := a.from, length(0); from < a.to; {
			to := p.clusterEnd(from, a.to)
			if done >= fine {
				to = p.lineEnd(from, a.to, width)
			}
			one := a
			one.from, one.to, one.width, one.at = from, to, p.glyphsWidth(from, to), p.glyphs[from].at
			if one.gap = gapWithin; to == a.to {
				one.gap = a.gap
			}
			out = append(out, one)
			done += one.width
			from = to
		}
	}
	p.atoms = out
}

// clusterEnd is where the character of the text that a glyph belongs to ends:
// it may be drawn as several.
func (p *para) clusterEnd(from, to int32) int32 {
	end := from + 1
	for end < to && p.glyphs[end].at == p.glyphs[from].at {
		end++
	}
	return end
}

// lineEnd is as far from a glyph as a line goes, at least one character.
func (p *para) lineEnd(from, to int32, width length) int32 {
	end := p.clusterEnd(from, to)
	sum := p.glyphsWidth(from, end)
	for end < to {
		next := p.clusterEnd(end, to)
		if sum += p.glyphsWidth(end, next); sum > width {
			break
		}
		end = next
	}
	return end
}

func (p *para) glyphsWidth(from, to int32) (w length) {
	for i := from; i < to; i++ {
		w += p.glyphs[i].advance
	}
	return w
}

var gapWithin = gap{brk: noBreak}
