package glossary

import (
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestMatch reads testdata/match.txt.
func TestMatch(t *testing.T) {
	data, err := os.ReadFile("testdata/match.txt")
	if err != nil {
		t.Fatal(err)
	}
	var table []string
	var g *Glossary
	for i, line := range strings.Split(string(data), "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
		case line == "" && g != nil:
			g, table = nil, nil
		case line == "":
		case line == "---":
			if g, err = Parse("match.csv", []byte(strings.Join(table, "\n"))); err != nil {
				t.Fatal(err)
			}
		case g == nil:
			table = append(table, line)
		default:
			f := strings.Split(line, "\t")
			if len(f) != 3 {
				t.Fatalf("testdata/match.txt:%d: not three fields", i+1)
			}
			var found []string
			for _, h := range g.Find(lang.Tag(f[0]), f[1]) {
				found = append(found, f[1][h.Span.Start:h.Span.End])
			}
			got := strings.Join(found, "|")
			if got == "" {
				got = "(none)"
			}
			if got != f[2] {
				t.Errorf("testdata/match.txt:%d: %s %q: found %s, want %s", i+1, f[0], f[1], got, f[2])
			}
		}
	}
}
