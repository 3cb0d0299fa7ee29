package segment

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestPlaces: an empty place of a draft is a sentence of its own in every
// language, wherever it stands.
func TestPlaces(t *testing.T) {
	for _, c := range []struct{ tag, text, want string }{
		{"en", "⟦s1⟧ The harbour froze. ⟦s2⟧ ⟦s3⟧ nobody fished", "⟦s1⟧ |The harbour froze. |⟦s2⟧ |⟦s3⟧ |nobody fished"},
		{"en", "Mr. ⟦s1⟧ Smith left", "Mr. |⟦s1⟧ |Smith left"},
		{"en", "no stop ⟦s1⟧", "no stop |⟦s1⟧"},
		{"en", "⟦s1⟧", "⟦s1⟧"},
		{"en", "She said, “Go. ⟦s1⟧ Stay.”", "She said, “Go. |⟦s1⟧ |Stay.”"},
		{"ko", "항구가 얼었다. ⟦s1⟧ 아무도", "항구가 얼었다. |⟦s1⟧ |아무도"},
		{"zh-Hant", "港口結了冰。⟦s1⟧⟦s2⟧沒有人捕魚", "港口結了冰。|⟦s1⟧|⟦s2⟧|沒有人捕魚"},
		{"zh-Hans", "（⟦s1⟧）他走了。", "（|⟦s1⟧|）他走了。"},
		{"fr", "Le port gela ⟦s1⟧ et l’on", "Le port gela |⟦s1⟧ |et l’on"},
		{"en", "The set ⟦A⟧ is no place. Nor is ⟦⟧ one.", "The set ⟦A⟧ is no place. |Nor is ⟦⟧ one."},
	} {
		var got []string
		for _, s := range Split(lang.Tag(c.tag), c.text) {
			got = append(got, c.text[s.Start:s.End])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %s\nwant %s", c.tag, strings.Join(got, "|"), c.want)
		}
	}
}
