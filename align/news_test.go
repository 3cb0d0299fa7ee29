package align_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/align/gen/docset"
	"github.com/duizhao/duizhao/lang"
)

// News articles as documents: titles, captions, credits, datelines, notes and
// author lines take part. The shipped weights have seen these texts, as with
// the prose; README has the figures of each held out.
func TestQualityNews(t *testing.T) {
	for _, f := range []struct {
		target      lang.Tag
		strict, lax float64
	}{{lang.En, 0.985, 0.995}, {lang.Ko, 0.99, 0.995}} {
		examples, _, err := docset.Read(filepath.Join("testdata", "gold-news"), f.target)
		if err != nil {
			t.Fatal(err)
		}
		var tally align.Tally
		for _, ex := range examples {
			bt, err := align.Align(context.Background(), ex.Source, ex.Target, align.Options{})
			if err != nil {
				t.Fatal(err)
			}
			tally.Score(ex.Gold, align.Gold(bt.Beads), false)
			for _, b := range wrong(ex.Gold, align.Gold(bt.Beads)) {
				t.Logf("%s zh-%s: %v:%v is not in gold", ex.Name, f.target, b.Source, b.Target)
			}
		}
		s, l := tally.Strict().F1, tally.Lax().F1
		t.Logf("gold-news zh-%s: strict %.3f lax %.3f", f.target, s, l)
		if s < f.strict || l < f.lax {
			t.Errorf("zh-%s: strict %.3f lax %.3f, floor %.3f %.3f", f.target, s, l, f.strict, f.lax)
		}
	}
}

// wrong lists the beads that gold does not have.
func wrong(gold, test []align.GoldBead) (out []align.GoldBead) {
	key := func(b align.GoldBead) [4]int {
		k := [4]int{-1, len(b.Source), -1, len(b.Target)}
		if len(b.Source) > 0 {
			k[0] = b.Source[0]
		}
		if len(b.Target) > 0 {
			k[2] = b.Target[0]
		}
		return k
	}
	in := map[[4]int]bool{}
	for _, b := range gold {
		in[key(b)] = true
	}
	for _, b := range test {
		if !in[key(b)] {
			out = append(out, b)
		}
	}
	return out
}
