// Package fonts has the fonts that editions are set in: Noto Serif for
// Traditional Chinese, Simplified Chinese, Korean and Latin, and Noto Sans Mono
// for code, embedded in the program, with their coverage, widths, and subsets
// for PDF and web pages.
//
// A renderer asks Choose for the face of every character, by the language of
// the run that it stands in; measures with Face.Advance; and at the end asks
// each face that it used for a Subset (PDF) or a WebFont (HTML). Fonts are
// opened when first needed, once a process, and only the chunks that hold the
// outlines of a subset are ever unpacked. All functions are safe for
// concurrent use.
//
// There is no bold of the Han and Hangul fonts: each would add 5 to 9 MB to
// the program. Face.Synthetic tells a renderer to thicken the regular one.
//
// Text is looked up character by character, without shaping: it should be in
// Unicode normalization form C, or combining marks and conjoining jamo stand
// beside their bases.
package fonts

import (
	"strconv"
	"unicode"

	"github.com/duizhao/duizhao/lang"
)

// Style is the style that a run asks for: a set of bits.
type Style int

// Styles.
const (
	Regular Style = 0
	Bold    Style = 1 << (iota - 1)
	Italic
	Mono // code: letters and signs of one width, the rest as elsewhere

	BoldItalic = Bold | Italic
)

// Bold reports whether the style has the bit Bold.
func (s Style) Bold() bool { return s&Bold != 0 }

// Italic reports whether the style has the bit Italic.
func (s Style) Italic() bool { return s&Italic != 0 }

// Mono reports whether the style has the bit Mono.
func (s Style) Mono() bool { return s&Mono != 0 }

// Set is the embedded fonts together with fonts that the user gave. The zero
// value has the embedded ones only. Adding fonts and asking for them at the
// same time is not safe; asking from many goroutines is.
type Set struct {
	prefer   []preferred
	fallback []*font
}

type preferred struct {
	tag  lang.Tag
	font *font
}

// order says which embedded fonts are asked for a run of a language, and in
// which order. The trimming of the fonts (gen/recipe.go) makes the order
// right for every character: the Chinese fonts have no Latin letters and the
// Korean one no Western punctuation; the Simplified Chinese one has only what
// the Traditional one lacks or draws differently, and so comes before it in
// Simplified text and behind it elsewhere. The font for code is the last, for
// signs that only it has; in code it comes before all others.
func order(tag lang.Tag) []family {
	switch tag {
	case lang.ZhHant:
		return []family{serifTC, serifSC, serifJP, latin, serifKR, mono}
	case lang.ZhHans:
		return []family{serifSC, serifTC, serifJP, latin, serifKR, mono}
	case lang.Ko:
		return []family{serifKR, latin, serifTC, serifSC, serifJP, mono}
	case "ja":
		return []family{serifJP, serifSC, serifTC, latin, serifKR, mono}
	}
	return []family{latin, serifTC, serifSC, serifJP, serifKR, mono}
}

// Cascade lists the faces for a run of the language in the style, in the order
// in which they are asked for a character: in code the font for it, then fonts
// preferred for the language, the language's own font, the others, then the
// fonts added with Add.
func (s *Set) Cascade(tag lang.Tag, style Style) []*Face {
	var out []*Face
	if style.Mono() {
		out = append(out, mono.face(style))
	}
	for _, p := range s.prefer {
		if p.tag == tag || p.tag == lang.Und {
			out = append(out, p.font.face(style))
		}
	}
	for _, family := range order(tag) {
		out = append(out, family.face(style))
	}
	for _, f := range s.fallback {
		out = append(out, f.face(style))
	}
	return out
}

// Choose gives the first face of the cascade that has the character, or nil
// when none has.
//
// Punctuation that Chinese and Western fonts draw differently (“ ” ‘ ’ … — ·)
// comes from the Chinese font, full-width, in Chinese runs, and from the Latin
// font elsewhere; Latin letters and digits come from the Latin font everywhere.
func (s *Set) Choose(tag lang.Tag, style Style, r rune) *Face {
	if style.Mono() && mono.regular.has(r) {
		return mono.face(style)
	}
	for _, p := range s.prefer {
		if (p.tag == tag || p.tag == lang.Und) && p.font.has(r) {
			return p.font.face(style)
		}
	}
	for _, family := range order(tag) {
		if f := family.face(style); f.Has(r) {
			return f
		}
	}
	for _, f := range s.fallback {
		if f.has(r) {
			return f.face(style)
		}
	}
	return nil
}

// Add puts a TrueType file behind the embedded fonts: it is asked for
// characters that none of them has. Only TrueType outlines are taken; the
// fault says what else the file is.
func (s *Set) Add(path string) error {
	f, err := s.open(path)
	if err == nil {
		s.fallback = append(s.fallback, f)
	}
	return err
}

// Prefer puts a TrueType file before the embedded fonts for runs of a
// language (lang.Und: of every language), behind those preferred earlier.
func (s *Set) Prefer(tag lang.Tag, path string) error {
	f, err := s.open(path)
	if err == nil {
		s.prefer = append(s.prefer, preferred{tag, f})
	}
	return err
}

// open opens the user's next font. Its number in the name keeps it apart from
// an embedded font of the same name, and from the user's others.
func (s *Set) open(path string) (*font, error) {
	return openUser(path, "-User"+strconv.Itoa(1+len(s.prefer)+len(s.fallback)))
}

var embedded Set

// Cascade is Set.Cascade of the embedded fonts.
func Cascade(tag lang.Tag, style Style) []*Face { return embedded.Cascade(tag, style) }

// Choose is Set.Choose of the embedded fonts.
func Choose(tag lang.Tag, style Style, r rune) *Face { return embedded.Choose(tag, style, r) }

// Ignorable reports whether a character is never drawn and so needs no glyph:
// Unicode's derived property Default_Ignorable_Code_Point (variation
// selectors, joiners, soft hyphen, word joiner, byte order mark and the like).
func Ignorable(r rune) bool {
	switch {
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	case !unicode.Is(unicode.Cf, r):
		return false
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0x13430 && r <= 0x13440:
		return false
	}
	return !unicode.Is(unicode.White_Space, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}
