package pdf

// openWide allows line ends inside stretches that are wider than a line.
func (p *para) openWide(width length) {
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

// splitWide cuts atoms that are wider than a line into their glyphs.
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
		gap, from := a.gap, a.from
		for g := a.from; g < a.to; g++ {
			if g+1 < a.to && p.glyphs[g+1].at == p.glyphs[g].at {
				continue // one character of the text, drawn as several
			}
			one := a
			one.from, one.to, one.width, one.at = from, g+1, 0, p.glyphs[from].at
			for _, x := range p.glyphs[from : g+1] {
				one.width += x.advance
			}
			if one.gap = gapWithin; g+1 == a.to {
				one.gap = gap
			}
			out = append(out, one)
			from = g + 1
		}
	}
	p.atoms = out
}

var gapWithin = gap{brk: noBreak}
