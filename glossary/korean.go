package glossary

import (
	"strings"
	"unicode/utf8"
)

// The tail grammar of a Korean eojeol after a noun: an optional plural or
// title, then either particles or a verb made of the noun, whose nominal and
// adverbial forms take particles again. It accepts more than is grammatical (은
// after a vowel is another check's business) and less than is possible: what
// it does not know is no match.

// nounTails stand between a noun and its particles.
var nounTails = []string{"들", "측", "님", "씨", "군", "양", "적", "발", "행", "산", "식", "별", "급", "용", "상", "하", "내", "간", "당", "쯤", "등", "여",
	"항", "역", "강", "섬", "시", "구", "해변", "공항", "거리"} // of places: 부산항

// particles, any of which may follow another.
var particles = []string{
	"은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에게서", "께", "께서", "한테", "한테서", "로", "으로",
	"로서", "으로서", "로써", "으로써", "로부터", "으로부터", "와", "과", "도", "만", "까지", "부터", "조차", "마저", "처럼",
	"같이", "보다", "라도", "이라도", "나", "이나", "든지", "이든지", "나마", "이나마", "밖에", "뿐", "만큼", "대로", "마다",
	"야", "이야", "랑", "이랑", "하고", "커녕", "은커녕", "는커녕", "라고", "이라고", "라는", "이라는", "란", "이란", "라며", "이라며",
	"에다", "에다가", "치고", "더러", "보고", "요", "서", "아", "여",
}

// predicates make a verb or adjective of a noun, or are the copula.
var predicates = []string{
	"하", "해", "했", "한", "할", "함", "합", "하였", "하여", "되", "돼", "됐", "된", "될", "됨", "됩", "되었", "되어",
	"시키", "시켜", "시켰", "시킨", "시킬", "시킴", "시킵", "당하", "당해", "당했", "당한", "당할", "받", "받았", "받아", "받은", "받을",
	"이", "인", "일", "임", "입", "였", "이었", "이어", "여",
	"스럽", "스러운", "스러웠", "스러워", "롭", "로운", "로워", "로웠", "답", "다운", "다웠", "다워",
}

// endings follow predicates.
var endings = []string{
	"", "다", "는", "고", "며", "면", "지", "기", "도록", "려", "려는", "려고", "려면", "러", "게", "던", "자", "자는", "자고", "므로",
	"면서", "거나", "는데", "라", "라고", "라는", "니다", "니까", "시다", "는다", "ㄴ다", "다고", "다는", "다며", "다면", "다가",
	"겠다", "겠다고", "겠다는", "겠다며", "었다", "었다고", "었다는", "었으며", "었고", "었던", "었지만", "었으나", "었는데",
	"으며", "으나", "으면", "으니", "으므로", "은", "을", "음", "었음", "지만", "지는", "지도", "지를", "나", "네", "니", "서", "야", "야만",
	"도", "요", "데", "듯", "듯이", "세요", "십시오", "시오", "신", "실", "시는", "셨다", "셨다고", "습니다", "었습니다", "기에", "거든",
	"느냐", "냐", "냐고", "냐는", "든", "든지", "자마자", "고서", "고도", "고는", "고자", "기로", "기도", "기를", "기가", "기는", "기만",
	"다니", "더니", "더라도", "더라", "던데", "ㄹ", "지요", "죠", "군", "구나", "란", "란다", "래", "래야", "로서",
}

var (
	particleSet  = setOf(particles)
	nounTailSet  = setOf(nounTails)
	predicateSet = setOf(predicates)
	endingSet    = setOf(endings)
)

func setOf(list []string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, s := range list {
		out[s] = true
	}
	return out
}

// maxTail is the longest eojeol tail that is tried, in syllables.
const maxTail = 12

// koreanTail reports whether tail, the Hangul that follows a noun without a
// space, is made of particles and endings. The empty tail is.
func koreanTail(tail string) bool {
	if tail == "" {
		return true
	}
	if utf8.RuneCountInString(tail) > maxTail {
		return false
	}
	if particleChain(tail, 4) || predicate(tail) {
		return true
	}
	for i := range tail {
		if i > 0 && i <= 2*3 && nounTailSet[tail[:i]] && (particleChain(tail[i:], 4) || predicate(tail[i:])) {
			return true
		}
	}
	return nounTailSet[tail]
}

// particleChain reports that s is one to n particles in a row.
func particleChain(s string, n int) bool {
	if n == 0 || s == "" {
		return false
	}
	if particleSet[s] {
		return true
	}
	for i := 3; i < len(s) && i <= 4*3; i += 3 {
		if particleSet[s[:i]] && particleChain(s[i:], n-1) {
			return true
		}
	}
	return false
}

// predicate reports that s is a predicate stem with an ending, perhaps with
// particles after it (국빈방문했다, 방문하기로, 회담이라고는).
func predicate(s string) bool {
	for i := 3; i <= len(s) && i <= 3*3; i += 3 {
		if !predicateSet[s[:i]] {
			continue
		}
		for j := i; j <= len(s) && j <= i+4*3; j += 3 {
			if endingSet[s[i:j]] && (j == len(s) || particleChain(s[j:], 2)) {
				return true
			}
		}
	}
	return false
}

// koreanPrefixes stand before a noun in one eojeol without changing it: the
// short names of countries and peoples, and Sino-Korean prefixes.
var koreanPrefixes = setOf([]string{
	"한", "미", "중", "일", "북", "남", "러", "영", "독", "불", "대", "반", "친", "탈", "비", "신", "구", "전", "현", "주", "방", "총",
	"남북", "북미", "미중", "중미", "한미", "한중", "중한", "한일", "중일", "미일", "북중", "북러", "한러", "미러", "중러", "한미일", "한중일", "대미", "대중", "대북",
	"대한", "대일", "대러", "제", "각", "양", "양국", "첫", "본", "당", "타", "범", "준", "초", "재", "무", "고", "저", "핵",
})

// koreanHead reports whether head, the Hangul before a match in the same
// eojeol, may stand there.
func koreanHead(head string) bool { return head == "" || koreanPrefixes[head] }

// hangulAfter is the run of Hangul at the beginning of s, hangulBefore the one
// at its end.
func hangulAfter(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !hangul(r) })
	if i < 0 {
		return s
	}
	return s[:i]
}

func hangulBefore(s string) string {
	i := len(s)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if !hangul(r) || len(s)-i > 8*3 {
			break
		}
		i -= size
	}
	return s[i:]
}
