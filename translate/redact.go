package translate

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/hanconv"
)

// Bounds of what is hidden: a list of a newsroom's sources, not a dictionary.
const (
	maxRedact     = 10_000
	maxRedactTerm = 500 // bytes
)

// redactor finds what must not leave the machine.
type redactor struct {
	terms    []string // folded, in both Chinese scripts, the longest first
	patterns []*regexp.Regexp
}

// newRedactor reads a list of terms and of /patterns/.
func newRedactor(list []string) (*redactor, error) {
	r := &redactor{}
	if len(list) > maxRedact {
		return nil, fault.New("translate.redact-many", "", "Limit", maxRedact)
	}
	seen := map[string]bool{}
	for _, entry := range list {
		entry = strings.TrimSpace(entry)
		switch {
		case entry == "":
			continue
		case len(entry) > maxRedactTerm:
			return nil, fault.New("translate.redact-long", "", "Limit", maxRedactTerm)
		case len(entry) > 2 && entry[0] == '/' && entry[len(entry)-1] == '/':
			p, err := regexp.Compile("(?i)" + entry[1:len(entry)-1])
			if err != nil || p.MatchString("") {
				return nil, fault.New("translate.redact-pattern", "", "Pattern", entry)
			}
			r.patterns = append(r.patterns, p)
		default:
			for _, form := range []string{entry, hanconv.Convert(hanconv.T2S, entry), hanconv.Convert(hanconv.S2T, entry)} {
				if f := foldText(form).text; f != "" && !seen[f] {
					seen[f] = true
					r.terms = append(r.terms, f)
				}
			}
		}
	}
	slices.SortStableFunc(r.terms, func(a, b string) int { return len(b) - len(a) })
	return r, nil
}

// any reports whether anything is to be hidden at all.
func (r *redactor) any() bool { return len(r.terms)+len(r.patterns) > 0 }

// folded is a text in which the ways of writing a name look alike: capitals,
// full-width forms and runs of white space are no difference.
type folded struct {
	text string
	at   []int32 // by byte of text: where the character begins in the original; one more for the end
}

func foldText(text string) folded {
	f := folded{at: make([]int32, 0, len(text)+1)}
	var b strings.Builder
	space := true
	for i, r := range text {
		switch {
		case unicode.IsSpace(r):
			if space {
				continue
			}
			r, space = ' ', true
		case unicode.Is(unicode.Cf, r) || r == 0xFE0F:
			continue // nothing that can be seen parts a name
		default:
			space = false
			if r >= 0xFF01 && r <= 0xFF5E {
				r -= 0xFEE0
			}
			r = unicode.ToLower(r)
		}
		n := b.Len()
		b.WriteRune(r)
		for ; n < b.Len(); n++ {
			f.at = append(f.at, int32(i))
		}
	}
	f.text = b.String()
	if trimmed := strings.TrimSuffix(f.text, " "); len(trimmed) < len(f.text) {
		f.text, f.at = trimmed, f.at[:len(trimmed)]
	}
	f.at = append(f.at, int32(len(text)))
	return f
}

// find gives the ranges of a text that are to be hidden, in order and apart.
func (r *redactor) find(text string) []doc.Span {
	if !r.any() {
		return nil
	}
	var out []doc.Span
	f := foldText(text)
	for _, term := range r.terms {
		for from := 0; ; {
			i := strings.Index(f.text[from:], term)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(term)
			if wholeWord(f.text, start, end) {
				out = append(out, doc.Span{Start: int(f.at[start]), End: int(f.at[end])})
			}
			_, size := utf8.DecodeRuneInString(f.text[start:])
			from = start + size
		}
	}
	for _, p := range r.patterns {
		for _, m := range p.FindAllStringIndex(text, -1) {
			out = append(out, doc.Span{Start: m[0], End: m[1]})
		}
	}
	slices.SortFunc(out, func(a, b doc.Span) int { return a.Start - b.Start })
	joined := out[:0]
	for _, s := range out {
		if n := len(joined); n > 0 && s.Start < joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, s.End)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

// wholeWord reports a place that is no part of a longer Latin word: hiding
// Lee must not tear Leeds apart. In other scripts there are no such borders.
func wholeWord(text string, start, end int) bool {
	latin := func(r rune) bool { return unicode.Is(unicode.Latin, r) }
	first, _ := utf8.DecodeRuneInString(text[start:])
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	final, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !(latin(first) && latin(before)) && !(latin(final) && latin(after))
}

// has reports a text of which anything is to be hidden.
func (r *redactor) has(text string) bool { return len(r.find(text)) > 0 }

// blank gives a text with an ellipsis for each thing that is to be hidden: for
// what is sent and never comes back.
func (r *redactor) blank(text string) string {
	spans := r.find(text)
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.Start] + "…")
		at = s.End
	}
	return b.String() + text[at:]
}

// hidden is what stands behind the placeholders that hide made.
type hidden struct {
	first int      // the number of the first of them
	texts []string // plain
	names bool     // some were hidden on purpose, not for looking like a placeholder
}

// lookalike is text that a service, or unwire, would take for a placeholder.
var lookalike = regexp.MustCompile(`(?i)<[ \t]*/?[ \t]*x[ \t]*[0-9]+[ \t]*/?[ \t]*>`)

// hide puts placeholders for what must not leave the machine, and for what
// looks like one. A term that markup parts (王<x1>小明</x1>) is hidden in its
// pieces. What is hidden may bring other parts together, so it is looked again.
func (r *redactor) hide(coded string) (string, hidden) {
	h := hidden{first: highest(coded) + 1}
	for {
		plain, at := bare(coded)
		spans := r.find(plain)
		h.names = h.names || len(spans) > 0
		for _, m := range lookalike.FindAllStringIndex(plain, -1) {
			if !slices.ContainsFunc(spans, func(s doc.Span) bool { return s.Start < m[1] && m[0] < s.End }) {
				spans = append(spans, doc.Span{Start: m[0], End: m[1]})
			}
		}
		if len(spans) == 0 || h.first+len(h.texts) > mostID {
			return coded, h
		}
		slices.SortFunc(spans, func(a, b doc.Span) int { return a.Start - b.Start })
		coded = h.cut(coded, plain, at, spans)
	}
}

// cut takes spans of the words out of coded text, each in stretches without a
// placeholder in them.
func (h *hidden) cut(coded, plain string, at []int, spans []doc.Span) string {
	var b strings.Builder
	done := 0 // in coded
	for _, s := range spans {
		for i := s.Start; i < s.End; {
			k := i + 1
			for k < s.End && at[k] == at[k-1]+1 {
				k++
			}
			b.WriteString(coded[done:at[i]])
			b.WriteRune(mark(alone, h.first+len(h.texts)))
			h.texts = append(h.texts, plain[i:k])
			done = at[k-1] + 1
			i = k
		}
	}
	return b.String() + coded[done:]
}

// bare is coded text without placeholders, with the place of each byte.
func bare(coded string) (text string, at []int) {
	var b strings.Builder
	for i, r := range coded {
		if isMark(r) {
			continue
		}
		for k := range utf8.RuneLen(r) {
			at = append(at, i+k)
		}
		b.WriteRune(r)
	}
	return b.String(), at
}

// show puts back what hide took away; translated may give another text for
// one that was hidden whole.
func (h hidden) show(coded string, translated func(string) string) string {
	if len(h.texts) == 0 {
		return coded
	}
	var b strings.Builder
	for _, r := range coded {
		kind, n := parts(r)
		if !isMark(r) || kind != alone || n < h.first || n >= h.first+len(h.texts) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(translated(h.texts[n-h.first]))
	}
	return b.String()
}
