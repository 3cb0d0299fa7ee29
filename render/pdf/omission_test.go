package pdf

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

// pairsOf makes beads of the sizes given.
func pairsOf(sizes ...[2]int) (out []bitext.Bead) {
	s, g := 0, 0
	for _, n := range sizes {
		out = append(out, bitext.Bead{Source: bitext.Range{From: s, To: s + n[0]}, Target: bitext.Range{From: g, To: g + n[1]}, Confidence: 1})
		s, g = s+n[0], g+n[1]
	}
	return out
}

// TestOmission leaves sentences out at the beginning, amid and at the end of
// paragraphs.
func TestOmission(t *testing.T) {
	for _, c := range []struct {
		zh, en []string
		beads  []bitext.Bead
		want   string
	}{
		{[]string{"一。", "二。", "三。"}, []string{"One. ", "Three."}, pairsOf([2]int{1, 1}, [2]int{1, 0}, [2]int{1, 1}), "One. […] Three."},
		{[]string{"一。", "二。", "三。"}, []string{"Two. ", "Three."}, pairsOf([2]int{1, 0}, [2]int{1, 1}, [2]int{1, 1}), "[…] Two. Three."},
		{[]string{"一。", "二。", "三。"}, []string{"One. ", "Two."}, pairsOf([2]int{1, 1}, [2]int{1, 1}, [2]int{1, 0}), "One. Two. […]"},
		{[]string{"一。", "二。", "三。"}, []string{"One."}, pairsOf([2]int{1, 1}, [2]int{1, 0}, [2]int{1, 0}), "One. […]"},
		{[]string{"一。", "三。"}, []string{"One. ", "Two. ", "Three."}, pairsOf([2]int{1, 1}, [2]int{0, 1}, [2]int{1, 1}), "One. Two. Three."},
	} {
		zh, en := newText(lang.ZhHant, "略"), newText(lang.En, "Omissions")
		zh.block(doc.Paragraph, c.zh...)
		en.block(doc.Paragraph, c.en...)
		ed := &bitext.Edition{Name: "omission", Source: zh.Text, Targets: []bitext.Target{paired(t, zh.Text, en.Text, c.beads)}}
		d := laid(t, ed, Options{})
		if got := textOfColumn(d, 1); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		if strings.Contains(textOfColumn(d, 0), omissionMark) {
			t.Error("the source has a mark")
		}
		nothingLost(t, d)
		write(t, rendered(t, ed, Options{}))
	}
}

// textOfColumn is all that a column says below its title.
func textOfColumn(d *document, c int) string {
	var b strings.Builder
	for _, pg := range d.pages {
		for _, r := range pg.rows {
			for i := range r.cells[c] {
				for k := range r.cells[c][i].segs {
					if !r.row.title {
						b.WriteString(lineText(&r.cells[c][i].segs[k]))
					}
				}
			}
		}
	}
	return b.String()
}

// TestOmissionsOnce divides a long paragraph over pages: every mark stands
// once, and none at a line's beginning.
func TestOmissionsOnce(t *testing.T) {
	zh, en := newText(lang.ZhHant, "略"), newText(lang.En, "Omissions")
	var z, e []string
	var sizes [][2]int
	const n = 400
	for i := 0; i < n; i++ {
		z = append(z, "渡輪準時靠岸，乘客下船。", "碼頭上有人等。")
		e = append(e, "The ferry is on time and all go ashore. ")
		sizes = append(sizes, [2]int{1, 1}, [2]int{1, 0})
	}
	zh.block(doc.Paragraph, z...)
	en.block(doc.Paragraph, e...)
	ed := &bitext.Edition{Name: "omission", Source: zh.Text, Targets: []bitext.Target{paired(t, zh.Text, en.Text, pairsOf(sizes...))}}
	d := laid(t, ed, Options{Unit: render.Paragraph})
	if len(d.pages) < 3 {
		t.Errorf("%d pages", len(d.pages))
	}
	if got := strings.Count(textOfColumn(d, 1), omissionMark); got != n {
		t.Errorf("%d marks of %d", got, n)
	}
	d.eachLine(func(p *para, l *line) {
		if strings.HasPrefix(lineText(&seg{p: p, line: *l}), omissionMark) {
			t.Error("a mark at a line's beginning")
		}
	})
	nothingLost(t, d)
}
