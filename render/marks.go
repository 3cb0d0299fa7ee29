package render

import (
	"sort"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
)

// TermRef names a glossary entry of an edition.
type TermRef struct {
	Target int // index into Edition.Targets
	Term   int // index into that target's Terms
}

// Mark is one occurrence of a glossary term in a column. The source column
// gathers the marks of all targets: the same words then carry several entries.
type Mark struct {
	Sentence int
	Span     doc.Span // in the text of the sentence's block
	Terms    []TermRef
}

// Marks gives the term marks of a column, sorted by sentence and place; they
// do not overlap. Where the targets' marks of the source overlap without being
// the same, the one that begins first stays, of those the longest.
func Marks(ed *bitext.Edition, column int) []Mark {
	var all []Mark
	for k := range ed.Targets {
		if column != 0 && k != column-1 {
			continue
		}
		side := bitext.SourceSide
		if column != 0 {
			side = bitext.TargetSide
		}
		for _, m := range ed.Targets[k].Marks {
			if m.Side == side && !m.Span.Empty() && m.Term >= 0 && m.Term < len(ed.Targets[k].Terms) {
				all = append(all, Mark{m.Sentence, m.Span, []TermRef{{k, m.Term}}})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if a.Sentence != b.Sentence {
			return a.Sentence < b.Sentence
		}
		if a.Span.Start != b.Span.Start {
			return a.Span.Start < b.Span.Start
		}
		return a.Span.End > b.Span.End
	})
	out := all[:0]
	for _, m := range all {
		if n := len(out); n > 0 && out[n-1].Sentence == m.Sentence && m.Span.Start < out[n-1].Span.End {
			if out[n-1].Span == m.Span {
				out[n-1].Terms = append(out[n-1].Terms, m.Terms...)
			}
			continue
		}
		out = append(out, m)
	}
	return out
}

// MarksOf is the marks of a range of sentences, out of the marks of a column.
func MarksOf(marks []Mark, r bitext.Range) []Mark {
	from := sort.Search(len(marks), func(i int) bool { return marks[i].Sentence >= r.From })
	to := sort.Search(len(marks), func(i int) bool { return marks[i].Sentence >= r.To })
	return marks[from:max(from, to)]
}
