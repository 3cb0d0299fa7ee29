package align

import (
	"context"
	"math"
	"runtime"
	"sort"
	"sync"

	"github.com/duizhao/duizhao/segment"
)

// Example is one pair of texts with its gold alignment.
type Example struct {
	Name           string
	Set            string // the set it belongs to; held-out scores are also given by set
	Source, Target *segment.Text
	Gold           []GoldBead
	Coarse         bool    // gold is coarser than sentences (verses, paragraphs)
	Weight         float64 // how much it counts; 0 is 1
	Dress          string  // other dress to show it in too (see Dress), "" for none

	forget int // thousandths of the lexicon that is hidden, as for a freer translation
}

// sparse holds the features of arcs without their zeros.
type sparse struct {
	at []int32
	f  []uint8
	x  []float32
}

func (s *sparse) add(v *vector) {
	for f, x := range v {
		if x != 0 {
			s.f = append(s.f, uint8(f))
			s.x = append(s.x, x)
		}
	}
	s.at = append(s.at, int32(len(s.f)))
}

// lesson is an example made ready: its lattice and the arcs that gold allows.
type lesson struct {
	name    string
	lattice *lattice
	allowed []bool
	weight  float64
	rate    float32
	gap     float64 // μ: how much of the gap weights the texts use
	scores  []float64
	post    []float64
	gold    []float64
}

// region is a stretch of both texts that gold pairs; inside an exact one only
// the bead itself is right.
type region struct {
	i0, i1, j0, j1 int
	exact          bool
}

// regions makes gold a monotone partition of both texts: beads that cross, and
// sentences that gold leaves out, become one inexact region with what lies
// between.
func regions(gold []GoldBead, n, m int, coarse bool) []region {
	var list []region
	for _, g := range gold {
		r := region{i0: n, j0: m, exact: !coarse}
		for _, i := range g.Source {
			r.i0, r.i1 = min(r.i0, i), max(r.i1, i+1)
		}
		for _, j := range g.Target {
			r.j0, r.j1 = min(r.j0, j), max(r.j1, j+1)
		}
		if len(g.Source) == 0 {
			r.i0, r.i1 = -1, -1
		}
		if len(g.Target) == 0 {
			r.j0, r.j1 = -1, -1
		}
		if r.i1 > n || r.j1 > m || len(g.Source) > 0 && r.i1-r.i0 != len(g.Source) || len(g.Target) > 0 && r.j1-r.j0 != len(g.Target) {
			r.exact = false
			r.i1, r.j1 = min(r.i1, n), min(r.j1, m)
		}
		list = append(list, r)
	}
	return partition(list, n, m)
}

// partition walks along paired regions in order and puts the null beads and
// whatever is left between them.
func partition(list []region, n, m int) []region {
	var paired, alone []region
	for _, r := range list {
		if r.i0 >= 0 && r.j0 >= 0 && r.i1 > r.i0 && r.j1 > r.j0 {
			paired = append(paired, r)
		} else {
			alone = append(alone, r)
		}
	}
	sort.SliceStable(paired, func(a, b int) bool { return paired[a].i0 < paired[b].i0 })
	var out []region
	for _, r := range paired {
		for len(out) > 0 && (out[len(out)-1].j1 > r.j0 || out[len(out)-1].i1 > r.i0) {
			last := out[len(out)-1]
			r = region{min(last.i0, r.i0), max(last.i1, r.i1), min(last.j0, r.j0), max(last.j1, r.j1), false}
			out = out[:len(out)-1]
		}
		out = append(out, r)
	}
	loneI, loneJ := map[int]bool{}, map[int]bool{}
	for _, r := range alone {
		for i := r.i0; r.i0 >= 0 && i < r.i1; i++ {
			loneI[i] = true
		}
		for j := r.j0; r.j0 >= 0 && j < r.j1; j++ {
			loneJ[j] = true
		}
	}
	var full []region
	i, j := 0, 0
	gap := func(toI, toJ int) {
		if i == toI && j == toJ {
			return
		}
		r := region{i, toI, j, toJ, true}
		for k := i; k < toI; k++ {
			r.exact = r.exact && loneI[k]
		}
		for k := j; k < toJ; k++ {
			r.exact = r.exact && loneJ[k]
		}
		full = append(full, r)
		i, j = toI, toJ
	}
	for _, r := range out {
		gap(r.i0, r.j0)
		full = append(full, r)
		i, j = r.i1, r.j1
	}
	gap(n, m)
	return full
}

