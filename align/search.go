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

// Long texts are searched in windows, so that memory stays small: windowRows
// source sentences at a time, with windowEdge more on either side whose result
// is thrown away. A path that starts wrong finds back long before that.
const windowEdge = 150

var windowRows = 4000 // smaller in tests

// prune runs the preliminary pass over the band and gives the narrower band
// that is worth the full one.
func (c *scorer) prune(ctx context.Context, wide *band) (*band, error) {
	n, m := wide.n, wide.m
	lo, hi := noCells(n, m)
	best := make([]int32, n+1)
	for i := range best {
		best[i] = -1
	}
	nulls := 0
	for from := 0; from <= n; from += windowRows {
		to := min(n, from+windowRows)
		if n-to < windowRows/2 || len(c.pins) > 0 {
			to = n
		}
		w := wide.window(max(0, from-windowEdge), -1, min(n, to+windowEdge))
		l, err := c.build(ctx, w, firstShapes, &firstWeights, false)
		if err != nil {
			return nil, err
		}
		fw, bw := l.viterbi(&firstWeights)
		nulls += l.follow(fw, &firstWeights, from, to, best)
		l.keepCells(fw, bw, from, to, lo, hi)
		if to == n {
			break
		}
	}
	c.nullRate = rateOf(nulls, n+m)
	slim(lo, hi, best)
	b := narrow(wide, lo, hi, keepExtra)
	b.clip(c.pins)
	return b, nil
}

// noCells makes the edges of a band without any cell.
func noCells(n, m int) (lo, hi []int32) {
	lo, hi = make([]int32, n+1), make([]int32, n+1)
	for i := range lo {
		lo[i], hi[i] = int32(m)+1, -1
	}
	return lo, hi
}

// keepCells notes for rows [from, to] which cells are near the best path.
func (l *lattice) keepCells(fw, bw [][states]int32, from, to int, lo, hi []int32) {
	best := int32(noScore)
	for s := range states {
		best = max(best, fw[len(fw)-1][s])
	}
	for i := from; i <= to; i++ {
		for j := l.lo[i]; j <= l.hi[i]; j++ {
			k := l.cellAt[i] + j - l.lo[i]
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
}

// window gives the band of rows [from, to] alone. It begins in column start of
// its first row, or in the middle cell where start is -1, and ends in the
// middle cell of its last row, unless that is the text's end.
func (b *band) window(from, start, to int) *band {
	if from == 0 && to == b.n {
		return b
	}
	w := *b
	w.lo, w.hi = make([]int32, b.n+1), make([]int32, b.n+1)
	for i := range w.lo {
		w.lo[i], w.hi[i] = 1, 0 // no cell
	}
	copy(w.lo[from:to+1], b.lo[from:to+1])
	copy(w.hi[from:to+1], b.hi[from:to+1])
	if from > 0 {
		if start < 0 {
			start = int(b.lo[from]+b.hi[from]) / 2
		}
		w.startAt(from, int32(start))
	}
	if to < b.n {
		mid := (b.lo[to] + b.hi[to]) / 2
		w.endAt(to, mid)
	}
	return &w
}

// startAt makes (i, j) the first cell, and endAt the last.
func (b *band) startAt(i int, j int32) {
	b.lo[i], b.hi[i] = j, j
	for k := i + 1; k <= b.n && b.hi[k] >= b.lo[k]; k++ {
		b.lo[k], b.hi[k] = max(b.lo[k], j), max(b.hi[k], j)
	}
}

func (b *band) endAt(i int, j int32) {
	b.lo[i], b.hi[i] = j, j
	for k := i - 1; k >= 0 && b.hi[k] >= b.lo[k]; k-- {
		b.lo[k], b.hi[k] = min(b.lo[k], j), min(b.hi[k], j)
	}
}

// slim cuts rows in which far too many cells are as good as the best (texts
// whose sentences are all alike) down to slimRow cells around the best path.
func slim(lo, hi, best []int32) {
	last := int32(0)
	for i := range lo {
		if best[i] < 0 {
			best[i] = last
		}
		last = best[i]
		if hi[i]-lo[i] > slimRow {
			lo[i], hi[i] = max(lo[i], best[i]-slimRow/2), min(hi[i], best[i]+slimRow/2)
		}
	}
}

const slimRow = 32

// follow walks the best path through rows (first, last]: it counts its null
// beads and notes the column in which it passes each row.
func (l *lattice) follow(fw [][states]int32, w *[features]float64, first, last int, best []int32) (count int) {
	t := transitions(w)
	cell, s := int32(len(fw)-1), stPaired
	for x := range states {
		if fw[cell][x] > fw[cell][s] {
			s = x
		}
	}
	for cell > 0 {
		if i, j := l.place(cell); i >= first && i <= last {
			best[i] = int32(j)
		}
		stepped := false
		for k := l.arcAt[cell]; k < l.arcAt[cell+1] && !stepped; k++ {
			a := &l.arcs[k]
			if shapeStates[a.shape] != s {
				continue
			}
			for from := range states {
				if f := fw[a.from][from]; f > noScore && f+a.score+t[from][s] == fw[cell][s] {
					if i, _ := l.place(cell); s != stPaired && (i > first || first == 0) && i <= last {
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
func narrow(wide *band, lo, hi []int32, extra int32) *band {
	n, m := wide.n, wide.m
	last := int32(0)
	for i := 0; i <= n; i++ {
		if hi[i] < 0 {
			lo[i], hi[i] = last, last
		}
		last = hi[i]
	}
	for i := 0; i <= n; i++ {
		lo[i] = max(0, lo[i]-extra)
		hi[i] = min(int32(m), hi[i]+extra)
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
	// Minimum Bayes risk: the path with the largest sum of gains. Whole numbers,
	// as for scores.
	cells := int(l.cellAt[l.n+1])
	best := make([]int64, cells)
	back := make([]int32, cells)
	for k := range best {
		best[k], back[k] = math.MinInt64/2, -1
	}
	best[0] = 0
	for k := range l.arcs {
		a := &l.arcs[k]
		gain := gainOf(post[k], shapeStates[a.shape])
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

// gainOf is what a bead of posterior p adds to the expected F1. A step of F1
// at P = R = F is half a step of precision and half a step of recall, so a
// pairing bead gains p − F/2. A null bead counts in precision alone: p/2 − F/2.
// Costs below F/2 measured best, the null bead's less so.
func gainOf(p float64, s state) int64 {
	if s != stPaired {
		return int64(math.Round(p/2*gainUnit)) - nullCost
	}
	return int64(math.Round(p*gainUnit)) - pairCost
}

const (
	gainUnit       = 1 << 20
	pairCost int64 = gainUnit * 30 / 100
	nullCost int64 = gainUnit * 40 / 100
)

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
