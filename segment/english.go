package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// english cuts at . ? ! … and the marks that close after them. A bracket that
// opens in the middle of a sentence stays whole; quotations are cut like any
// text.
var english = rules{stops: englishStops, starts: englishStarts}

func englishStops(s *scanner, e *end) bool {
	next, _ := s.at(e.stop)
	if strings.ContainsRune(",;:/=&%_@-", next) && next != 0 {
		return false
	}
	if e.mark == '.' && !e.dots {
		e.abbr = s.abbreviation(e.pos)
	}
	return true
}

// abbreviation classifies the word before the full stop at pos.
func (s *scanner) abbreviation(pos int) abbreviation {
	w := s.wordBefore(pos)
	if s.numbers(pos) && !(w == "No" || w == "I") {
		return list
	}
	if w == "" {
		return word
	}
	if class, ok := abbreviations[w]; ok {
		if (w == "St" || w == "Dr") && s.capitalBefore(pos-len(w)) {
			return anyAbbr // Pine St.
		}
		if class == number && w != "No" && w != "no" && !s.numbered(pos+1) {
			return anyAbbr
		}
		return class
	}
	if strings.Trim(w, "0123456789.,-") == "" {
		return word
	}
	if n := utf8.RuneCountInString(w); n == 1 {
		if w == "I" && s.smallBefore(pos-1) {
			return word // so am I.
		}
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			return initial
		}
		return word
	}
	if i := strings.LastIndexAny(w, ".-"); i >= 0 {
		if last := w[i+1:]; utf8.RuneCountInString(last) == 1 && unicode.IsUpper(rune(last[0])) && w[i] == '-' {
			return initial // Kim J.-H.
		}
		for _, part := range strings.Split(w, ".") {
			if n := utf8.RuneCountInString(part); n == 0 || n > 2 || unicode.IsDigit(rune(part[0])) {
				return word // example.com, 3.5
			}
		}
		if w[i] == '.' {
			return anyAbbr // U.S.S.R.
		}
	}
	return word
}

// numbered reports whether the word after offset at is a number, or one letter.
func (s *scanner) numbered(at int) bool {
	at = skipSpace(s.text, at)
	r, n := s.at(at)
	if strings.ContainsRune("#§(–", r) && r != 0 {
		r, _ = s.at(at + n)
	}
	return unicode.IsDigit(r) || label(s.wordAt(at))
}

// smallBefore reports whether the word before the one that begins at offset at
// is written small.
func (s *scanner) smallBefore(at int) bool {
	r, _ := utf8.DecodeRuneInString(s.wordBefore(backSpace(s.text, at)))
	return unicode.IsLower(r)
}

// capitalBefore reports whether it is a name: written with a capital, and none
// of the words that begin sentences.
func (s *scanner) capitalBefore(at int) bool {
	w := s.wordBefore(backSpace(s.text, at))
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) && !starters[w]
}

// item reports whether the letter at offset at numbers an item: b. Boil, (b) Boil.
func (s *scanner) item(at int) bool {
	i := at
	for i < len(s.text) && i < at+4 && 'a' <= s.text[i] && s.text[i] <= 'z' {
		i++
	}
	if i+1 >= len(s.text) || s.text[i] != '.' && s.text[i] != ')' || !label(s.text[at:i]) {
		return false
	}
	next := skipSpace(s.text, i+1)
	r, _ := s.at(next)
	return next > i+1 && unicode.IsUpper(r)
}

