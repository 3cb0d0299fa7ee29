package pdf

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// noted is an edition of paragraphs with a footnote of one line.
func noted(t testing.TB, paragraphs int) *bitext.Edition {
	t.Helper()
	zh, en := newText(lang.ZhHant, "燈塔"), newText(lang.En, "The lighthouse")
	for i := range paragraphs {
		n := 1 + i*7%5
		zh.block(doc.Paragraph, strings.Repeat("漁船回港以前，總要先找到這道光。", n))
		en.block(doc.Paragraph, strings.Repeat("Before a fishing boat turns for home it looks for this light. ", n))
	}
	for i, b := range []textBuilder{zh, en} {
		p := b.Doc.Blocks[0]
		p.Runs = append(p.Runs, doc.Run{Span: doc.Span{Start: len(p.Text), End: len(p.Text)}, Note: "1"})
		b.block(doc.Footnote, []string{"見水道誌。", "See the pilot."}[i]).Label = "1"
	}
	return &bitext.Edition{Name: "noted", Source: zh.Text, Targets: []bitext.Target{oneToOne(t, zh.Text, en.Text)}}
}

// TestLastPage sets ever longer texts: no last page holds a line or two, a
// short footnote least of all, and nothing stands below the margin by more
// than one line.
func TestLastPage(t *testing.T) {
	fewer, later := 0, 0
	for n := 1; n <= 60; n++ {
		d := laid(t, noted(t, n), Options{})
		nothingLost(t, d)
		pages, last := len(d.pages), length(0)
		for i, pg := range d.pages {
			for k := range pg.rows {
				r := &pg.rows[k]
				end := r.y + r.leadH
				most := length(0)
				for _, c := range r.cells {
					most = max(most, height(c))
					if end+height(c) > d.sheet.bottom+d.sheet.leading {
						t.Errorf("%d paragraphs: page %d is too long", n, i+1)
					}
				}
				last = end + most
			}
		}
		if pages > 1 && last < d.sheet.top+fewLines*d.sheet.leading {
			t.Errorf("%d paragraphs: the last page, %d, ends at %.1f", n, pages, points(last))
		}
		p := newPaginator(&d.sheet, d.columns)
		p.newPage()
		p.y = d.pages[0].rows[1].y - d.sheet.leading // as below the titles
		p.run(d.rows())
		switch few := d.sheet.top + fewLines*d.sheet.leading; {
		case len(p.pages) > pages:
			fewer++
		case pages > 1 && p.y < few:
			later++
		}
	}
	if fewer == 0 || later == 0 {
		t.Errorf("%d texts have a page less, %d a fuller last page", fewer, later)
	}
}
