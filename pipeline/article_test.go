package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// folder writes files, by path, of a short text in each language.
func folder(t *testing.T, paths ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, p := range paths {
		text := "港口結冰了，漁船都沒有出海，這裏的風還在吹。\n"
		switch {
		case strings.Contains(p, ".en."):
			text = "The harbour froze over, and no boat put out to sea.\n"
		case strings.Contains(p, ".ko."):
			text = "항구가 얼어붙어 배가 한 척도 나가지 못했다.\n"
		case strings.HasSuffix(p, ".csv"):
			text = "zh-Hant,en\n港口,harbour\n"
		}
		path := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// told is an article in one line, paths relative to dir.
func told(dir string, a Article) string {
	rel := func(p string) string {
		r, err := filepath.Rel(dir, p)
		if err != nil || p == "" {
			return "-"
		}
		return filepath.ToSlash(r)
	}
	out := fmt.Sprintf("%s/%s %s", a.Under, a.Name, a.Source.Lang)
	for _, t := range a.Targets {
		out += fmt.Sprintf(" %s", t.Lang)
	}
	terms := "-"
	if len(a.Glossaries) > 0 {
		terms = rel(a.Glossaries[0])
	}
	return out + " missing" + fmt.Sprint(a.Missing) + " " + terms
}

func TestDiscover(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []string
		sel   Selection
		want  []string
		fault string
	}{
		{"one article", []string{"a.zh-Hant.md", "a.en.md", "a.ko.md", "glossary.csv", "notes.txt", "README.en.md"}, Selection{},
			[]string{"/a zh-Hant en ko missing[] glossary.csv"}, ""},
		{"spellings of languages", []string{"a.zh-TW.txt", "a.kr.txt", "b.tw.md", "b.en-US.md"}, Selection{},
			[]string{"/a zh-Hant ko missing[en] -", "/b zh-Hant en missing[ko] -"}, ""},
		{"a missing translation", []string{"a.zh-Hant.md", "a.en.md", "b.zh-Hant.md", "b.en.md", "b.ko.md"}, Selection{},
			[]string{"/a zh-Hant en missing[ko] -", "/b zh-Hant en ko missing[] -"}, ""},
		{"asked for and missing", []string{"a.zh-Hant.md", "a.en.md"}, Selection{To: []lang.Tag{lang.Ko}}, nil, "pipeline.no-translation"},
		{"order of the columns", []string{"a.zh-Hant.md", "a.en.md", "a.ko.md"}, Selection{To: []lang.Tag{lang.Ko, lang.En}},
			[]string{"/a zh-Hant ko en missing[] -"}, ""},
		{"the script decides", []string{"a.zh.md", "a.en.md"}, Selection{}, []string{"/a zh-Hant en missing[] -"}, ""},
		{"both scripts", []string{"a.zh-Hant.md", "a.zh-Hans.md"}, Selection{}, []string{"/a zh-Hant zh-Hans missing[] -"}, ""},
		{"two files of one language", []string{"a.zh-Hant.md", "a.zh-TW.md", "a.en.md"}, Selection{}, nil, "pipeline.two-files"},
		{"folders below", []string{"x/a.zh-Hant.md", "x/a.en.md", "x/y/b.zh-Hant.md", "x/y/b.en.md", "glossary.csv", "x/y/glossary.csv", ".git/c.zh-Hant.md", "_old/d.zh-Hant.md", "x/._a.zh-Hant.md", "x/.h.zh-Hant.md", "x/~$a.zh-Hant.md", "out/e.zh-Hant.md"}, Selection{},
			[]string{"x/a zh-Hant en missing[] glossary.csv", "x/y/b zh-Hant en missing[] x/y/glossary.csv"}, ""},
		{"nothing", []string{"notes.txt"}, Selection{}, nil, "pipeline.no-articles"},
		{"no Chinese", []string{"a.en.md", "a.ko.md"}, Selection{}, nil, "pipeline.no-articles"},
		{"from English", []string{"a.en.md", "a.ko.md"}, Selection{From: lang.En}, []string{"/a en ko missing[] -"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := folder(t, c.files...)
			articles, err := Discover(dir, filepath.Join(dir, "out"), c.sel)
			var f *fault.Error
			if errors.As(err, &f) && f.ID == c.fault {
				return
			}
			if err != nil || c.fault != "" {
				t.Fatalf("%v, want %q", err, c.fault)
			}
			var got []string
			for _, a := range articles {
				got = append(got, told(dir, a))
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestLoose(t *testing.T) {
	dir := folder(t, "x.en.txt", "y.zh-Hant.txt", "z.ko.txt", "plain")
	at := func(name string) string { return filepath.Join(dir, name) }
	a, err := Loose([]string{at("x.en.txt"), at("z.ko.txt"), at("y.zh-Hant.txt")}, nil, Selection{})
	if err != nil || told(dir, a) != "/y zh-Hant en ko missing[] -" {
		t.Errorf("the Chinese text is not the source: %s, %v", told(dir, a), err)
	}
	a, err = Loose([]string{at("x.en.txt"), at("y.zh-Hant.txt")}, nil, Selection{From: lang.En})
	if err != nil || a.Source.Lang != lang.En {
		t.Errorf("--from is not heard: %s, %v", told(dir, a), err)
	}
	_, err = Loose([]string{at("y.zh-Hant.txt"), at("plain")}, nil, Selection{})
	var f *fault.Error
	if !errors.As(err, &f) || f.ID != "pipeline.two-files" {
		t.Errorf("two Chinese texts of one script: %v", err)
	}
}

func TestLayouts(t *testing.T) {
	for n, want := range map[int][][]int{0: nil, 1: {{0}}, 2: {{0}, {1}, {0, 1}}, 3: {{0}, {1}, {2}, {0, 1, 2}}} {
		if got := Layouts(n); !reflect.DeepEqual(got, want) {
			t.Errorf("%d targets: %v, want %v", n, got, want)
		}
	}
}
