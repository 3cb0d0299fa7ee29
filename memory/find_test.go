package memory

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// naive is Find's search by comparing all pairs, without index or bounds.
func naive(a, b shape) int {
	dist := func(a, b []symbol) int {
		row := make([]int, len(b)+1)
		for j := range row {
			row[j] = j
		}
		for i, x := range a {
			last := row[0]
			row[0] = i + 1
			for j, y := range b {
				cost := last
				if x != y {
					cost++
				}
				last = row[j+1]
				row[j+1] = min(cost, last+1, row[j]+1)
			}
		}
		return row[len(b)]
	}
	count := func(s []symbol) map[[2]symbol]int {
		out := map[[2]symbol]int{}
		last := symbol(0)
		for _, x := range append(slices.Clone(s), 0) {
			out[[2]symbol{last, x}]++
			last = x
		}
		return out
	}
	x, y, c := count(a.symbols), count(b.symbols), 0
	for k, n := range x {
		c += min(n, y[k])
	}
	longer := max(len(a.symbols), len(b.symbols))
	percent := 100
	if longer > 0 { // the mean of 1 − d/longer and 2c/pairs, in one fraction
		pairs := len(a.symbols) + len(b.symbols) + 2
		percent = 50 * ((longer-dist(a.symbols, b.symbols))*pairs + 2*c*longer) / (longer * pairs)
	}
	figures := 0
	left := slices.Clone(b.figures)
	for _, f := range a.figures {
		if i := slices.Index(left, f); i >= 0 {
			left = slices.Delete(left, i, i+1)
		} else {
			figures++
		}
	}
	figures = max(figures, figures+len(b.figures)-len(a.figures))
	return settle(percent, longer, figures, a.marks == b.marks)
}

// sentence makes a sentence of few characters, so that many are alike.
func sentence(r *rand.Rand) string {
	parts := []string{"港", "灣", "湾", "漁", "船", "的", "在", "了", "，", "。", "？", "3", "12", "三月", "APEC", "fog ", "2024年", "「", "」"}
	text := ""
	for range r.IntN(14) {
		text += parts[r.IntN(len(parts))]
	}
	return text
}

// TestFindIsNaive: what the index finds is what comparing with every sentence
// finds.
func TestFindIsNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 60 {
		checkNaive(t, r, 1+r.IntN(60), fmt.Sprintf("round %d", round))
	}
}

func checkNaive(t *testing.T, r *rand.Rand, size int, name string) {
	t.Helper()
	var units []Unit
	for i := range size {
		tag := []lang.Tag{lang.ZhHant, lang.ZhHans}[r.IntN(2)]
		units = append(units, Unit{Source: sentence(r), Target: fmt.Sprint("t", i), From: tag, To: lang.En})
	}
	m := New().Add(units...)
	for range 10 {
		text := sentence(r)
		least := []int{0, 20, 26, 40, 50, 60, 75, 90, 98}[r.IntN(9)]
		f := fold(lang.ZhHant, text)
		q := shapeOf(&f)
		want := map[string]int{}
		for u := range m.All {
			g := fold(u.From, u.Source)
			score := naive(q, shapeOf(&g))
			if back := naive(shapeOf(&g), q); back != score {
				t.Fatalf("%s: %q and %q: %d, turned %d", name, text, u.Source, score, back)
			}
			if score == scoreSpelt && sameWords(plain(text), plain(u.Source)) {
				score = scoreExact
			}
			if score >= least {
				want[u.Target] = score
			}
		}
		got := m.Find(lang.ZhHant, lang.En, text, "", "", least, 0)
		for _, x := range got {
			if len(x.Swapped) > 0 {
				x.Score = want[x.Unit.Target] // another test's business
			}
			if want[x.Unit.Target] != x.Score {
				t.Errorf("%s: %q ≥ %d: %q has %d, want %d", name, text, least, x.Unit.Source, x.Score, want[x.Unit.Target])
			}
			delete(want, x.Unit.Target)
		}
		if len(want) > 0 {
			t.Errorf("%s: %q ≥ %d: not found: %v", name, text, least, want)
		}
		// With a bound, the best of them.
		if few := m.Find(lang.ZhHant, lang.En, text, "", "", least, 3); len(few) != min(3, len(got)) {
			t.Errorf("%s: %q: %d of %d found", name, text, len(few), len(got))
		} else {
			for i := range few {
				if few[i].Score != got[i].Score {
					t.Errorf("%s: %q: place %d has %d, not %d", name, text, i, few[i].Score, got[i].Score)
				}
			}
		}
	}
}

