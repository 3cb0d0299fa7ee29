package translate

import (
	"context"
	"errors"
	"sync"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/provider"
)

// outcome is what became of one task of a round.
type outcome struct {
	asked bool // the request was sent
	usage provider.Usage
	bill  bool // it counts
	next  []*task
	err   error
	bad   bool // the answer was refused, wholly or in part
}

// tolerated is how many requests in a row may fail before the service counts
// as broken, at least.
const tolerated = 3

// round is a round of requests under way.
type round struct {
	*run
	ctx    context.Context
	mu     sync.Mutex
	stop   bool // send no more
	fails  int  // requests in a row that failed
	fatal  error
	result []outcome
}

// perform sends tasks side by side and gives what is left of them: what has
// to be asked again, and, when it had to stop, what was not sent. err is the
// first failure in the order of the tasks.
func (r *run) perform(ctx context.Context, tasks []*task) (next []*task, err error, stop bool) {
	p := &round{run: r, ctx: ctx, result: make([]outcome, len(tasks))}
	indices := make(chan int)
	var workers sync.WaitGroup
	for range min(r.opt.Concurrency, len(tasks)) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for i := range indices {
				p.one(i, tasks[i])
			}
		}()
	}
	for i := range tasks {
		indices <- i
	}
	close(indices)
	workers.Wait()
	for i, o := range p.result {
		if o.asked {
			r.sum.Requests++
			r.sum.Sent += len(tasks[i].jobs)
		}
		if o.bill {
			r.budget.count(r.request(tasks[i]), o.usage)
		}
		if o.bad {
			r.sum.Refused++
		}
		if err == nil {
			err = o.err
		}
		next = append(next, o.next...)
	}
	if p.fatal != nil {
		err = p.fatal
	}
	if e := ctx.Err(); e != nil && len(next) > 0 {
		err, p.stop = e, true
	}
	return next, err, p.stop
}

// stopped reports that no more is to be sent.
func (p *round) stopped() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stop || p.ctx.Err() != nil
}

// halt stops the round for an error.
func (p *round) halt(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stop = true; p.fatal == nil {
		p.fatal = err
	}
}

// one sends a task and deals with what comes of it.
func (p *round) one(i int, t *task) {
	o := &p.result[i]
	o.next = []*task{t}
	if p.stopped() || p.limiter != nil && p.limiter.Wait(p.ctx) != nil || p.stopped() {
		return
	}
	q := p.request(t)
	o.asked = true
	answer, err := p.opt.Provider.Translate(p.ctx, q)
	if err != nil {
		p.failure(o, t, err)
		return
	}
	p.mu.Lock()
	p.fails = 0
	p.mu.Unlock()
	o.bill, o.usage = true, answer.Usage
	finished, next := p.digest(t, answer)
	o.next, o.bad = next, len(next) > 0 || len(finished) < len(t.jobs)
	if err := p.finish(t.jobs); err != nil {
		p.halt(err)
	}
	p.pace.answered(q, answer.Usage, t.jobs)
}

// finish settles the jobs that are done and puts those with a text into the
// journal.
func (p *round) finish(jobs []*job) error {
	var list []entry
	for _, j := range jobs {
		if !j.done {
			continue
		}
		p.settle(j)
		if res := p.results[j.units[0]]; res.Text != "" {
			list = append(list, entry{Key: j.key, Text: res.Text, By: res.Origin.By, Model: res.Origin.Model, Repaired: res.Origin.Repaired})
		}
	}
	return p.journal.append(list)
}

// failure decides about a task that the service failed at.
func (p *round) failure(o *outcome, t *task, err error) {
	var e *provider.Error
	switch {
	case p.ctx.Err() != nil:
		p.halt(p.ctx.Err())
		return
	case !errors.As(err, &e):
		p.halt(brokenProvider(err))
		return
	}
	o.bill = e.Kind == provider.Refused || e.Kind == provider.Retry // may have been charged
	switch e.Kind {
	case provider.Refused:
		o.bad = true
		o.next = p.again(t, wrong(AnswerRefused))
	case provider.TooLarge:
		if len(t.jobs) > 1 {
			o.next = t.halves(t.complaint)
			return
		}
		t.jobs[0].done, t.jobs[0].reason, o.next = true, TooLong, nil
	case provider.Retry:
		p.mu.Lock()
		p.fails++
		broken := p.fails >= max(tolerated, p.opt.Concurrency)
		p.mu.Unlock()
		if broken {
			p.halt(err)
			return
		}
		o.err = err
		if len(t.jobs) > 1 {
			o.next = t.halves(t.complaint)
			return
		}
		if j := t.jobs[0]; j.failures == 0 {
			j.failures++
			return
		}
		t.jobs[0].done, t.jobs[0].reason, o.next = true, NoService, nil
	default:
		p.halt(err)
		return
	}
	if err := p.finish(t.jobs); err != nil {
		p.halt(err)
	}
}

// brokenProvider is a failure that says nothing of its kind.
func brokenProvider(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	e := fault.New("translate.provider", "").Because(err)
	e.Class = fault.Provider
	return e
}
