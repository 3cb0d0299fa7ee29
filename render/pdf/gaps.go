package pdf

import (
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// gap is what stands between two atoms: how wide it is, what it may give and
// take, and whether a line may end there. A gap at the end of a line is gone.
type gap struct {
	width     length
	stretch   length
	shrink    length
	stretchBy uint8 // index of the order in which gaps give: byWord …
	shrinkBy  uint8
	brk       int32 // cost of a line end, noBreak or forced
	hyphen    bool  // a line end adds a hyphen
	sense     bool  // a title is best divided here: after a colon or a sentence
	space     rune  // the white space of the text that it stands for, 0 for none
	face      int16 // of the space as a character: that of the atom before
	advance   length
}

// Costs of a line end: 0 is free, 50 that of a hyphen in TeX.
const (
	noBreak = -1
	forced  = -2

	costHyphen      = 50   // in a word of Western text
	costHyphenName  = 150  // in a word with a capital
	costHyphenHan   = 800  // in a Western word amid Chinese or Korean
	costHyphenGiven = 20   // at a hyphen that is written
	costDash        = 120  // before a dash
	costSlash       = 60   // after a slash, in an address
	costCode        = 700  // in code, elsewhere than at a space
	costFullDash    = 1500 // before —— or ……
	costEmergency   = 5000 // inside what should stay whole but is wider than the line
)

// The order in which gaps give way (W3C CLREQ 3.1.6.2, in the reading of
// Taiwan): stretching first opens word spaces, then the quarter em between
// Han and Western, then all gaps alike.
const (
	byWord uint8 = iota
	byHanWestern
	byChar
	stretchOrders
)

// charWeight is the stretch that a gap between two characters notes, in
// 1/1000 em; how much of it is used the line says (charNominal, charLimit).
const charWeight = 120

// The order of shrinking.
const (
	atEnd uint8 = iota // the blank of a mark at the line's end
	shrinkWord
	shrinkMid
	shrinkBracket
	shrinkComma
	shrinkHanWestern
	shrinkStop
	shrinkChar // between Hangul
	shrinkOrders
)

// breakFlags say what UAX #14 and hyphenation allow at a place.
type breakFlags struct {
	uax    bool
	hyphen int32 // what dividing the word costs, 0 where it may not be divided
}

// gapSpace is white space between two clusters.
type gapSpace struct{ r rune }

// measureSpaces finds the word space and the hyphen of the paragraph.
func (b *atomizer) measureSpaces() {
	style := b.style.fontStyle(0)
	s := b.faces.shape(b.tag, style, ' ')
	b.p.space = em(int(s.advance), b.style.size)
	if b.p.space == 0 {
		b.p.space = em(250, b.style.size)
	}
	for _, r := range "\u00AD-" {
		// The soft hyphen is looked up among Latin glyphs, whatever the column.
		if s := b.faces.shape(lang.En, style, r); s.face >= 0 && s.advance > 0 {
			if b.hyphens != nil && !b.style.verbatim {
				b.faces.use(s.face, r)
			}
			b.p.hyphen = glyph{r: r, face: s.face, synthetic: s.synthetic, advance: em(int(s.advance), b.style.size)}
			break
		}
	}
}

// addSpace notes white space; several in a row count as the first, except in
// verbatim text, where each becomes an atom of its own.
func (b *atomizer) addSpace(c char) {
	if b.style.verbatim {
		in := b.p.inks[c.ink]
		s := b.faces.shape(b.tag, b.style.fontStyle(in.style), ' ')
		if s.face < 0 {
			return
		}
		b.faces.use(s.face, ' ')
		b.place(c, []glyph{{r: ' ', face: s.face, ink: c.ink, at: c.at, advance: em(codeCell, in.size)}}, classOther, classOther, 0, 0)
		return
	}
	if b.open && b.space.r == 0 {
		b.space = gapSpace{c.r}
	}
}

// newline ends the line. A blank line of verbatim text is an empty atom.
func (b *atomizer) newline(c char) {
	if !b.open {
		at := int32(len(b.p.glyphs))
		b.p.atoms = append(b.p.atoms, atom{from: at, to: at, at: c.at})
	}
	b.p.atoms[len(b.p.atoms)-1].gap = gap{brk: forced}
	b.open, b.space = false, gapSpace{}
}

// finish closes the paragraph.
func (b *atomizer) finish() {
	if n := len(b.p.atoms); n > 0 {
		b.p.atoms[n-1].gap = gap{brk: forced}
	}
	if b.style.verbatim {
		b.codeLines()
	}
}

// between makes the gap between two atoms.
func (b *atomizer) between(a, n *atom) {
	left, right := b.p.glyphs[a.to-1], b.p.glyphs[n.from]
	g := gap{brk: noBreak}
	switch {
	case b.style.verbatim:
		g.brk = b.codeBreak(a, n, left.r, right.r)
	case b.space.r != 0:
		g = b.spaceGap(a, n)
		if b.mono(left) && b.mono(right) {
			g.width, g.stretch, g.shrink = em(codeCell, b.p.inks[left.ink].size), g.stretch/4, g.shrink/4
		}
		b.spaceGlyph(&g, left)
		if b.flags.uax || a.last.cjk() || n.first.cjk() {
			g.brk = 0
		}
		if fixedSpace(b.space.r) || !mayEnd(left.r) || !mayStart(right.r) {
			g.brk = noBreak
		}
		if right.r == '–' || right.r == '—' || right.r == '-' {
			g.brk = max(g.brk, costDash)
		}
	case !a.last.cjk() && !n.first.cjk():
		g.brk, g.hyphen = b.westernBreak(left.r, right.r)
	case b.tag == lang.Ko:
		// Keep-all: a Korean line ends at spaces only.
		if a.last.cjk() && n.first.cjk() {
			g.stretch, g.stretchBy = em(charWeight/2, b.p.size), byChar
			g.shrink, g.shrinkBy = em(25, b.p.size), shrinkChar
		}
	case b.mono(left) && b.mono(right):
		g.brk = b.hanBreak(a, n, left.r, right.r)
	default:
		g = b.hanGap(a, n)
		g.brk = b.hanBreak(a, n, left.r, right.r)
	}
	if b.p.inks[right.ink].note != "" {
		g = gap{brk: noBreak}
	}
	if b.p.inks[right.ink].omission { // stays with the words that it follows
		g.brk = noBreak
	}
	g.sense = strings.ContainsRune("：:—–？?！!。.；;", left.r)
	a.gap = g
}

// mono reports whether a glyph stands in code.
func (b *atomizer) mono(g glyph) bool { return b.p.inks[g.ink].style&doc.Mono != 0 }

// spaceGlyph finds a font for the space as a character: best the one that the
// text before it is set in.
func (b *atomizer) spaceGlyph(g *gap, left glyph) {
	size := b.p.inks[left.ink].size
	if advance, ok := b.faces.spaceIn(left.face); ok {
		g.face, g.advance = left.face, em(advance, size)
	} else if s := b.faces.shape(b.tag, b.style.fontStyle(0), ' '); s.face >= 0 {
		g.face, g.advance = s.face, em(int(s.advance), size)
	} else {
		g.space = 0
		return
	}
	b.faces.use(g.face, ' ')
}

// spaceGap is a gap with white space in the text.
func (b *atomizer) spaceGap(a, n *atom) gap {
	size := b.p.size
	g := gap{space: b.space.r, stretchBy: byWord, shrinkBy: shrinkWord}
	switch {
	case b.space.r == '\u3000':
		g.width = size
	case b.tag != lang.Ko && (a.last.cjk() || n.first.cjk()):
		// Between Han and Western a space is one way to write the quarter em.
		g.width, g.stretch, g.shrink = em(250, size), em(84, size), em(90, size)
		g.stretchBy, g.shrinkBy = byHanWestern, shrinkHanWestern
	default:
		g.width = b.p.space
		least := em(190, size)
		if b.tag.CJK() {
			least = em(220, size)
		}
		g.stretch = max(0, em(500, size)-g.width)
		g.shrink = max(0, g.width-least)
	}
	return g
}

// fixedSpace reports whether a line may not end at the space.
func fixedSpace(r rune) bool { return r == '\u00A0' || r == '\u202F' }

// westernBreak says what a line end between two Western atoms costs.
func (b *atomizer) westernBreak(left, right rune) (cost int32, hyphen bool) {
	switch {
	case b.flags.hyphen > 0:
		return b.flags.hyphen, true
	case !b.flags.uax:
		return noBreak, false
	case left == '-' || left == '‐':
		return costHyphenGiven, false
	case right == '—' || right == '–':
		return costDash, false
	case left == '/' || left == '.' || left == '?' || left == '&' || left == '=' || left == '_':
		return costSlash, false
	}
	return 0, false
}

// hanGap is a gap beside a full-width character.
func (b *atomizer) hanGap(a, n *atom) gap {
	size := b.p.size
	g := gap{stretch: em(charWeight, size), stretchBy: byChar}
	switch {
	case a.last == classDash && n.first == classDash, a.last == classEllipsis && n.first == classEllipsis:
		return gap{}
	case a.last.han() && n.first.western(), a.last.western() && n.first.han():
		return gap{width: em(250, size), stretch: em(84, size), stretchBy: byHanWestern,
			shrink: em(90, size), shrinkBy: shrinkHanWestern}
	case a.last.mark() && n.first.mark():
		b.squeeze(a, n, &g)
	case a.last.mark():
		g.shrink, g.shrinkBy = min(a.trail/2, em(250, size)), shrinkOf(a.last)
	case n.first.mark():
		g.shrink, g.shrinkBy = min(n.lead/2, em(250, size)), shrinkOf(n.first)
	}
	return g
}

// squeeze takes half an em from two adjacent marks: from the blanks that face
// each other, and what is missing from the blank before a centred first mark,
// which so keeps its place in the middle.
func (b *atomizer) squeeze(a, n *atom, g *gap) {
	half := em(500, b.p.size)
	blank := a.trail + n.lead
	take := min(blank, half)
	g.width, g.stretch = -take, 0
	if a.last == classExclaim && a.trail == 0 {
		return // a fixed mark gives nothing
	}
	i := len(b.p.atoms) - 2
	if rest := min(half-take, a.lead); rest > 0 && i >= 0 && b.p.atoms[i].gap.space == 0 {
		before := &b.p.atoms[i].gap
		if before.brk != forced && before.width >= 0 {
			before.width -= rest
			before.shrink = 0
		}
	}
}

func shrinkOf(c class) uint8 {
	switch c {
	case classMid:
		return shrinkMid
	case classOpen, classClose:
		return shrinkBracket
	case classComma:
		return shrinkComma
	}
	return shrinkStop
}

// mayStart and mayEnd are the prohibitions at the ends of a line.
func mayStart(r rune) bool { return !strings.ContainsRune(notStart, r) }
func mayEnd(r rune) bool   { return !strings.ContainsRune(notEnd, r) }

// hanBreak says what a line end beside a full-width character costs.
func (b *atomizer) hanBreak(a, n *atom, left, right rune) int32 {
	quote := a.last == classClose || n.first == classOpen // UAX #14 knows “ and ” as Western quotes only
	switch {
	case !mayStart(right) || !mayEnd(left):
		return noBreak
	case a.last == classDash && n.first == classDash, a.last == classEllipsis && n.first == classEllipsis:
		return noBreak
	case !b.flags.uax && !quote && n.first != classEllipsis:
		return noBreak
	case n.first == classDash || n.first == classEllipsis:
		return costFullDash
	}
	return 0
}
