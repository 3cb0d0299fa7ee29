package value

import (
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
)

// halves adds the half that stands behind a number: 兩個半小時, 一年半, two and
// a half hours, a year and a half, 1년 반, 1½.
func (s *scanner) halves() {
	if !strings.Contains(s.text, s.halfWord()) && !strings.Contains(s.text, "½") && !strings.Contains(s.text, "1/2") {
		return
	}
	kept := s.out[:0]
	end := 0
	for _, v := range s.out {
		if v.Start < end {
			continue // the half itself, or its unit
		}
		if n, ok := s.withHalf(v); ok {
			v, end = n, n.End
		}
		kept = append(kept, v)
	}
	s.out = kept
}

func (s *scanner) halfWord() string {
	switch {
	case s.tag.Chinese():
		return "半"
	case s.tag == lang.Ko:
		return "반"
	}
	return "half"
}

// withHalf gives v with a half that stands behind it.
func (s *scanner) withHalf(v Value) (Value, bool) {
	if v.Den != 0 || v.Num.Exp < 0 || v.Approx == Vague || v.Kind != Number && v.Kind != Measure && v.Kind != Money {
		return v, false
	}
	rest := s.text[v.End:]
	end := 0
	if w := hasAny(rest, 0, []string{"½", " ½", " 1/2"}); w != "" && isDigit(s.text, v.End-1) && !isDigit(rest, len(w)) && v.Kind == Number {
		end = v.End + len(w)
	} else {
		switch {
		case s.tag.Chinese():
			end = s.halfZh(&v, rest)
		case s.tag == lang.En:
			if w := hasAny(strings.ToLower(rest[:min(len(rest), 12)]), 0, []string{" and a half", "-and-a-half"}); w != "" && !s.asciiLetter(v.End+len(w)) {
				end = v.End + len(w)
			}
		case s.tag == lang.Ko:
			end = s.halfKo(v, rest)
		}
	}
	if end == 0 {
		return v, false
	}
	sum, ok := v.Num.add(Decimal{5, -1})
	if !ok {
		return v, false
	}
	kind, approx := v.Kind, v.Approx
	v.Num, v.End, v.Strength = sum, max(v.End, end), max(v.Strength, Word)
	if s.tag == lang.En && kind == Number {
		s.englishUnit(&v)
		v.Approx = approx
	}
	return v, true
}

// halfZh is the end of 個半 with what it counts, or of 半 behind a unit; 0 for
// none. 三個半島 are three peninsulas.
func (s *scanner) halfZh(v *Value, rest string) int {
	if v.Kind == Measure {
		if after, ok := strings.CutPrefix(rest, "半"); ok {
			if r, _ := utf8.DecodeRuneInString(after); !strings.ContainsRune("數数島岛球徑径夜天空導导年月日", r) {
				return v.End + len("半")
			}
		}
		return 0
	}
	w := hasAny(rest, 0, []string{"個半", "个半", " 個半", " 个半"})
	if w == "" {
		return 0
	}
	at := v.End + len(w)
	if u, ok := unitAt(s.text, at, chineseUnits); ok && u.kind == Measure {
		v.Kind, v.Unit = Measure, u.symbol
		return at + len(u.text)
	}
	if hasAny(s.text, at, []string{"月", "鐘頭", "钟头", "星期", "世紀", "世纪", "禮拜", "礼拜"}) != "" {
		return at
	}
	return 0
}

// halfKo is the end of 반 behind a number and what it counts; 0 for none.
func (s *scanner) halfKo(v Value, rest string) int {
	at := 0
	if v.Kind == Number {
		rest2 := strings.TrimPrefix(rest, " ")
		w := hasAny(rest2, 0, []string{"시간", "달", "년", "배", "개월", "주", "세기"})
		if w == "" {
			return 0
		}
		at = len(rest) - len(rest2) + len(w)
	}
	after, ok := strings.CutPrefix(strings.TrimPrefix(rest[at:], " "), "반")
	if r, _ := utf8.DecodeRuneInString(after); !ok || hangulRune(r) && hasAny(after, 0, []string{"을", "은", "이", "의", "에", "만", "도", "가량", "쯤", "여"}) == "" {
		return 0
	}
	return v.End + len(rest) - len(after)
}
