package translate

import (
	"context"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/provider"
)

// TestObedient: what a good service answers is taken as it is, at once.
func TestObedient(t *testing.T) {
	c := readCorpus(t)
	for _, to := range []lang.Tag{lang.En, lang.Ko} {
		s := &stub{corpus: c}
		units := c.units(100)
		opt := c.options(s)
		opt.To = to
		results, sum, err := Run(context.Background(), units, opt)
		if err != nil {
			t.Fatal(err)
		}
		balanced(t, units, results, sum)
		for i, res := range results {
			if want := c.translation(units[i].Text, to); res.Text != want || len(res.Problems) > 0 || res.Origin != (Origin{By: "stub", Model: "stub-1"}) {
				t.Errorf("%s: %q: %+v, want %q", to, units[i].Text, res, want)
			}
		}
		if sum.Answered != 100 || sum.Refused != 0 || sum.Sent != 100 || sum.Requests != 5 {
			t.Errorf("%s: %+v", to, sum)
		}
		for _, q := range s.requests {
			for _, term := range q.Terms {
				if !strings.Contains(joined(q), term.Source) {
					t.Errorf("term %q is in no sentence of its request", term.Source)
				}
			}
		}
	}
}

func joined(q provider.Request) string {
	var b strings.Builder
	for _, s := range q.Segments {
		b.WriteString(s.Text + "\n")
	}
	return b.String()
}
