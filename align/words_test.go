package align

import (
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/doc"
)

// TestWords holds the cases of testdata/words.txt.
func TestWords(t *testing.T) {
	data, err := os.ReadFile("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			t.Fatalf("line %d: %d columns", n+1, len(cells))
		}
		text, term := cells[0], cells[1]
		at := strings.Index(text, term)
		if at < 0 {
			t.Fatalf("line %d: %s is not in %s", n+1, term, text)
		}
		span := doc.Span{Start: at, End: at + len(term)}
		word, last := true, 0
		var cut []string
		for _, w := range Words(text, []doc.Span{span}) {
			if w.Start < last || w.Empty() || w.End > len(text) {
				t.Fatalf("%s: %v", text, w)
			}
			last = w.End
			cut = append(cut, text[w.Start:w.End])
			word = word && !(w.Start < span.Start && span.Start < w.End) && !(w.Start < span.End && span.End < w.End)
		}
		if want := cells[2] == "word"; word != want {
			t.Errorf("%s in %s: cut as %s, want %s", term, text, strings.Join(cut, "|"), cells[2])
		}
	}
}
