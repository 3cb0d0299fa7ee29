package segment

import (
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// article makes a document of blocks; a block's text is its source text.
func article(tag lang.Tag, blocks ...*doc.Block) *doc.Document {
	d := &doc.Document{Path: "a.md", Name: "a", Lang: tag, Title: "a"}
	for _, b := range blocks {
		at := len(d.Text)
		d.Text += b.Text + "\n\n"
		b.Src = doc.Span{Start: at, End: at + len(b.Text)}
		if b.Runs == nil && b.Text != "" {
			b.Runs = []doc.Run{{Span: doc.Span{End: len(b.Text)}, Src: b.Src}}
		}
		for i := range b.Runs {
			if b.Runs[i].Src == (doc.Span{}) {
				b.Runs[i].Src = doc.Span{Start: at + b.Runs[i].Span.Start, End: at + b.Runs[i].Span.End}
			}
		}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

// show writes the sentences of a text as kind|raw|source, one a line.
func show(t *Text) string {
	var b strings.Builder
	for i, s := range t.Sentences {
		b.WriteString(t.Doc.Blocks[s.Block].Kind.String() + "|" + t.Raw(i) + "|" + t.Doc.Text[s.Src.Start:s.Src.End] + "\n")
	}
	return b.String()
}

func TestDocument(t *testing.T) {
	cell := func(from, to int) doc.Cell { return doc.Cell{Span: doc.Span{Start: from, End: to}} }
	d := article(lang.En,
		&doc.Block{Kind: doc.Title, Text: "The ice. And after"},
		&doc.Block{Kind: doc.Dateline, Text: "SEOUL. Nov. 2. It"},
		&doc.Block{Kind: doc.Paragraph, Text: "It froze. Nobody fished. "},
		&doc.Block{Kind: doc.Code, Text: "a. B\n\nc. D\n"},
		&doc.Block{Kind: doc.Rule},
		&doc.Block{Kind: doc.Paragraph, Text: " \n"},
		&doc.Block{Kind: doc.Table, Text: "\tOne. Two.\t\nthree\t\tfour\n\t\t", Cells: []doc.Cell{
			cell(0, 0), cell(1, 10), cell(11, 11), cell(12, 17), cell(18, 18), cell(19, 23), cell(24, 24), cell(25, 25), cell(26, 26)}},
		&doc.Block{Kind: doc.Table, Text: "One. Two."},
		&doc.Block{Kind: doc.Credit, Text: "(Reuters. All rights reserved.)"},
		&doc.Block{Kind: doc.Byline, Text: "By J. K. Hale. Photographs by Ann Ross."},
	)
	got := Document(d)
	want := `title|The ice. |The ice.
title|And after|And after
dateline|SEOUL. Nov. 2. It|SEOUL. Nov. 2. It
paragraph|It froze. |It froze.
paragraph|Nobody fished. |Nobody fished.
code|a. B

c. D
|a. B

c. D
table|	One. Two.	
|One. Two.
table|three		|three
table|four
		|four
table|One. Two.|One. Two.
credit|(Reuters. All rights reserved.)|(Reuters. All rights reserved.)
byline|By J. K. Hale. |By J. K. Hale.
byline|Photographs by Ann Ross.|Photographs by Ann Ross.
`
	if show(got) != want {
		t.Errorf("got\n%s\nwant\n%s", show(got), want)
	}
	for i, b := range d.Blocks {
		from, to := got.Of(i)
		joined := ""
		for j := from; j < to; j++ {
			joined += got.Raw(j)
			if got.Sentences[j].Index != j || got.Sentences[j].Block != i {
				t.Errorf("sentence %d: %+v", j, got.Sentences[j])
			}
		}
		if strings.TrimSpace(b.Text) != "" && joined != b.Text {
			t.Errorf("block %d: sentences are %q of %q", i, joined, b.Text)
		}
	}
}

// TestSource holds that a sentence's place in the file covers the markup in it
// and leaves out the white space around it.
func TestSource(t *testing.T) {
	d := &doc.Document{Text: "It **froze**. Nobody _fished_.\n", Lang: lang.En, Blocks: []*doc.Block{{
		Text: "It froze. Nobody fished.", Src: doc.Span{Start: 0, End: 30}, Runs: []doc.Run{
			{Span: doc.Span{Start: 0, End: 3}, Src: doc.Span{Start: 0, End: 3}},
			{Span: doc.Span{Start: 3, End: 8}, Src: doc.Span{Start: 5, End: 10}, Style: doc.Strong},
			{Span: doc.Span{Start: 8, End: 10}, Src: doc.Span{Start: 12, End: 14}},
			{Span: doc.Span{Start: 10, End: 17}, Src: doc.Span{Start: 14, End: 21}},
			{Span: doc.Span{Start: 17, End: 23}, Src: doc.Span{Start: 22, End: 28}, Style: doc.Emph},
			{Span: doc.Span{Start: 23, End: 24}, Src: doc.Span{Start: 29, End: 30}},
		}}}}
	got := Document(d)
	var places []string
	for _, s := range got.Sentences {
		places = append(places, d.Text[s.Src.Start:s.Src.End])
	}
	if s := strings.Join(places, "|"); s != "It **froze**.|Nobody _fished_." {
		t.Errorf("%q", s)
	}
}

// TestBreaks holds what a hard line break does: cases of text with / at hard
// breaks and | at cuts.
func TestBreaks(t *testing.T) {
	data, err := os.ReadFile("testdata/breaks.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		name, want, ok := strings.Cut(strings.TrimRight(line, "\r"), " ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		b := &doc.Block{}
		for _, part := range strings.SplitAfter(strings.ReplaceAll(want, "|", ""), "/") {
			text, broken := strings.CutSuffix(part, "/")
			add := func(s string, style doc.Style) {
				if s != "" {
					b.Runs = append(b.Runs, doc.Run{Span: doc.Span{Start: len(b.Text), End: len(b.Text) + len(s)}, Style: style})
					b.Text += s
				}
			}
			if add(text, 0); broken {
				add("\n", doc.Break)
			}
		}
		got := Document(article(tagsOf[name], b))
		var parts []string
		for i := range got.Sentences {
			parts = append(parts, strings.ReplaceAll(got.Raw(i), "\n", "/"))
		}
		if s := strings.Join(parts, "|"); s != want {
			t.Errorf("got  %s\nwant %s", s, want)
		}
	}
}

func TestLines(t *testing.T) {
	for _, text := range []string{"", "\n", "\n\n", "One. Two.\n\nThree\n", " One \r\nTwo", "一。二。\n三"} {
		got := Lines("x/a.en.txt", lang.En, text)
		lines := strings.SplitAfter(text, "\n")
		if lines[len(lines)-1] == "" {
			lines = lines[:len(lines)-1]
		}
		if len(got.Sentences) != len(lines) {
			t.Fatalf("%q: %d sentences", text, len(got.Sentences))
		}
		for i, line := range lines {
			s := got.Sentences[i]
			if got.Raw(i) != line || s.Index != i || s.Block != 0 || got.Doc.Text[s.Src.Start:s.Src.End] != strings.TrimSpace(line) {
				t.Errorf("%q: sentence %d is %+v %q", text, i, s, got.Raw(i))
			}
		}
		if got.Doc.Name != "a" || got.Doc.Path != "x/a.en.txt" || got.Doc.Title == "" || got.Doc.Lang != lang.En {
			t.Errorf("%+v", got.Doc)
		}
	}
}
