package draft

import (
	"slices"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/segment"
)

// Review records that a person has seen to the translation of the sentences
// with these ids, of the source or of the target, or no longer counts as
// having done so; nil means all that have a translation and are not stale. It
// gives the number of sentences that changed their state and the ids that no
// sentence has. The translation must be one that the ledger knows: see Adopt.
func Review(source, target *segment.Text, l *ledger.Ledger, to lang.Tag, ids []string, reviewed bool) (next *ledger.Ledger, count int, unknown []string) {
	v := survey(source, target, l, to)
	named := map[string]bool{}
	for _, id := range ids {
		named[id] = false
	}
	word := ""
	if reviewed {
		word = string(Reviewed)
	}
	var beads []ledger.Bead
	done := map[*ledger.Bead]bool{}
	for i := range v.standing {
		s := &v.standing[i]
		chosen := ids == nil && (s.State != Stale || !reviewed)
		for _, id := range append([]string{s.ID}, pick(v.targets, s.Target)...) {
			if _, ok := named[id]; ok {
				named[id], chosen = true, true
			}
		}
		if !chosen || len(s.Target) == 0 || s.place {
			continue
		}
		if source.Worded(i) && (s.State == Reviewed) != reviewed {
			count++
		}
		if s.bead != nil && !s.adopted {
			if !done[s.bead] && (s.bead.Review != word || s.State == Stale || s.State == Edited) {
				done[s.bead] = true
				b := *s.bead
				b.Review, b.Basis = word, ledger.Basis{} // of the texts as they are now
				if s.target {
					b.Origin = &ledger.Origin{By: byPerson}
				}
				beads = append(beads, b)
			}
			continue
		}
		beads = append(beads, ledger.Bead{From: source.Doc.Lang, To: to, Source: []string{s.ID}, Target: pick(v.targets, s.Target),
			Origin: &ledger.Origin{By: byPerson}, Review: word})
	}
	for _, id := range ids {
		if !named[id] && !slices.Contains(unknown, id) {
			unknown = append(unknown, id)
		}
	}
	return v.ledger.Put(beads...), count, unknown
}

func pick(ids []string, at []int) []string {
	var out []string
	for _, i := range at {
		out = append(out, ids[i])
	}
	return out
}

// Drafted reports whether the ledger knows the translation of a source as one
// whose sentences it keeps account of.
func Drafted(source, target *segment.Text, l *ledger.Ledger, to lang.Tag) bool {
	return target != nil && survey(source, target, l, to).drafted
}

// Adopt takes a translation that a person made into account: its pairs as the
// aligner has them, with the person as their origin. They are not pinned.
func Adopt(b *bitext.Bitext, l *ledger.Ledger) *ledger.Ledger {
	ids, kept := l.Carry(b.Source, b.Target)
	var beads []ledger.Bead
	for _, bead := range b.Beads {
		if bead.Source.Len() > 0 && bead.Target.Len() > 0 {
			beads = append(beads, ledger.Bead{From: b.Source.Doc.Lang, To: b.Target.Doc.Lang, Source: ids.Source[bead.Source.From:bead.Source.To],
				Target: ids.Targets[0][bead.Target.From:bead.Target.To], Origin: &ledger.Origin{By: byPerson}})
		}
	}
	return kept.Put(beads...)
}
