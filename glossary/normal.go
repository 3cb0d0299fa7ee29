package glossary

import (
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
)

// normal is a text as the automaton reads it: lower case, half width, one
// kind of apostrophe and hyphen, no space where the language does not count
// it; at[i] is the byte offset of rune i, at[len(runes)] the end of the last.
type normal struct {
	runes []rune
	at    []int32
	ends  []int32
	hits  []Hit // room for what is found
}

// normalize fills n from text. It is the same for patterns and for texts.
func (n *normal) normalize(tag lang.Tag, text string) {
	n.runes, n.at, n.ends = n.runes[:0], n.at[:0], n.ends[:0]
	space := -1 // where a run of white space began, not yet decided on
	for i, size := 0, 0; i < len(text); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(text[i:])
		r = plain(r)
		switch {
		case r == 0: // soft hyphen, zero-width space
			continue
		case r == ' ':
			if space < 0 {
				space = i
			}
			continue
		}
		if space >= 0 && len(n.runes) > 0 && keepsSpace(tag, n.runes[len(n.runes)-1], r) {
			n.add(' ', space, i)
		}
		space = -1
		n.add(r, i, i+size)
	}
}

func (n *normal) add(r rune, from, to int) {
	n.runes = append(n.runes, r)
	n.at = append(n.at, int32(from))
	n.ends = append(n.ends, int32(to))
}

// keepsSpace reports whether white space between two characters means
// anything. In Chinese it does not beside Han (APEC 峰會, APEC峰會), in Korean
// not between Hangul, where compounds are written both ways; the matcher looks
// at those spaces again.
func keepsSpace(tag lang.Tag, before, after rune) bool {
	switch {
	case tag.Chinese():
		return !unicode.Is(unicode.Han, before) && !unicode.Is(unicode.Han, after)
	case tag == lang.Ko:
		return !hangul(before) || !hangul(after)
	}
	return true
}

func hangul(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }

// plain folds what looks alike and means the same; 0 for characters to drop.
func plain(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	case r >= 0xAC00 && r <= 0xD7A3, r >= 0x4E00 && r <= 0x9FFF:
		return r
	case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
		return plain(r - 0xFEE0)
	}
	switch r {
	case 0x2019, 0x2018, 0x02BC:
		return '\''
	case 0x2010, 0x2011, 0x2013:
		return '-'
	case 0x00AD, 0x200B, 0xFEFF, 0x2060:
		return 0
	case 0x2027, 0x30FB, 0x2022, 0xFF65: // the dots of foreign names
		return 0x00B7
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return unicode.ToLower(r)
}
