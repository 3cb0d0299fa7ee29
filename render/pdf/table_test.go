package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// tabled is an edition of one table in two languages, between paragraphs.
func tabled(t testing.TB, before int, zh, en [][]string) *bitext.Edition {
	t.Helper()
	s, g := newText(lang.ZhHant, "表"), newText(lang.En, "Table")
	for i := 0; i < before; i++ {
		s.block(doc.Paragraph, "渡輪準時靠岸。")
		g.block(doc.Paragraph, "The ferry is on time.")
	}
	tablet(s, zh...)
	tablet(g, en...)
	return &bitext.Edition{Name: "table", Source: s.Text, Targets: []bitext.Target{oneToOne(t, s.Text, g.Text)}}
}

// cellLines is what stands on the lines of each cell of a column's table.
func cellLines(d *document, c int) map[int][]string {
	out := map[int][]string{}
	for _, pg := range d.pages {
		for _, r := range pg.rows {
			for _, v := range r.cells[c] {
				for i := range v.segs {
					if s := &v.segs[i]; s.role == roleCell {
						out[s.cell] = append(out[s.cell], strings.TrimSpace(lineText(s)))
					}
				}
			}
		}
	}
	return out
}

// noOverprint checks that cells on one line neither overlap nor stick out.
func noOverprint(t *testing.T, d *document) {
	t.Helper()
	for n, pg := range d.pages {
		for _, r := range pg.rows {
			for c := range r.cells {
				col := d.columns[c].of(r.row)
				for _, v := range r.cells[c] {
					for i := range v.segs {
						s := &v.segs[i]
						end := col.width
						if i+1 < len(v.segs) {
							end = v.segs[i+1].x
						}
						if s.x+s.line.width > end {
							t.Errorf("page %d: %q stands over what follows or over the margin", n+1, lineText(s))
						}
					}
				}
			}
		}
	}
}

func months(header string, cell func(int) string, n int) [][]string {
	rows := make([][]string, 2)
	for i := 0; i < n; i++ {
		rows[0] = append(rows[0], header+fmt.Sprint(i+1))
		rows[1] = append(rows[1], cell(i))
	}
	return rows
}

// TestTableWords sets tables of ever more columns: no word, number or short
// cell is divided, and nothing overlaps.
func TestTableWords(t *testing.T) {
	money := func(i int) string { return fmt.Sprintf("%d,%03d,%03d", i+1, i*37%1000, i*91%1000) }
	for _, n := range []int{2, 4, 6, 9, 12, 40, 200} {
		d := laid(t, tabled(t, 0, months("月", money, n), months("September", money, n)), Options{})
		for c := range d.columns {
			cells := cellLines(d, c)
			if len(cells) != 2*n {
				t.Errorf("%d of %d cells", len(cells), 2*n)
			}
			for i, lines := range cells {
				if len(lines) != 1 {
					t.Errorf("%d columns: cell %d of column %d: %q", n, i, c, lines)
				}
			}
		}
		noOverprint(t, d)
		if n < 40 {
			nothingLost(t, d)
		}
	}
}

// TestTableRemarks sets a table with one long column: it gets the room.
func TestTableRemarks(t *testing.T) {
	zh := [][]string{{"航線", "船長", "票價（元）", "乘客人數", "備註"}, {"南岸線", "林海生", "1,250", "12,345,678", "夏季加開夜航，詳見碼頭公告欄的時刻表以及附件三的說明"}, {"北岸線", "高淑敏", "980", "2,345,678", ""}}
	en := [][]string{{"Line", "Captain", "Fare", "Passengers", "Remarks"}, {"South", "Lin Haisheng", "1,250", "12,345,678", "Night sailings in summer; see the timetable at the pier and annex 3"}, {"North", "Gao Shumin", "980", "2,345,678", ""}}
	d := laid(t, tabled(t, 0, zh, en), Options{})
	for c := range d.columns {
		for i, lines := range cellLines(d, c) {
			long := i == 9
			if !long && c == 0 && len(lines) != 1 || len(lines) > 8 {
				t.Errorf("column %d, cell %d: %q", c, i, lines)
			}
			for _, l := range lines {
				if strings.HasSuffix(l, "-") || strings.HasSuffix(l, "\u00AD") {
					t.Errorf("a divided word: %q", lines)
				}
			}
		}
	}
	noOverprint(t, d)
}

