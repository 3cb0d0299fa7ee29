package site

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/duizhao/duizhao/hanconv"
)

// The search knows a text by its tokens: of a run of Chinese characters or
// Hangul each character and each pair of neighbours, of any other run of
// letters and digits the whole. Pairs find words without a dictionary in
// languages that are not cut into words, and a reader of Korean finds a noun
// whatever particle follows it. search.js makes the same tokens of what is
// typed; TestTokensAgree holds the two together.

// maxToken is the longest token in runes; a longer run is cut.
const maxToken = 40

// foldText brings text to the form in which it is compared: NFKC, lower case,
// Traditional characters as Simplified ones, one by one, since a page has no
// room for the phrases.
func foldText(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(s) {
		if r == 'İ' { // the one letter whose small form is two characters (SpecialCasing.txt)
			b.WriteString("i\u0307")
			continue
		}
		b.WriteRune(simplify(unicode.ToLower(r)))
	}
	return b.String()
}

// simplify is the Simplified form of a character, where the page, which counts
// in UTF-16, can hold it as one.
func simplify(r rune) rune {
	if to := hanconv.Simplified(r); to <= 0xffff {
		return to
	}
	return r
}

// paired reports scripts that are searched by pairs of characters.
func paired(r rune) bool { return unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hangul, r) }

// token is one or two characters packed into a number, the first in the higher
// bits: an archive has millions of them.
type token uint64

func pairOf(a, b rune) token { return token(a)<<21 | token(b) }

// String is the token as the index has it.
func (t token) String() string {
	if a := rune(t >> 21); a != 0 {
		return string(a) + string(rune(t&(1<<21-1)))
	}
	return string(rune(t))
}

// tokens calls short with every character and pair of characters of folded
// text, and word with every other run; some come several times.
func tokens(folded string, short func(token), word func(string)) {
	start := -1     // of a run of letters and digits
	var before rune // the character before, in a run of characters
	for i, r := range folded {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			cutWord(folded, &start, i, word)
			before = 0
			continue
		}
		if !paired(r) {
			before = 0
			if start < 0 {
				start = i
			}
			continue
		}
		cutWord(folded, &start, i, word)
		short(token(r))
		if before != 0 {
			short(pairOf(before, r))
		}
		before = r
	}
	cutWord(folded, &start, len(folded), word)
}

// cutWord ends a run that began at *start.
func cutWord(folded string, start *int, end int, word func(string)) {
	if *start < 0 {
		return
	}
	run := folded[*start:end]
	*start = -1
	n := 0
	for i := range run {
		if n++; n > maxToken {
			run = run[:i]
			break
		}
	}
	word(run)
}

// shardOf is the number of the file that holds a token: words by their first
// two characters, so that a beginning of a word finds all its endings in one
// file.
func shardOf(token string, shards int) int {
	var h uint32
	n := 0
	for _, r := range token {
		if n == 2 {
			break
		}
		h = h*31 + uint32(r)
		n++
	}
	return int(h % uint32(shards))
}
