package check

import (
	"os"
	"strings"
	"testing"
)

// TestMessages: every code has its wording. (That all languages have it is the
// catalogue's own test.)
func TestMessages(t *testing.T) {
	data, err := os.ReadFile("../message/catalog/check.en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range defaults {
		if !strings.Contains(string(data), "\nfinding."+string(d.Code)+":") {
			t.Errorf("no wording for %s", d.Code)
		}
	}
}

// TestSuppress: a suppression hides what it names, and is reported when it has
// ended or matches nothing.
func TestSuppress(t *testing.T) {
	bt := pair(t, "en", []string{"他有412本書。", "共有77人。"}, []string{"He has 421 books.", "There were 78 people."})
	ids := IDs{Source: []string{"s1", "s2"}, Target: []string{"t1", "t2"}}
	for _, c := range []struct {
		name string
		list []Suppression
		want string
	}{
		{"none", nil, "number number"},
		{"one sentence", []Suppression{{Code: Number, Sentence: "t1", Reason: "r"}}, "number"},
		{"the article", []Suppression{{Code: Number, Reason: "r", Until: "2027-01-01"}}, ""},
		{"ended", []Suppression{{Code: Number, Sentence: "s1", Reason: "r", Until: "2026-01-01"}}, "number number suppression-stale:ended"},
		{"unused", []Suppression{{Code: Date, Reason: "r"}}, "number number suppression-stale:unused"},
	} {
		var got []string
		for _, f := range Run(bt, ids, nil, Options{Suppress: c.list, Today: "2026-11-22"}).Findings {
			s := string(f.Code)
			if f.Code == SuppressionStale {
				s += ":" + f.Args["Kind"].(string)
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}
