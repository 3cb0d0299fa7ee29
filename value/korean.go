package value

import (
	"strings"
	"unicode/utf8"
)

// korean reads a value at offset i of a Korean text.
func (s *scanner) korean(i int) int {
	c, size := decode(s.text, i)
	switch {
	case c >= '0' && c <= '9':
		return s.koreanDigits(i, i)
	case c < 0xAC00 || c > 0xD7A3:
		return i
	}
	if prev, _ := utf8.DecodeLastRuneInString(s.text[:i]); hangulRune(prev) {
		return i // values begin a word
	}
	switch c {
	case '제':
		if at := s.skipSpace(i + size); isDigit(s.text, at) {
			return s.koreanDigits(i, at)
		}
	case '수', '몇':
		if next := s.vagueKo(i, i+size); next > i {
			return next
		}
	case '절':
		if strings.HasPrefix(s.text[i:], "절반") {
			return s.put(Value{Start: i, End: i + len("절반"), Num: Decimal{5, -1}})
		}
	case '첫':
		end := i + size
		if w := hasAny(s.text, end, []string{" 번째", "째", "번째"}); w != "" {
			end += len(w)
		}
		return s.put(Value{Start: i, End: end, Kind: Ordinal, Num: Int(1)})
	}
	if next := s.fractionKo(i); next > i {
		return next
	}
	if next := s.nativeDay(i); next > i {
		return next
	}
	if next := s.nativeNumber(i); next > i {
		return next
	}
	return s.hangulNumber(i)
}

func hangulRune(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }

// sinoUnit is the power of ten of a unit in Hangul, 0 for none.
func sinoUnit(r rune) int {
	switch r {
	case '십':
		return 1
	case '백':
		return 2
	case '천':
		return 3
	case '만':
		return 4
	case '억':
		return 8
	case '조':
		return 12
	}
	return 0
}

// sinoDigit is the value of a digit in Hangul, -1 for none.
func sinoDigit(r rune) int64 {
	switch r {
	case '일':
		return 1
	case '이':
		return 2
	case '삼':
		return 3
	case '사':
		return 4
	case '오':
		return 5
	case '육', '륙':
		return 6
	case '칠':
		return 7
	case '팔':
		return 8
	case '구':
		return 9
	}
	return -1
}

// myriads reads digits with Korean units: 3,000여억, 1만5천, 1조 2000억.
func (s *scanner) myriads(at int) (num Decimal, end int, over, ok bool) {
	article := strings.HasSuffix(s.before(at), "제") // 제1조 is article 1 of a law
	var total Decimal
	lastBig := 99
	for first := true; ; first = false {
		n, e, good := s.digits(at)
		if !good {
			return total, end, over, !first
		}
		section, unitSeen, big := n, false, 0
		if strings.HasPrefix(s.text[e:], "여") {
			if r, _ := decode(s.text, e+len("여")); sinoUnit(r) > 0 || !hangulRune(r) {
				over, e = true, e+len("여")
			}
		}
		for k := e; ; {
			if k == e && !unitSeen { // 22 억, 5 천만
				if near := s.skipSpace(k); near != k {
					r, size := decode(s.text, near)
					if after, _ := decode(s.text, near+size); sinoUnit(r) >= 8 || sinoUnit(r) >= 2 && (sinoUnit(after) >= 4 || after == ' ' && sinoUnit(r) == 4) {
						k = near
					}
				}
			}
			r, size := decode(s.text, k)
			p := sinoUnit(r)
			if p == 0 || p >= 4 && big != 0 || p == 12 && article || !s.unitStands(k+size, p) {
				break
			}
			if k += size; p < 4 {
				if d, after, good := s.digits(k); good && !unitSeen { // 3천5백
					if r2, _ := decode(s.text, after); sinoUnit(r2) > 0 && sinoUnit(r2) < p {
						if sum, fits := section.shift(p).add(d.shift(sinoUnit(r2))); fits {
							section, unitSeen = sum, true
							_, size2 := decode(s.text, after)
							k = after + size2
							e = k
							continue
						}
					}
				}
				section = section.shift(p)
			} else {
				section, big = section.shift(p), p
			}
			unitSeen, e = true, k
		}
		if !first && big == 0 && lastBig != 4 && e == end || big >= lastBig {
			return total, end, over, !first
		}
		sum, fits := total.add(section)
		if !fits {
			return total, end, over, !first
		}
		total, end = sum, e
		if strings.HasPrefix(s.text[end:], "여") {
			if r, _ := decode(s.text, end+len("여")); !hangulRune(r) {
				over, end = true, end+len("여")
			}
		}
		if big == 0 {
			return total, end, over, true
		}
		// After 조, 억 or 만 the rest may follow: attached, or past a space
		// where it is the rest (1조 2000억, 1만 5000원, 1만 8450명).
		lastBig, at = big, end
		if next := s.skipSpace(end); next != end {
			if n, e2, good := s.digits(next); !good || !s.restKo(big, next, e2, n) {
				return total, end, over, true
			}
			at = next
		}
	}
}

