package pdf

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

// TestFaults counts typographic faults over forty pairs, in the three editions
// and both units of rows. The shares are floors held against change: they were
// measured, with a little room.
func TestFaults(t *testing.T) {
	type shares struct{ ragged, wide float64 }
	for _, c := range []struct {
		name    string
		targets []int
		unit    render.Unit
		most    map[lang.Tag]shares // in percent of justified lines
	}{
		{"zh-en", []int{1}, render.Paragraph, map[lang.Tag]shares{lang.ZhHant: {0, 4}, lang.En: {0, 0}}},
		{"zh-ko", []int{2}, render.Paragraph, map[lang.Tag]shares{lang.ZhHant: {0, 2}, lang.Ko: {2, 3}}},
		{"zh-en-ko", []int{1, 2}, render.Paragraph, map[lang.Tag]shares{lang.ZhHant: {0, 5}, lang.En: {0, 0}, lang.Ko: {2, 5}}},
		{"zh-en sentences", []int{1}, render.Sentence, map[lang.Tag]shares{lang.ZhHant: {0, 8}, lang.En: {2, 0}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := laid(t, proseEdition(t, 1, c.targets...), Options{Unit: c.unit})
			a := newAudit()
			a.document(d)
			t.Log("\n" + a.String())
			a.none(t)
			for tag, most := range c.most {
				if a.lines[tag] < 40 {
					t.Errorf("%s: only %d justified lines: nothing is measured", tag, a.lines[tag])
				}
				if got := a.share(a.ragged, tag); got > most.ragged {
					t.Errorf("%s: %.1f %% of the lines are ragged: %q", tag, got, a.raggedText)
				}
				if got := a.share(a.wide, tag); got > most.wide {
					t.Errorf("%s: %.1f %% of the lines have characters far apart", tag, got)
				}
				if got := a.share(a.gappy, tag); !tag.Chinese() && got > 0 {
					t.Errorf("%s: %.1f %% of the lines have a word space over 5 pt", tag, got)
				}
			}
		})
	}
}

// none fails on what must never happen.
func (a *audit) none(t *testing.T) {
	t.Helper()
	for what, found := range map[string][]string{
		"begins with a mark that may not":    a.starts,
		"ends with a bracket that may not":   a.ends,
		"is wider than its measure":          a.overfull,
		"ends inside a Korean word":          a.inWord,
		"is a last line of one character":    a.lonely,
		"is a single line of a divided cell": a.single,
	} {
		for _, l := range found {
			t.Errorf("%q %s", l, what)
		}
	}
	if a.hyphens > maxHyphens {
		t.Errorf("%d hyphens in a row", a.hyphens)
	}
}

// columnText is all that a column's lines say, without white space, and
// without the hyphens that division added.
func columnText(d *document, c int) string {
	var b strings.Builder
	for _, pg := range d.pages {
		for _, r := range pg.rows {
			for i := range r.cells[c] {
				for k := range r.cells[c][i].segs {
					s := &r.cells[c][i].segs[k]
					if r.row.title || s.role == roleLabel || s.role == roleNote || s.role == roleRepeated {
						continue
					}
					for _, g := range positions(s.p, &s.line, 0) {
						if g.r != ' ' && g.r != '\u00AD' && s.p.inks[g.ink].note == "" && !s.p.inks[g.ink].omission {
							b.WriteRune(g.r)
						}
					}
				}
			}
		}
	}
	return b.String()
}

