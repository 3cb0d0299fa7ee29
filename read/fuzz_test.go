package read

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
)

// seed adds the inputs of all case files.
func seed(f *testing.F, add func(input string)) {
	for _, dir := range []string{"testdata/markdown", "testdata/text"} {
		for _, file := range caseFiles(f, dir) {
			cases, _ := readCases(f, file, "")
			for _, c := range cases {
				add(c.input)
			}
		}
	}
}

// fuzzRead gives the document of a text in UTF-8, nil where it is refused. Whatever
// is refused is refused by a fault.
func fuzzRead(t *testing.T, path string, data []byte, opt Options) *doc.Document {
	d, err := Bytes(path, data, opt)
	if err != nil {
		var f *fault.Error
		if !errors.As(err, &f) || f.ID == "" || f.Path != path {
			t.Fatalf("no fault about the file: %#v", err)
		}
		return nil
	}
	checkDocument(t, "fuzz", d)
	return d
}

func FuzzMarkdown(f *testing.F) {
	seed(f, func(s string) { f.Add(s) })
	f.Fuzz(func(t *testing.T, s string) {
		d := fuzzRead(t, "a.md", []byte(s), Options{Encoding: "utf-8"})
		if d == nil || !comparable(d) {
			return
		}
		if lost := missing(rendered(t, d.Text), blockText(d)); lost != "" {
			t.Errorf("%q of %q is in no block:\n%s", lost, d.Text, outline(d))
		}
	})
}

// comparable reports whether goldmark's own HTML shows the same text: HTML
// within Markdown, footnotes, lone carriage returns, datelines and front matter
// are read in our own way.
func comparable(d *doc.Document) bool {
	if strings.ContainsAny(d.Text, "<\f\v\u0085\u2028\u2029") || strings.Contains(d.Text, "[^") ||
		strings.Contains(strings.ReplaceAll(d.Text, "\r\n", ""), "\r") || d.TitleOf == doc.TitleFrontMatter || len(d.Meta) > 0 {
		return false
	}
	for _, b := range d.Blocks {
		if b.Kind == doc.Dateline {
			return false
		}
	}
	front, err := readFrontMatter("", d.Text)
	return err == nil && front.end == 0
}

// rendered is the text of the HTML that goldmark itself makes: the oracle.
func rendered(t *testing.T, source string) string {
	md := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(ghtml.WithUnsafe()))
	var out bytes.Buffer
	if err := md.Convert([]byte(source), &out); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	z := html.NewTokenizer(&out)
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind == html.TextToken {
			text.Write(z.Text())
		}
	}
	return text.String()
}

func blockText(d *doc.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(block.Text)
		b.WriteString(block.Image.Alt)
	}
	return b.String()
}

// missing lists the letters and digits that have holds fewer of than want.
func missing(want, have string) string {
	count := map[rune]int{}
	for _, r := range have {
		count[r]++
	}
	var lost strings.Builder
	for _, r := range want {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if count[r]--; count[r] < 0 {
			lost.WriteRune(r)
		}
	}
	return lost.String()
}

func FuzzText(f *testing.F) {
	seed(f, func(s string) { f.Add(s) })
	f.Fuzz(func(t *testing.T, s string) {
		d := fuzzRead(t, "a.txt", []byte(s), Options{Encoding: "utf-8"})
		if d == nil {
			return
		}
		covered := make([]bool, len(d.Text))
		mark := func(s doc.Span) {
			for i := s.Start; i < s.End; i++ {
				covered[i] = true
			}
		}
		for _, b := range d.Blocks {
			if b.Kind == doc.Rule || b.Kind == doc.Dateline {
				mark(b.Src)
			}
			for _, r := range b.Runs {
				mark(r.Src)
			}
		}
		for i, r := range d.Text {
			if !covered[i] && !blankRune(r) {
				t.Fatalf("%q at %d of %q is in no block:\n%s", r, i, d.Text, outline(d))
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, set := range charsets {
		for _, s := range []string{"", "abc", "兩國在慶州會面。", "두 정상은 만났다.", "naïve – “x”"} {
			f.Add(encode(f, set, s), "", "zh")
			f.Add(encode(f, set, s), set.name, "")
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, encoding, tag string) {
		d := fuzzRead(t, "a."+strings.Map(func(r rune) rune {
			if r < 'a' || r > 'z' {
				return -1
			}
			return r
		}, tag)+".txt", data, Options{Encoding: encoding})
		if d == nil {
			return
		}
		if !utf8.ValidString(d.Text) || strings.ContainsAny(d.Text, "\uFFFD\x00") && d.Encoding != "utf-8" {
			t.Fatalf("%q decoded from %s to %q", data, d.Encoding, d.Text)
		}
		if d.Encoding == "utf-8" && !bytes.HasSuffix(data, []byte(d.Text)) {
			t.Fatalf("%q changed to %q", data, d.Text)
		}
	})
}

// Written in an encoding and read by its name, a text is the same text.
func FuzzRoundTrip(f *testing.F) {
	for i := range charsets {
		for _, c := range texts {
			f.Add(c.text, i)
		}
	}
	f.Fuzz(func(t *testing.T, s string, which int) {
		set := charsets[uint(which)%uint(len(charsets))]
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\uFFFD\uFEFF\x00") {
			return
		}
		data := encode(t, set, s)
		want := s
		if set.codec != nil { // without the characters that the encoding lacks
			back, _ := set.codec.NewDecoder().Bytes(data)
			want = string(back)
		}
		if signature(data) != "" || strings.Contains(want, "\uFFFD") {
			return
		}
		for _, mark := range []string{"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"} {
			if bytes.HasPrefix(data, []byte(mark)) {
				return
			}
		}
		got, name, err := decode("a.txt", data, set.name, hint{})
		if err != nil || got != want || name != set.name {
			t.Fatalf("%q in %s: %q in %s, %v", want, set.name, got, name, err)
		}
	})
}

// encode gives a text in an encoding, or what of it the encoding has.
func encode(t testing.TB, set *charset, s string) []byte {
	t.Helper()
	if set.codec == nil {
		return []byte(s)
	}
	var out []byte
	for _, r := range s {
		if b, err := set.codec.NewEncoder().Bytes([]byte(string(r))); err == nil {
			out = append(out, b...)
		}
	}
	return out
}
