package glossary

import (
	"slices"
	"sync"

	"github.com/longbridgeapp/opencc"

	"github.com/duizhao/duizhao/lang"
)

// Converters between the Chinese scripts, loaded when first needed: those to
// Simplified take 5 ms, those from Simplified 70 ms.
var converters = map[string]func() *opencc.OpenCC{}

func init() {
	for _, name := range []string{"t2s", "tw2s", "hk2s", "t2tw", "t2hk", "s2t"} {
		converters[name] = sync.OnceValue(func() *opencc.OpenCC {
			c, err := opencc.New(name)
			if err != nil {
				return nil // its data is embedded; without it a form is its own only variant
			}
			return c
		})
	}
}

// convert gives text in another script or regional spelling, or as it is
// where that fails.
func convert(name, text string) string {
	c := converters[name]()
	if c == nil {
		return text
	}
	out, err := c.Convert(text)
	if err != nil {
		return text
	}
	return out
}

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
		traditional = convert("s2t", form)
	}
	add(traditional)
	add(convert("t2tw", traditional))
	add(convert("t2hk", traditional))
	if tag != lang.ZhHans {
		add(convert("t2s", traditional))
		add(convert("tw2s", traditional))
		add(convert("hk2s", traditional))
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
