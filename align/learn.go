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
	known          [][]knownPair // by source form: t(e|z) that the dictionary has; one e can come from several texts
}

type sureBead struct {
	z, e   []int32
	weight float64
}

type knownPair struct {
	e int32
	t float32
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
	return &counts{source: vocabulary{number: map[string]int32{}}, target: vocabulary{number: map[string]int32{}}}
}

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
	for len(co.known) < len(co.source.forms) {
		co.known = append(co.known, nil)
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
				co.known[mapZ[id]] = append(co.known[mapZ[id]], knownPair{e, h.r * float32(tr.prior[h.form])})
			}
		}
	}
}

// pairTable numbers the pairs of forms that meet in a bead, those of one source
// form behind each other.
type pairTable struct {
	z, e  []int32
	t     []float64 // t(e|z)
	count []float64
	beads []int32
	cells []int32 // of every bead, row by row of its e: the number of each pair
}

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
		for id, z := range pt.z {
			pt.t[id] = pt.count[id] / (totals[z] + 1)
		}
	}
	lex := &Lexicon{pairs: map[string][]learnedPair{}}
	for id, z := range pt.z {
		if pt.beads[id] < learnBeads || pt.count[id] < learnCount {
			continue
		}
		zf, ef := co.source.forms[z], co.target.forms[pt.e[id]]
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
