package memory

// The measure. Two sentences are compared as symbols (see fold). Their
// likeness is the mean of
//
//	L = 1 − d / max(m, n)         d: Levenshtein distance in symbols
//	D = 2c / ((m+1) + (n+1))      c: pairs of neighbouring symbols in common
//
// L alone asks too much of a sentence whose clauses changed places, D alone
// forgives too much in a long one; their mean goes best with how much of the
// translation can stay (docs/memory.md has the figures). Both are symmetric,
// so it is too.
//
// For the distance d at least M+1−2d pairs are in common, M being the greater
// length (the q-gram lemma: Ukkonen, Theor. Comput. Sci. 92, 1992; an edit
// touches two pairs). With c known, that bounds d from below and so the score
// from above, without a look at the symbols.

// Scores that are given for a reason and not computed.
const (
	scoreContext = 101
	scoreExact   = 100
	scoreSpelt   = 99 // the same but for script, width, capitals, white space
	scoreMarked  = 98 // the same but for punctuation or placeholders
	scoreSwapped = 97 // the same after values and names were swapped
	scoreAlike   = 96 // no more where anything else differs
)

// percent is the likeness of sentences of m and n symbols at a distance d with
// c pairs in common, rounded down.
func percent(m, n, d, c int) int {
	longer := max(m, n)
	if longer == 0 {
		return 100
	}
	pairs := m + n + 2
	return 50 * ((longer-d)*pairs + 2*c*longer) / (longer * pairs)
}

// leastDistance is the least distance that sentences with c pairs in common
// can have.
func leastDistance(m, n, c int) int {
	longer, shorter := max(m, n), min(m, n)
	return max((longer+1-c+1)/2, longer-shorter, 0)
}

// atMost is the greatest score that sentences with c pairs in common can have.
func atMost(m, n, c int) int { return percent(m, n, leastDistance(m, n, c), c) }

// farthest is the greatest distance at which percent still gives least.
func farthest(m, n, c, least int) int {
	longer, pairs := max(m, n), m+n+2
	if longer == 0 {
		return 0
	}
	// 50·((longer−d)·pairs + 2c·longer) ≥ least·longer·pairs
	room := 50*(longer*pairs+2*c*longer) - least*longer*pairs
	if room < 0 {
		return -1
	}
	return min(room/(50*pairs), longer)
}

// settle turns the likeness of symbols into the score: figures is the number
// of values that differ, marks whether the punctuation is the same. It says
// nothing of sentences that are the same word for word.
func settle(percent, longer, figures int, marks bool) int {
	switch {
	case percent < 100 || figures > 0:
		if figures > 0 {
			percent -= max(100*figures/max(longer, 1), 1)
		}
		if !marks {
			percent--
		}
		return max(min(percent, scoreAlike), 0)
	case !marks:
		return scoreMarked
	}
	return scoreSpelt
}

// differing counts the values that one has and the other has not.
func differing(a, b []symbol) int {
	return max(len(a), len(b)) - shared(a, b)
}
