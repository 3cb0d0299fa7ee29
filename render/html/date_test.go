package html

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// TestDateline: the date of a tag stands in the page as its reader writes it,
// with its machine form; what an author wrote out stays.
func TestDateline(t *testing.T) {
	text := func(path, s string) *segment.Text {
		d, err := read.Bytes(path, []byte(s), read.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return segment.Document(d)
	}
	zh := text("a.zh-Hant.txt", "date 2025-11-02 今年的冰來得早。\n\n老人說，六十年前也有過這樣的冬天。\n")
	for _, c := range []struct{ path, line, want string }{
		{"a.en.txt", "2025/11/02", `<time datetime="2025-11-02">2 November 2025</time>`},
		{"a.en.txt", "Sunday, November 2, 2025", "Sunday, November 2, 2025"},
		{"a.ko.txt", "2025.11.02", `<time datetime="2025-11-02">2025년 11월 2일</time>`},
	} {
		target := text(c.path, c.line+"\n\nIce.\n\nThe old man.\n")
		var beads []bitext.Bead
		for i := range zh.Sentences {
			beads = append(beads, bitext.Bead{Source: bitext.Range{From: i, To: i + 1}, Target: bitext.Range{From: i, To: i + 1}, Confidence: 1})
		}
		bt, err := bitext.New(zh, target, beads)
		if err != nil {
			t.Fatal(err)
		}
		data, _, err := Render(&bitext.Edition{Name: "a", Source: zh, Targets: []bitext.Target{{Bitext: bt}}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{c.want, `<time datetime="2025-11-02">2025年11月2日</time>`} {
			if !strings.Contains(string(data), ">"+want+"<") {
				t.Errorf("%s: %s is missing", c.line, want)
			}
		}
	}
}
