package align

import (
	"sort"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/segment"
)

// sorted gives pins in the order of the texts.
func sorted(pins []Pin) []Pin {
	out := append([]Pin(nil), pins...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Source.From != out[j].Source.From {
			return out[i].Source.From < out[j].Source.From
		}
		if out[i].Target.From != out[j].Target.From {
			return out[i].Target.From < out[j].Target.From
		}
		return out[i].Source.To+out[i].Target.To < out[j].Source.To+out[j].Target.To
	})
	return out
}

// between gives the stretches before, between and behind the confirmed beads:
// one more than there are pins. Pins that overlap, cross, are empty or lie
// outside the texts are a fault.
func between(source, target *segment.Text, confirmed []Pin) ([]Pin, error) {
	n, m := len(source.Sentences), len(target.Sentences)
	gaps := make([]Pin, 0, len(confirmed)+1)
	s, t := 0, 0
	for _, p := range sorted(confirmed) {
		good := p.Source.From >= s && p.Target.From >= t && p.Source.Len() >= 0 && p.Target.Len() >= 0 &&
			p.Source.Len()+p.Target.Len() > 0 && p.Source.To <= n && p.Target.To <= m
		if !good {
			path := ""
			if source.Doc != nil {
				path = source.Doc.Path
			}
			return nil, fault.New("align.pins", path, "SourceFrom", p.Source.From, "SourceTo", p.Source.To,
				"TargetFrom", p.Target.From, "TargetTo", p.Target.To)
		}
		gaps = append(gaps, Pin{bitext.Range{From: s, To: p.Source.From}, bitext.Range{From: t, To: p.Target.From}})
		s, t = p.Source.To, p.Target.To
	}
	return append(gaps, Pin{bitext.Range{From: s, To: n}, bitext.Range{From: t, To: m}}), nil
}
