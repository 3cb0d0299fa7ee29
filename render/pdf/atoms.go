package pdf

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
	"golang.org/x/text/unicode/norm"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

// ink is how a stretch of a paragraph is drawn.
type ink struct {
	style    doc.Style
	size     length
	rise     length // above the baseline
	link     string // destination as written, "" for none
	note     string // label of the footnote that it refers to
	omission bool   // the mark of an omission
	empty    bool   // the box of a sentence that is not translated yet
	box      rune   // the box of a task: the character that says so, 0 for none
	missing  rune   // the character that no font has and that stands here as its number
	sentence int
}

// glyph is one drawn character.
type glyph struct {
	r         rune
	face      int16
	synthetic bool
	ink       int32 // index into para.inks
	at        int32 // of its character in the block's text, in bytes
	advance   length
}

// atom is what a line never divides: a Han character with its neighbours in
// mind, a syllable of a Western word, a Korean word.
type atom struct {
	from, to    int32 // in para.glyphs
	at          int32 // where it begins in the block's text, in bytes
	width       length
	lead, trail length // blanks that go at a line's beginning, may go at its end
	first, last class
	turn        length // of code: how far in a line stands that begins here in the middle of a line of the text
	gap         gap    // to the next atom
}

// para is a paragraph ready to be broken into lines.
type para struct {
	tag    lang.Tag
	size   length
	inks   []ink
	glyphs []glyph
	atoms  []atom
	hyphen glyph  // what a divided word gets at the line's end
	end    int32  // where the text ends, in bytes
	expand bool   // Western text: letters may widen and narrow by a hair
	ragged bool   // lines keep their natural width
	title  bool   // lines end by the sense where they can
	space  length // of a word space
}

// char is a character of the text with its place.
type char struct {
	r   rune
	at  int32
	ink int32
}

// setter makes paragraphs of one column.
type setter struct {
	tag     lang.Tag
	faces   *faces
	hyphens hyphenator // nil for none
	notes   *notes     // of the column's document
	missing func(r rune, sentence int)
	empty   string // what stands in an empty place of a draft
}

// textStyle is how a block's text is set before its inline styles.
type textStyle struct {
	size     length
	bold     bool
	italic   bool
	ragged   bool
	title    bool
	verbatim bool // code: white space is kept as it is, words are not hyphenated
}

// fontStyle turns inline styles into the font's style.
func (s textStyle) fontStyle(inline doc.Style) fonts.Style {
	out := fonts.Regular
	if s.bold || inline&doc.Strong != 0 {
		out |= fonts.Bold
	}
	if s.italic || inline&doc.Emph != 0 {
		out |= fonts.Italic
	}
	if s.verbatim || inline&doc.Mono != 0 {
		out |= fonts.Mono
	}
	return out
}

// para makes a paragraph of pieces.
func (t *setter) para(pieces []render.Piece, style textStyle) *para {
	p := &para{tag: t.tag, size: style.size, expand: (!t.tag.CJK() || t.tag == lang.Ko) && !style.verbatim, ragged: style.ragged, title: style.title}
	chars := t.chars(p, pieces, style)
	t.atomize(p, chars, style)
	return p
}

// chars unrolls pieces into characters; runs of white space become one space,
// hard line breaks a line feed, and none stands at either end.
func (t *setter) chars(p *para, pieces []render.Piece, style textStyle) []char {
	var out []char
	for _, piece := range pieces {
		p.end = int32(piece.Span.End)
		in := ink{style: piece.Style &^ doc.Break, size: style.size, link: piece.Link, sentence: piece.Sentence}
		if in.style&doc.Mono != 0 && !style.verbatim { // letters of one width look larger
			in.size = style.size * 88 / 100
		}
		text := piece.Text
		if piece.Note != "" {
			in.note, in.size, in.rise = piece.Note, style.size*62/100, style.size*36/100
			text = t.notes.number(piece.Note)
		}
		if in.box = said(piece.Mark); in.box != 0 {
			in.size = style.size * 85 / 100
		}
		if in.omission = piece.Mark == omissionPiece; in.omission {
			in.size = style.size * 85 / 100
		}
		if in.empty = piece.Empty; in.empty { // the spaces keep the box's frame off its neighbours
			in.size, in.style, in.link = style.size*82/100, 0, ""
			text = "\u00A0" + t.empty + "\u00A0"
		}
		index := int32(len(p.inks))
		p.inks = append(p.inks, in)
		inText := len(text) == piece.Span.Len()
		for i, r := range text {
			at := int32(piece.Span.Start)
			if inText {
				at += int32(i)
			}
			out = appendChar(out, char{r, at, index}, piece.Style&doc.Break != 0, style.verbatim)
		}
	}
	for len(out) > 0 && (out[len(out)-1].r == ' ' || out[len(out)-1].r == '\n') {
		out = out[:len(out)-1]
	}
	return out
}

