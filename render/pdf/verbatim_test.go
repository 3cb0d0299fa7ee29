package pdf

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestCodeColumns sets a table in code: what stands in one column begins at
// one place, whatever the letters before it.
func TestCodeColumns(t *testing.T) {
	text := "ferry     age  port\nWinifred   12  Sinpo\nili         7  Busan\n渡輪        9  釜山"
	p, lines := linesOf(lang.ZhHant, text, 60, textStyle{size: 10 * point, ragged: true, verbatim: true})
	if len(lines) != 4 {
		t.Fatalf("%d lines", len(lines))
	}
	for i := range lines {
		glyphs := positions(p, &lines[i], 0)
		for k := 2; k < len(glyphs); k++ {
			if glyphs[k-1].r != ' ' || glyphs[k-2].r != ' ' || glyphs[k].r == ' ' {
				continue
			}
			column := 0
			for _, g := range glyphs[:k] {
				if column++; wide(g.r) {
					column++
				}
			}
			if want := length(column) * 6 * point; glyphs[k].x != want {
				t.Errorf("line %d: %c in column %d stands at %.2f, not %.2f", i+1, glyphs[k].r, column, points(glyphs[k].x), points(want))
			}
		}
	}
}

// TestCode holds the cases of testdata/code.txt.
func TestCode(t *testing.T) {
	data, err := os.ReadFile("testdata/code.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var head string
	var code, want []string
	finish := func() {
		if head == "" {
			return
		}
		got := codeLines(t, head, code)
		if !*update && !slices.Equal(got, want) {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", head, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		out.WriteString("== " + head + "\n> " + strings.Join(code, "\n> ") + "\n" + strings.Join(got, "\n") + "\n\n")
		head, code, want = "", nil, nil
	}
	for l := range strings.Lines(string(data)) {
		l = strings.TrimSuffix(l, "\n")
		switch {
		case strings.HasPrefix(l, "== "):
			finish()
			head = l[3:]
		case strings.HasPrefix(l, ">"):
			code = append(code, strings.TrimPrefix(l[1:], " "))
		case strings.HasPrefix(l, "| "):
			want = append(want, l)
		case head == "":
			out.WriteString(l + "\n")
		}
	}
	finish()
	if *update {
		text := strings.ReplaceAll(strings.TrimSuffix(out.String(), "\n"), "> \n", ">\n")
		if err := os.WriteFile("testdata/code.txt", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// codeLines sets code and tells its lines.
func codeLines(t *testing.T, head string, code []string) (out []string) {
	var tag string
	var columns int
	if _, err := fmt.Sscanf(head, "%s %d:", &tag, &columns); err != nil {
		t.Fatalf("%q: %v", head, err)
	}
	style := textStyle{size: 10 * point, ragged: true, verbatim: true}
	p, lines := linesOf(lang.Tag(tag), strings.Join(code, "\n"), float64(columns*codeCell)/1000, style)
	for i := range lines {
		l := &lines[i]
		mark := " "
		if i > 0 && p.atoms[l.from-1].gap.brk != forced {
			mark = "+"
		}
		text := lineText(&seg{p: p, line: *l})
		begins := l.indent
		for _, g := range positions(p, l, l.indent) {
			if begins = g.x; g.r != ' ' {
				break
			}
		}
		if l.indent+l.width > em(columns*codeCell, style.size) {
			t.Errorf("%s: %q sticks out", head, text)
		}
		out = append(out, strings.TrimRight(fmt.Sprintf("| %4.1f %s %s", float64(begins)/float64(em(codeCell, style.size)), mark, strings.Trim(text, " ")), " "))
	}
	return out
}
