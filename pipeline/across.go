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
		for tag, list := range r.Facts {
			facts[tag] = append(facts[tag], list...)
		}
	}
	return s.Compare(facts)
}

// Compare is Across over the facts themselves, by target language.
func (s *Settings) Compare(facts map[lang.Tag][]check.Fact) []finding.Finding {
	opt := s.across()
	unused := make([]int, len(opt.Suppress))
	var out []finding.Finding
	for _, tag := range sortedKeys(facts) {
		for _, f := range check.Consistency(facts[tag], opt) {
			if f.Code != check.SuppressionStale {
				out = append(out, f)
				continue
			}
			for i, p := range opt.Suppress { // what has ended is told by Stale
				if f.Args["Kind"] != "unused" || f.Args["Code"] != string(p.Code) || f.Args["Sentence"] != p.Sentence || f.Args["Reason"] != p.Reason {
					continue
				}
				if unused[i]++; unused[i] == len(facts) {
					out = append(out, s.atLine(f, s.config.Suppress[i].Line))
				}
			}
		}
	}
	return s.level(out)
}

// across are the options of the comparison of articles.
func (s *Settings) across() check.Options {
	if s == nil {
		return check.Options{}
	}
	out := s.check
	for _, p := range s.config.Suppress {
		out.Suppress = append(out.Suppress, check.Suppression{Code: finding.Code(p.Code), Sentence: p.Sentence, Article: p.Article, Reason: p.Reason, Until: string(p.Until)})
	}
	return out
}

// alignCodes are the codes of findings of the aligner, madeCodes of the making
// of editions, furtherCodes of all that other stages than check have.
var (
	alignCodes   = []finding.Code{"moved", "swapped", "empty-side", "far-longer", "unrelated", "no-lexicon", "pin-lost"}
	madeCodes    = []finding.Code{"font-missing", "font-fallback", "link-left-out", "picture-left-out"}
	furtherCodes = slices.Concat(alignCodes, madeCodes, []finding.Code{DeadLink})
)

// DeadLink is the code of a link to a file that the project does not publish.
const DeadLink finding.Code = "dead-link"

// Leveled gives findings of a later step the severity that the configuration
// asks for, and leaves out those that it accepts.
func (s *Settings) Leveled(findings []finding.Finding) []finding.Finding {
	if s == nil {
		return findings
	}
	opt := s.across()
	opt.Suppress = slices.DeleteFunc(opt.Suppress, func(p check.Suppression) bool { return p.Code != DeadLink })
	return slices.DeleteFunc(check.Accept(s.level(findings), opt, nil), func(f finding.Finding) bool { return f.Code == check.SuppressionStale })
}

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
