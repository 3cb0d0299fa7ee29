package duizhao_test

import (
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
)

// TestChecksPage: docs/checks.md explains every code that has a message, and
// no other.
func TestChecksPage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("docs", "checks.md"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("message", "catalog", "*.en.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no catalogue")
	}
	worded := map[string]bool{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^finding\.([a-z-]+):`).FindAllStringSubmatch(string(data), -1) {
			worded[m[1]] = true
		}
	}
	explained := map[string]bool{}
	for _, m := range regexp.MustCompile("<a id=\"([a-z-]+)\"></a>`([a-z-]+)`").FindAllStringSubmatch(string(page), -1) {
		if m[1] != m[2] || explained[m[1]] {
			t.Errorf("docs/checks.md: anchor %q stands at %q, or twice", m[1], m[2])
		}
		explained[m[1]] = true
	}
	var missing []string
	for code := range worded {
		if !explained[code] {
			missing = append(missing, code)
		}
	}
	for code := range explained {
		if !worded[code] {
			missing = append(missing, code+" (has no message)")
		}
	}
	sort.Strings(missing)
	if len(worded) < 20 || len(missing) > 0 {
		t.Errorf("docs/checks.md: %s", strings.Join(missing, ", "))
	}
}
