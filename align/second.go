package align

import (
	"context"
	"math"
	"strings"
)

// Embedder turns sentences into vectors of one size, in their order: a second
// opinion on beads in doubt. Package align/embed asks a service for them.
type Embedder interface {
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

const (
	doubtful     = 0.9  // beads below this posterior are asked about
	plausible    = 0.02 // and compared with arcs above this one
	maxAsked     = 4000 // texts sent for one pair of files
	marginWeight = 0.8  // score of a margin of one standard deviation of the cosines
	leastSpread  = 0.02 // of the cosines, so that a handful of pairs is not blown up
)

// second asks the embedder about the beads in doubt and adds to the score of
// their arcs the margin of their similarity: the cosine of the two sides less
// the mean cosine of each side with the others that it might go with (after
// Artetxe and Schwenk, "Margin-based parallel corpus mining", 2019), in units
// of the cosines' spread. The weight is set by hand, since no vectors are at
// hand where weights are trained; README says how.
func (p *problem) second(ctx context.Context, e Embedder, l *lattice, arcs []int, post []float64, all []float64) (changed bool, err error) {
	doubt := make([]bool, l.n+1)
	any := false
	for k, a := range arcs {
		if post[k] >= doubtful {
			continue
		}
		i0, i1, _, _ := l.span(a)
		for i := max(0, i0-1); i <= min(l.n, i1+1); i++ {
			doubt[i], any = true, true
		}
	}
	if !any {
		return false, nil
	}
	ask := newAsked(p)
	type pair struct{ arc, s, t int }
	var pairs []pair
	for k := range l.arcs {
		if all[k] < plausible || l.arcs[k].shape == pinShape {
			continue
		}
		i0, i1, j0, j1 := l.span(k)
		if i0 == i1 || j0 == j1 || !doubt[i0] || !doubt[i1] {
			continue
		}
		if len(ask.texts) >= maxAsked {
			break
		}
		pairs = append(pairs, pair{k, ask.text(p.source, i0, i1, 0), ask.text(p.target, j0, j1, 1)})
	}
	if len(pairs) == 0 {
		return false, nil
	}
	vectors, err := e.Embed(ctx, ask.texts)
	if err != nil {
		return false, err
	}
	cos := make([]float64, len(pairs))
	sum, n := make([]float64, len(ask.texts)), make([]float64, len(ask.texts))
	for k, x := range pairs {
		cos[k] = cosine(vectors[x.s], vectors[x.t])
		for _, side := range []int{x.s, x.t} {
			sum[side] += cos[k]
			n[side]++
		}
	}
	unit := marginWeight / spread(cos)
	for k, x := range pairs {
		margin := cos[k] - (sum[x.s]/n[x.s]+sum[x.t]/n[x.t])/2
		s := shapes[l.arcs[x.arc].shape]
		l.arcs[x.arc].score += int32(math.Round(unit * margin * float64(s.a+s.b) / 2 * scoreUnit))
	}
	return true, nil
}

// spread is the standard deviation of the cosines: some models give 0.8 to
// what is alike and 0.7 to what is not, others 0.9 and 0.1.
func spread(cos []float64) float64 {
	mean, sum := 0.0, 0.0
	for _, x := range cos {
		mean += x / float64(len(cos))
	}
	for _, x := range cos {
		sum += float64((x - mean) * (x - mean))
	}
	return math.Max(leastSpread, math.Sqrt(sum/float64(len(cos))))
}

// asked collects the texts to embed, each once.
type asked struct {
	texts  []string
	number map[[3]int]int
}

func newAsked(*problem) *asked { return &asked{number: map[[3]int]int{}} }

func (a *asked) text(x *side, from, to, which int) int {
	key := [3]int{which, from, to}
	if k, ok := a.number[key]; ok {
		return k
	}
	var parts []string
	for i := from; i < to; i++ {
		parts = append(parts, x.text.String(i))
	}
	sep := " "
	if x.tag.Chinese() {
		sep = ""
	}
	a.number[key] = len(a.texts)
	a.texts = append(a.texts, strings.Join(parts, sep))
	return len(a.texts) - 1
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for k := range min(len(a), len(b)) {
		x, y := float64(a[k]), float64(b[k])
		ab += float64(x * y)
		aa += float64(x * x)
		bb += float64(y * y)
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}
