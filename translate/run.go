package translate

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/time/rate"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/memory"
	"github.com/duizhao/duizhao/provider"
)

// Bounds of a run.
const (
	maxUnits    = 1 << 20
	maxUnitText = 32 << 10 // bytes; longer ones are left to a person
)

// run is one run.
type run struct {
	opt     Options
	units   []Unit
	memory  *memory.Memory
	judge   *judge
	redact  *redactor
	results []Result
	jobs    []*job // in the order of their first unit
	sum     Summary

	segments, characters, longest int // of a request
	budget                        *budget
	journal                       *journal
	limiter                       *rate.Limiter
	pace                          *pace
	rounded                       int // rounds so far
}

// Run translates units. The results are in the order of units, one for each,
// also beside an error: translate.* faults (class Quota for a cap), the
// provider's *provider.Error, or ctx's own. What was finished before an error
// is in the results and in the journal. Without a cap, results depend on the
// units, the options and the answers alone: not on concurrency, nor on the
// order in which answers come. With one they don't either, as long as the
// service doesn't fail.
func Run(ctx context.Context, units []Unit, opt Options) ([]Result, Summary, error) {
	r, err := prepare(units, opt)
	if err == nil {
		err = r.online(ctx)
	}
	r.balance()
	return r.results, r.sum, err
}

// prepare does all that can be done on this machine. The run is usable, with
// no result, beside an error as well.
func prepare(units []Unit, opt Options) (*run, error) {
	r := &run{opt: opt.filled(), units: units, results: make([]Result, len(units))}
	for i := range units {
		r.results[i] = Result{ID: units[i].ID, Reason: Stopped}
	}
	var err error
	if r.redact, err = newRedactor(opt.Redact); err != nil {
		return r, err
	}
	if err := r.valid(); err != nil {
		return r, err
	}
	r.judge = &judge{from: opt.From, to: opt.To, g: opt.Glossary, mega: opt.MegaZhao, words: opt.Dictionary}
	if opt.Memory != nil {
		r.memory = opt.Memory.With(opt.Glossary)
	}
	r.budget = newBudget(&r.opt)
	if opt.Provider != nil {
		r.limits()
	}
	same := map[string]*job{}
	for i := range units {
		r.start(i, same)
	}
	return r, r.resume()
}

// filled puts defaults in place of zeros.
func (o Options) filled() Options {
	set := func(v *int, normal int) {
		if *v == 0 {
			*v = normal
		}
		*v = max(*v, 0)
	}
	set(&o.MinScore, 75)
	set(&o.Suggestions, 3)
	set(&o.Context, 2)
	set(&o.Retries, 2)
	set(&o.ChunkSegments, 20)
	set(&o.ChunkCharacters, 1200)
	set(&o.Concurrency, 4)
	o.ChunkSegments, o.ChunkCharacters, o.Concurrency = max(o.ChunkSegments, 1), max(o.ChunkCharacters, 1), max(o.Concurrency, 1)
	return o
}

// valid refuses what is a mistake of the caller or of the configuration.
func (r *run) valid() error {
	switch {
	case len(r.units) > maxUnits:
		return fault.New("translate.many", "", "Limit", maxUnits)
	case r.opt.From == r.opt.To || r.opt.To == lang.Und:
		return fault.New("translate.languages", "", "From", string(r.opt.From), "To", string(r.opt.To))
	case r.opt.MaxCost > 0 && !r.opt.Price.Known():
		return fault.New("translate.no-price", "")
	}
	seen := make(map[string]bool, len(r.units))
	for _, u := range r.units {
		if seen[u.ID] {
			return fault.New("translate.two-ids", "", "ID", u.ID)
		}
		seen[u.ID] = true
	}
	return nil
}

// start settles a unit on this machine, or makes a job of it. same has the
// jobs by text.
func (r *run) start(i int, same map[string]*job) {
	u := &r.units[i]
	source, ok := decode(u.Text)
	none := func(why Reason) { r.results[i] = Result{ID: u.ID, Reason: why} }
	switch {
	case u.Locked:
		none(Locked)
		return
	case strings.TrimSpace(u.Text) == "":
		none(Blank)
		return
	case !ok || strings.ContainsRune(u.Text, 0):
		r.results[i] = Result{ID: u.ID, Reason: Rejected, Problems: wrong(AnswerCharacters, "Found", "U+FFFD")}
		return
	case len(u.Text) > maxUnitText:
		none(TooLong)
		return
	}
	res, done := r.offline(u, source)
	if done {
		r.results[i] = res
		return
	}
	if r.opt.Provider == nil {
		res.Reason = NotFound
		r.results[i] = res
		return
	}
	if j := same[u.Text]; j != nil {
		j.units = append(j.units, i)
		return
	}
	j := r.newJob(i, source)
	j.similar = res.Suggestions
	if r.longest > 0 && j.size > r.longest || j.hid.first+len(j.hid.texts) > mostID {
		res.Reason = TooLong
		r.results[i] = res
		return
	}
	if j.hid.names && strings.IndexFunc(words(j.sent), letter) < 0 {
		res.Reason = Hidden
		r.results[i] = res
		return
	}
	r.results[i].Suggestions = j.similar
	j.key = keyOf("1", string(r.opt.From), string(r.opt.To), u.Text, r.slice(j), r.opt.Provider.Name(), r.opt.Engine)
	same[u.Text] = j
	r.jobs = append(r.jobs, j)
}

