package pdf

import (
	"fmt"
	"sort"

	"github.com/duizhao/duizhao/finding"
)

// codePoint writes a character as its number: [U+1F600].
func codePoint(r rune) string { return fmt.Sprintf("[U+%04X]", r) }

// missing collects the characters that no font has.
type missing struct {
	seen map[missingKey]*missingChar
}

type missingKey struct {
	column int
	r      rune
}

type missingChar struct {
	sentence int          // the first that has it, -1 for none
	places   map[int]bool // sentences: text is set more than once where a row is divided
}

// in gives the function that a column reports to.
func (m *missing) in(column int) func(rune, int) {
	return func(r rune, sentence int) {
		if m.seen == nil {
			m.seen = map[missingKey]*missingChar{}
		}
		key := missingKey{column, r}
		c := m.seen[key]
		if c == nil {
			c = &missingChar{sentence: sentence, places: map[int]bool{}}
			m.seen[key] = c
		}
		if sentence >= 0 && (c.sentence < 0 || sentence < c.sentence) {
			c.sentence = sentence
		}
		c.places[sentence] = true
	}
}

// findings gives one finding for each character and column, in the order of
// the text.
func (m *missing) findings(d *document) []finding.Finding {
	keys := make([]missingKey, 0, len(m.seen))
	for k := range m.seen {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		if a.column != b.column {
			return a.column < b.column
		}
		if s, t := m.seen[a].sentence, m.seen[b].sentence; s != t {
			return s < t
		}
		return a.r < b.r
	})
	severity := finding.Warning
	if d.opt.StrictFonts {
		severity = finding.Error
	}
	var out []finding.Finding
	for _, k := range keys {
		c := m.seen[k]
		f := finding.Finding{Code: "font-missing", Severity: severity, Args: map[string]any{
			"Char": string(k.r), "CodePoint": fmt.Sprintf("U+%04X", k.r), "Count": d.count(k.column, k.r)}}
		if c.sentence >= 0 {
			place := d.sentencePlace(k.column, c.sentence)
			if k.column == 0 {
				f.Source = place
			} else {
				f.Target = place
			}
		}
		out = append(out, f)
	}
	return out
}

// count is how often a character stands in the blocks of a column.
func (d *document) count(column int, r rune) (n int) {
	t := d.columns[column].text.Doc
	for _, b := range t.Blocks {
		for _, x := range b.Text {
			if x == r {
				n++
			}
		}
	}
	return max(n, 1)
}
