package html

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/doc"
)

// A cell that reads as one word or number is not broken, a longer one keeps
// some width, and the need of a table is that of its columns.
func TestFit(t *testing.T) {
	for _, c := range []struct {
		text, class string
		least       float64
	}{
		{"", "nb", 0}, {"教育局", "nb", 6}, {"陳怡安", "nb", 6}, {"+9.0%", "nb", 5},
		{"123,456,789,012", "nb", 15}, {"NT$ 12,345,678", "nb", 14},
		{"二〇二五年預算（萬元）", "ls", 10}, {"Passengers (thousands)", "ls", 11},
		{"新增夜校補助，詳見附件三的說明文字以及議會紀錄", "lt", 18},
	} {
		if least, class := leastWidth(c.text); least != c.least || class != c.class {
			t.Errorf("%q: %v %s, want %v %s", c.text, least, class, c.least, c.class)
		}
	}
	table := func(columns int, cell string) *doc.Block {
		b := &doc.Block{Kind: doc.Table}
		for i := range columns {
			if i > 0 {
				b.Text += "\t"
			}
			from := len(b.Text)
			b.Text += cell
			b.Cells = append(b.Cells, doc.Cell{Col: i, Span: doc.Span{Start: from, End: len(b.Text)}})
		}
		return b
	}
	for _, c := range []struct {
		columns int
		want    string
	}{{3, "tb"}, {8, "tb sm"}, {12, "tb sm"}, {30, "tb xs"}} {
		if got := fitOf(table(c.columns, "1,234")).classes(); got != c.want {
			t.Errorf("%d columns: %q, want %q", c.columns, got, c.want)
		}
	}
}

// Long runs of Latin letters break behind the marks of an address; nothing
// else does, and no text is lost.
func TestBreakable(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"見 https://example.org/a_b?c=d&e=f#g 。", "見 https://|example.|org/|a_|b?|c=|d&amp;|e=|f#|g 。"},
		{"and/or, e.g. this", "and/or, e.g. this"},
		{"短 a.b/c 句。", "短 a.b/c 句。"},
		{"Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsgesellschaft"},
	} {
		var w writer
		w.breakable(c.text)
		if got := strings.ReplaceAll(string(w.buf), "<wbr>", "|"); got != c.want {
			t.Errorf("%q\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}
