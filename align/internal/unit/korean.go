package unit

import (
	"sort"
	"strconv"
	"strings"
)

// Korean cuts text into eojeols (words between spaces). A token's forms are:
// the first two syllables of the word without its josa ("a:" and they), the
// next two ("b:"), and every form under which the Chinese–Korean lexicon may
// know it: "n:" and a noun, "v:" and the letters of a verb's stem. Words in
// Latin letters and figures are tokens of their own.
func Korean(text string) []Token {
	var out []Token
	for i := 0; i < len(text); {
		c, w := decode(text[i:])
		switch {
		case isDigit(c):
			v, n := koreanNumber(text[i:])
			raw := text[i : i+n]
			out = append(out, Token{Forms: []string{"#" + strconv.FormatInt(int64(v), 10)}, Text: raw, Value: v})
			i += n
		case IsHangul(c):
			n := 0
			for n < len(text)-i {
				c, w := decode(text[i+n:])
				if !IsHangul(c) {
					break
				}
				n += w
			}
			out = append(out, eojeol(text[i:i+n]))
			i += n
		case isLatin(c):
			n := letters(text[i:])
			out = words(out, text[i:i+n])
			i += n
		default:
			i += w
		}
	}
	return out
}

// koreanNumber reads figures with the units 만, 억, 조, 천, 백 behind them.
func koreanNumber(s string) (Value, int) {
	n := figures(s)
	total, last := 0.0, parse(s[:n])
	for {
		c, w := decode(s[n:])
		u, ok := map[rune]float64{'백': 100, '천': 1e3, '만': 1e4, '억': 1e8, '조': 1e12}[c]
		if !ok {
			break
		}
		last *= u
		n += w
		c, w = decode(s[n:])
		if c == ' ' {
			if d, _ := decode(s[n+w:]); isDigit(d) && u >= 1e4 {
				k := figures(s[n+w:])
				if next, _ := decode(s[n+w+k:]); next == '만' || next == '천' || next == '억' {
					total += last
					last, n = parse(s[n+w:n+w+k]), n+w+k
				}
				continue
			}
			break
		}
		if isDigit(c) {
			k := figures(s[n:])
			total += last
			last, n = parse(s[n:n+k]), n+k
		}
	}
	return valueOf(total + last), n
}

func eojeol(w string) Token {
	r := []rune(w)
	t := Token{Text: w, Stop: koreanStop[w]}
	noun := len(r) - josaLength(r)
	t.Forms = append(t.Forms, "a:"+string(r[:min(2, noun)]))
	if noun > 2 {
		t.Forms = append(t.Forms, "b:"+string(r[2:min(4, noun)]))
	}
	if noun > 4 {
		t.Forms = append(t.Forms, "b:"+string(r[4:min(6, noun)]))
	}
	t.Forms = append(t.Forms, "n:"+string(r[:noun]))
	for n := 2; n < noun; n++ {
		t.Forms = append(t.Forms, "n:"+string(r[:n]))
	}
	if noun != len(r) && len(r) <= 4 {
		t.Forms = append(t.Forms, "n:"+w)
	}
	j := jamo(r)
	for n := 2; n <= len(j) && n <= 12; n++ {
		if n == len(j) || ending(j[n:]) {
			t.Forms = append(t.Forms, "v:"+string(j[:n]))
		}
	}
	return t
}

