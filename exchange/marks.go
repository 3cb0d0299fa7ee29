package exchange

import (
	"slices"
	"strconv"
	"strings"
)

// tokenKind is what a piece of marked text is.
type tokenKind uint8

const (
	textToken  tokenKind = iota
	openToken            // <x1>
	closeToken           // </x1>
	aloneToken           // <x1/>
)

// token is a piece of marked text.
type token struct {
	kind tokenKind
	n    int    // the placeholder's number
	text string // of plain text: without escapes
}

// String is the token as marked text.
func (t token) String() string {
	switch t.kind {
	case openToken:
		return "<x" + strconv.Itoa(t.n) + ">"
	case closeToken:
		return "</x" + strconv.Itoa(t.n) + ">"
	case aloneToken:
		return "<x" + strconv.Itoa(t.n) + "/>"
	}
	return Mark(t.text)
}

// maxMark is the highest number of a placeholder.
const maxMark = 9999

var (
	escaper   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	unescaper = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")
)

// Mark writes plain text as marked text.
func Mark(plain string) string { return escaper.Replace(plain) }

// Plain is marked text without placeholders and escapes: the words.
func Plain(marked string) string {
	var b strings.Builder
	for _, t := range tokens(marked) {
		if t.kind == textToken {
			b.WriteString(t.text)
		}
	}
	return b.String()
}

// Canonical writes marked text in its one form: < > & that stand bare in it,
// as a person may have typed them, are escaped.
func Canonical(marked string) string {
	var b strings.Builder
	for _, t := range tokens(marked) {
		b.WriteString(t.String())
	}
	return b.String()
}

// tokens cuts marked text into plain pieces and placeholders.
func tokens(text string) []token {
	var out []token
	plain := 0
	for i := 0; i < len(text); {
		t, end := placeholder(text, i)
		if end == 0 {
			i++
			continue
		}
		if i > plain {
			out = append(out, token{text: unescaper.Replace(text[plain:i])})
		}
		out = append(out, t)
		i, plain = end, end
	}
	if plain < len(text) {
		out = append(out, token{text: unescaper.Replace(text[plain:])})
	}
	return out
}

// placeholder reads the one that begins at byte i; end is 0 for none.
func placeholder(text string, i int) (t token, end int) {
	if text[i] != '<' {
		return t, 0
	}
	t.kind = openToken
	k := i + 1
	if k < len(text) && text[k] == '/' {
		t.kind = closeToken
		k++
	}
	if k >= len(text) || text[k] != 'x' {
		return t, 0
	}
	digits := k + 1
	for k = digits; k < len(text) && k < digits+5 && text[k] >= '0' && text[k] <= '9'; k++ {
	}
	n, err := strconv.Atoi(text[digits:k])
	if err != nil || n < 1 || n > maxMark || text[digits] == '0' {
		return t, 0
	}
	t.n = n
	if t.kind == openToken && k < len(text) && text[k] == '/' {
		t.kind = aloneToken
		k++
	}
	if k >= len(text) || text[k] != '>' {
		return t, 0
	}
	return t, k + 1
}

// Placeholders lists the placeholders of marked text, sorted: two texts with
// the same list have the same markup.
func Placeholders(marked string) []string {
	var out []string
	for _, t := range tokens(marked) {
		if t.kind != textToken {
			out = append(out, t.String())
		}
	}
	slices.Sort(out)
	return out
}

// marksOf completes what is known about placeholders with those of the texts
// about which nothing is known.
func marksOf(known []Code, texts ...string) []Code {
	out := slices.Clone(known)
	for _, text := range texts {
		for _, t := range tokens(text) {
			if t.kind != textToken {
				out = append(out, Code{N: t.n})
			}
		}
	}
	return sortMarks(out)
}

// sortMarks sorts by number; of several with one number the first stays.
func sortMarks(marks []Code) []Code {
	slices.SortStableFunc(marks, func(a, b Code) int { return a.N - b.N })
	return slices.CompactFunc(marks, func(a, b Code) bool { return a.N == b.N })
}

// cell is marked text as TSV and JSON lines have it: plain, except where a
// text has placeholders or something that could be taken for one.
func cell(marked string) string {
	if plain := Plain(marked); len(Placeholders(marked)) == 0 && !looksMarked(plain) {
		return plain
	}
	return Canonical(marked)
}

// ofCell reads what cell wrote.
func ofCell(text string) string {
	if looksMarked(text) {
		return Canonical(text)
	}
	return Mark(text)
}

func looksMarked(text string) bool {
	return len(Placeholders(text)) > 0 || strings.Contains(text, "&amp;") || strings.Contains(text, "&lt;") || strings.Contains(text, "&gt;")
}

// Placeholder is one number of marked text.
type Placeholder struct {
	N     int
	Alone bool // <xN/>, not a pair
}

// NumbersOf lists the placeholders of marked text, each once, in the order in
// which they begin.
func NumbersOf(marked string) []Placeholder {
	var out []Placeholder
	seen := map[int]bool{}
	for _, t := range tokens(marked) {
		if t.kind != textToken && !seen[t.n] {
			seen[t.n] = true
			out = append(out, Placeholder{t.n, t.kind == aloneToken})
		}
	}
	return out
}

// Renumber gives placeholders other numbers; one that is not in to keeps its.
func Renumber(marked string, to map[int]int) string {
	var b strings.Builder
	for _, t := range tokens(marked) {
		if n, ok := to[t.n]; ok && t.kind != textToken {
			t.n = n
		}
		b.WriteString(t.String())
	}
	return b.String()
}

// crowded reports whether a text has more placeholders than a unit may.
func crowded(marked string) bool {
	return strings.Count(marked, "<") > 2*maxMarks && len(Placeholders(marked)) > 2*maxMarks
}
