package pdf

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// TestDateline: a date in numbers stands in each column as its reader writes it.
func TestDateline(t *testing.T) {
	var columns []textBuilder
	for _, tag := range []lang.Tag{lang.ZhHant, lang.En, lang.Ko} {
		b := newText(tag, "A")
		b.block(doc.Dateline, "2025-11-02")
		b.block(doc.Paragraph, "…")
		columns = append(columns, b)
	}
	zh := columns[0].Text
	ed := &bitext.Edition{Name: "a", Source: zh, Targets: []bitext.Target{oneToOne(t, zh, columns[1].Text), oneToOne(t, zh, columns[2].Text)}}
	got := pageText(laid(t, ed, Options{}), 0)
	for _, want := range []string{"2025年11月2日", "2 November 2025", "2025년 11월 2일"} {
		if !strings.Contains(got, dense(want)) {
			t.Errorf("%s is missing in %s", want, got)
		}
	}
	if strings.Contains(got, "2025-11") {
		t.Errorf("the numbers are left: %s", got)
	}
}
