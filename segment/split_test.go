package segment

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

var allTags = []lang.Tag{lang.ZhHant, lang.ZhHans, lang.En, lang.Ko, "ja", "fr", lang.Und}

// checkSpans fails unless spans are a partition of text with white space at
// the end of each.
func checkSpans(t *testing.T, tag lang.Tag, text string, spans []doc.Span) {
	t.Helper()
	at := 0
	valid := utf8.ValidString(text)
	for i, s := range spans {
		switch {
		case s.Start != at || s.Empty() || s.End > len(text):
			t.Fatalf("%s: span %d is %v after offset %d of %d in %q", tag, i, s, at, len(text), text)
		case valid && !utf8.ValidString(text[s.Start:s.End]):
			t.Fatalf("%s: span %v cuts a character of %q", tag, s, text)
		case i > 0 && skipSpace(text, s.Start) > s.Start:
			t.Fatalf("%s: span %v of %q begins with white space", tag, s, text)
		}
		at = s.End
	}
	if at != len(text) {
		t.Fatalf("%s: spans end at %d of %d in %q", tag, at, len(text), text)
	}
}

func FuzzSplit(f *testing.F) {
	for name := range tagsOf {
		for _, want := range readCases(f, name) {
			f.Add(plainText(want))
		}
	}
	f.Add("")
	f.Add("\xff。\xe3\x80.\x80\xc2")
	f.Fuzz(func(t *testing.T, text string) {
		for _, tag := range allTags {
			spans := Split(tag, text)
			checkSpans(t, tag, text, spans)
			if (text == "") != (spans == nil) {
				t.Fatalf("%s: %d spans for %q", tag, len(spans), text)
			}
		}
	})
}

// TestLong cuts texts of 64 KiB that are made to be hard: with a step that
// looks at the whole text again for each mark this would take minutes.
func TestLong(t *testing.T) {
	const size = 1 << 16
	for _, piece := range []string{
		"「", "」", "「」", "「甲。", "「甲。」", "甲。」", "(", ")", "()", "(a. ", "(a. b.) ", "\"", "'", "\" ", "\"a. ", "'a.' ",
		"……", "...", ". ", ". . ", "。", "。 ", "？！", "a", "甲", "a.", "A. ", "Mr. ", "1. ", "1.1.", "\n", "\n ", "\n\n", " ", "\u3000",
		"😀", "。😀", "a. 😀 ", "。\u0301", "。\u200b", "《", "《。》", "（。）", "。（", "。（甲）", "「甲。乙。」的", "“가. 나.” ", "다.", "\xff", "\xe3\x80",
		"[1]", ".[1]", "\u00a0", "I... I ", "U.S. ", "-", "— ", ". - ", "¿", ". (", "\". Tom Tom Tom Tom ",
	} {
		text := strings.Repeat(piece, size/len(piece))
		for _, tag := range []lang.Tag{lang.ZhHant, lang.En, lang.Ko, "fr"} {
			checkSpans(t, tag, text, Split(tag, text))
		}
	}
	deep := strings.Repeat("「", size/8) + strings.Repeat("甲。", size/8) + strings.Repeat("」", size/8) + strings.Repeat("甲。", 10)
	checkSpans(t, lang.ZhHant, deep, Split(lang.ZhHant, deep))
	long := strings.Repeat("海", 100_000) + "。" + strings.Repeat("sea ", 100_000) + "."
	for _, tag := range allTags {
		checkSpans(t, tag, long, Split(tag, long))
	}
}

// TestAppend holds that a text is cut the same way whatever follows it after a
// blank line: nothing leaks from one paragraph into the next.
func TestAppend(t *testing.T) {
	for name, tag := range tagsOf {
		cases := readCases(t, name)
		for i, want := range cases {
			text, next := plainText(want), plainText(cases[(i+1)%len(cases)])
			if strings.ContainsRune(text+next, '。') != strings.ContainsRune(text, '。') || strings.TrimSpace(text) == "。" || bare(next) {
				continue // whether a text has a 。 says what its dots are
			}
			got := bars(text+"\n\n"+next, Split(tag, text+"\n\n"+next))
			alone := bars(text, Split(tag, text)) + "\n\n|" + bars(next, Split(tag, next))
			if got != alone {
				t.Errorf("%s:\ngot  %q\nwant %q", name, got, alone)
			}
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	for _, name := range []string{"zh", "en", "ko"} {
		data, err := os.ReadFile("testdata/prose." + name + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		text := strings.ReplaceAll(strings.ReplaceAll(string(data), "\r", ""), "\n", " ")
		n := len(Split(tagsOf[name], text))
		for _, sentences := range []int{40, 1000} {
			whole := strings.Repeat(text, sentences/n+1)
			spans := Split(tagsOf[name], whole)
			sized := whole[:spans[min(sentences, len(spans))-1].End]
			b.Run(fmt.Sprintf("%s/%d", name, sentences), func(b *testing.B) {
				b.SetBytes(int64(len(sized)))
				b.ReportAllocs()
				for b.Loop() {
					Split(tagsOf[name], sized)
				}
			})
		}
	}
}