// TestTableTogether moves a small table to the next page rather than divide it.
func TestTableTogether(t *testing.T) {
	rows := [][]string{{"a", "b"}}
	for i := 0; i < 6; i++ {
		rows = append(rows, []string{fmt.Sprint(i), "x"})
	}
	pages := 0
	for before := 18; before < 34; before++ {
		d := laid(t, tabled(t, before, rows, rows), Options{})
		pages = max(pages, len(d.pages))
		on := map[int]bool{}
		for n, pg := range d.pages {
			for _, r := range pg.rows {
				for _, v := range r.cells[0] {
					for i := range v.segs {
						if v.segs[i].role == roleCell {
							on[n] = true
						}
					}
				}
			}
		}
		if len(on) != 1 {
			t.Errorf("after %d paragraphs the table stands on %d pages", before, len(on))
		}
	}
	if pages < 2 {
		t.Error("never near a page's end")
	}
}

// TestTallTableRow sets a row that is taller than a page.
func TestTallTableRow(t *testing.T) {
	tall := strings.Repeat("The pier is long and the queue is longer. ", 400)
	zh := [][]string{{"甲", "乙"}, {"一", strings.Repeat("碼頭很長，隊伍更長。", 900)}, {"二", "尾"}}
	en := [][]string{{"A", "B"}, {"1", tall}, {"2", "end"}}
	d := laid(t, tabled(t, 2, zh, en), Options{})
	if len(d.pages) < 4 {
		t.Errorf("%d pages", len(d.pages))
	}
	nothingLost(t, d)
	noOverprint(t, d)
}

// TestTableAmidText sets a table of many columns that a pair of sentences ties
// to the paragraph before it: the table takes the page's width in type that can
// be read, and the paragraphs stay side by side.
func TestTableAmidText(t *testing.T) {
	zh, en := newText(lang.ZhHant, "票價"), newText(lang.En, "Fares")
	for i, b := range []textBuilder{zh, en} {
		pick := func(z, e string) string { return []string{z, e}[i] }
		b.block(doc.Paragraph, pick("夏季的票價如下。", "These are the fares of the summer."))
		rows := months(pick("航線", "Line no. "), func(i int) string { return fmt.Sprint(1200 + 35*i) }, 9)
		tablet(b, rows...)
		b.block(doc.Paragraph, pick("冬季減兩成。", "In winter a fifth less."))
	}
	n := len(zh.Sentences)
	tied := bitext.Bead{Source: bitext.Range{To: n}, Target: bitext.Range{To: n}, Confidence: 1}
	ed := &bitext.Edition{Name: "fares", Source: zh.Text, Targets: []bitext.Target{paired(t, zh.Text, en.Text, []bitext.Bead{tied})}}
	d := laid(t, ed, Options{})
	write(t, rendered(t, ed, Options{}))
	nothingLost(t, d)
	noOverprint(t, d)
	var got []string
	for _, r := range d.pages[0].rows {
		if r.row.title {
			continue
		}
		what := "text"
		for c, lines := range r.cells {
			for _, v := range lines {
				if v.segs[0].role == roleCell {
					what = fmt.Sprintf("table in column %d", c)
					if p := v.segs[0].p; !r.row.wide || p.size < d.columns[c].size*easySize/100 {
						t.Errorf("%s: type of %.1f points, wide: %v", what, points(p.size), r.row.wide)
					}
				} else if r.row.wide {
					t.Errorf("%q is set as wide as the page", lineText(&v.segs[0]))
				}
			}
		}
		got = append(got, what)
	}
	if want := "text, table in column 0, table in column 1, text"; strings.Join(got, ", ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, ", "), want)
	}
}
