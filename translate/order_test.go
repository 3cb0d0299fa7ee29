package translate

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/provider"
)

// TestOrder: neither concurrency nor the order in which answers come changes
// a result, with a service that is good or bad by what it is asked.
func TestOrder(t *testing.T) {
	c := readCorpus(t)
	units := c.units(200)
	var first []Result
	for _, concurrency := range []int{1, 2, 8, 32} {
		s := &stub{corpus: c}
		s.fn = func(n int, q provider.Request, a *provider.Answer) error {
			time.Sleep(time.Duration((n*7919)%5) * time.Millisecond)
			rnd := rndOf(11, q)
			k := tricks[rnd.IntN(len(tricks))]
			if k.name == "fails" { // in a row they end a run, and the row depends on the order
				return nil
			}
			return k.do(rnd, q, a)
		}
		opt := c.options(s)
		opt.Concurrency = concurrency
		results, sum, err := Run(context.Background(), units, opt)
		if err != nil {
			t.Fatal(err)
		}
		balanced(t, units, results, sum)
		if first == nil {
			first = results
		} else if !reflect.DeepEqual(first, results) {
			t.Errorf("concurrency %d gives other results", concurrency)
		}
	}
}

// TestStopped: what ends a run leaves the rest marked, keeps what was done,
// and is told as it is.
func TestStopped(t *testing.T) {
	c := readCorpus(t)
	units := c.units(100)
	for _, kind := range []provider.Kind{provider.Key, provider.Spent, provider.Bad, provider.Down, provider.Retry} {
		var calls atomic.Int32
		s := &stub{corpus: c, fn: func(int, provider.Request, *provider.Answer) error {
			if calls.Add(1) <= 3 {
				return nil
			}
			e := fault.New("provider.test", "", "Kind", kind.String())
			e.Class = fault.Provider
			return &provider.Error{Kind: kind, Fault: e}
		}}
		opt := c.options(s)
		opt.ChunkSegments, opt.Concurrency, opt.Journal = 10, 2, filepath.Join(t.TempDir(), "journal")
		results, sum, err := Run(context.Background(), units, opt)
		balanced(t, units, results, sum)
		var e *provider.Error
		if !errors.As(err, &e) || e.Kind != kind || sum.Answered != 30 || sum.Reasons[Stopped] != 70 {
			t.Errorf("%v: %v, %+v", kind, err, sum)
		}
		s.fn = nil
		before, done := s.sent(), results
		results, sum, err = Run(context.Background(), units, opt)
		balanced(t, units, results, sum)
		if err != nil || sum.Resumed != 30 || sum.Answered != 70 {
			t.Errorf("%v, gone on: %v, %+v", kind, err, sum)
		}
		after := s.sent()
		for i := range done {
			if text := units[i].Text; results[i].Text == "" || done[i].Text != "" && (after[text] > before[text] || results[i].Text != done[i].Text) {
				t.Errorf("%v: %q was sent again", kind, text)
			}
		}
	}
}

// TestOneFails: a sentence at which the service always fails costs no other.
func TestOneFails(t *testing.T) {
	c := readCorpus(t)
	units := c.units(100)
	for _, kind := range []provider.Kind{provider.Retry, provider.Refused, provider.TooLarge} {
		s := &stub{corpus: c}
		s.fn = func(_ int, q provider.Request, _ *provider.Answer) error {
			for _, seg := range q.Segments {
				if seg.Text == units[42].Text {
					return &provider.Error{Kind: kind, Fault: fault.New("provider.test", "")}
				}
			}
			return nil
		}
		results, sum, err := Run(context.Background(), units, c.options(s))
		balanced(t, units, results, sum)
		want := map[provider.Kind]Reason{provider.Retry: NoService, provider.Refused: Rejected, provider.TooLarge: TooLong}[kind]
		if results[42].Reason != want || sum.Answered != 99 || (err != nil) != (kind == provider.Retry) {
			t.Errorf("%v: %v, %+v, %+v", kind, err, sum, results[42])
		}
	}
}

// TestUselessAfterFailure: a service of whose answers none could be used is told
// of even where a request failed before.
func TestUselessAfterFailure(t *testing.T) {
	c := readCorpus(t)
	units := c.units(24)
	for _, failing := range []int{-1, 0, 1} {
		s := &stub{corpus: c, fn: func(n int, _ provider.Request, _ *provider.Answer) error {
			kind := provider.Refused
			if n == failing {
				kind = provider.Retry
			}
			return &provider.Error{Kind: kind, Fault: fault.New("provider.test", "")}
		}}
		opt := c.options(s)
		opt.ChunkSegments, opt.Concurrency = 6, 2
		results, sum, err := Run(context.Background(), units, opt)
		balanced(t, units, results, sum)
		var f *fault.Error
		if sum.Answered != 0 || !errors.As(err, &f) || f.ID != "translate.useless" {
			t.Errorf("%d: %v, %+v", failing, err, sum)
		}
	}
}

