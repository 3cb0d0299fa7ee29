package pdf

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestLongWord sets words of many lines: every line but the first and the last
// is full, and few places are weighed against each other.
func TestLongWord(t *testing.T) {
	const letters = 20_000
	p, lines := linesOf(lang.En, "Behold "+strings.Repeat("a", letters)+" and no more.", 30, textStyle{size: 10 * point})
	if len(p.atoms) > 200+len(lines) {
		t.Errorf("%d atoms for %d lines", len(p.atoms), len(lines))
	}
	n := 0
	for i := range lines {
		text := lineText(&seg{p: p, line: lines[i]})
		n += strings.Count(text, "a")
		if lines[i].width > 300*point {
			t.Errorf("line %d sticks out: %q", i, text)
		}
		if i > 2 && i+3 < len(lines) && lines[i].width < 290*point {
			t.Errorf("line %d is not full: %q", i, text)
		}
	}
	if n != letters+1 {
		t.Errorf("%d letters of %d", n, letters+1)
	}
	ed := small(t, strings.Repeat("a", 30_000), strings.Repeat("b`", 15_000))
	nothingLost(t, laid(t, ed, Options{}))
}
