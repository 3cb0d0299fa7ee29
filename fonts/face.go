package fonts

import (
	"slices"
	"sync"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/fonts/internal/truetype"
)

// font is a font that is opened when first needed. Its faces are made with it,
// so that equal questions get equal pointers.
type font struct {
	name  string // PostScript name
	path  string // of a font the user gave
	bold  bool   // the outlines are bold
	load  func() (*truetype.Font, error)
	once  sync.Once
	tt    *truetype.Font
	err   error
	plain Face
	stout Face // the same, to be thickened
}

func newFont(name string, bold bool, load func() (*truetype.Font, error)) *font {
	f := &font{name: name, bold: bold, load: load}
	f.plain.font, f.stout.font, f.stout.synthetic = f, f, true
	return f
}

// open gives the opened font. After an error (the program is damaged) it is a
// font without characters, and the error comes out of Subset.
func (f *font) open() *truetype.Font {
	f.once.Do(func() {
		if f.tt, f.err = f.load(); f.err != nil {
			f.tt = &truetype.Font{UnitsPerEm: 1000}
		}
	})
	return f.tt
}

func (f *font) has(r rune) bool { return f.open().Cmap.Glyph(r) != 0 }

// face gives the font in a style, thickened when the style is bold and the
// font is not.
func (f *font) face(style Style) *Face {
	if style.Bold() && !f.bold {
		return &f.stout
	}
	return &f.plain
}

// Face is a font in the style that a run asked for.
type Face struct {
	font      *font
	synthetic bool
}

// Name is the PostScript name of the font, such as NotoSerifTC-Regular. Two
// faces with one name share their outlines and widths, so one subset serves
// both, synthetic bold or not.
func (f *Face) Name() string { return f.font.name }

// User reports whether the user gave the font (Set.Add, Set.Prefer).
func (f *Face) User() bool { return f.font.path != "" }

// Has reports whether the font has a glyph for the character.
func (f *Face) Has(r rune) bool { return f.font.has(r) }

// Advance is the width of the character in 1/1000 em, 0 when it has no glyph.
func (f *Face) Advance(r rune) int {
	tt := f.font.open()
	id := tt.Cmap.Glyph(r)
	if id == 0 {
		return 0
	}
	return scale(int(tt.Advances[id]), tt.UnitsPerEm)
}

// Ink is the horizontal extent of the character's outline from its origin,
// in 1/1000 em; ok is false for a blank or missing glyph. Full-width
// punctuation has its blank half outside of it.
func (f *Face) Ink(r rune) (left, right int, ok bool) {
	tt := f.font.open()
	id := tt.Cmap.Glyph(r)
	if id == 0 {
		return 0, 0, false
	}
	g, err := tt.Outlines.Glyph(id)
	if err != nil || g.Blank() {
		return 0, 0, false
	}
	shift := int(g.Bearing)
	return scale(int(g.Box.MinX)+shift, tt.UnitsPerEm), scale(int(g.Box.MaxX)+shift, tt.UnitsPerEm), true
}

// Ascent is the font's typographic ascender (OS/2 sTypoAscender) in 1/1000
// em: for the Han and Hangul fonts the top of the em box, 880.
func (f *Face) Ascent() int { return f.signed(68) }

// Descent is the font's typographic descender (OS/2 sTypoDescender) in 1/1000
// em, as a positive number: for the Han and Hangul fonts 120.
func (f *Face) Descent() int { return -f.signed(70) }

// CapHeight is the height of flat capitals (OS/2 sCapHeight), in 1/1000 em.
func (f *Face) CapHeight() int { return f.signed(88) }

// signed reads a 16-bit value of the table OS/2, in 1/1000 em.
func (f *Face) signed(at int) int {
	tt := f.font.open()
	if at+2 > len(tt.OS2) {
		return 0
	}
	return scale(int(int16(uint16(tt.OS2[at])<<8|uint16(tt.OS2[at+1]))), tt.UnitsPerEm)
}

