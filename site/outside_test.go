package site

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
)

// TestNu runs the Nu HTML checker over every page. It takes no address for the
// same origin as a file, so what it says of style and script beside the page
// is passed over.
func TestNu(t *testing.T) {
	java := require.Tool(t, "java", "java")
	jar := filepath.Join(require.NodeModules(t, "vnu", "vnu-jar/build/dist/vnu.jar"), "vnu-jar", "build", "dist", "vnu.jar")
	dir, files := made(t, example(20), options)
	args := []string{"-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always"}
	pages := 0
	for name := range files {
		if strings.HasSuffix(name, ".html") && !strings.HasPrefix(name, "texts/") {
			args = append(args, filepath.Join(dir, filepath.FromSlash(name)))
			pages++
		}
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
	own := 0
	for _, m := range report.Messages {
		if strings.HasPrefix(m.Message, "Resource violates Content Security Policy (meta tag): external s") {
			own++
			continue
		}
		t.Errorf("%s: %s: %s\n%s", m.URL, m.Type, m.Message, m.Extract)
	}
	if own < pages {
		t.Errorf("%d messages about %d pages: the checker did not read them all", own, pages)
	}
}

// TestBrowser uses the site in Chromium as testdata/browser.cjs spells out,
// from a disk and from a server.
func TestBrowser(t *testing.T) {
	node := require.Tool(t, "node", "node")
	chromium := require.Tool(t, "chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
	modules := require.NodeModules(t, "axe", "axe-core")
	require.NodeModules(t, "axe", "playwright-core")
	dir, _ := made(t, example(70), options)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	cmd := exec.Command(node, "testdata/browser.cjs", chromium, "file://"+filepath.ToSlash(dir)+"/", server.URL+"/")
	cmd.Env = append(os.Environ(), "NODE_PATH="+modules)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestTokensAgree: what the page looks for is in the index, under the number
// that the page reckons, whatever is typed.
func TestTokensAgree(t *testing.T) {
	node := require.Tool(t, "node", "node")
	texts := []string{
		"燈塔第 7 次亮起。", "灯塔亮起", "항구의 밤은 길다", "Fishing BOATS, naïve café", "ＡＰＥＣ２０２５", "體育頭髮發現", "㍿ ﬁn İstanbul", "港", "어", "a", "",
		"日本語のテキスト", "ЁЖ ёж", "ΟΔΟΣ", "one-two_three.four", "第12屆APEC峰會", strings.Repeat("x", 60), "𠮷野家", "e\u0301te\u0301", "한글과한자漢字가", "३ मार्च",
	}
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	page := filepath.Join(dir, "search.js")
	if err := os.WriteFile(page, script(), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "testdata/tokens.cjs", page)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var got []struct {
		Folded string
		Tokens []struct {
			Token string
			Shard int
		}
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, text := range texts {
		index := map[string]bool{}
		tokens(foldText(text), func(t token) { index[t.String()] = true }, func(w string) { index[w] = true })
		if got[i].Folded != foldText(text) {
			t.Errorf("%q folds to %q, in the page to %q", text, foldText(text), got[i].Folded)
		}
		if len(index) > 0 && len(got[i].Tokens) == 0 {
			t.Errorf("%q: the page looks for nothing", text)
		}
		for _, token := range got[i].Tokens {
			if !index[token.Token] {
				t.Errorf("%q: the page looks for %q, which the index lacks", text, token.Token)
			}
			if want := shardOf(token.Token, 64); token.Shard != want {
				t.Errorf("%q is looked for in %d, stands in %d", token.Token, token.Shard, want)
			}
		}
	}
}
