package exchange

import (
	"testing"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/segment"
)

// TestBitext: pairs stay pairs, in paragraphs, with emphasis where the kind of
// a code is known, and what a document must be it is.
func TestBitext(t *testing.T) {
	f := rich()
	f.Units[1].Paragraph = 2                                                                                                                  // together with the first
	f.Units = append(f.Units, Unit{Group: 90, From: "zh-Hant", To: "en", Target: "An addition."}, Unit{Group: 91, From: "zh-Hant", To: "en"}) // nothing at all
	b, ids, err := f.Bitext("x", "zh-Hant", "en")
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Beads) != 7 || len(ids.Source) != 6 || len(ids.Targets[0]) != 7 || b.Beads[6].Source.Len() != 0 {
		t.Fatalf("%d beads, ids %v", len(b.Beads), ids)
	}
	if got := b.Source.String(0); got != "港口結了冰。" {
		t.Errorf("the first sentence is %q", got)
	}
	if got := b.Target.String(1); got != doc.EmptyPlace(ids.Source[1]) {
		t.Errorf("an empty target is %q, want the place of %s", b.Target.String(1), ids.Source[1])
	}
	if len(b.Source.Doc.Blocks) != 5 || b.Source.Sentences[1].Block != 0 || b.Source.Sentences[2].Block != 1 {
		t.Errorf("%d paragraphs", len(b.Source.Doc.Blocks))
	}
	strong := false
	for _, r := range b.Source.Doc.Blocks[0].Runs {
		strong = strong || r.Style == doc.Strong && b.Source.Doc.Blocks[0].Text[r.Span.Start:r.Span.End] == "結了冰"
	}
	if !strong {
		t.Errorf("bold is lost: %+v", b.Source.Doc.Blocks[0].Runs)
	}
	for _, text := range []*segment.Text{b.Source, b.Target} {
		whole(t, text)
	}
	if _, _, err := f.Bitext("x", "ko", "en"); err == nil {
		t.Error("pairs of a language that the file does not have")
	}
}

// whole checks that runs and sentences cover each block, and point into the
// document's text.
func whole(t *testing.T, text *segment.Text) {
	t.Helper()
	ends := make([]int, len(text.Doc.Blocks))
	for _, s := range text.Sentences {
		if s.Span.Start != ends[s.Block] {
			t.Errorf("sentence %d begins at %d, not at %d", s.Index, s.Span.Start, ends[s.Block])
		}
		ends[s.Block] = s.Span.End
	}
	for k, b := range text.Doc.Blocks {
		at := 0
		for _, r := range b.Runs {
			if r.Span.Start != at || text.Doc.Text[r.Src.Start:r.Src.End] != b.Text[r.Span.Start:r.Span.End] {
				t.Errorf("block %d: run %+v does not follow %d, or its source is other text", k, r, at)
			}
			at = r.Span.End
		}
		if at != len(b.Text) || ends[k] != len(b.Text) || text.Doc.Text[b.Src.Start:b.Src.End] != b.Text {
			t.Errorf("block %d is not covered", k)
		}
	}
}