// josa are the particles that follow a noun, and the copula.
var josa = func() [][]rune {
	list := strings.Fields(`은 는 이 가 을 를 에 의 도 만 와 과 로 나 랑 께 야 들 란 며 고 다 에서 에게 한테 께서 으로 까지 부터 처럼 보다 이나 라고 이라 이며
이고 이다 였다 마다 조차 마저 밖에 들이 들은 들을 들의 들도 들과 에는 에도 로서 로써 로는 로도 와는 과는 와의 과의 에만 만은 만이 만을 이란 이든 든지 이랑 하고 같이 만큼 대로 입니다 이었다
이라는 이라고 으로서 으로써 으로는 으로도 까지는 까지도 부터는 에서는 에서도 에서의 에게는 에게서 에게도 들에게 들에서 들이다 들로 들과의 이지만 이면서 인데 이었던 였던 이자 이라며 라는 라며 라도 이라도 이나마 으로부터 로부터 에서부터 이었습니다 였습니다 이에요 예요 이죠 께서는 조차도 뿐 뿐만 마저도 처럼은 보다는 보다도 에게까지`)
	out := make([][]rune, len(list))
	for i, j := range list {
		out[i] = []rune(j)
	}
	sort.SliceStable(out, func(a, b int) bool { return len(out[a]) > len(out[b]) })
	return out
}()

// josaLength is the number of syllables of the longest particle that ends the
// word and leaves at least one syllable (two, for particles of one syllable
// that as often end a noun or verb).
func josaLength(r []rune) int {
	for _, j := range josa {
		if len(j) >= len(r) {
			continue
		}
		if string(r[len(r)-len(j):]) != string(j) {
			continue
		}
		if len(j) == 1 && len(r) == 2 && strings.ContainsRune("다고며들야나란", j[0]) {
			continue
		}
		return len(j)
	}
	return 0
}

var koreanStop = set(`그 이 저 것 수 등 및 더 또 또한 그리고 그러나 하지만 그래서 있다 있는 있었다 없다 한다 하는 했다 할 한 하고 된 되는 된다 됐다 대한 대해 위해 위한 따라 통해 때 때문에 중 내 나는
그는 그가 그의 그녀는 그녀가 나의 우리 매우 아주 잘 못 안 다시 모두 이런 그런 어떤 같은 것은 것을 것이 것이다 수도 있을 있고 없는 않은 않는 않았다 아니라 그것은 바로 가장`)

// jamo spells syllables in letters: initial, vowel, final. Compound finals
// stay whole, so that 앉 is ㅇㅏㄵ.
func jamo(r []rune) []rune {
	out := make([]rune, 0, 3*len(r))
	for _, c := range r {
		if !IsHangul(c) {
			out = append(out, c)
			continue
		}
		s := c - 0xac00
		out = append(out, 0x1100+s/588, 0x1161+s%588/28)
		if f := s % 28; f > 0 {
			out = append(out, finals[f-1])
		}
	}
	return out
}

// finals are the consonants of a syllable's end, the simple ones written as
// the initial of the same sound, so that 들어 and 듣 compare by letters.
var finals = []rune{0x1100, 0x1101, 0x11aa, 0x1102, 0x11ac, 0x11ad, 0x1103, 0x1105, 0x11b0, 0x11b1, 0x11b2, 0x11b3, 0x11b4, 0x11b5, 0x11b6,
	0x1106, 0x1107, 0x11b9, 0x1109, 0x110a, 0x110b, 0x110c, 0x110e, 0x110f, 0x1110, 0x1111, 0x1112}

// endings are the letters with which verb endings begin.
var endings = func() []string {
	var out []string
	for _, e := range strings.Fields(`다 고 는 은 을 어 아 여 었 았 였 지 게 기 면 며 니 던 려 러 서 시 세 습 자 네 나 라 도 야 든 군 구 거 겠 으 음 므 소 냐 느 요 죠 까 므로 도록 듯 오 가 보 주 내 버 놓 두 있`) {
		out = append(out, string(jamo([]rune(e))))
	}
	// A final consonant that belongs to the ending: ㄴ ㄹ ㅁ ㅂ ㅆ behind a vowel.
	for _, e := range []rune{0x1102, 0x1105, 0x1106, 0x1107, 0x110a} {
		out = append(out, string(e))
	}
	return out
}()

func ending(rest []rune) bool {
	s := string(rest)
	for _, e := range endings {
		if strings.HasPrefix(s, e) {
			return true
		}
	}
	return false
}

