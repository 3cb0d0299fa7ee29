package pdf

import (
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestCodeColumns sets a table in code: what stands in one column begins at
// one place, whatever the letters before it.
func TestCodeColumns(t *testing.T) {
	text := "ferry     age  port\nWinifred   12  Sinpo\nili         7  Busan\n渡輪        9  釜山"
	p, lines := linesOf(lang.ZhHant, text, 60, textStyle{size: 10 * point, ragged: true, verbatim: true})
	if len(lines) != 4 {
		t.Fatalf("%d lines", len(lines))
	}
	for i := range lines {
		glyphs := positions(p, &lines[i], 0)
		for k := 2; k < len(glyphs); k++ {
			if glyphs[k-1].r != ' ' || glyphs[k-2].r != ' ' || glyphs[k].r == ' ' {
				continue
			}
			column := 0
			for _, g := range glyphs[:k] {
				if column++; wide(g.r) {
					column++
				}
			}
			if want := length(column) * 6 * point; glyphs[k].x != want {
				t.Errorf("line %d: %c in column %d stands at %.2f, not %.2f", i+1, glyphs[k].r, column, points(glyphs[k].x), points(want))
			}
		}
	}
}
