package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestConsistencyPlace: an empty place is no second translation, and two of them
// are no common one.
func TestConsistencyPlace(t *testing.T) {
	a := pair(t, lang.En,
		[]string{"記者會將於下午舉行。", "記者會將於下午舉行。", "風暴正在接近海岸。", "記者會將於下午舉行。"},
		[]string{"⟦sq3h7k2a⟧", "The press conference is this afternoon.", "⟦sq3h7k2a⟧", "Reporters are met in the afternoon."})
	found := Consistency(Facts(a, IDs{}), Options{})
	if len(found) != 1 || found[0].Code != TwoWays || found[0].Args["Want"] != "The press conference is this afternoon." {
		t.Errorf("%v", found)
	}
}

// TestConsistency: across two articles, one source translated two ways and two
// translated alike; capitals, punctuation and the other script are no
// difference, and short sentences are left alone.
func TestConsistency(t *testing.T) {
	a := pair(t, lang.En,
		[]string{"記者會將於下午舉行。", "雙方同意繼續對話。", "是的。", "風暴正在接近海岸。", "圖為會場外景"},
		[]string{"The press conference is this afternoon.", "Both sides agreed to keep talking.", "Yes.", "A storm is nearing the coast.", "Outside the venue"})
	b := pair(t, lang.En,
		[]string{"记者会将于下午举行。", "雙方同意繼續對話！", "是的。", "颱風正在接近海岸。", "图为会场外景"},
		[]string{"The press conference will take place this afternoon.", "both sides agreed to keep talking", "Right.", "A storm is nearing the coast.", "A view outside the venue"})
	facts := append(Facts(a, IDs{}), Facts(b, IDs{Source: []string{"s0"}, Target: []string{"t0"}})...)
	var got []string
	for _, f := range Consistency(facts, Options{}) {
		got = append(got, fmt.Sprint(f.Code, " ", f.Target.Sentence.Index, " ", f.Severity))
	}
	want := "translated-two-ways 0 warning, translated-alike 3 info, translated-two-ways 4 warning"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}

// TestWrongLanguage: a text in another language is an error, and nothing else
// is said about it; the other Chinese script is a warning.
func TestWrongLanguage(t *testing.T) {
	for _, c := range []struct {
		name, want     string
		target         lang.Tag
		source, result []string
	}{
		{"right", "", lang.En, []string{"他昨天離開了首都。", "會議將於明天結束。"}, []string{"He left the capital yesterday.", "The meeting ends tomorrow."}},
		{"Korean for English", "wrong-language error", lang.En, []string{"他昨天離開了首都。", "會議將於明天結束。"}, []string{"그는 어제 수도를 떠났다.", "회의는 내일 끝난다."}},
		{"English for Korean", "wrong-language error", lang.Ko, []string{"他昨天離開了首都。", "會議將於明天結束。"}, []string{"He left the capital yesterday.", "The meeting ends tomorrow, as was agreed."}},
		{"English as the source", "wrong-language error", lang.En, []string{"He left the capital yesterday.", "The meeting ends tomorrow, as was agreed."}, []string{"He left the capital yesterday.", "The meeting ends tomorrow."}},
		{"the source itself", "wrong-language error", lang.En, []string{"他昨天離開了首都。", "會議將於明天結束。"}, []string{"他昨天離開了首都。", "會議將於明天結束。"}},
	} {
		var got []string
		for _, f := range Run(pair(t, c.target, c.source, c.result), IDs{}, nil, Options{}).Findings {
			got = append(got, fmt.Sprint(f.Code, " ", f.Severity))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
