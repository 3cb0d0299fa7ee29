// Package require lets a test need something that is not Go: a browser, Java,
// a font tool, a folder of gold sets. Where it is missing the test is visibly
// skipped; where the environment variable DUIZHAO_REQUIRE names it, as in CI,
// the test fails instead.
package require

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// demanded reports whether DUIZHAO_REQUIRE (a comma-separated list) names what.
func demanded(what string) bool {
	for _, name := range strings.Split(os.Getenv("DUIZHAO_REQUIRE"), ",") {
		if strings.TrimSpace(name) == what {
			return true
		}
	}
	return false
}

// Missing skips the test, or fails it where what is demanded.
func Missing(t testing.TB, what, reason string) {
	t.Helper()
	if demanded(what) {
		t.Fatalf("DUIZHAO_REQUIRE demands %s: %s", what, reason)
	}
	t.Skipf("needs %s: %s", what, reason)
}

// Tool gives the path of the first of programs that is on PATH; without any
// the test is skipped or fails as Missing does for what.
func Tool(t testing.TB, what string, programs ...string) string {
	t.Helper()
	for _, p := range programs {
		if path, err := exec.LookPath(p); err == nil {
			return path
		}
	}
	Missing(t, what, "none of "+strings.Join(programs, ", ")+" is on PATH")
	return ""
}

// Dir gives a folder named by the environment variable env or, without it, at
// the path relative to the module's root; without either it acts as Missing.
func Dir(t testing.TB, what, env, relative string) string {
	t.Helper()
	dir := os.Getenv(env)
	if dir == "" {
		dir = filepath.Join(root(t), filepath.FromSlash(relative))
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		Missing(t, what, "no folder "+dir+" (set "+env+")")
	}
	return dir
}

// NodeModules gives the folder of npm packages, which DUIZHAO_NODE_MODULES
// names, where it holds the file or package pkg (slash-separated); without it
// the test acts as Missing does for what.
func NodeModules(t testing.TB, what, pkg string) string {
	t.Helper()
	dir := Dir(t, what, "DUIZHAO_NODE_MODULES", "node_modules")
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(pkg))); err != nil {
		Missing(t, what, "no "+pkg+" in "+dir+" (npm install it there)")
	}
	return dir
}

// root is the folder of go.mod.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}
