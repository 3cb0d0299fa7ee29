package render

import (
	"fmt"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// textOf reads the notation of testdata/rows.txt: blocks parted by |, their
// sentences by a space.
func textOf(notation string, tag lang.Tag) *segment.Text {
	t := &segment.Text{Doc: &doc.Document{Lang: tag, Title: "test", Path: string(tag) + ".txt"}}
	if strings.TrimSpace(notation) == "" {
		return t
	}
	for i, block := range strings.Split(notation, "|") {
		block = strings.TrimSpace(block)
		b := &doc.Block{Text: block}
		switch {
		case block == "---":
			b.Kind, b.Text = doc.Rule, ""
		case strings.HasPrefix(block, "["):
			b.Kind, b.Text, b.Image = doc.Caption, "", doc.Image{Dest: strings.Trim(block, "[]")}
		case strings.HasPrefix(block, "T:"):
			b.Kind, b.Text = doc.Table, strings.TrimPrefix(block, "T:")
		}
		b.Runs = []doc.Run{{Span: doc.Span{Start: 0, End: len(b.Text)}}}
		t.Doc.Blocks = append(t.Doc.Blocks, b)
		for at := 0; at < len(b.Text); {
			end := len(b.Text)
			if j := strings.IndexByte(b.Text[at:], ' '); j >= 0 {
				end = at + j + 1
			}
			t.Sentences = append(t.Sentences, segment.Sentence{
				Index: len(t.Sentences), Block: i, Span: doc.Span{Start: at, End: end}})
			at = end
		}
	}
	return t
}

// beadsOf reads "1-1 2-1 0-1".
func beadsOf(t testing.TB, notation string) []bitext.Bead {
	var out []bitext.Bead
	s, g := 0, 0
	for _, word := range strings.Fields(notation) {
		var a, b int
		if _, err := fmt.Sscanf(word, "%d-%d", &a, &b); err != nil {
			t.Fatalf("bead %q: %v", word, err)
		}
		out = append(out, bitext.Bead{Source: bitext.Range{From: s, To: s + a}, Target: bitext.Range{From: g, To: g + b}, Confidence: 1})
		s, g = s+a, g+b
	}
	return out
}

var columnLangs = []lang.Tag{lang.ZhHant, lang.En, lang.Ko, lang.ZhHans}

// editionOf puts columns and beads (by target) together.
func editionOf(t testing.TB, columns []string, beads []string) *bitext.Edition {
	t.Helper()
	ed := &bitext.Edition{Name: "test", Source: textOf(columns[0], columnLangs[0])}
	for k := range columns[1:] {
		bt, err := bitext.New(ed.Source, textOf(columns[k+1], columnLangs[k+1]), beadsOf(t, beads[k]))
		if err != nil {
			t.Fatal(err)
		}
		ed.Targets = append(ed.Targets, bitext.Target{Bitext: bt})
	}
	return ed
}

// sentencesIn shows a range of sentences.
func sentencesIn(t *segment.Text, r bitext.Range) string {
	if r.Len() == 0 {
		return "."
	}
	var out []string
	for i := r.From; i < r.To; i++ {
		out = append(out, t.String(i))
	}
	return strings.Join(out, " ")
}

// cellIn shows a cell in the notation of the case file.
func cellIn(t *segment.Text, c Cell) string {
	if c.Empty() {
		return "."
	}
	var out []string
	for _, p := range c.Parts {
		b := t.Doc.Blocks[p.Block]
		show := strings.TrimSpace(b.Text[p.Span.Start:p.Span.End])
		switch b.Kind {
		case doc.Rule:
			show = "---"
		case doc.Caption:
			show = "[" + b.Image.Dest + "]"
		case doc.Table:
			show = "T:" + show
		}
		if !p.Ends {
			show += "~"
		}
		out = append(out, show)
	}
	return strings.Join(out, " | ")
}
