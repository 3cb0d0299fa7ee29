package align

import "sort"

// A text that teaches itself would believe what it has said: a wrong bead of
// the first search pairs words, and these words would speak for the bead in the
// second. So every sentence is shown what the text says without the bead that
// held it (leaving one out): that bead's counts are taken from the text's.

// ownHit is what a source form loses of its hit on a target form.
type ownHit struct {
	form, target int32
	r            float32
}

// ownHits are the losses of each source sentence, by form and target.
type ownHits [][]ownHit

// of gives the losses of one form in one sentence, by target.
func (o ownHits) of(sentence int, form int32) []ownHit {
	if o == nil {
		return nil
	}
	all := o[sentence]
	from := sort.Search(len(all), func(k int) bool { return all[k].form >= form })
	to := from
	for to < len(all) && all[to].form == form {
		to++
	}
	return all[from:to]
}

// less takes from a hit what is lost on its target, and gives the losses behind
// it. Hits come in the order of their targets.
func less(h hit, losses []ownHit) (hit, []ownHit) {
	for len(losses) > 0 && losses[0].target < h.form {
		losses = losses[1:]
	}
	if len(losses) > 0 && losses[0].target == h.form {
		h.r -= losses[0].r
	}
	return h, losses
}

// ownHits gives for every sentence what its own bead has taught, of a lexicon
// kept as asked.
func (co *counts) ownHits(pt *pairTable, asked attest, tr *translator) ownHits {
	out := make(ownHits, tr.source.n)
	forms, pairs := make([]float64, len(pt.total)), make([]float64, len(pt.z))
	var met []int32 // the pairs of a bead
	at := 0
	for n := range co.beads {
		b := &co.beads[n]
		met = met[:0]
		for j := range b.e {
			cells := pt.cells[at : at+len(b.z)]
			at += len(b.z)
			for k, c := range pt.expect(b, j, cells) {
				forms[b.z[k]] += c
				if pairs[cells[k]] == 0 {
					met = append(met, cells[k])
				}
				pairs[cells[k]] += c
			}
		}
		var own []ownHit
		for _, id := range met {
			z, c := pt.z[id], pairs[id]
			pairs[id] = 0
			all := asked.of(pt.beads[id], pt.count[id], pt.total[z])
			rest := asked.of(pt.beads[id]-1, pt.count[id]-c, pt.total[z]-forms[z])
			if all <= rest || !co.teaches(pt, id) {
				continue
			}
			e := tr.target.vocab[co.target.forms[pt.e[id]]]
			own = append(own, ownHit{tr.source.vocab[co.source.forms[z]], e, float32(selfShare * (all - rest) / tr.prior[e])})
		}
		for _, z := range b.z {
			forms[z] = 0
		}
		sort.Slice(own, func(i, j int) bool {
			return own[i].form < own[j].form || own[i].form == own[j].form && own[i].target < own[j].target
		})
		for i := b.from; i < b.to; i++ {
			out[i] = own
		}
	}
	return out
}
