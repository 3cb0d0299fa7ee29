package align

import (
	"context"
	"math"
)

// The preliminary pass weighs beads by these alone; they need not be learned,
// since it only tells which cells to look at.
var firstWeights = func() (w [features]float64) {
	for f, x := range map[feature]float64{fLengthGauss: 0.3, fFwd: 2, fFwdStop: 0.6, fRev: 2, fRevStop: 0.6, fMissE: -1, fMissZ: -1, fNumber: 0.5, fQuotes: -0.3,
		fNullBias: -3, fNullLength: -1, fSameQuote: 1, fBothStart: 1, fKindDiff: -1, fKindSame: 1, fAfterSame: 1.5} {
		w[f] = x
	}
	for k, s := range shapes {
		if s.a > 0 && s.b > 0 {
			w[fShape+feature(k)] = -1.0 * float64(s.a+s.b-2)
		}
	}
	return w
}()

const (
	keepScore = 9 * scoreUnit // cells this much worse than the best path are dropped
	keepExtra = 2             // cells kept on either side of a kept one
)

// prune runs the preliminary pass over the band and gives the narrower band
// that is worth the full one.
func (c *scorer) prune(ctx context.Context, wide *band) (*band, error) {
	l, err := c.build(ctx, wide, firstShapes, &firstWeights, false)
	if err != nil {
		return nil, err
	}
	fw, bw := l.viterbi(&firstWeights)
	best := int32(noScore)
	for s := range states {
		best = max(best, fw[len(fw)-1][s])
	}
	c.nullRate = rateOf(l.nulls(fw, &firstWeights), wide.n+wide.m)
	n, m := wide.n, wide.m
	lo, hi := make([]int32, n+1), make([]int32, n+1)
	for i := 0; i <= n; i++ {
		lo[i], hi[i] = int32(m)+1, -1
		for j := wide.lo[i]; j <= wide.hi[i]; j++ {
			k := l.cellAt[i] + j - wide.lo[i]
			top := int32(noScore)
			for s := range states {
				if fw[k][s] > noScore && bw[k][s] > noScore {
					top = max(top, fw[k][s]+bw[k][s])
				}
			}
			if top > noScore && top >= best-keepScore {
				lo[i], hi[i] = min(lo[i], j), max(hi[i], j)
			}
		}
	}
	b := narrow(wide, lo, hi)
	b.clip(c.pins)
	return b, nil
}

// nulls counts the null beads of the best path.
func (l *lattice) nulls(fw [][states]int32, w *[features]float64) (count int) {
	t := transitions(w)
	cell, s := int32(len(fw)-1), stPaired
	for x := range states {
		if fw[cell][x] > fw[cell][s] {
			s = x
		}
	}
	for cell > 0 {
		stepped := false
		for k := l.arcAt[cell]; k < l.arcAt[cell+1] && !stepped; k++ {
			a := &l.arcs[k]
			if shapeStates[a.shape] != s {
				continue
			}
			for from := range states {
				if f := fw[a.from][from]; f > noScore && f+a.score+t[from][s] == fw[cell][s] {
					if s != stPaired {
						count++
					}
					cell, s, stepped = a.from, from, true
					break
				}
			}
		}
		if !stepped {
			return count
		}
	}
	return count
}

// rateOf turns a count of null beads into the feature of that name.
func rateOf(nulls, sentences int) float32 {
	return max(0, min(3, float32(math.Log(float64(nulls+1)/float64(sentences+20)))+5))
}

// narrow makes the band of the cells [lo, hi], a few more on either side, with
// the fits measured on the wide one. Rows in which no cell was kept (a bead
// jumped over them) take what lies between their neighbours.
func narrow(wide *band, lo, hi []int32) *band {
	n, m := wide.n, wide.m
	last := int32(0)
	for i := 0; i <= n; i++ {
		if hi[i] < 0 {
			lo[i], hi[i] = last, last
		}
		last = hi[i]
	}
	for i := 0; i <= n; i++ {
		lo[i] = max(0, lo[i]-keepExtra)
		hi[i] = min(int32(m), hi[i]+keepExtra)
	}
	for i := n - 1; i >= 0; i-- {
		lo[i] = min(lo[i], lo[i+1])
	}
	for i := 1; i <= n; i++ {
		hi[i] = max(hi[i], hi[i-1])
	}
	lo[0], hi[n] = 0, int32(m)
	b := *wide
	b.lo, b.hi = lo, hi
	return &b
}

// decode chooses the sequence of arcs and gives their posteriors, and those of
// all arcs.
func (l *lattice) decode(w *[features]float64) (arcs []int, posterior, all []float64) {
	scores := make([]float64, len(l.arcs))
	for k := range l.arcs {
		scores[k] = float64(l.arcs[k].score) / scoreUnit
	}
	t := transitions(w)
	var tf [states][states]float64
	for a := range states {
		for b := range states {
			tf[a][b] = float64(t[a][b]) / scoreUnit
		}
	}
	post := make([]float64, len(l.arcs))
	l.posterior(scores, &tf, nil, post, nil)
	// Minimum Bayes risk: the path with the largest sum of posteriors, each
	// lessened so that a bead is worth making only when it is likely. Whole
	// numbers, as for scores.
	cells := int(l.cellAt[l.n+1])
	best := make([]int64, cells)
	back := make([]int32, cells)
	for k := range best {
		best[k], back[k] = math.MinInt64/2, -1
	}
	best[0] = 0
	for k := range l.arcs {
		a := &l.arcs[k]
		gain := int64(math.Round(post[k]*mbrUnit)) - mbrPenalty
		if v := best[a.from] + gain; v > best[a.cell] {
			best[a.cell], back[a.cell] = v, int32(k)
		}
	}
	for cell := int32(cells - 1); cell > 0; {
		k := back[cell]
		if k < 0 {
			return nil, nil, nil
		}
		arcs = append(arcs, int(k))
		cell = l.arcs[k].from
	}
	for i, j := 0, len(arcs)-1; i < j; i, j = i+1, j-1 {
		arcs[i], arcs[j] = arcs[j], arcs[i]
	}
	for _, k := range arcs {
		posterior = append(posterior, math.Min(1, post[k]))
	}
	return arcs, posterior, post
}

const mbrUnit = 1 << 20

var mbrPenalty int64 = mbrUnit * 2 / 5

// span gives the sentences of an arc.
func (l *lattice) span(k int) (i0, i1, j0, j1 int) {
	a := &l.arcs[k]
	i1, j1 = l.place(a.cell)
	if a.shape == pinShape {
		i0, j0 = l.place(a.from)
		return i0, i1, j0, j1
	}
	s := shapes[a.shape]
	return i1 - s.a, i1, j1 - s.b, j1
}

// place gives the row and column of a cell.
func (l *lattice) place(cell int32) (i, j int) {
	lo, hi := 0, l.n
	for lo < hi {
		if m := (lo + hi + 1) / 2; l.cellAt[m] <= cell {
			lo = m
		} else {
			hi = m - 1
		}
	}
	return lo, int(cell - l.cellAt[lo] + l.lo[lo])
}
