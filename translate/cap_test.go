package translate

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/provider"
)

// charged makes a service count what it is asked as one would: characters
// exactly, tokens by the estimate, off by up to a half.
func charged(s *stub) *counts {
	total := &counts{}
	s.fn = func(n int, q provider.Request, a *provider.Answer) error {
		c := expect(q)
		rnd := rndOf(3, q)
		c.in, c.out = c.in*(50+rnd.IntN(100))/100, c.out*(50+rnd.IntN(100))/100
		a.Usage = provider.Usage{Characters: c.characters, InputTokens: c.in, OutputTokens: c.out}
		s.mu.Lock()
		*total = total.plus(c)
		s.mu.Unlock()
		return nil
	}
	return total
}

// TestCaps: no cap is passed, whatever runs side by side; much of it is used;
// what was done is kept, and a second run with a higher cap pays for nothing
// twice.
func TestCaps(t *testing.T) {
	c := readCorpus(t)
	price := Price{Currency: "EUR", MillionCharacters: 20, MillionInputTokens: 1, MillionOutputTokens: 5}
	units := c.units(150)
	free := &stub{corpus: c}
	full := charged(free)
	opt := c.options(free)
	opt.Price = price
	if _, sum, err := Run(context.Background(), units, opt); err != nil || sum.Characters != full.characters || sum.InputTokens != full.in || sum.OutputTokens != full.out || sum.Cost != price.cost(*full) {
		t.Fatalf("%v, %+v, %+v", err, sum, full)
	}
	for _, share := range []int{1, 10, 45, 90} {
		for kind, set := range map[string]func(*Options){
			"characters": func(o *Options) { o.MaxCharacters = full.characters * share / 100 },
			"tokens":     func(o *Options) { o.MaxTokens = (full.in + full.out) * share / 100 },
			"cost":       func(o *Options) { o.MaxCost = price.cost(*full) * float64(share) / 100 },
		} {
			var first []Result
			for _, concurrency := range []int{1, 8} {
				s := &stub{corpus: c}
				total := charged(s)
				opt := c.options(s)
				opt.Price, opt.Concurrency, opt.Journal = price, concurrency, filepath.Join(t.TempDir(), "journal")
				set(&opt)
				results, sum, err := Run(context.Background(), units, opt)
				balanced(t, units, results, sum)
				var f *fault.Error
				if !errors.As(err, &f) || f.Class != fault.Quota || f.ID != "translate.cap-"+kind || f.Args["Count"] != sum.Reasons[Stopped] {
					t.Errorf("%s %d %%: %v", kind, share, err)
				}
				if b := (&budget{opt: &opt}); b.exceeds(*total) != "" {
					t.Errorf("%s %d %%: %+v is more than the cap", kind, share, total)
				}
				if done := 100 * sum.Answered / len(units); share > 1 && done < share-25 {
					t.Errorf("%s %d %%: only %d %% of the sentences are done", kind, share, done)
				}
				if first == nil {
					first = results
				} else if !reflect.DeepEqual(first, results) {
					t.Errorf("%s %d %%: concurrency changes the result", kind, share)
				}
				opt.MaxCharacters, opt.MaxTokens, opt.MaxCost = 0, 0, 0
				results, sum, err = Run(context.Background(), units, opt)
				if err != nil || sum.Empty > 0 {
					t.Errorf("%s %d %%, without it: %v, %+v", kind, share, err, sum)
				}
				balanced(t, units, results, sum)
				for text, n := range s.sent() {
					if n > 1 {
						t.Errorf("%s %d %%: %q was paid for %d times", kind, share, text, n)
					}
				}
			}
		}
	}
}

