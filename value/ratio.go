package value

import (
	"strings"

	"github.com/duizhao/duizhao/lang"
)

// mostRatio is the largest denominator of a ratio in words; beyond it "in"
// stands before a count or a year far more often.
const mostRatio = 100_000

// ratios joins two numbers that say a share together: four in ten, 3 out of
// 5, 열 명 중 네 명. Where the reading is wrong (9 in 12 cities), no harm is
// done: package check also finds the parts of a fraction one by one.
func (s *scanner) ratios() {
	joined := s.joiner()
	if joined == nil {
		return
	}
	kept := s.out[:0]
	for k := 0; k < len(s.out); k++ {
		v := s.out[k]
		if k+1 < len(s.out) {
			if r, ok := joined(v, s.out[k+1]); ok {
				v, k = r, k+1
			}
		}
		kept = append(kept, v)
	}
	s.out = kept
}

// joiner is the language's rule for two numbers that stand beside each other.
func (s *scanner) joiner() func(a, b Value) (Value, bool) {
	switch {
	case s.tag == lang.En:
		return s.ratioEn
	case s.tag == lang.Ko:
		return s.ratioKo
	case s.tag.Chinese():
		return s.ratioZh
	}
	return nil
}

// What stands between the numbers of a Chinese share.
var (
	shareCountersZh = []string{"個人", "个人", "人", "個", "个", "名", "位", "戶", "户", "家", "間", "间", "所", "輛", "辆", "台", "件", "篇", "艘", "隻", "只", "次", ""}
	shareWithinZh   = []string{"之中", "當中", "当中", "裡面", "裏面", "里面", "中", "裡", "裏", "里"}
	shareHasZh      = []string{"就有", "便有", "約有", "约有", "大約有", "大约有", "只有", "僅有", "仅有", "至少有", "有", "佔", "占"}
)

// ratioZh reads 十人中有四人 and 每五戶就有一戶: the whole stands first, and
// 中 or 每 makes it one.
func (s *scanner) ratioZh(m, n Value) (Value, bool) {
	between := s.text[m.End:n.Start]
	if len(between) > 40 {
		return n, false
	}
	between = strings.TrimPrefix(between, " ")
	between = between[len(hasAny(between, 0, shareCountersZh)):]
	within := hasAny(between, 0, shareWithinZh)
	between = strings.TrimPrefix(between[len(within):], "，")
	if within == "" && !strings.HasSuffix(s.before(m.Start), "每") {
		return n, false
	}
	between = strings.TrimSuffix(between, " ")
	if has := hasAny(between, 0, shareHasZh); has == "" || has != between {
		return n, false
	}
	return share(n, m)
}

// ratioEn reads "one in three", "four out of every ten". "Two in March" and
// "12 in 2025" are none, nor is "two in ten days", whose second is a measure.
func (s *scanner) ratioEn(n, m Value) (Value, bool) {
	switch between := s.text[n.End:m.Start]; strings.ToLower(between) {
	case " in ", "-in-":
		if d, _ := m.Num.int(); d >= 1000 && d < 3000 && m.End-m.Start == 4 {
			return n, false
		}
	case " in every ", " out of ", " out of every ", " of every ":
	default:
		return n, false
	}
	return share(n, m)
}

// shareCounters stand between the numbers of a Korean share.
var shareCounters = []string{"명", "사람", "가구", "개", "곳", "번", "대", "건", "가지", "집", "분", "마리", ""}

// ratioKo reads 열 명 중 네 명 and 10명 가운데 4명: the whole stands first.
func (s *scanner) ratioKo(m, n Value) (Value, bool) {
	between := strings.TrimPrefix(s.text[m.End:n.Start], " ")
	w := hasAny(between, 0, shareCounters)
	switch between[len(w):] {
	case " 중 ", " 가운데 ", " 중에 ", " 중에서 ", " 가운데서 ", "중 ":
		return share(n, m)
	}
	return n, false
}

// share makes n of m a fraction.
func share(n, m Value) (Value, bool) {
	num, whole := n.Num.int()
	den, whole2 := m.Num.int()
	if !whole || !whole2 || n.Kind != Number || m.Kind != Number || n.Den != 0 || m.Den != 0 || n.Approx == Vague || m.Approx == Vague ||
		num < 1 || num >= den || den > mostRatio {
		return n, false
	}
	n.Start, n.End, n.Den = min(n.Start, m.Start), max(n.End, m.End), int64(den)
	n.Strength = max(min(n.Strength, m.Strength), Word)
	return n, true
}

// fractionKo reads fractions in Hangul: 열에 넷, 삼분의 일.
func (s *scanner) fractionKo(i int) int {
	if at := i + len("열에 "); strings.HasPrefix(s.text[i:], "열에 ") {
		for k, w := range []string{"하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"} {
			if strings.HasPrefix(s.text[at:], w) {
				return s.put(Value{Start: i, End: at + len(w), Num: Int(int64(k + 1)), Den: 10, Strength: Word})
			}
		}
	}
	c, size := decode(s.text, i)
	den := sinoDigit(c)
	if c == '십' {
		den = 10
	}
	if den < 2 || !strings.HasPrefix(s.text[i+size:], "분의 ") {
		return i
	}
	at := i + size + len("분의 ")
	c, size = decode(s.text, at)
	if n := sinoDigit(c); n >= 1 && n < den {
		return s.put(Value{Start: i, End: at + size, Num: Int(n), Den: den, Strength: Word})
	}
	return i
}
