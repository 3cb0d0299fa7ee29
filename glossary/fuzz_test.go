package glossary

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
)

// naive finds the patterns at every place by comparing.
func naive(patterns [][]rune, text []rune) []string {
	var out []string
	for end := 1; end <= len(text); end++ {
		for start := 0; start < end; start++ {
			for i, p := range patterns {
				if len(p) > 0 && slices.Equal(p, text[start:end]) {
					out = append(out, fmt.Sprint(i, start, end))
					break // of equal patterns the first
				}
			}
		}
	}
	return out
}

// FuzzAutomaton holds the automaton against naive: same hits, same order.
func FuzzAutomaton(f *testing.F) {
	f.Add("韓國|韓國總統|總統|總統府|統", "韓國總統府與總統")
	f.Add("a|aa|aaa|ba|ab", "aaabaabaaa")
	f.Add("he|she|his|hers", "ushers")
	f.Add("", "x")
	f.Add("|a||a", "aa")
	f.Fuzz(func(t *testing.T, list, text string) {
		if len(list) > 200 || len(text) > 200 {
			return
		}
		var patterns [][]rune
		for _, p := range strings.Split(list, "|") {
			patterns = append(patterns, []rune(p))
		}
		var got []string
		newAutomaton(patterns).run([]rune(text), func(p, start, end int) { got = append(got, fmt.Sprint(p, start, end)) })
		if want := naive(patterns, []rune(text)); !slices.Equal(got, want) {
			t.Errorf("patterns %q in %q:\n got %q\nwant %q", list, text, got, want)
		}
	})
}

// FuzzFind: hits lie inside the text, at character borders, in order and
// without overlap, and AllHits holds every one of them.
func FuzzFind(f *testing.F) {
	g, err := Parse("g.csv", []byte("zh-Hant,en,ko,ko-forbidden\n薩德,THAAD|state visit,사드,싸드\n韓國總統府,presidential office,대통령실,\n總統,president,대통령|이 재 명,\n"))
	if err != nil {
		f.Fatal(err)
	}
	cases, err := os.ReadFile("testdata/match.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, line := range strings.Split(string(cases), "\n") {
		if c := strings.Split(line, "\t"); len(c) == 3 {
			f.Add(c[1])
		}
	}
	f.Add("\xff薩\u00ad德\xe8 THAAD\u200b's")
	f.Fuzz(func(t *testing.T, text string) {
		for _, tag := range lang.UI {
			all, last := map[Hit]bool{}, 0
			for _, h := range g.AllHits(tag, text) {
				all[h] = true
			}
			for _, h := range g.Find(tag, text) {
				if h.Span.Start < last || h.Span.Empty() || h.Span.End > len(text) {
					t.Fatalf("%s %q: %v", tag, text, h)
				}
				if utf8.ValidString(text) && !utf8.ValidString(text[h.Span.Start:h.Span.End]) {
					t.Fatalf("%s %q: %v cuts a character", tag, text, h)
				}
				if !all[h] {
					t.Errorf("%s %q: %v is not among all hits", tag, text, h)
				}
				last = h.Span.End
			}
		}
	})
}

// FuzzParse: a file that is read is written back byte for byte; after an edit
// of one cell the rest is unchanged and the cell reads as it was set; undoing
// a new row gives the old bytes.
func FuzzParse(f *testing.F) {
	for _, seed := range fileSeeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4096 {
			return
		}
		g, err := Parse("g.csv", data)
		if err != nil {
			return
		}
		if again, err := g.Bytes(); err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%q comes back as %q, %v", data, again, err)
		}
		for _, c := range g.Concepts {
			edited, err := g.Apply(Edit{ID: c.ID, Column: "note", Value: `a "note", ; two`})
			if err != nil {
				continue // an encoding that cannot be written back
			}
			if i := slices.IndexFunc(edited.Concepts, func(d Concept) bool { return d.Line == c.Line }); i < 0 || edited.Concepts[i].Note != `a "note", ; two` {
				t.Fatalf("%q: the note of %s was not set: %q", data, c.ID, edited.file.text)
			}
			if edited.file.text[:0] != "" || len(edited.Concepts) != len(g.Concepts) {
				t.Fatalf("%q: %d concepts became %d", data, len(g.Concepts), len(edited.Concepts))
			}
		}
	})
}
