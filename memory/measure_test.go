package memory

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
)

// goldPair is a pair of a gold set, made ready for all measures.
type goldPair struct {
	shape  shape
	runes  []rune
	pairs  map[[2]symbol]int
	words  []string       // of the translation
	grams  map[string]int // of the translation: up to four characters
	list   []uint64       // grams of the source, ascending
	source string
}

// loadGoldPairs reads the beads of a set that have both sides.
func loadGoldPairs(t *testing.T, dir, to string) []goldPair {
	t.Helper()
	lines := func(path string) []string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(string(data), "\n")
	}
	var out []goldPair
	files, _ := filepath.Glob(filepath.Join(dir, "*.gold"))
	for _, gold := range files {
		base := strings.TrimSuffix(gold, ".gold")
		zh, other := lines(base+".zh"), lines(base+"."+to)
		for _, line := range lines(gold) {
			a, b, _ := strings.Cut(line, "]:[")
			side := func(list string, from []string, gap string) string {
				var parts []string
				for _, n := range strings.Split(strings.Trim(list, "[]"), ",") {
					if i, err := strconv.Atoi(strings.TrimSpace(n)); err == nil {
						parts = append(parts, strings.TrimSpace(from[i]))
					}
				}
				return strings.Join(parts, gap)
			}
			if source, target := side(a, zh, ""), side(b, other, " "); source != "" && target != "" {
				out = append(out, prepared(source, target))
			}
		}
	}
	return out
}

func prepared(source, target string) goldPair {
	f := fold(lang.ZhHant, source)
	p := goldPair{shape: shapeOf(&f), runes: []rune(source), pairs: map[[2]symbol]int{}, words: strings.Fields(strings.ToLower(target)), grams: map[string]int{}, source: source}
	last := symbol(0)
	for _, s := range append(append([]symbol(nil), p.shape.symbols...), 0) {
		p.pairs[[2]symbol{last, s}]++
		last = s
	}
	p.list = gramsOf(p.shape.symbols, nil)
	slices.Sort(p.list)
	runes := []rune(strings.Join(p.words, " "))
	for n := 1; n <= 4; n++ {
		for i := 0; i+n <= len(runes); i++ {
			p.grams[string(runes[i:i+n])]++
		}
	}
	return p
}

func dice[K comparable](a, b map[K]int) float64 {
	both, all := 0, 0
	for k, n := range a {
		all += n
		both += min(n, b[k])
	}
	for _, n := range b {
		all += n
	}
	return 2 * float64(both) / float64(max(all, 1))
}

// editSimilarity is one minus the Levenshtein distance over the greater length.
func editSimilarity[K comparable](a, b []K) float64 {
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
	return 1 - float64(row[len(b)])/float64(max(len(a), len(b), 1))
}

// bigramTokens is what a tokenizer of overlapping pairs, as CAT tools use for
// Chinese, makes of a sentence.
func bigramTokens(s []symbol) [][2]symbol {
	var out [][2]symbol
	for i := 1; i < len(s); i++ {
		out = append(out, [2]symbol{s[i-1], s[i]})
	}
	return out
}

func correlation(a, b []float64) float64 {
	var sa, sb, saa, sbb, sab float64
	for i := range a {
		sa, sb, saa, sbb, sab = sa+a[i], sb+b[i], saa+a[i]*a[i], sbb+b[i]*b[i], sab+a[i]*b[i]
	}
	n := float64(len(a))
	return (n*sab - sa*sb) / math.Sqrt((n*saa-sa*sa)*(n*sbb-sb*sb))
}

// TestMeasure: the likeness of sources says how alike their translations are,
// and says it no worse than its two parts. go test -v prints the table of
// docs/memory.md: correlations over all pairs of sentences of a set of which
// some measure gives a half or more, with the likeness of the translations by
// words (what a translator would have to change) and by character n-grams.
func TestMeasure(t *testing.T) {
	dir := require.Dir(t, "bitext", "DUIZHAO_BITEXT", "../shared/bitext")
	measures := []struct {
		name string
		of   func(a, b *goldPair) float64
	}{
		{"this measure", func(a, b *goldPair) float64 {
			return (editSimilarity(a.shape.symbols, b.shape.symbols) + dice(a.pairs, b.pairs)) / 2
		}},
		{"edit, symbols", func(a, b *goldPair) float64 { return editSimilarity(a.shape.symbols, b.shape.symbols) }},
		{"pairs (Dice)", func(a, b *goldPair) float64 { return dice(a.pairs, b.pairs) }},
		{"edit, characters", func(a, b *goldPair) float64 { return editSimilarity(a.runes, b.runes) }},
		{"edit, bigram tokens", func(a, b *goldPair) float64 {
			return editSimilarity(bigramTokens(a.shape.symbols), bigramTokens(b.shape.symbols))
		}},
	}
	sums := make([]float64, len(measures))
	for _, set := range [][2]string{{"news-zhtwen", "en"}, {"news-zhtwko", "ko"}, {"bible-zhen", "en"}, {"bible-zhko-rv", "ko"}, {"pydocs-zhko-gap", "ko"}} {
		list := loadGoldPairs(t, filepath.Join(dir, set[0]), set[1])
		if len(list) < 500 {
			t.Fatalf("%s: %d pairs", set[0], len(list))
		}
		values := make([][]float64, len(measures))
		var words, grams []float64
		for i := range list {
			for j := i + 1; j < len(list); j++ {
				a, b := &list[i], &list[j]
				c := len(a.shape.symbols) + len(b.shape.symbols)
				if a.source == b.source || 3*min(len(a.runes), len(b.runes)) < max(len(a.runes), len(b.runes)) || c < 10 || 20*common(a.list, b.list) < 3*(c+2) {
					continue
				}
				row := make([]float64, len(measures))
				best := 0.0
				for m := range measures {
					row[m] = measures[m].of(a, b)
					best = max(best, row[m])
				}
				if best < 0.5 {
					continue
				}
				for m := range measures {
					values[m] = append(values[m], row[m])
				}
				words = append(words, editSimilarity(a.words, b.words))
				grams = append(grams, dice(a.grams, b.grams))
			}
		}
		t.Logf("%s: %d pairs of sentences", set[0], len(words))
		for m := range measures {
			w, g := correlation(values[m], words), correlation(values[m], grams)
			sums[m] += w + g
			t.Log(fmt.Sprintf("  %-20s words %.3f  n-grams %.3f", measures[m].name, w, g))
		}
		if w := correlation(values[0], words); w < 0.35 {
			t.Errorf("%s: the measure says little of the translations: %.3f", set[0], w)
		}
	}
	for m := range measures {
		t.Logf("mean of all: %-20s %.3f", measures[m].name, sums[m]/10)
	}
	if sums[0] < sums[1] {
		t.Error("the edit distance alone says more")
	}
}
