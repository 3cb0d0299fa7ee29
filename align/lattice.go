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

// build makes the lattice of all beads of the given shapes that the pins
// allow, and of the confirmed beads whatever their shape.
func (c *scorer) build(ctx context.Context, b *band, use []shape, w *[features]float64, keep bool) (*lattice, error) {
	l := &lattice{band: b, cellAt: make([]int32, b.n+2)}
	for i := 0; i <= b.n; i++ {
		l.cellAt[i+1] = l.cellAt[i] + max(0, b.hi[i]-b.lo[i]+1)
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
		if b.hi[i] < b.lo[i] { // outside the window
			continue
		}
		if i%64 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		if i < b.n {
			// One sentence ahead: the features look across the border.
			c.row(i, max(0, int(b.lowest(i+1-maxSource, i))-1), min(int(b.highest(i, i+1+maxSource))+1, b.m))
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
				if !c.free(i-s.a, i, j-s.b, j) {
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
				l.arcs = append(l.arcs, arc{cell: l.cell(i, j), from: from, shape: int16(index[k]), score: dot(w, &v, index[k])})
				if keep {
					l.sparse.add(&v)
				}
			}
			if from := c.pinned(l, i, j); from >= 0 {
				l.arcs = append(l.arcs, arc{cell: l.cell(i, j), from: from, shape: pinShape})
				if keep {
					l.sparse.add(&vector{})
				}
			}
			l.arcAt = append(l.arcAt, int32(len(l.arcs)))
		}
	}
	return l, nil
}

// lowest and highest are the edges of the band over rows [from, to] that have
// cells; edges rise, so the first and the last such row tell.
func (b *band) lowest(from, to int) int32 {
	for i := max(0, from); i <= to; i++ {
		if b.hi[i] >= b.lo[i] {
			return b.lo[i]
		}
	}
	return 0
}

func (b *band) highest(from, to int) int32 {
	for i := min(b.n, to); i >= from; i-- {
		if b.hi[i] >= b.lo[i] {
			return b.hi[i]
		}
	}
	return int32(b.m)
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
		to := shapeStates[a.shape]
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
		to := shapeStates[a.shape]
		if b := backward[a.cell][to]; b > noScore {
			for from := range states {
				backward[a.from][from] = max(backward[a.from][from], b+a.score+t[from][to])
			}
		}
	}
	return forward, backward
}

// posterior gives the probability of every arc, and log Z, by the forward
// algorithm and then mass flowing back: P(arc) = P(end) · P(arc | end), which
// needs one exponential an arc. use, when not nil, tells which arcs may be
// taken; trans, when not nil, gains the expected number of each transition.
func (l *lattice) posterior(scores []float64, t *[states][states]float64, use []bool, out []float64, trans *[states][states]float64) float64 {
	cells := int(l.cellAt[l.n+1])
	inf := math.Inf(-1)
	fw, in := make([][states]float64, cells), make([][states]float64, cells)
	for cell := range cells {
		first, end := l.arcAt[cell], l.arcAt[cell+1]
		top := [states]float64{inf, inf, inf}
		if cell == 0 {
			fw[0] = [states]float64{0, inf, inf}
		} else {
			for k := first; k < end; k++ {
				if use != nil && !use[k] {
					continue
				}
				a := &l.arcs[k]
				to := shapeStates[a.shape]
				if v := in[a.from][to] + scores[k]; v > top[to] {
					top[to] = v
				}
			}
			var sum [states]float64
			for k := first; k < end; k++ {
				out[k] = 0
				if use != nil && !use[k] {
					continue
				}
				a := &l.arcs[k]
				to := shapeStates[a.shape]
				if d := in[a.from][to] + scores[k] - top[to]; d > -40 {
					e := math.Exp(d)
					out[k] = e
					sum[to] += e
				}
			}
			for s := range states {
				fw[cell][s] = inf
				if sum[s] > 0 {
					fw[cell][s] = top[s] + math.Log(sum[s])
				}
			}
			for k := first; k < end; k++ {
				if out[k] > 0 {
					out[k] /= sum[shapeStates[l.arcs[k].shape]]
				}
			}
		}
		for to := range states {
			v := inf
			for from := range states {
				v = logAdd(v, fw[cell][from]+t[from][to])
			}
			in[cell][to] = v
		}
	}
	z := inf
	for s := range states {
		z = logAdd(z, fw[cells-1][s])
	}
	l.flow(fw, in, z, t, out, trans)
	return z
}

// flow turns the conditional probabilities in out into posteriors.
func (l *lattice) flow(fw, in [][states]float64, z float64, t *[states][states]float64, out []float64, trans *[states][states]float64) {
	cells := len(fw)
	mass := make([][states]float64, cells) // mass that leaves each cell by arcs of each state
	for cell := cells - 1; cell >= 0; cell-- {
		var here [states]float64
		for s := range states {
			if cell == cells-1 {
				if fw[cell][s] > math.Inf(-1) {
					here[s] = math.Exp(fw[cell][s] - z)
				}
				continue
			}
			for to := range states {
				if m := mass[cell][to]; m > 0 && fw[cell][s] > math.Inf(-1) {
					q := m * math.Exp(fw[cell][s]+t[s][to]-in[cell][to])
					here[s] += q
					if trans != nil {
						trans[s][to] += q
					}
				}
			}
		}
		for k := l.arcAt[cell]; k < l.arcAt[cell+1]; k++ {
			if out[k] > 0 {
				a := &l.arcs[k]
				to := shapeStates[a.shape]
				out[k] *= here[to]
				mass[a.from][to] += out[k]
			}
		}
	}
}

// shapeStates is the state that each shape leads to.
var shapeStates = func() (out [64]state) {
	for k, s := range shapes {
		out[k] = stateOf(s)
	}
	out[pinShape] = stPaired
	return out
}()

// pinShape marks the arc of a confirmed bead, which may have any shape.
const pinShape = 63

func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if d := b - a; d > -40 {
		return a + math.Log1p(math.Exp(d))
	}
	return a
}
