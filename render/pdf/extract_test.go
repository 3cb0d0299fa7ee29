package pdf

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/render"
)

// dense is a text without white space and the hyphens of division.
func dense(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00AD' || r == '\f' {
			return -1
		}
		return r
	}, s)
}

// pageText is all that a page says, in the order in which it is drawn.
func pageText(d *document, n int) string {
	var b strings.Builder
	for _, h := range d.heads {
		p := h.first
		if n > 0 {
			p = h.others
		}
		for _, l := range p.lines(measure{width: d.sheet.width}) {
			b.WriteString(lineText(&seg{p: p, line: l}))
		}
	}
	for _, r := range d.pages[n].rows {
		for c := range r.cells {
			for i := range r.cells[c] {
				for k := range r.cells[c][i].segs {
					b.WriteString(lineText(&r.cells[c][i].segs[k]))
				}
			}
		}
	}
	for _, l := range d.numbers[n].lines(measure{width: d.sheet.width}) {
		b.WriteString(lineText(&seg{p: d.numbers[n], line: l}))
	}
	return dense(b.String())
}

// run runs a program and gives what it prints.
func run(t testing.TB, program string, args ...string) string {
	t.Helper()
	var errs strings.Builder
	cmd := exec.Command(program, args...)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s%s", program, args, err, out, errs.String())
	}
	return string(out)
}

// TestExtract reads the text of pages back with two other programs: it must be
// the characters that were put in, in order.
func TestExtract(t *testing.T) {
	for _, c := range []struct {
		name    string
		edition func(testing.TB) *bitext.Edition
	}{
		{"prose", func(t testing.TB) *bitext.Edition { return proseEdition(t, 1, 1, 2) }},
		{"kitchen", kitchen},
	} {
		d := laid(t, c.edition(t), Options{})
		var want strings.Builder
		for n := range d.pages {
			want.WriteString(pageText(d, n))
		}
		path := write(t, rendered(t, c.edition(t), Options{}))
		for _, tool := range []struct {
			what, program string
			args          []string
		}{
			{"poppler", "pdftotext", []string{"-raw", "-enc", "UTF-8", path, "-"}},
			{"mutool", "mutool", []string{"draw", "-q", "-F", "txt", "-o", "-", path}},
		} {
			t.Run(c.name+" "+tool.program, func(t *testing.T) {
				got := dense(run(t, require.Tool(t, tool.what, tool.program), tool.args...))
				sameText(t, got, want.String())
				for _, r := range got {
					if r >= 0x2F00 && r <= 0x2FDF || r >= 0xE000 && r <= 0xF8FF || r == unicode.ReplacementChar {
						t.Errorf("U+%04X stands in the text that was read back", r)
					}
				}
			})
		}
	}
}

// TestLinesWhole checks that a program that reads the text of a page in order
// takes every line for one line: squeezed marks do not overlap.
func TestLinesWhole(t *testing.T) {
	tool := require.Tool(t, "poppler", "pdftotext")
	ed := proseEdition(t, 2, 1, 2)
	d := laid(t, ed, Options{})
	got := map[string]int{}
	for _, l := range strings.Split(run(t, tool, "-raw", write(t, rendered(t, ed, Options{})), "-"), "\n") {
		got[dense(l)]++
	}
	lines := 0
	d.eachLine(func(p *para, l *line) {
		if p.ragged {
			return // headings of three columns stand on one line for pdftotext
		}
		if lines++; got[dense(lineText(&seg{p: p, line: *l}))] == 0 {
			t.Errorf("no line of its own: %s", lineText(&seg{p: p, line: *l}))
		}
	})
	if lines < 300 {
		t.Errorf("only %d lines", lines)
	}
}

// sameText shows where two texts part.
func sameText(t *testing.T, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(0, i-40)
	t.Fatalf("the texts differ at byte %d:\ngot  …%q\nwant …%q", i, got[from:min(len(got), i+60)], want[from:min(len(want), i+60)])
}

