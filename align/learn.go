package align

import (
	"context"
	"sort"

	"github.com/duizhao/duizhao/align/internal/unit"
	"github.com/duizhao/duizhao/segment"
)

// Lexicon holds word pairs learned from aligned text: t(e|z) for source forms
// and target forms, as the aligner cuts them.
type Lexicon struct {
	pairs map[string][]learnedPair
}

type learnedPair struct {
	target string
	weight float64 // t(target|source)
}

// Pair is two texts to learn from.
type Pair struct {
	Source, Target *segment.Text
}

// Learning keeps a pair of forms that it met in enough beads, and takes one
// from every expected count, so that chance meetings weigh little.
const (
	learnPosterior = 0.5
	learnBeads     = 2
	learnCount     = 2.0
	learnDiscount  = 1.0
	learnRounds    = 3
	learnBead      = 160    // tokens a side: longer beads teach nothing
	learnMost      = 60_000 // beads in all; a book of that size has taught what it can

	// A text of this many sentences is aligned, learned from, and aligned
	// again; a shorter one says too little of itself.
	selfLeast = 100
	selfMost  = 20_000
)

// Learn aligns the pairs and learns word pairs from the beads that it is sure
// of. No gold is needed. The result depends on the pairs' texts, not on their
// order beyond the rounding of sums.
func Learn(ctx context.Context, pairs []Pair, opt Options) (*Lexicon, error) {
	var problems []*problem
	var weights []*Weights
	for _, p := range pairs {
		s, t := p.Source, p.Target
		if t.Doc.Lang.Chinese() && !s.Doc.Lang.Chinese() {
			s, t = t, s
		}
		problems = append(problems, newProblem(s, t, &opt))
		w, err := opt.weights(s.Doc.Lang, t.Doc.Lang)
		if err != nil {
			return nil, err
		}
		weights = append(weights, w)
	}
	return learn(ctx, problems, weights)
}

// learn aligns problems and learns from them.
func learn(ctx context.Context, problems []*problem, weights []*Weights) (*Lexicon, error) {
	co := newCounts()
	for k, p := range problems {
		if p.source.n == 0 || p.target.n == 0 {
			continue
		}
		f, err := p.search(ctx, weights[k])
		if err != nil {
			return nil, err
		}
		co.gather(p, f)
	}
	return co.lexicon(), nil
}

// counts holds sure beads as lists of form numbers, over all texts.
type counts struct {
	source, target vocabulary
	beads          []sureBead
	known          map[uint64]float32 // t(e|z) that the dictionary has
}

type sureBead struct {
	z, e   []int32
	weight float64
}

type vocabulary struct {
	number map[string]int32
	forms  []string
}

func (v *vocabulary) of(form string) int32 {
	id, ok := v.number[form]
	if !ok {
		id = int32(len(v.forms))
		v.number[form] = id
		v.forms = append(v.forms, form)
	}
	return id
}

func newCounts() *counts {
	return &counts{source: vocabulary{number: map[string]int32{}}, target: vocabulary{number: map[string]int32{}}, known: map[uint64]float32{}}
}

func pairKey(z, e int32) uint64 { return uint64(uint32(z))<<32 | uint64(uint32(e)) }

