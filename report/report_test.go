package report

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
)

// at makes a place on the first occurrence of part in text.
func at(t *testing.T, text, part string) *finding.Place {
	t.Helper()
	i := strings.Index(text, part)
	if i < 0 {
		t.Fatalf("%q is not in the text", part)
	}
	return &finding.Place{Doc: &doc.Document{Path: "a.md", Text: text}, Span: doc.Span{Start: i, End: i + len(part)},
		Sentence: &finding.Sentence{Index: 1, ID: "s1", Text: part}}
}

// TestCaret: the caret stands under the text that is marked, in columns.
func TestCaret(t *testing.T) {
	long := strings.Repeat("漢字很長，", 40) + "薩德" + strings.Repeat("後面也長。", 40)
	for _, c := range []struct{ name, text, mark string }{
		{"first column", "THAD here", "THAD"},
		{"after wide characters", "我們說薩德入韓", "薩德"},
		{"second line", "one\r\n二三 THAD end\r\n", "THAD"},
		{"tab", "a\tb THAD", "THAD"},
		{"a long line", long, "薩德"},
		{"at the end of a long line", strings.Repeat("word ", 100) + "last", "last"},
		{"astral", "𠮷野家的薩德", "薩德"},
		{"Hangul", "정부는 사드를 배치했다", "사드"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := at(t, c.text, c.mark)
			line, caret := excerpt(p.Doc, p.Span)
			if w := columns.StringWidth(line); w > window+1 {
				t.Errorf("%d columns: %q", w, line)
			}
			i := strings.Index(line, c.mark)
			if i < 0 {
				t.Fatalf("the excerpt lost what it marks: %q", line)
			}
			want := strings.Repeat(" ", columns.StringWidth(line[:i])) + "^" + strings.Repeat("~", columns.StringWidth(c.mark)-1)
			if caret != want {
				t.Errorf("\n%s\n%s\nwant\n%s", line, caret, want)
			}
		})
	}
}

// TestExcerptReads: of a line that is a whole text no more is read than the
// window can show, so that many findings in it do not cost many texts.
func TestExcerptReads(t *testing.T) {
	const marks = 200
	text := strings.Repeat(strings.Repeat("漢字很長，", 2000)+"薩德", marks)
	d := &doc.Document{Path: "a.md", Text: text}
	d.Position(len(text)) // the index is made once
	at := strings.Index(text[len(text)/2:], "薩德") + len(text)/2
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 100 {
		excerpt(d, doc.Span{Start: at, End: at + len("薩德")})
	}
	runtime.ReadMemStats(&after)
	if per := (after.TotalAlloc - before.TotalAlloc) / 100; per > 64*around {
		t.Errorf("an excerpt of a line of %d bytes allocates %d", len(text), per)
	}
}

func TestFormats(t *testing.T) {
	source, target := at(t, "甲。\n「薩德」入韓。", "薩德"), at(t, "A.\nThe THAD came <in>.", "THAD")
	f := finding.Finding{Code: "term-forbidden", Severity: finding.Error, Term: "薩德", Source: source, Target: target,
		Fix: &finding.Fix{Doc: target.Doc, Span: target.Span, Text: "THAAD", Safe: true}}
	omission := finding.Finding{Code: "omission", Severity: finding.Warning, Source: source}
	opt := Options{Printer: message.New(lang.En)}

	var b strings.Builder
	if err := Write(&b, JSONL, []finding.Finding{f, omission}, opt); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines for 2 findings", len(lines))
	}
	var o struct {
		Code, Severity, Term string
		Fix                  struct{ Text string }
		Source, Target       *struct {
			File         string
			Line, Column int
			Sentence     struct {
				Index int
				ID    string
			}
		}
	}
	if err := json.Unmarshal([]byte(lines[0]), &o); err != nil {
		t.Fatal(err)
	}
	if o.Source.Line != 2 || o.Source.Column != 2 || o.Target.Line != 2 || o.Target.Column != 5 || o.Fix.Text != "THAAD" || o.Target.Sentence.Index != 1 || o.Target.Sentence.ID != "s1" {
		t.Errorf("got %s", lines[0])
	}
	if !strings.Contains(lines[1], `"target":null`) || !strings.Contains(lines[1], `"fix":null`) {
		t.Errorf("an omission's target is not null: %s", lines[1])
	}

	b.Reset()
	if err := Write(&b, Text, []finding.Finding{f}, opt); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.HasPrefix(got, "a.md:2:5: error: ") || !strings.Contains(got, "[term-forbidden]") || strings.Contains(got, "\x1b") {
		t.Errorf("got %s", got)
	}
	b.Reset()
	opt.Color = true
	_ = Write(&b, Text, []finding.Finding{f}, opt)
	if !strings.Contains(b.String(), "\x1b[31m") {
		t.Error("no colour where colour was asked for")
	}
}

// TestHostileText: a text cannot steer the terminal.
func TestHostileText(t *testing.T) {
	p := at(t, "before \x1b]0;owned\x07 THAD \u009b31m", "THAD")
	line, _ := excerpt(p.Doc, p.Span)
	if strings.ContainsAny(line, "\x1b\x07\u009b") {
		t.Errorf("control characters reach the terminal: %q", line)
	}
}
