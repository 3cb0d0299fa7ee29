package pipeline

import (
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
)

// Termbases lists what is wrong with the termbases that the articles used,
// each once: a misspelt column or a form that is both allowed and forbidden
// would otherwise make checks silently useless. What is only worth a note is
// left to `duizhao glossary lint`.
func Termbases(results []Result) []finding.Finding {
	var out []finding.Finding
	seen := map[string]bool{}
	for _, r := range results {
		for _, g := range r.terms {
			if seen[g.Path] {
				continue
			}
			seen[g.Path] = true
			for _, f := range glossary.Lint(g) {
				if f.Severity >= finding.Warning {
					out = append(out, f)
				}
			}
		}
	}
	return out
}