// KoreanForms gives the forms (as in Token.Forms) under which a lexicon entry
// is met in text: a word that ends in 다 counts as a verb and gives its stem's
// shapes (듣다: 듣, 들; 모르다: 모르, 몰라), any other as a noun.
func KoreanForms(entry string) []string {
	r := []rune(strings.TrimSpace(entry))
	if len(r) == 0 {
		return nil
	}
	for _, c := range r {
		if !IsHangul(c) {
			return nil
		}
	}
	if r[len(r)-1] != '다' || len(r) < 2 {
		return []string{"n:" + string(r)}
	}
	return verbForms(r[:len(r)-1])
}

// KoreanStemForms is KoreanForms for a stem written without 다, of which it
// is not known whether it is a noun or a verb.
func KoreanStemForms(stem string) []string {
	f := KoreanForms(stem)
	if r := []rune(stem); len(f) == 1 && strings.HasPrefix(f[0], "n:") {
		f = append(f, verbForms(r)...)
	}
	return f
}

// irregularD reports whether a stem's final ㄷ becomes ㄹ before a vowel: a
// closed list of verbs (국립국어원, 한글 맞춤법 제18항).
func irregularD(r []rune) bool {
	last := r[len(r)-1]
	return strings.ContainsRune("듣걷묻싣긷붇컫", last) || last == '닫' && len(r) > 1 && r[len(r)-2] == '깨'
}

// regularB reports whether a stem keeps its final ㅂ before a vowel (입: 입어);
// most do not (돕: 도와).
func regularB(r []rune) bool {
	last := r[len(r)-1]
	return strings.ContainsRune("입잡집뽑씹접좁업꼽", last) || last == '줍' && len(r) > 1
}

func verbForms(r []rune) []string {
	out := []string{"v:" + string(jamo(r))}
	last := r[len(r)-1] - 0xac00
	head := string(jamo(r[:len(r)-1]))
	in, vowel, final := last/588, last%588/28, last%28
	spell := func(in, vowel, final rune) string {
		return "v:" + head + string(jamo([]rune{0xac00 + in*588 + vowel*28 + final}))
	}
	switch {
	case final == 0 && vowel == 20: // 마시: 마셔
		out = append(out, spell(in, 6, 0))
	case final == 0 && vowel == 8: // 오: 와
		out = append(out, spell(in, 9, 0))
	case final == 0 && vowel == 13: // 주: 줘
		out = append(out, spell(in, 14, 0))
	case final == 0 && vowel == 11: // 되: 돼
		out = append(out, spell(in, 10, 0))
	case final == 0 && vowel == 0 && r[len(r)-1] == '하': // 하: 해
		out = append(out, spell(in, 1, 0))
	case final == 0 && vowel == 18: // 쓰: 써; 모르: 몰라
		out = append(out, spell(in, 4, 0), spell(in, 0, 0))
		if in == 5 && len(r) > 1 {
			if p := r[len(r)-2]; (p-0xac00)%28 == 0 {
				out = append(out, "v:"+string(jamo(append(append([]rune{}, r[:len(r)-2]...), p+8))))
			}
		}
	case final == 7 && irregularD(r): // 듣: 들
		out = append(out, spell(in, vowel, 8))
	case final == 17 && !regularB(r): // 돕: 도와, 어렵: 어려워
		out = append(out, spell(in, vowel, 0)+string(jamo([]rune("우"))), spell(in, vowel, 0)+string(jamo([]rune("워"))), spell(in, vowel, 0)+string(jamo([]rune("와"))))
	case final == 19 && strings.ContainsRune("짓잇낫붓긋젓잣", r[len(r)-1]): // 짓: 지어
		out = append(out, spell(in, vowel, 0))
	case final == 27 && len(r) > 1 && !strings.ContainsRune("놓넣낳쌓닿좋땋빻찧", r[len(r)-1]): // 그렇: 그러, 그래
		out = append(out, spell(in, vowel, 0), spell(in, 1, 0))
	case final == 8: // 살: 사는
		out = append(out, spell(in, vowel, 0))
	}
	return out
}
