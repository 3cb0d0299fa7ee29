package glossary

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/lang"
)

// TestExtractUncut: no candidate is a window of a longer name, begins with a
// numeral that belongs to a number, or begins or ends within a word.
func TestExtractUncut(t *testing.T) {
	var beads []Pairing
	for _, p := range [][2]string{
		{"北海道東部沿岸漁業協同組合會長說，冰來得早。", "The head of the Eastern Hokkaido Coastal Fisheries Cooperative says the ice came early."},
		{"昨天北海道東部沿岸漁業協同組合開會。", "The Eastern Hokkaido Coastal Fisheries Cooperative met yesterday."},
		{"記者問北海道東部沿岸漁業協同組合要不要停航。", "Reporters asked the Eastern Hokkaido Coastal Fisheries Cooperative about a stop."},
		{"自民黨黨員反對三百萬貸款計畫。", "Members of the party oppose the loan plan of three million."},
		{"自民黨黨員也反對五百萬貸款計畫。", "Members of the party also oppose the loan plan of five million."},
		{"山東海域起霧。", "Fog off Shandong."},
		{"山東海域無風。", "Calm off Shandong."},
	} {
		beads = append(beads, Pairing{p[0], p[1]})
	}
	found := Extract(lang.ZhHant, lang.En, beads, nil, ExtractOptions{Words: align.Words})
	if len(found) == 0 {
		t.Fatal("nothing is proposed")
	}
	for _, c := range found {
		for _, cut := range []string{"海道東部", "道東部沿", "漁業協同組", "東海", "黨黨員", "民黨", "萬貸款"} {
			if strings.HasPrefix(c.Source, cut) || c.Source == "北海道東部沿岸漁業協" {
				t.Errorf("%s is cut (↔ %s)", c.Source, c.Target)
			}
		}
	}
}
