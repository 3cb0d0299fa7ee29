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
	forget         int // thousandths of the lexicon to hide, in training
}

func newProblem(source, target *segment.Text, opt *Options) *problem {
	return &problem{source: newSide(source, source.Doc.Lang), target: newSide(target, target.Doc.Lang), opt: opt}
}

// scorer makes the scorer of the problem.
func (p *problem) scorer() *scorer {
	tr := newTranslator(p.source, p.target, p.opt)
	if p.forget > 0 {
		tr.hide(p.forget)
	}
	c := &scorer{matcher: newMatcher(tr)}
	s, t := &p.source.surface, &p.target.surface
	n, m := p.source.n, p.target.n
	c.ratio = clamp((t.length[m]+100)/(s.length[n]+100), 0.4, 2.5)
	c.clauses = clamp(float32(t.clauses[m]+5)/float32(s.clauses[n]+5), 0.1, 3)
	c.pins, c.rejected = sorted(p.opt.Confirmed), map[Pin]bool{}
	for _, r := range p.opt.Rejected {
		c.rejected[r] = true
	}
	c.quotesOn = s.quotes[n] > 0 && t.quotes[m] > 0
	return c
}

func clamp(x, lo, hi float32) float32 { return max(lo, min(hi, x)) }

// ready makes the scorer and the narrow band.
func (p *problem) ready(ctx context.Context) (*scorer, *band, error) {
	c := p.scorer()
	wide := along(p.source.n, p.target.n, c.tr.anchors())
	wide.clip(c.pins)
	wide.measure(c.matcher)
	c.band = wide
	b, err := c.prune(ctx, wide)
	if err != nil {
		return nil, nil, err
	}
	c.band = b
	c.matcher.full = true
	for k := range c.ring {
		c.ring[k].sentence = -1
	}
	return c, b, nil
}

// found is what the search found: beads with their posteriors.
type found struct {
	beads     []bitext.Bead
	posterior []float64
	scorer    *scorer
	lo, hi    []int32 // by row: cells that paths of some probability pass
}

// Where the first search is sure, the second looks only at the cells that a path
// passes with a posterior of at least againLeast, and at againExtra on either
// side of them. Sure are beads of againSure that pair sentences, between others
// of their kind.
const (
	againLeast = 1e-6
	againExtra = 1
	againSure  = 0.99
)

// doubtful gives the band of a second search.
func (f *found) doubtful(pins []Pin) *band {
	old := f.scorer.band
	for k, b := range f.beads {
		if f.posterior[k] >= againSure && b.Source.Len() > 0 && b.Target.Len() > 0 {
			continue
		}
		for i := max(0, b.Source.From-doubtEdge); i <= min(old.n, b.Source.To+doubtEdge); i++ {
			f.lo[i], f.hi[i] = old.lo[i], old.hi[i]
		}
	}
	again := narrow(old, f.lo, f.hi, againExtra)
	for i := range again.lo {
		again.lo[i], again.hi[i] = max(again.lo[i], old.lo[i]), min(again.hi[i], old.hi[i])
	}
	again.clip(pins)
	return again
}

const doubtEdge = 2 // rows around a bead in doubt that are looked at as widely

// note records the cells that the arcs of a lattice pass.
func (f *found) note(l *lattice, post []float64) {
	if f.lo == nil {
		f.lo, f.hi = noCells(l.n, l.m)
	}
	for k := range l.arcs {
		if post[k] < againLeast {
			continue
		}
		i0, i1, j0, j1 := l.span(k)
		f.lo[i0], f.hi[i0] = min(f.lo[i0], int32(j0)), max(f.hi[i0], int32(j0))
		f.lo[i1], f.hi[i1] = min(f.lo[i1], int32(j1)), max(f.hi[i1], int32(j1))
	}
}

// search runs both passes over the whole of both texts, neither of them empty.
func (p *problem) search(ctx context.Context, w *Weights) (*found, error) {
	f, err := p.searchOnce(ctx, w)
	if err == nil && f == nil && len(p.opt.Rejected) > 0 {
		// Everything that was possible has been rejected: better a rejected
		// bead than none.
		free := *p.opt
		free.Rejected = nil
		again := *p
		again.opt = &free
		f, err = again.searchOnce(ctx, w)
	}
	if err == nil && f == nil {
		f = &found{beads: lone(p.source.n, p.target.n)}
		f.posterior = make([]float64, len(f.beads))
	}
	return f, err
}

// searchOnce gives nil when no path leads through.
func (p *problem) searchOnce(ctx context.Context, w *Weights) (*found, error) {
	c, b, err := p.ready(ctx)
	if err != nil {
		return nil, err
	}
	return p.full(ctx, c, b, w)
}

