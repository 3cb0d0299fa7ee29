package translate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Inside this package a sentence is coded text: plain text in which each
// placeholder is one character of the private planes. Nothing then has to be
// escaped, a placeholder is never cut in two, and no text can be mistaken for
// one. Text that has such characters itself is not taken (see decode).
const (
	opens  = 0xF0000 // + number: <x1>
	closes = 0xF4000 // </x1>
	alone  = 0xF8000 // <x1/>
	last   = 0xFBFFF
	most   = 9999 // the highest number that a unit's placeholder may have
	mostID = 0x3FFF
)

// object stands for a single placeholder where words are looked at: a thing
// that is no letter, no space and no mark.
const object = "\uFFFC"

// isMark reports a placeholder.
func isMark(r rune) bool { return r >= opens && r <= last }

// private reports a character of the private planes.
func private(r rune) bool { return r >= 0xF0000 }

// mark is the placeholder of a kind (opens, closes, alone) and a number.
func mark(kind rune, n int) rune { return kind + rune(n) }

// parts tells the kind and the number of a placeholder.
func parts(r rune) (kind rune, n int) {
	kind = opens + (r-opens)&^mostID
	return kind, int(r - kind)
}

// written is the placeholder as requests and marked text have it.
func written(r rune) string {
	kind, n := parts(r)
	switch kind {
	case opens:
		return "<x" + strconv.Itoa(n) + ">"
	case closes:
		return "</x" + strconv.Itoa(n) + ">"
	}
	return "<x" + strconv.Itoa(n) + "/>"
}

var (
	exact    = regexp.MustCompile(`<(/?)x([1-9][0-9]{0,3})(/?)>`)
	tolerant = regexp.MustCompile(`(?i)<[ \t]*(/?)[ \t]*x[ \t]*([1-9][0-9]{0,4})[ \t]*(/?)[ \t]*>`)
	entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
	escapes  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
)

// decode reads marked text. ok is false for a text with characters of the
// private planes, and for one that is not UTF-8.
func decode(marked string) (coded string, ok bool) {
	if !utf8.ValidString(marked) || strings.IndexFunc(marked, private) >= 0 {
		return "", false
	}
	return replaceMarks(exact, marked, entities.Replace), true
}

// encode writes coded text as marked text.
func encode(coded string) string { return writeMarks(coded, escapes.Replace) }

// wire writes coded text for a service: plain text with placeholders. Texts
// that look like placeholders must have been hidden.
func wire(coded string) string { return writeMarks(coded, func(s string) string { return s }) }

// unwire reads what a service wrote. White space and capitals within a
// placeholder, and <x1></x1> for the <x1/> that source has, are no difference.
func unwire(text, source string) string {
	text = replaceMarks(tolerant, text, func(s string) string { return s })
	if !strings.ContainsFunc(text, isMark) {
		return text
	}
	for _, r := range source {
		if kind, n := parts(r); isMark(r) && kind == alone {
			text = strings.ReplaceAll(text, string(mark(opens, n))+string(mark(closes, n)), string(r))
		}
	}
	return text
}

// replaceMarks makes placeholders of what form finds, and lets words pass
// through plain.
func replaceMarks(form *regexp.Regexp, text string, plain func(string) string) string {
	var b strings.Builder
	at := 0
	for _, m := range form.FindAllStringSubmatchIndex(text, -1) {
		n, _ := strconv.Atoi(text[m[4]:m[5]])
		closing, single := m[3] > m[2], m[7] > m[6]
		if n > mostID || closing && single {
			continue
		}
		b.WriteString(plain(text[at:m[0]]))
		at = m[1]
		switch {
		case closing:
			b.WriteRune(mark(closes, n))
		case single:
			b.WriteRune(mark(alone, n))
		default:
			b.WriteRune(mark(opens, n))
		}
	}
	b.WriteString(plain(text[at:]))
	return b.String()
}

func writeMarks(coded string, plain func(string) string) string {
	var b strings.Builder
	at := 0
	for i, r := range coded {
		if !isMark(r) {
			continue
		}
		b.WriteString(plain(coded[at:i]))
		b.WriteString(written(r))
		at = i + 4 // bytes of a character of these planes
	}
	b.WriteString(plain(coded[at:]))
	return b.String()
}

// words is coded text without placeholders; a single one leaves an object
// behind, so that the words on its two sides don't become one.
func words(coded string) string {
	var b strings.Builder
	for _, r := range coded {
		switch kind, _ := parts(r); {
		case !isMark(r):
			b.WriteRune(r)
		case kind == alone:
			b.WriteString(object)
		}
	}
	return b.String()
}

// marks lists the placeholders of coded text, sorted.
func marks(coded string) []rune {
	var out []rune
	for _, r := range coded {
		if isMark(r) {
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return out
}

// nested reports placeholders that close in the order in which they opened.
func nested(coded string) bool {
	var open []int
	for _, r := range coded {
		if !isMark(r) {
			continue
		}
		switch kind, n := parts(r); kind {
		case opens:
			open = append(open, n)
		case closes:
			if len(open) == 0 || open[len(open)-1] != n {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}

// hollow lists the pairs of placeholders that hold no words.
func hollow(coded string) []int {
	var out []int
	type pair struct{ n, words int }
	var open []pair
	count := 0
	for _, r := range coded {
		if !isMark(r) {
			if r != ' ' {
				count++
			}
			continue
		}
		switch kind, n := parts(r); kind {
		case opens:
			open = append(open, pair{n, count})
		case alone:
			count++
		case closes:
			if k := len(open) - 1; k >= 0 && open[k].n == n {
				if open[k].words == count {
					out = append(out, n)
				}
				open = open[:k]
			}
		}
	}
	return out
}

// highest is the highest number of a placeholder in coded text.
func highest(coded string) int {
	out := 0
	for _, r := range coded {
		if isMark(r) {
			_, n := parts(r)
			out = max(out, n)
		}
	}
	return out
}

func itoa(n int) string { return strconv.Itoa(n) }
