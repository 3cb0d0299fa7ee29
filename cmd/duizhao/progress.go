package main

import (
	"runtime"
	"sync"
	"time"

	"github.com/urfave/cli/v2"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/duizhao/duizhao/fault"
)

// progress is a bar on standard error that appears after a second of work, on
// a terminal only.
type progress struct {
	mu    sync.Mutex
	total int
	done  int
	timer *time.Timer
	pool  *mpb.Progress
	bar   *mpb.Bar
}

// progress starts the clock of a bar for total pieces of work.
func (t *tool) progress(total int) *progress {
	p := &progress{total: total}
	if !t.terminal || t.quiet || t.json || total == 1 {
		return p
	}
	p.timer = time.AfterFunc(time.Second, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.timer == nil || p.total == 0 {
			return // closed while the clock ran out, or nothing is known yet
		}
		p.pool = mpb.New(mpb.WithOutput(t.err), mpb.WithWidth(40))
		p.bar = p.pool.AddBar(int64(p.total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.CountersNoUnit("%d/%d")),
			mpb.AppendDecorators(decor.AverageETA(decor.ET_STYLE_MMSS)))
		p.bar.SetCurrent(int64(p.done))
	})
	return p
}

// expect sets how many pieces of work there are, where that is known later.
func (p *progress) expect(total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total = total
	if p.timer != nil && p.bar == nil {
		p.timer.Reset(time.Second)
	}
}

// shown reports whether the bar is drawn.
func (p *progress) shown() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.bar != nil
}

// above prints something while the bar is out of the way.
func (p *progress) above(print func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Abort(true)
		p.pool.Wait()
		p.bar = nil
		if p.timer != nil {
			p.timer.Reset(time.Second)
		}
	}
	print()
}

// add counts one piece as done.
func (p *progress) add() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if p.bar != nil {
		p.bar.SetCurrent(int64(p.done))
	}
}

// close takes the bar away.
func (p *progress) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer != nil {
		p.timer.Stop()
		p.timer = nil
	}
	if p.bar != nil {
		p.bar.Abort(true)
		p.pool.Wait()
	}
}

// jobs reads --jobs; without it as many as there are processors.
func jobs(c *cli.Context) (int, error) {
	if !c.IsSet("jobs") {
		return runtime.GOMAXPROCS(0), nil
	}
	if n := c.Int("jobs"); n > 0 {
		return n, nil
	}
	return 0, fault.New("cli.jobs", "", "Word", c.Int("jobs"))
}
