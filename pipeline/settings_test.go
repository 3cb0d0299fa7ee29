package pipeline

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
)

// checked builds an article whose English gets one number wrong, under a
// configuration, and lists the codes found and those of stale suppressions.
func checked(t *testing.T, yaml, today string) (found, stale []string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.zh-Hant.txt": "港口裏停着三十七艘漁船，都被冰凍住了。\n",
		"a.en.txt":      "In the harbour lay thirty-eight fishing boats, all of them locked in the ice.\n",
		"a.ko.txt":      "항구에는 어선 서른일곱 척이 모두 얼음에 갇혀 있었다.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c, err := config.Parse("duizhao.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSettings(c, today)
	if err != nil {
		t.Fatal(err)
	}
	articles, err := Discover(dir, "", Selection{})
	if err != nil {
		t.Fatal(err)
	}
	r := Build(context.Background(), articles[0], BuildOptions{Options: Options{Settings: s}, Formats: []Format{}, DryRun: true})
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	for _, f := range r.Findings {
		found = append(found, string(f.Code)+":"+f.Severity.String())
	}
	for _, f := range s.Stale([]Result{r}) {
		stale = append(stale, f.Args["Kind"].(string))
		if f.Source.Position().Line != strings.Count(yaml[:strings.LastIndex(yaml, "- code")], "\n")+1 {
			t.Errorf("the suppression is reported at line %d", f.Source.Position().Line)
		}
	}
	return found, stale
}

func TestSettings(t *testing.T) {
	accept := "suppress:\n  - code: number\n    reason: counted again\n"
	for _, c := range []struct{ name, yaml, today, found, stale string }{
		{"the defaults", "", "", "number:error", ""},
		{"a level", "check: {levels: {number: warning}}", "", "number:warning", ""},
		{"off", "check: {levels: {number: \"off\"}}", "", "", ""},
		{"accepted", accept, "2026-01-01", "", ""},
		{"accepted until a day to come", accept + "    until: 2026-12-31\n", "2026-12-31", "", ""},
		{"no longer accepted", accept + "    until: 2026-12-31\n", "2027-01-01", "number:error", "ended"},
		{"nothing to accept", "suppress:\n  - code: date\n    reason: x\n", "", "number:error", "unused"},
		{"another article", "suppress:\n  - code: number\n    reason: x\n    article: b\n", "", "number:error", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, stale := checked(t, c.yaml, c.today)
			if strings.Join(found, " ") != c.found || strings.Join(stale, " ") != c.stale {
				t.Errorf("found %v, stale %v; want %q, %q", found, stale, c.found, c.stale)
			}
		})
	}
}

// TestAcceptLater: what only the making of editions finds is accepted too, and
// a suppression of it is stale only where editions are made that could need it.
func TestAcceptLater(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.zh-Hant.md": "港口裏有一頭\U0001F40B。\n", "a.en.md": "There is a \U0001F40B in the harbour.\n", "a.ko.md": "항구에 \U0001F40B가 있다.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	articles, err := Discover(dir, "", Selection{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code, more   string
		formats      []Format
		found, stale string
	}{
		{"date", "", []Format{PDF}, "font-missing font-missing font-missing", "date unused"},
		{"font-missing", "", []Format{PDF}, "", ""},
		{"font-missing", "", []Format{HTML}, "", ""},
		{"font-missing", "    until: 2020-01-01\n", []Format{PDF}, "font-missing font-missing font-missing", "font-missing ended"},
		{"font-fallback", "", []Format{PDF, HTML}, "font-missing font-missing font-missing", ""},
		{"picture-left-out", "", []Format{HTML}, "", "picture-left-out unused"},
		{"picture-left-out", "", []Format{}, "", ""},
		{"picture-left-out", "    article: b\n", []Format{HTML}, "", ""},
		{"dead-link", "", []Format{HTML}, "", ""},
	} {
		config, err := config.Parse("duizhao.yaml", []byte("suppress:\n  - code: "+c.code+"\n    reason: known\n"+c.more))
		if err != nil {
			t.Fatal(err)
		}
		s, err := NewSettings(config, "2026-01-01")
		if err != nil {
			t.Fatal(err)
		}
		r := Build(context.Background(), articles[0], BuildOptions{Options: Options{Settings: s}, Formats: c.formats, DryRun: true})
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		var found, stale []string
		for _, f := range r.Findings {
			found = append(found, string(f.Code))
		}
		for _, f := range s.Stale([]Result{r}) {
			stale = append(stale, f.Args["Code"].(string)+" "+f.Args["Kind"].(string))
		}
		if strings.Join(found, " ") != c.found || strings.Join(stale, ", ") != c.stale {
			t.Errorf("%s %v: found %q, stale %q; want %q, %q", c.code, c.formats, found, stale, c.found, c.stale)
		}
	}
}

func TestUnknownCode(t *testing.T) {
	c, err := config.Parse("duizhao.yaml", []byte("check:\n  levels:\n    nubmer: off\n"))
	if err != nil {
		t.Fatal(err)
	}
	var f *fault.Error
	if _, err := NewSettings(c, ""); !errors.As(err, &f) || f.ID != "pipeline.unknown-code" {
		t.Errorf("got %v", err)
	}
}
