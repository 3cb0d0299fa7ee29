package check

import (
	"slices"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
)

// AllowLater takes out of the findings of a later stage about an edition what
// comments in its texts accept. bts are the edition's bitexts, of one source.
// Comments all of whose codes the stage decides, listed in codes, and that
// accept nothing are findings of their own; Run has told of the other faults
// that a comment can have.
func AllowLater(list []finding.Finding, bts []*bitext.Bitext, opt Options, codes []finding.Code) []finding.Finding {
	known := func(finding.Code) bool { return true }
	var source []*allowance
	used := map[*allowance]bool{}
	hidden := make([]bool, len(list))
	var stale []finding.Finding
	levels := levelsOf(opt)
	tell := func(a *allowance, inSource bool) {
		decided := func(code finding.Code) bool { return slices.Contains(codes, code) && levels[code] != Off }
		if used[a] || a.wrong != "" || ended(a.until, opt.Today) || !all(a.codes, decided) {
			return
		}
		f := staleComment(a, "unused")
		if f.Target = a.place(); inSource {
			f.Source, f.Target = f.Target, nil
		}
		stale = withLevel(stale, f, levels)
	}
	for n, bt := range bts {
		r := prepare(bt, IDs{}, nil, opt)
		if n == 0 {
			source = allowances(bt.Source, known)
		}
		target := allowances(bt.Target, known)
		for i, f := range list {
			if !r.about(f) {
				continue
			}
			for k, s := range []*side{r.src, r.tgt} {
				for _, a := range [][]*allowance{source, target}[k] {
					if a.wrong == "" && r.covers(a, s, f) {
						used[a] = true
						hidden[i] = hidden[i] || !ended(a.until, opt.Today)
					}
				}
			}
		}
		for _, a := range target {
			tell(a, false)
		}
	}
	for _, a := range source {
		tell(a, true)
	}
	var out []finding.Finding
	for i, f := range list {
		if !hidden[i] {
			out = append(out, f)
		}
	}
	return append(out, stale...)
}

// about reports a finding that names no other texts than those of the bitext.
func (r *run) about(f finding.Finding) bool {
	for _, p := range []*finding.Place{f.Source, f.Target} {
		if p != nil && p.Doc != r.bt.Source.Doc && p.Doc != r.bt.Target.Doc {
			return false
		}
	}
	return true
}

// all reports that something holds of every code.
func all(codes []finding.Code, holds func(finding.Code) bool) bool {
	return !slices.ContainsFunc(codes, func(c finding.Code) bool { return !holds(c) })
}
