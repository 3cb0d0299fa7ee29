package segment

import (
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// spaces is the white space of unicode.IsSpace, which strings.TrimSpace cuts.
const spaces = "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

// Split cuts a text into sentences by the rules of its language. The spans are
// a partition: joined they are the text, byte for byte. None is empty, and an
// empty text gives nil. White space belongs to the sentence before it; a blank
// line ends a sentence whatever stands around it.
//
// An empty place of a draft (doc.EmptyPlace) is a sentence in every language.
//
// Chinese, Korean and English have rules of their own, Japanese those of
// Chinese without its words, and every other language those of English without
// its abbreviations, with the marks that Unicode calls Sentence_Terminal.
//
// Time and memory are linear in the text. Bytes that are not UTF-8 are taken
// for letters.
func Split(tag lang.Tag, text string) []doc.Span { return split(tag, text, nil) }

// split is Split with hard line breaks: ascending offsets just after them.
func split(tag lang.Tag, text string, breaks []int) []doc.Span {
	if text == "" {
		return nil
	}
	s := &scanner{text: text, rules: rulesOf(tag)}
	s.lex(breaks)
	s.pair()
	s.scan()
	out := make([]doc.Span, 0, len(s.cuts)+1)
	start := 0
	blank := skipSpace(text, 0) // where the text begins
	done := 0                   // up to where white space was skipped
	for _, cut := range append(aroundPlaces(text, s.cuts), len(text)) {
		if cut < done {
			continue
		}
		at := skipSpace(text, cut)
		done = at
		switch {
		case at <= start || at <= blank && at < len(text):
		case len(out) > 0 && bare(text[start:at]):
			out[len(out)-1].End, start = at, at
		default:
			out = append(out, doc.Span{Start: start, End: at})
			start = at
		}
	}
	return out
}

// bare reports whether a piece is nothing but stray marks: a second full stop
// or a closing mark after white space. An ellipsis says something.
func bare(piece string) bool {
	if len(piece) > 12 || strings.Contains(piece, "..") {
		return false
	}
	for _, r := range piece {
		switch k := kindOf(r); {
		case r == '…', r == '⋯', r == '‥':
			return false
		case k != stop && k != shut && k != shutB && !isSpace(r):
			return false
		}
	}
	return true
}

// rules are what the languages differ in. A nil function stands for the
// simplest answer.
type rules struct {
	quotations bool // a quotation is cut only where it holds two or more sentences
	brackets   bool // what stands in brackets is never cut, else only inside a sentence
	straight   bool // " and ' are quotation marks that open and close
	generic    bool // the marks that Unicode calls Sentence_Terminal end sentences

	// stops tells whether a run of marks ends a sentence as far as the text
	// before it says, and the mark that follows at once.
	stops func(s *scanner, e *end) bool
	// starts tells whether a sentence starts after the run and its closing marks.
	starts func(s *scanner, e *end) bool
	// embeds tells whether a quotation that closes before offset at is a part
	// of speech of its sentence ("…" 的口號), so that it stays whole.
	embeds func(s *scanner, f *frame, at int) bool
	// leads tells whether the text before the quotation that opens at offset
	// opened says who speaks.
	leads func(s *scanner, opened int) bool
}

func rulesOf(tag lang.Tag) *rules {
	switch {
	case tag.Chinese():
		return &chinese
	case tag == lang.Ko:
		return &korean
	case tag == lang.En:
		return &english
	case tag == "ja":
		return &japanese
	}
	return &other
}

// isSpace reports whether r parts words: white space, and the characters of no
// width that stray between sentences.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
		0x200B, 0x2060, 0xFEFF:
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

// skipSpace is the first offset from at on that holds no white space.
func skipSpace(text string, at int) int {
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if !isSpace(r) {
			break
		}
		at += n
	}
	return at
}

// backSpace is the end of the last character before at that is no white space.
func backSpace(text string, at int) int {
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:at])
		if !isSpace(r) {
			break
		}
		at -= n
	}
	return at
}

// at decodes the character at offset i; the end of the text gives 0.
func (s *scanner) at(i int) (r rune, size int) {
	if i >= len(s.text) {
		return 0, 0
	}
	return utf8.DecodeRuneInString(s.text[i:])
}

// before decodes the character that ends at offset i; the beginning gives 0.
func (s *scanner) before(i int) (r rune, size int) {
	if i <= 0 {
		return 0, 0
	}
	return utf8.DecodeLastRuneInString(s.text[:i])
}

// has reports whether the text at offset i begins with one of the words.
func (s *scanner) has(i int, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s.text[i:], w) {
			return true
		}
	}
	return false
}
