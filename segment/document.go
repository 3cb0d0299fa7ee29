package segment

import (
	"path/filepath"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// Document cuts every block of a document into sentences.
//
// A code block, a dateline and a credit are one sentence each. A table gives
// one sentence for each cell with something in it; the tabs and line feeds
// between cells belong to the cell before them (before the first such cell, to
// it). A rule, and a block of nothing but white space, has no sentence. Every
// other block is cut by Split; a hard line break (doc.Break) ends a sentence
// as well, unless the line before it or after it shows that the sentence runs
// on: see breaks.
func Document(d *doc.Document) *Text {
	t := &Text{Doc: d}
	for i, b := range d.Blocks {
		if strings.TrimSpace(b.Text) == "" {
			continue
		}
		switch b.Kind {
		case doc.Rule:
		case doc.Code, doc.Dateline, doc.Credit:
			t.add(i, []doc.Span{{Start: 0, End: len(b.Text)}})
		case doc.Table:
			t.add(i, cells(b))
		default:
			t.add(i, split(d.Lang, b.Text, breaks(b)))
		}
	}
	return t
}

// Lines makes a text of one sentence a line, taken as it is: line i of the
// file is sentence i, which is how scorers of alignments count. An empty line
// is a sentence without text; a final line feed opens no further line. All
// lines stand in one paragraph, so that an aligner sees no structure that the
// file does not tell of.
func Lines(path string, tag lang.Tag, text string) *Text {
	name := filepath.Base(path)
	if cut, _, ok := strings.Cut(name, "."); ok && cut != "" {
		name = cut
	}
	d := &doc.Document{Path: path, Name: name, Lang: tag, Text: text, Encoding: "utf-8", Title: name, TitleOf: doc.TitleFileName}
	t := &Text{Doc: d}
	if text == "" {
		return t
	}
	whole := doc.Span{Start: 0, End: len(text)}
	d.Blocks = []*doc.Block{{Kind: doc.Paragraph, Src: whole, Text: text, Runs: []doc.Run{{Span: whole, Src: whole}}}}
	var spans []doc.Span
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n + 1
		}
		spans = append(spans, doc.Span{Start: start, End: end})
		start = end
	}
	t.add(0, spans)
	return t
}

// add appends the sentences of block i.
func (t *Text) add(i int, spans []doc.Span) {
	b := t.Doc.Blocks[i]
	// Source looks at runs from the first on; a window that moves with the
	// sentences keeps a block of many runs linear.
	window := doc.Block{Src: b.Src, Runs: b.Runs}
	for _, s := range spans {
		inner := trim(b.Text, s)
		for len(window.Runs) > 1 && window.Runs[0].Span.End <= inner.Start {
			window.Runs = window.Runs[1:]
		}
		t.Sentences = append(t.Sentences, Sentence{Index: len(t.Sentences), Block: i, Span: s, Src: window.Source(inner)})
	}
}

// trim is s without the white space at both ends, as String cuts it.
func trim(text string, s doc.Span) doc.Span {
	raw := text[s.Start:s.End]
	left := strings.TrimLeft(raw, spaces)
	if left == "" {
		return doc.Span{Start: s.Start, End: s.Start}
	}
	return doc.Span{Start: s.End - len(left), End: s.Start + len(strings.TrimRight(raw, spaces))}
}

// cells gives one span for each cell of a table with something in it.
func cells(b *doc.Block) []doc.Span {
	var spans []doc.Span
	for _, c := range b.Cells {
		if strings.TrimSpace(b.Text[c.Span.Start:c.Span.End]) == "" {
			continue
		}
		if n := len(spans); n > 0 {
			spans[n-1].End = c.Span.Start
		}
		spans = append(spans, doc.Span{Start: c.Span.Start, End: len(b.Text)})
	}
	if len(spans) == 0 { // a table whose reader named no cells
		return []doc.Span{{Start: 0, End: len(b.Text)}}
	}
	spans[0].Start = 0
	return spans
}

// breaks gives the offsets after the hard line breaks of a block.
func breaks(b *doc.Block) []int {
	var at []int
	for _, r := range b.Runs {
		if r.Style&doc.Break != 0 {
			at = append(at, r.Span.End)
		}
	}
	return at
}
