package fonts

type font struct{}

// Face is a font in the style that a run asked for.
type Face struct {
	font      *font
	synthetic bool
}

// Name is the PostScript name of the font, such as NotoSerifTC-Regular. Two
// faces with one name share their outlines and widths, so one subset serves
// both, synthetic bold or not.
func (f *Face) Name() string { return "" }

// Has reports whether the font has a glyph for the character.
func (f *Face) Has(r rune) bool { return false }

// Advance is the width of the character in 1/1000 em, 0 when it has no glyph.
func (f *Face) Advance(r rune) int { return 0 }

// Ink is the horizontal extent of the character's outline from its origin,
// in 1/1000 em; ok is false for a blank or missing glyph. Full-width
// punctuation has its blank half outside of it.
func (f *Face) Ink(r rune) (left, right int, ok bool) { return 0, 0, false }

// Ascent is the height of the font's line above the baseline, in 1/1000 em.
func (f *Face) Ascent() int { return 0 }

// Descent is the depth of the font's line below the baseline, in 1/1000 em,
// as a positive number.
func (f *Face) Descent() int { return 0 }

// CapHeight is the height of flat capitals, in 1/1000 em.
func (f *Face) CapHeight() int { return 0 }

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
// the font lacks are left out of Code.
func (f *Face) Subset(runes []rune) (*Subset, error) { return nil, nil }

// WebFont cuts the font down to the glyphs of the characters for @font-face,
// under their own code points. format is the word for CSS's format(): "woff2".
func (f *Face) WebFont(runes []rune) (data []byte, format string, err error) { return nil, "", nil }
