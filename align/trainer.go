package align

import (
	"context"
	"sort"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/fault"
)

// TrainOptions steer Train; the zero value trains as the weights that ship
// were trained.
type TrainOptions struct {
	L2     float64  // strength of the Gaussian prior; 0 is 3
	Prior  *Weights // where the prior has its mean, as in adaptation (Chelba and Acero 2004); nil is zero, but for block structure
	Rounds int      // steps of the optimiser; 0 is 80
	Folds  int      // held-out scores by this many folds; 0 leaves one example out at a time, 1 makes none
	Rare   float64  // taken from the bias of null beads in close translations, when gold has more of them than the world
	Temper float64  // how much texts in doubt temper their posteriors, 0 to 1; given, not learned: held-out texts of a known kind do not show it
	Align  Options  // terms and learned lexicon
}

// TrainResult is what Train found.
type TrainResult struct {
	Weights *Weights     // trained on all examples, calibrated on the held-out beads
	Held    Tally        // held-out scores: each example aligned by weights that never saw it
	Each    []NamedTally // by example
	Sets    []NamedTally // by set, in the order of their first examples
	Beads   Reliability  // held-out confidence before calibration
	After   Reliability  // and after
}

// NamedTally is the score of one example.
type NamedTally struct {
	Name string
	Tally
}

// Train learns weights from gold alignments of one pair of languages, by
// maximum likelihood, and scores them on examples held out. Examples without
// any gold, or none at all, are the fault align.train-gold.
func Train(ctx context.Context, examples []*Example, opt TrainOptions) (*TrainResult, error) {
	if len(examples) == 0 {
		return nil, fault.New("align.train-gold", "")
	}
	if opt.L2 == 0 {
		opt.L2 = 3
	}
	if opt.Rounds == 0 {
		opt.Rounds = 80
	}
	lessons, err := prepare(ctx, examples, &opt.Align, nil)
	if err != nil {
		return nil, err
	}
	// What a text teaches itself changes what the evidence is worth: learn the
	// weights once to find the words, and again with them.
	first, err := opt.fit(ctx, without(lessons, nil))
	if err != nil {
		return nil, err
	}
	if lessons, err = prepare(ctx, examples, &opt.Align, first); err != nil {
		return nil, err
	}
	out := &TrainResult{}
	var points []calPoint
	for _, fold := range folds(len(examples), opt.Folds) {
		w, err := opt.fit(ctx, without(lessons, fold))
		if err != nil {
			return nil, err
		}
		for _, k := range fold {
			found, err := out.hold(ctx, examples[k], &opt.Align, w)
			if err != nil {
				return nil, err
			}
			points = append(points, found...)
		}
	}
	w, err := opt.fit(ctx, without(lessons, nil))
	if err != nil {
		return nil, err
	}
	out.Weights = w
	out.Weights.cal, out.Weights.temper = calibration(points), opt.Temper
	for _, p := range points {
		out.After.Add(out.Weights.calibrate(p.raw), p.right == 1)
	}
	return out, nil
}

func (o *TrainOptions) fit(ctx context.Context, lessons []*lesson) (*Weights, error) {
	mean := &Weights{}
	for f, x := range structureWeights {
		mean.w[f] = x
	}
	start := &firstWeights
	if o.Prior != nil {
		*mean = *o.Prior
		mean.w[fNullBias] += o.Rare // which is taken off again below
		mean.gap[fNullBias] -= o.Rare
		start = &mean.w
	}
	w, err := fit(ctx, lessons, start, mean, o.L2, o.Rounds)
	if err == nil {
		w.w[fNullBias] -= o.Rare
		w.gap[fNullBias] += o.Rare
	}
	return w, err
}

// Dresses that an example can be shown in beside its own, by letter: s and d
// with single and with straight quotation marks, w and W as a freer
// translation (W with single marks), g with passages left out.
const Dress = "sdwWg"

// prepare makes the lessons of all examples in all their dresses.
func prepare(ctx context.Context, examples []*Example, opt *Options, w *Weights) ([][]*lesson, error) {
	lessons := make([][]*lesson, len(examples))
	for k, ex := range examples {
		if len(ex.Gold) == 0 {
			return nil, fault.New("align.train-gold", ex.Name)
		}
		for _, x := range dressed(ex, k) {
			ls, err := newLesson(ctx, x, opt, w)
			if err != nil {
				return nil, err
			}
			lessons[k] = append(lessons[k], ls)
		}
	}
	return lessons, nil
}

