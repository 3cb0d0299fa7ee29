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
	sentence int // the first that has it, -1 for none
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
			c = &missingChar{sentence: sentence}
			m.seen[key] = c
		}
		if sentence >= 0 && (c.sentence < 0 || sentence < c.sentence) {
			c.sentence = sentence
		}
	}
}

// findings gives one finding for each character and column, in the order of
// the text.
func (m *missing) findings(d *document) []finding.Finding {
	if len(m.seen) == 0 {
		return nil
	}
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
	counts := m.count(d)
	for _, k := range keys {
		c := m.seen[k]
		f := finding.Finding{Code: "font-missing", Severity: severity, Args: map[string]any{
			"Char": string(k.r), "CodePoint": fmt.Sprintf("U+%04X", k.r), "Count": max(1, counts[k])}}
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

// count says how often each missing character stands in the texts. Setting
// cannot count: text is set more than once where a row is divided.
func (m *missing) count(d *document) map[missingKey]int {
	counts := map[missingKey]int{}
	for i, c := range d.columns {
		for _, b := range c.text.Doc.Blocks {
			for _, r := range b.Text {
				if key := (missingKey{i, r}); r > 0x7F && m.seen[key] != nil {
					counts[key]++
				}
			}
		}
	}
	return counts
}
