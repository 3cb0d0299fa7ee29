package align

import (
	"context"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/segment"
)

// problem is one pair of texts made ready for the search.
type problem struct {
	source, target *side
	opt            *Options
}

func newProblem(source, target *segment.Text, opt *Options) *problem {
	return &problem{source: newSide(source, source.Doc.Lang), target: newSide(target, target.Doc.Lang), opt: opt}
}

// scorer makes the scorer of the problem.
func (p *problem) scorer() *scorer {
	c := &scorer{matcher: newMatcher(newTranslator(p.source, p.target, p.opt))}
	s, t := &p.source.surface, &p.target.surface
	n, m := p.source.n, p.target.n
	c.ratio = clamp((t.length[m]+100)/(s.length[n]+100), 0.4, 2.5)
	c.clauses = clamp(float32(t.clauses[m]+5)/float32(s.clauses[n]+5), 0.1, 3)
	c.quotesOn = s.quotes[n] > 0 && t.quotes[m] > 0
	return c
}

func clamp(x, lo, hi float32) float32 { return max(lo, min(hi, x)) }

// wide gives the band that the preliminary pass looks at.
func (p *problem) wide(c *scorer) *band {
	n, m := p.source.n, p.target.n
	lo, hi := make([]int32, n+1), make([]int32, n+1)
	if n*m <= 10000 || n < 8 {
		for i := range hi {
			hi[i] = int32(m)
		}
		return newBand(n, m, lo, hi)
	}
	half := 30 + m/20
	for i := 0; i <= n; i++ {
		mid := i * m / n
		lo[i], hi[i] = int32(max(0, mid-half)), int32(min(m, mid+half))
	}
	return newBand(n, m, lo, hi)
}

// ready makes the scorer and the narrow band.
func (p *problem) ready(ctx context.Context) (*scorer, *band, error) {
	c := p.scorer()
	wide := p.wide(c)
	wide.measure(c.matcher)
	c.band = wide
	b, err := c.prune(ctx, wide)
	if err != nil {
		return nil, nil, err
	}
	c.band = b
	return c, b, nil
}

// solve aligns.
func (p *problem) solve(ctx context.Context, opt *Options, w *Weights) ([]bitext.Bead, error) {
	if p.source.n == 0 || p.target.n == 0 {
		return lone(p.source.n, p.target.n), nil
	}
	c, b, err := p.ready(ctx)
	if err != nil {
		return nil, err
	}
	l, err := c.build(ctx, b, shapes, &w.w, false, nil)
	if err != nil {
		return nil, err
	}
	arcs, post := l.decode(&w.w)
	if arcs == nil {
		return lone(p.source.n, p.target.n), nil
	}
	beads := make([]bitext.Bead, 0, len(arcs))
	for k, a := range arcs {
		i0, i1, j0, j1 := l.span(a)
		beads = append(beads, bitext.Bead{Source: bitext.Range{From: i0, To: i1}, Target: bitext.Range{From: j0, To: j1}, Confidence: w.calibrate(post[k])})
	}
	return beads, nil
}

// lone pairs nothing with nothing: every sentence stands alone.
func lone(n, m int) []bitext.Bead {
	var out []bitext.Bead
	for i := range n {
		out = append(out, bitext.Bead{Source: bitext.Range{From: i, To: i + 1}, Confidence: 1})
	}
	for j := range m {
		out = append(out, bitext.Bead{Source: bitext.Range{From: n, To: n}, Target: bitext.Range{From: j, To: j + 1}, Confidence: 1})
	}
	return out
}

// Lexicon holds word pairs learned from a project.
type Lexicon struct {
	pairs map[string][]learnedPair
}

type learnedPair struct {
	target string
	weight float64
}
