package glossary

import (
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// extractCase reads testdata/extract.txt: the beads of an article in one
// target language, and the terms that should be proposed.
func extractCase(t testing.TB, tag lang.Tag) (beads []Pairing, want map[string]string) {
	t.Helper()
	data, err := os.ReadFile("testdata/extract.txt")
	if err != nil {
		t.Fatal(err)
	}
	text, terms, ok := strings.Cut(string(data), "\n=\n")
	if !ok {
		t.Fatal("testdata/extract.txt: no line =")
	}
	which := 1
	if tag == lang.Ko {
		which = 2
	}
	for _, block := range strings.Split(text, "\n\n")[1:] {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if len(lines) != 3 {
			t.Fatalf("testdata/extract.txt: %q is not three lines", block)
		}
		beads = append(beads, Pairing{lines[0], lines[which]})
	}
	want = map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(terms), "\n") {
		f := strings.Split(line, "\t")
		want[f[0]] = f[which]
	}
	return beads, want
}

// TestExtract: most terms of a short article are proposed with the right
// translation, and few other things.
func TestExtract(t *testing.T) {
	for _, tag := range []lang.Tag{lang.En, lang.Ko} {
		beads, want := extractCase(t, tag)
		found := Extract(lang.ZhHant, tag, beads, nil, ExtractOptions{Max: 12})
		right := 0
		for _, c := range found {
			if w, ok := want[c.Source]; ok && strings.EqualFold(strings.ReplaceAll(w, "’", "'"), strings.ReplaceAll(c.Target, "’", "'")) {
				right++
			} else {
				t.Logf("%s: %s = %s (%s, %d/%d)", tag, c.Source, c.Target, c.Kind, c.Together, c.Count)
			}
			for _, b := range c.Beads {
				if !strings.Contains(beads[b].Source, c.Source) {
					t.Errorf("bead %d is no example of %s", b, c.Source)
				}
			}
		}
		t.Logf("%s: %d of %d terms among %d candidates", tag, right, len(want), len(found))
		if right*10 < len(want)*8 {
			t.Errorf("%s: only %d of %d terms", tag, right, len(want))
		}
	}
}

// TestExtractKnown: what a glossary has is not proposed again.
func TestExtractKnown(t *testing.T) {
	beads, _ := extractCase(t, lang.En)
	g := parsed(t, "zh-Hans,en\n集装箱码头,container terminal\n林书豪,Lin Shuhao\n")
	for _, c := range Extract(lang.ZhHant, lang.En, beads, g, ExtractOptions{}) {
		if c.Source == "林書豪" {
			t.Errorf("%+v is known", c)
		}
	}
}
