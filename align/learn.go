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
	learnBead      = 160 // tokens a side: longer beads teach nothing
)

// Learn aligns the pairs and learns word pairs from the beads that it is sure
// of. No gold is needed. The result depends on the pairs' texts, not on their
// order beyond the rounding of sums.
func Learn(ctx context.Context, pairs []Pair, opt Options) (*Lexicon, error) {
	set, err := NamedWeights(opt.Weights)
	if err != nil {
		return nil, err
	}
	var problems []*problem
	var weights []*Weights
	for _, p := range pairs {
		s, t := p.Source, p.Target
		if t.Doc.Lang.Chinese() && !s.Doc.Lang.Chinese() {
			s, t = t, s
		}
		problems = append(problems, newProblem(s, t, &opt))
		weights = append(weights, set.For(s.Doc.Lang, t.Doc.Lang))
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
		if len(z) > 0 && len(e) > 0 && len(z) <= learnBead && len(e) <= learnBead {
			co.beads = append(co.beads, sureBead{z, e, f.posterior[k]})
		}
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

// lexicon runs IBM Model 1 (Brown et al. 1993) over the sure beads, started
// from the dictionary, and keeps the pairs that are well attested.
func (co *counts) lexicon() *Lexicon {
	type stat struct {
		t, count float64
		beads    int
	}
	table := map[uint64]*stat{}
	const floor = 0.02
	for _, b := range co.beads {
		seen := map[uint64]bool{}
		for _, z := range b.z {
			for _, e := range b.e {
				key := pairKey(z, e)
				if seen[key] {
					continue
				}
				seen[key] = true
				st := table[key]
				if st == nil {
					st = &stat{t: floor + float64(co.known[key])}
					table[key] = st
				}
				st.beads++
			}
		}
	}
	totals := make([]float64, len(co.source.forms))
	share := make([]float64, 0, learnBead)
	for round := 0; round < learnRounds; round++ {
		for _, st := range table {
			st.count = 0
		}
		clear(totals)
		for _, b := range co.beads {
			for _, e := range b.e {
				share = share[:0]
				sum := floor // the empty word
				for _, z := range b.z {
					x := table[pairKey(z, e)].t
					share = append(share, x)
					sum += x
				}
				for k, z := range b.z {
					c := b.weight * share[k] / sum
					table[pairKey(z, e)].count += c
					totals[z] += c
				}
			}
		}
		for key, st := range table {
			z := int32(key >> 32)
			st.t = st.count / (totals[z] + 1)
		}
	}
	lex := &Lexicon{pairs: map[string][]learnedPair{}}
	for key, st := range table {
		z, e := int32(key>>32), int32(uint32(key))
		if st.beads < learnBeads || st.count < learnCount {
			continue
		}
		zf, ef := co.source.forms[z], co.target.forms[e]
		if !teaches(zf) || !teaches(ef) || unit.IsStop(ef) {
			continue
		}
		lex.pairs[zf] = append(lex.pairs[zf], learnedPair{ef, (st.count - learnDiscount) / (totals[z] + 1)})
	}
	for _, list := range lex.pairs {
		sort.Slice(list, func(i, j int) bool { return list[i].target < list[j].target })
	}
	return lex
}

// teaches reports whether a form is a word; figures are known without
// learning.
func teaches(form string) bool { return form != "" && form[0] != '#' && form[0] != '=' && form[0] != 0 }
