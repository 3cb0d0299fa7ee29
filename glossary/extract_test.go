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

// FuzzExtract: any beads give candidates that stand in their examples.
func FuzzExtract(f *testing.F) {
	for _, tag := range []lang.Tag{lang.En, lang.Ko} {
		beads, _ := extractCase(f, tag)
		for _, b := range beads {
			f.Add(b.Source, b.Target, "「"+b.Source+"」", b.Target)
		}
	}
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		if len(a)+len(b)+len(c)+len(d) > 2000 {
			return
		}
		beads := []Pairing{{a, b}, {c, d}, {a, b}, {a + c, b + " " + d}}
		for _, tag := range []lang.Tag{lang.En, lang.Ko, "fr"} {
			for _, x := range Extract(lang.ZhHant, tag, beads, nil, ExtractOptions{}) {
				for _, i := range x.Beads {
					if !strings.Contains(beads[i].Source, x.Source) {
						t.Errorf("%q does not have %q", beads[i].Source, x.Source)
					}
				}
				if x.Together > x.Count || x.Source == "" || x.Target == "" {
					t.Errorf("%+v", x)
				}
			}
		}
	})
}

// BenchmarkExtract repeats the case's beads with changes until there are ten
// thousand.
func BenchmarkExtract(b *testing.B) {
	beads, _ := extractCase(b, lang.En)
	var many []Pairing
	for i := 0; len(many) < 10_000; i++ {
		for _, p := range beads {
			mark := string(rune(0x4E00 + i%5000))
			many = append(many, Pairing{mark + p.Source + mark, p.Target})
		}
	}
	for range b.N {
		Extract(lang.ZhHant, lang.En, many, nil, ExtractOptions{})
	}
}