// gather takes the sure beads of one text.
func (co *counts) gather(p *problem, f *found) {
	s, t := p.source, p.target
	mapZ, mapE := make([]int32, len(s.forms)), make([]int32, len(t.forms))
	for k := range mapZ {
		mapZ[k] = -1
	}
	for k := range mapE {
		mapE[k] = -1
	}
	take := func(x *side, from, to int, mapped []int32, v *vocabulary) (out []int32) {
		for k := x.ent[from]; k < x.ent[to]; k++ {
			if !x.entMain[k] {
				continue
			}
			id := x.entForm[k]
			if mapped[id] < 0 {
				mapped[id] = v.of(x.forms[id])
			}
			out = append(out, mapped[id])
		}
		return out
	}
	for k, b := range f.beads {
		if f.posterior[k] < learnPosterior || b.Source.Len() == 0 || b.Target.Len() == 0 {
			continue
		}
		z := take(s, b.Source.From, b.Source.To, mapZ, &co.source)
		e := take(t, b.Target.From, b.Target.To, mapE, &co.target)
		if len(z) > 0 && len(e) > 0 && len(z) <= learnBead && len(e) <= learnBead && len(co.beads) < learnMost {
			co.beads = append(co.beads, sureBead{z, e, f.posterior[k]})
		}
	}
	if f.scorer == nil {
		return
	}
	tr := f.scorer.tr
	for id, hits := range tr.hits {
		if mapZ[id] < 0 {
			continue
		}
		for _, h := range hits {
			if e := mapE[h.form]; e >= 0 {
				key := pairKey(mapZ[id], e)
				co.known[key] = max(co.known[key], h.r*float32(tr.prior[h.form]))
			}
		}
	}
}

// pairTable numbers the pairs of forms that meet in a bead.
type pairTable struct {
	number map[uint64]int32
	key    []uint64
	t      []float64 // t(e|z)
	count  []float64
	beads  []int32
	cells  []int32 // of every bead, row by row of its e: the number of each pair
}

// emptyWord is the share of an unknown word, and what every pair starts with.
const emptyWord = 0.02

func (co *counts) table() *pairTable {
	pt := &pairTable{number: make(map[uint64]int32, 64*len(co.beads))}
	var last []int32 // by pair: the bead that counted it last
	for n, b := range co.beads {
		for _, e := range b.e {
			for _, z := range b.z {
				key := pairKey(z, e)
				id, ok := pt.number[key]
				if !ok {
					id = int32(len(pt.key))
					pt.number[key] = id
					pt.key = append(pt.key, key)
					pt.t = append(pt.t, emptyWord+float64(co.known[key]))
					pt.beads, last = append(pt.beads, 0), append(last, -1)
				}
				if last[id] != int32(n) {
					last[id] = int32(n)
					pt.beads[id]++
				}
				pt.cells = append(pt.cells, id)
			}
		}
	}
	pt.count = make([]float64, len(pt.key))
	return pt
}

// lexicon runs IBM Model 1 (Brown et al. 1993) over the sure beads, started
// from the dictionary, and keeps the pairs that are well attested.
func (co *counts) lexicon() *Lexicon {
	pt := co.table()
	totals := make([]float64, len(co.source.forms))
	for round := 0; round < learnRounds; round++ {
		clear(pt.count)
		clear(totals)
		at := 0
		for _, b := range co.beads {
			for range b.e {
				row := pt.cells[at : at+len(b.z)]
				at += len(b.z)
				sum := emptyWord
				for _, id := range row {
					sum += pt.t[id]
				}
				for k, id := range row {
					c := b.weight * pt.t[id] / sum
					pt.count[id] += c
					totals[b.z[k]] += c
				}
			}
		}
		for id, key := range pt.key {
			pt.t[id] = pt.count[id] / (totals[key>>32] + 1)
		}
	}
	lex := &Lexicon{pairs: map[string][]learnedPair{}}
	for id, key := range pt.key {
		if pt.beads[id] < learnBeads || pt.count[id] < learnCount {
			continue
		}
		z := int32(key >> 32)
		zf, ef := co.source.forms[z], co.target.forms[int32(uint32(key))]
		if !teaches(zf) || !teaches(ef) || unit.IsStop(ef) {
			continue
		}
		lex.pairs[zf] = append(lex.pairs[zf], learnedPair{ef, (pt.count[id] - learnDiscount) / (totals[z] + 1)})
	}
	for _, list := range lex.pairs {
		sort.Slice(list, func(i, j int) bool { return list[i].target < list[j].target })
	}
	return lex
}

// teaches reports whether a form is a word; figures are known without
// learning.
func teaches(form string) bool { return form != "" && form[0] != '#' && form[0] != '=' && form[0] != 0 }
