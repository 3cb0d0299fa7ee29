package pdf

import (
	"strconv"
	"unicode/utf16"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// ops writes the content stream of one page: text, lines and grounds, with
// marked content around them. Heights count from the page's top.
type ops struct {
	b      []byte
	page   int
	height length
	faces  *faces
	codes  []map[rune]rune // by font: the code of each character in its subset
	narrow []map[narrowKey]rune
	marks  *marks
	after  []func(*ops) // drawn over the text: strokes through words, dots under them
}

// The colours of text.
const (
	inkBlack = "0 g\n"
	inkGrey  = "0.36 g\n"
	inkLink  = "0.06 0.24 0.5 rg\n"
)

func (o *ops) str(s string) { o.b = append(o.b, s...) }
func (o *ops) num(l length) { o.b = append(appendPoints(o.b, l), ' ') }
func (o *ops) y(y length)   { o.num(o.height - y) }

// rect fills a rectangle in a grey of per mille white.
func (o *ops) rect(x, y, w, h length, grey int) {
	o.b = append(append(o.b, "0."...), strconv.Itoa(1000 + grey)[1:]...)
	o.str(" g ")
	o.num(x)
	o.y(y + h)
	o.num(w)
	o.num(h)
	o.str("re f\n")
}

// frame draws the border of a box.
func (o *ops) frame(x, y, w, h length) {
	const thin, grey = 400, 550 // thousandths of a point; per mille of white
	o.rect(x, y, w, thin, grey)
	o.rect(x, y+h-thin, w, thin, grey)
	o.rect(x, y, thin, h, grey)
	o.rect(x+w-thin, y, thin, h, grey)
}

// turn draws the arrow, ↳, before code that goes on with the line above: a
// drawing, so that whoever copies the code does not get it. It stands at the
// top left of what type of the size has for an arrow.
func (o *ops) turn(x, y, size length) {
	const grey = 550
	thin := size * 6 / 100
	w, down, head := size*60/100, size*42/100, size*16/100
	o.rect(x, y, thin, down, grey)
	o.rect(x, y+down-thin, w-head, thin, grey)
	middle := y + down - thin/2
	o.num(x + w)
	o.y(middle)
	o.str("m ")
	for _, dy := range []length{-head, head} {
		o.num(x + w - head*3/2)
		o.y(middle + dy)
		o.str("l ")
	}
	o.str("f\n")
}

// dot fills a circle.
func (o *ops) dot(x, y, r length) {
	k := r * 552 / 1000
	o.num(x + r)
	o.y(y)
	o.str("m ")
	for _, c := range [][6]length{
		{x + r, y - k, x + k, y - r, x, y - r}, {x - k, y - r, x - r, y - k, x - r, y},
		{x - r, y + k, x - k, y + r, x, y + r}, {x + k, y + r, x + r, y + k, x + r, y}} {
		for i := 0; i < 6; i += 2 {
			o.num(c[i])
			o.y(c[i+1])
		}
		o.str("c ")
	}
	o.str("f\n")
}

// look is what the glyphs of one text object share.
type look struct {
	size    length
	rise    length
	missing rune
	box     rune
	link    string
	note    string
	omitted bool
}

func lookOf(in *ink) look {
	return look{size: in.size, rise: in.rise, missing: in.missing, box: in.box, link: in.link, note: in.note, omitted: in.omission || in.empty}
}

// text draws a line's glyphs at a baseline. nodeOf gives the place of a stretch
// in the structure (nil for what is no part of the text) and its colour; it is
// asked in the order of the text, since it may make the place.
func (o *ops) text(p *para, l *line, x, y length, nodeOf func(in *ink) (*node, string)) {
	glyphs := positions(p, l, x)
	scale := l.permyriad(p)
	for i := 0; i < len(glyphs); {
		in := &p.inks[glyphs[i].ink]
		end := i + 1
		for end < len(glyphs) && lookOf(&p.inks[glyphs[end].ink]) == lookOf(in) {
			end++
		}
		n, colour := nodeOf(in)
		o.stretch(glyphs[i:end], in, n, colour, y, scale)
		i = end
	}
	o.decorate(p, glyphs, y)
}

// stretch draws glyphs of one look as one text object.
func (o *ops) stretch(glyphs []glyphAt, k *ink, n *node, colour string, y, scale length) {
	if n != nil {
		o.b = o.marks.begin(o.b, o.page, n)
	} else {
		o.b = o.marks.artifact(o.b)
	}
	says := max(k.missing, k.box)
	if says != 0 {
		o.str("/Span <</ActualText <FEFF" + utf16Hex(string(says)) + ">>> BDC\n")
	}
	o.str(colour)
	o.str("BT 1 0 0 1 ")
	o.num(glyphs[0].x)
	o.y(y - k.rise)
	o.str("Tm ")
	if scale != 0 {
		o.num((10000 + scale) * 10)
		o.str("Tz ")
	}
	pen := glyphs[0].x
	bold := false
	for i := 0; i < len(glyphs); {
		end := i + 1
		for end < len(glyphs) && glyphs[end].face == glyphs[i].face && glyphs[end].synthetic == glyphs[i].synthetic {
			end++
		}
		if glyphs[i].synthetic != bold {
			if bold = !bold; bold {
				o.str("2 Tr ")
				o.num(k.size * 28 / 1000)
				o.str("w ")
			} else {
				o.str("0 Tr ")
			}
		}
		pen = o.show(glyphs[i:end], k.size, pen, scale)
		i = end
	}
	if bold {
		o.str("0 Tr ")
	}
	if scale != 0 {
		o.str("100 Tz ")
	}
	o.str("ET\n")
	if says != 0 {
		o.str("EMC\n")
	}
}

// show draws glyphs of one font from where the pen is, and says where it is
// then.
func (o *ops) show(glyphs []glyphAt, size, pen, scale length) length {
	face := glyphs[0].face
	o.str("/F" + strconv.Itoa(int(face)+1) + " ")
	o.num(size)
	o.str("Tf [<")
	codes := o.codes[face]
	unit := size * (10000 + scale) / 10000 // of TJ numbers: 1/1000 of it
	for _, g := range glyphs {
		code, lead, trail := codes[g.r], length(0), length(0)
		if g.lead != 0 || g.trail != 0 {
			if c, ok := o.narrow[face][narrowKey{g.r, g.lead, g.trail}]; ok {
				code, lead, trail = c, em(int(g.lead), size), em(int(g.trail), size)
			}
		}
		if off := g.x + lead - pen; off != 0 {
			if n := (off*1000 + sign(off)*unit/2) / unit; n != 0 {
				o.str(">")
				o.b = strconv.AppendInt(o.b, int64(-n), 10)
				o.str("<")
				pen += n * unit / 1000
			}
		}
		o.code(code)
		advance := g.advance - lead - trail
		if g.r == ' ' { // in code it is as wide as it need be, in the font it is not
			if own, ok := o.faces.spaceIn(face); ok {
				advance = em(own, size)
			}
		}
		pen += advance * (10000 + scale) / 10000
	}
	o.str(">] TJ\n")
	return pen
}

func sign(l length) length {
	if l < 0 {
		return -1
	}
	return 1
}

const hexDigits = "0123456789ABCDEF"

func (o *ops) code(r rune) {
	o.b = append(o.b, hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// utf16Hex is a text in UTF-16BE as hexadecimal digits.
func utf16Hex(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, hexDigits[u>>12&15], hexDigits[u>>8&15], hexDigits[u>>4&15], hexDigits[u&15])
	}
	return string(b)
}

// decorate leaves strokes and emphasis marks to be drawn after the text: they
// are no part of it.
func (o *ops) decorate(p *para, glyphs []glyphAt, y length) {
	for i := 0; i < len(glyphs); {
		end := i + 1
		for end < len(glyphs) && glyphs[end].ink == glyphs[i].ink {
			end++
		}
		if in := &p.inks[glyphs[i].ink]; in.empty {
			last := end - 1
			for last > i && glyphs[last].r == ' ' { // the space behind the box
				last--
			}
			x0, x1, size := glyphs[i].x, glyphs[last].x+glyphs[last].advance, in.size
			o.after = append(o.after, func(o *ops) { o.frame(x0-point, y-size*90/100, x1-x0+2*point, size*122/100) })
		}
		i = end
	}
	for i := range glyphs {
		g := &glyphs[i]
		in := &p.inks[g.ink]
		if in.box == '☑' && string(g.r) == boxChar {
			x, size := g.x, in.size
			o.after = append(o.after, func(o *ops) { o.tick(x, y, size) })
		}
		if in.style&doc.Strike != 0 && (g.r != ' ' || i+1 < len(glyphs) && p.inks[glyphs[i+1].ink].style&doc.Strike != 0) {
			x0, x1, up := g.x, g.x+g.advance, y-in.size*30/100
			if i+1 < len(glyphs) && p.inks[glyphs[i+1].ink].style&doc.Strike != 0 {
				x1 = max(x1, glyphs[i+1].x)
			}
			o.after = append(o.after, func(o *ops) { o.rect(x0, up, x1-x0, in.size*5/100, 0) })
		}
		if in.style&doc.Emph != 0 && p.tag.CJK() && emphasized(g.r) {
			x, at := g.x+g.advance/2, y+in.size*22/100
			if p.tag == lang.Ko {
				at = y - in.size*98/100
			}
			o.after = append(o.after, func(o *ops) {
				o.str("0 g ")
				o.dot(x, at, in.size*65/1000)
			})
		}
	}
}

// emphasized reports whether emphasis puts a dot at the character: at Han,
// kana and Hangul, not at marks (W3C CLREQ 3.4.2, KLREQ 4.2).
func emphasized(r rune) bool {
	c := classOf(r, shape{face: -1})
	return c == classHangul || c == classHan
}
