package read

import (
	"unicode"

	"golang.org/x/text/width"
)

// wide reports whether a character is set in a full-width cell.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case 0x4E00 <= r && r <= 0x9FFF, 0xAC00 <= r && r <= 0xD7A3:
		return true
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianHalfwidth:
		return true
	}
	return false
}

// tight reports whether a line end between the two characters stands for
// nothing. The rule is that of CSS Text 3, section 4.1.3: both are wide and
// neither is Hangul. Beside a wide character, quotation marks and dashes of
// ambiguous width count as wide too, as they do in Chinese; and full-width
// punctuation, which has its own space, wants none beside a Latin word either.
func tight(before, after rune) bool {
	if unicode.Is(unicode.Hangul, before) || unicode.Is(unicode.Hangul, after) {
		return false
	}
	a, b := wide(before), wide(after)
	return a && b || a && (ambiguous(after) || unicode.IsPunct(before)) || b && (ambiguous(before) || unicode.IsPunct(after))
}

func ambiguous(r rune) bool {
	return width.LookupRune(r).Kind() == width.EastAsianAmbiguous && unicode.IsPunct(r)
}

// columns is the width of a text in terminal cells.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case wide(r):
			n += 2
		case r < 0x300 || !unicode.Is(unicode.Mn, r):
			n++
		}
	}
	return n
}