// TestTools asks programs that check PDFs.
func TestTools(t *testing.T) {
	prose, kit := write(t, rendered(t, proseEdition(t, 2, 1, 2), Options{})), write(t, rendered(t, kitchen(t), Options{}))
	t.Run("qpdf", func(t *testing.T) {
		qpdf := require.Tool(t, "qpdf", "qpdf")
		for _, path := range []string{prose, kit} {
			if out := run(t, qpdf, "--check", path); strings.Contains(out, "WARNING") || !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Error(out)
			}
		}
	})
	t.Run("pdfinfo", func(t *testing.T) {
		out := run(t, require.Tool(t, "poppler", "pdfinfo"), kit)
		for _, want := range []string{"廚房裏的𠮷字 · The Character 𠮷 in the Kitchen", "作者𠮷田", "Tagged:          yes", "Metadata Stream: yes", "PDF version:     1.7"} {
			if !strings.Contains(out, want) {
				t.Errorf("%q is missing in:\n%s", want, out)
			}
		}
		if strings.Contains(out, "CreationDate") {
			t.Errorf("an edition without a date has one:\n%s", out)
		}
	})
	t.Run("structure", func(t *testing.T) {
		out := run(t, require.Tool(t, "poppler", "pdfinfo"), "-struct-text", kit)
		for _, want := range []string{"Table", "TH:", "H1", "H2", "LBody", "Caption", "Figure", "Note", "Link", "BlockQuote", "Code", "第一節：樣式",
			`", a link, and a note." Reference (inline) Link (inline) "1" Object`} {
			if !strings.Contains(strings.Join(strings.Fields(out), " "), strings.TrimSpace(want)) {
				t.Errorf("%q is missing in the structure:\n%s", want, out)
			}
		}
	})
	t.Run("fonts", func(t *testing.T) {
		out := run(t, require.Tool(t, "poppler", "pdffonts"), kit)
		lines := strings.Split(strings.TrimSpace(out), "\n")[2:]
		for _, l := range lines {
			if !strings.Contains(l, "yes yes yes") || strings.Index(l, "+") != 6 {
				t.Errorf("a font that is not embedded, not a subset, or without a Unicode map: %s", l)
			}
		}
	})
	t.Run("outline", func(t *testing.T) {
		out := run(t, require.Tool(t, "mutool", "mutool"), "show", kit, "outline")
		for _, want := range []string{"廚房裏的𠮷字 · The Character 𠮷 in the Kitchen", "第一節：樣式 · Part One: Styles"} {
			if !strings.Contains(out, want) {
				t.Errorf("%q is missing in the outline:\n%s", want, out)
			}
		}
	})
}

// TestAccessible asks veraPDF whether editions are PDF/UA-1. DUIZHAO_VERAPDF is
// the class path of its library; testdata/verapdf/pom.xml says how to get it.
func TestAccessible(t *testing.T) {
	classes := os.Getenv("DUIZHAO_VERAPDF")
	if classes == "" {
		require.Missing(t, "verapdf", "DUIZHAO_VERAPDF is not set to the class path of its library")
	}
	java := require.Tool(t, "java", "java")
	var files []string
	for i, ed := range []*bitext.Edition{kitchen(t), proseEdition(t, 1, 1), proseEdition(t, 1, 1, 2), small(t, "😀文", "text"), tasks(t)} {
		opt := Options{Date: "2025-11-02", Version: "1.0"}
		if i == 2 {
			opt.Unit = render.Sentence
		}
		files = append(files, write(t, rendered(t, ed, opt)))
	}
	out := run(t, java, append([]string{"-cp", classes, "testdata/verapdf/Check.java", "ua1"}, files...)...)
	if n := strings.Count(out, "true "+filepath.Dir(filepath.Dir(files[0]))); n != len(files) {
		t.Errorf("%d of %d editions are PDF/UA-1:\n%s", n, len(files), out)
	}
}

var wordBox = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">`)

// TestSides asks another program where the words are: on every page, each row
// begins in all its columns on the same line.
func TestSides(t *testing.T) {
	tool := require.Tool(t, "poppler", "pdftotext")
	ed := proseEdition(t, 2, 1, 2)
	d := laid(t, ed, Options{})
	out := run(t, tool, "-bbox", write(t, rendered(t, ed, Options{})), "-")
	pages := strings.Split(out, "<page ")[1:]
	if len(pages) != len(d.pages) {
		t.Fatalf("%d pages, not %d", len(pages), len(d.pages))
	}
	rows := 0
	for n, pg := range d.pages {
		var words [][4]float64
		for _, m := range wordBox.FindAllStringSubmatch(pages[n], -1) {
			var w [4]float64
			for i := range w {
				w[i], _ = strconv.ParseFloat(m[i+1], 64)
			}
			words = append(words, w)
		}
		for _, r := range pg.rows {
			for c, lines := range r.cells {
				if len(lines) == 0 {
					t.Errorf("page %d, row %d: column %d has nothing", n+1, r.row.id, c)
					continue
				}
				rows++
				col := d.columns[c]
				x, y := points(col.x), points(r.y+lines[0].baseline-col.size*3/10)
				found := false
				for _, w := range words {
					found = found || w[0] > x-6 && w[0] < x+6 && w[1] < y && y < w[3]
				}
				if !found {
					t.Errorf("page %d, row %d: no word of column %d stands at %.1f, %.1f", n+1, r.row.id, c, x, y)
				}
			}
		}
	}
	if rows < 60 {
		t.Errorf("only %d cells were looked at", rows)
	}
}