// dressed gives the example and its variants. Those of coarse gold count half.
func dressed(ex *Example, k int) []*Example {
	out := []*Example{ex}
	english := !ex.Target.Doc.Lang.CJK()
	for _, d := range []byte(ex.Dress) {
		switch {
		case (d == 's' || d == 'd') && english:
			out = append(out, quoted(ex, d))
		case d == 'w':
			out = append(out, freer(ex, 450))
		case d == 'W' && english:
			out = append(out, freer(quoted(ex, 's'), 650))
		case d == 'g' && !ex.Coarse:
			out = append(out, gapped(ex, uint64(k+1), 40, 60))
		}
	}
	for i, x := range out[1:] {
		c := *x
		if c.Weight == 0 {
			c.Weight = 1
		}
		if ex.Coarse {
			c.Weight /= 2
		}
		out[i+1] = &c
	}
	return out
}

// folds divides n examples; 0 stands for n folds, 1 for none.
func folds(n, count int) [][]int {
	if count == 1 || n < 2 {
		return nil
	}
	if count == 0 || count > n {
		count = n
	}
	out := make([][]int, count)
	for k := range n {
		out[k%count] = append(out[k%count], k)
	}
	return out
}

func without(lessons [][]*lesson, held []int) (out []*lesson) {
	drop := map[int]bool{}
	for _, k := range held {
		drop[k] = true
	}
	for k, list := range lessons {
		if !drop[k] {
			out = append(out, list...)
		}
	}
	return out
}

// set gives the tally of a set.
func (r *TrainResult) set(name string) *NamedTally {
	for k := range r.Sets {
		if r.Sets[k].Name == name {
			return &r.Sets[k]
		}
	}
	r.Sets = append(r.Sets, NamedTally{Name: name})
	return &r.Sets[len(r.Sets)-1]
}

// hold aligns a held-out example, counts it, and gives its beads' posteriors
// with 1 for right and 0 for wrong.
func (r *TrainResult) hold(ctx context.Context, ex *Example, opt *Options, w *Weights) ([]calPoint, error) {
	p := newProblem(ex.Source, ex.Target, opt)
	if p.source.n == 0 || p.target.n == 0 {
		return nil, nil
	}
	f, err := p.best(ctx, w)
	if err != nil {
		return nil, err
	}
	one := NamedTally{Name: ex.Name}
	test := Gold(f.beads)
	one.Score(ex.Gold, test, ex.Coarse)
	r.Held.Score(ex.Gold, test, ex.Coarse)
	r.set(ex.Set).Score(ex.Gold, test, ex.Coarse)
	r.Each = append(r.Each, one)
	if ex.Coarse {
		return nil, nil
	}
	var out []calPoint
	right := rightBeads(ex.Gold, f.beads)
	for k := range f.beads {
		r.Beads.Add(f.posterior[k], right[k])
		out = append(out, calPoint{f.posterior[k], float64(count(right[k]))})
	}
	return out, nil
}

// rightBeads tells for every bead whether gold has the same.
func rightBeads(gold []GoldBead, beads []bitext.Bead) []bool {
	in := map[string]bool{}
	for _, g := range gold {
		in[beadKey(g)] = true
	}
	out := make([]bool, len(beads))
	for k, g := range Gold(beads) {
		out[k] = in[beadKey(g)]
	}
	return out
}

// calibration fits the map from posteriors to the share of right beads: bins
// of equal size, made to rise by pooling neighbours that fall (Zadrozny and
// Elkan 2002; the pool-adjacent-violators algorithm), joined by lines.
func calibration(points []calPoint) []calPoint {
	const least = 60 // beads in a bin
	if len(points) < 2*least {
		return nil
	}
	sort.SliceStable(points, func(a, b int) bool { return points[a].raw < points[b].raw })
	type bin struct{ n, raw, right float64 }
	var bins []bin
	size := max(least, len(points)/16)
	for at := 0; at < len(points); at += size {
		end := min(at+size, len(points))
		if len(points)-end < size/2 {
			end = len(points)
		}
		var b bin
		for _, p := range points[at:end] {
			b.n, b.raw, b.right = b.n+1, b.raw+p.raw, b.right+p.right
		}
		bins = append(bins, b)
		for n := len(bins); n > 1 && bins[n-2].right*bins[n-1].n > bins[n-1].right*bins[n-2].n; n = len(bins) {
			bins[n-2].n += bins[n-1].n
			bins[n-2].raw += bins[n-1].raw
			bins[n-2].right += bins[n-1].right
			bins = bins[:n-1]
		}
		if end == len(points) {
			break
		}
	}
	const leastStep = 0.0002 // points that a file of four decimals keeps apart
	out := []calPoint{{0, 0}}
	for _, b := range bins {
		p := calPoint{b.raw / b.n, (b.right + 0.5) / (b.n + 1)}
		last := &out[len(out)-1]
		p.right = max(p.right, last.right) // smoothing weighs more on few beads
		if p.raw <= last.raw+leastStep {
			last.right = p.right
			continue
		}
		out = append(out, p)
	}
	last := &out[len(out)-1]
	top := calPoint{1, max(last.right, min(1, last.right+0.002))}
	if last.raw > 1-leastStep {
		*last = top
		return out
	}
	return append(out, top)
}
