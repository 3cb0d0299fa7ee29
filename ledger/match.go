package ledger

import "sort"

// matching says which sentence of the ledger each sentence of a text is.
type matching struct {
	old    []int // for each sentence now: the index in the ledger, -1 for a new one
	pieces []part
	merged []part
}

// part says that a sentence became a part of another's place: the new sentence
// now is a piece of what old was, or old was taken into what now is.
type part struct{ old, now int }

// match compares the sentences of the ledger with those of the text. Equal
// texts are paired in order (see common), then equal texts that have moved or
// come back, then, between the pairs that stand in order, those that are
// similar, and at last what has moved and changed a little.
func match(old, now []sentence) matching {
	m := matcher{old: old, now: now, out: make([]int, len(now)), taken: make([]bool, len(old))}
	m.equal()
	m.similar()
	m.moved()
	return matching{old: m.out, pieces: m.pieces(), merged: m.merged()}
}

type matcher struct {
	old, now []sentence
	out      []int  // as matching.old
	taken    []bool // old sentences that are paired
	anchors  []int  // as out, of the pairs that common found
	shapes   [2]map[int]*shape
}

func (m *matcher) pair(i, j int) { m.out[j], m.taken[i] = i, true }

// shape of sentence i of the ledger (side 0) or of the text (side 1).
func (m *matcher) shape(side, i int) *shape {
	s := m.shapes[side][i]
	if s == nil {
		if m.shapes[side] == nil {
			m.shapes[side] = map[int]*shape{}
		}
		s = shapeOf([2][]sentence{m.old, m.now}[side][i].text)
		m.shapes[side][i] = s
	}
	return s
}

// equal pairs sentences whose texts are equal.
func (m *matcher) equal() {
	number := map[string]int{} // texts as numbers
	id := func(s *sentence) int {
		k := s.key()
		n, ok := number[k]
		if !ok {
			n = len(number)
			number[k] = n
		}
		return n
	}
	var live, keys []int // live sentences of the ledger
	for i := range m.old {
		if n := id(&m.old[i]); !m.old[i].gone {
			live, keys = append(live, i), append(keys, n)
		}
	}
	nows := make([]int, len(m.now))
	for j := range m.now {
		nows[j] = id(&m.now[j])
		m.out[j] = -1
	}
	for j, k := range common(keys, nows) {
		if k >= 0 {
			m.pair(live[k], j)
		}
	}
	m.anchors = append([]int(nil), m.out...)
	left := map[int][]int{} // by text: sentences of the ledger that are left, the live first
	for _, gone := range []bool{false, true} {
		for i := range m.old {
			if m.old[i].gone == gone && !m.taken[i] {
				n := number[m.old[i].key()]
				left[n] = append(left[n], i)
			}
		}
	}
	for j, n := range nows {
		if q := left[n]; m.out[j] < 0 && len(q) > 0 {
			m.pair(q[0], j)
			left[n] = q[1:]
		}
	}
}

// similar pairs, in each gap between the pairs of common, the sentences that
// are left and look most alike, in order.
func (m *matcher) similar() {
	i, from := 0, 0
	gap := func(to, end int) {
		var olds, nows []int
		for ; i < end; i++ {
			if !m.taken[i] && !m.old[i].gone {
				olds = append(olds, i)
			}
		}
		for j := from; j < to; j++ {
			if m.out[j] < 0 {
				nows = append(nows, j)
			}
		}
		for _, c := range heaviest(m.candidates(olds, nows, sameSentence)) {
			m.pair(c.old, c.now)
		}
	}
	for j, k := range m.anchors {
		if k >= 0 {
			gap(j, k)
			i, from = k+1, j+1
		}
	}
	gap(len(m.now), len(m.old))
}

