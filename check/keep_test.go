package check

import (
	"testing"

	"github.com/duizhao/duizhao/finding"
)

// TestKept: a fact made again of its places is compared as before.
func TestKept(t *testing.T) {
	place := func(text string) *finding.Place {
		return &finding.Place{Sentence: &finding.Sentence{Text: text}}
	}
	f := NewFact(place("海港結冰了，沒有人出海。"), place("The Harbour froze; nobody sailed."), []Accepted{{TwoWays, "2027-01-01"}})
	s, u := f.Keys()
	g := NewFact(place("海港結冰了沒有人出海"), place("the harbour froze, nobody sailed"), f.Accepted())
	if s2, u2 := g.Keys(); s != s2 || u != u2 || s == "" || u == "" {
		t.Errorf("%q %q, %q %q", s, u, s2, u2)
	}
	if !g.allows(TwoWays, "2026-12-31") || g.allows(TwoWays, "2027-01-02") || g.allows(Alike, "") {
		t.Error("what is accepted was not kept")
	}
}
