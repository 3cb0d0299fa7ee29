package read

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
)

var update = flag.Bool("update", false, "write the outlines that the reader gives into the case files")

// A case file holds cases of the form
//
//	=== what the case shows [file name]
//	input
//	==>
//	outline
//
// The outline's first line is about the document; then comes a line a block,
//
//	kind attributes @start-end "text"
//
// with its place in the file in bytes, and under it, unless the text is one
// plain run of the same bytes, a line a run: "text" @start-end styles. In the
// input ␍ stands for a carriage return, ␉ for a tab, ␠ for a space, ␄ for no
// line feed at the end, and ⟨FEFF⟩ for the character of that number.
type testCase struct {
	name, path   string
	input, want  string
	header, file string
	line         int
}

func readCases(t testing.TB, file, path string) (cases []testCase, preamble string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var input, want []string
	var c *testCase
	section := &preamble
	var pre []string
	target := &pre
	flush := func() {
		if c != nil {
			c.input, c.want = unescape(strings.Join(input, "\n")+"\n"), strings.TrimRight(strings.Join(want, "\n"), "\n")
			cases = append(cases, *c)
		}
	}
	for i, line := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "=== "):
			flush()
			c = &testCase{name: strings.TrimPrefix(line, "=== "), path: path, header: line, file: file, line: i + 1}
			if name, rest, ok := strings.Cut(c.name, " ["); ok {
				c.name, c.path = name, strings.TrimSuffix(rest, "]")
			}
			input, want = nil, nil
			target = &input
		case line == "==>":
			target = &want
		default:
			*target = append(*target, line)
		}
	}
	flush()
	*section = strings.Join(pre, "\n")
	return cases, preamble
}

func unescape(s string) string {
	s = strings.NewReplacer("␍", "\r", "␉", "\t", "␠", " ", "␄\n", "").Replace(s)
	for {
		i := strings.Index(s, "⟨")
		if i < 0 {
			return s
		}
		var r rune
		n := strings.Index(s, "⟩")
		if _, err := fmt.Sscanf(s[i+len("⟨"):n], "%X", &r); err != nil {
			panic(err)
		}
		s = s[:i] + string(r) + s[n+len("⟩"):]
	}
}

// rawInput is the input of a case as the file has it.
func (c *testCase) rawInput(t *testing.T) string {
	data, err := os.ReadFile(c.file)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut("\n"+string(data), "\n"+c.header+"\n")
	input, _, _ := strings.Cut("\n"+rest, "\n==>\n")
	return strings.TrimPrefix(input, "\n")
}

