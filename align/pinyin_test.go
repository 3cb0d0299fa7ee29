package align

import (
	"strings"
	"testing"
)

// TestPinyin: names in either script, characters with more than one reading,
// and what the dictionary does not read.
func TestPinyin(t *testing.T) {
	for text, want := range map[string]string{
		"李在明": "li zai ming", "習近平": "xi jin ping", "习近平": "xi jin ping", "呂布": "lv bu", "曾國藩": "zeng guo fan",
		"兒": "er", "中國": "zhong guo", "朴正熙": "pu zheng xi",
		"": "", "李A": "", "㐀": "", "囍鱻\xff": "",
	} {
		if got := strings.Join(Pinyin(text), " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