// unitStands tells the unit 만 or 조 from particles and words: 3만 (only
// three) is written in digits as 30,000 far more often, but 10만에 is fine and
// 2조건 is not.
func (s *scanner) unitStands(at, power int) bool {
	rest := s.text[at:]
	switch power {
	case 12:
		return hasAny(rest, 0, []string{"건", "항", "직", "사", "각", "합", "치"}) == ""
	case 8:
		return true
	case 4:
		return hasAny(rest, 0, []string{"이라도", "큼"}) == ""
	}
	return true
}

// koreanDigits reads a number in digits at offset at and what follows it;
// start is where the value begins, before 제.
func (s *scanner) koreanDigits(start, at int) int {
	if v, ok := s.isoDate(at); ok {
		return s.put(v)
	}
	if v, ok := s.clock(at); ok {
		v.Num = s.afternoonKo(at, v.Num)
		return s.put(v)
	}
	n, end, over, ok := s.myriads(at)
	if !ok {
		return at
	}
	if hours, minutes, has := strings.Cut(s.text[at:end], "."); has && len(hours) <= 2 && len(minutes) == 2 && endsAny(s.before(at), []string{"오전", "오후"}) { // 오후 5.30
		h, m := int(hours[len(hours)-1]-'0'), int(minutes[0]-'0')*10+int(minutes[1]-'0')
		if len(hours) == 2 {
			h += 10 * int(hours[0]-'0')
		}
		if h <= 24 && m < 60 {
			return s.put(Value{Start: start, End: end, Kind: Clock, Strength: Firm, Num: s.afternoonKo(at, Int(int64(h*60+m)))})
		}
	}
	v := Value{Start: start, End: end, Num: n, Strength: Firm}
	if s.inName(at) || s.listMark(at, end) || s.shortYear(at, end) {
		v.Strength = Word
	}
	if base(n) && hasAny(s.text, end, []string{"진수", "진법"}) != "" {
		v.Strength = Weak // 16진수 is hexadecimal
	}
	if num, whole := n.int(); whole && !over {
		if num%10 == 0 && num >= 10 && num < 100 && strings.HasPrefix(s.text[end:], "대") {
			v.Strength = Weak // 10대: teenagers, or ten machines
		}
		if next := s.dateKo(v, num); next > start {
			return next
		}
	}
	if start != at {
		v.Kind = Ordinal
		if w := hasAny(s.text, end, []string{"차", "회", "대", "장", "조", "호", "기"}); w != "" {
			v.End += len(w)
		}
		return s.put(v)
	}
	return s.finishKo(v, over)
}

