package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestSamplesLock: the samples are a project, and their lock is up to date:
// what they are published as is what it says, byte for byte. Whoever changes a
// sample, or what editions look like, runs it with DUIZHAO_UPDATE=1 and looks at
// the difference.
func TestSamplesLock(t *testing.T) {
	samples, err := filepath.Abs(filepath.Join("..", "..", "samples"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(samples)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, path := range []string{"dist", ".duizhao"} {
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
	}
	duizhao := func(args ...string) (int, string) {
		var out bytes.Buffer
		code := run(append([]string{"duizhao"}, args...), nil, &out, &out, func(string) string { return "" })
		return code, out.String()
	}
	if os.Getenv("DUIZHAO_UPDATE") != "" {
		if code, out := duizhao("build"); code != 0 {
			t.Fatalf("%d: %s", code, out)
		}
		data, err := os.ReadFile("duizhao.lock")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(samples, "duizhao.lock"), data, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if code, out := duizhao("build", "--frozen", "--jobs", "1"); code != 0 {
		t.Errorf("exit %d; DUIZHAO_UPDATE=1 go test ./cmd/duizhao -run TestSamplesLock brings the lock up to date\n%s", code, out)
	}
	if code, out := duizhao("build", "--frozen", "--no-cache", "--jobs", "8"); code != 0 {
		t.Errorf("with eight workers: exit %d\n%s", code, out)
	}
}
