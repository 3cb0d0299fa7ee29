package html

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

// pages writes the editions that are checked from outside into a folder.
func pages(t testing.TB) (dir string, names []string) {
	dir = t.TempDir()
	for _, c := range []struct {
		name  string
		langs []lang.Tag
		opt   Options
	}{
		{"en", []lang.Tag{lang.En}, Options{}},
		{"ko", []lang.Tag{lang.Ko}, Options{}},
		{"three", []lang.Tag{lang.En, lang.Ko}, Options{}},
		{"sentences", []lang.Tag{lang.En}, Options{Unit: render.Sentence}},
		{"alone", nil, Options{}},
		{"fonts", []lang.Tag{lang.En}, Options{EmbedFonts: true}},
		{"placed", []lang.Tag{lang.En}, Options{Place: placed}},
	} {
		page := renderPage(t, ferry(t, c.langs...), c.opt)
		if err := os.WriteFile(filepath.Join(dir, c.name+".html"), page, 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, c.name)
	}
	page := renderPage(t, editionFile(t, "testdata/parts.txt", lang.En), Options{})
	if err := os.WriteFile(filepath.Join(dir, "parts.html"), page, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir, append(names, "parts")
}

// TestNu runs the Nu HTML checker.
func TestNu(t *testing.T) {
	java := require.Tool(t, "java", "java")
	jar := filepath.Join(require.NodeModules(t, "vnu", "vnu-jar/build/dist/vnu.jar"), "vnu-jar", "build", "dist", "vnu.jar")
	dir, names := pages(t)
	args := []string{"-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always"}
	for _, name := range names {
		args = append(args, filepath.Join(dir, name+".html"))
	}
	cmd := exec.Command(java, args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var report struct {
		Messages []struct{ URL, Type, Message, Extract string }
	}
	if err := json.Unmarshal([]byte(stderr.String()), &report); err != nil {
		t.Fatalf("%v in %s", err, stderr.String())
	}
	exceptions := readExceptions(t)
	used := map[string]bool{}
messages:
	for _, m := range report.Messages {
		for _, e := range exceptions {
			if strings.HasPrefix(m.Message, e) {
				used[e] = true
				continue messages
			}
		}
		t.Errorf("%s: %s: %s\n%s", filepath.Base(m.URL), m.Type, m.Message, m.Extract)
	}
	for _, e := range exceptions {
		if !used[e] {
			t.Errorf("testdata/vnu-exceptions.txt: nothing needs %q any more", e)
		}
	}
}

func readExceptions(t testing.TB) []string {
	data, err := os.ReadFile("testdata/vnu-exceptions.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		message, reason, ok := strings.Cut(line, "\t")
		if !ok || reason == "" {
			t.Fatalf("vnu-exceptions.txt: no reason: %s", line)
		}
		out = append(out, message)
	}
	return out
}

// TestBrowser opens the pages in Chromium: axe-core finds nothing to hinder a
// reader; the pages ask for nothing; views, pairs, cards and the keyboard work
// as testdata/browser.cjs spells out.
func TestBrowser(t *testing.T) {
	node := require.Tool(t, "node", "node")
	chromium := require.Tool(t, "chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
	modules := require.NodeModules(t, "axe", "axe-core")
	require.NodeModules(t, "axe", "playwright-core")
	dir, names := pages(t)
	var mu sync.Mutex
	asked := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.URL.Path]++
		mu.Unlock()
		http.ServeFile(w, r, filepath.Join(dir, filepath.Base(r.URL.Path)))
	}))
	defer server.Close()
	script, err := filepath.Abs("testdata/browser.cjs")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, append([]string{script, chromium, server.URL}, names...)...)
	cmd.Env = append(os.Environ(), "NODE_PATH="+modules)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	done := 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		if passed, ok := strings.CutPrefix(line, "ok "); ok {
			done++
			t.Log(passed)
		} else {
			t.Error(line)
		}
	}
	if done < 60 {
		t.Errorf("only %d checks ran", done)
	}
	for path := range asked {
		if !strings.HasSuffix(path, ".html") {
			t.Errorf("a page asked the server for %s", path)
		}
	}
	if len(asked) != len(names)+1 { // tampered.html besides
		t.Errorf("asked: %v", asked)
	}
}
