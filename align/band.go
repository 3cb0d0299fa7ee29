package align

import "math"

// band is the part of the grid of sentence pairs that is looked at, and the
// fit of every pair in it. Cell (i, j) of the search stands between sentences:
// i source and j target sentences lie before it.
type band struct {
	n, m   int
	lo, hi []int32 // n+1: cells [lo, hi] of each row

	// fit of source sentence i with target sentence j, for lo[i] ≤ j ≤ hi[i+1].
	from  []int32 // n: first target sentence of the row
	at    []int   // n+1: offset of the row in fit
	fit   []float32
	bestZ []int32   // per source sentence: its best partner, -1 for none
	bestE []int32   // per target sentence
	topZ  []float32 // and its fit
	topE  []float32
}

// newBand makes a band from the cells of each row.
func newBand(n, m int, lo, hi []int32) *band {
	b := &band{n: n, m: m, lo: lo, hi: hi, from: make([]int32, n), at: make([]int, n+1)}
	for i := range n {
		b.from[i] = lo[i]
		width := min(int(hi[i+1]), m) - int(lo[i])
		b.at[i+1] = b.at[i] + max(width, 0)
	}
	b.fit = make([]float32, b.at[n])
	return b
}

// pair is the fit of source sentence i with target sentence j; far below any
// real fit outside the band.
func (b *band) pair(i, j int) float32 {
	if i < 0 || i >= b.n {
		return noFit
	}
	k := j - int(b.from[i])
	if k < 0 || k >= b.at[i+1]-b.at[i] {
		return noFit
	}
	return b.fit[b.at[i]+k]
}

const noFit = -1

// measure computes the fit of every pair in the band: the evidence of the
// pair taken as a bead, by the token.
func (b *band) measure(m *matcher) {
	s, t := &m.source.surface, &m.target.surface
	b.bestZ, b.topZ = make([]int32, b.n), make([]float32, b.n)
	b.bestE, b.topE = make([]int32, b.m), make([]float32, b.m)
	for j := range b.bestE {
		b.bestE[j] = -1
	}
	for i := range b.n {
		b.bestZ[i] = -1
		lo := int(b.from[i])
		hi := lo + b.at[i+1] - b.at[i]
		m.row(i, lo, hi)
		for j := lo; j < hi; j++ {
			ev := m.weigh(i, i+1, j, j+1)
			words := float64(s.words[i+1]-s.words[i]) + float64(t.words[j+1]-t.words[j])
			f := (ev.fwd + ev.rev + 0.3*(ev.fwdStop+ev.revStop)) / float32(math.Sqrt(words+4))
			b.fit[b.at[i]+j-lo] = f
			if f > 0 && f > b.topZ[i] {
				b.topZ[i], b.bestZ[i] = f, int32(j)
			}
			if f > 0 && f > b.topE[j] {
				b.topE[j], b.bestE[j] = f, int32(i)
			}
		}
	}
}

// nullFit says how well a sentence fits its best partner, and whether each is
// the other's best.
func (b *band) nullFit(k int, target bool) (fit, friend float32) {
	top, best := b.topZ, b.bestZ
	if target {
		top, best = b.topE, b.bestE
	}
	if best[k] < 0 {
		return 0, 0
	}
	back := b.bestE
	if target {
		back = b.bestZ
	}
	if int(back[best[k]]) == k {
		friend = 1
	}
	return min(top[k], 10) / 5, friend
}

// friends fills the features of best partners, of the edges of the bead and
// of the best cut inside it.
func (c *scorer) friends(i0, i1, j0, j1 int, v *vector) {
	b := c.band
	if b == nil {
		return
	}
	in, out := 0, 0
	for i := i0; i < i1; i++ {
		if p := int(b.bestZ[i]); p >= j0 && p < j1 {
			in++
		} else if p >= 0 {
			out++
		}
	}
	v[fFriendZ], v[fFoeZ] = float32(in)/float32(i1-i0), float32(out)/float32(i1-i0)
	in, out = 0, 0
	for j := j0; j < j1; j++ {
		if p := int(b.bestE[j]); p >= i0 && p < i1 {
			in++
		} else if p >= 0 {
			out++
		}
	}
	v[fFriendE], v[fFoeE] = float32(in)/float32(j1-j0), float32(out)/float32(j1-j0)
	v[fMarginZ] = c.margin(i0, i1, j0, j1)
	v[fMarginE] = c.marginTarget(i0, i1, j0, j1)
	v[fInnerSplit] = c.innerSplit(i0, i1, j0, j1)
}

// margin tells how much better an edge sentence of a side with several fits
// the sentence across the bead's border than its best inside.
func (c *scorer) margin(i0, i1, j0, j1 int) float32 {
	if i1-i0 < 2 {
		return 0
	}
	b := c.band
	sum := float32(0)
	for _, edge := range [2][2]int{{i0, j0 - 1}, {i1 - 1, j1}} {
		inside := float32(noFit)
		for j := j0; j < j1; j++ {
			inside = max(inside, b.pair(edge[0], j))
		}
		if out := b.pair(edge[0], edge[1]); edge[1] >= 0 && out > noFit {
			sum += squash(out - inside)
		}
	}
	return sum
}

func (c *scorer) marginTarget(i0, i1, j0, j1 int) float32 {
	if j1-j0 < 2 {
		return 0
	}
	b := c.band
	sum := float32(0)
	for _, edge := range [2][2]int{{j0, i0 - 1}, {j1 - 1, i1}} {
		inside := float32(noFit)
		for i := i0; i < i1; i++ {
			inside = max(inside, b.pair(i, edge[0]))
		}
		if out := b.pair(edge[1], edge[0]); edge[1] >= 0 && out > noFit {
			sum += squash(out - inside)
		}
	}
	return sum
}

func squash(x float32) float32 { return max(-2, min(2, x/2)) }

// innerSplit is how well the bead falls into two: over its cuts, the worse
// half's best pair.
func (c *scorer) innerSplit(i0, i1, j0, j1 int) float32 {
	b := c.band
	best := float32(0)
	for i := i0 + 1; i < i1; i++ {
		for j := j0 + 1; j < j1; j++ {
			first, second := float32(noFit), float32(noFit)
			for x := i0; x < i; x++ {
				for y := j0; y < j; y++ {
					first = max(first, b.pair(x, y))
				}
			}
			for x := i; x < i1; x++ {
				for y := j; y < j1; y++ {
					second = max(second, b.pair(x, y))
				}
			}
			best = max(best, min(first, second))
		}
	}
	return min(best, 10) / 5
}
