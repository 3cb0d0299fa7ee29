package html

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
	"github.com/duizhao/duizhao/segment"
)

func attacks(t testing.TB) []string {
	data, err := os.ReadFile("testdata/attacks.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		s, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(line, `\0`, `\x00`), `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		out = append(out, s)
	}
	return out
}

// hostile is an edition with s in every place.
func hostile(t testing.TB, s string) *bitext.Edition {
	t.Helper()
	block := func(kind doc.Kind, run doc.Run) *doc.Block {
		run.Span = doc.Span{Start: 0, End: len(s)}
		return &doc.Block{Kind: kind, Text: s, Runs: []doc.Run{run, {Span: doc.Span{Start: len(s), End: len(s)}, Note: s}}}
	}
	text := func(tag lang.Tag) *segment.Text {
		d := &doc.Document{Lang: tag, Path: s, Name: s, Title: s, Author: s, Date: s}
		d.Blocks = []*doc.Block{
			block(doc.Title, doc.Run{}),
			block(doc.Heading, doc.Run{Link: s}),
			block(doc.Paragraph, doc.Run{Link: s, Style: doc.Emph | doc.Strong | doc.Mono | doc.Strike}),
			block(doc.ListItem, doc.Run{Link: s}),
			block(doc.Caption, doc.Run{}),
			block(doc.Code, doc.Run{}),
			block(doc.Table, doc.Run{}),
			block(doc.Footnote, doc.Run{}),
			{Kind: doc.Caption, Image: doc.Image{Dest: "known.png", Alt: s}},
		}
		d.Blocks[1].Level = 40
		d.Blocks[3].List = doc.List{Depth: 99, Ordered: true, Number: -5, First: true}
		d.Blocks[4].Image = doc.Image{Dest: s, Alt: s + "!"}
		d.Blocks[5].Label = s
		d.Blocks[6].Cells = []doc.Cell{{Header: true, Align: '"', Span: doc.Span{Start: 0, End: len(s)}}}
		d.Blocks[7].Label = s
		d.Blocks[7].Quote = 99
		tx := &segment.Text{Doc: d}
		for i, b := range d.Blocks {
			if b.Text != "" {
				tx.Sentences = append(tx.Sentences, segment.Sentence{Index: len(tx.Sentences), Block: i, Span: doc.Span{Start: 0, End: len(b.Text)}})
			}
		}
		return tx
	}
	source, target := text(lang.ZhHant), text(lang.Tag(s))
	var beads []bitext.Bead
	for i := range source.Sentences {
		beads = append(beads, bitext.Bead{Source: bitext.Range{From: i, To: i + 1}, Target: bitext.Range{From: i, To: i + 1}, Confidence: 0.1})
	}
	bt, err := bitext.New(source, target, beads)
	if err != nil {
		t.Fatal(err)
	}
	ed := &bitext.Edition{Name: s, Source: source, Assets: map[string]bitext.Asset{"known.png": dusk(), s: {Type: s, Data: []byte(s)}}}
	ed.Targets = []bitext.Target{{Bitext: bt, Terms: []bitext.Term{{ID: s, Source: s, Target: s, Also: []string{s}, Note: s}}}}
	ids := make([]string, len(source.Sentences))
	for i := range source.Sentences {
		ids[i] = s
		for _, side := range []bitext.Side{bitext.SourceSide, bitext.TargetSide} {
			ed.Targets[0].Marks = append(ed.Targets[0].Marks, bitext.TermMark{Side: side, Sentence: i, Span: doc.Span{Start: 0, End: len(s)}})
		}
	}
	ed.IDs = bitext.IDs{Source: ids, Targets: [][]string{ids}}
	return ed
}

// TestAttacks: whatever stands in an edition, its page holds no element,
// attribute or link that is not ours, and the text can be read as it was.
func TestAttacks(t *testing.T) {
	list := attacks(t)
	if len(list) < 50 {
		t.Fatalf("only %d attacks read", len(list))
	}
	for _, s := range list {
		t.Run(s, func(t *testing.T) {
			ed := hostile(t, s)
			checkPage(t, ed, renderPage(t, ed, Options{Version: s, Labels: lang.Tag(s)}))
		})
	}
}

// FuzzText puts any text into every place of an edition.
func FuzzText(f *testing.F) {
	for _, s := range attacks(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 300 {
			t.Skip()
		}
		ed := hostile(t, s)
		checkPage(t, ed, renderPage(t, ed, Options{}))
	})
}

func TestSafeLink(t *testing.T) {
	for dest, want := range map[string]bool{
		"https://example.org/a?b=c&d#e": true, "http://example.org": true, "HTTPS://EXAMPLE.ORG": true,
		"mailto:a@example.org": true, "a/b.html": true, "../x": true, "/x": true, "?q": true, "a:b/c": false,
		"./a:b": true, "": false, "#x": false, "ftp://example.org": false, "tel:1": false, "//example.org": false, "http:x": false,
		"http://exa mple.org": false, "https://例子.example/路徑": true,
	} {
		if href, ok := safeLink(dest); ok != want || ok && href != dest {
			t.Errorf("safeLink(%q) = %q, %v", dest, href, ok)
		}
	}
}

