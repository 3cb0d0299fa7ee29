package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// end is a run of marks that may end a sentence, with what closes after it.
type end struct {
	pos, stop int  // the run: [pos, stop)
	mark      rune // its strongest mark: a full stop, ?, ! or … ('.' for the ASCII one)
	dots      bool // it is an ellipsis and nothing else
	full      bool // it has a full-width mark
	quote     bool // a quotation closed after it
	led       bool // and the text before that quotation says who speaks
	opened    int  // offset of that quotation's opening mark, -1 where it is missing
	whole     bool // a bracket closed that was a sentence of its own
	inner     bool // a bracket closed that stands inside a sentence
	at        int  // offset after all of it
	abbr      abbreviation
}

// run collects the marks that follow each other from token k on: ?!, ……, 。。,
// and dots set apart by single spaces (. . .).
func (s *scanner) run(k int, e *end) int {
	e.pos, e.stop = s.tokens[k].pos, s.tokens[k].pos
	dots := 0
	hard := false
	for ; k < len(s.tokens) && s.tokens[k].kind == stop; k++ {
		t := &s.tokens[k]
		if t.pos != e.stop && !(t.pos == e.stop+1 && t.r == '.' && e.mark == '.' && s.spaced(t.pos, e.stop)) {
			break
		}
		switch t.r {
		case '.':
			dots++
			if e.mark == 0 {
				e.mark = '.'
			}
		case '…', '⋯', '‥':
			dots += 3
			if e.mark == 0 || e.mark == '.' {
				e.mark = '…'
			}
		default:
			hard = true
			e.full = e.full || t.r > 0x2E80
			e.mark = t.r
		}
		e.stop = t.pos + int(t.size)
		for { // variation selectors and combining marks belong to what they follow
			r, n := s.at(e.stop)
			if n == 0 || r < 0x300 || !unicode.Is(unicode.M, r) {
				break
			}
			e.stop += n
		}
	}
	e.dots = !hard && dots > 1
	e.at = e.stop
	return k
}

// symbol reports whether the run is talked about rather than used: the mark
// “.”, (?:…), home-?. A mark of a sentence follows a word or what closes one.
func (s *scanner) symbol(e *end) bool {
	if e.full || e.dots || e.mark > 0x7F {
		return false
	}
	r, n := s.before(e.pos)
	switch k := kindOf(r); {
	case n == 0, k == open, k == openB, strings.ContainsRune("-/=_+^$|\\<~", r):
		return true
	case k == straight: // '.' and the like; but "word".
		r, _ = s.before(e.pos - n)
		next, _ := s.at(e.stop)
		return (isSpace(r) || r == 0 || kindOf(r) == openB || wide(r)) && kindOf(next) == straight
	case isSpace(r) && e.mark == '.' && skipSpace(s.text, e.stop) < len(s.text):
		// A full stop that a space went before, or the name of the mark.
		last, _ := s.before(backSpace(s.text, e.pos))
		return wide(last) && !strings.ContainsRune(finals, last)
	}
	return false
}