// TestEveryUnitIsFound: each stored sentence answers for itself, exactly.
func TestEveryUnitIsFound(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var units []Unit
	for i := range 500 {
		units = append(units, Unit{Source: sentence(r), Target: fmt.Sprint("t", i), From: lang.ZhHant, To: lang.Ko})
	}
	m := New().Add(units...)
	if m.Len() < 400 {
		t.Fatalf("%d units", m.Len())
	}
	for u := range m.All {
		found := false
		for _, x := range m.Find(lang.ZhHant, lang.Ko, u.Source, "", "", 100, 0) {
			found = found || x.Unit == u && x.Kind == Exact && x.Score == 100 && x.Target == u.Target
		}
		if !found {
			t.Errorf("%q is not found", u.Source)
		}
	}
}

// FuzzFind: on small memories of any text, what the index finds is what
// comparing with every sentence finds.
func FuzzFind(f *testing.F) {
	f.Add("港口結了冰。\n港口结冰了\n沒有人捕魚", "港口結冰了。", 60)
	f.Add("在2025年10月31日\n在2024年3月1日\nF-35", "在2023年5月2日", 0)
	f.Add("aaaa\naaaaa\nabab\n\n？！", "aaa", 30)
	f.Fuzz(func(t *testing.T, stored, text string, least int) {
		if len(stored) > 2000 || len(text) > 500 {
			return
		}
		var units []Unit
		for i, line := range strings.Split(stored, "\n") {
			units = append(units, Unit{Source: line, Target: fmt.Sprint("t", i), From: lang.ZhHant, To: lang.En})
		}
		least = min(max(least, 0), 101)
		m := New().Add(units...)
		g := fold(lang.ZhHant, text)
		q := shapeOf(&g)
		want := map[string]bool{}
		for u := range m.All {
			h := fold(u.From, u.Source)
			score := naive(q, shapeOf(&h))
			if score == scoreSpelt && sameWords(plain(text), plain(u.Source)) {
				score = scoreExact
			}
			if score >= least {
				want[u.Target] = true
			}
		}
		for _, x := range m.Find(lang.ZhHant, lang.En, text, "", "", least, 0) {
			if len(x.Swapped) == 0 && !want[x.Unit.Target] {
				t.Errorf("%q is found for %q at %d", x.Unit.Source, text, x.Score)
			}
			delete(want, x.Unit.Target)
		}
		if len(want) > 0 {
			t.Errorf("not found for %q: %v", text, want)
		}
	})
}

// FuzzDiff: a difference gives both texts back.
func FuzzDiff(f *testing.F) {
	f.Add("港口結了冰。", "港口结冰了。")
	f.Add("The 3rd <x1>boat</x1>", "The 12th <x2/>boat")
	f.Add("\xff\xfe", "é")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 3000 {
			return
		}
		from, to := "", ""
		last := OpKind(99)
		for _, op := range diff(a, b) {
			if op.Kind == last || op.Text == "" {
				t.Errorf("%v %q follows its like", op.Kind, op.Text)
			}
			last = op.Kind
			if op.Kind != Insert {
				from += op.Text
			}
			if op.Kind != Delete {
				to += op.Text
			}
		}
		if from != a || to != b {
			t.Errorf("%q → %q came out as %q → %q", a, b, from, to)
		}
	})
}