// resume takes finished sentences from the journal. What does not stand the
// checks of an answer, since somebody changed the file, is asked for again.
func (r *run) resume() error {
	if r.opt.Journal == "" || len(r.jobs) == 0 {
		return nil
	}
	finished, err := readJournal(r.opt.Journal)
	if err != nil {
		return err
	}
	for _, j := range r.jobs {
		e, has := finished[j.key]
		text, ok := decode(e.Text)
		if !has || !ok {
			continue
		}
		v := r.judge.judge(j.source, text)
		if len(v.broken) > 0 && !j.hid.names {
			continue
		}
		j.done = true
		r.place(j, Result{Text: e.Text, Origin: Origin{By: e.By, Model: e.Model, Repaired: e.Repaired}, Problems: v.all(), Suggestions: j.similar})
		r.sum.Resumed += len(j.units)
	}
	return nil
}

// online asks the service for what is left.
func (r *run) online(ctx context.Context) error {
	queue := r.plan(r.jobs)
	if len(queue) == 0 {
		return nil
	}
	var err error
	if r.journal, err = openJournal(r.opt.Journal); err != nil {
		return err
	}
	if r.opt.RatePerMinute > 0 {
		r.limiter = rate.NewLimiter(rate.Limit(float64(r.opt.RatePerMinute)/60), 1)
	}
	r.pace = newPace(r)
	if err = provider.Prepare(ctx, r.opt.Provider, r.opt.From, r.opt.To, r.whole()); err == nil {
		err = r.rounds(ctx, queue)
	}
	if closing := r.journal.close(); err == nil {
		err = closing
	}
	return err
}

// whole is the glossary for services that keep it themselves, less what is to
// be hidden: the first translation of each form.
func (r *run) whole() []provider.Term {
	if r.opt.Glossary == nil {
		return nil
	}
	var out []provider.Term
	seen := map[string]bool{}
	for i, c := range r.opt.Glossary.Concepts {
		for _, t := range c.Terms {
			target, ok := r.target(i, t.Text)
			if t.Lang != r.opt.From || int(t.Status) > 1 || !ok || seen[t.Text] || r.redact.has(t.Text) || r.redact.has(target) {
				continue
			}
			seen[t.Text] = true
			out = append(out, provider.Term{Source: t.Text, Target: target})
		}
	}
	return out
}

// rounds sends tasks until all are settled or the run has to stop. What a
// round's answers leave over is sorted by place and makes the next round.
func (r *run) rounds(ctx context.Context, queue []*task) error {
	var failed error
	for len(queue) > 0 {
		var now []*task
		var cap string
		now, queue, cap = r.budget.take(queue, r.request)
		if len(now) == 0 {
			left := 0
			for _, t := range queue {
				for _, j := range t.jobs {
					left += len(j.units)
				}
			}
			r.give(queue)
			return r.budget.fault(cap, left)
		}
		next, err, stop := r.perform(ctx, now)
		r.rounded++
		if failed == nil {
			failed = err
		}
		queue = append(queue, next...)
		slices.SortStableFunc(queue, func(a, b *task) int { return a.jobs[0].units[0] - b.jobs[0].units[0] })
		if stop {
			r.give(queue)
			return err
		}
		if r.sum.Requests >= uselessRequests && r.useless() {
			r.give(queue)
			break
		}
	}
	if r.useless() { // whether or not a request failed on the way
		return r.uselessFault()
	}
	for _, j := range r.jobs {
		if j.reason == NoService && j.best == nil {
			return failed
		}
	}
	return nil
}

// A service of which no answer could be used at all is left alone after this
// many requests, once all of them have been asked in halves; and that is said
// where it was asked about this many sentences, since one may be to blame for
// itself.
const (
	uselessRequests  = 20
	uselessSentences = 3
)

// useless reports that sentences were sent, in halves as well, and that none
// came back in a form that could be used.
func (r *run) useless() bool {
	sent := 0
	for _, j := range r.jobs {
		if j.best != nil || j.reason == NoService || j.reason == TooLong {
			return false
		}
		if len(j.why) > 0 {
			sent++
		}
	}
	return sent >= uselessSentences && r.rounded >= 2
}

func (r *run) uselessFault() error {
	e := fault.New("translate.useless", "", "Name", r.opt.Provider.Name(), "Count", r.sum.Requests)
	e.Class = fault.Provider
	return e
}

// give ends the jobs that a stopped run has not come to. A usable answer that
// was to be bettered is used as it is.
func (r *run) give(queue []*task) {
	for _, t := range queue {
		for _, j := range t.jobs {
			if !j.done {
				j.done, j.reason = true, Stopped
				r.settle(j)
			}
		}
	}
}

// balance settles what has no result yet and adds up.
func (r *run) balance() {
	r.sum.Units = len(r.units)
	r.sum.Reasons = map[Reason]int{}
	if r.budget != nil {
		r.sum.Characters, r.sum.InputTokens, r.sum.OutputTokens = r.budget.used.characters, r.budget.used.in, r.budget.used.out
		r.sum.Cost = r.opt.Price.cost(r.budget.used)
	}
	for i := range r.results {
		res := &r.results[i]
		if res.Text == "" {
			r.sum.Reasons[res.Reason]++
			if res.Reason == Locked {
				r.sum.Locked++
			} else {
				r.sum.Empty++
			}
			continue
		}
		switch res.Origin.By {
		case ByMemory:
			r.sum.Memory++
		case ByGlossary:
			r.sum.Glossary++
		case ByCopy:
			r.sum.Copied++
		}
		if res.Origin.Repaired {
			r.sum.Repaired++
		}
		if len(res.Problems) > 0 {
			r.sum.Flagged++
		}
	}
	r.sum.Answered = r.sum.Units - r.sum.Locked - r.sum.Empty - r.sum.Memory - r.sum.Glossary - r.sum.Copied - r.sum.Resumed
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
