package memory

import (
	"cmp"
	"slices"
)

// hit is an entry of an index that may answer.
type hit struct {
	entry   int
	percent int // likeness of the symbols
	figures int // values that differ
	marks   bool
	score   int // what settle gives
	bound   int // what it can come to when the texts themselves are looked at
}

// counts is a searcher's room: how many lists each entry was in.
type counts struct {
	of      []uint16
	touched []uint32
	grams   []uint64
}

func (x *index) counts() *counts {
	if c, ok := x.room.Get().(*counts); ok && len(c.of) == x.len() {
		return c
	}
	return &counts{of: make([]uint16, x.len())}
}

// alone is the greatest score of sentences without a common pair of symbols.
// Both have a pair of borders in common where both have no symbol.
const alone = 25

// search finds the entries that can come to least or more, the best first.
// With want above 0 it may leave out those that can't come before want others.
func (x *index) search(q shape, least, want int) []hit {
	if x.len() == 0 {
		return nil
	}
	low, high := x.within(len(q.symbols), least)
	if low == high {
		return nil
	}
	s := searcher{index: x, shape: q, least: least, want: want, pattern: newPattern(q.symbols)}
	if least <= alone {
		for i := low; i < high; i++ {
			s.room = gramsOf(x.shape(i).symbols, s.room)
			s.try(i, common(gramsOf(q.symbols, nil), s.room))
		}
		return s.ranked()
	}
	c := x.counts()
	defer x.room.Put(c)
	x.count(q, low, high, c)
	// The greatest counts first: they make the bar high for the others.
	slices.SortFunc(c.touched, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(c.of[b], c.of[a]), cmp.Compare(a, b))
	})
	for _, e := range c.touched {
		s.try(int(e), int(c.of[e]))
		c.of[e] = 0
	}
	c.touched = c.touched[:0]
	return s.ranked()
}

// count counts, for the entries from low to high, the grams in common with q.
func (x *index) count(q shape, low, high int, c *counts) {
	c.grams = gramsOf(q.symbols, c.grams)
	for _, g := range c.grams {
		k, ok := slices.BinarySearch(x.grams, g)
		if !ok {
			continue
		}
		list := x.entries[x.lists[k]:x.lists[k+1]]
		from, _ := slices.BinarySearch(list, uint32(low))
		for _, e := range list[from:] {
			if int(e) >= high {
				break
			}
			if c.of[e] == 0 {
				c.touched = append(c.touched, e)
			}
			c.of[e]++
		}
	}
}

// within is the range of entries whose length lets them score least.
func (x *index) within(m, least int) (low, high int) {
	shortest, longest := m, m
	for shortest > 0 && atMost(m, shortest-1, shortest) >= least {
		shortest--
	}
	for longest < maxSymbols && atMost(m, longest+1, m+1) >= least {
		longest++
	}
	first := func(n int) int { // the first entry of n symbols or more
		low, high := 0, x.len()
		for low < high {
			if mid := (low + high) / 2; x.length(mid) < n {
				low = mid + 1
			} else {
				high = mid
			}
		}
		return low
	}
	return first(shortest), first(longest + 1)
}

// common counts what two lists share, which it sorts.
func common(a, b []uint64) int {
	slices.Sort(a)
	slices.Sort(b)
	return shared(a, b)
}

// shared counts what two ascending lists share.
func shared[T cmp.Ordered](a, b []T) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// searcher is one search.
type searcher struct {
	*index
	shape   shape
	pattern *pattern
	least   int
	want    int
	hits    []hit
	full    int // hits at which to trim
	room    []uint64
}

// try looks at an entry that has c pairs in common.
func (s *searcher) try(entry, c int) {
	m, n := len(s.shape.symbols), s.length(entry)
	if boundOf(atMost(m, n, c)) < s.least {
		return
	}
	limit := farthest(m, n, c, min(s.least, 100))
	if limit < 0 {
		return
	}
	other := s.index.shape(entry)
	d := s.pattern.distance(other.symbols, limit)
	if d > limit {
		return
	}
	h := hit{entry: entry, percent: percent(m, n, d, c), figures: differing(s.shape.figures, other.figures), marks: other.marks == s.shape.marks}
	h.score = settle(h.percent, max(m, n), h.figures, h.marks)
	h.bound = h.score
	switch {
	case h.score == scoreSpelt:
		h.bound = scoreContext // the same words, perhaps
	case h.percent == 100 && h.figures > 0 && h.marks:
		h.bound = scoreSwapped
	}
	if h.bound < s.least {
		return
	}
	s.hits = append(s.hits, h)
	if s.want > 0 && len(s.hits) >= max(s.full, 2*s.want+16) {
		s.trim()
	}
}

// boundOf is the greatest score that a percentage can come to.
func boundOf(percent int) int {
	if percent == 100 {
		return scoreContext
	}
	return min(percent, scoreAlike)
}

// trim drops the hits that can't come before want others, and raises the bar.
func (s *searcher) trim() {
	slices.SortFunc(s.hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	s.least = max(s.least, s.hits[s.want-1].score)
	s.hits = slices.DeleteFunc(s.hits, func(h hit) bool { return h.bound < s.least })
	s.full = 2 * len(s.hits)
}

func (s *searcher) ranked() []hit {
	slices.SortFunc(s.hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.bound, a.bound), cmp.Compare(b.percent, a.percent), cmp.Compare(a.entry, b.entry))
	})
	return s.hits
}
