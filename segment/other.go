package segment

import (
	"strings"
	"unicode"
)

// other is for the languages without rules of their own: the rules of English
// without its words. A capital is asked for only where the script has capitals.
var other = rules{generic: true, stops: otherStops, starts: englishStarts}

func otherStops(s *scanner, e *end) bool {
	next, _ := s.at(e.stop)
	if next != 0 && strings.ContainsRune(",;:/=&%_@-", next) {
		return false
	}
	if e.mark == '.' && !e.dots {
		w := s.wordBefore(e.pos)
		switch {
		case s.numbers(e.pos):
			e.abbr = list
		case len(w) == 1 && unicode.IsUpper(rune(w[0])):
			e.abbr = title // an initial
		}
	}
	return true
}

// japanese has the quotations of Chinese; what follows one in kana (と、って)
// goes on with its sentence.
var japanese = rules{quotations: true, brackets: true, stops: chineseStops, starts: japaneseStarts}

func japaneseStarts(s *scanner, e *end) bool {
	r, n := s.at(skipSpace(s.text, e.at))
	switch {
	case n == 0:
		return true
	case strings.ContainsRune("、，。：；,;:…—―」』）)", r):
		return false
	case e.quote:
		return !unicode.Is(unicode.Hiragana, r)
	case e.dots:
		return false
	}
	return true
}
