package glossary

// automaton finds many patterns in one pass over a text (Aho and Corasick,
// "Efficient string matching", CACM 18, 1975). Edges live in one
// open-addressing table keyed by state and rune, since most of the tens of
// thousands of runes of Chinese never leave most states.
type automaton struct {
	edges  []edge  // length is a power of two
	fail   []int32 // by state: the longest proper suffix that is a state
	accept []int32 // by state: pattern that ends here, -1 for none
	link   []int32 // by state: nearest state on the fail chain that accepts, 0 for none
	depth  []int32 // by state: runes from the root
}

type edge struct {
	key  uint64 // state<<32 | rune + 1; 0 for an empty slot
	next int32
}

// newAutomaton builds the automaton of patterns; empty and repeated ones are
// never reported (the first of equal patterns is).
func newAutomaton(patterns [][]rune) *automaton {
	total := 0
	for _, p := range patterns {
		total += len(p)
	}
	size := 16
	for size < 2*total+2 {
		size *= 2
	}
	a := &automaton{edges: make([]edge, size)}
	a.state(0)
	type pending struct {
		from, to int32
		r        rune
	}
	var order []pending // in order of creation: a parent stands before its children
	for i, p := range patterns {
		s := int32(0)
		for _, r := range p {
			next := a.step(s, r)
			if next < 0 {
				next = a.state(a.depth[s] + 1)
				a.connect(s, r, next)
				order = append(order, pending{s, next, r})
			}
			s = next
		}
		if s != 0 && a.accept[s] < 0 {
			a.accept[s] = int32(i)
		}
	}
	// Fail links go from short to long, so by depth.
	byDepth := make([][]pending, 0, 32)
	for _, e := range order {
		d := int(a.depth[e.to])
		for len(byDepth) <= d {
			byDepth = append(byDepth, nil)
		}
		byDepth[d] = append(byDepth[d], e)
	}
	for _, level := range byDepth {
		for _, e := range level {
			if e.from != 0 {
				a.fail[e.to] = a.next(a.fail[e.from], e.r)
			}
			f := a.fail[e.to]
			if a.accept[f] >= 0 {
				a.link[e.to] = f
			} else {
				a.link[e.to] = a.link[f]
			}
		}
	}
	return a
}

// state adds a state.
func (a *automaton) state(depth int32) int32 {
	a.fail = append(a.fail, 0)
	a.accept = append(a.accept, -1)
	a.link = append(a.link, 0)
	a.depth = append(a.depth, depth)
	return int32(len(a.fail) - 1)
}

func slot(key uint64, mask int) int {
	key *= 0x9E3779B97F4A7C15 // 2^64 over the golden ratio
	return int(key>>32) & mask
}

func edgeKey(state int32, r rune) uint64 { return uint64(state)<<32 | uint64(uint32(r)) + 1 }

// step follows one edge, -1 where there is none.
func (a *automaton) step(state int32, r rune) int32 {
	key, mask := edgeKey(state, r), len(a.edges)-1
	for i := slot(key, mask); ; i = (i + 1) & mask {
		switch a.edges[i].key {
		case key:
			return a.edges[i].next
		case 0:
			return -1
		}
	}
}

func (a *automaton) connect(state int32, r rune, next int32) {
	key, mask := edgeKey(state, r), len(a.edges)-1
	i := slot(key, mask)
	for a.edges[i].key != 0 {
		i = (i + 1) & mask
	}
	a.edges[i] = edge{key, next}
}

// next follows an edge, or the fail links to one.
func (a *automaton) next(state int32, r rune) int32 {
	for {
		if n := a.step(state, r); n >= 0 {
			return n
		}
		if state == 0 {
			return 0
		}
		state = a.fail[state]
	}
}

// run reports every occurrence of every pattern in text as the range of runes
// [start, end), in the order of their ends, the longest first.
func (a *automaton) run(text []rune, report func(pattern, start, end int)) {
	s := int32(0)
	for i, r := range text {
		s = a.next(s, r)
		at := s
		if a.accept[at] < 0 {
			at = a.link[at]
		}
		for ; at != 0; at = a.link[at] {
			report(int(a.accept[at]), i+1-int(a.depth[at]), i+1)
		}
	}
}
