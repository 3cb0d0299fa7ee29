package unit

import (
	"unicode"
	"unicode/utf8"
)

func decode(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// isDigit reports whether c is a figure, in half or full width.
func isDigit(c rune) bool { return c >= '0' && c <= '9' || c >= '\uff10' && c <= '\uff19' }

// IsHan reports whether c is a Chinese character.
func IsHan(c rune) bool {
	return c >= 0x4e00 && c <= 0x9fff || c >= 0x3400 && c <= 0x4dbf || c == 0x3007 ||
		c >= 0xf900 && c <= 0xfaff || c >= 0x20000 && c <= 0x323af
}

// IsHangul reports whether c is a precomposed Korean syllable.
func IsHangul(c rune) bool { return c >= 0xac00 && c <= 0xd7a3 }

func isCJK(c rune) bool {
	return IsHan(c) || IsHangul(c) || c >= 0x3040 && c <= 0x30ff || c >= 0x1100 && c <= 0x11ff || c >= 0x3130 && c <= 0x318f
}

// isLatin reports whether c is a letter outside the East Asian scripts.
func isLatin(c rune) bool {
	return c < 0x80 && c >= 'A' && unicode.IsLetter(c) || c >= 0xaa && unicode.IsLetter(c) && !isCJK(c)
}
