package report

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/duizhao/duizhao/finding"
)

// TestSummary: counts, a table by code, the worst first, and nothing of a text
// becomes markup.
func TestSummary(t *testing.T) {
	text := printed(t, Summary, append(findings(t), findings(t)...))
	if !strings.Contains(text, "errors: 2, warnings: 2") || !strings.Contains(text, "| `term-forbidden` | error | 2 |") {
		t.Errorf("got %s", text)
	}
	if strings.Index(text, "b,c:d.md:2") > strings.Index(text, "`moved` |\n| ") && strings.Contains(text, "`moved` |\n| ") {
		t.Errorf("the worst does not come first: %s", text)
	}
	var page strings.Builder
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(text), &page); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(page.String(), "<tr>"); n != 4+7 {
		t.Errorf("%d rows in %s", n, page.String())
	}
	for _, bad := range []string{"<THAD", "<em>", "<a "} {
		if strings.Contains(page.String(), bad) {
			t.Errorf("%s in %s", bad, page.String())
		}
	}
}

// TestSummaryBounded: it stays below what GitHub takes, and says what it left
// out.
func TestSummaryBounded(t *testing.T) {
	many := make([]finding.Finding, 0, 30_000)
	for range 10_000 {
		many = append(many, findings(t)...)
	}
	text := printed(t, Summary, many)
	if len(text) > 1<<20 || !strings.Contains(text, "and 29800 more") {
		t.Errorf("%d bytes, ending in %q", len(text), text[len(text)-80:])
	}
	if text := printed(t, Summary, nil); !strings.Contains(text, "errors: 0") {
		t.Errorf("got %q", text)
	}
}
