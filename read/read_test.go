package read

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

func wantFault(t *testing.T, err error, id, path string, line, column int) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Errorf("%s: error %v, want a fault %s", path, err, id)
		return
	}
	if f.ID != id || f.Path != path || f.Line != line || f.Column != column {
		t.Errorf("fault %s in %q at %d:%d, want %s in %q at %d:%d", f.ID, f.Path, f.Line, f.Column, id, path, line, column)
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	path := write("老街.zh-Hant.md", "# 老街\r\n\r\n茶館開了。\r\n")
	d, err := File(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d.Path != path || d.Name != "老街" || d.Lang != lang.ZhHant || !d.Markdown || d.Encoding != "utf-8" || d.Title != "老街" {
		t.Errorf("%+v", d)
	}
	_, err = File(filepath.Join(dir, "none.txt"), Options{})
	wantFault(t, err, "read.missing-file", filepath.Join(dir, "none.txt"), 0, 0)
	_, err = File(dir, Options{})
	wantFault(t, err, "read.directory", dir, 0, 0)
	empty := write("empty.txt", "")
	_, err = File(empty, Options{})
	wantFault(t, err, "read.empty-file", empty, 0, 0)
	if runtime.GOOS != "windows" && os.Geteuid() != 0 {
		secret := write("secret.txt", "text")
		if err := os.Chmod(secret, 0); err != nil {
			t.Fatal(err)
		}
		_, err = File(secret, Options{})
		wantFault(t, err, "read.forbidden", secret, 0, 0)
	}
	big := filepath.Join(dir, "big.txt")
	f, err := os.Create(big)
	if err != nil {
		t.Fatal(err)
	}
	err = f.Truncate(100 << 20) // one line of 100 MB, sparse
	f.Close()
	if err != nil {
		t.Fatal(err)
	}
	_, err = File(big, Options{})
	wantFault(t, err, "read.too-large", big, 0, 0)
}

// One line up to the limit is text like any other.
func TestLongLine(t *testing.T) {
	line := strings.Repeat("一條很長的線", 1<<17) // 2 MiB
	for _, path := range []string{"a.txt", "a.md"} {
		d, err := Bytes(path, []byte(line), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Blocks) != 1 || d.Blocks[0].Text != line {
			t.Errorf("%s: %d blocks", path, len(d.Blocks))
		}
	}
	_, err := Bytes("a.txt", make([]byte, MaxFile+1), Options{})
	wantFault(t, err, "read.too-large", "a.txt", 0, 0)
	_, err = Bytes("a.md", []byte(strings.Repeat("# 題\n", maxMarkdown/6+1)), Options{})
	wantFault(t, err, "read.markdown-too-large", "a.md", 0, 0)
}

// What would take goldmark minutes is refused with its place.
func TestBounds(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		id   string
		line int
	}{
		"quotes":      {"一段\n\n" + strings.Repeat("> ", 200) + "深", "read.nested-too-deep", 3},
		"lists":       {strings.Repeat("- ", 200) + "深", "read.nested-too-deep", 1},
		"brackets":    {"一段\n\n" + strings.Repeat("[", 20000), "read.too-dense", 3},
		"links":       {strings.Repeat("[a](", 20000), "read.too-dense", 1},
		"emphasis":    {strings.Repeat("*a_", 20000), "read.too-dense", 1},
		"definitions": {strings.Repeat("[a]: b\n", 20000), "read.too-dense", 1},
	} {
		_, err := Bytes("a.md", []byte(c.text), Options{})
		var f *fault.Error
		if !errors.As(err, &f) || f.ID != c.id || f.Line != c.line {
			t.Errorf("%s: %v, want %s on line %d", name, err, c.id, c.line)
		}
	}
	for name, text := range map[string]string{
		"quotes": strings.Repeat("> ", 30) + "深",
		"lists":  strings.Repeat("- ", 30) + "深",
		"links":  strings.Repeat("[甲](u)、", 300),
		"many":   strings.Repeat("[甲](u)\n\n", 5000),
	} {
		if _, err := Bytes("a.md", []byte(text), Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSplitName(t *testing.T) {
	for _, c := range []struct {
		path, name, tag string
		ok              bool
	}{
		{"apec.zh-Hant.md", "apec", "zh-Hant", true},
		{"dir/apec.en.txt", "apec", "en", true},
		{"apec.zh_TW.md", "apec", "zh-Hant", true},
		{"apec.zh-HK.md", "apec", "zh-Hant", true},
		{"apec.cn.md", "apec", "zh-Hans", true},
		{"apec.kr.md", "apec", "ko", true},
		{"apec.zh.txt", "apec", "", true},
		{"apec.md", "apec", "", false},
		{"apec", "apec", "", false},
		{"apec.v2.md", "apec.v2", "", false},
		{"apec.2025.ko.md", "apec.2025", "ko", true},
		{"古都.en.md", "古都", "en", true},
		{"en.md", "en", "", false},   // a name, not a language
		{".en.md", ".en", "", false}, //
		{"apec.draft.md", "apec.draft", "", false},
		{"a.b.ja.md", "a.b", "ja", true},
	} {
		name, tag, ok := SplitName(filepath.FromSlash(c.path))
		if name != c.name || string(tag) != c.tag || ok != c.ok {
			t.Errorf("SplitName(%q) = %q, %q, %v; want %q, %q, %v", c.path, name, tag, ok, c.name, c.tag, c.ok)
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		path, text string
		given      lang.Tag
		want       lang.Tag
	}{
		{"a.txt", "兩國領導人會面。", "", "zh-Hant"},
		{"a.txt", "两国领导人会面。", "", "zh-Hans"},
		{"a.zh.txt", "兩國領導人會面。", "", "zh-Hant"},
		{"a.zh.txt", "两国领导人会面。", "", "zh-Hans"},
		{"a.zh-Hans.txt", "兩國領導人會面。", "", "zh-Hans"}, // the name stands above the text
		{"a.en.txt", "兩國領導人會面。", "ko", "ko"},         // and the user above both
		{"a.txt", "두 정상이 만났다.", "", "ko"},
		{"a.txt", "Both leaders met.", "", "en"},
		{"a.txt", "2025", "", "en"},
		{"a.md", "---\nlang: zh-TW\n---\n2025", "", "zh-Hant"},
		{"a.md", "---\nlang: zh\n---\n两国", "", "zh-Hans"},
		{"a.en.md", "---\nlang: ko\n---\ntext", "", "en"},
		{"a.md", "# 兩國\n\n```\nthe code is in English and there is much of it, more than text\n```\n", "", "zh-Hant"},
	} {
		d, err := Bytes(c.path, []byte(c.text), Options{Lang: c.given})
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
		} else if d.Lang != c.want {
			t.Errorf("%s of %q with %q: %s, want %s", c.path, c.text, c.given, d.Lang, c.want)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct {
		path, text, given string
		title             string
		of                doc.TitleOrigin
		blocks            int // of kind Title
	}{
		{"a.md", "# 題\n\n文。", "", "題", doc.TitleHeading, 1},
		{"a.md", "# 題\n\n文。", " 自\n定 ", "自 定", doc.TitleFlag, 0},
		{"a.md", "---\ntitle: 前\n---\n# 題\n\n文。", "", "前", doc.TitleFrontMatter, 1},
		{"a.md", "---\ntitle: 前\n---\n# 題\n\n文。", "自定", "自定", doc.TitleFlag, 0},
		{"a.md", "文。", "", "a", doc.TitleFileName, 0},
		{"a.txt", "題\n\n文。", "自定", "自定", doc.TitleFlag, 0},
		{"古都.en.txt", "題\n\n文。", "", "古都", doc.TitleFileName, 0},
	} {
		d, err := Bytes(c.path, []byte(c.text), Options{Title: c.given})
		if err != nil {
			t.Fatal(err)
		}
		titles := 0
		for _, b := range d.Blocks {
			if b.Kind == doc.Title {
				titles++
			}
		}
		if d.Title != c.title || d.TitleOf != c.of || titles != c.blocks {
			t.Errorf("%q with %q: title %q from %d in %d blocks, want %q from %d in %d", c.text, c.given, d.Title, d.TitleOf, titles, c.title, c.of, c.blocks)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		path     string
		format   Format
		markdown bool
	}{
		{"a.md", Auto, true}, {"A.MD", Auto, true}, {"a.markdown", Auto, true}, {"a.txt", Auto, false}, {"a", Auto, false},
		{"a.md", Text, false}, {"a.txt", Markdown, true}, {"-", Markdown, true},
	} {
		d, err := Bytes(c.path, []byte("**a**"), Options{Format: c.format})
		if err != nil {
			t.Fatal(err)
		}
		if d.Markdown != c.markdown || (d.Blocks[0].Text == "a") != c.markdown {
			t.Errorf("%s as %d: Markdown %v, text %q", c.path, c.format, d.Markdown, d.Blocks[0].Text)
		}
	}
}

// Reading the same bytes twice gives the same document.
func TestDeterministic(t *testing.T) {
	for _, markdown := range []bool{false, true} {
		path := map[bool]string{true: "a.md", false: "a.txt"}[markdown]
		data := article(20<<10, markdown)
		a, err := Bytes(path, data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		b, _ := Bytes(path, data, Options{})
		if outline(a) != outline(b) {
			t.Errorf("%s: two readings differ", path)
		}
	}
}
