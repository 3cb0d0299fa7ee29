package translate

import "testing"

// TestProperNoun: parts of speech as termbases write them.
func TestProperNoun(t *testing.T) {
	for pos, want := range map[string]bool{"proper noun": true, "properNoun": true, "Proper-Noun": true, "PROPN": true, "專有名詞": true, "专有名词": true, "고유 명사": true,
		"": false, "noun": false, "名詞": false, "verb": false, "noun, proper": false} {
		if properNoun(pos) != want {
			t.Errorf("%q", pos)
		}
	}
}
