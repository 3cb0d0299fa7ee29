package draft

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// inputs gives the texts of all case files of package read, the samples, and
// the articles of the optional folder that DUIZHAO_ARTICLES names.
func inputs(t testing.TB, add func(path, text string)) {
	t.Helper()
	for _, kind := range []string{"markdown", "text"} {
		files, _ := filepath.Glob(filepath.Join("..", "read", "testdata", kind, "*.txt"))
		if len(files) == 0 {
			t.Fatal("the cases of package read are not where they were")
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for n, c := range strings.Split("\n"+string(data), "\n=== ")[1:] {
				_, c, _ = strings.Cut(c, "\n")
				c, _, _ = strings.Cut(c, "\n==>")
				c = strings.NewReplacer("␍", "\r", "␉", "\t", "␠", " ", "␄\n", "").Replace(c + "\n")
				ext := ".md"
				if kind == "text" {
					ext = ".txt"
				}
				add(fmt.Sprintf("%s-%d%s", strings.TrimSuffix(filepath.Base(file), ".txt"), n, ext), c)
			}
		}
	}
	dir := os.Getenv("DUIZHAO_ARTICLES")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "articles")
	}
	for _, pattern := range []string{filepath.Join("..", "samples", "*", "*.md"), filepath.Join(dir, "*.txt"), filepath.Join(dir, "*.md")} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			add(filepath.Base(file), string(data))
		}
	}
}

// sourceOf reads a text as a source; nil where package read refuses it.
func sourceOf(t testing.TB, path, text string) *segment.Text {
	d, err := read.Bytes(path, []byte(text), read.Options{Lang: lang.ZhHant, Encoding: "utf-8"})
	var f *fault.Error
	if err != nil && !errors.As(err, &f) {
		t.Fatal(err)
	}
	if err != nil {
		return nil
	}
	return segment.Document(d)
}

// renderings are ways to translate a unit that say what must come out.
var renderings = map[string]func(n int, u Unit) string{
	"as it is": func(_ int, u Unit) string { return u.Text },
	"nothing":  func(int, Unit) string { return "" },
	"every other": func(n int, u Unit) string {
		if n%2 == 0 {
			return ""
		}
		return "Sentence " + u.Text + " ends."
	},
	"marks": func(n int, u Unit) string {
		return hostile[n%len(hostile)] + " " + u.Text + " " + hostile[(n+3)%len(hostile)]
	},
}

// hostile texts would be markup if they were not escaped.
var hostile = []string{"# 1. *a*", "- [x](http://a.example) `b`", "1. &lt;b&gt;&amp;amp; **", "> \\ ~~~", "| a | b |", "---", "_c_ ![d](e)", "[^1]: f", "```", "===", "&lt;!-- g", "+ h", "title: \"i' #", "[x] j", "~~k~~ |"}

// plainText is a unit's text without its placeholders, white space aside.
func plainText(text string) string {
	var b strings.Builder
	for at := 0; at < len(text); {
		if n, _, _ := tag(text[at:]); n > 0 {
			at += n
			continue
		}
		if text[at] == '&' {
			n, s := unescape(text[at:])
			b.WriteString(s)
			at += n
			continue
		}
		b.WriteByte(text[at])
		at++
	}
	return squeeze(b.String())
}

