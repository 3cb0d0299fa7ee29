package html

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
)

// TestFindings: what a page leaves out is said, at its place, in words.
func TestFindings(t *testing.T) {
	const data = "== zh-Hant\nP 見<javascript:x|此處>。‖又見<#top|上文>。\nC far.png 遠山 :: 圖一\nC ferry.png 船 :: 圖二\n\n" +
		"== en\nP See <vbscript:y|here>.‖ See <a/b.html|this>.\nC far.png hills :: Fig. 1\nC ferry.png boat :: Fig. 2\n== beads en\n1-1x4\n"
	ed := readEdition(t, data, lang.En)
	page, findings, err := Render(ed, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		side, place := "source", f.Source
		if place == nil {
			side, place = "target", f.Target
		}
		got = append(got, strings.Join([]string{f.Severity.String(), string(f.Code), side, place.Sentence.Text}, " "))
		for _, tag := range lang.UI {
			if m := message.New(tag).Finding(f); strings.HasPrefix(m, "finding.") || strings.Contains(m, "<no value>") {
				t.Errorf("%s: %s", tag, m)
			}
		}
	}
	want := "warning link-left-out source 見此處。\ninfo link-left-out source 又見上文。\nwarning link-left-out target See here.\n" +
		"warning picture-left-out source 圖一\nwarning picture-left-out target Fig. 1"
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got:\n%s\nwant:\n%s", g, want)
	}
	if findings[0].Severity != finding.Warning || strings.Count(string(page), "<img") != 1 {
		t.Error("one picture is known, and shown once")
	}
	for _, s := range []string{"[遠山]", "[hills]", `href="a/b.html"`} {
		if !strings.Contains(string(page), s) {
			t.Errorf("the page lacks %s", s)
		}
	}
}