func appendChar(out []char, c char, lineBreak, verbatim bool) []char {
	last := rune('\n')
	if n := len(out); n > 0 {
		last = out[n-1].r
	}
	switch {
	case c.r == '\r', c.r == utf8BOM:
		return out
	case c.r == '\n' && (lineBreak || verbatim), c.r == '\u2028':
		if len(out) == 0 && !verbatim {
			return out
		}
		if last == ' ' && !verbatim {
			out = out[:len(out)-1]
		}
		c.r = '\n'
	case c.r == '\t' && verbatim:
		c.r = ' '
		return append(out, c, c, c, c)
	case c.r == ' ' && verbatim:
	case c.r == '\t', c.r == '\n', c.r == ' ', c.r == '\v', c.r == '\f':
		if last == ' ' || last == '\n' {
			return out
		}
		c.r = ' '
	case unicode.IsControl(c.r):
		return out
	}
	return append(out, c)
}

const utf8BOM = '\uFEFF'

// atomize cuts characters into atoms and measures them.
func (t *setter) atomize(p *para, chars []char, style textStyle) {
	if len(chars) == 0 {
		return
	}
	runes := make([]rune, len(chars))
	for i, c := range chars {
		runes[i] = c.r
	}
	may := opportunities(runes)
	var hyphens []int32
	if t.hyphens != nil && !style.verbatim {
		hyphens = t.hyphenPoints(chars)
	}
	b := atomizer{setter: t, p: p, style: style, chars: chars}
	b.measureSpaces()
	for i := 0; i < len(chars); {
		end := i + 1
		for end < len(chars) && !may[end].grapheme {
			end++
		}
		b.cluster(i, end)
		flags := breakFlags{}
		if end < len(chars) {
			flags.uax = may[end].line
		}
		if hyphens != nil && end < len(chars) && p.inks[chars[end].ink].style&doc.Mono == 0 {
			flags.hyphen = hyphens[end]
		}
		if chars[i].r == '\u00AD' && !style.verbatim {
			flags.hyphen = costHyphen
		}
		b.flags = flags
		i = end
	}
	b.finish()
}

// opportunity says what may happen before a character.
type opportunity struct{ line, grapheme bool }

// opportunities asks UAX #14 and UAX #29.
func opportunities(runes []rune) []opportunity {
	out := make([]opportunity, len(runes)+1)
	var s segmenter.Segmenter
	s.Init(runes)
	for it := s.LineIterator(); it.Next(); {
		l := it.Line()
		out[l.Offset+len(l.Text)].line = true
	}
	for it := s.GraphemeIterator(); it.Next(); {
		g := it.Grapheme()
		out[g.Offset].grapheme = true
	}
	return out
}

// atomizer is the state of cutting one paragraph.
type atomizer struct {
	*setter
	p     *para
	style textStyle
	chars []char
	flags breakFlags // of the place after the last cluster
	space gapSpace   // white space since the last cluster
	open  bool       // an atom is under way: the last of p.atoms
}

// cluster adds the characters [i, end), which belong together.
func (b *atomizer) cluster(i, end int) {
	if c := b.chars[i]; end-i == 1 {
		switch {
		case c.r == '\n':
			b.newline(c)
			return
		case unicode.IsSpace(c.r):
			b.addSpace(c)
			return
		}
	}
	if end-i > 1 {
		if composed := compose(b.chars[i:end]); composed != nil {
			b.drawn(composed)
			return
		}
	}
	b.drawn(b.chars[i:end])
}

