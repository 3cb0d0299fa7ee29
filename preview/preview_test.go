package preview

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

// TestWatch: what editors and git do to files is noticed, in folders that are
// new too, and what is skipped is not.
func TestWatch(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("texts/a.md", "a")
	write("dist/old.html", "x")
	write("one/c.yaml", "c")
	write("one/other.yaml", "o")
	skip := func(path string) bool {
		return filepath.Base(path) == "dist" || strings.HasPrefix(filepath.Base(path), ".")
	}
	batches := make(chan []string, 100)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	t.Chdir(filepath.Join(dir, "one"))
	roots := []string{filepath.Join(dir, "texts"), "c.yaml"}
	go func() {
		done <- Watch(ctx, roots, skip, 50*time.Millisecond, func(paths []string) { batches <- paths })
	}()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	if first := <-batches; len(first) != 0 {
		t.Errorf("first %q", first)
	}
	expect := func(name string, act func()) {
		t.Helper()
		act()
		deadline := time.After(patience)
		for {
			select {
			case paths := <-batches:
				for _, p := range paths {
					if strings.Contains(p, "dist") || strings.Contains(p, "other") || strings.HasPrefix(filepath.Base(p), ".") {
						t.Errorf("noticed %s", p)
					}
				}
				if slices.Contains(paths, filepath.Join(dir, name)) || slices.Contains(paths, name) {
					return
				}
			case <-deadline:
				t.Fatalf("%s was not noticed", name)
			}
		}
	}
	expect("texts/a.md", func() { write("texts/a.md", "b") })
	expect("texts/b.md", func() { write("texts/b.md", "new") })
	expect("texts/b.md", func() { // as editors save: beside, then renamed
		write("texts/.b.swp", "newer")
		if err := os.Rename(filepath.Join(dir, "texts/.b.swp"), filepath.Join(dir, "texts/b.md")); err != nil {
			t.Fatal(err)
		}
	})
	expect("texts/b.md", func() { os.Remove(filepath.Join(dir, "texts/b.md")) })
	expect("texts/deep", func() { write("texts/deep/er/c.md", "c") })
	expect("texts/deep/er/c.md", func() { time.Sleep(300 * time.Millisecond); write("texts/deep/er/c.md", "d") })
	expect("c.yaml", func() {
		write("one/other.yaml", "not asked for")
		write("dist/new.html", "x")
		write("one/c.yaml", "e")
	})
}

func serve(t *testing.T) (s *Server, dir string) {
	t.Helper()
	dir = t.TempDir()
	pages := map[string]string{
		"index.html":  `<html><head><meta content="default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'"></head><body>first</body></html>`,
		"a b/x.html":  `<html><head><meta content="default-src 'none'; style-src 'sha256-x'"></head><body>an edition</body></html>`,
		"a b/x.pdf":   "%PDF",
		"a b/<i>.pdf": "%PDF",
	}
	for name, text := range pages {
		if runtime.GOOS == "windows" && strings.Contains(name, "<") {
			continue
		}
		path := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := NewServer(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve()
	t.Cleanup(s.Close)
	return s, dir
}

// browser is a client that keeps cookies.
func browser(t *testing.T) *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: patience}
}

func get(t *testing.T, c *http.Client, address string) (status int, body string) {
	t.Helper()
	r, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(data)
}

func TestPages(t *testing.T) {
	s, dir := serve(t)
	base := "http://" + s.listener.Addr().String()
	c := browser(t)
	if status, body := get(t, c, s.Address()); status != 200 || !strings.Contains(body, "first") || !strings.Contains(body, "EventSource") ||
		!strings.Contains(body, "script-src 'self' 'sha256-") || !strings.Contains(body, "connect-src 'self'") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := get(t, c, base+"/a%20b/x.html"); status != 200 || !strings.Contains(body, "script-src 'sha256-") || !strings.Contains(body, "</script></body>") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := get(t, c, base+"/a%20b/x.pdf"); status != 200 || body != "%PDF" {
		t.Errorf("%d %s", status, body)
	}
	if status, _ := get(t, c, base+"/nothing.html"); status != 404 {
		t.Errorf("%d", status)
	}
	os.Remove(filepath.Join(dir, "index.html"))
	if status, body := get(t, c, base+"/"); status != 200 || !strings.Contains(body, `href="/a%20b/x.html"`) || strings.Contains(body, "<i>") {
		t.Errorf("%d %s", status, body)
	}
}

// TestRefused: nobody else, under no other name, and nothing outside.
func TestRefused(t *testing.T) {
	s, dir := serve(t)
	base := "http://" + s.listener.Addr().String()
	stranger := browser(t)
	if status, body := get(t, stranger, base+"/"); status != http.StatusForbidden || strings.Contains(body, "first") {
		t.Errorf("a stranger got %d %s", status, body)
	}
	if status, _ := get(t, stranger, base+"/?token=0000"); status != http.StatusForbidden {
		t.Errorf("a wrong token got %d", status)
	}
	c := browser(t)
	get(t, c, s.Address())
	ask := func(method, path, host string) int {
		t.Helper()
		r, err := http.NewRequest(method, base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if host != "" {
			r.Host = host
		}
		answer, err := c.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	if got := ask("GET", "/", "evil.example:80"); got != http.StatusMisdirectedRequest {
		t.Errorf("another name got %d", got)
	}
	if got := ask("POST", "/", ""); got != http.StatusMethodNotAllowed {
		t.Errorf("a change got %d", got)
	}
	outside := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(outside, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.txt")); err == nil {
		if status, body := get(t, c, base+"/link.txt"); status == 200 {
			t.Errorf("a link out of the folder gave %s", body)
		}
	}
	for _, p := range []string{"/../" + filepath.Base(outside), "/%2e%2e/%2e%2e/etc/passwd", "/a%20b/..%2f..%2fetc/passwd"} {
		if status, body := get(t, c, base+p); status == 200 && !strings.Contains(body, "first") {
			t.Errorf("%s gave %s", p, body)
		}
	}
}

// TestReload: an open page is told of a build.
func TestReload(t *testing.T) {
	s, _ := serve(t)
	c := browser(t)
	get(t, c, s.Address())
	r, err := c.Get("http://" + s.listener.Addr().String() + "/.duizhao/built")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	lines := bufio.NewReader(r.Body)
	if line, err := lines.ReadString('\n'); err != nil || line != ": waiting\n" {
		t.Fatalf("%q %v", line, err)
	}
	s.Built()
	s.Built()
	lines.ReadString('\n')
	if line, err := lines.ReadString('\n'); err != nil || line != "data: built\n" {
		t.Fatalf("%q %v", line, err)
	}
}
