package pipeline

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
)

// TestInProject: the sources of the configuration, sorted by path, each once,
// whether the project is looked at from within or from a folder below.
func TestInProject(t *testing.T) {
	dir := folder(t, "glossary.csv", "b/z.zh-Hant.txt", "b/z.en.txt", "b/deep/a.zh-Hant.txt", "a/m.zh-Hant.txt", "a/m.en.txt", "a/n.zh-Hant.txt", "c/x.zh-Hant.txt",
		"b/dist/o.zh-Hant.txt")
	t.Chdir(dir)
	for _, c := range []struct{ sources, want string }{
		{"", "a/m a/n b/deep/a b/dist/o b/z c/x"},
		{"b a", "a/m a/n b/deep/a b/dist/o b/z"},
		{"b b/deep a/n.zh-Hant.txt ./b/", "a/n b/deep/a b/dist/o b/z"},
	} {
		conf := &config.Config{Sources: strings.Fields(c.sources)}
		for here, base := range map[string]string{".": ".", "b": "..", "c": ".."} {
			t.Chdir(filepath.Join(dir, here))
			list, err := InProject(conf, func(p string) string { return filepath.Join(base, p) }, filepath.Join(base, "dist"), Selection{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range list {
				path, _ := filepath.Rel(base, a.Source.Path)
				got = append(got, strings.TrimSuffix(filepath.ToSlash(path), ".zh-Hant.txt"))
				if len(a.Glossaries) != 1 {
					t.Errorf("%s has the termbases %v", path, a.Glossaries)
				}
			}
			if text := strings.Join(got, " "); text != c.want {
				t.Errorf("%q from %s: %q, want %q", c.sources, here, text, c.want)
			}
		}
	}
	t.Chdir(dir)
	_, err := InProject(&config.Config{Path: "duizhao.yaml", Sources: []string{"a", "essays"}}, nil, "dist", Selection{})
	var f *fault.Error
	if !errors.As(err, &f) || f.ID != "pipeline.no-source" || f.Path != "duizhao.yaml" {
		t.Error(err)
	}
	if _, err := os.Stat("dist"); err == nil {
		t.Error("a look made a folder")
	}
}