// newLesson prepares an example. With weights it first lets a long text teach
// itself, as best does.
func newLesson(ctx context.Context, ex *Example, opt *Options, w *Weights) (*lesson, error) {
	p := newProblem(ex.Source, ex.Target, opt)
	p.forget = ex.forget
	c, b, err := p.ready(ctx)
	if err != nil {
		return nil, err
	}
	if w != nil && p.teachable() {
		f, err := p.full(ctx, c, b, w)
		if err != nil {
			return nil, err
		}
		if f != nil {
			p.learnFrom(f)
		}
	}
	regs := regions(ex.Gold, p.source.n, p.target.n, ex.Coarse)
	for _, r := range regs {
		widen(b, r)
	}
	settle(b)
	l, err := c.build(ctx, b, shapes, &firstWeights, true)
	if err != nil {
		return nil, err
	}
	ls := &lesson{name: ex.Name, lattice: l, weight: ex.Weight, rate: c.nullRate, gap: gapShareOf(c.nullRate)}
	if ls.weight == 0 {
		ls.weight = 1
	}
	ls.allowed = make([]bool, len(l.arcs))
	at := 0
	for k := range l.arcs {
		i0, i1, j0, j1 := l.span(k)
		for at > 0 && regs[at].i0 >= i0 {
			at--
		}
		for q := at; q < len(regs) && regs[q].i0 <= i0; q++ {
			r := regs[q]
			if i0 < r.i0 || i1 > r.i1 || j0 < r.j0 || j1 > r.j1 {
				continue
			}
			s := shapes[l.arcs[k].shape]
			single := r.i1-r.i0 > 0 && r.j1-r.j0 > 0 && shapeIndex(shape{r.i1 - r.i0, r.j1 - r.j0}) >= 0
			switch {
			case r.exact && single:
				ls.allowed[k] = i0 == r.i0 && i1 == r.i1 && j0 == r.j0 && j1 == r.j1
			case r.exact && (r.i1 == r.i0 || r.j1 == r.j0 || regionNull(r, ex)):
				ls.allowed[k] = s.a == 0 || s.b == 0
			default:
				ls.allowed[k] = true
			}
			if ls.allowed[k] {
				at = q
				break
			}
		}
	}
	ls.scores, ls.post, ls.gold = make([]float64, len(l.arcs)), make([]float64, len(l.arcs)), make([]float64, len(l.arcs))
	return ls, nil
}

// regionNull reports whether an exact region with sentences on both sides is
// made of null beads only.
func regionNull(r region, ex *Example) bool {
	for _, g := range ex.Gold {
		if len(g.Source) > 0 && len(g.Target) > 0 && g.Source[0] >= r.i0 && g.Source[0] < r.i1 {
			return false
		}
	}
	return true
}

// widen makes the band hold the corners of a region and what lies between.
func widen(b *band, r region) {
	for i := r.i0; i <= r.i1; i++ {
		b.lo[i], b.hi[i] = min(b.lo[i], int32(r.j0)), max(b.hi[i], int32(r.j1))
	}
}

func settle(b *band) {
	for i := b.n - 1; i >= 0; i-- {
		b.lo[i] = min(b.lo[i], b.lo[i+1])
	}
	for i := 1; i <= b.n; i++ {
		b.hi[i] = max(b.hi[i], b.hi[i-1])
	}
}

