package align

import (
	"math"
	"sort"

	"github.com/duizhao/duizhao/align/internal/unit"
)

// attest says how well a pair must be attested, and how much is taken from its
// count, so that chance meetings weigh little.
type attest struct {
	beads           int32
	count, discount float64
}

var (
	// fromOthers is asked of a lexicon that is kept in a file: the texts that
	// it is used for may be among those that taught it, and what one bead says
	// is no evidence for that bead.
	fromOthers = attest{2, 1.2, 1}
	// withinText is asked of what a text teaches itself, where each sentence is
	// shown what other beads say (see own.go).
	withinText = attest{1, 0.5, 0.3}
)

// of gives t(e|z) of a pair, or 0 when it is not attested well enough.
func (a attest) of(beads int32, count, total float64) float64 {
	if beads < a.beads || count < a.count {
		return 0
	}
	return (count - a.discount) / (total + 1)
}

// pairTable numbers the pairs of forms that meet in a bead, those of one source
// form behind each other.
type pairTable struct {
	z, e  []int32
	t     []float64 // t(e|z)
	count []float64 // expected count
	beads []int32   // beads that hold the pair
	cells []int32   // of every bead, row by row of its e: the number of each pair
	total []float64 // by source form: the sum of its pairs' counts

	kernel [kernelCells + 1]float64 // by distance from the bead's diagonal
	row    []float64
}

const (
	kernelCells = 64
	// modelRounds lets names win over what stands beside them: after three
	// rounds words that were met twice still shared their counts with neighbours.
	modelRounds = 10
	// modelKappa is how fast a pair off the diagonal loses weight.
	modelKappa = 4.0
)

// emptyWord is the share of an unknown word, and what every pair starts with.
const emptyWord = 0.02

// occurrence is a place of a source form: a bead, and the form's place there.
type occurrence struct{ bead, at int32 }

// occurrences lists the places of every source form: those of z are
// list[first[z]:first[z+1]].
func (co *counts) occurrences() (list []occurrence, first []int32) {
	first = make([]int32, len(co.source.forms)+1)
	for _, b := range co.beads {
		for _, z := range b.z {
			first[z+1]++
		}
	}
	for z := range co.source.forms {
		first[z+1] += first[z]
	}
	list = make([]occurrence, first[len(first)-1])
	next := append([]int32(nil), first...)
	for n, b := range co.beads {
		for k, z := range b.z {
			list[next[z]] = occurrence{int32(n), int32(k)}
			next[z]++
		}
	}
	return list, first
}

// table goes through the source forms one after the other, so that the pairs of
// each are found in an array over the target's forms and no hashing is needed.
func (co *counts) table() *pairTable {
	pt := &pairTable{}
	start := make([]int, len(co.beads)+1)
	for n, b := range co.beads {
		start[n+1] = start[n] + len(b.z)*len(b.e)
	}
	pt.cells = make([]int32, start[len(co.beads)])
	list, first := co.occurrences()
	number, known := make([]int32, len(co.target.forms)), make([]float32, len(co.target.forms))
	for e := range number {
		number[e] = -1
	}
	var last []int32 // by pair: the bead that counted it last
	for z := range co.source.forms {
		from := int32(len(pt.z))
		for _, x := range co.known[z] {
			known[x.e] = max(known[x.e], x.t)
		}
		for _, o := range list[first[z]:first[z+1]] {
			b := &co.beads[o.bead]
			at := start[o.bead] + int(o.at)
			for _, e := range b.e {
				id := number[e]
				if id < from {
					id = int32(len(pt.z))
					number[e] = id
					pt.z, pt.e = append(pt.z, int32(z)), append(pt.e, e)
					pt.t = append(pt.t, emptyWord+float64(known[e]))
					pt.beads, last = append(pt.beads, 0), append(last, -1)
				}
				if last[id] != o.bead {
					last[id] = o.bead
					pt.beads[id]++
				}
				pt.cells[at] = id
				at += len(b.z)
			}
		}
		for _, x := range co.known[z] {
			known[x.e] = 0
		}
	}
	pt.count = make([]float64, len(pt.z))
	return pt
}

// train runs IBM Model 1 (Brown et al. 1993) over the sure beads, started from
// the dictionary. A word's counterparts are expected near the diagonal of the
// bead, as in fast_align (Dyer, Chahuneau and Smith 2013).
func (co *counts) train() *pairTable {
	pt := co.table()
	for i := range pt.kernel {
		pt.kernel[i] = math.Exp(-modelKappa * float64(i) / kernelCells)
	}
	pt.total = make([]float64, len(co.source.forms))
	for range modelRounds {
		clear(pt.count)
		clear(pt.total)
		at := 0
		for n := range co.beads {
			b := &co.beads[n]
			for j := range b.e {
				cells := pt.cells[at : at+len(b.z)]
				at += len(b.z)
				for k, c := range pt.expect(b, j, cells) {
					pt.count[cells[k]] += c
					pt.total[b.z[k]] += c
				}
			}
		}
		for id, z := range pt.z {
			pt.t[id] = pt.count[id] / (pt.total[z] + 1)
		}
	}
	return pt
}

// expect gives the expected counts of target word j of a bead with each of its
// source words. The result is valid until the next call.
func (pt *pairTable) expect(b *sureBead, j int, cells []int32) []float64 {
	if cap(pt.row) < len(cells) {
		pt.row = make([]float64, len(cells), learnBead)
	}
	row := pt.row[:len(cells)]
	norm := 0.0
	for k := range row {
		row[k] = pt.kernel[int(kernelCells*abs(b.atZ[k]-b.atE[j]))]
		norm += row[k]
	}
	norm = float64(len(cells)) / norm
	sum := emptyWord
	for k, id := range cells {
		row[k] = row[k] * norm * pt.t[id]
		sum += row[k]
	}
	scale := b.weight / sum
	for k := range row {
		row[k] *= scale
	}
	return row
}

// keep makes a lexicon of the pairs that are attested as asked.
func (co *counts) keep(pt *pairTable, asked attest) *Lexicon {
	lex := &Lexicon{pairs: map[string][]learnedPair{}}
	for id, z := range pt.z {
		if w := asked.of(pt.beads[id], pt.count[id], pt.total[z]); w > 0 && co.teaches(pt, int32(id)) {
			form := co.source.forms[z]
			lex.pairs[form] = append(lex.pairs[form], learnedPair{co.target.forms[pt.e[id]], w})
		}
	}
	for _, list := range lex.pairs {
		sort.Slice(list, func(i, j int) bool { return list[i].target < list[j].target })
	}
	return lex
}

// teaches reports whether both forms of a pair are words that can be learned.
func (co *counts) teaches(pt *pairTable, id int32) bool {
	z, e := co.source.forms[pt.z[id]], co.target.forms[pt.e[id]]
	return teaches(z) && teaches(e) && !unit.IsStop(e)
}

// teaches reports whether a form is a word; figures are known without
// learning.
func teaches(form string) bool { return form != "" && form[0] != '#' && form[0] != '=' && form[0] != 0 }