// compose gives the canonical composition of a cluster when it has combining
// marks or conjoining jamo, which our fonts hold only composed. Single
// characters stay what they are: normalization would change compatibility
// ideographs.
func compose(chars []char) []char {
	var s strings.Builder
	for _, c := range chars {
		if !fonts.Ignorable(c.r) {
			s.WriteRune(c.r)
		}
	}
	var out []char
	for _, r := range norm.NFC.String(s.String()) {
		out = append(out, char{r, chars[0].at, chars[0].ink})
	}
	return out
}

// drawn adds a cluster of characters that are not white space.
func (b *atomizer) drawn(chars []char) {
	var first, last class
	var glyphs []glyph
	var lead, trail length
	for _, c := range chars {
		if fonts.Ignorable(c.r) {
			if c.r == '\u200B' {
				b.flags.uax = true
			}
			continue
		}
		in := &b.p.inks[c.ink]
		s := b.faces.shape(b.tag, b.style.fontStyle(in.style), c.r)
		if s.face < 0 {
			glyphs = append(glyphs, b.absent(c)...)
			first, last = classOther, classOther
			continue
		}
		k := classOf(c.r, s)
		if in.note != "" {
			k = classOther
		}
		if len(glyphs) == 0 {
			first = k
			l, t := trims(k, s)
			lead, trail = em(l, in.size), em(t, in.size)
		}
		last = k
		b.faces.use(s.face, c.r)
		glyphs = append(glyphs, glyph{r: c.r, face: s.face, synthetic: s.synthetic, ink: c.ink, at: c.at, advance: em(int(s.advance), in.size)})
	}
	if len(glyphs) > 0 {
		b.place(chars[0], glyphs, first, last, lead, trail)
	}
}

// absent reports a character that no font has and gives what stands in its
// place: its number, small, in brackets.
func (b *atomizer) absent(c char) []glyph {
	in := b.p.inks[c.ink]
	if b.missing != nil {
		b.missing(c.r, in.sentence)
	}
	in.missing, in.size = c.r, in.size*68/100
	index := int32(len(b.p.inks))
	b.p.inks = append(b.p.inks, in)
	var out []glyph
	for _, r := range codePoint(c.r) {
		s := b.faces.shape(lang.En, fonts.Regular, r)
		if s.face < 0 {
			continue
		}
		b.faces.use(s.face, r)
		out = append(out, glyph{r: r, face: s.face, ink: index, at: c.at, advance: em(int(s.advance), in.size)})
	}
	return out
}

// place puts a cluster into the atom under way, or begins a new one.
func (b *atomizer) place(c char, glyphs []glyph, first, last class, lead, trail length) {
	n := len(b.p.atoms)
	if b.open {
		prev := &b.p.atoms[n-1]
		joined := !prev.last.cjk() && !first.cjk() && b.space == (gapSpace{}) && !b.flags.uax && b.flags.hyphen == 0 &&
			b.p.glyphs[prev.to-1].ink == glyphs[0].ink && !(b.style.verbatim && b.p.glyphs[prev.to-1].r == ' ' && glyphs[0].r != ' ')
		if joined {
			for _, g := range glyphs {
				prev.width += g.advance
			}
			b.p.glyphs = append(b.p.glyphs, glyphs...)
			prev.to, prev.last = int32(len(b.p.glyphs)), last
			return
		}
	}
	a := atom{from: int32(len(b.p.glyphs)), at: c.at, first: first, last: last, lead: lead, trail: trail}
	b.p.glyphs = append(b.p.glyphs, glyphs...)
	a.to = int32(len(b.p.glyphs))
	for _, g := range glyphs {
		a.width += g.advance
	}
	if b.open {
		b.between(&b.p.atoms[n-1], &a)
	}
	b.p.atoms = append(b.p.atoms, a)
	b.open, b.space = true, gapSpace{}
}
