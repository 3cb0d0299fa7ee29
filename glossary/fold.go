package glossary

import (
	"slices"

	"github.com/duizhao/duizhao/hanconv"
	"github.com/duizhao/duizhao/lang"
)

// variants lists the spellings of a Chinese form that mean the same: itself,
// then what the converter makes of it phrase by phrase, in both scripts and in
// the characters preferred in Taiwan and Hong Kong (裡/裏, 台/臺, 著/着).
// Folding the forms rather than every text keeps matching exact: 髮 and 發
// never meet, as they would character by character.
func variants(form string, tag lang.Tag) []string {
	if isASCII(form) {
		return []string{form}
	}
	out := []string{form}
	add := func(v string) {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	traditional := form
	if tag == lang.ZhHans {
		traditional = hanconv.Convert(hanconv.S2T, form)
	}
	add(traditional)
	add(hanconv.Convert(hanconv.T2TW, traditional))
	add(hanconv.Convert(hanconv.T2HK, traditional))
	if tag != lang.ZhHans {
		add(hanconv.Convert(hanconv.T2S, traditional))
		add(hanconv.Convert(hanconv.TW2S, traditional))
		add(hanconv.Convert(hanconv.HK2S, traditional))
	}
	return out
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
