package doc

import (
	"testing"
)

// a block as the reader makes it of "他說**「好」**&amp;走了[^1]。\n再見", whose
// second line follows without a space.
func sample() (string, *Block) {
	text := "他說**「好」**&amp;走了[^1]。\n再見"
	return text, &Block{
		Src:  Span{0, len(text)},
		Text: "他說「好」&走了。再見",
		Runs: []Run{
			{Span: Span{0, 6}, Src: Span{0, 6}},
			{Span: Span{6, 15}, Src: Span{8, 17}, Style: Strong},
			{Span: Span{15, 16}, Src: Span{19, 24}},
			{Span: Span{16, 22}, Src: Span{24, 30}},
			{Span: Span{22, 22}, Src: Span{30, 34}, Note: "1"},
			{Span: Span{22, 25}, Src: Span{34, 37}},
			{Span: Span{25, 31}, Src: Span{38, 44}},
		},
	}
}

func TestSource(t *testing.T) {
	text, b := sample()
	for _, c := range []struct {
		from, to int
		of, want string
	}{
		{0, 3, "他", "他"},
		{3, 6, "說", "說"},
		{0, 31, "他說「好」&走了。再見", "他說**「好」**&amp;走了[^1]。\n再見"},
		{3, 9, "說「", "說**「"},       // markup between is in
		{6, 15, "「好」", "「好」"},      // markup around is not
		{15, 16, "&", "&amp;"},     // an entity maps as a whole
		{12, 16, "」&", "」**&amp;"}, //
		{16, 25, "走了。", "走了[^1]。"}, // a footnote's mark between
		{16, 22, "走了", "走了"},       // and at the end not
		{22, 25, "。", "。"},         //
		{22, 31, "。再見", "。\n再見"},   // a folded line end
		{25, 31, "再見", "再見"},       //
		{28, 31, "見", "見"},         //
		{31, 31, "", ""},           // the end
		{6, 6, "", ""},             // between two runs
	} {
		if b.Text[c.from:c.to] != c.of {
			t.Fatalf("the case at %d is wrong: %q", c.from, b.Text[c.from:c.to])
		}
		s := b.Source(Span{c.from, c.to})
		if s.Start < 0 || s.End > len(text) || s.End < s.Start || text[s.Start:s.End] != c.want {
			t.Errorf("Source(%d-%d) of %q = %v, want %q", c.from, c.to, c.of, s, c.want)
		}
	}
}

// Every range of the text maps to a range of the file that grows with it.
func TestSourceGrows(t *testing.T) {
	_, b := sample()
	for from := 0; from <= len(b.Text); from++ {
		last := Span{}
		for to := from; to <= len(b.Text); to++ {
			s := b.Source(Span{from, to})
			if s.Start > s.End || s.Start < b.Src.Start || s.End > b.Src.End {
				t.Fatalf("Source(%d-%d) = %v", from, to, s)
			}
			if to > from+1 && (s.Start != last.Start || s.End < last.End) {
				t.Fatalf("Source(%d-%d) = %v after %v", from, to, s, last)
			}
			last = s
		}
	}
}

// A block without runs, and one whose runs end before its place does.
func TestSourceWithoutRuns(t *testing.T) {
	b := &Block{Src: Span{10, 20}}
	if s := b.Source(Span{0, 0}); s != (Span{20, 20}) {
		t.Errorf("Source of nothing = %v", s)
	}
	b = &Block{Src: Span{10, 20}, Text: "abc", Runs: []Run{{Span: Span{0, 3}, Src: Span{12, 15}}}}
	if s := b.Source(Span{3, 9}); s != (Span{15, 15}) {
		t.Errorf("Source past the end = %v", s)
	}
	if s := b.Source(Span{1, 2}); s != (Span{13, 14}) {
		t.Errorf("Source(1-2) = %v", s)
	}
}

func TestKindNames(t *testing.T) {
	seen := map[string]bool{}
	for k := Paragraph; k <= Rule; k++ {
		if name := k.String(); name == "unknown" || name == "" || seen[name] {
			t.Errorf("kind %d is named %q", k, name)
		} else {
			seen[name] = true
		}
	}
	for _, k := range []Kind{-1, Rule + 1} {
		if k.String() != "unknown" {
			t.Errorf("kind %d is named %q", k, k)
		}
	}
}

func TestSpan(t *testing.T) {
	s := Span{2, 4}
	if s.Len() != 2 || s.Empty() || !s.Contains(2) || s.Contains(4) || s.Contains(1) || !(Span{3, 3}).Empty() {
		t.Errorf("Span %v", s)
	}
}
