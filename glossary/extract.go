package glossary

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// Pairing is one bead of an aligned text: what stands on either side.
type Pairing struct{ Source, Target string }

// Candidate is a term that Extract proposes.
type Candidate struct {
	Source, Target string
	Score          float64 // larger is better; comparable within one extraction
	Count          int     // beads that have the source form
	Together       int     // beads that have both
	Kind           string  // "name", "quoted" or "phrase"
	Beads          []int   // the first beads that have both, as examples
}

// ExtractOptions bound what is proposed. Zero values are the defaults.
type ExtractOptions struct {
	Max      int // candidates, 100 by default
	MinCount int // beads that a phrase must stand in, 2 by default
	Examples int // beads shown for each, 3 by default

	// Words cuts a Chinese text into words (see align.Words); nil where there is
	// no dictionary. A stretch that mostly begins or ends within a word is none.
	Words func(text string, terms []doc.Span) []doc.Span
}

// Extract proposes terms from an aligned text: Chinese stretches that keep
// together, each with the expression of the other side that goes with it. known
// may be nil; what it has is not proposed.
//
// Termhood of a stretch is its C-value (Frantzi, Ananiadou and Mima 2000): its
// frequency, less that of the longer stretches it only stands in, times the
// logarithm of its length; its unithood, whether it begins and ends where words
// of the dictionary do, and whether different characters stand beside it. The translation is the expression with the largest
// log-likelihood ratio of standing in the same beads (Dunning 1993), each taken
// once, the surest pair first (competitive linking, Melamed 2000). Names count
// more: a capitalised expression, a stretch in quotation marks or 《》.
func Extract(source, target lang.Tag, beads []Pairing, known *Glossary, opt ExtractOptions) []Candidate {
	if opt.Max == 0 {
		opt.Max = 100
	}
	if opt.MinCount == 0 {
		opt.MinCount = 2
	}
	if opt.Examples == 0 {
		opt.Examples = 3
	}
	if !source.Chinese() {
		return nil
	}
	left := chineseStretches(beads, opt.MinCount, opt.Words)
	right := expressions(target, beads, opt.MinCount)
	x := &extraction{total: len(beads), opt: opt}
	x.known(source, left, known)
	x.link(left, right, len(beads))
	return x.out
}

// expression is a stretch of one side with the beads that it stands in.
type expression struct {
	text   string
	beads  []int // in order, each once
	weight float64
	quoted bool
	uncut  int // Chinese: how often it begins and ends where words do, less how often not
	name   bool
	whole  bool // Korean: never seen with a particle cut off, though it ends like one
}

// extraction collects candidates.
type extraction struct {
	total int
	opt   ExtractOptions
	out   []Candidate
}

// known takes out the stretches that a glossary has, and those within or
// around its terms.
func (x *extraction) known(tag lang.Tag, list []*expression, g *Glossary) {
	if g == nil {
		return
	}
	for _, e := range list {
		for _, h := range g.AllHits(tag, e.text) {
			if h.Span.Len()*2 > len(e.text) {
				e.weight = 0
			}
		}
	}
}

// pairScore is one possible pair.
type pairScore struct {
	left, right *expression
	together    int
	score       float64
}

// link pairs stretches with expressions, the surest first.
func (x *extraction) link(left, right []*expression, total int) {
	byBead := make([][]*expression, total)
	for _, e := range right {
		for _, b := range e.beads {
			byBead[b] = append(byBead[b], e)
		}
	}
	var pairs []pairScore
	for _, l := range left {
		if l.weight == 0 {
			continue
		}
		together := map[*expression]int{}
		var order []*expression
		for _, b := range l.beads {
			for _, r := range byBead[b] {
				if together[r] == 0 {
					order = append(order, r)
				}
				together[r]++
			}
		}
		for _, r := range order {
			n := together[r]
			if n < 2 && !(l.quoted || r.name) || 2*n < len(l.beads) || 2*n < len(r.beads) {
				continue
			}
			score := likelihoodRatio(n, len(l.beads), len(r.beads), total) * math.Sqrt(l.weight)
			if r.name {
				score *= 1.3
			}
			if r.whole {
				score *= 0.8
			}
			score *= 1 + 0.05*float64(min(len(strings.Fields(r.text)), 3)) // of equals the longer
			pairs = append(pairs, pairScore{l, r, n, score})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pairScore) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.left.text, b.left.text), cmp.Compare(a.right.text, b.right.text))
	})
	used := map[*expression]bool{}
	for _, p := range pairs {
		if used[p.left] || used[p.right] || len(x.out) >= x.opt.Max || x.overlaps(p) {
			continue
		}
		used[p.left], used[p.right] = true, true
		x.out = append(x.out, x.candidate(p))
	}
}

// overlaps reports a pair that only says again a part of a better one.
func (x *extraction) overlaps(p pairScore) bool {
	for _, c := range x.out {
		source := strings.Contains(c.Source, p.left.text) || strings.Contains(p.left.text, c.Source)
		target := strings.Contains(strings.ToLower(c.Target), strings.ToLower(p.right.text)) || strings.Contains(strings.ToLower(p.right.text), strings.ToLower(c.Target))
		if source && target || source && c.Together == p.together {
			return true
		}
	}
	return false
}

func (x *extraction) candidate(p pairScore) Candidate {
	c := Candidate{Source: p.left.text, Target: p.right.text, Score: p.score, Count: len(p.left.beads), Together: p.together, Kind: "phrase"}
	switch {
	case p.right.name:
		c.Kind = "name"
	case p.left.quoted:
		c.Kind = "quoted"
	}
	for _, b := range p.left.beads {
		if _, both := slices.BinarySearch(p.right.beads, b); both && len(c.Beads) < x.opt.Examples {
			c.Beads = append(c.Beads, b)
		}
	}
	return c
}

// likelihoodRatio is Dunning's −2 log λ for two events that stand together in
// both of n beads, alone in a and b; 0 where they meet less than by chance.
func likelihoodRatio(both, a, b, n int) float64 {
	if both*n <= a*b {
		return 0
	}
	h := func(k ...int) float64 {
		sum, total := 0.0, 0
		for _, v := range k {
			if v > 0 {
				sum += float64(v) * math.Log(float64(v))
			}
			total += v
		}
		if total == 0 {
			return 0
		}
		return sum - float64(total)*math.Log(float64(total))
	}
	k11, k12, k21 := both, a-both, b-both
	k22 := max(0, n-a-b+both)
	return 2 * (h(k11, k12, k21, k22) - h(k11+k12, k21+k22) - h(k11+k21, k12+k22))
}