// FuzzStructure builds editions of any shape: kinds of block, nesting, beads,
// styles, links, references and marks in any order.
func FuzzStructure(f *testing.F) {
	f.Add([]byte("\x02a long enough string of bytes to make some blocks and beads of"), true)
	f.Add([]byte{1, 3, 3, 3, 12, 0, 0, 9, 9, 1, 2, 3, 250, 17, 16, 33, 64, 128, 4, 4, 4, 8, 7, 6, 5}, false)
	f.Fuzz(func(t *testing.T, data []byte, sentences bool) {
		if len(data) > 2000 {
			t.Skip()
		}
		ed := anyEdition(t, data)
		opt := Options{}
		if sentences {
			opt.Unit = render.Sentence
		}
		checkPage(t, ed, renderPage(t, ed, opt))
	})
}

// bytesOf deals out fuzz bytes; 0 when they are spent.
type bytesOf struct{ data []byte }

func (b *bytesOf) next(n int) int {
	if len(b.data) == 0 || n <= 0 {
		return 0
	}
	x := int(b.data[0])
	b.data = b.data[1:]
	return x % n
}

func anyEdition(t testing.TB, data []byte) *bitext.Edition {
	b := &bytesOf{data}
	ed := &bitext.Edition{Source: anyText(b, lang.ZhHant), Assets: map[string]bitext.Asset{"p": dusk()}}
	for k := range b.next(4) {
		target := anyText(b, []lang.Tag{lang.En, lang.Ko, "ja"}[k])
		var beads []bitext.Bead
		s, g := 0, 0
		for s < len(ed.Source.Sentences) || g < len(target.Sentences) {
			i, j := min(b.next(4), len(ed.Source.Sentences)-s), min(b.next(4), len(target.Sentences)-g)
			if i+j == 0 {
				if s < len(ed.Source.Sentences) {
					i = 1
				} else {
					j = 1
				}
			}
			beads = append(beads, bitext.Bead{Source: bitext.Range{From: s, To: s + i}, Target: bitext.Range{From: g, To: g + j}, Confidence: float64(b.next(11)) / 10})
			s, g = s+i, g+j
		}
		bt, err := bitext.New(ed.Source, target, beads)
		if err != nil {
			t.Fatal(err)
		}
		tg := bitext.Target{Bitext: bt, Terms: []bitext.Term{{ID: "a", Source: "甲", Target: "a"}, {Source: "乙", Also: []string{"x"}}}}
		for side, text := range []*segment.Text{ed.Source, target} {
			for i, s := range text.Sentences {
				if at := b.next(3); at < 2 && s.Span.Len() >= 6 {
					tg.Marks = append(tg.Marks, bitext.TermMark{Side: bitext.Side(side), Sentence: i, Span: doc.Span{Start: s.Span.Start + 3*at, End: s.Span.Start + 6}, Term: b.next(3)})
				}
			}
		}
		ed.Targets = append(ed.Targets, tg)
	}
	return ed
}

// anyText makes up to nine blocks of up to three sentences.
func anyText(b *bytesOf, tag lang.Tag) *segment.Text {
	t := &segment.Text{Doc: &doc.Document{Lang: tag, Title: "題", TitleOf: doc.TitleOrigin(b.next(5))}}
	for i := range b.next(10) {
		block := &doc.Block{Kind: doc.Kind(b.next(13)), Level: b.next(9), Quote: b.next(4), Label: string(rune('a' + b.next(3)))}
		block.List = doc.List{Depth: b.next(4), Ordered: b.next(2) == 0, Number: b.next(5), First: b.next(2) == 0}
		if block.Kind == doc.Caption {
			block.Image.Dest = []string{"p", "q", ""}[b.next(3)]
		}
		t.Doc.Blocks = append(t.Doc.Blocks, block)
		if block.Kind == doc.Rule {
			continue
		}
		for range b.next(4) {
			start := len(block.Text)
			for range 1 + b.next(3) {
				at := len(block.Text)
				block.Text += "甲乙 "
				run := doc.Run{Span: doc.Span{Start: at, End: len(block.Text)}, Style: doc.Style(b.next(16)), Link: []string{"", "https://a.example/", "x:"}[b.next(3)]}
				block.Runs = append(block.Runs, run)
				if b.next(4) == 1 {
					block.Runs = append(block.Runs, doc.Run{Span: doc.Span{Start: run.Span.End, End: run.Span.End}, Note: string(rune('a' + b.next(4)))})
				}
			}
			if block.Kind == doc.Table {
				block.Cells = append(block.Cells, doc.Cell{Row: len(block.Cells) / 2, Col: len(block.Cells) % 2, Header: b.next(3) == 0, Span: doc.Span{Start: start, End: len(block.Text)}})
			}
			t.Sentences = append(t.Sentences, segment.Sentence{Index: len(t.Sentences), Block: i, Span: doc.Span{Start: start, End: len(block.Text)}})
		}
	}
	return t
}
