package memory

import (
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// swapCase is one case of testdata/swaps.txt.
type swapCase struct {
	line                      int
	from, to                  lang.Tag
	source, target, ask, want string
}

func swapCases(t testing.TB) []swapCase {
	t.Helper()
	data, err := os.ReadFile("testdata/swaps.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []swapCase
	var c swapCase
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		mark, text, _ := strings.Cut(line, " ")
		switch mark {
		case "<":
			c.source = text
		case ">":
			c.target = text
		case "?":
			c.ask = text
		case "=":
			c.want = text
			out = append(out, c)
		default:
			c = swapCase{line: i + 1, from: lang.Tag(mark), to: lang.Tag(text)}
		}
	}
	return out
}

func testTerms(t testing.TB) *glossary.Glossary {
	t.Helper()
	g, err := glossary.Load("testdata/glossary.csv")
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestSwaps: testdata/swaps.txt.
func TestSwaps(t *testing.T) {
	terms := testTerms(t)
	cases := swapCases(t)
	swapped := 0
	for _, c := range cases {
		m := New().With(terms).Add(Unit{Source: c.source, Target: c.target, From: c.from, To: c.to})
		got := m.Find(c.from, c.to, c.ask, "", "", 20, 1)
		if len(got) != 1 {
			t.Errorf("line %d: %d matches", c.line, len(got))
			continue
		}
		x := got[0]
		if c.want == "-" {
			if x.Target != c.target || len(x.Swapped) > 0 {
				t.Errorf("line %d: swapped, but should stay: %s", c.line, x.Target)
			} else if x.Score > scoreAlike {
				t.Errorf("line %d: %d per cent without a swap", c.line, x.Score)
			}
			continue
		}
		swapped++
		if x.Target != c.want {
			t.Errorf("line %d:\n got %s\nwant %s", c.line, x.Target, c.want)
		}
		if x.Score != scoreSwapped || x.Kind != Fuzzy || len(x.Swapped) == 0 {
			t.Errorf("line %d: %d per cent, %d swaps", c.line, x.Score, len(x.Swapped))
		}
		for _, s := range x.Swapped {
			if !strings.Contains(c.source, s.SourceOld) || !strings.Contains(c.ask, s.SourceNew) ||
				!strings.Contains(c.target, s.TargetOld) || !strings.Contains(x.Target, s.TargetNew) {
				t.Errorf("line %d: told wrongly: %+v", c.line, s)
			}
		}
	}
	if len(cases) < 90 || swapped < 40 {
		t.Errorf("%d cases, %d swapped: the file was not read", len(cases), swapped)
	}
}

// FuzzSwap: no sentence makes the swapper fail, and what it gives has no other
// words than the translation where nothing was swapped.
func FuzzSwap(f *testing.F) {
	terms := testTerms(f)
	for i, c := range swapCases(f) {
		f.Add(c.source, c.target, c.ask, i%3)
	}
	f.Fuzz(func(t *testing.T, source, target, ask string, to int) {
		if len(source)+len(target)+len(ask) > 1500 {
			return
		}
		tag := []lang.Tag{lang.En, lang.Ko, lang.ZhHans}[(to%3+3)%3]
		m := New().With(terms).Add(Unit{Source: source, Target: target, From: lang.ZhHant, To: tag})
		for _, x := range m.Find(lang.ZhHant, tag, ask, "", "", 20, 1) {
			if len(x.Swapped) == 0 && x.Target != exchange.Canonical(target) {
				t.Errorf("%q became %q and does not say why", target, x.Target)
			}
			if len(x.Swapped) > 0 && x.Score != scoreSwapped {
				t.Errorf("%d per cent with swaps", x.Score)
			}
		}
	})
}