// finishKo adds units and approximation.
func (s *scanner) finishKo(v Value, over bool) int {
	rest := s.text[v.End:]
	near := s.skipSpace(v.End)
	before := s.before(v.Start)
	switch w := hasAny(rest, 0, []string{"%포인트", "％포인트", "퍼센트포인트", "퍼센트 포인트", "%p", "%", "％", "퍼센트", "프로"}); {
	case w != "":
		v.Kind, v.End = Percent, v.End+len(w)
	case hasAny(rest, 0, []string{"번째", " 번째", "째"}) != "":
		v.Kind, v.End = Ordinal, v.End+len(hasAny(rest, 0, []string{"번째", " 번째", "째"}))
	case strings.HasPrefix(rest, "차") && hasAny(rest, 0, []string{"차례", "차량", "차선", "차로"}) == "":
		v.Kind, v.End = Ordinal, v.End+len("차")
	case strings.HasPrefix(rest, "위") && hasAny(rest, 0, []string{"위안", "위원"}) == "":
		v.Kind, v.End = Ordinal, v.End+len("위")
	default:
		if u, ok := unitAt(s.text, near, koreanUnits); ok && s.unitFits(near, v.End, u) {
			v.Kind, v.Unit, v.End = u.kind, u.symbol, near+len(u.text)
		}
		if u, ok := signBefore(before, len(before)); ok {
			v.Kind, v.Unit, v.Start, v.Strength = Money, u.symbol, len(before)-len(u.text), Firm
		}
	}
	v.Approx = koreanBefore.ending(before)
	if over {
		v.Approx = Over
	}
	at := v.End
	for k := 0; k < 4 && v.Approx == Exact; k++ { // past a counter: 5천 명 가까이
		v.Approx = koreanAfter.beginning(s.text, s.skipSpace(at))
		_, size := decode(s.text, s.skipSpace(at))
		at = s.skipSpace(at) + size
	}
	return s.put(v)
}

// unitFits tells a unit from a word that begins like it.
func (s *scanner) unitFits(at, end int, u unit) bool {
	rest := s.text[at+len(u.text):]
	switch u.text {
	case "도", "일", "세", "주", "초", "분", "년":
		if at != end {
			return false // 30 도시
		}
	}
	switch u.text {
	case "도":
		return hasAny(rest, 0, []string{"시", "로", "움", "입", "에서"}) == "" && hasAny(rest, 0, []string{" ", ",", ".", "를", "에", "의", "가", "까지", "씨"}) != ""
	case "원":
		return hasAny(rest, 0, []string{"자", "유", "소", "장"}) == ""
	case "분":
		return !strings.HasPrefix(rest, "의 ") && !strings.HasPrefix(rest, "기") && !strings.HasPrefix(rest, "야")
	case "세":
		return hasAny(rest, 0, []string{"기", "대", "계"}) == ""
	case "주":
		return hasAny(rest, 0, []string{"년", "요", "째", "자", "택"}) == ""
	case "배":
		return hasAny(rest, 0, []string{"우", "럴", "달"}) == ""
	case "톤", "그램", "미터":
		return true
	case "달":
		return hasAny(rest, 0, []string{"성"}) == ""
	case "엔":
		return hasAny(rest, 0, []string{"진", "터"}) == ""
	}
	return true
}

// vagueKo reads 수백, 수천만, 몇십.
func (s *scanner) vagueKo(i, next int) int {
	power, at := 0, next
	for at < len(s.text) {
		c, size := decode(s.text, at)
		p := sinoUnit(c)
		if p == 0 {
			break
		}
		power, at = power+p, at+size
	}
	if power == 0 || power > 16 {
		return i
	}
	if c, _ := decode(s.text, at); hangulRune(c) && hasAny(s.text, at, []string{"명", "개", "년", "원", "달러", "여", "의", "에", "가", "건", "대", "번", "위안", "채", "곳", "일", "킬로"}) == "" {
		return i
	}
	return s.put(Value{Start: i, End: at, Approx: Vague, Num: Decimal{1, int16(power)}})
}