// checkDraft writes a draft of a source and holds it to its promises: it reads
// back as one bead for each source sentence, with the words that were put in,
// in blocks of the source's kinds.
func checkDraft(t *testing.T, name string, source *segment.Text, to lang.Tag, render func(int, Unit) string) {
	t.Helper()
	l := &ledger.Ledger{}
	ids, _ := l.Carry(source)
	var pieces []Piece
	want := map[string]string{} // id → words
	for n, u := range Units(source, ids.Source) {
		text := render(n, u)
		if text == "" {
			want[u.ID] = doc.EmptyPlace(u.ID)
			continue
		}
		pieces = append(pieces, Piece{ID: u.ID, Text: text, Origin: ledger.Origin{By: "memory", Score: 100}})
	}
	path := "a." + string(to) + filepath.Ext(source.Doc.Path)
	d, err := Write(Job{Source: source, Ledger: l, Path: path, Lang: to}, pieces)
	if err != nil {
		t.Errorf("%s: %v\n%s", name, err, source.Doc.Text)
		return
	}
	fail := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s: %s\n--- source\n%s\n--- draft\n%s", name, fmt.Sprintf(format, args...), source.Doc.Text, d.Text)
	}
	for _, f := range d.Findings {
		fail("%s %v %q", f.Code, f.Args, f.Source.Sentence.Text)
	}
	a := newArticle(source)
	for i, id := range ids.Source {
		if want[id] == "" && a.unit(i) {
			want[id] = squeeze(a.content(i).plain())
		}
	}
	for _, p := range pieces {
		want[p.ID] = plainText(p.Text)
	}
	targets := d.Ledger.IDs(d.Target)
	words := map[string]string{}
	for j, id := range targets {
		words[id] = squeeze(d.Target.String(j))
	}
	beads := d.Ledger.Beads(source.Doc.Lang, to)
	covered, used := map[string]int{}, map[string]int{}
	for _, b := range beads {
		expect, got := "", ""
		literal := false // code and addresses are in the source's words, not in the unit's
		for _, id := range b.Source {
			covered[id]++
			expect += want[id]
			literal = literal || want[id] == ""
		}
		for _, id := range b.Target {
			used[id]++
			got += words[id]
		}
		if !literal && got != expect && !contains(got, expect) {
			fail("bead %v: %q, want %q", b.Source, got, expect)
			return
		}
	}
	for i, id := range ids.Source {
		if covered[id] != 1 {
			fail("sentence %q stands in %d beads", source.String(i), covered[id])
			return
		}
	}
	for j, id := range targets {
		if used[id] != 1 {
			fail("target sentence %q stands in %d beads", d.Target.String(j), used[id])
			return
		}
	}
}

// contains reports whether every character of what was put in came out, in
// order, with nothing but the words of placeholders between.
func contains(got, want string) bool {
	at := 0
	for i := 0; i < len(want); i++ {
		n := strings.IndexByte(got[at:], want[i])
		if n < 0 {
			return false
		}
		at += n + 1
	}
	return len(got)-len(want) < 400
}

func TestWrite(t *testing.T) {
	n := 0
	inputs(t, func(path, text string) {
		source := sourceOf(t, path, text)
		if source == nil {
			return
		}
		n++
		for name, render := range renderings {
			for _, to := range []lang.Tag{lang.En, lang.Ko, lang.ZhHans} {
				checkDraft(t, path+" "+name+" "+string(to), source, to, render)
			}
		}
	})
	if n < 120 {
		t.Errorf("only %d texts", n)
	}
}

func FuzzWrite(f *testing.F) {
	inputs(f, func(path, text string) { f.Add(text, strings.HasSuffix(path, ".md"), "words") })
	for _, h := range hostile {
		f.Add("一句。*兩*句。\n\n- 三\n", true, h)
	}
	f.Fuzz(func(t *testing.T, text string, md bool, words string) {
		path := "a.zh-Hant.txt"
		if md {
			path = "a.zh-Hant.md"
		}
		source := sourceOf(t, path, text)
		if source == nil || len(source.Sentences) == 0 {
			return
		}
		checkDraft(t, "words", source, lang.En, func(n int, u Unit) string { return u.Text + " " + escaper.Replace(clean(words)) })
	})
}

// TestWriteOdd: what fuzzing found.
func TestWriteOdd(t *testing.T) {
	for _, c := range []struct{ text, words string }{
		{"---\nA\t0:\n---", "0"}, // a heading that with another word would be front matter
	} {
		source := sourceOf(t, "a.zh-Hant.md", c.text)
		checkDraft(t, c.text, source, lang.En, func(n int, u Unit) string { return u.Text + " " + escaper.Replace(clean(c.words)) })
	}
}
