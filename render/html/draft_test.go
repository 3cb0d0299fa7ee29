package html

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// TestDraft: an empty place is a labelled box wherever it stands, the page says
// that it is a draft and is to be indexed by nobody, and the id is nowhere.
func TestDraft(t *testing.T) {
	text := func(path, s string) *segment.Text {
		d, err := read.Bytes(path, []byte(s), read.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return segment.Document(d)
	}
	zh := text("a.zh-Hant.md", "---\ntitle: 港口\n---\n\n港口結冰了。沒有人捕魚。\n\n![古墳](a.png)\n\n| 甲 |\n|---|\n| 乙 |\n")
	for tag, want := range map[lang.Tag][2]string{
		lang.En: {"not yet translated", "Draft: 1 of 6 sentences are translated"},
		lang.Ko: {"아직 번역되지 않음", "초안: 6개 문장 중 1개 번역됨"},
	} {
		target := text("a."+string(tag)+".md", "---\ntitle: \"⟦saaaaaaa⟧\"\n---\n\n⟦sbcdefgh⟧ Nobody fished.\n\n![⟦sccccccc⟧](a.png)\n\n| ⟦sddddddd⟧ |\n|---|\n| ⟦seeeeeee⟧ |\n")
		if target.Doc.Title != "a" {
			t.Errorf("the title is %q", target.Doc.Title)
		}
		var beads []bitext.Bead
		for i := range zh.Sentences {
			beads = append(beads, bitext.Bead{Source: bitext.Range{From: i, To: i + 1}, Target: bitext.Range{From: i, To: i + 1}, Confidence: 1})
		}
		bt, err := bitext.New(zh, target, beads)
		if err != nil {
			t.Fatal(err)
		}
		ed := &bitext.Edition{Name: "a", Source: zh, Targets: []bitext.Target{{Bitext: bt, Draft: bitext.DraftOf(zh, target)}}}
		data, _, err := Render(ed, Options{EmbedFonts: true})
		if err != nil {
			t.Fatal(err)
		}
		page := string(data)
		if n := strings.Count(page, "<span class=\"todo\">"+want[0]+"</span>"); n != 5 {
			t.Errorf("%s: %d boxes\n%s", tag, n, page[strings.Index(page, "<body"):])
		}
		if !strings.Contains(page, want[1]) || !strings.Contains(page, "<meta name=\"robots\" content=\"noindex\">") {
			t.Errorf("%s: the page does not say that it is a draft", tag)
		}
		if strings.Contains(page, "⟦") || strings.Contains(page, "sbcdefgh") {
			t.Errorf("%s: an id is shown", tag)
		}
		ed.Targets[0].Draft = bitext.Draft{}
		if data, _, err = Render(ed, Options{}); err != nil || strings.Contains(string(data), "noindex") {
			t.Errorf("%s: what is whole is kept from search engines (%v)", tag, err)
		}
	}
}
