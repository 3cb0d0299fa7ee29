package check

import (
	"slices"

	"github.com/duizhao/duizhao/finding"
)

// SuppressionStale is the code of a suppression that suppresses nothing, or
// whose day has passed.
const SuppressionStale finding.Code = "suppression-stale"

// Suppression accepts findings of one code.
type Suppression struct {
	Code     finding.Code
	Sentence string // id of the sentence on either side; "" for all
	Article  string // name of the article; "" for all
	Reason   string
	Until    string // the last day, as 2027-01-31; "" for no end
}

// Accept takes out of the findings of a later stage what is accepted, and
// reports, without a place, the suppressions that match none of them; codes are
// those of which the stage can say so.
func Accept(list []finding.Finding, opt Options, codes []finding.Code) []finding.Finding {
	return suppress(slices.Clone(list), opt, func(code finding.Code) bool { return slices.Contains(codes, code) })
}

// suppress takes out what is accepted, and reports suppressions that have
// ended or match nothing, of the codes that decided names.
func suppress(list []finding.Finding, opt Options, decided func(finding.Code) bool) []finding.Finding {
	used := make([]bool, len(opt.Suppress))
	out := list[:0]
	for _, f := range list {
		hidden := false
		for i, s := range opt.Suppress {
			if s.Code == f.Code && s.inArticle(f) && (s.Sentence == "" || in(f.Source, s.Sentence) || in(f.Target, s.Sentence)) {
				used[i] = true
				hidden = hidden || !ended(s.Until, opt.Today)
			}
		}
		if !hidden {
			out = append(out, f)
		}
	}
	levels := levelsOf(opt)
	for i, s := range opt.Suppress {
		kind := "unused"
		switch {
		case ended(s.Until, opt.Today):
			kind = "ended"
		case used[i], !decided(s.Code):
			continue
		}
		out = withLevel(out, finding.Finding{
			Code: SuppressionStale,
			Args: map[string]any{"Kind": kind, "Code": string(s.Code), "Sentence": s.Sentence, "Reason": s.Reason, "Until": s.Until},
		}, levels)
	}
	return out
}

// inArticle reports a finding in the article that a suppression is for.
func (s Suppression) inArticle(f finding.Finding) bool {
	if s.Article == "" {
		return true
	}
	for _, p := range []*finding.Place{f.Source, f.Target} {
		if p != nil && p.Doc.Name == s.Article {
			return true
		}
	}
	return false
}

// in reports a place in the sentence of an id.
func in(p *finding.Place, id string) bool {
	return p != nil && p.Sentence != nil && p.Sentence.ID == id
}
