package render

import (
	"testing"

	"github.com/duizhao/duizhao/doc"
)

func TestNumericDate(t *testing.T) {
	for text, want := range map[string]string{
		"2025-11-02": "2025-11-02", "2025/3/9": "2025-03-09", "2025.03.09": "2025-03-09",
		"2025-13-02": "", "2025-02-30": "", "2025年3月9日": "", "日期：2025-11-02": "", "2025-11-02 首爾": "", "2025.03.09.": "", "": "",
	} {
		if got, ok := NumericDate(&doc.Block{Kind: doc.Dateline, Text: text}); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, ok, want)
		}
	}
	if _, ok := NumericDate(&doc.Block{Kind: doc.Paragraph, Text: "2025-11-02"}); ok {
		t.Error("a paragraph is no dateline")
	}
}
