package translate

import (
	"math"
	"sync"
	"time"

	"github.com/duizhao/duizhao/provider"
)

// pace tells how far a run is and how long it will take: the characters that
// are left, divided by an exponentially weighted mean of those finished in a
// second. Of the mean, what is older than smoothing counts for a third.
type pace struct {
	mu       sync.Mutex
	report   func(Progress)
	now      func() time.Time
	price    Price
	progress Progress
	used     counts
	left     int // characters
	speed    float64
	pending  int // characters finished since
	since    time.Time
}

const (
	smoothing = 20 * time.Second
	window    = 500 * time.Millisecond // the least time that a speed is taken of
)

func newPace(r *run) *pace {
	p := &pace{report: r.opt.Progress, now: time.Now, price: r.opt.Price}
	p.since = p.now()
	for _, j := range r.jobs {
		p.progress.Total += len(j.units)
		if j.done {
			p.progress.Done += len(j.units)
		} else {
			p.left += j.size
		}
	}
	p.progress.Left = -1
	if p.report != nil {
		p.report(p.progress)
	}
	return p
}

// answered counts a request whose jobs have been judged.
func (p *pace) answered(q provider.Request, u provider.Usage, jobs []*job) {
	if p.report == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	b := budget{used: p.used}
	b.count(q, u)
	p.used = b.used
	p.progress.Requests++
	p.progress.Cost = p.price.cost(p.used)
	for _, j := range jobs {
		if j.done {
			p.progress.Done += len(j.units)
			p.left -= j.size
			p.pending += j.size
		}
	}
	p.measure()
	p.report(p.progress)
}

// measure brings the speed up to date.
func (p *pace) measure() {
	passed := p.now().Sub(p.since)
	if passed >= window {
		speed := float64(p.pending) / passed.Seconds()
		if p.speed == 0 {
			p.speed = speed
		} else {
			old := math.Exp(-float64(passed) / float64(smoothing))
			p.speed = old*p.speed + (1-old)*speed
		}
		p.pending, p.since = 0, p.now()
	}
	switch {
	case p.left <= 0:
		p.progress.Left = 0
	case p.speed > 0:
		p.progress.Left = float64(p.left) / p.speed
	}
}