// spaced reports whether the dot at pos, one character after the mark that
// ends at stop, belongs to an ellipsis with spaces. ".5" and ".NET" do not.
func (s *scanner) spaced(pos, stop int) bool {
	if s.text[stop] != ' ' {
		return false
	}
	r, _ := s.at(pos + 1)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// close takes in the marks that close after the run, with those that may stand
// among them: 。」』, ." ), ！」。
func (s *scanner) close(k int, e *end) int {
	for {
		at := skipSpace(s.text, e.at)
		for k < len(s.tokens) && s.tokens[k].pos < e.at {
			k++
		}
		if k < len(s.tokens) && s.tokens[k].pos == at && s.closes(&s.tokens[k]) {
			t := &s.tokens[k]
			f := s.pop(t, true)
			e.at = t.pos + int(t.size)
			k++
			if f.bracket {
				if e.whole = !f.title && s.begins(f.opened); !e.whole {
					e.inner = true
					return k
				}
				continue
			}
			e.quote, e.opened = true, f.opened
			e.led = s.rules.leads != nil && s.rules.leads(s, f.opened)
			continue
		}
		r, n := s.at(e.at)
		switch kind := kindOf(r); {
		case n == 0:
			return k
		case kind == shut && (r != '’' || !s.alphabeticAt(e.at+n)):
			e.at += n
			e.quote = true
		case kind == shutB && s.unpaired(k, e.at):
			e.at += n
		case kind == straight && !s.alphabeticAt(e.at+n) && !s.opens(k, e.at):
			e.at += n
			e.quote = true
		case kind == stop && e.at > e.stop && r != '.': // ！」。
			inner := *e
			*e = end{pos: e.pos, opened: -1}
			if k = s.run(k, e); e.dots {
				inner.stop, inner.at = e.stop, e.at
				*e = inner
			}
		case footnote(r), emoji(r), r >= 0x300 && unicode.Is(unicode.M, r), r == 0x200D:
			e.at += n
		case r == '*' && skipSpace(s.text, e.at+n) > e.at+n:
			e.at += n
		case at > e.at && s.emojiAt(at) > 0:
			e.at = s.emojiAt(at)
		case r == '[' && s.reference(e.at) > 0:
			e.at = s.reference(e.at)
		default:
			return k
		}
	}
}

// unpaired reports whether the mark at offset at has no mate.
func (s *scanner) unpaired(k, at int) bool {
	return k < len(s.tokens) && s.tokens[k].pos == at && s.tokens[k].mate < 0
}

// opens reports whether the mark at offset at opens a quotation.
func (s *scanner) opens(k, at int) bool {
	return k < len(s.tokens) && s.tokens[k].pos == at && s.tokens[k].kind == open
}

// alphabeticAt reports whether a letter of an alphabet or a digit stands at
// offset i.
func (s *scanner) alphabeticAt(i int) bool {
	r, _ := s.at(i)
	return alphabetic(r) || unicode.IsDigit(r)
}

// footnote reports whether r is a sign that calls a note.
func footnote(r rune) bool {
	return strings.ContainsRune("¹²³⁰⁴⁵⁶⁷⁸⁹†‡", r)
}

// reference is the offset after a note's number in brackets, [12], at i; 0 for none.
func (s *scanner) reference(i int) int {
	j := i + 1
	for j < len(s.text) && j < i+5 && '0' <= s.text[j] && s.text[j] <= '9' {
		j++
	}
	if j == i+1 || j >= len(s.text) || s.text[j] != ']' {
		return 0
	}
	return j + 1
}

// emoji reports whether r is a pictograph, a skin tone or a flag's letter.
func emoji(r rune) bool {
	return 0x1F1E6 <= r && r <= 0x1FAFF || 0x2600 <= r && r <= 0x26FF || r == 0x2764
}

// emojiAt is the offset after emoji that stand alone at i; 0 for none.
func (s *scanner) emojiAt(i int) int {
	for j := i; j < i+64; {
		r, n := s.at(j)
		switch {
		case emoji(r), r == 0x200D, r == 0xFE0F:
			j += n
		case j > i && (n == 0 || isSpace(r)):
			return j
		default:
			return 0
		}
	}
	return 0
}

// How many bytes a bracketed aside may have that stays with the sentence
// before it: at the end of the block, and where another sentence follows.
const (
	maxAside        = 90
	maxInterjection = 15
)

// aside gives the offset at which the sentence that e ends is over: behind a
// short bracketed aside without a sentence in it that follows a full stop, as
// in 他走了。（笑） or He left. (Applause) — and else e.at. A bracket that
// numbers what follows, (2) or （二）, is none.
func (s *scanner) aside(e *end) int {
	at := skipSpace(s.text, e.at)
	r, n := s.at(at)
	if r != '（' && r != '(' || e.whole || strings.Contains(s.text[e.at:at], "\n") {
		return e.at
	}
	mate := partners[r]
	window := s.text[at+n : min(len(s.text), at+n+maxAside)]
	length := strings.IndexRune(window, mate)
	if length < 0 {
		return e.at
	}
	inside := window[:length]
	if label(inside) || strings.ContainsAny(inside, "。！？!?(（\n") || strings.Contains(inside+" ", ". ") {
		return e.at
	}
	after := at + n + length + utf8.RuneLen(mate)
	next, _ := s.at(skipSpace(s.text, after))
	last := next == 0 || strings.Contains(s.text[after:skipSpace(s.text, after)], "\n")
	if !last && length > maxInterjection {
		return e.at // (As Perforce users know,) or the like: it may begin what follows
	}
	switch {
	case !last && unicode.IsLower(next), !last && next != 0 && strings.ContainsRune("，、；：,;:的", next):
		return e.at
	case !last && skipSpace(s.text, after) == after && s.rules == &english:
		return e.at
	}
	for r, n := s.at(after); kindOf(r) == stop; r, n = s.at(after) {
		after += n
	}
	e.at = after
	return after
}