// blockText is what the blocks of a column say, without white space.
func blockText(d *document, c int) string {
	var b strings.Builder
	for _, block := range d.columns[c].text.Doc.Blocks {
		if block.Kind.String() == "title" {
			continue
		}
		for _, r := range block.Text {
			if !strings.ContainsRune(" \t\n\r\u00A0\u3000\u00AD\u200B", r) {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// nothingLost checks that the pages say what the blocks say.
func nothingLost(t *testing.T, d *document) {
	t.Helper()
	for c := range d.columns {
		got, want := columnText(d, c), blockText(d, c)
		if got == want {
			continue
		}
		i := 0
		for i < len(got) && i < len(want) && got[i] == want[i] {
			i++
		}
		from := max(0, i-30)
		t.Fatalf("column %d differs at byte %d:\ngot  …%q\nwant …%q", c, i, got[from:min(len(got), i+60)], want[from:min(len(want), i+60)])
	}
}

func TestNothingLost(t *testing.T) {
	for _, unit := range []render.Unit{render.Paragraph, render.Sentence} {
		d := laid(t, proseEdition(t, 3, 1, 2), Options{Unit: unit})
		if len(d.pages) < 6 {
			t.Fatalf("%d pages", len(d.pages))
		}
		nothingLost(t, d)
	}
}

// oneBlock puts all sentences of a text into one paragraph.
func oneBlock(t testing.TB, tag lang.Tag, k, times int) textBuilder {
	b := newText(tag, "one")
	var all []string
	for i := 0; i < times; i++ {
		for _, tr := range prose(t) {
			if tr.heading {
				continue
			}
			s := tr.text[k]
			if !tag.Chinese() {
				s += " "
			}
			all = append(all, s)
		}
	}
	b.block(0, all...)
	return b
}

// TestTallRow divides one row that is taller than several pages, with beads of
// one sentence each: at bead borders, so that no sentence is cut.
func TestTallRow(t *testing.T) {
	for _, times := range []int{4, 20} { // 20: longer than is set at once
		tallRow(t, times)
	}
}

func tallRow(t *testing.T, times int) {
	src, tgt := oneBlock(t, lang.ZhHant, 0, times), oneBlock(t, lang.En, 1, times)
	ed := &bitext.Edition{Name: "tall", Source: src.Text, Targets: []bitext.Target{oneToOne(t, src.Text, tgt.Text)}}
	d := laid(t, ed, Options{})
	if len(d.pages) < times {
		t.Fatalf("%d pages", len(d.pages))
	}
	nothingLost(t, d)
	a := newAudit()
	a.document(d)
	a.none(t)
	for n, pg := range d.pages[:len(d.pages)-1] {
		last := pg.rows[len(pg.rows)-1]
		for c, end := range []string{"。！？」", ".!?”\""} {
			lines := last.cells[c]
			text := strings.TrimSpace(lineText(&lines[len(lines)-1].segs[0]))
			if !strings.ContainsAny(text[len(text)-3:], end) {
				t.Errorf("page %d, column %d ends inside a sentence: %q", n+1, c, text)
			}
		}
	}
}

// TestTallBead divides a single bead that is taller than a page: between
// lines, in proportion, so that counterparts stay side by side.
func TestTallBead(t *testing.T) {
	for _, times := range []int{2, 20} {
		tallBead(t, times)
	}
}

func tallBead(t *testing.T, times int) {
	src, tgt := oneBlock(t, lang.ZhHant, 0, times), oneBlock(t, lang.En, 1, times)
	all := bitext.Bead{Source: bitext.Range{To: len(src.Sentences)}, Target: bitext.Range{To: len(tgt.Sentences)}, Confidence: 1}
	ed := &bitext.Edition{Name: "bead", Source: src.Text, Targets: []bitext.Target{paired(t, src.Text, tgt.Text, []bitext.Bead{all})}}
	d := laid(t, ed, Options{})
	if len(d.pages) < 2 {
		t.Fatalf("%d pages", len(d.pages))
	}
	nothingLost(t, d)
	if found := d.findings(); len(found) > 0 {
		t.Errorf("%v", found)
	}
	a := newAudit()
	a.document(d)
	a.none(t)
	// How much of each side stands on the first pages, in percent.
	var done, total [2]int
	for n, pg := range d.pages {
		for _, r := range pg.rows {
			for c := range done {
				if r.row.title {
					continue
				}
				total[c] += len(r.cells[c])
				if n == 0 {
					done[c] += len(r.cells[c])
				}
			}
		}
	}
	if z, e := 100*done[0]/total[0], 100*done[1]/total[1]; z-e > 8 || e-z > 8 {
		t.Errorf("page 1 holds %d %% of the source and %d %% of the translation", z, e)
	}
}

// TestHeadingsStay checks that no page ends with a heading.
func TestHeadingsStay(t *testing.T) {
	for size := 8.0; size < 14; size += 0.5 {
		d := laid(t, proseEdition(t, 2, 1), Options{FontSize: size})
		for n, pg := range d.pages {
			if last := pg.rows[len(pg.rows)-1]; last.row.keep {
				t.Errorf("%v pt: page %d ends with a heading", size, n+1)
			}
		}
	}
}
