package pdf

// glyphAt is a character with its place.
type glyphAt struct {
	glyph
	x                     length // of its origin, as a full-width mark has it
	spareLead, spareTrail length // blanks that a mark may lose
	lead, trail           int16  // what it has lost, in 1/1000 em: see narrow.go
}

// positions places the characters of a line from x; dot marks and strokes are
// left to the caller. The last of them may be a space or a hyphen.
func positions(p *para, l *line, x length) []glyphAt {
	out := make([]glyphAt, 0, 64)
	spread := newSpread(l)
	for i := l.from; i < l.to; i++ {
		a := &p.atoms[i]
		if i == l.from {
			x -= a.lead
		}
		for _, g := range p.glyphs[a.from:a.to] {
			out = append(out, glyphAt{glyph: g, x: x, spareLead: a.lead, spareTrail: a.trail})
			x += l.scaled(p, g.advance)
		}
		if i+1 == l.to {
			break
		}
		if a.gap.space != 0 && len(out) > 0 {
			out = append(out, glyphAt{glyph: glyph{r: ' ', face: a.gap.face, ink: out[len(out)-1].ink, advance: a.gap.advance}, x: x})
		}
		x += a.gap.width + spread.of(&a.gap)
	}
	if len(out) == 0 {
		return out
	}
	end, last := &p.atoms[l.to-1].gap, out[len(out)-1]
	switch {
	case l.hyphen:
		g := p.hyphen
		g.ink = last.ink
		out = append(out, glyphAt{glyph: g, x: x})
	case end.space != 0 && !l.last:
		out = append(out, glyphAt{glyph: glyph{r: ' ', face: end.face, ink: last.ink, advance: end.advance}, x: x})
	}
	if l.expand == 0 {
		narrow(p, out)
	}
	return out
}

// scaled is a glyph's width on a line that widens its glyphs.
func (l *line) scaled(p *para, w length) length {
	if l.expand == 0 {
		return w
	}
	return w * (10000 + l.permyriad(p)) / 10000
}

// permyriad is by how many ten-thousandths the line's glyphs are widened.
func (l *line) permyriad(p *para) length {
	if l.expand == 0 || l.letters(p) == 0 {
		return 0
	}
	return l.expand * 10000 / l.letters(p)
}

// letters is the width of the line's glyphs before they are widened.
func (l *line) letters(p *para) (w length) {
	if l.glyphs == 0 {
		for i := l.from; i < l.to; i++ {
			l.glyphs += p.atoms[i].width
		}
	}
	return l.glyphs
}

// spread deals out what a line opens and closes among its gaps, to the last
// thousandth.
type spread struct {
	l            *line
	seen, dealt  [stretchOrders]length
	seenS, tookS [shrinkOrders]length
}

func newSpread(l *line) *spread { return &spread{l: l} }

// of is what a gap gets (or gives, below 0).
func (s *spread) of(g *gap) (w length) {
	if total := s.l.stretch[g.stretchBy]; g.stretch > 0 && total > 0 {
		s.seen[g.stretchBy] += g.stretch
		share := s.l.opened[g.stretchBy]*s.seen[g.stretchBy]/total - s.dealt[g.stretchBy]
		s.dealt[g.stretchBy] += share
		w += share
	}
	if total := s.l.shrink[g.shrinkBy]; g.shrink > 0 && total > 0 {
		s.seenS[g.shrinkBy] += g.shrink
		share := s.l.closed[g.shrinkBy]*s.seenS[g.shrinkBy]/total - s.tookS[g.shrinkBy]
		s.tookS[g.shrinkBy] += share
		w -= share
	}
	return w
}
