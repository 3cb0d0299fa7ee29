package pdf

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
)

// tasks is an edition with boxes in a list of bullets and in one of numbers,
// and with text that only looks as if it had one.
func tasks(t testing.TB) *bitext.Edition {
	t.Helper()
	zh, en := newText(lang.ZhHant, "出航前"), newText(lang.En, "Before sailing")
	var beads []bitext.Bead
	for i, item := range []struct {
		zh, en  string
		ordered bool
	}{
		{"[x] 纜繩已檢查", "[x] The ropes have been looked at", false},
		{"[ ] 船鐘還沒有擦，等水手們下午回來以後再擦", "[ ] The bell is not polished yet; the sailors will do it when they are back in the afternoon", false},
		{"[1] 不是方框", "[1] is no box", false},
		{"[x]也不是", "[x]neither is this", false},
		{"[X] 燃油已加滿", "[X] The tank is full", true},
	} {
		for k, b := range []textBuilder{zh, en} {
			block := b.block(doc.ListItem, []string{item.zh, item.en}[k])
			block.List = doc.List{Depth: 1, First: true, Ordered: item.ordered, Number: 1}
		}
		beads = append(beads, bitext.Bead{Source: bitext.Range{From: i, To: i + 1}, Target: bitext.Range{From: i, To: i + 1}, Confidence: 1})
	}
	return &bitext.Edition{Name: "tasks", Source: zh.Text, Targets: []bitext.Target{paired(t, zh.Text, en.Text, beads)}}
}

// TestTasks reads the boxes back with another program: what is copied and read
// aloud says whether they are ticked.
func TestTasks(t *testing.T) {
	path := write(t, rendered(t, tasks(t), Options{}))
	out := run(t, require.Tool(t, "poppler", "pdftotext"), "-layout", path, "-")
	out = strings.Join(strings.Fields(out), " ")
	for _, want := range []string{"☑ 纜繩已檢查", "☑ The ropes", "☐ 船鐘", "☐ The bell", "• [1] 不是方框", "• [x]也不是", "1. ☑", "☑ The tank is full"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in:\n%s", want, out)
		}
	}
	if strings.Contains(out, "[x] ") || strings.Contains(out, "□") {
		t.Errorf("a box is written out:\n%s", out)
	}
	structure := run(t, require.Tool(t, "poppler", "pdfinfo"), "-struct-text", path)
	if strings.Count(structure, "Lbl") != 10 {
		t.Errorf("not every item has its label:\n%s", structure)
	}
}
