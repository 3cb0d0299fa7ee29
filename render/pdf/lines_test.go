package pdf

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

var update = flag.Bool("update", false, "write the expected results anew")

// linesOf breaks a text into lines as a column of the language does.
func linesOf(tag lang.Tag, text string, ems float64, style textStyle) (*para, []line) {
	s := setter{tag: tag, faces: facesOf(nil), hyphens: hyphensFor(tag)}
	var pieces []render.Piece
	at := 0
	for i, part := range strings.SplitAfter(text, "\n") {
		if i > 0 {
			pieces[len(pieces)-1].Text = strings.TrimSuffix(pieces[len(pieces)-1].Text, "\n")
			pieces = append(pieces, render.Piece{Text: "\n", Style: doc.Break, Span: doc.Span{Start: at - 1, End: at}})
		}
		pieces = append(pieces, render.Piece{Text: part, Span: doc.Span{Start: at, End: at + len(part)}})
		at += len(part)
	}
	p := s.para(pieces, style)
	return p, p.lines(measure{width: length(ems * float64(style.size))})
}

// unescape reads the characters that nobody sees in the case file.
var unescape = strings.NewReplacer(`\n`, "\n", `\u00A0`, "\u00A0", `\u00AD`, "\u00AD", `\u200B`, "\u200B")

// TestLines holds the cases of testdata/lines.txt.
func TestLines(t *testing.T) {
	data, err := os.ReadFile("testdata/lines.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var tag, name string
	var ems float64
	var want, got []string
	compare := func() {
		if name != "" && !*update && strings.Join(want, "\n") != strings.Join(got, "\n") {
			t.Errorf("%s %v: %s\ngot:\n%s\nwant:\n%s", tag, ems, name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		name, want, got = "", nil, nil
	}
	for _, l := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		switch {
		case strings.HasPrefix(l, "| "):
			want = append(want, l)
			continue
		case strings.HasPrefix(l, "== "):
			compare()
			var head string
			head, name, _ = strings.Cut(l[3:], ": ")
			if _, err := fmt.Sscanf(head, "%s %g", &tag, &ems); err != nil {
				t.Fatalf("%q: %v", l, err)
			}
		case l != "" && !strings.HasPrefix(l, "#"):
			p, lines := linesOf(lang.Tag(tag), unescape.Replace(l), ems, textStyle{size: 10 * point})
			for i := range lines {
				got = append(got, "| "+strings.ReplaceAll(lineText(&seg{p: p, line: lines[i]}), "\u00AD", "-"))
			}
			out.WriteString(l + "\n" + strings.Join(got, "\n") + "\n")
			continue
		}
		out.WriteString(l + "\n")
	}
	compare()
	if *update {
		if err := os.WriteFile("testdata/lines.txt", []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
