package check

import "strings"

// Mandarin syllables in Hangul, after the table of Chinese in the 외래어 표기법
// (Korean orthography of loanwords, Ministry notice 2017-14): an initial
// consonant and a final, joined here letter by letter.

var hangulInitials = []struct {
	pinyin string
	index  rune // of the leading consonant in Unicode's order
}{
	{"zh", 12}, {"ch", 14}, {"sh", 9}, {"b", 7}, {"p", 17}, {"m", 6}, {"f", 17}, {"d", 3}, {"t", 16}, {"n", 2}, {"l", 5},
	{"g", 0}, {"k", 15}, {"h", 18}, {"j", 12}, {"q", 14}, {"x", 9}, {"r", 5}, {"z", 13}, {"c", 14}, {"s", 10},
}

// hangulFinals give the syllables of a final as ㅇ-syllables: the first takes
// the initial consonant.
var hangulFinals = map[string]string{
	"a": "아", "o": "오", "e": "어", "ai": "아이", "ei": "에이", "ao": "아오", "ou": "어우", "an": "안", "en": "언", "ang": "앙", "eng": "엉", "er": "얼",
	"i": "이", "ia": "야", "ie": "예", "iao": "야오", "iu": "유", "ian": "옌", "in": "인", "iang": "양", "ing": "잉", "iong": "융",
	"u": "우", "ua": "와", "uo": "워", "uai": "와이", "ui": "우이", "uan": "완", "un": "운", "uang": "왕", "ong": "웅", "ue": "웨", "v": "위", "ve": "웨",
	"ya": "야", "ye": "예", "yao": "야오", "you": "유", "yan": "옌", "yin": "인", "yang": "양", "ying": "잉", "yong": "융", "yi": "이", "yu": "위", "yue": "웨", "yuan": "위안", "yun": "윈",
	"wa": "와", "wo": "워", "wai": "와이", "wei": "웨이", "wan": "완", "wen": "원", "wang": "왕", "weng": "웡", "wu": "우",
}

// hangulOf writes pinyin syllables in Hangul; plain takes ㅈ and ㅅ for z and s
// (리자이밍 for 리짜이밍), as newspapers often do. It is "" for a syllable that
// is none.
func hangulOf(syllables []string, plain bool) string {
	var b strings.Builder
	for _, s := range syllables {
		h := hangulSyllable(s, plain)
		if h == "" {
			return ""
		}
		b.WriteString(h)
	}
	return b.String()
}

func hangulSyllable(s string, plain bool) string {
	if f, ok := hangulFinals[s]; ok {
		return f
	}
	for _, in := range hangulInitials {
		final, ok := strings.CutPrefix(s, in.pinyin)
		if !ok {
			continue
		}
		lead := in.index
		if plain && lead == 13 {
			lead = 12
		}
		if plain && lead == 10 {
			lead = 9
		}
		sibilant := in.pinyin == "j" || in.pinyin == "q" || in.pinyin == "x"
		switch {
		case sibilant && final == "u":
			final = "v"
		case sibilant && final == "uan":
			return joinLead(lead, "위안")
		case sibilant && final == "un":
			return joinLead(lead, "윈")
		case final == "i" && (len(in.pinyin) == 2 || in.pinyin == "z" || in.pinyin == "c" || in.pinyin == "s" || in.pinyin == "r"):
			return joinLead(lead, "으")
		}
		h, ok := hangulFinals[final]
		if !ok {
			return ""
		}
		return joinLead(lead, h)
	}
	return ""
}

// joinLead gives the first syllable of h a leading consonant; after ㅈ, ㅉ and
// ㅊ no vowel with y is written (jia is 자).
func joinLead(lead rune, h string) string {
	r := []rune(h)
	code := r[0] - 0xAC00
	vowel, tail := code%588/28, code%28
	if lead == 12 || lead == 13 || lead == 14 {
		switch vowel {
		case 2, 3, 6, 7: // ㅑ ㅒ ㅕ ㅖ
			vowel -= 2
		case 12, 17: // ㅛ ㅠ
			vowel -= 4
		}
	}
	r[0] = 0xAC00 + lead*588 + vowel*28 + tail
	return string(r)
}
