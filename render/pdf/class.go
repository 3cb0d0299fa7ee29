package pdf

import (
	"strings"
	"unicode"
)

// class is what a character is to the rules of spacing and line breaking
// (W3C Requirements for Chinese Text Layout, section 3.1; for Hangul Text
// Layout, section 3).
type class uint8

// The classes. Those from classOpen to classMid are full-width marks with a
// blank half; a mark that the font draws narrower is classOther.
const (
	classOther    class = iota // punctuation and symbols of Western text
	classLetter                // letters of alphabetic scripts
	classDigit                 //
	classHan                   // ideographs, kana, bopomofo, other full-width characters
	classHangul                // syllables and letters
	classOpen                  // 「『《（
	classClose                 // 」』》）
	classComma                 // 、，；：
	classStop                  // 。．
	classExclaim               // ！？
	classMid                   // · ‧ ・
	classDash                  // — drawn full-width
	classEllipsis              // … drawn full-width
)

const (
	openMarks  = "「『《〈（【〔〖［｛“‘〝｟"
	closeMarks = "」』》〉）】〕〗］｝”’〞〟｠"
	commaMarks = "、，；：﹐﹑﹔﹕"
	stopMarks  = "。．｡﹒"
	exclaims   = "！？﹗﹖"
	midMarks   = "·‧・•"
)

// notStart are characters that never begin a line of Chinese or Japanese, and
// notEnd those that never end one.
const (
	notStart = closeMarks + commaMarks + stopMarks + exclaims + "·‧・％‰℃～﹏々ゝゞーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ!%),.:;?]}’”»›"
	notEnd   = openMarks + "＄￥￡￦＃№([{«‹"
)

// classOf tells a character's class. Marks that Western and Chinese text
// share (“ ” … — ·) are full-width when the font draws them so.
func classOf(r rune, s shape) class {
	switch {
	case r < 0x80:
		return asciiClass(r)
	case r >= 0xAC00 && r <= 0xD7A3, r >= 0x1100 && r <= 0x11FF, r >= 0x3130 && r <= 0x318F,
		r >= 0xA960 && r <= 0xA97F, r >= 0xD7B0 && r <= 0xD7FF:
		return classHangul
	}
	if s.advance >= 900 || s.face < 0 && wide(r) {
		return wideClass(r)
	}
	switch {
	case unicode.IsLetter(r), unicode.IsMark(r):
		return classLetter
	case unicode.IsDigit(r), unicode.In(r, unicode.No):
		return classDigit
	}
	return classOther
}

func asciiClass(r rune) class {
	switch {
	case r >= '0' && r <= '9':
		return classDigit
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return classLetter
	}
	return classOther
}

func wideClass(r rune) class {
	switch {
	case strings.ContainsRune(openMarks, r):
		return classOpen
	case strings.ContainsRune(closeMarks, r):
		return classClose
	case strings.ContainsRune(commaMarks, r):
		return classComma
	case strings.ContainsRune(stopMarks, r):
		return classStop
	case strings.ContainsRune(exclaims, r):
		return classExclaim
	case strings.ContainsRune(midMarks, r):
		return classMid
	case r == '—' || r == '―' || r == '⸺':
		return classDash
	case r == '…' || r == '⋯':
		return classEllipsis
	case wide(r):
		return classHan
	case unicode.IsLetter(r): // W and the like in a wide Latin font
		return classLetter
	}
	return classOther
}

// wide reports whether a character stands on the full-width grid.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x2E80 && r <= 0x33FF || r >= 0x31A0 && r <= 0x31BF ||
		r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF01 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6 ||
		r >= 0x20000 && r <= 0x3FFFF || r >= 0x2460 && r <= 0x24FF
}

// cjk reports whether the class stands on the full-width grid or is Hangul.
func (c class) cjk() bool { return c >= classHan }

// mark reports whether the class is full-width punctuation with blank halves.
func (c class) mark() bool { return c >= classOpen && c <= classMid }

// han reports whether a quarter em parts the class from Western letters.
func (c class) han() bool { return c == classHan }

// western reports whether a quarter em parts the class from ideographs.
func (c class) western() bool { return c == classLetter || c == classDigit }

// trims are the blanks of a full-width mark that spacing may take away before
// and after its ink, in 1/1000 em; together half an em at most. They are read
// off the glyph: marks sit in the middle of their square in Taiwan and Hong
// Kong, at its lower left on the mainland. Centred marks give from both sides
// alike. Centred ！ and ？ are fixed.
func trims(c class, s shape) (lead, trail int) {
	if !c.mark() || s.right <= s.left {
		return 0, 0
	}
	before, after := int(s.left), int(s.advance-s.right)
	switch {
	case c == classOpen:
		return min(max(before, 0), 500), 0
	case c == classClose:
		return 0, min(max(after, 0), 500)
	case before >= 150 && after >= 150: // centred
		if c == classExclaim {
			return 0, 0
		}
		return min(before, 250), min(after, 250)
	}
	return 0, min(max(after, 0), 500)
}
