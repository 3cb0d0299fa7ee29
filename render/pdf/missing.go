package pdf

import (
	"fmt"
	"sort"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
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

// occurrences are a missing character's places in a column.
type occurrences struct {
	count     int
	block, at int // the first
	bytes     int
}

// findings gives one finding for each character and column, at the first that
// stands in the text, in the order of the text.
func (m *missing) findings(d *document) []finding.Finding {
	if len(m.seen) == 0 {
		return nil
	}
	found := m.find(d)
	keys := make([]missingKey, 0, len(m.seen))
	for k := range m.seen {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		if a.column != b.column {
			return a.column < b.column
		}
		if s, t := found[a], found[b]; s.block != t.block || s.at != t.at {
			return s.block < t.block || s.block == t.block && s.at < t.at
		}
		return a.r < b.r
	})
	severity := finding.Warning
	if d.opt.StrictFonts {
		severity = finding.Error
	}
	var out []finding.Finding
	for _, k := range keys {
		f := finding.Finding{Code: "font-missing", Severity: severity, Args: map[string]any{
			"Char": string(k.r), "CodePoint": fmt.Sprintf("U+%04X", k.r), "Count": max(1, found[k].count)}}
		if place := m.place(d, k, found[k]); k.column == 0 {
			f.Source = place
		} else {
			f.Target = place
		}
		out = append(out, f)
	}
	return out
}

// place is where a missing character first stands: itself, or the sentence
// that it came out of when the text spells it otherwise (as a letter and a
// combining mark); nil when it is in no text, only in a title that was given.
func (m *missing) place(d *document, k missingKey, o occurrences) *finding.Place {
	if o.count == 0 {
		if s := m.seen[k].sentence; s >= 0 {
			return d.sentencePlace(k.column, s)
		}
		return nil
	}
	t := d.columns[k.column].text
	place := &finding.Place{Doc: t.Doc}
	from, to := t.Of(o.block)
	for s := from; s < to; s++ {
		if t.Sentences[s].Span.Contains(o.at) {
			place = d.sentencePlace(k.column, s)
		}
	}
	place.Span = t.Doc.Blocks[o.block].Source(doc.Span{Start: o.at, End: o.at + o.bytes})
	return place
}

// find looks the missing characters up in the texts. Setting cannot count
// them: text is set more than once where a row is divided.
func (m *missing) find(d *document) map[missingKey]occurrences {
	found := map[missingKey]occurrences{}
	for i, c := range d.columns {
		for n, b := range c.text.Doc.Blocks {
			for at, r := range b.Text {
				key := missingKey{i, r}
				if r <= 0x7F || m.seen[key] == nil {
					continue
				}
				o := found[key]
				if o.count == 0 {
					o.block, o.at, o.bytes = n, at, utf8.RuneLen(r)
				}
				o.count++
				found[key] = o
			}
		}
	}
	return found
}