// TestInterrupted: an interrupted run says so and keeps what was done.
func TestInterrupted(t *testing.T) {
	c := readCorpus(t)
	units := c.units(100)
	ctx, cancel := context.WithCancel(context.Background())
	s := &stub{corpus: c, fn: func(n int, _ provider.Request, _ *provider.Answer) error {
		if n == 2 {
			cancel()
			return context.Canceled
		}
		return nil
	}}
	opt := c.options(s)
	opt.ChunkSegments, opt.Concurrency = 10, 1
	results, sum, err := Run(ctx, units, opt)
	balanced(t, units, results, sum)
	if !errors.Is(err, context.Canceled) || sum.Answered != 20 || sum.Reasons[Stopped] != 80 {
		t.Errorf("%v, %+v", err, sum)
	}
}

// TestRate: requests are begun no faster than the rate allows.
func TestRate(t *testing.T) {
	c := readCorpus(t)
	var begun []time.Time
	s := &stub{corpus: c}
	s.fn = func(int, provider.Request, *provider.Answer) error {
		s.mu.Lock()
		begun = append(begun, time.Now())
		s.mu.Unlock()
		return nil
	}
	opt := c.options(s)
	opt.RatePerMinute, opt.ChunkSegments, opt.Concurrency = 60*40, 10, 8
	if _, _, err := Run(context.Background(), c.units(80), opt); err != nil {
		t.Fatal(err)
	}
	// 8 requests, 25 ms apart: never sooner, however slow the machine
	if took := begun[7].Sub(begun[0]); len(begun) != 8 || took < 150*time.Millisecond {
		t.Errorf("%d requests within %v", len(begun), took)
	}
}

// TestJournalDamaged: torn, foreign and tampered lines are passed over and
// their sentences asked for again; the others are not.
func TestJournalDamaged(t *testing.T) {
	c := readCorpus(t)
	units := c.units(20)
	s := &stub{corpus: c}
	opt := c.options(s)
	opt.Journal = filepath.Join(t.TempDir(), "a", "journal.jsonl")
	results, _, err := Run(context.Background(), units, opt)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(opt.Journal)
	if err != nil {
		t.Fatal(err)
	}
	finished, err := readJournal(opt.Journal)
	if err != nil || len(finished) != 20 {
		t.Fatal(err, len(finished))
	}
	tampered := ""
	for k, e := range finished {
		if e.Text == results[3].Text {
			tampered = fmt.Sprintf(`{"key":%q,"text":"See https://evil.example","by":"stub"}`+"\n", k)
		}
	}
	for name, text := range map[string]string{
		"torn": string(data[:len(data)-30]), "empty": "", "zeros": string(make([]byte, 4096)), "foreign": "{\n[]\nnull\n{\"key\":1}\n" + string(data),
		"tampered": string(data) + tampered, "ended": string(data),
	} {
		if err := os.WriteFile(opt.Journal, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		want := map[string]int{"torn": 19, "empty": 0, "zeros": 0, "foreign": 20, "tampered": 19, "ended": 20}[name]
		again, sum, err := Run(context.Background(), units, opt)
		if err != nil || sum.Resumed != want || sum.Sent != 20-want {
			t.Errorf("%s: %v, %+v", name, err, sum)
		}
		for i := range again {
			if again[i].Text != results[i].Text {
				t.Errorf("%s: %+v", name, again[i])
			}
		}
		if _, sum, err := Run(context.Background(), units, opt); err != nil || sum.Resumed != 20 {
			t.Errorf("%s, mended: %v, %+v", name, err, sum)
		}
	}
	opt.Journal = filepath.Dir(opt.Journal) // a folder
	again, sum, err := Run(context.Background(), units, opt)
	balanced(t, units, again, sum)
	if !errors.Is(err, fault.New("translate.journal", "")) {
		t.Errorf("%v", err)
	}
}

// TestEngine: the journal does not answer for another engine or glossary.
func TestEngine(t *testing.T) {
	c := readCorpus(t)
	s := &stub{corpus: c}
	units := c.units(12)
	opt := c.options(s)
	opt.Journal, opt.Engine = filepath.Join(t.TempDir(), "journal"), "model-a"
	for _, change := range []struct {
		do   func()
		sent int
	}{
		{func() {}, 12}, {func() {}, 0}, {func() { opt.Engine = "model-b" }, 12}, {func() { opt.Engine = "model-a" }, 0},
		{func() { opt.Glossary = nil }, 3}, // those that have a term
	} {
		change.do()
		if _, sum, err := Run(context.Background(), units, opt); err != nil || sum.Sent != change.sent {
			t.Errorf("%v: %d sent, want %d", err, sum.Sent, change.sent)
		}
	}
}

// BenchmarkLatency: 1,000 sentences at concurrency 8 from a service that takes
// 200 ms. The bound is 1.2 × (⌈requests/8⌉ × 200 ms).
func BenchmarkLatency(b *testing.B) {
	c := readCorpus(b)
	units := c.units(1000)
	for range b.N {
		s := &stub{corpus: c, latency: 200 * time.Millisecond}
		opt := c.options(s)
		opt.Concurrency, opt.Journal = 8, filepath.Join(b.TempDir(), "journal")
		start := time.Now()
		_, sum, err := Run(context.Background(), units, opt)
		if err != nil || sum.Answered != 1000 {
			b.Fatal(err, sum)
		}
		bound := time.Duration((sum.Requests+7)/8) * 200 * time.Millisecond
		b.ReportMetric(float64(time.Since(start))/float64(bound), "of-the-bound")
		b.ReportMetric(float64(sum.Requests), "requests")
	}
}
