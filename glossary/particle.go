package glossary

import (
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
)

// particlePairs are the Korean particles with two forms: after a consonant and
// after a vowel. Longer ones stand before their beginnings.
var particlePairs = [][2]string{
	{"이라고", "라고"}, {"이라는", "라는"}, {"이라며", "라며"}, {"이었다", "였다"}, {"이란", "란"}, {"이랑", "랑"}, {"이며", "며"}, {"이나", "나"},
	{"으로", "로"}, {"은", "는"}, {"이", "가"}, {"을", "를"}, {"과", "와"},
}

// ending is how a word ends for the particle after it.
type ending uint8

const (
	endUnknown ending = iota
	endVowel
	endRieul // ㄹ: a consonant, but 로 and not 으로 follows
	endConsonant
)

// endingOf judges a noun by its last syllable, its last digit read in
// Sino-Korean, or its Latin letters read as Koreans read them.
func endingOf(noun string) ending {
	r, _ := utf8.DecodeLastRuneInString(noun)
	switch {
	case hangul(r):
		switch (r - 0xAC00) % 28 {
		case 0:
			return endVowel
		case 8:
			return endRieul
		}
		return endConsonant
	case r >= '0' && r <= '9':
		return [...]ending{endConsonant, endRieul, endVowel, endConsonant, endVowel, endVowel, endConsonant, endRieul, endRieul, endVowel}[r-'0']
	case r < 0x80 && letter(byte(r)):
		return latinEnding(noun)
	}
	return endUnknown
}

// latinEnding reads a Latin word: an acronym that can't be said as a word by
// its letters (FTA is 에프티에이, IBM 아이비엠), others by their sound (APEC is
// 에이펙, THAAD 사드).
func latinEnding(noun string) ending {
	word := noun[strings.LastIndexAny(noun, " -./")+1:]
	if word == "" {
		return endUnknown
	}
	last := word[len(word)-1] | 0x20
	if word == strings.ToUpper(word) && !sayable(word) {
		switch last {
		case 'l', 'r':
			return endRieul
		case 'm', 'n':
			return endConsonant
		}
		return endVowel
	}
	switch last {
	case 'l':
		return endRieul
	case 'm', 'n', 'p', 'k', 'c', 't':
		return endConsonant
	case 'g':
		if strings.HasSuffix(strings.ToLower(word), "ng") {
			return endConsonant
		}
	case 'e':
		return endUnknown // Google is 구글, Apple 애플, Nike 나이키
	}
	return endVowel
}

// sayable reports an acronym that is said as a word: four letters or more,
// with a vowel among the first two and no three consonants in a row.
func sayable(word string) bool {
	if len(word) < 4 || !vowel(word[0]) && !vowel(word[1]) && !strings.HasPrefix(word, "TH") {
		return false
	}
	run := 0
	for i := 0; i < len(word); i++ {
		if run++; vowel(word[i]) {
			run = 0
		}
		if run > 2 {
			return false
		}
	}
	return true
}

// Agree gives the form of a Korean particle that stands after noun: 은 or 는,
// 이 or 가, 을 or 를, 과 or 와, 으로 or 로 (로 after ㄹ). A particle of one form,
// and one after a noun whose reading is not known, comes back as it is.
func Agree(noun, particle string) string {
	end := endingOf(noun)
	if end == endUnknown {
		return particle
	}
	for _, p := range particlePairs {
		for _, form := range p {
			rest, ok := strings.CutPrefix(particle, form)
			if !ok || form == "이" && rest != "" || form == "나" && rest != "" {
				continue
			}
			if end == endVowel || end == endRieul && p[0] == "으로" {
				return p[1] + rest
			}
			return p[0] + rest
		}
	}
	return particle
}

// ParticleAfter finds the particle that follows a noun which ends at offset at
// of text, looking through a parenthesis: 이재명(李在明)은. ok is false where
// there is none that has two forms.
func ParticleAfter(text string, at int) (span doc.Span, ok bool) {
	if close := parenthesis(text[at:]); close > 0 {
		at += close
	}
	tail := hangulAfter(text[at:])
	if tail == "" || !koreanTail(tail) {
		return span, false
	}
	for _, p := range particlePairs {
		for _, form := range p {
			rest, has := strings.CutPrefix(tail, form)
			if !has || rest != "" && !particleChain(rest, 3) || (form == "이" || form == "나" || form == "가") && rest != "" {
				continue
			}
			return doc.Span{Start: at, End: at + len(form)}, true
		}
	}
	return span, false
}

// parenthesis is the length of a short parenthesis at the beginning of s, 0
// for none.
func parenthesis(s string) int {
	for _, p := range [][2]string{{"(", ")"}, {"（", "）"}, {"[", "]"}} {
		if strings.HasPrefix(s, p[0]) {
			if i := strings.Index(s, p[1]); i > 0 && i < 80 {
				return i + len(p[1])
			}
		}
	}
	return 0
}