// scale turns font units into 1/1000 em, rounded to the nearest.
func scale(v, unitsPerEm int) int {
	if unitsPerEm == 1000 {
		return v
	}
	if v < 0 {
		return -scale(-v, unitsPerEm)
	}
	return (v*1000 + unitsPerEm/2) / unitsPerEm
}

// Synthetic reports that bold was asked for and the font has only regular
// outlines: the renderer thickens them with a stroke. (Italic asked of a Han
// or Hangul font is simply upright: those scripts have no italic.)
func (f *Face) Synthetic() bool { return f.synthetic }

// Subset is a TrueType font that holds just the glyphs of some characters, for
// fpdf's AddUTF8FontFromBytes.
type Subset struct {
	// Data is the font file. Its cmap is of format 4 and so has characters of
	// the Basic Multilingual Plane only. The caller owns the bytes.
	Data []byte
	// Code says under which code point the font has each character asked for:
	// its own, or for one beyond U+FFFF a private-use code point from U+E000
	// that stands for it in this subset.
	Code map[rune]rune
}

// Subset cuts the font down to the glyphs of the characters. Characters that
// the font lacks are left out of Code. Equal sets of characters give equal
// bytes, in whatever order. The fault fonts.outline means that an outline is
// damaged, fonts.full that a cmap of format 4 cannot hold the characters: some
// 8,000 stretches of neighbours, or 6,400 characters beyond U+FFFF.
func (f *Face) Subset(runes []rune) (*Subset, error) {
	chars := f.chars(runes)
	out := &Subset{Code: make(map[rune]rune, len(chars))}
	for _, m := range chars {
		if m.Rune <= 0xFFFF {
			out.Code[m.Rune] = m.Rune
		}
	}
	next := rune(privateFirst)
	for i, m := range chars {
		if m.Rune <= 0xFFFF {
			continue
		}
		for ; next <= privateLast; next++ {
			if _, taken := out.Code[next]; !taken {
				break
			}
		}
		if next > privateLast {
			return nil, f.full()
		}
		out.Code[m.Rune], chars[i].Rune = next, next
		next++
	}
	cut, err := f.cut(chars)
	if err != nil {
		return nil, err
	}
	if !cut.Basic() {
		return nil, f.full()
	}
	out.Data = cut.SFNT()
	return out, nil
}

func (f *Face) full() error { return fault.New("fonts.full", f.font.path, "Font", f.font.name) }

// The private-use area of the Basic Multilingual Plane.
const (
	privateFirst = 0xE000
	privateLast  = 0xF8FF
)

// WebFont cuts the font down to the glyphs of the characters for @font-face,
// under their own code points. format is the word for CSS's format(): "woff2".
func (f *Face) WebFont(runes []rune) (data []byte, format string, err error) {
	cut, err := f.cut(f.chars(runes))
	if err != nil {
		return nil, "", err
	}
	data, err = cut.WOFF2()
	return data, "woff2", err
}

// chars lists those of the characters that the font has, ascending, once.
func (f *Face) chars(runes []rune) []truetype.Mapping {
	sorted := slices.Clone(runes)
	slices.Sort(sorted)
	cmap := f.font.open().Cmap
	var out []truetype.Mapping
	for _, r := range slices.Compact(sorted) {
		if id := cmap.Glyph(r); id != 0 {
			out = append(out, truetype.Mapping{Rune: r, Glyph: id})
		}
	}
	return out
}

func (f *Face) cut(chars []truetype.Mapping) (*truetype.Cut, error) {
	tt := f.font.open()
	err := f.font.err
	if err == nil {
		var cut *truetype.Cut
		if cut, err = tt.Cut(chars); err == nil {
			return cut, nil
		}
	}
	return nil, fault.New("fonts.outline", f.font.path, "Font", f.font.name).Because(err)
}
