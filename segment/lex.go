package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a mark can do.
type kind uint8

const (
	none     kind = iota
	stop          // may end a sentence
	open          // opens a quotation
	shut          // closes a quotation
	openB         // opens a bracket or a title
	shutB         // closes one
	straight      // " or ': opens or closes
	force         // ends a sentence whatever stands around it
)

// token is one mark of the text.
type token struct {
	pos  int
	r    rune
	size uint8
	kind kind
	mate int32 // index of the token that closes or opens it, -1 for none
}

// partner gives the closing mark of an opening one, and the class of the pair.
var partners = map[rune]rune{
	'「': '」', '『': '』', '“': '”', '‘': '’', '«': '»', '‹': '›', '｢': '｣', '﹁': '﹂', '﹃': '﹄', '〝': '〞', '„': '“', '"': '"', '\'': '\'',
	'（': '）', '(': ')', '［': '］', '[': ']', '【': '】', '〔': '〕', '〖': '〗', '｛': '｝', '{': '}', '《': '》', '〈': '〉', '﹙': '﹚',
}

// kindOf tells what a character that is no ASCII letter or digit can do.
func kindOf(r rune) kind {
	switch r {
	case '.', '!', '?', '。', '！', '？', '｡', '．', '…', '⋯', '‥', '‼', '⁇', '⁈', '⁉', '﹒', '﹖', '﹗':
		return stop
	case '「', '『', '“', '‘', '«', '‹', '｢', '﹁', '﹃', '〝', '„':
		return open
	case '」', '』', '”', '’', '»', '›', '｣', '﹂', '﹄', '〞', '〟':
		return shut
	case '（', '(', '［', '[', '【', '〔', '〖', '｛', '{', '《', '〈', '﹙':
		return openB
	case '）', ')', '］', ']', '】', '〕', '〗', '｝', '}', '》', '〉', '﹚':
		return shutB
	case '"', '\'':
		return straight
	case '\n', '\f', '\u2029':
		return force
	}
	return none
}

// ascii is kindOf for the first 128 characters.
var ascii = func() (t [128]kind) {
	for r := range t {
		t[r] = kindOf(rune(r))
	}
	return t
}()

// lex finds the marks of the text. breaks are offsets after hard line breaks.
func (s *scanner) lex(breaks []int) {
	text := s.text
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if k := ascii[c]; k == force {
				for len(breaks) > 0 && breaks[0] <= i {
					breaks = breaks[1:]
				}
				if c == '\f' || s.blankLine(i) || len(breaks) > 0 && breaks[0] == i+1 && !s.runsOn(i) {
					s.tokens = append(s.tokens, token{i, rune(c), 1, force, -1})
				}
			} else if k != none {
				s.tokens = append(s.tokens, token{i, rune(c), 1, k, -1})
			}
			i++
			continue
		}
		// Marks begin with C2 (« »), E2, E3 and EF; the letters of Chinese and
		// Hangul do not, and are passed over undecoded.
		if c != 0xC2 && c != 0xE2 && c != 0xE3 && c != 0xEF && !s.rules.generic {
			for i++; i < len(text) && text[i]&0xC0 == 0x80; i++ {
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		k := kindOf(r)
		if k == none && s.rules.generic && unicode.Is(unicode.STerm, r) {
			k = stop
		}
		if k != none {
			s.tokens = append(s.tokens, token{i, r, uint8(n), k, -1})
		}
		i += n
	}
}

// blankLine reports whether nothing but white space stands between the line
// feed at i and the next one.
func (s *scanner) blankLine(i int) bool {
	for i++; i < len(s.text); i++ {
		switch s.text[i] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return false
}

// runsOn reports whether the sentence goes on over the hard line break at i:
// the line before it ends in a comma or the like, or the line after it begins
// with a small letter.
func (s *scanner) runsOn(i int) bool {
	r, _ := s.before(backSpace(s.text, i))
	if strings.ContainsRune("，、；：,;:-–—─（(「『“‘《〈", r) {
		return true
	}
	r, _ = s.at(skipSpace(s.text, i))
	return unicode.IsLower(r)
}

// maxBracket is how many bytes a bracketed aside or a title may have. What is
// longer is no pair: its opening or closing mark was forgotten.
const maxBracket = 1500

// pair finds the mate of each mark that opens or closes. Marks pair by class,
// the nearest first; a mark that is crossed by an outer pair, or that is still
// open at a forced end, has no mate.
func (s *scanner) pair() {
	var stack []int32
	opened := map[rune]int{} // closing mark → how many of its openers are on the stack
	for i := range s.tokens {
		t := &s.tokens[i]
		k := t.kind
		if k == straight {
			k = s.direct(t, opened[t.r] > 0)
			if t.kind = k; k == none {
				continue
			}
		}
		switch k {
		case force:
			stack = stack[:0]
			clear(opened)
		case open, openB:
			stack = append(stack, int32(i))
			opened[partners[t.r]]++
		case shut, shutB:
			if t.r == '’' && s.apostrophe(t) {
				t.kind = none
				continue
			}
			for opened[t.r] > 0 {
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				o := &s.tokens[top]
				opened[partners[o.r]]--
				if partners[o.r] != t.r {
					continue
				}
				if k == shut || t.pos-o.pos <= maxBracket {
					o.mate, t.mate = int32(i), top
				}
				break
			}
		}
	}
}

// apostrophe reports whether the mark stands between two letters that are no
// ideographs: don’t, Xi’an.
func (s *scanner) apostrophe(t *token) bool {
	a, _ := s.before(t.pos)
	b, _ := s.at(t.pos + int(t.size))
	return alphabetic(a) && alphabetic(b)
}

// direct tells whether a straight quotation mark opens or closes, from the
// characters on both sides of it; between two letters the one that is due.
func (s *scanner) direct(t *token, due bool) kind {
	if !s.rules.straight {
		return none
	}
	a, _ := s.before(t.pos)
	b, _ := s.at(t.pos + 1)
	if t.r == '\'' && s.apostrophe(t) {
		return none
	}
	space := func(r rune) bool { return r == 0 || isSpace(r) }
	opensAfter := space(a) || strings.ContainsRune("：，、；（「『“‘《:,;([—", a)
	closesBefore := space(b) || strings.ContainsRune("，。！？、；：）」』”’》,.!?;:)]…", b)
	switch {
	case opensAfter && !closesBefore:
		return open
	case closesBefore && !opensAfter:
		if !due && (unicode.IsDigit(a) || t.r == '\'') {
			return none // six feet 6', the boys'
		}
		return shut
	case due:
		return shut
	case unicode.IsDigit(a):
		return none // 6"
	}
	return open
}

// alphabetic reports whether r is a letter of a script that puts spaces
// between words and no Hangul.
func alphabetic(r rune) bool {
	return r < 0x1100 && unicode.IsLetter(r)
}
