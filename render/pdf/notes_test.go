package pdf

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// refer puts references to footnotes at a block's end.
func refer(b *doc.Block, labels ...string) {
	for _, l := range labels {
		b.Runs = append(b.Runs, doc.Run{Span: doc.Span{Start: len(b.Text), End: len(b.Text)}, Note: l})
	}
}

// TestNotes sets notes with names for labels: numbers stand in their place, in
// the order of the references, and before the text of the note.
func TestNotes(t *testing.T) {
	zh, en := newText(lang.ZhHant, "註"), newText(lang.En, "Notes")
	for _, b := range []textBuilder{zh, en} {
		refer(b.block(doc.Paragraph, "One."), "tariff-of-1958", "ferry")
		refer(b.block(doc.Paragraph, "Two."), "ferry", "nowhere")
		for _, n := range [][2]string{{"ferry", "About the ferry."}, {"ferry", "More about it."}, {"tariff-of-1958", "About the tariff."}, {"unused", "Nobody asks."}} {
			b.block(doc.Footnote, n[1]).Label = n[0]
		}
	}
	ed := &bitext.Edition{Name: "notes", Source: zh.Text, Targets: []bitext.Target{oneToOne(t, zh.Text, en.Text)}}
	d := laid(t, ed, Options{})
	for c := range d.columns {
		var got []string
		for _, pg := range d.pages {
			for _, r := range pg.rows {
				for _, v := range r.cells[c] {
					if v.block < 0 {
						continue
					}
					var line []string
					for i := range v.segs {
						s := &v.segs[i]
						line = append(line, lineText(s))
						if s.role == roleLabel && s.x+s.line.width >= v.segs[i+1].x {
							t.Errorf("%q stands over its note", lineText(s))
						}
					}
					got = append(got, strings.Join(line, "|"))
				}
			}
		}
		want := "One.12\nTwo.23\n2|About the ferry.\nMore about it.\n1|About the tariff.\n4|Nobody asks."
		if strings.Join(got, "\n") != want {
			t.Errorf("column %d:\n%s\nwant:\n%s", c, strings.Join(got, "\n"), want)
		}
	}
}
