package pdf

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"github.com/speedata/hyphenation"

	"github.com/duizhao/duizhao/lang"
)

// hyphenator finds where words may be divided: the numbers of letters before
// each place.
type hyphenator interface{ points(word string) []int }

//go:embed hyphen/en.txt
var englishPatterns []byte

// english hyphenates by Liang's algorithm with Knuth's patterns for American
// English and TUGboat's list of exceptions; at least two letters stay before
// and three after the hyphen.
type english struct {
	patterns   *hyphenation.Lang
	exceptions map[string][]int
	known      map[string][]int
}

var englishData = sync.OnceValues(func() (*hyphenation.Lang, map[string][]int) {
	patterns, words, _ := bytes.Cut(stripComments(englishPatterns), []byte("\n\n"))
	l, err := hyphenation.New(bytes.NewReader(patterns))
	if err != nil {
		panic("pdf: broken hyphenation patterns: " + err.Error()) // embedded; a test loads them
	}
	l.Leftmin, l.Rightmin = 1, 3 // the library's Leftmin n leaves n+1 letters; its Rightmin n leaves n
	exceptions := map[string][]int{}
	for _, w := range strings.Fields(string(words)) {
		at, points := 0, []int{}
		for _, syllable := range strings.Split(w, "-") {
			at += len(syllable)
			points = append(points, at)
		}
		exceptions[strings.ReplaceAll(w, "-", "")] = points[:len(points)-1]
	}
	return l, exceptions
})

// stripComments drops the lines that begin with %.
func stripComments(data []byte) []byte {
	var out []byte
	for _, line := range bytes.SplitAfter(data, []byte("\n")) {
		if !bytes.HasPrefix(line, []byte("%")) {
			out = append(out, line...)
		}
	}
	return bytes.TrimLeft(out, "\n")
}

func newEnglish() *english {
	l, exceptions := englishData()
	return &english{patterns: l, exceptions: exceptions, known: map[string][]int{}}
}

func (e *english) points(word string) []int {
	word = strings.ToLower(word)
	if p, ok := e.known[word]; ok {
		return p
	}
	p, ok := e.exceptions[word]
	if !ok {
		p = e.patterns.Hyphenate(word)
	}
	e.known[word] = p
	return p
}

// Words shorter or longer than this are not divided; the longer are no words.
const (
	minHyphenWord = 5
	maxHyphenWord = 40
)

// hyphenPoints says what it costs to divide a word before each character, 0
// where it is not divided: only words of ASCII letters between spaces and punctuation, so not addresses,
// compounds, abbreviations in capitals.
func (t *setter) hyphenPoints(chars []char) []int32 {
	var out []int32
	for i := 0; i < len(chars); {
		if !asciiLetter(chars[i].r) {
			i++
			continue
		}
		end, upper := i, 0
		for end < len(chars) && asciiLetter(chars[end].r) {
			if chars[end].r <= 'Z' {
				upper++
			}
			end++
		}
		capital := chars[i].r <= 'Z'
		whole := (i == 0 || opensWord(chars[i-1].r)) && (end == len(chars) || closesWord(chars[end].r))
		compound := i > 0 && chars[i-1].r == '-' || end < len(chars) && chars[end].r == '-'
		if n := end - i; whole && n >= minHyphenWord && n <= maxHyphenWord && (upper == 0 || capital && upper == 1) &&
			!(t.tag.CJK() && n < 7) {
			word := make([]byte, n)
			for k := range word {
				word[k] = byte(chars[i+k].r)
			}
			for _, k := range t.hyphens.points(string(word)) {
				if t.tag.CJK() && (k < 3 || n-k < 3) {
					continue
				}
				if out == nil {
					out = make([]int32, len(chars)+1)
				}
				out[i+k] = t.hyphenCost(capital || compound)
			}
		}
		i = end
	}
	return out
}

func (t *setter) hyphenCost(dear bool) int32 {
	switch {
	case t.tag.CJK() && dear:
		return 2 * costHyphenHan
	case t.tag.CJK():
		return costHyphenHan
	case dear:
		return costHyphenName
	}
	return costHyphen
}

func asciiLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// opensWord and closesWord tell characters that stand at a word's border.
func opensWord(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("([{“‘\"'—–-", r) || wide(r)
}

func closesWord(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(")]}”’\"'—–-,;:!?….", r) || wide(r)
}

// hyphensFor gives the hyphenation of a column: English for Latin words in
// the languages that we have rules for, none for the rest.
func hyphensFor(tag lang.Tag) hyphenator {
	if tag == lang.En || tag.Supported() {
		return newEnglish()
	}
	return nil
}
