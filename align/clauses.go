package align

import (
	"math"
	"unicode/utf8"
)

const (
	maxClauses  = 16 // of a sentence; what follows belongs to the last
	leastClause = 6  // letters that a clause has at least, or two characters
)

// clausesOf cuts a sentence behind its inner marks. The Chinese enumeration
// comma parts words, no clauses, and is none of them.
func clausesOf(s string) []string {
	var out []string
	from, size, cut := 0, 0, false
	for i, c := range s {
		switch {
		case wordy(c):
			if cut && size >= leastClause {
				out = append(out, s[from:i])
				from, size = i, 0
			}
			cut = false
			if size++; c >= 0x2e80 { // East Asian scripts
				size += 2
			}
		case clauseMark(c):
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(c):])
			cut = cut || c > 0x7f || next < '0' || next > '9' // 1,200 and 3.5 are no cuts
		}
	}
	return append(out, s[from:])
}

func clauseMark(c rune) bool {
	switch c {
	case ',', ';', ':', '.', '!', '?', '"', '—', '…', '“', '”', '「', '」', '\u3002', '\uff0c', '\uff1b', '\uff1a', '\uff01', '\uff1f':
		return true
	}
	return false
}

// fitClauses fills the fits of the clauses of a row's sentence with those of
// its target sentences: for each word of the target's clause the log ratio of
// the best match that it has in the source's, summed. Function words count
// stopFit of it.
func (m *matcher) fitClauses(r *row) {
	s, t := m.source, m.target
	r.clauseAt, r.clauseFit = append(r.clauseAt[:0], 0), r.clauseFit[:0]
	rows := int(s.clauses[r.sentence])
	baseZ := s.tok[r.sentence]
	n := float32(s.tok[r.sentence+1]-baseZ) + 0.5
	var best [maxClauses]float32
	for j := r.lo; j < r.hi; j++ {
		cols, start := int(t.clauses[j]), len(r.clauseFit)
		for range rows * cols {
			r.clauseFit = append(r.clauseFit, 0)
		}
		fit := r.clauseFit[start:]
		baseE := t.tok[j]
		list := r.of(j)
		for k := 0; k < len(list); {
			e := list[k].e
			clear(best[:rows])
			for ; k < len(list) && list[k].e == e; k++ {
				x := &list[k]
				v := min(float32(math.Log(1+float64(x.r/n))), 4)
				if s.stop[baseZ+x.z] || t.stop[baseE+e] {
					v *= stopFit
				}
				c := s.clause[baseZ+x.z]
				best[c] = max(best[c], v)
			}
			for c := range rows {
				fit[c*cols+int(t.clause[baseE+e])] += best[c]
			}
		}
		r.clauseAt = append(r.clauseAt, int32(len(r.clauseFit)))
	}
}

const stopFit = 0.3

// clauses gives the fits of the row's clauses with those of target sentence j,
// one source clause behind the other; nil where they are not known.
func (r *row) clauses(j int) []float32 {
	if j < r.lo || j >= r.hi || len(r.clauseAt) == 0 {
		return nil
	}
	return r.clauseFit[r.clauseAt[j-r.lo]:r.clauseAt[j-r.lo+1]]
}

// sourceClause is how well clause c of source sentence i fits the clauses of
// target sentence j at best.
func (m *matcher) sourceClause(i, c, j int) (best float32) {
	r := &m.ring[i%ringRows]
	if r.sentence != i || j < 0 || j >= m.target.n {
		return 0
	}
	fit, cols := r.clauses(j), int(m.target.clauses[j])
	if fit == nil {
		return 0
	}
	for _, f := range fit[c*cols : (c+1)*cols] {
		best = max(best, f)
	}
	return best
}

// targetClause is the same for clause c of target sentence j.
func (m *matcher) targetClause(j, c, i int) (best float32) {
	if i < 0 || i >= m.source.n || m.ring[i%ringRows].sentence != i {
		return 0
	}
	fit, cols := m.ring[i%ringRows].clauses(j), int(m.target.clauses[j])
	for k := c; k < len(fit); k += cols {
		best = max(best, fit[k])
	}
	return best
}

// edges tells for a bead's first and last clauses, of the source and of the
// target, how much better they fit the sentence across the border than
// anything in the bead: where one clause crosses, the border is wrong or gold
// joins what it parts.
func (m *matcher) edges(i0, i1, j0, j1 int) (z, e float32) {
	source := func(i, c, across int) float32 {
		in := float32(0)
		for j := j0; j < j1; j++ {
			in = max(in, m.sourceClause(i, c, j))
		}
		return max(0, min(m.sourceClause(i, c, across)-in, mostEdge))
	}
	target := func(j, c, across int) float32 {
		in := float32(0)
		for i := i0; i < i1; i++ {
			in = max(in, m.targetClause(j, c, i))
		}
		return max(0, min(m.targetClause(j, c, across)-in, mostEdge))
	}
	lastZ, lastE := int(m.source.clauses[i1-1])-1, int(m.target.clauses[j1-1])-1
	z = source(i0, 0, j0-1) + source(i1-1, lastZ, j1)
	e = target(j0, 0, i0-1) + target(j1-1, lastE, i1)
	return z, e
}

const mostEdge = 4
