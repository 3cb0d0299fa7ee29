package align

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
)

// The F1 that the project's own gold must not fall below (strict, lax). The
// shipped weights have seen these texts: the floor guards against breaking
// something; held-out scores stand in the weights files and docs/alignment.md.
var floors = []struct {
	target      lang.Tag
	strict, lax float64
}{{lang.En, 0.985, 0.995}, {lang.Ko, 0.98, 0.99}}

func TestQuality(t *testing.T) {
	for _, f := range floors {
		examples, _, err := ReadSet(filepath.Join("testdata", "gold-prose"), f.target)
		if err != nil {
			t.Fatal(err)
		}
		tally, sure := measure(t, examples, Options{}, false)
		share, right := sure.Coverage()
		t.Logf("gold-prose zh-%s: %s; ECE %.3f; confidence of 0.9 and more: %.1f %% of beads, %.1f %% right", f.target, show(tally), sure.ECE(), 100*share, 100*right)
		if s, l := tally.Strict().F1, tally.Lax().F1; s < f.strict || l < f.lax {
			t.Errorf("zh-%s: strict %.3f lax %.3f, floor %.3f %.3f", f.target, s, l, f.strict, f.lax)
		}
	}
}

func show(t *Tally) string {
	s, l := t.Strict(), t.Lax()
	return fmt.Sprintf("strict P %.3f R %.3f F1 %.3f, lax P %.3f R %.3f F1 %.3f", s.P, s.R, s.F1, l.P, l.R, l.F1)
}

// measure aligns examples and counts them.
func measure(t testing.TB, examples []*Example, opt Options, merge bool) (*Tally, *Reliability) {
	t.Helper()
	var tally Tally
	var sure Reliability
	for _, ex := range examples {
		bt, err := Align(context.Background(), ex.Source, ex.Target, opt)
		if err != nil {
			t.Fatal(err)
		}
		tally.Score(ex.Gold, Gold(bt.Beads), merge)
		for k, right := range rightBeads(ex.Gold, bt.Beads) {
			sure.Add(bt.Beads[k].Confidence, right)
		}
	}
	return &tally, &sure
}

// bitextSets are the gold sets of the optional folder, with what they measure
// and the F1 that they must not fall below, strict and lax.
var bitextSets = []struct {
	name        string
	target      lang.Tag
	weights     string
	learn       bool
	merge       bool
	strict, lax float64
}{
	{"mac-dev", lang.En, "default", false, false, 0.91, 0.99},
	{"mac-dev", lang.En, "default", true, false, 0.915, 0.99},
	{"mac-gap", lang.En, "default", false, false, 0.9, 0.97},
	{"mac-gap", lang.En, "literary", false, false, 0.935, 0.985},

	{"news-zhtwen", lang.En, "default", false, false, 0.985, 0.999},
	{"bible-zhen", lang.En, "default", false, true, 0.975, 0.998},
	{"news-zhtwko", lang.Ko, "default", false, false, 0.97, 0.999},
	{"news-zhko-drop", lang.Ko, "default", false, false, 0.945, 0.99},
	{"pydocs-zhko-gap", lang.Ko, "default", false, true, 0.975, 0.99},
	{"progit-zhko", lang.Ko, "default", false, true, 0.915, 0.99},
	{"progit-zhko", lang.Ko, "default", true, true, 0.93, 0.99},
	{"bible-zhko-rv", lang.Ko, "default", false, true, 0.95, 0.99},
}

// TestBitext prints the table for the gold sets of the optional folder:
//
//	go test ./align -run Bitext -v
func TestBitext(t *testing.T) {
	dir := require.Dir(t, "bitext", "DUIZHAO_BITEXT", "../shared/bitext")
	for _, set := range bitextSets {
		examples, _, err := ReadSet(filepath.Join(dir, set.name), set.target)
		if err != nil {
			t.Fatal(err)
		}
		opt := Options{Weights: set.weights}
		how := set.weights
		if set.learn {
			how += ", learn"
			var pairs []Pair
			for _, ex := range examples {
				pairs = append(pairs, Pair{ex.Source, ex.Target})
			}
			if opt.Lexicon, err = Learn(context.Background(), pairs, opt); err != nil {
				t.Fatal(err)
			}
		}
		tally, sure := measure(t, examples, opt, set.merge)
		share, right := sure.Coverage()
		line := fmt.Sprintf("%-16s %-18s strict %.3f lax %.3f", set.name, how, tally.Strict().F1, tally.Lax().F1)
		if !set.merge { // where gold is coarser, no bead can be told right or wrong
			line += fmt.Sprintf("  0.9 and more: %.0f %% of beads, %.1f %% right; ECE %.3f", 100*share, 100*right, sure.ECE())
		}
		t.Log(line)
		if s, l := tally.Strict().F1, tally.Lax().F1; s < set.strict || l < set.lax {
			t.Errorf("%s, %s: strict %.4f lax %.4f, floor %.3f %.3f", set.name, how, s, l, set.strict, set.lax)
		}
	}
}
