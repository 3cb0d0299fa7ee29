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

// free reports whether a bead keeps clear of every confirmed bead and has not
// been rejected.
func (c *scorer) free(i0, i1, j0, j1 int) bool {
	if len(c.rejected) > 0 && c.rejected[Pin{bitext.Range{From: i0, To: i1}, bitext.Range{From: j0, To: j1}}] {
		return false
	}
	// The pins are in order on both sides: those before k lie wholly before
	// the bead, and so the first that does not must lie behind it.
	k := sort.Search(len(c.pins), func(k int) bool { return c.pins[k].Source.To > i0 || c.pins[k].Target.To > j0 })
	return k == len(c.pins) || i1 <= c.pins[k].Source.From && j1 <= c.pins[k].Target.From
}

// pinned gives the cell in which the confirmed bead begins that ends at (i, j),
// or -1.
func (c *scorer) pinned(l *lattice, i, j int) int32 {
	k := sort.Search(len(c.pins), func(k int) bool {
		return c.pins[k].Source.To > i || c.pins[k].Source.To == i && c.pins[k].Target.To >= j
	})
	if k == len(c.pins) || c.pins[k].Source.To != i || c.pins[k].Target.To != j {
		return -1
	}
	return l.cell(c.pins[k].Source.From, c.pins[k].Target.From)
}

// clip keeps the band to what the confirmed beads leave, and makes it hold
// their corners.
func (b *band) clip(pins []Pin) {
	if len(pins) == 0 {
		return
	}
	k := 0
	for i := 0; i <= b.n; i++ {
		for k < len(pins) && pins[k].Source.To < i {
			k++
		}
		for q := k; q < len(pins) && pins[q].Source.From <= i && i <= pins[q].Source.To; q++ {
			b.lo[i] = min(b.lo[i], int32(pins[q].Target.From))
			b.hi[i] = max(b.hi[i], int32(pins[q].Target.To))
		}
	}
	settle(b)
}