func englishStarts(s *scanner, e *end) bool {
	at := skipSpace(s.text, e.at)
	apart := at > e.at
	r, n := s.at(at)
	first := r
	switch {
	case n == 0, e.full && !unicode.IsLower(r):
		return true
	case strings.ContainsRune(",;:…)]}»”/", r):
		return false
	case strings.ContainsRune("-–—―", r):
		// A dash goes on with the sentence or names who said it; after white
		// space it may also begin a line of dialogue.
		if next, _ := s.at(skipSpace(s.text, at+n)); e.quote || !apart || r == '—' || !unicode.IsUpper(next) {
			return false
		}
		at = skipSpace(s.text, at+n)
		r, n = s.at(at)
	}
	opened := false
	for i := 0; i < 8 && opening(r); i++ {
		opened = true
		at += n
		r, n = s.at(at)
	}
	if !apart && !opening(first) {
		return wide(r) && e.abbr == word || s.missingSpace(e, at)
	}
	if e.abbr != word {
		return s.afterAbbreviation(e, at, opened)
	}
	switch {
	case unicode.IsLower(r):
		second, _ := s.at(at + n)
		return unicode.IsUpper(second) || s.item(at) // iPhone; b. Boil the water.
	case unicode.IsUpper(r):
		if e.dots && s.stutters(e.pos, at) {
			return false
		}
		return !(e.quote && e.mark != '.' && s.tagged(at)) && !(e.mark == '!' && s.brand(e, at))
	case unicode.IsDigit(r):
		return !e.dots
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) || strings.ContainsRune("#@•·", r) || emoji(r)
}

// opening reports whether r opens what follows it: a quotation, a bracket, an
// inverted mark, or the markup of emphasis.
func opening(r rune) bool {
	k := kindOf(r)
	return k == open || k == openB || k == straight || r == '¿' || r == '¡' || r == '*' || r == '_' || r == '…'
}

// missingSpace reports whether a space was forgotten between the full stop and
// the word at offset at: "the end.The next". File names and addresses also have
// a dot in a word, so both sides must look like running text.
func (s *scanner) missingSpace(e *end, at int) bool {
	if e.dots || e.abbr != word || !starters[s.wordAt(at)] {
		return false
	}
	if e.at > e.stop {
		return true // the end."The next
	}
	w := s.wordBefore(e.pos)
	return len(w) > 1 && strings.ToLower(w) == w && !strings.ContainsAny(w, ".0123456789")
}

// afterAbbreviation decides for a word at offset at that follows an
// abbreviation.
func (s *scanner) afterAbbreviation(e *end, at int, opened bool) bool {
	r, _ := s.at(at)
	w := s.wordAt(at)
	if !unicode.IsUpper(r) {
		return false
	}
	switch e.abbr {
	case title, latin, list:
		return false
	case clock:
		return !zones[w]
	case number: // No. He did not. — No. V
		return !label(w)
	case initial:
		return starters[w] && !label(w)
	}
	return starters[w] || opened && !e.quote && s.speech(at)
}

// speech reports whether the quotation at offset at, which an abbreviation
// stands before, is a whole utterance: it ends in a comma, a full stop, ? or !
// before its closing mark.
func (s *scanner) speech(at int) bool {
	window := s.text[at:min(len(s.text), at+300)]
	i := strings.IndexAny(window, "\"”")
	return i > 0 && strings.ContainsRune(",.?!", rune(window[i-1]))
}

// stutters reports whether the word at offset at repeats the one that ends at
// offset end: I… I can't.
func (s *scanner) stutters(end, at int) bool {
	a, b := s.wordBefore(backSpace(s.text, end)), s.wordAt(at)
	a, _, _ = strings.Cut(strings.ReplaceAll(a, "’", "'"), "'")
	b, _, _ = strings.Cut(b, "'")
	return a != "" && strings.EqualFold(a, b)
}

// tagged reports whether the words at offset at say who spoke the quotation
// before: up to four words with a capital, then a verb of saying.
func (s *scanner) tagged(at int) bool {
	for i := 0; i < 5; i++ {
		w := s.wordAt(at)
		r, _ := utf8.DecodeRuneInString(w)
		if i > 0 && saysEn[w] {
			return true
		}
		if !unicode.IsUpper(r) || i == 0 && w != "I" && starters[w] {
			return false
		}
		at += len(w)
		if strings.HasPrefix(s.text[at:], ".") && title == abbreviations[w] {
			at++
		}
		next := skipSpace(s.text, at)
		if next == at {
			return false
		}
		at = next
	}
	return false
}

// brand reports whether the exclamation mark belongs to a name.
func (s *scanner) brand(e *end, at int) bool {
	switch s.wordBefore(e.pos) {
	case "Yahoo", "Jeopardy", "Wham", "Joomla", "Oklahoma", "Airplane":
		return !e.quote && !starters[s.wordAt(at)]
	}
	return false
}