// full runs the full pass over the band.
func (p *problem) full(ctx context.Context, c *scorer, b *band, w *Weights) (*found, error) {
	f := &found{scorer: c}
	use := w.at(c.nullRate)
	for row, col := 0, 0; ; {
		end := row + windowRows
		if b.n-end < windowRows/2 || len(c.pins) > 0 {
			end = b.n
		}
		win := b
		if row > 0 || end < b.n {
			win = b.window(row, col, min(b.n, end+windowEdge))
		}
		l, err := c.build(ctx, win, shapes, use, false)
		if err != nil {
			return nil, err
		}
		arcs, post, all, err := p.decide(ctx, l, use)
		if err != nil || arcs == nil {
			return nil, err
		}
		f.note(l, all)
		for k, a := range arcs[:cutAt(l, arcs, post, end)] {
			bead := l.bead(a, 0)
			f.beads, f.posterior = append(f.beads, bead), append(f.posterior, post[k])
			row, col = bead.Source.To, bead.Target.To
		}
		if end == b.n {
			f.setConfidence(w)
			return f, nil
		}
	}
}

// setConfidence gives every bead that the search chose its confidence.
func (f *found) setConfidence(w *Weights) {
	mean := 0.0
	for _, p := range f.posterior {
		mean += p / float64(len(f.posterior))
	}
	for k := range f.beads {
		if f.beads[k].Origin != bitext.Confirmed {
			f.beads[k].Confidence = w.confidence(f.posterior[k], mean)
		}
	}
}

// cutAt gives how many beads of a window's path to take: all of the last
// window's; else up to the surest pairing bead near the end, behind which the
// next window begins.
func cutAt(l *lattice, arcs []int, post []float64, end int) int {
	if end == l.n {
		return len(arcs)
	}
	best, at := -1.0, len(arcs)
	for k, a := range arcs {
		_, i1, _, _ := l.span(a)
		if i1 > end-windowEdge && i1 <= end && shapeStates[l.arcs[a].shape] == stPaired && post[k] >= best {
			best, at = post[k], k+1
		}
	}
	return at
}

// decide chooses the path through a lattice, with the second opinion where
// there is one.
func (p *problem) decide(ctx context.Context, l *lattice, use *[features]float64) (arcs []int, post, all []float64, err error) {
	arcs, post, all = l.decode(use)
	if e := p.opt.Embedder; e != nil && arcs != nil {
		changed, err := p.second(ctx, e, l, arcs, post, all)
		if err != nil {
			return nil, nil, nil, err
		}
		if changed {
			arcs, post, all = l.decode(use)
		}
	}
	return arcs, post, all, nil
}

// bead makes the bead of an arc.
func (l *lattice) bead(a int, confidence float64) bitext.Bead {
	i0, i1, j0, j1 := l.span(a)
	b := bitext.Bead{Source: bitext.Range{From: i0, To: i1}, Target: bitext.Range{From: j0, To: j1}, Confidence: confidence}
	if l.arcs[a].shape == pinShape {
		b.Confidence, b.Origin = 1, bitext.Confirmed
	}
	return b
}

// solve aligns.
func (p *problem) solve(ctx context.Context, w *Weights) ([]bitext.Bead, error) {
	if p.source.n == 0 || p.target.n == 0 {
		return lone(p.source.n, p.target.n), nil
	}
	f, err := p.best(ctx, w)
	if err != nil {
		return nil, err
	}
	return f.beads, nil
}

// best searches; a long text teaches the second of two searches.
func (p *problem) best(ctx context.Context, w *Weights) (*found, error) {
	f, err := p.search(ctx, w)
	if err != nil || f.scorer == nil || !p.teachable() {
		return f, err
	}
	p.learnFrom(f)
	second, err := p.full(ctx, f.scorer, f.doubtful(p.opt.Confirmed), w)
	if err != nil {
		return nil, err
	}
	if second != nil {
		f = second
	}
	return f, nil
}

// teachable reports whether the text is long enough to learn from itself.
func (p *problem) teachable() bool {
	n := p.source.n
	return n >= selfLeast && n <= selfMost && hasLexicon(p.source.tag, p.target.tag)
}

// learnFrom teaches the scorer what the beads found say.
func (p *problem) learnFrom(f *found) {
	co := newCounts()
	co.gather(p, f)
	pt := co.train()
	f.scorer.tr.own = co.ownHits(pt, withinText, f.scorer.tr)
	f.scorer.teach(co.keep(pt, withinText))
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