// moved pairs what is left, wherever it stands, from the most alike down.
func (m *matcher) moved() {
	var olds, nows []int
	for i := range m.old {
		if !m.taken[i] && !m.old[i].gone {
			olds = append(olds, i)
		}
	}
	for j := range m.now {
		if m.out[j] < 0 {
			nows = append(nows, j)
		}
	}
	list := m.candidates(olds, nows, sameMoved)
	sort.SliceStable(list, func(a, b int) bool { return list[a].weight > list[b].weight })
	for _, c := range list {
		if !m.taken[c.old] && m.out[c.now] < 0 {
			m.pair(c.old, c.now)
		}
	}
}

// Bounds of the comparison: so many pairs are compared one by one; beyond, for
// each new sentence the few that share most features, of which those in more
// than maxPostings sentences do not count.
const (
	maxPairs    = 2500
	maxPostings = 50
	maxTried    = 4
)

// candidates gives the pairs of old and new sentences whose similarity is at
// least least. Weights grow with the square of it: one good pair is better
// than two poor ones.
func (m *matcher) candidates(olds, nows []int, least int) []candidate {
	var out []candidate
	try := func(i, j int) {
		if s := similarity(m.shape(0, i), m.shape(1, j)); s >= least {
			out = append(out, candidate{i, j, s * s})
		}
	}
	if len(olds)*len(nows) <= maxPairs {
		for _, j := range nows {
			for _, i := range olds {
				try(i, j)
			}
		}
		return out
	}
	postings := map[uint64][]int32{}
	for at, i := range olds {
		last := uint64(0)
		for k, f := range m.shape(0, i).features {
			if k > 0 && f == last {
				continue
			}
			if last = f; len(postings[f]) <= maxPostings {
				postings[f] = append(postings[f], int32(at))
			}
		}
	}
	count := make([]int, len(olds))
	for _, j := range nows {
		var seen []int
		for _, f := range m.shape(1, j).features {
			if p := postings[f]; len(p) <= maxPostings {
				for _, at := range p {
					if count[at] == 0 {
						seen = append(seen, int(at))
					}
					count[at]++
				}
			}
		}
		sort.Slice(seen, func(a, b int) bool {
			if count[seen[a]] != count[seen[b]] {
				return count[seen[a]] > count[seen[b]]
			}
			return seen[a] < seen[b]
		})
		for n, at := range seen {
			if n < maxTried {
				try(olds[at], j)
			}
			count[at] = 0
		}
	}
	return out
}

// pieces finds the new sentences that stand beside a sentence that was
// shortened and were a part of it.
func (m *matcher) pieces() []part {
	var out []part
	for j, i := range m.out {
		if i < 0 || m.old[i].key() == m.now[j].key() {
			continue
		}
		for _, step := range []int{-1, 1} {
			for k := j + step; k >= 0 && k < len(m.now) && m.out[k] < 0; k += step {
				if !m.within(m.shape(1, k), m.shape(0, i), m.shape(1, j)) {
					break
				}
				out = append(out, part{i, k})
			}
		}
	}
	return out
}

// merged finds the sentences of the ledger that have gone and stood beside one
// that has taken them in.
func (m *matcher) merged() []part {
	var out []part
	for j, i := range m.out {
		if i < 0 || m.old[i].key() == m.now[j].key() {
			continue
		}
		for _, step := range []int{-1, 1} {
			for k := i + step; k >= 0 && k < len(m.old) && !m.taken[k]; k += step {
				if m.old[k].gone {
					continue
				}
				if !m.within(m.shape(0, k), m.shape(1, j), m.shape(0, i)) {
					break
				}
				out = append(out, part{k, j})
			}
		}
	}
	return out
}

// within reports whether a is a part of whole that the rest of whole, other,
// is not.
func (m *matcher) within(a, whole, other *shape) bool {
	n := len(a.features)
	if n == 0 || len(a.runes) >= len(whole.runes) {
		return false
	}
	return shared(a, whole)*1000 >= n*partOf && shared(a, other)*1000 < n*partOf
}
