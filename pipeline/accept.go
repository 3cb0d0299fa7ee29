package pipeline

import (
	"slices"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/finding"
)

// renderCodes are the codes of findings that making editions can have, and that
// it would have: a font that is not asked for lacks nothing.
func renderCodes(formats []Format, look RenderOptions) []finding.Code {
	var out []finding.Code
	if slices.Contains(formats, PDF) {
		out = append(out, "font-missing", "picture-left-out")
	}
	if slices.Contains(formats, HTML) {
		out = append(out, "link-left-out", "picture-left-out")
		if look.EmbedFonts {
			out = append(out, "font-fallback")
		}
	}
	return out
}

// accept gives findings of a stage behind the checks their level and leaves out
// what comments in the texts and the configuration accept. stale is what there
// is to say about suppressions of the codes that the stage decides, as takeStale
// gives it.
func (s *Settings) accept(article string, findings []finding.Finding, bts []*bitext.Bitext, codes []finding.Code) (kept, stale []finding.Finding) {
	opt := s.options(article)
	findings = check.AllowLater(s.level(findings), bts, opt, codes)
	opt.Suppress = slices.DeleteFunc(opt.Suppress, func(p check.Suppression) bool { return !slices.Contains(codes, p.Code) })
	for _, f := range check.Accept(findings, opt, codes) {
		if aboutConfig(f) {
			stale = append(stale, f)
		} else {
			kept = append(kept, f)
		}
	}
	return kept, stale
}
