package memory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/duizhao/duizhao/hanconv"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/value"
)

// symbol is what sentences are compared by: an ideograph in its Simplified
// form, a syllable, or a whole word or value.
type symbol uint32

// Symbols that are no characters are hashes in these ranges, which lie above
// all of Unicode.
const (
	wordSymbol  symbol = 1 << 30 // a word in letters of an alphabet
	valueSymbol symbol = 1 << 31 // a number, a date, a sum of money
)

// token is a symbol and where it stands.
type token struct {
	symbol     symbol
	start, end int // bytes
	value      int // index into folded.values, -1 for none
}

// folded is a sentence as it is compared.
type folded struct {
	tag    lang.Tag
	text   string // in NFC; offsets count in it
	tokens []token
	values []value.Value
	marks  uint32 // hash of the punctuation and the placeholders, in their order
}

// fold reads a sentence. Script, width, capitals, white space and the way in
// which a number is written make no difference to its symbols; punctuation
// stands apart in marks, but for ? and !, which change what a sentence says.
func fold(tag lang.Tag, text string) folded {
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	f := folded{tag: tag, text: text, tokens: make([]token, 0, len(text)/3+4), marks: hashStart}
	next := 0 // the value that comes next
	f.values = value.Find(tag, masked(text))
	for i := 0; i < len(text); {
		for next < len(f.values) && (f.values[next].Start < i || f.values[next].Strength < value.Word) {
			next++
		}
		if next < len(f.values) && f.values[next].Start == i {
			v := f.values[next]
			f.tokens = append(f.tokens, token{valueSymbolOf(v, text[i:v.End]), i, v.End, next})
			i = v.End
			continue
		}
		if n := max(placeholder(text[i:]), escape(text[i:])); n > 0 {
			f.mark(text[i : i+n])
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if n := wordLen(text[i:], r, size); n > 0 {
			f.tokens = append(f.tokens, token{wordSymbolOf(text[i : i+n]), i, i + n, -1})
			i += n
			continue
		}
		switch c := foldRune(r); {
		case c == '?' || c == '!' || unicode.IsLetter(c) || unicode.IsDigit(c):
			f.tokens = append(f.tokens, token{symbol(c), i, i + size, -1})
		case !unicode.IsSpace(c):
			f.mark(string(c))
		}
		i += size
	}
	return f
}

// mark enters a piece of punctuation.
func (f *folded) mark(text string) { f.marks = hashed(f.marks, text) }

// FNV-1a of 32 bits.
const (
	hashStart uint32 = 2166136261
	hashPrime uint32 = 16777619
)

// valueSymbolOf is the symbol of a value: the same however it is written.
func valueSymbolOf(v value.Value, text string) symbol {
	h := hashed(hashStart, v.String())
	if loose(text) {
		h = hashed(h, "~")
	}
	return valueSymbol | symbol(h&(1<<31-1))
}

// classOf is the symbol of all values that could stand in a value's place: of
// its kind and unit, and for a date with the same parts.
func classOf(v value.Value, text string) symbol {
	parts := []byte{byte('0' + v.Kind), '/', '0', '0', '0', '0', '0'}
	for i, has := range []bool{v.Year != 0, v.Month != 0, v.Day != 0, v.Den != 0, loose(text)} {
		if has {
			parts[i+2] = '1'
		}
	}
	return valueSymbol | symbol(hashed(hashed(hashStart, string(parts)), v.Unit)&(1<<31-1))
}

// loose reports a numeral that is no exact one: 30多萬 is not 30萬.
func loose(text string) bool { return strings.ContainsAny(text, "多餘余幾几數数여몇") }

func hashed(h uint32, s string) uint32 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * hashPrime
	}
	return h
}

func wordSymbolOf(text string) symbol {
	h := hashStart
	for _, r := range text {
		r = unicode.ToLower(foldRune(r))
		h = (h ^ uint32(r)) * hashPrime
	}
	return wordSymbol | symbol(h&(1<<30-1))
}

