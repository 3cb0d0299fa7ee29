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

// Made gives what the making of one edition found its level, leaves out what
// comments in its texts and the configuration accept, and adds what there is to
// say about such comments.
func (s *Settings) Made(ed *bitext.Edition, findings []finding.Finding, format Format, look RenderOptions) []finding.Finding {
	kept, _ := s.accept(ed.Name, findings, bitexts(ed), renderCodes([]Format{format}, look))
	return kept
}

// bitexts are those of all targets of an edition.
func bitexts(ed *bitext.Edition) []*bitext.Bitext {
	var out []*bitext.Bitext
	for _, t := range ed.Targets {
		out = append(out, t.Bitext)
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