func runCases(t *testing.T, file, path string) {
	cases, preamble := readCases(t, file, path)
	var out strings.Builder
	out.WriteString(preamble + "\n")
	for _, c := range cases {
		d, err := Bytes(c.path, []byte(c.input), Options{})
		got := ""
		if err != nil {
			got = faultLine(err)
		} else {
			checkDocument(t, c.name, d)
			got = outline(d)
		}
		if got != c.want && !*update {
			t.Errorf("%s:%d: %s\n--- got\n%s\n--- want\n%s", c.file, c.line, c.name, got, c.want)
		}
		if *update {
			fmt.Fprintf(&out, "%s\n%s\n==>\n%s\n\n", c.header, c.rawInput(t), got)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.TrimRight(out.String(), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func faultLine(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return "not a fault: " + err.Error()
	}
	return fmt.Sprintf("fault %s %d:%d", f.ID, f.Line, f.Column)
}

var titleNames = [...]string{"none", "flag", "front matter", "heading", "file name"}

// outline prints a document as the case files have it.
func outline(d *doc.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, title %q from %s", d.Lang, d.Title, titleNames[d.TitleOf])
	if d.Date != "" {
		fmt.Fprintf(&b, ", date %s", d.Date)
	}
	if d.Author != "" {
		fmt.Fprintf(&b, ", author %q", d.Author)
	}
	for _, f := range d.Meta {
		fmt.Fprintf(&b, ", %s %q @%d-%d", f.Key, f.Value, f.Src.Start, f.Src.End)
	}
	for _, block := range d.Blocks {
		b.WriteByte('\n')
		outlineBlock(&b, d, block)
	}
	return b.String()
}

func outlineBlock(b *strings.Builder, d *doc.Document, block *doc.Block) {
	fmt.Fprint(b, block.Kind)
	if block.Level > 0 {
		fmt.Fprintf(b, " %d", block.Level)
	}
	if block.Quote > 0 {
		fmt.Fprintf(b, " quote %d", block.Quote)
	}
	if l := block.List; l.Depth > 0 {
		fmt.Fprintf(b, " list %d", l.Depth)
		if l.Ordered {
			fmt.Fprintf(b, " number %d", l.Number)
		}
		if !l.First {
			b.WriteString(" continued")
		}
	}
	if block.Label != "" {
		fmt.Fprintf(b, " label %q", block.Label)
	}
	if block.Image != (doc.Image{}) {
		fmt.Fprintf(b, " image %q alt %q", block.Image.Dest, block.Image.Alt)
	}
	fmt.Fprintf(b, " @%d-%d %q", block.Src.Start, block.Src.End, block.Text)
	for _, c := range block.Cells {
		fmt.Fprintf(b, "\n    cell %d,%d %q", c.Row, c.Col, block.Text[c.Span.Start:c.Span.End])
		if c.Header {
			b.WriteString(" header")
		}
		if c.Align != 0 {
			fmt.Fprintf(b, " %c", c.Align)
		}
	}
	if len(block.Runs) == 1 && block.Runs[0].Style == 0 && block.Runs[0].Link == "" && block.Runs[0].Note == "" && block.Runs[0].Src.Len() == len(block.Text) {
		return
	}
	for _, r := range block.Runs {
		fmt.Fprintf(b, "\n    %q @%d-%d", block.Text[r.Span.Start:r.Span.End], r.Src.Start, r.Src.End)
		for i, name := range []string{"emph", "strong", "mono", "strike", "break"} {
			if r.Style&(1<<i) != 0 {
				b.WriteString(" " + name)
			}
		}
		if r.Link != "" {
			fmt.Fprintf(b, " link %q", r.Link)
		}
		if r.Note != "" {
			fmt.Fprintf(b, " note %q", r.Note)
		}
		if r.Src.Len() != r.Span.Len() {
			fmt.Fprintf(b, " for %q", d.Text[r.Src.Start:r.Src.End])
		}
	}
}

// checkDocument holds what is true of every document that a reader makes.
func checkDocument(t testing.TB, name string, d *doc.Document) {
	t.Helper()
	if d.Title == "" || d.Lang == "" || d.TitleOf == doc.TitleNone {
		t.Errorf("%s: title %q from %d, language %q", name, d.Title, d.TitleOf, d.Lang)
	}
	end := 0
	for i, b := range d.Blocks {
		if b.Src.Start < end || b.Src.End < b.Src.Start || b.Src.End > len(d.Text) {
			t.Errorf("%s: block %d at %v overlaps the one before it, which ends at %d, or the file's end at %d", name, i, b.Src, end, len(d.Text))
			return
		}
		end = b.Src.End
		if b.Text != "" && b.Kind == doc.Rule {
			t.Errorf("%s: block %d is a rule with text %q", name, i, b.Text)
		}
		checkRuns(t, fmt.Sprintf("%s: block %d", name, i), d, b)
		checkCells(t, fmt.Sprintf("%s: block %d", name, i), b)
	}
}

func checkRuns(t testing.TB, name string, d *doc.Document, b *doc.Block) {
	t.Helper()
	at, from := 0, b.Src.Start
	for j, r := range b.Runs {
		switch {
		case r.Span.Start != at || r.Span.End < r.Span.Start:
			t.Errorf("%s, run %d: text %v does not follow %d", name, j, r.Span, at)
		case r.Src.Start < from || r.Src.End < r.Src.Start || r.Src.End > b.Src.End:
			t.Errorf("%s, run %d: place %v outside of %d-%d", name, j, r.Src, from, b.Src.End)
		case r.Span.End > len(b.Text):
			t.Errorf("%s, run %d: text %v past the end %d", name, j, r.Span, len(b.Text))
		case r.Span.Len() == r.Src.Len() && b.Text[r.Span.Start:r.Span.End] != d.Text[r.Src.Start:r.Src.End]:
			t.Errorf("%s, run %d: %q stands for %q", name, j, b.Text[r.Span.Start:r.Span.End], d.Text[r.Src.Start:r.Src.End])
		case r.Span.Empty() && r.Note == "":
			t.Errorf("%s, run %d is empty", name, j)
		case r.Style&doc.Break != 0 && b.Text[r.Span.Start:r.Span.End] != "\n":
			t.Errorf("%s, run %d: a break of text %q", name, j, b.Text[r.Span.Start:r.Span.End])
		default:
			at, from = r.Span.End, r.Src.End
			continue
		}
		return
	}
	if at != len(b.Text) {
		t.Errorf("%s: runs cover %d of %d bytes", name, at, len(b.Text))
	}
	if b.Kind != doc.Code && strings.TrimSpace(b.Text) != b.Text && b.Kind != doc.Table {
		t.Errorf("%s: white space around %q", name, b.Text)
	}
}

func checkCells(t testing.TB, name string, b *doc.Block) {
	t.Helper()
	at := 0
	for i, c := range b.Cells {
		if i > 0 {
			want := "\t"
			if c.Row != b.Cells[i-1].Row {
				want = "\n"
			}
			if at >= len(b.Text) || b.Text[at:c.Span.Start] != want {
				t.Errorf("%s: cell %d is not parted from the one before it", name, i)
				return
			}
		}
		at = c.Span.End
	}
	if b.Kind == doc.Table && at != len(b.Text) {
		t.Errorf("%s: cells end at %d of %d", name, at, len(b.Text))
	}
}

func TestMarkdownCases(t *testing.T) {
	for _, f := range caseFiles(t, "testdata/markdown") {
		runCases(t, f, "article.md")
	}
}

func TestTextCases(t *testing.T) {
	for _, f := range caseFiles(t, "testdata/text") {
		runCases(t, f, "article.txt")
	}
}

func caseFiles(t testing.TB, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files in %s: %v", dir, err)
	}
	return files
}
