package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
)

// Applied is one change that Fix made.
type Applied struct {
	Code     finding.Code
	Term     string       // the source term that it is about, "" for none
	At       doc.Position // in the text before the changes
	Old, New string
}

// Fix gives the text of a document with the safe fixes among findings applied,
// and a note of each. Only fixes of the codes named are applied; without codes
// those of terms and particles. Of fixes that overlap the first is applied.
// The document is not changed. A text that was fixed, read and checked again
// has none of these findings, so that a second run changes nothing.
func Fix(d *doc.Document, findings []finding.Finding, codes ...finding.Code) (text string, applied []Applied) {
	if len(codes) == 0 {
		codes = []finding.Code{TermForbidden, NameReading, Particle}
	}
	var todo []finding.Finding
	for _, f := range findings {
		if f.Fix != nil && f.Fix.Safe && f.Fix.Doc == d && slices.Contains(codes, f.Code) {
			todo = append(todo, f)
		}
	}
	slices.SortStableFunc(todo, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Fix.Span.Start, b.Fix.Span.Start), cmp.Compare(b.Fix.Span.End, a.Fix.Span.End))
	})
	var b strings.Builder
	at := 0
	for _, f := range todo {
		s := f.Fix.Span
		if s.Start < at || s.End > len(d.Text) || s.Start > s.End {
			continue
		}
		b.WriteString(d.Text[at:s.Start] + f.Fix.Text)
		at = s.End
		applied = append(applied, Applied{Code: f.Code, Term: f.Term, At: d.Position(s.Start), Old: d.Text[s.Start:s.End], New: f.Fix.Text})
	}
	b.WriteString(d.Text[at:])
	return b.String(), applied
}
