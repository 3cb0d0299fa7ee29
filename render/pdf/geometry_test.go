package pdf

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/render"
)

// geometry writes down where everything stands, in points from the top left.
func geometry(d *document) string {
	var b strings.Builder
	for i, c := range d.columns {
		fmt.Fprintf(&b, "column %d %s: x %.1f, width %.1f, size %.2f\n", i, c.tag, points(c.x), points(c.width), points(c.size))
	}
	for n, pg := range d.pages {
		fmt.Fprintf(&b, "\npage %d\n", n+1)
		for _, r := range pg.rows {
			fmt.Fprintf(&b, "row %d at %.1f", r.row.id, points(r.y))
			if r.lead != nil {
				fmt.Fprintf(&b, ", picture %.1f high", points(r.leadH))
			}
			b.WriteString("\n")
			for c := range r.cells {
				y := r.y + r.leadH
				for i := range r.cells[c] {
					v := &r.cells[c][i]
					fmt.Fprintf(&b, "  %d %.1f", c, points(y+v.baseline))
					if v.picture != nil {
						fmt.Fprintf(&b, " picture %.1f × %.1f at %.1f", points(v.picture.width), points(v.picture.height), points(v.pictureX))
					}
					for k := range v.segs {
						s := &v.segs[k]
						fmt.Fprintf(&b, " [%.1f+%.1f %s]", points(s.x), points(s.line.width), strings.TrimSpace(lineText(s)))
					}
					b.WriteString("\n")
					y += v.height
				}
			}
		}
	}
	return strings.ReplaceAll(b.String(), "\u00AD", "-")
}

// TestGeometry holds the layout of small editions against
// testdata/geometry-*.txt; -update writes them anew.
func TestGeometry(t *testing.T) {
	for _, c := range []struct {
		name string
		ed   *bitext.Edition
		opt  Options
	}{
		{"kitchen", kitchen(t), Options{}},
		{"tasks", tasks(t), Options{}},
		{"sentences", proseEdition(t, 1, 1, 2), Options{Unit: render.Sentence, Paper: Letter, FontSize: 9}},
	} {
		got := geometry(laid(t, c.ed, c.opt))
		path := "testdata/geometry-" + c.name + ".txt"
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		g, w := strings.Split(got, "\n"), strings.Split(strings.ReplaceAll(string(want), "\r\n", "\n"), "\n")
		for i := range max(len(g), len(w)) {
			if i >= len(g) || i >= len(w) || g[i] != w[i] {
				t.Errorf("%s: line %d differs\ngot  %s\nwant %s", path, i+1, at(g, i), at(w, i))
				break
			}
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}
