package pipeline

import (
	"slices"

	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

// Across is the last step over all articles of a run: what no article alone
// can show, one source sentence translated two ways and the reverse. Results
// are compared in their order, each target language by itself.
func Across(results []Result, s *Settings) []finding.Finding {
	facts := map[lang.Tag][]check.Fact{}
	for _, r := range results {
		for tag, list := range r.facts {
			facts[tag] = append(facts[tag], list...)
		}
	}
	var out []finding.Finding
	for _, tag := range sortedKeys(facts) {
		out = append(out, check.Consistency(facts[tag], s.options(""))...)
	}
	return s.level(out)
}

// furtherCodes are the codes of findings that other stages than check make.
var furtherCodes = []finding.Code{"moved", "swapped", "empty-side", "far-longer", "unrelated", "no-lexicon", "pin-lost",
	"font-missing", "font-fallback", "link-left-out", "picture-left-out"}

// level gives findings of the other stages the severity that the
// configuration asks for, and leaves out those that are off.
func (s *Settings) level(findings []finding.Finding) []finding.Finding {
	if s == nil || len(s.check.Levels) == 0 {
		return findings
	}
	var out []finding.Finding
	for _, f := range findings {
		switch l := s.check.Levels[f.Code]; {
		case l == check.Off:
			continue
		case l != check.Default && slices.Contains(furtherCodes, f.Code):
			f.Severity = finding.Severity(l - check.Info)
		}
		out = append(out, f)
	}
	return out
}
