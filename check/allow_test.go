package check

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/segment"
)

// TestAllowForm: what is read in a comment, and what is wrong with it.
func TestAllowForm(t *testing.T) {
	known := func(c finding.Code) bool { return c == Number || c == Date }
	for _, c := range []struct{ text, want string }{
		{` allow number "as told" `, "number|as told||"},
		{` allow number, date “as told” until 2027-01-31 `, "number, date|as told|2027-01-31|"},
		{` allow number 「原文如此」`, "number|原文如此||"},
		{"\n  allow\n  number\n  \"two\nlines\"\n", "number|two\nlines||"},
		{` allow number`, "number|||reason"},
		{` allow number ""`, "number|||reason"},
		{` allow number until 2027-01-31`, "number||2027-01-31|reason"},
		{` allow number "x" until soon`, "number|x|soon|until soon"},
		{` allow number "x" until 2027-02-30`, "number|x|2027-02-30|until 2027-02-30"},
		{` allow numbers "x"`, "|x||code numbers"},
		{` allow "x"`, "|||form"},
		{` number "x"`, "|||form"},
		{` allow number "x" and more`, "|||form"},
		{``, "|||form"},
	} {
		var a allowance
		a.read(c.text, known)
		if got := joinCodes(a.codes) + "|" + a.reason + "|" + a.until + "|" + strings.TrimSpace(a.wrong+" "+a.word); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// FuzzAllow: comments anywhere cover sentences that there are, at places that
// lie in the text.
func FuzzAllow(f *testing.F) {
	f.Add("# 港\n\n三艘船。<!-- duizhao: allow number \"x\" -->四艘。\n\n<!-- duizhao: allow date, number \"y\" until 2027-01-31 -->\n五艘。")
	f.Add("<!-- duizhao: allow <!-- duizhao: --> -->\n<!--duizhao:")
	f.Fuzz(func(t *testing.T, text string) {
		lines := segment.Lines("a.md", "zh-Hant", text)
		lines.Doc.Markdown = true
		for i, b := range lines.Doc.Blocks {
			if i%2 == 0 {
				b.Runs = nil // no text that is shown
			}
		}
		last := 0
		for _, a := range allowances(lines, func(finding.Code) bool { return true }) {
			if a.span.Start < last || a.span.End > len(text) || a.span.Empty() || !strings.HasSuffix(text[a.span.Start:a.span.End], "-->") {
				t.Fatalf("a comment at %v of %q", a.span, text)
			}
			if last = a.span.End; a.sentences[0] < 0 || a.sentences[0] > a.sentences[1] || a.sentences[1] > len(lines.Sentences) {
				t.Fatalf("a comment covers sentences %v of %d", a.sentences, len(lines.Sentences))
			}
		}
	})
}