// likelihood adds the gradient of log P(gold) to grad and gives log P(gold).
func (ls *lesson) likelihood(w *[features]float64, grad *[features]float64) float64 {
	l := ls.lattice
	sp := l.sparse
	for k := range l.arcs {
		sum := 0.0
		for q := sp.at[k]; q < sp.at[k+1]; q++ {
			sum += w[sp.f[q]] * float64(sp.x[q])
		}
		ls.scores[k] = sum
	}
	var t, all, right [states][states]float64
	t[stSource][stSource], t[stTarget][stTarget] = w[fAfterSame], w[fAfterSame]
	t[stSource][stTarget], t[stTarget][stSource] = w[fAfterOther], w[fAfterOther]
	t[stSource][stPaired], t[stTarget][stPaired] = w[fPairAfter], w[fPairAfter]
	clear(ls.gold)
	z := l.posterior(ls.scores, &t, nil, ls.post, &all)
	zg := l.posterior(ls.scores, &t, ls.allowed, ls.gold, &right)
	if math.IsInf(zg, 0) || math.IsNaN(zg) {
		return 0
	}
	for k := range l.arcs {
		d := ls.gold[k] - ls.post[k]
		if d > -1e-6 && d < 1e-6 {
			continue
		}
		d *= ls.weight
		for q := sp.at[k]; q < sp.at[k+1]; q++ {
			grad[sp.f[q]] += d * float64(sp.x[q])
		}
	}
	diff := func(a, b state) float64 { return ls.weight * (right[a][b] - all[a][b]) }
	grad[fAfterSame] += diff(stSource, stSource) + diff(stTarget, stTarget)
	grad[fAfterOther] += diff(stSource, stTarget) + diff(stTarget, stSource)
	grad[fPairAfter] += diff(stSource, stPaired) + diff(stTarget, stPaired)
	return ls.weight * (zg - z)
}

// fit learns weights by maximum likelihood with a Gaussian prior (its mean, and
// L2), by Adam (Kingma and Ba, 2015) on the whole set.
func fit(ctx context.Context, lessons []*lesson, start *[features]float64, prior *Weights, l2 float64, rounds int) (*Weights, error) {
	w := &Weights{w: *start, gap: prior.gap}
	var mean, square [2 * features]float64
	const rate, b1, b2 = 0.12, 0.9, 0.98
	for round := 1; round <= rounds; round++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		grad := gradient(lessons, w)
		step := rate
		if round > rounds/2 {
			step *= 1.1 - float64(round)/float64(rounds)
		}
		c1, c2 := 1-math.Pow(b1, float64(round)), 1-math.Pow(b2, float64(round))
		for f := range grad {
			at, center := &w.w[f%int(features)], prior.w[f%int(features)]
			if f >= int(features) {
				at, center = &w.gap[f-int(features)], prior.gap[f-int(features)]
			}
			g := grad[f] - l2*(*at-center)
			mean[f] = b1*mean[f] + (1-b1)*g
			square[f] = b2*square[f] + (1-b2)*g*g
			*at += step * (mean[f] / c1) / (math.Sqrt(square[f]/c2) + 1e-8)
		}
	}
	return w, nil
}

// structureWeights are where the prior puts the weights of block structure,
// which gold sets of one sentence a line say nothing about; the others' prior
// is at zero. The values are near what gold-news, documents with their
// structure, teaches.
var structureWeights = map[feature]float64{fBothStart: 1.7, fStartOnly: -1.1, fCrossZ: -0.9, fCrossE: -2, fKindSame: 2, fKindDiff: -4, fNullKind: 1.7}

// gradient sums the lessons' gradients in their order, whatever finishes
// first: for w, then for gap.
func gradient(lessons []*lesson, w *Weights) (sum [2 * features]float64) {
	parts := make([][features]float64, len(lessons))
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k := range lessons {
		wait.Add(1)
		slots <- struct{}{}
		go func() {
			use := w.w
			for f := range use {
				use[f] += lessons[k].gap * w.gap[f]
			}
			lessons[k].likelihood(&use, &parts[k])
			<-slots
			wait.Done()
		}()
	}
	wait.Wait()
	for k, p := range parts {
		for f := range p {
			sum[f] += p[f]
			sum[f+int(features)] += lessons[k].gap * p[f]
		}
	}
	return sum
}
