package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
)

// draftEdition has a translation with two empty places, one of them in a
// narrow column's long row.
func draftEdition(t *testing.T, to lang.Tag, done string) *bitext.Edition {
	zh, target := newText(lang.ZhHant, "港口"), newText(to, "Harbour")
	zh.block(doc.Paragraph, "港口結冰了。", "沒有人捕魚。", "春天來了。")
	target.block(doc.Paragraph, "⟦sabcdefg⟧ ", done+" ", "⟦sdefghij⟧")
	tgt := paired(t, zh.Text, target.Text, pairsOf([2]int{1, 1}, [2]int{1, 1}, [2]int{1, 1}))
	tgt.Draft = bitext.DraftOf(zh.Text, target.Text)
	return &bitext.Edition{Name: "draft", Source: zh.Text, Targets: []bitext.Target{tgt}}
}

// TestDraft: an empty place is a labelled box in the reader's language, the
// document says that it is a draft, and the id is nowhere.
func TestDraft(t *testing.T) {
	for _, c := range []struct {
		to         lang.Tag
		done       string
		label, say string
	}{
		{lang.En, "Nobody went out to fish.", "not yet translated", "Draft: 1 of 3 sentences are translated"},
		{lang.Ko, "아무도 고기를 잡지 않았다.", "아직 번역되지 않음", "초안: 3개 문장 중 1개 번역됨"},
		{lang.ZhHans, "没有人捕鱼。", "尚未翻译", "草稿：3 句中已译 1 句"},
	} {
		ed := draftEdition(t, c.to, c.done)
		d := laid(t, ed, Options{})
		got := strings.Join(strings.Fields(strings.ReplaceAll(textOfColumn(d, 1), "\u00A0", " ")), " ")
		if strings.Count(got, c.label) != 2 || !strings.Contains(got, c.done) || strings.Contains(got, "sabcdefg") || strings.Contains(got, "⟦") {
			t.Errorf("%s: %q", c.to, got)
		}
		if m := d.metadata(); !strings.Contains(m.subject, "(") {
			t.Errorf("%s: subject %q", c.to, m.subject)
		}
		data := rendered(t, ed, Options{})
		if bytes.Contains(data, []byte("sabcdefg")) {
			t.Errorf("%s: the id is in the file", c.to)
		}
		tool := require.Tool(t, "poppler", "pdftotext")
		path := filepath.Join(t.TempDir(), "d.pdf")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-layout", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.Join(strings.Fields(string(out)), "")
		if !strings.Contains(plain, strings.Join(strings.Fields(c.say), "")) {
			t.Errorf("%s: %q is not in\n%s", c.to, c.say, out)
		}
	}
}
