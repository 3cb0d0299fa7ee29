package translate

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/memory"
)

func offlineOptions(t testing.TB, to lang.Tag) Options {
	t.Helper()
	g, err := glossary.Parse("terms.csv", []byte("zh-Hant,en,ko\n潮汐站,tide station,조석 관측소\n海務局,Marine Bureau,해무국\n銀行,bank,은행\n銀行,shore,둑\n"))
	if err != nil {
		t.Fatal(err)
	}
	unit := func(source, target string) memory.Unit {
		return memory.Unit{Source: source, Target: target, From: lang.ZhHant, To: lang.En, Origin: "person", Reviewed: true}
	}
	m := memory.New().Add(
		unit("燈塔在霧裡響了一夜。", "The lighthouse sounded all night in the fog."),
		unit("船隊帶回了 35 噸鯖魚。", "The fleet brought back 35 tonnes of mackerel."),
		unit("這一句的譯文就是原文。", "這一句的譯文就是原文。"),
	)
	return Options{From: lang.ZhHant, To: to, Glossary: g, Memory: m}
}

// TestOffline: testdata/offline.txt.
func TestOffline(t *testing.T) {
	data, err := os.ReadFile("testdata/offline.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != 4 {
			t.Fatalf("line %d: %q", n+1, line)
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		cases++
		units := []Unit{{ID: "a", Text: cells[1]}}
		results, sum, err := Run(context.Background(), units, offlineOptions(t, lang.Tag(cells[0])))
		if err != nil {
			t.Fatal(err)
		}
		balanced(t, units, results, sum)
		got := results[0]
		text, by := got.Text, got.Origin.By
		if got.Origin.Score > 0 {
			by += fmt.Sprintf(" %d", got.Origin.Score)
		}
		if text == "" {
			text, by = "-", "-"
			if got.Reason != NotFound {
				t.Errorf("line %d: reason %s", n+1, got.Reason)
			}
		}
		if text != cells[2] || by != cells[3] {
			t.Errorf("line %d: %q into %s: %q by %s, want %q by %s", n+1, cells[1], cells[0], text, by, cells[2], cells[3])
		}
	}
	if cases < 30 {
		t.Errorf("only %d cases", cases)
	}
}

// TestSuggestions: a near match is no translation, but goes with the sentence:
// as a suggestion for a person, as an example for a service.
func TestSuggestions(t *testing.T) {
	opt := offlineOptions(t, lang.En)
	units := []Unit{{ID: "a", Text: "燈塔在霧裡響了三夜。"}}
	results, _, err := Run(context.Background(), units, opt)
	if err != nil {
		t.Fatal(err)
	}
	if s := results[0].Suggestions; len(s) != 1 || s[0].Unit.Target != "The lighthouse sounded all night in the fog." || s[0].Score >= 100 || s[0].Score < 75 {
		t.Fatalf("%+v", results[0])
	}
	c := readCorpus(t)
	s := &stub{corpus: c}
	opt.Provider = s
	results, _, err = Run(context.Background(), units, opt)
	if err != nil || len(s.requests) == 0 {
		t.Fatal(err)
	}
	if q := s.requests[0]; len(q.Examples) != 1 || q.Examples[0].Target != "The lighthouse sounded all night in the fog." {
		t.Errorf("examples %+v", q.Examples)
	}
	if len(results[0].Suggestions) != 1 {
		t.Errorf("%+v", results[0])
	}
}

// TestTerms: forbidden terms are asked about with the reason, and repaired
// when the service persists; a term that is missing is a problem.
func TestTerms(t *testing.T) {
	c := readCorpus(t)
	persist := map[string]string{"Marine Bureau": "Sea Office", "tide station": "weather hut"}
	s := &stub{corpus: c}
	s.fn = everyAnswer(func(text string) string {
		for good, bad := range persist {
			text = strings.ReplaceAll(text, good, bad)
		}
		return text
	})
	units := c.units(4)
	results, sum, err := Run(context.Background(), units, c.options(s))
	if err != nil {
		t.Fatal(err)
	}
	balanced(t, units, results, sum)
	if r := results[1]; r.Text != c.translation(units[1].Text, lang.En) || !r.Origin.Repaired || len(r.Problems) > 0 {
		t.Errorf("forbidden: %+v", r)
	}
	if r := results[2]; !strings.Contains(r.Text, "<x1>weather hut</x1>") || len(r.Problems) != 1 || r.Problems[0].Code != "term-missing" {
		t.Errorf("missing: %+v", r)
	}
	if r := results[0]; r.Origin.Repaired || len(r.Problems) > 0 {
		t.Errorf("without a term: %+v", r)
	}
	complaints := map[string]bool{}
	for _, q := range s.requests {
		complaints[q.Complaint] = true
		if q.Complaint != "" && len(q.Segments) != 1 {
			t.Errorf("%d sentences for one complaint", len(q.Segments))
		}
	}
	if !complaints["Do not write “Sea Office”; write “Marine Bureau”."] || !complaints["“潮汐站” must be translated as “tide station”."] {
		t.Errorf("complaints: %v", complaints)
	}
	if sum.Requests != 1+2*2 || sum.Repaired != 1 || sum.Flagged != 1 {
		t.Errorf("%+v", sum)
	}
	persist = nil // the service learns
	s.requests = nil
	results, sum, err = Run(context.Background(), units, c.options(s))
	if err != nil || sum.Repaired != 0 || sum.Requests != 1 || results[1].Origin.Repaired {
		t.Errorf("%v, %+v", err, sum)
	}
}
