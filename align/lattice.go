package align

import (
	"context"
	"math"
)

// arc is one bead that the search may make: it ends in a cell and is of a shape.
type arc struct {
	cell  int32 // end cell
	from  int32 // start cell
	shape int16
	score int32 // w·v in 1/scoreUnit
}

// lattice holds the cells of a band and the arcs between them, in the order of
// their end cells (row by row).
type lattice struct {
	*band
	cellAt []int32 // n+2: number of the first cell of each row
	arcs   []arc
	arcAt  []int32 // cells+1: first arc of each cell
	sparse *sparse // the arcs' features; nil unless kept for training
}

// cell gives the number of cell (i, j), or -1 outside the band.
func (l *lattice) cell(i, j int) int32 {
	if i < 0 || j < int(l.lo[i]) || j > int(l.hi[i]) {
		return -1
	}
	return l.cellAt[i] + int32(j) - l.lo[i]
}

// build makes the lattice of all beads of the given shapes. extra adds beads
// of other shapes by their end cell (gold beads, in training).
func (c *scorer) build(ctx context.Context, b *band, use []shape, w *[features]float64, keep bool, forbid func(i0, i1, j0, j1 int) bool) (*lattice, error) {
	l := &lattice{band: b, cellAt: make([]int32, b.n+2)}
	for i := 0; i <= b.n; i++ {
		l.cellAt[i+1] = l.cellAt[i] + b.hi[i] - b.lo[i] + 1
	}
	l.arcAt = make([]int32, 1, l.cellAt[b.n+1]+1)
	if keep {
		l.sparse = &sparse{at: []int32{0}}
	}
	index := make([]int, len(use))
	for k, s := range use {
		index[k] = shapeIndex(s)
	}
	var v vector
	for i := 0; i <= b.n; i++ {
		if i%64 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		if i > 0 {
			c.row(i-1, int(b.lo[max(0, i-maxSource)]), min(int(b.hi[min(b.n, i+maxSource)]), b.m))
		}
		for j := int(b.lo[i]); j <= int(b.hi[i]); j++ {
			for k, s := range use {
				if j < s.b {
					continue
				}
				from := l.cell(i-s.a, j-s.b)
				if from < 0 {
					continue
				}
				if forbid != nil && forbid(i-s.a, i, j-s.b, j) {
					continue
				}
				switch {
				case s.b == 0:
					c.null(c.source, i-1, false, &v)
				case s.a == 0:
					c.null(c.target, j-1, true, &v)
				default:
					c.pair(i-s.a, i, j-s.b, j, index[k], &v)
				}
				l.arcs = append(l.arcs, arc{cell: l.cell(i, j), from: from, shape: int16(index[k]), score: dot(w, &v)})
				if keep {
					l.sparse.add(&v)
				}
			}
			l.arcAt = append(l.arcAt, int32(len(l.arcs)))
		}
	}
	return l, nil
}

func shapeIndex(s shape) int {
	for k, x := range shapes {
		if x == s {
			return k
		}
	}
	return -1
}

// transitions are the scores of a bead behind another by their states.
func transitions(w *[features]float64) (t [states][states]int32) {
	unit := func(f feature) int32 { return int32(math.Round(w[f] * scoreUnit)) }
	t[stSource][stSource], t[stTarget][stTarget] = unit(fAfterSame), unit(fAfterSame)
	t[stSource][stTarget], t[stTarget][stSource] = unit(fAfterOther), unit(fAfterOther)
	t[stSource][stPaired], t[stTarget][stPaired] = unit(fPairAfter), unit(fPairAfter)
	return t
}

const (
	noScore = math.MinInt32 / 2
)

// viterbi gives the best score of every cell and state from the start
// (forward) and to the end (backward).
func (l *lattice) viterbi(w *[features]float64) (forward, backward [][states]int32) {
	t := transitions(w)
	cells := int(l.cellAt[l.n+1])
	forward, backward = make([][states]int32, cells), make([][states]int32, cells)
	for k := range forward {
		forward[k] = [states]int32{noScore, noScore, noScore}
		backward[k] = [states]int32{noScore, noScore, noScore}
	}
	forward[0][stPaired] = 0
	for k := range l.arcs {
		a := &l.arcs[k]
		to := stateOf(shapes[a.shape])
		for from := range states {
			if f := forward[a.from][from]; f > noScore {
				forward[a.cell][to] = max(forward[a.cell][to], f+a.score+t[from][to])
			}
		}
	}
	for s := range states {
		backward[cells-1][s] = 0
	}
	for k := len(l.arcs) - 1; k >= 0; k-- {
		a := &l.arcs[k]
		to := stateOf(shapes[a.shape])
		if b := backward[a.cell][to]; b > noScore {
			for from := range states {
				backward[a.from][from] = max(backward[a.from][from], b+a.score+t[from][to])
			}
		}
	}
	return forward, backward
}

// posterior gives the probability of every arc, and log Z. weight, when not
// nil, tells which arcs may be used.
func (l *lattice) posterior(scores []float64, t *[states][states]float64, use []bool, out []float64, trans *[states][states]float64) float64 {
	cells := int(l.cellAt[l.n+1])
	inf := math.Inf(-1)
	fw, bw := make([][states]float64, cells), make([][states]float64, cells)
	for k := range fw {
		fw[k], bw[k] = [states]float64{inf, inf, inf}, [states]float64{inf, inf, inf}
	}
	fw[0][stPaired] = 0
	for k := range l.arcs {
		if use != nil && !use[k] {
			continue
		}
		a := &l.arcs[k]
		to := stateOf(shapes[a.shape])
		for from := range states {
			if f := fw[a.from][from]; f > inf {
				fw[a.cell][to] = logAdd(fw[a.cell][to], f+scores[k]+t[from][to])
			}
		}
	}
	z := inf
	for s := range states {
		z = logAdd(z, fw[cells-1][s])
		bw[cells-1][s] = 0
	}
	for k := len(l.arcs) - 1; k >= 0; k-- {
		if use != nil && !use[k] {
			continue
		}
		a := &l.arcs[k]
		to := stateOf(shapes[a.shape])
		if b := bw[a.cell][to]; b > inf {
			p := 0.0
			for from := range states {
				bw[a.from][from] = logAdd(bw[a.from][from], b+scores[k]+t[from][to])
				if f := fw[a.from][from]; f > inf {
					q := math.Exp(f + b + scores[k] + t[from][to] - z)
					p += q
					if trans != nil {
						trans[from][to] += q
					}
				}
			}
			out[k] = p
		}
	}
	return z
}

func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if d := b - a; d > -40 {
		return a + math.Log1p(math.Exp(d))
	}
	return a
}
