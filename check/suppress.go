package check

import (
	"github.com/duizhao/duizhao/finding"
)

// SuppressionStale is the code of a suppression that suppresses nothing, or
// whose day has passed.
const SuppressionStale finding.Code = "suppression-stale"

// Suppression accepts findings of one code.
type Suppression struct {
	Code     finding.Code
	Sentence string // id of the sentence on either side; "" for the whole article
	Reason   string
	Until    string // the last day, as 2027-01-31; "" for no end
}

// suppress takes out what is accepted, and reports suppressions that have
// ended or match nothing.
func suppress(list []finding.Finding, opt Options) []finding.Finding {
	used := make([]bool, len(opt.Suppress))
	ended := func(s Suppression) bool { return s.Until != "" && opt.Today != "" && s.Until < opt.Today }
	out := list[:0]
	for _, f := range list {
		hidden := false
		for i, s := range opt.Suppress {
			if s.Code == f.Code && (s.Sentence == "" || in(f.Source, s.Sentence) || in(f.Target, s.Sentence)) {
				used[i] = true
				hidden = hidden || !ended(s)
			}
		}
		if !hidden {
			out = append(out, f)
		}
	}
	level := opt.Levels[SuppressionStale]
	if level == Default {
		level = Warning
	}
	for i, s := range opt.Suppress {
		if level == Off || used[i] && !ended(s) {
			continue
		}
		kind := "unused"
		if ended(s) {
			kind = "ended"
		}
		out = append(out, finding.Finding{
			Code: SuppressionStale, Severity: finding.Severity(level - Info),
			Args: map[string]any{"Kind": kind, "Code": string(s.Code), "Sentence": s.Sentence, "Reason": s.Reason, "Until": s.Until},
		})
	}
	return out
}

// in reports a place in the sentence of an id.
func in(p *finding.Place, id string) bool {
	return p != nil && p.Sentence != nil && p.Sentence.ID == id
}
