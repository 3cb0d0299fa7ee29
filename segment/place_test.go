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
		{"en", "⟦saaaaaaa⟧ The harbour froze. ⟦sbbbbbbb⟧ ⟦sccccccc⟧ nobody fished", "⟦saaaaaaa⟧ |The harbour froze. |⟦sbbbbbbb⟧ |⟦sccccccc⟧ |nobody fished"},
		{"en", "Mr. ⟦saaaaaaa⟧ Smith left", "Mr. |⟦saaaaaaa⟧ |Smith left"},
		{"en", "no stop ⟦saaaaaaa⟧", "no stop |⟦saaaaaaa⟧"},
		{"en", "⟦saaaaaaa⟧", "⟦saaaaaaa⟧"},
		{"en", "She said, “Go. ⟦saaaaaaa⟧ Stay.”", "She said, “Go. |⟦saaaaaaa⟧ |Stay.”"},
		{"ko", "항구가 얼었다. ⟦saaaaaaa⟧ 아무도", "항구가 얼었다. |⟦saaaaaaa⟧ |아무도"},
		{"zh-Hant", "港口結了冰。⟦saaaaaaa⟧⟦sbbbbbbb⟧沒有人捕魚", "港口結了冰。|⟦saaaaaaa⟧|⟦sbbbbbbb⟧|沒有人捕魚"},
		{"zh-Hans", "（⟦saaaaaaa⟧）他走了。", "（|⟦saaaaaaa⟧|）他走了。"},
		{"fr", "Le port gela ⟦saaaaaaa⟧ et l’on", "Le port gela |⟦saaaaaaa⟧ |et l’on"},
		{"en", "The set ⟦a⟧ is no place. Nor is ⟦sic⟧ one.", "The set ⟦a⟧ is no place. |Nor is ⟦sic⟧ one."},
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
