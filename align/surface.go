package align

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/duizhao/duizhao/align/internal/unit"
	"github.com/duizhao/duizhao/doc"
)

// surface is what the marks of the sentences say: punctuation, quotation
// marks, lengths. Sums are prefix sums: what sentences [i, j) hold is x[j]-x[i].
type surface struct {
	length    []float32 // weighted characters: a Chinese character counts hanWidth, a syllable of Hangul koWidth
	quotes    []int32   // quotation marks
	questions []int32
	shouts    []int32
	ellipses  []int32
	clauses   []int32 // commas, semicolons, colons: inner cuts
	parens    []int32
	words     []int32 // content tokens
	inQuote   []bool  // n+1: the text stands inside a quotation before sentence i
	startsQ   []bool  // per sentence: begins with a quotation mark
	endsQ     []bool  // per sentence: ends with a quotation mark
	end       []uint8 // per sentence: class of its last mark
	start     []bool  // per sentence: first of its block, in a text of several
	kind      []doc.Kind
	note      []bool // per sentence: a translator's note
	level     []int8
}

// Classes of the mark that ends a sentence.
const (
	endNone uint8 = iota
	endStop
	endQuestion
	endShout
	endColon
	endComma
	endEllipsis
)

func (s *side) readSurface() {
	n := s.n
	f := &s.surface
	f.length = make([]float32, n+1)
	for _, p := range []*[]int32{&f.quotes, &f.questions, &f.shouts, &f.ellipses, &f.clauses, &f.parens, &f.words} {
		*p = make([]int32, n+1)
	}
	f.inQuote = make([]bool, n+1)
	f.startsQ, f.endsQ, f.start, f.note = make([]bool, n), make([]bool, n), make([]bool, n), make([]bool, n)
	f.end, f.kind, f.level = make([]uint8, n), make([]doc.Kind, n), make([]int8, n)
	single := s.singleQuotes()
	// A text of one block (one sentence a line) says nothing about structure.
	blocks := n > 0 && s.text.Sentences[0].Block != s.text.Sentences[n-1].Block
	last := -1
	depth := false
	for i := range n {
		b := s.text.Sentences[i].Block
		if b != last {
			f.start[i] = blocks
			if s.text.Doc.Blocks[b].Kind != doc.Paragraph {
				depth = false
			}
		}
		last = b
		f.kind[i] = s.text.Doc.Blocks[b].Kind
		f.level[i] = int8(s.text.Doc.Blocks[b].Level)
		depth = s.readMarks(i, single, depth)
		f.inQuote[i+1] = depth
		f.note[i] = isNote(s.text.String(i))
		for t := s.tok[i]; t < s.tok[i+1]; t++ {
			if !s.stop[t] {
				f.words[i+1]++
			}
		}
		for _, p := range [][]int32{f.quotes, f.questions, f.shouts, f.ellipses, f.clauses, f.parens, f.words} {
			p[i+1] += p[i]
		}
		f.length[i+1] += f.length[i]
	}
}

// translatorsNote knows the marks under which translators add a note of their
// own, which has no source.
var translatorsNote = regexp.MustCompile(`(?i)translators?['’]s? note|[—–-] ?translator\b|\[trans\.|[譯译](?:者)?[註注按]|역자 ?주|역주|옮긴이`)

// isNote reports whether a sentence is a translator's note. Each way to write
// the mark holds one of few letters, which are looked for first: the pattern
// takes longer than all other marks together.
func isNote(s string) bool {
	for _, mark := range noteLetters {
		if strings.Contains(s, mark) {
			return translatorsNote.MatchString(s)
		}
	}
	return false
}

var noteLetters = []string{"ranslat", "RANSLAT", "[", "譯", "译", "역자", "역주", "옮긴이"}

// readMarks reads the marks of sentence i and gives whether a quotation stands
// open behind it. Straight marks toggle, curved ones and corner brackets say
// themselves what they do.
func (s *side) readMarks(i int, single, open bool) bool {
	f := &s.surface
	r := []rune(s.text.String(i))
	first := true
	for k, c := range r {
		prev, next := ' ', ' '
		if k > 0 {
			prev = r[k-1]
		}
		if k+1 < len(r) {
			next = r[k+1]
		}
		quote := false
		switch {
		case c == '“' || c == '「' || c == '«' || c == '『' && !open:
			open, quote = true, true
		case c == '”' || c == '」' || c == '»':
			open, quote = false, true
		case c == '"' || c == '\uff02':
			open, quote = !open, true
		case single && (c == '\u2018' || c == '\'' && !wordy(prev) && wordy(next)) && !open:
			open, quote = true, true
		case single && open && (c == '\u2019' || c == '\'') && !wordy(next) && (!unicode.IsLetter(prev) || !unicode.IsLetter(next)) && closes(prev):
			open, quote = false, true
		}
		if quote {
			f.quotes[i+1]++
			if first {
				f.startsQ[i] = true
			}
			f.endsQ[i] = true
		}
		switch c {
		case '?', '\uff1f':
			f.questions[i+1]++
			f.end[i] = endQuestion
		case '!', '\uff01':
			f.shouts[i+1]++
			f.end[i] = endShout
		case '.', '\u3002', '\uff0e':
			f.end[i] = endStop
			if c == '.' && next == '.' && prev != '.' {
				f.ellipses[i+1]++
			}
			if c == '.' && prev == '.' {
				f.end[i] = endEllipsis
			}
		case '…':
			if prev != '…' {
				f.ellipses[i+1]++
			}
			f.end[i] = endEllipsis
		case ':', '\uff1a', '—', '–':
			f.clauses[i+1]++
			f.end[i] = endColon
		case ',', ';', '\uff0c', '\u3001', '\uff1b':
			f.clauses[i+1]++
			f.end[i] = endComma
		case '(', '\uff08', '[', '【':
			f.parens[i+1]++
		}
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			first = false
			f.endsQ[i] = false
			f.end[i] = endNone
		}
		f.length[i+1] += width(c)
	}
	return open
}

func wordy(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// closes reports whether a closing single quotation mark may follow c.
func closes(c rune) bool {
	return c == '.' || c == ',' || c == '?' || c == '!' || c == '…' || c == '-' || c == '—' || unicode.IsLetter(c)
}

// Widths relative to a letter of English. Only their ratio on one side
// matters; the ratio between the sides is measured on each pair of texts.
const (
	hanWidth = 3.0
	koWidth  = 1.8
)

func width(c rune) float32 {
	switch {
	case unicode.IsSpace(c):
		return 0.2
	case unit.IsHan(c):
		return hanWidth
	case unit.IsHangul(c):
		return koWidth
	}
	return 1
}

// singleQuotes reports whether the text quotes speech in single marks: they
// open more often than the double ones.
func (s *side) singleQuotes() bool {
	if s.tag.CJK() {
		return false
	}
	singles, doubles := 0, 0
	for i := range s.n {
		prev := ' '
		for _, c := range s.text.String(i) {
			switch c {
			case '\u2018':
				singles++
			case '\'':
				if !wordy(prev) {
					singles++
				}
			case '“':
				doubles++
			case '"':
				doubles++
			}
			prev = c
		}
	}
	return singles > 2*doubles
}
