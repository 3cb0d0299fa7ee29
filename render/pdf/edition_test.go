package pdf

import (
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// triple is a sentence in three languages, or a heading.
type triple struct {
	text      [3]string
	heading   bool
	paragraph bool // begins a paragraph
}

// prose reads testdata/prose.txt.
func prose(t testing.TB) []triple {
	t.Helper()
	data, err := os.ReadFile("testdata/prose.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n\n")
	var out []triple
	for _, block := range strings.Split(strings.TrimSpace(body), "\n\n") {
		lines := strings.Split(block, "\n")
		if len(lines) != 3 {
			t.Fatalf("not three lines: %q", block)
		}
		var tr triple
		for i, l := range lines {
			tr.heading = tr.heading || strings.HasPrefix(l, "# ")
			tr.paragraph = tr.paragraph || strings.HasPrefix(l, "= ")
			tr.text[i] = strings.TrimPrefix(strings.TrimPrefix(l, "# "), "= ")
		}
		out = append(out, tr)
	}
	return out
}

// textBuilder makes a document and its sentences by hand.
type textBuilder struct{ *segment.Text }

func newText(tag lang.Tag, title string) textBuilder {
	return textBuilder{&segment.Text{Doc: &doc.Document{Lang: tag, Title: title, TitleOf: doc.TitleFlag, Path: "test." + string(tag) + ".txt"}}}
}

// block adds a block of sentences.
func (b textBuilder) block(kind doc.Kind, sentences ...string) *doc.Block {
	block := &doc.Block{Kind: kind}
	n := len(b.Doc.Blocks)
	for _, s := range sentences {
		from := len(block.Text)
		block.Text += s
		b.Sentences = append(b.Sentences, segment.Sentence{Index: len(b.Sentences), Block: n,
			Span: doc.Span{Start: from, End: len(block.Text)}})
	}
	if block.Text != "" {
		block.Runs = []doc.Run{{Span: doc.Span{End: len(block.Text)}, Src: doc.Span{End: len(block.Text)}}}
	}
	b.Doc.Text += block.Text + "\n"
	b.Doc.Blocks = append(b.Doc.Blocks, block)
	return block
}

// style gives a stretch of a block (the first that reads so) a style.
func style(b *doc.Block, part string, change func(*doc.Run)) {
	at := strings.Index(b.Text, part)
	if at < 0 {
		panic("no such part: " + part)
	}
	var out []doc.Run
	for _, r := range b.Runs {
		if at < r.Span.Start || at+len(part) > r.Span.End {
			out = append(out, r)
			continue
		}
		before, within, after := r, r, r
		before.Span.End, within.Span, after.Span.Start = at, doc.Span{Start: at, End: at + len(part)}, at+len(part)
		change(&within)
		for _, x := range []doc.Run{before, within, after} {
			if !x.Span.Empty() {
				out = append(out, x)
			}
		}
	}
	b.Runs = out
}

// proseTexts makes the three texts of prose, repeated.
func proseTexts(t testing.TB, times int) []*segment.Text {
	titles := [3]string{"夜班渡輪", "The Night Ferry", "밤 여객선"}
	var out []*segment.Text
	for i, tag := range []lang.Tag{lang.ZhHant, lang.En, lang.Ko} {
		b := newText(tag, titles[i])
		b.Doc.Date = "2025-05-13"
		var open []string
		flush := func() {
			if len(open) > 0 {
				b.block(doc.Paragraph, open...)
				open = nil
			}
		}
		for n := 0; n < times; n++ {
			for _, tr := range prose(t) {
				s := tr.text[i]
				switch {
				case tr.heading:
					flush()
					b.block(doc.Heading, s).Level = 2
					continue
				case tr.paragraph:
					flush()
				}
				if len(open) > 0 && !tag.Chinese() {
					open[len(open)-1] += " "
				}
				open = append(open, s)
			}
			flush()
		}
		out = append(out, b.Text)
	}
	return out
}

// oneToOne pairs two texts sentence by sentence.
func oneToOne(t testing.TB, source, target *segment.Text) bitext.Target {
	t.Helper()
	var beads []bitext.Bead
	for i := range source.Sentences {
		beads = append(beads, bitext.Bead{Source: bitext.Range{From: i, To: i + 1}, Target: bitext.Range{From: i, To: i + 1}, Confidence: 1})
	}
	return paired(t, source, target, beads)
}

func paired(t testing.TB, source, target *segment.Text, beads []bitext.Bead) bitext.Target {
	t.Helper()
	bt, err := bitext.New(source, target, beads)
	if err != nil {
		t.Fatal(err)
	}
	return bitext.Target{Bitext: bt}
}

// proseEdition is prose in Chinese with some of English (1) and Korean (2).
func proseEdition(t testing.TB, times int, targets ...int) *bitext.Edition {
	t.Helper()
	texts := proseTexts(t, times)
	ed := &bitext.Edition{Name: "ferry", Source: texts[0]}
	for _, k := range targets {
		ed.Targets = append(ed.Targets, oneToOne(t, texts[0], texts[k]))
	}
	return ed
}

// laid lays an edition out.
func laid(t testing.TB, ed *bitext.Edition, opt Options) *document {
	t.Helper()
	d := newDocument(ed, &opt, facesOf(opt.Fonts))
	d.lay()
	return d
}

// rendered renders an edition.
func rendered(t testing.TB, ed *bitext.Edition, opt Options) []byte {
	t.Helper()
	data, _, err := Render(ed, opt)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
