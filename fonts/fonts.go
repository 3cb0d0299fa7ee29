// Package fonts has the serif fonts that editions are set in: Noto Serif for
// Traditional Chinese, Simplified Chinese, Korean and Latin, embedded in the
// program, with their coverage, widths, and subsets for PDF and web pages.
//
// A renderer asks Choose for the face of every character, by the language of
// the run that it stands in; measures with Face.Advance; and at the end asks
// each face that it used for a Subset (PDF) or a WebFont (HTML). Fonts are
// opened when first needed, once a process, and only the outlines that a
// subset holds are ever unpacked. All functions are safe for concurrent use.
package fonts

import "github.com/duizhao/duizhao/lang"

// Style is the style that a run asks for.
type Style int

// Styles.
const (
	Regular Style = iota
	Bold
	Italic
	BoldItalic
)

// Bold reports whether the style is Bold or BoldItalic.
func (s Style) Bold() bool { return s == Bold || s == BoldItalic }

// Italic reports whether the style is Italic or BoldItalic.
func (s Style) Italic() bool { return s == Italic || s == BoldItalic }

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

// Cascade lists the faces for a run of the language in the style, in the order
// in which they are asked for a character: fonts preferred for the language,
// the language's own font, the others, then the fonts added with Add.
func (s *Set) Cascade(tag lang.Tag, style Style) []*Face { return nil }

// Choose gives the first face of the cascade that has the character, or nil
// when none has.
//
// Punctuation that Chinese and Western fonts draw differently (“ ” ‘ ’ … — ·)
// comes from the Chinese font, full-width, in Chinese runs, and from the Latin
// font elsewhere; Latin letters and digits come from the Latin font everywhere.
func (s *Set) Choose(tag lang.Tag, style Style, r rune) *Face { return nil }

// Add puts a TrueType file behind the embedded fonts: it is asked for
// characters that none of them has.
func (s *Set) Add(path string) error { return nil }

// Prefer puts a TrueType file before the embedded fonts for runs of a
// language (lang.Und: of every language).
func (s *Set) Prefer(tag lang.Tag, path string) error { return nil }

var embedded Set

// Cascade is Set.Cascade of the embedded fonts.
func Cascade(tag lang.Tag, style Style) []*Face { return embedded.Cascade(tag, style) }

// Choose is Set.Choose of the embedded fonts.
func Choose(tag lang.Tag, style Style, r rune) *Face { return embedded.Choose(tag, style, r) }

// Ignorable reports whether a character is never drawn and needs no glyph:
// Unicode's Default_Ignorable_Code_Point (variation selectors, joiners, soft
// hyphen, word joiner, byte order mark).
func Ignorable(r rune) bool { return false }
