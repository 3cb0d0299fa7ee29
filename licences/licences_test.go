package licences

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestComplete: everything has a name, a holder, a licence and its text.
func TestComplete(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, e := range all {
		kinds[e.Kind]++
		if e.Name == "" || e.Version == "" || e.Holder == "" || e.Licence == "" || e.Source == "" || e.Changes == "" || len(e.Text) < 200 {
			t.Errorf("incomplete: %s %q, version %q, holder %q, licence %q, source %q, changes %q, %d bytes of text",
				e.Kind, e.Name, e.Version, e.Holder, e.Licence, e.Source, e.Changes, len(e.Text))
		}
		// What the binary is given away under must not ask for more than notice.
		// CC-BY-SA data stands apart and is no code.
		if strings.HasPrefix(e.Licence, "GPL") || strings.HasPrefix(e.Licence, "AGPL") || e.Kind == "module" && strings.Contains(e.Licence, "SA") {
			t.Errorf("%s is under %s, which the binary can't be given away with", e.Name, e.Licence)
		}
	}
	for _, kind := range []string{"module", "font", "data"} {
		if kinds[kind] == 0 {
			t.Errorf("no %s is listed", kind)
		}
	}
}

// TestModules: the list has every module that the program is linked from, in
// the version of go.mod.
func TestModules(t *testing.T) {
	raw, err := data.ReadFile("modules.json")
	if err != nil {
		t.Fatal(err)
	}
	var modules []module
	if err := json.Unmarshal(raw, &modules); err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, m := range modules {
		listed[m.Path] = m.Version
	}
	linked, told := 0, map[string]bool{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Version}}{{end}}", "../cmd/duizhao")
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for _, line := range strings.Split(string(out), "\n") {
			path, version, ok := strings.Cut(line, "\t")
			if !ok || version == "" {
				continue
			}
			linked++
			if listed[path] != version && !told[path] {
				told[path] = true
				t.Errorf("%s %s is linked (%s), the list has %q: run go run ./licences/gen", path, version, system, listed[path])
			}
		}
	}
	if linked == 0 {
		t.Error("go list named no module")
	}
}

var directive = regexp.MustCompile(`(?m)^\s*//go:embed (.+)$`)

// own lists embedded files that are the project's own work, or that are
// listed by another way.
var own = []string{"message/catalog", "licences/", "fonts/data", "align/data/weights/", "align/data/lexko.bin", "render/html/style.css", "site/"}

// TestData: every embedded file, and every licence file that stands beside
// data, belongs to an entry of data.json; each entry's files exist and its
// texts are what was copied.
func TestData(t *testing.T) {
	raw, err := data.ReadFile("data.json")
	if err != nil {
		t.Fatal(err)
	}
	var sets []dataSet
	if err := json.Unmarshal(raw, &sets); err != nil {
		t.Fatal(err)
	}
	claimed := map[string]bool{}
	for _, s := range sets {
		for _, f := range append(append([]string(nil), s.Files...), s.Texts...) {
			claimed[f] = true
			if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(f))); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
		}
		for _, f := range s.Texts {
			want, _ := os.ReadFile(filepath.Join("..", filepath.FromSlash(f)))
			got, err := data.ReadFile("texts/data_" + strings.ReplaceAll(f, "/", "_"))
			if err != nil || string(got) != string(want) {
				t.Errorf("%s: the copy of %s is out of date: run go run ./licences/gen", s.Name, f)
			}
		}
	}
	embedded := 0
	err = filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() {
			if path != ".." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		rel := strings.TrimPrefix(filepath.ToSlash(path), "../")
		if upper := strings.ToUpper(name); strings.Contains(rel, "/") && (strings.Contains(upper, "LICENSE") || strings.Contains(upper, "LICENCE") || strings.Contains(upper, "COPYING")) && !strings.HasSuffix(name, ".go") {
			check(t, rel, claimed)
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range directive.FindAllStringSubmatch(string(source), -1) {
			for _, word := range strings.Fields(m[1]) {
				embedded++
				check(t, filepath.ToSlash(filepath.Join(filepath.Dir(rel), word)), claimed)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if embedded < 3 {
		t.Errorf("only %d embed directives found: the walk is broken", embedded)
	}
}

func check(t *testing.T, path string, claimed map[string]bool) {
	t.Helper()
	for _, prefix := range own {
		if strings.HasPrefix(path, prefix) {
			return
		}
	}
	if !claimed[path] {
		t.Errorf("%s is in the binary (or licenses what is) and no entry of data.json speaks for it", path)
	}
}
