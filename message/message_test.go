package message

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strings"
	"syscall"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

// load reads one catalogue file as id → forms joined.
func load(t *testing.T, name string) map[string]string {
	t.Helper()
	data, err := fs.ReadFile(catalog, "catalog/"+name)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := yaml.Unmarshal(data, &raw); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out := map[string]string{}
	for id, v := range raw {
		switch v := v.(type) {
		case string:
			out[id] = v
		case map[string]any:
			var forms []string
			for _, form := range v {
				forms = append(forms, form.(string))
			}
			sort.Strings(forms)
			out[id] = strings.Join(forms, " / ")
		default:
			t.Errorf("%s: %s is a %T: a message is a string or plural forms", name, id, v)
		}
	}
	return out
}

var argument = regexp.MustCompile(`\{\{-?\s*[^}]*\}\}`)
var field = regexp.MustCompile(`\.[A-Z]\w*`)

// fields lists the arguments that a message names.
func fields(text string) string {
	seen := map[string]bool{}
	for _, a := range argument.FindAllString(text, -1) {
		for _, f := range field.FindAllString(a, -1) {
			// English names a month by its word, the others by its number.
			seen[strings.Replace(f, ".MonthName", ".Month", 1)] = true
		}
	}
	var out []string
	for f := range seen {
		out = append(out, f)
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

// TestCatalogue: every message stands in all four languages, names the same
// arguments in each, is one line, and no id is defined twice.
func TestCatalogue(t *testing.T) {
	entries, err := fs.ReadDir(catalog, "catalog")
	if err != nil {
		t.Fatal(err)
	}
	areas := map[string]bool{}
	for _, e := range entries {
		base := strings.TrimSuffix(e.Name(), ".yaml")
		if base == e.Name() || !has(lang.Tag(strings.TrimPrefix(path.Ext(base), "."))) {
			t.Errorf("%s: not AREA.LANG.yaml in one of %v", e.Name(), lang.UI)
			continue
		}
		areas[strings.TrimSuffix(base, path.Ext(base))] = true
	}
	owner := map[string]string{}
	for area := range areas {
		english := load(t, area+".en.yaml")
		for id := range english {
			if other := owner[id]; other != "" {
				t.Errorf("%s is defined in %s and in %s", id, other, area)
			}
			owner[id] = area
		}
		for _, tag := range lang.UI {
			texts := load(t, area+"."+string(tag)+".yaml")
			for id, text := range texts {
				if _, ok := english[id]; !ok {
					t.Errorf("%s.%s: %s has no English message", area, tag, id)
				}
				if strings.TrimSpace(text) == "" || strings.ContainsAny(text, "\r\n") {
					t.Errorf("%s.%s: %s is empty or not one line: %q", area, tag, id, text)
				}
				// Asian languages have no plural: their one form may leave out .Count
				// only where English's does too.
				if want, got := fields(english[id]), fields(text); want != got {
					t.Errorf("%s.%s: %s names [%s], English names [%s]", area, tag, id, got, want)
				}
			}
			for id := range english {
				if _, ok := texts[id]; !ok {
					t.Errorf("%s.%s: no translation of %s", area, tag, id)
				}
			}
		}
	}
}

func TestEveryLanguageLoads(t *testing.T) {
	for _, tag := range lang.UI {
		p := New(tag)
		if p.Lang != tag {
			t.Errorf("New(%s) speaks %s", tag, p.Lang)
		}
		if got := p.Severity(finding.Error); got == "severity.error" {
			t.Errorf("%s: no word for error", tag)
		}
	}
	if got := New(lang.Ko).Text("severity.error"); got != "오류" {
		t.Errorf("Korean error: %q", got)
	}
	if got := New("fr", lang.ZhHans).Lang; got != lang.ZhHans {
		t.Errorf("the first language with a catalogue is not taken: %s", got)
	}
	if got := New(lang.ZhHant).Text("severity.error"); got != "錯誤" {
		t.Errorf("zh-Hant falls back to another script: %q", got)
	}
	if got := New(lang.En).Text("no.such.message"); got != "no.such.message" {
		t.Errorf("an unknown id is lost: %q", got)
	}
}

func TestError(t *testing.T) {
	p := New(lang.En)
	err := fault.New("file.write", "a/b.html").At(3, 4).Because(errors.New("no space left on device"))
	got := p.Error(err)
	if !strings.HasPrefix(got, "a/b.html:3:4: ") || !strings.HasSuffix(got, "(no space left on device)") {
		t.Errorf("got %q", got)
	}
	for _, c := range []struct {
		err  error
		want string
	}{{fs.ErrNotExist, ""}, {&fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, "없습니다)"}, {syscall.ENOSPC, "찼습니다)"}} {
		got := New(lang.Ko).Error(fault.New("file.write", "a").Because(c.err))
		if !strings.HasSuffix(got, c.want) || c.want == "" && strings.Contains(got, "(") {
			t.Errorf("%v is worded %q", c.err, got)
		}
	}
	if got := p.Error(errors.New("plain")); got != "plain" {
		t.Errorf("a plain error changed: %q", got)
	}
}

// areas lists the areas of the catalogue.
func areas(t *testing.T) (out []string) {
	t.Helper()
	names, err := fs.Glob(catalog, "catalog/*.en.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		out = append(out, strings.TrimSuffix(path.Base(name), ".en.yaml"))
	}
	return out
}

// Punctuation of half width that stands beside a Chinese character belongs to a
// sample of another language (schemes of addresses, a line of YAML), which
// is named here by message, or it is a slip.
var (
	halfWidth = regexp.MustCompile(`[\p{Han}」』”）》][ ]?[:,;!?()]|[:,;!?()] ?[\p{Han}「『“（《]`)
	samples   = map[string]string{"config.want-mapping": "名[稱称]: 值", "finding.link-left-out": "https?:|mailto:"}
)

// TestChinesePunctuation: Chinese messages have Chinese punctuation.
func TestChinesePunctuation(t *testing.T) {
	for _, text := range []string{"錯誤: 檔案", "見檔案 (一)", "甲,乙", "{{.Path}}: 沒有檔案", "好!"} {
		if !halfWidth.MatchString(argument.ReplaceAllString(text, "X")) {
			t.Errorf("%q passes", text)
		}
	}
	for _, area := range areas(t) {
		for _, tag := range []lang.Tag{lang.ZhHant, lang.ZhHans} {
			for id, text := range load(t, area+"."+string(tag)+".yaml") {
				if s := samples[id]; s != "" {
					text = regexp.MustCompile(s).ReplaceAllString(text, "")
				}
				text = argument.ReplaceAllString(text, "X")
				if marks := map[lang.Tag]string{lang.ZhHant: "“”", lang.ZhHans: "「」『』"}[tag]; strings.ContainsAny(text, marks) {
					t.Errorf("%s.%s: %s has the quotation marks of the other script, %s", area, tag, id, marks)
				}
				if at := halfWidth.FindString(text); at != "" {
					t.Errorf("%s.%s: %s has %q; the marks of Chinese are ：，；！？（）", area, tag, id, at)
				}
			}
		}
	}
}

// TestKoreanTerms: one thing has one name in all messages.
func TestKoreanTerms(t *testing.T) {
	instead := map[string]string{"기사": "글"} // an article, whatever it tells of
	for _, area := range areas(t) {
		for id, text := range load(t, area+".ko.yaml") {
			for word, want := range instead {
				if strings.Contains(text, word) {
					t.Errorf("%s.ko: %s says %s, the others %s", area, id, word, want)
				}
			}
		}
	}
}
