package provider_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/provider"
)

func page(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "docs", "providers.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestPage: docs/providers.md has a row for every service, with its key and
// its limits, and says of each whether it was ever run.
func TestPage(t *testing.T) {
	text := page(t)
	for _, s := range provider.All() {
		row := ""
		for _, line := range strings.Split(text, "\n") {
			if strings.HasPrefix(line, "| `"+s.Name+"` |") {
				row = line
			}
		}
		limits := fmt.Sprintf("%d, %s", s.Limits.Segments, thousands(s.Limits.Characters))
		if strings.Count(row, "|") != 9 || s.Name != "libretranslate" && !strings.Contains(row, s.KeyEnv) || !strings.Contains(row, limits) {
			t.Errorf("%s: the row %q lacks %q or %q", s.Name, row, s.KeyEnv, limits)
		}
	}
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

// TestPageEngine: the engine that the page shows works as it stands there.
func TestPageEngine(t *testing.T) {
	python := require.Tool(t, "python", "python3", "python")
	_, rest, _ := strings.Cut(page(t), "```python\n")
	code, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("no engine")
	}
	path := filepath.Join(t.TempDir(), "engine.py")
	if err := os.WriteFile(path, []byte(code), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := provider.New("exec", provider.Config{Command: []string{python, path}, Timeout: time.Minute}, environment)
	if err != nil {
		t.Fatal(err)
	}
	defer provider.Close(p)
	for range 3 {
		a, err := p.Translate(context.Background(), sample)
		if err != nil || len(a.Texts) != 3 || a.Texts[1].Text != strings.ToUpper(sample.Segments[1].Text) {
			t.Fatal(a, err)
		}
	}
}