// TestCapTold: a service whose figures are far beyond what was expected stops
// the run at once.
func TestCapTold(t *testing.T) {
	c := readCorpus(t)
	s := &stub{corpus: c, fn: func(_ int, _ provider.Request, a *provider.Answer) error {
		a.Usage = provider.Usage{InputTokens: 1 << 20, OutputTokens: 1 << 20}
		return nil
	}}
	opt := c.options(s)
	opt.MaxTokens, opt.Concurrency = 20_000, 1
	results, sum, err := Run(context.Background(), c.units(400), opt)
	balanced(t, c.units(400), results, sum)
	if err == nil || sum.Requests > 8 {
		t.Errorf("%v, %+v", err, sum)
	}
}

func TestCostNeedsPrice(t *testing.T) {
	c := readCorpus(t)
	s := &stub{corpus: c}
	opt := c.options(s)
	opt.MaxCost = 1
	units := c.units(3)
	results, sum, err := Run(context.Background(), units, opt)
	balanced(t, units, results, sum)
	if !errors.Is(err, fault.New("translate.no-price", "")) || len(s.requests) > 0 {
		t.Errorf("%v", err)
	}
	if _, err := Foresee(units, opt); err == nil {
		t.Error("an estimate with a cap of cost and no price")
	}
}

// TestForesee: an estimate sends nothing, and says what a run then does.
func TestForesee(t *testing.T) {
	c := readCorpus(t)
	s := &stub{corpus: c}
	opt := c.options(s)
	opt.Price = Price{Currency: "EUR", MillionCharacters: 20}
	units := append(c.units(70), Unit{ID: "l", Text: "已經譯好了。", Locked: true}, Unit{ID: "t", Text: "浮標"}, Unit{ID: "n", Text: "2025"})
	e, err := Foresee(units, opt)
	if err != nil || len(s.requests) > 0 {
		t.Fatal(err, len(s.requests))
	}
	_, sum, err := Run(context.Background(), units, opt)
	if err != nil {
		t.Fatal(err)
	}
	if e.Sentences != 70 || e.Sentences != sum.Sent || e.Requests != sum.Requests || e.Characters != sum.Characters || e.Cost != sum.Cost || e.Cost <= 0 ||
		e.Locked != 1 || e.Glossary != 1 || e.Copied != 1 || e.Empty != 0 || e.Units != 73 {
		t.Errorf("estimate %+v, run %+v", e, sum)
	}
	chars := 0
	for text := range s.sent() {
		chars += utf8.RuneCountInString(text)
	}
	if chars != e.Characters {
		t.Errorf("%d characters sent, %d foreseen", chars, e.Characters)
	}
}

// TestProgress: the callback comes in order and ends at the whole; the time
// left is near what it takes when the pace is even.
func TestProgress(t *testing.T) {
	c := readCorpus(t)
	s := &stub{corpus: c}
	opt := c.options(s)
	opt.Concurrency = 4
	var last Progress
	opt.Progress = func(p Progress) {
		if p.Done < last.Done || p.Total != 100 || p.Requests < last.Requests {
			t.Errorf("%+v after %+v", p, last)
		}
		last = p
	}
	if _, _, err := Run(context.Background(), c.units(100), opt); err != nil {
		t.Fatal(err)
	}
	if last.Done != 100 || last.Left != 0 || last.Requests != 5 {
		t.Errorf("the end is %+v", last)
	}

	now := time.Unix(0, 0)
	jobs := make([]*job, 100)
	for i := range jobs {
		jobs[i] = &job{units: []int{i}, size: 30}
	}
	var p *pace
	p = &pace{report: func(Progress) {}, now: func() time.Time { return now }, left: 3000, since: now, progress: Progress{Total: 100, Left: -1}}
	for i, j := range jobs {
		now = now.Add(time.Second)
		if i == 50 {
			now = now.Add(10 * time.Second) // the service is slow for a while
		}
		j.done = true
		p.answered(provider.Request{}, provider.Usage{}, []*job{j})
		want := float64(99 - i)
		if off := p.progress.Left - want; i != 99 && (off < -1 || off > 1 && i < 50 || off > 0.8*want+1) {
			t.Errorf("after %d: %.1f s left, %v would be right", i+1, p.progress.Left, want)
		}
	}
}
