package align

import (
	"context"

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

// What learning takes in.
const (
	learnPosterior = 0.5
	learnBead      = 160    // tokens a side: longer beads teach nothing
	learnMost      = 60_000 // beads in all; a book of that size has taught what it can
	learnRounds    = 2      // Learn aligns twice, the second time with what the first has taught

	// A text of this many sentences is aligned, learned from, and aligned
	// again; a shorter one says too little of itself.
	selfLeast = 30
	selfMost  = 20_000
)

// Learn aligns the pairs and learns word pairs from the beads that it is sure
// of, then does so again with what it has learned. No gold is needed. The result
// depends on the pairs' texts, not on their order beyond the rounding of sums.
func Learn(ctx context.Context, pairs []Pair, opt Options) (*Lexicon, error) {
	for range learnRounds {
		lexicon, err := learnOnce(ctx, pairs, opt)
		if err != nil {
			return nil, err
		}
		opt.Lexicon = lexicon
	}
	return opt.Lexicon, nil
}

func learnOnce(ctx context.Context, pairs []Pair, opt Options) (*Lexicon, error) {
	co := newCounts()
	for _, pair := range pairs {
		s, t := pair.Source, pair.Target
		if t.Doc.Lang.Chinese() && !s.Doc.Lang.Chinese() {
			s, t = t, s
		}
		w, err := opt.weights(s.Doc.Lang, t.Doc.Lang)
		if err != nil {
			return nil, err
		}
		p := newProblem(s, t, &opt)
		if p.source.n == 0 || p.target.n == 0 {
			continue
		}
		f, err := p.search(ctx, w)
		if err != nil {
			return nil, err
		}
		co.gather(p, f)
	}
	return co.keep(co.train(), fromOthers), nil
}

// counts holds sure beads as lists of form numbers, over all texts.
type counts struct {
	source, target vocabulary
	beads          []sureBead
	known          [][]knownPair // by source form: t(e|z) that the dictionary has; one e can come from several texts
}

// sureBead is a bead as its forms, each with its place from 0 to 1 in the
// bead, and the source sentences that it holds.
type sureBead struct {
	z, e     []int32
	atZ, atE []float32
	from, to int
	weight   float64
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
	take := func(x *side, from, to int, mapped []int32, v *vocabulary) (out []int32, at []float32) {
		all := float32(x.tok[to] - x.tok[from])
		for n := from; n < to; n++ {
			for k := x.ent[n]; k < x.ent[n+1]; k++ {
				if !x.entMain[k] {
					continue
				}
				id := x.entForm[k]
				if mapped[id] < 0 {
					mapped[id] = v.of(x.forms[id])
				}
				out = append(out, mapped[id])
				at = append(at, (float32(x.tok[n]-x.tok[from]+x.entPos[k])+0.5)/all)
			}
		}
		return out, at
	}
	for k, b := range f.beads {
		if f.posterior[k] < learnPosterior || b.Source.Len() == 0 || b.Target.Len() == 0 {
			continue
		}
		z, atZ := take(s, b.Source.From, b.Source.To, mapZ, &co.source)
		e, atE := take(t, b.Target.From, b.Target.To, mapE, &co.target)
		if len(z) > 0 && len(e) > 0 && len(z) <= learnBead && len(e) <= learnBead && len(co.beads) < learnMost {
			co.beads = append(co.beads, sureBead{z, e, atZ, atE, b.Source.From, b.Source.To, f.posterior[k]})
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
