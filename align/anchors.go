package align

import (
	"math"
	"sort"
)

// anchor is a point that a rare word pair marks: source sentence i stands
// beside target sentence j.
type anchor struct {
	i, j   int32
	weight int32
}

// A form is rare when it stands in at most rareCount places.
const (
	rareCount  = 12
	rarePairs  = 36 // occurrences of both sides multiplied
	nearAnchor = 16 // cells looked at on either side of the path
	gapShare   = 4  // and a quarter of the distance to the next anchor
)

// anchors gives the heaviest chain of points that rises on both sides, found
// in n log n by a Fenwick tree over the target (Fredman 1975 on longest
// increasing subsequences; Fenwick 1994), outliers dropped.
func (tr *translator) anchors() []anchor {
	s, t := tr.source, tr.target
	placesZ, placesE := places(s), places(t)
	var points []anchor
	for z, at := range placesZ {
		if len(at) == 0 {
			continue
		}
		for _, h := range tr.hits[z] {
			to := placesE[h.form]
			if len(to) == 0 || len(at)*len(to) > rarePairs || h.r < 20 {
				continue
			}
			weight := int32(math.Round(16 * math.Log(float64(h.r)) / float64(len(at)*len(to))))
			for _, i := range at {
				for _, j := range to {
					points = append(points, anchor{i, j, weight})
				}
			}
		}
	}
	for i := range s.n {
		seen := 0
		for _, x := range tr.extra[tr.extraAt[i]:tr.extraAt[i+1]] {
			to := placesE[x.form]
			if x.r < 20 || len(to) == 0 || len(to) > 4 || seen > 8 {
				continue
			}
			seen++
			for _, j := range to {
				points = append(points, anchor{int32(i), j, int32(math.Round(16 * math.Log(float64(x.r)) / float64(4*len(to))))})
			}
		}
	}
	return supported(chain(points, t.n))
}

// places lists the sentences of each rare form.
func places(x *side) [][]int32 {
	out := make([][]int32, len(x.forms))
	for i := range x.n {
		for k := x.ent[i]; k < x.ent[i+1]; k++ {
			f := x.entForm[k]
			if x.count[f] > rareCount || x.forms[f][0] == 0 {
				continue
			}
			if n := len(out[f]); n == 0 || out[f][n-1] != int32(i) {
				out[f] = append(out[f], int32(i))
			}
		}
	}
	return out
}

// chain is the heaviest strictly rising chain of points.
func chain(points []anchor, m int) []anchor {
	sort.Slice(points, func(a, b int) bool {
		p, q := points[a], points[b]
		if p.i != q.i {
			return p.i < q.i
		}
		return p.j > q.j // of one sentence's points only one can be in a chain
	})
	// Points of one pair of sentences count together.
	joined := points[:0]
	for _, p := range points {
		if n := len(joined); n > 0 && joined[n-1].i == p.i && joined[n-1].j == p.j {
			joined[n-1].weight += p.weight
			continue
		}
		joined = append(joined, p)
	}
	points = joined
	best, at := make([]int64, m+1), make([]int32, m+1)
	back := make([]int32, len(points))
	top, last := int64(0), int32(-1)
	for k, p := range points {
		sum, from := int64(0), int32(-1)
		for x := p.j; x > 0; x -= x & -x { // targets before p.j
			if best[x] > sum {
				sum, from = best[x], at[x]
			}
		}
		sum += int64(p.weight)
		back[k] = from
		for x := p.j + 1; x <= int32(m); x += x & -x {
			if sum > best[x] {
				best[x], at[x] = sum, int32(k)
			}
		}
		if sum > top {
			top, last = sum, int32(k)
		}
	}
	var out []anchor
	for k := last; k >= 0; k = back[k] {
		out = append(out, points[k])
	}
	for a, b := 0, len(out)-1; a < b; a, b = a+1, b-1 {
		out[a], out[b] = out[b], out[a]
	}
	return out
}

// supported drops the points of a chain that stand alone: no two of their six
// neighbours agree with them on how far the target has gone.
func supported(c []anchor) []anchor {
	if len(c) < 5 {
		return nil
	}
	slope := float64(c[len(c)-1].j-c[0].j+1) / float64(c[len(c)-1].i-c[0].i+1)
	var out []anchor
	for k, p := range c {
		agree := 0
		for q := max(0, k-3); q <= min(len(c)-1, k+3); q++ {
			di, dj := float64(c[q].i-p.i), float64(c[q].j-p.j)
			if q != k && math.Abs(di) <= 40 && math.Abs(dj-slope*di) <= 4+math.Abs(di)/2 {
				agree++
			}
		}
		if agree >= 2 {
			out = append(out, p)
		}
	}
	return out
}

// Texts up to smallGrid cells are looked at as a whole. maxCells bounds the
// wide band of any pair of texts.
const (
	smallGrid = 10000
	maxCells  = 300_000
)

// along makes the band around the path through the anchors.
func along(n, m int, c []anchor) *band {
	lo, hi := make([]int32, n+1), make([]int32, n+1)
	if n*m <= smallGrid {
		for i := range hi {
			hi[i] = int32(m)
		}
		return newBand(n, m, lo, hi)
	}
	// Corners of the path: the text's two ends and the anchors.
	corners := append([]anchor{{0, 0, 0}}, c...)
	corners = append(corners, anchor{int32(n), int32(m), 0})
	limit := max(nearAnchor, maxCells/(2*n))
	k := 0
	for i := 0; i <= n; i++ {
		for k+2 < len(corners) && int(corners[k+1].i) <= i {
			k++
		}
		a, b := corners[k], corners[k+1]
		di, dj := int(b.i-a.i), int(b.j-a.j)
		mid := int(a.j)
		if di > 0 {
			mid += (i - int(a.i)) * dj / di
		}
		// The path may leave the straight line by as much as the gap is wide.
		gap := min(i-int(a.i), int(b.i)-i)
		half := nearAnchor + max(0, gap)/gapShare + absInt(dj-di)/2
		half = min(half, limit)
		lo[i], hi[i] = int32(max(0, mid-half)), int32(min(m, mid+half))
	}
	b := newBandOf(n, m, lo, hi)
	return b
}

func absInt(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

// newBandOf makes a band after making its edges rise and its corners hold.
func newBandOf(n, m int, lo, hi []int32) *band {
	lo[0], hi[n] = 0, int32(m)
	for i := n - 1; i >= 0; i-- {
		lo[i] = min(lo[i], lo[i+1])
	}
	for i := 1; i <= n; i++ {
		hi[i] = max(hi[i], hi[i-1])
	}
	return newBand(n, m, lo, hi)
}
