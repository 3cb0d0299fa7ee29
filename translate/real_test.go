package translate

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
)

// TestRealTranslations: what people translated is refused almost never. The
// sentence pairs come from gold alignments outside the repository.
func TestRealTranslations(t *testing.T) {
	dir := require.Dir(t, "bitext", "DUIZHAO_BITEXT", "../shared/bitext")
	for _, set := range []struct {
		name     string
		from, to lang.Tag
		most     float64 // per cent
	}{
		{"news-zhtwen", lang.ZhHant, lang.En, 0.3}, {"news-zhtwko", lang.ZhHant, lang.Ko, 0.3}, {"news-zhko-drop", lang.ZhHans, lang.Ko, 0.3},
		{"pydocs-zhko-gap", lang.ZhHans, lang.Ko, 0.3}, {"mac-dev", lang.ZhHans, lang.En, 1}, {"bible-zhen", lang.ZhHant, lang.En, 0.3},
	} {
		j := &judge{from: set.from, to: set.to}
		count := map[finding.Code]int{}
		pairs, refused := 0, 0
		for _, p := range goldPairs(t, filepath.Join(dir, set.name), set.to) {
			pairs++
			v := j.judge(p[0], p[1])
			for _, f := range v.all() {
				count[f.Code]++
			}
			if len(v.broken) > 0 {
				refused++
				if testing.Verbose() {
					t.Logf("%s: %v %v\n\t%s\n\t%s", set.name, v.broken[0].Code, v.broken[0].Args, p[0], p[1])
				}
			}
		}
		if pairs == 0 {
			t.Errorf("%s: no pairs", set.name)
			continue
		}
		rate := 100 * float64(refused) / float64(pairs)
		t.Logf("%s: %d of %d refused (%.2f %%); %v", set.name, refused, pairs, rate, count)
		if rate > set.most {
			t.Errorf("%s: %.2f %% refused, more than %.2f", set.name, rate, set.most)
		}
	}
}

// goldPairs reads the one-to-one beads of a set.
func goldPairs(t *testing.T, dir string, to lang.Tag) [][2]string {
	t.Helper()
	golds, err := filepath.Glob(filepath.Join(dir, "*.gold"))
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	for _, g := range golds {
		base := strings.TrimSuffix(g, ".gold")
		source, target := fileLines(t, base+".zh"), fileLines(t, base+"."+string(to))
		for _, l := range fileLines(t, g) {
			a, b, ok := strings.Cut(l, "]:[")
			s, err1 := strconv.Atoi(strings.Trim(a, "[]"))
			u, err2 := strconv.Atoi(strings.Trim(strings.SplitN(b, "]", 2)[0], "[]"))
			if ok && err1 == nil && err2 == nil && s < len(source) && u < len(target) {
				out = append(out, [2]string{tidy(source[s]), tidy(target[u])})
			}
		}
	}
	return out
}

func fileLines(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		out = append(out, s.Text())
	}
	return out
}
