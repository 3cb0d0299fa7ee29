package translate

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// TestJudgeDictionary: an answer is held to the terms as `duizhao check` holds
// it. A service is not asked again for the sea in 山東海域, and a name that it
// read in Mandarin is put right.
func TestJudgeDictionary(t *testing.T) {
	g, err := glossary.Parse("glossary.csv", []byte("zh-Hant,en\n東海,East China Sea\n李在明,Lee Jae-myung\n"))
	if err != nil {
		t.Fatal(err)
	}
	j := &judge{from: lang.ZhHant, to: lang.En, g: g, words: check.Dictionary{Words: align.Words, Pinyin: align.Pinyin}}
	for _, c := range []struct {
		source, target string
		code           finding.Code // "" for nothing
		repaired       string
	}{
		{"山東海域起了大霧。", "Thick fog rose off the coast of Shandong.", "", ""},
		{"渡輪開往東海。", "The ferry sailed to the Yellow Sea.", check.TermMissing, ""},
		{"李在明抵達機場。", "Li Zaiming arrived at the airport.", check.NameReading, "Lee Jae-myung arrived at the airport."},
	} {
		v := j.judge(c.source, c.target)
		var codes []string
		for _, f := range v.all() {
			codes = append(codes, string(f.Code))
		}
		if got := strings.Join(codes, " "); got != string(c.code) {
			t.Errorf("%s: %q, want %q", c.source, got, c.code)
		}
		if got, ok := j.repair(c.source, c.target); ok != (c.repaired != "") || ok && got != c.repaired {
			t.Errorf("%s: repaired to %q (%v), want %q", c.source, got, ok, c.repaired)
		}
	}
}
