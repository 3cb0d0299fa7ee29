// Package duizhao_test holds the rules that no single package can: which
// package may import which, and that pages name what there is.
package duizhao_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/duizhao/duizhao/"

// allowed lists, for every package, the packages of this module that it may
// import; "+" stands for fault, lang and doc, on which all may build. A new
// package must be entered here and in ARCHITECTURE.md.
var allowed = map[string]string{
	"lang":                  "",
	"lang/internal/...":     "",
	"doc":                   "lang",
	"fault":                 "",
	"finding":               "doc",
	"atomicfile":            "fault",
	"message":               "fault finding lang",
	"publish":               "+ align atomicfile bitext check config finding fonts glossary ledger pipeline read render segment",
	"read":                  "+",
	"segment":               "+",
	"value":                 "lang",
	"bitext":                "doc finding segment",
	"align":                 "+ align/internal/... bitext finding segment value",
	"align/embed":           "+ align atomicfile",
	"hanconv":               "",
	"glossary":              "+ atomicfile finding hanconv",
	"check":                 "+ bitext finding glossary hanconv segment value",
	"ledger":                "+ atomicfile bitext finding segment",
	"draft":                 "+ bitext finding ledger read segment",
	"memory":                "+ atomicfile exchange finding glossary hanconv value",
	"fonts":                 "fault lang fonts/internal/...",
	"render":                "+ bitext segment",
	"render/html":           "+ bitext finding fonts message render segment",
	"render/pdf":            "+ bitext finding fonts message render segment render/pdf/hyphen",
	"render/pdf/hyphen":     "",
	"report":                "doc finding lang message",
	"exchange":              "+ bitext segment",
	"licences":              "fonts",
	"provider":              "+ provider/internal/...",
	"provider/internal/...": "fault",
	"config":                "fault lang",
	"translate":             "+ atomicfile bitext check exchange finding glossary hanconv memory provider segment value",
	"pipeline":              "+ align align/embed atomicfile bitext check config finding fonts glossary ledger read render render/html render/pdf segment",
	"preview":               "fault",
	"site":                  "doc lang hanconv message publish",
	"cmd/duizhao":           "+ align align/embed atomicfile bitext check config draft exchange finding fonts glossary ledger licences memory message pipeline preview provider publish read render report segment site translate",
	// Generators and test helpers stand beside the program, not in it.
	"internal/hostile": "",
	"internal/require": "",
}

// generators may import the package that they make data for.
func generator(pkg string) bool {
	return strings.HasSuffix(pkg, "/gen") || strings.Contains(pkg, "/gen/") || strings.Contains(pkg, "/testdata/")
}

// TestLayers: no package imports one that stands behind it.
func TestLayers(t *testing.T) {
	imports := moduleImports(t)
	for _, pkg := range sortedKeys(imports) {
		if generator(pkg) {
			continue
		}
		list, known := lookup(pkg)
		if !known {
			t.Errorf("package %s is not in the list of allowed imports: enter it in layers_test.go and ARCHITECTURE.md", pkg)
			continue
		}
		for _, imp := range imports[pkg] {
			if !permitted(list, pkg, imp) {
				t.Errorf("%s imports %s, which its layer does not allow", pkg, imp)
			}
		}
	}
}

// TestLayersNoticed: the check itself fails on a forbidden import.
func TestLayersNoticed(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"read", "render", false}, {"render/html", "read", false}, {"doc", "bitext", false}, {"align", "check", false},
		{"check", "align", false}, {"glossary", "render", false}, {"read", "doc", true}, {"align", "segment", true},
		{"align/internal/x", "check", false},
	} {
		list, _ := lookup(c.from)
		if got := permitted(list, c.from, c.to); got != c.want {
			t.Errorf("%s → %s: permitted %v, want %v", c.from, c.to, got, c.want)
		}
	}
}

// TestArchitecture: the page names every package.
func TestArchitecture(t *testing.T) {
	page, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range moduleImports(t) {
		if !generator(pkg) && !strings.Contains(pkg, "internal/") && !strings.Contains(string(page), "`"+pkg+"`") {
			t.Errorf("ARCHITECTURE.md does not name package %s", pkg)
		}
	}
}

// lookup finds a package's list; packages below an internal folder share the
// list of the "..." entry, or have that of the package above them.
func lookup(pkg string) (string, bool) {
	if list, ok := allowed[pkg]; ok {
		return list, true
	}
	if i := strings.Index(pkg, "/internal/"); i >= 0 {
		if list, ok := allowed[pkg[:i]+"/internal/..."]; ok {
			return list, true
		}
		return lookup(pkg[:i])
	}
	return "", false
}

func permitted(list, from, imp string) bool {
	if i := strings.Index(from, "/internal/"); i >= 0 && strings.HasPrefix(imp, from[:i]+"/internal/") {
		return true
	}
	for _, word := range strings.Fields(strings.Replace(list, "+", "fault lang doc", 1)) {
		if word == imp || strings.HasSuffix(word, "/...") && strings.HasPrefix(imp, strings.TrimSuffix(word, "...")) {
			return true
		}
	}
	return false
}

// moduleImports maps each package to what it imports of this module, tests
// left out: a test may use what it wants.
func moduleImports(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() && path != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules" || name == "dist") {
			return fs.SkipDir
		}
		if e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(filepath.Dir(path))
		if out[pkg] == nil {
			out[pkg] = []string{}
		}
		for _, spec := range file.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil && strings.HasPrefix(p, module) {
				out[pkg] = append(out[pkg], strings.TrimPrefix(p, module))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 10 {
		t.Fatalf("only %d packages found: the walk is broken", len(out))
	}
	return out
}

func sortedKeys(m map[string][]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
