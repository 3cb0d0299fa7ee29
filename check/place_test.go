package check

import (
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// TestPlaces: what is not translated yet lacks no number and no term and is in
// no wrong language; it is said once. What is translated is checked as ever.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		tag    lang.Tag
		target []string
		want   map[finding.Code]int
	}{
		{lang.En, []string{"⟦sa3b2c4d⟧", "⟦sbbbbbbb⟧", "⟦sccccccc⟧"}, map[finding.Code]int{NotTranslated: 1}},
		{lang.Ko, []string{"⟦saaaaaaa⟧", "⟦sb6d5e7f⟧", "⟦sccccccc⟧"}, map[finding.Code]int{NotTranslated: 1}},
		{lang.En, []string{"The 37 boats lay in the harbour.", "⟦sbbbbbbb⟧", "In 2024 the ice came early, in the middle of November."}, map[finding.Code]int{NotTranslated: 1}},
		{lang.En, []string{"The 38 boats lay in the harbour.", "⟦sbbbbbbb⟧", "In 2024 the ice came early, in the middle of November."}, map[finding.Code]int{NotTranslated: 1, Number: 1}},
		{lang.En, []string{"The 37 boats lay in the harbour.", "Nobody sold any of the 1,200 fish.", "In 2024 the ice came early, in the middle of November."}, map[finding.Code]int{}},
	} {
		source := segment.Document(paragraphs("a.zh-Hant.md", lang.ZhHant, "港口裏有 37 艘船。", "1,200 條魚沒有人買。", "2024 年，冰在 11 月中旬就來了。"))
		target := segment.Document(paragraphs("a.md", c.tag, c.target...))
		var beads []bitext.Bead
		for i := range c.target {
			beads = append(beads, bitext.Bead{Source: bitext.Range{From: i, To: i + 1}, Target: bitext.Range{From: i, To: i + 1}, Confidence: 1})
		}
		bt, err := bitext.New(source, target, beads)
		if err != nil {
			t.Fatal(err)
		}
		got := map[finding.Code]int{}
		out := Run(bt, IDs{}, nil, Options{})
		for _, f := range out.Findings {
			got[f.Code]++
			if f.Code == NotTranslated && (f.Severity != finding.Info || f.Args["Sentences"] != 3) {
				t.Errorf("%+v", f)
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%v: %v", c.target, out.Findings)
		}
		for code, n := range c.want {
			if got[code] != n {
				t.Errorf("%v: %d of %s, want %d", c.target, got[code], code, n)
			}
		}
		raised := Run(bt, IDs{}, nil, Options{Levels: map[finding.Code]Level{NotTranslated: Error}})
		if worst, _ := finding.Worst(raised.Findings); c.want[NotTranslated] > 0 && worst != finding.Error {
			t.Error("its level cannot be raised")
		}
	}
}
