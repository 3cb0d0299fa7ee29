package check

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// FuzzRun: any two texts in any pairing are checked without a fault; places
// and marks lie inside their texts at character borders, fixes can be applied,
// and a second run says the same.
func FuzzRun(f *testing.F) {
	table := ""
	for _, path := range []string{"testdata/planted/term-forbidden.en.txt", "testdata/planted/term-forbidden.ko.txt"} {
		head, _ := readPlanted(f, path)
		table = head
		g, err := glossary.Parse("g.csv", []byte(head))
		if err != nil || len(g.Concepts) == 0 {
			f.Fatal(err)
		}
	}
	files, _ := filepath.Glob("testdata/planted/*.txt")
	for _, path := range files {
		_, blocks := readPlanted(f, path)
		for _, b := range blocks {
			f.Add(strings.Join(b.source, "\n"), strings.Join(b.target, "\n"), uint8(len(b.source)))
		}
	}
	korean, err := glossary.Parse("g.csv", []byte(table))
	if err != nil {
		f.Fatal(err)
	}
	english, err := glossary.Parse("g.csv", []byte(fixTable))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, source, target string, shape uint8) {
		if len(source) > 2000 || len(target) > 2000 || !utf8.ValidString(source) || !utf8.ValidString(target) {
			return
		}
		for _, side := range []struct {
			tag lang.Tag
			g   *glossary.Glossary
		}{{lang.En, english}, {lang.Ko, korean}, {"fr", nil}} {
			s, u := segment.Lines("a.zh.txt", lang.ZhHant, source), segment.Lines("a.x.txt", side.tag, target)
			bt, err := bitext.New(s, u, anyBeads(len(s.Sentences), len(u.Sentences), int(shape)))
			if err != nil {
				t.Fatal(err)
			}
			out := Run(bt, IDs{}, side.g, Options{Dictionary: dictionary})
			for _, f := range out.Findings {
				for _, p := range []struct {
					doc  string
					a, b int
				}{span(f.Source != nil, func() (string, int, int) { return f.Source.Doc.Text, f.Source.Span.Start, f.Source.Span.End }),
					span(f.Target != nil, func() (string, int, int) { return f.Target.Doc.Text, f.Target.Span.Start, f.Target.Span.End }),
					span(f.Fix != nil, func() (string, int, int) { return f.Fix.Doc.Text, f.Fix.Span.Start, f.Fix.Span.End })} {
					if p.a < 0 || p.b < p.a || p.b > len(p.doc) || !utf8.ValidString(p.doc[p.a:p.b]) {
						t.Fatalf("%s %q %q: %s at %d–%d", side.tag, source, target, f.Code, p.a, p.b)
					}
				}
			}
			fixed, _ := Fix(bt.Target.Doc, out.Findings)
			if !utf8.ValidString(fixed) {
				t.Fatalf("%q fixed is %q", target, fixed)
			}
			again := Run(bt, IDs{}, side.g, Options{Dictionary: dictionary})
			if len(again.Findings) != len(out.Findings) || len(again.Marks) != len(out.Marks) {
				t.Fatalf("%q %q: a second run differs", source, target)
			}
		}
	})
}

// span is a place for the fuzz test, empty where there is none.
func span(ok bool, get func() (string, int, int)) (p struct {
	doc  string
	a, b int
}) {
	if ok {
		p.doc, p.a, p.b = get()
	}
	return p
}

// anyBeads pairs n and m sentences in beads of a size that shape chooses.
func anyBeads(n, m, shape int) []bitext.Bead {
	var beads []bitext.Bead
	for s, u := 0, 0; s < n || u < m; shape = shape*5 + 3 {
		b := bitext.Bead{Source: bitext.Range{From: s, To: min(n, s+shape%3)}, Target: bitext.Range{From: u, To: min(m, u+shape/3%3)}, Confidence: float64(shape%10&7) / 10}
		if b.Source.Len() == 0 && b.Target.Len() == 0 {
			b.Source.To, b.Target.To = min(n, s+1), min(m, u+1)
		}
		s, u = b.Source.To, b.Target.To
		beads = append(beads, b)
		shape &= 0xFFFF
	}
	return beads
}