// wordLen is the length of the word of an alphabet at the beginning of s, with
// what hangs on it: F-35, COVID-19, don't, G20. Ideographs, kana and syllables
// are no such words: each is its own symbol.
func wordLen(s string, first rune, size int) int {
	if !alphabetic(first) && !unicode.IsDigit(foldRune(first)) {
		return 0
	}
	n := size
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if alphabetic(r) || unicode.IsDigit(foldRune(r)) || unicode.Is(unicode.Mn, r) {
			n += size
			continue
		}
		if escape(s[n:]) > 0 {
			break
		}
		if c := foldRune(r); c == '-' || c == '\'' || c == '’' || c == '.' || c == '&' || c == '_' {
			after, _ := utf8.DecodeRuneInString(s[n+size:])
			if alphabetic(after) || unicode.IsDigit(after) {
				n += size
				continue
			}
		}
		break
	}
	return n
}

// alphabetic reports a letter that makes words with its neighbours.
func alphabetic(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	if r >= 0xFF21 && r <= 0xFF5A {
		return unicode.IsLetter(r)
	}
	return unicode.IsLetter(r) && !(r >= 0x1100 && r < 0x1200 || r >= 0x2E80)
}

// placeholder is the length of a placeholder such as <x1>, </x1> or <x2/> at
// the beginning of s, 0 for none.
func placeholder(s string) int {
	if len(s) < 4 || s[0] != '<' {
		return 0
	}
	i := 1
	if s[i] == '/' {
		i++
	}
	if s[i] != 'x' {
		return 0
	}
	digits := i + 1
	for i = digits; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
	}
	if i == digits || i-digits > 6 {
		return 0
	}
	if i < len(s) && s[i] == '/' && s[1] != '/' {
		i++
	}
	if i < len(s) && s[i] == '>' {
		return i + 1
	}
	return 0
}

// escape is the length of one of the escapes of marked text at the beginning
// of s, 0 for none.
func escape(s string) int {
	if s[0] == '&' {
		for _, e := range []string{"&lt;", "&gt;", "&amp;"} {
			if strings.HasPrefix(s, e) {
				return len(e)
			}
		}
	}
	return 0
}

// masked is text with spaces in place of its placeholders, whose numbers are
// no numbers of the text.
func masked(text string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	out := []byte(text)
	for i := 0; i < len(text); i++ {
		for n := placeholder(text[i:]); n > 0; n-- {
			out[i] = ' '
			i++
		}
	}
	return string(out)
}

// foldRune makes one of the characters that differ in width, script or custom
// only.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if r == '"' {
			return '\''
		}
		return r
	case r >= hanFirst && r <= hanLast:
		return hanconv.Simplified(r)
	case r >= 0xFF01 && r <= 0xFF5E:
		return foldRune(r - 0xFEE0)
	}
	if c, ok := foldedMarks[r]; ok {
		return c
	}
	return r
}

// foldedMarks are the punctuation marks of the East and the West that do the
// same work.
var foldedMarks = func() map[rune]rune {
	out := map[rune]rune{}
	for _, group := range []string{",、，︐﹐､", ".。．︒｡", "'\"“”‘’「」『』《》〈〉«»‹›„", "(【〔（", ")】〕）", ":：︰﹕", ";；﹔", "?？﹖", "!！﹗",
		"-–—―─‐‑−", "·・•‧∙", "~～〜", "…⋯", "\u0020\u3000\u00A0"} {
		runes := []rune(group)
		for _, r := range runes[1:] {
			out[r] = runes[0]
		}
	}
	return out
}()

const hanFirst, hanLast = 0x3400, 0x9FFF

// plain folds white space and gives the text in NFC: what two texts must share
// to be the same.
func plain(text string) string {
	return strings.Join(strings.Fields(norm.NFC.String(text)), " ")
}

// sameWords reports whether two plain texts are the same but for the Chinese
// script they are spelt in: each is what conversion makes of the other. 头发 and
// 頭髮 are; 国王之后 and 國王之后 are not, since 后 by itself becomes 後.
func sameWords(a, b string) bool {
	if a == b {
		return true
	}
	return respelt(a, b) || respelt(b, a)
}

// respelt reports whether simple is traditional in Simplified characters, and
// traditional what simple is in Traditional ones.
func respelt(traditional, simple string) bool {
	toSimple := hanconv.T2S
	if hanconv.Convert(toSimple, traditional) != simple {
		toSimple = hanconv.TW2S
		if hanconv.Convert(toSimple, traditional) != simple {
			return false
		}
	}
	back := hanconv.Convert(hanconv.S2T, simple)
	return back == traditional || hanconv.Convert(hanconv.T2TW, back) == traditional || hanconv.Convert(hanconv.T2HK, back) == traditional
}
