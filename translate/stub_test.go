package translate

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/provider"
)

// corpus is testdata/sentences.txt.
type corpus struct {
	sentences [][3]string
	glossary  *glossary.Glossary
}

func readCorpus(t testing.TB) *corpus {
	t.Helper()
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	c := &corpus{}
	terms := "zh-Hant,en,ko,en-forbidden\n"
	for _, line := range strings.Split(string(data), "\n") {
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "term ") && len(cells) == 4:
			terms += strings.TrimPrefix(cells[0], "term ") + "," + cells[1] + "," + cells[2] + "," + cells[3] + "\n"
		case len(cells) == 3:
			c.sentences = append(c.sentences, [3]string(cells))
		default:
			t.Fatalf("testdata/sentences.txt: %q", line)
		}
	}
	if c.glossary, err = glossary.Parse("terms.csv", []byte(terms)); err != nil {
		t.Fatal(err)
	}
	return c
}

// units makes n sentences that differ in their numbers.
func (c *corpus) units(n int) []Unit {
	out := make([]Unit, n)
	for i := range out {
		out[i] = Unit{ID: fmt.Sprintf("u%d", i), Text: strings.ReplaceAll(c.sentences[i%len(c.sentences)][0], "{n}", fmt.Sprint(100+i))}
		if i > 0 {
			out[i].Before, out[i-1].After = out[i-1].Text, out[i].Text
		}
	}
	return out
}

var number = regexp.MustCompile(`[0-9]{3,}`)

// translation is the right translation of a sentence of the corpus, "" for
// any other.
func (c *corpus) translation(source string, to lang.Tag) string {
	n := number.FindString(source)
	for _, s := range c.sentences {
		if strings.ReplaceAll(s[0], "{n}", n) == source {
			k := 1
			if to == lang.Ko {
				k = 2
			}
			return strings.ReplaceAll(s[k], "{n}", n)
		}
	}
	return ""
}

// stub is a service that answers from the corpus, as fn changes it.
type stub struct {
	*corpus
	limits  provider.Limits
	latency time.Duration
	fn      func(n int, q provider.Request, a *provider.Answer) error

	mu       sync.Mutex
	requests []provider.Request
}

func (s *stub) Name() string            { return "stub" }
func (s *stub) Limits() provider.Limits { return s.limits }

func (s *stub) Translate(ctx context.Context, q provider.Request) (provider.Answer, error) {
	s.mu.Lock()
	n := len(s.requests)
	s.requests = append(s.requests, q)
	s.mu.Unlock()
	if s.latency > 0 {
		select {
		case <-ctx.Done():
			return provider.Answer{}, ctx.Err()
		case <-time.After(s.latency):
		}
	}
	a := provider.Answer{Model: "stub-1"}
	for _, seg := range q.Segments {
		text := s.translation(seg.Text, q.To)
		if text == "" {
			text = "This sentence stands in no list."
		}
		a.Texts = append(a.Texts, provider.Segment{ID: seg.ID, Text: text})
	}
	if s.fn != nil {
		if err := s.fn(n, q, &a); err != nil {
			return provider.Answer{}, err
		}
	}
	return a, nil
}

// sent counts how often each text was sent.
func (s *stub) sent() map[string]int {
	out := map[string]int{}
	for _, q := range s.requests {
		for _, seg := range q.Segments {
			out[seg.Text]++
		}
	}
	return out
}

func (c *corpus) options(p provider.Provider) Options {
	return Options{From: lang.ZhHant, To: lang.En, Glossary: c.glossary, Provider: p}
}

// balanced holds results to the units and to the summary.
func balanced(t testing.TB, units []Unit, results []Result, sum Summary) {
	t.Helper()
	if len(results) != len(units) || sum.Units != len(units) {
		t.Fatalf("%d units, %d results, summary %+v", len(units), len(results), sum)
	}
	empty := 0
	for i, res := range results {
		if res.ID != units[i].ID || (res.Text == "") == (res.Reason == "") || (res.Text == "") != (res.Origin.By == "") {
			t.Fatalf("unit %d %+v: result %+v", i, units[i], res)
		}
		if res.Text == "" {
			empty++
		}
	}
	reasons := 0
	for _, n := range sum.Reasons {
		reasons += n
	}
	if reasons != empty || sum.Locked+sum.Empty != empty || sum.Answered < 0 ||
		sum.Locked+sum.Empty+sum.Memory+sum.Glossary+sum.Copied+sum.Resumed+sum.Answered != len(units) {
		t.Fatalf("the books don't balance: %+v, %d empty", sum, empty)
	}
}

// everyAnswer changes every text of every answer.
func everyAnswer(fn func(string) string) func(int, provider.Request, *provider.Answer) error {
	return func(_ int, _ provider.Request, a *provider.Answer) error {
		for i := range a.Texts {
			a.Texts[i].Text = fn(a.Texts[i].Text)
		}
		return nil
	}
}
