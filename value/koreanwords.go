package value

import (
	"slices"
	"strings"
)

// dateKo reads the date, time or share that begins with the number in v; it
// returns v.Start when there is none.
func (s *scanner) dateKo(v Value, num int) int {
	at := s.skipSpace(v.End)
	rest := s.text[at:]
	switch {
	case strings.HasPrefix(rest, "년"):
		return s.yearKo(v, num, at+len("년"))
	case strings.HasPrefix(rest, "세기") && num <= 30:
		v.Kind, v.End = Century, at+len("세기")
		return s.put(v)
	case strings.HasPrefix(rest, "월") && num >= 1 && num <= 12:
		return s.monthKo(Value{Start: v.Start}, num, at+len("월"))
	case strings.HasPrefix(rest, "일") && num >= 1 && num <= 31 && at == v.End:
		end := at + len("일")
		if hasAny(s.text, end, []string{"간", " 동안", "째", " 만", "차", "내", " 연속", "정"}) != "" {
			return v.Start
		}
		return s.put(Value{Start: v.Start, End: end, Kind: Date, Day: num, Strength: Firm})
	case strings.HasPrefix(rest, "시") && num <= 24 && at == v.End:
		return s.clockKo(v, num, at+len("시"))
	case strings.HasPrefix(rest, "분의") && num > 1:
		m, end, ok := s.digits(s.skipSpace(at + len("분의")))
		if !ok {
			return v.Start
		}
		v.Num, v.Den, v.End, v.Strength = m, int64(num), end, Word
		return s.put(v)
	}
	return v.Start
}

// yearKo reads 2025년 with month and day, 1990년대; 11년 is a duration.
func (s *scanner) yearKo(v Value, num, end int) int {
	if strings.HasPrefix(s.text[end:], "대") && num%10 == 0 {
		v.Kind, v.End = Decade, end+len("대")
		return s.put(v)
	}
	if num < 1000 || num > 2999 {
		return v.Start
	}
	v = Value{Start: v.Start, End: end, Kind: Date, Strength: Firm, Year: num}
	if m, e, ok := s.digits(s.skipSpace(end)); ok {
		if month, whole := m.int(); whole && month >= 1 && month <= 12 && strings.HasPrefix(s.text[s.skipSpace(e):], "월") {
			return s.monthKo(v, month, s.skipSpace(e)+len("월"))
		}
	}
	return s.put(v)
}

// monthKo adds the month and its day.
func (s *scanner) monthKo(v Value, month, end int) int {
	v.Kind, v.Strength, v.Month, v.End = Date, Firm, month, end
	d, e, ok := s.digits(s.skipSpace(end))
	if day, whole := d.int(); ok && whole && day >= 1 && day <= 31 {
		if w := hasAny(s.text, e, []string{"일", "~", "∼", "-", "–", "·"}); w == "일" {
			v.Day, v.End = day, e+len(w)
		} else if w != "" { // 10월 30~31일
			if _, e2, ok := s.digits(e + len(w)); ok && strings.HasPrefix(s.text[e2:], "일") {
				v.Day, v.End = day, e
			}
		}
	}
	return s.put(v)
}

// clockKo reads 3시 30분.
func (s *scanner) clockKo(v Value, hour, end int) int {
	if hasAny(s.text, end, []string{"간", "대", "즌", "리", "도", "민", "장"}) != "" && !strings.HasPrefix(s.text[end:], "대 ") {
		return v.Start
	}
	minute := 0
	if strings.HasPrefix(s.text[end:], " 반") || strings.HasPrefix(s.text[end:], "반") {
		minute, end = 30, end+strings.Index(s.text[end:], "반")+len("반")
	} else if m, e, ok := s.digits(s.skipSpace(end)); ok {
		if k, whole := m.int(); whole && k < 60 && strings.HasPrefix(s.text[e:], "분") {
			minute, end = k, e+len("분")
		}
	}
	v.Kind, v.End, v.Num = Clock, end, s.afternoonKo(v.Start, Int(int64(hour*60+minute)))
	return s.put(v)
}

// afternoonKo adds twelve hours after 오후 and its like.
func (s *scanner) afternoonKo(i int, minutes Decimal) Decimal {
	m, _ := minutes.int()
	if endsAny(s.before(i), []string{"오후", "저녁", "밤"}) && m >= 60 && m < 12*60 {
		m += 12 * 60
	}
	return Int(int64(m))
}

var (
	nativeTens = []struct {
		text  string
		value int64
	}{{"스물", 20}, {"서른", 30}, {"마흔", 40}, {"쉰", 50}, {"예순", 60}, {"일흔", 70}, {"여든", 80}, {"아흔", 90}, {"열", 10}}
	nativeUnits = []struct {
		text  string
		value int64
	}{{"한", 1}, {"두", 2}, {"세", 3}, {"네", 4}, {"석", 3}, {"넉", 4}, {"다섯", 5}, {"여섯", 6}, {"일곱", 7}, {"여덟", 8}, {"아홉", 9}, {"하나", 1}, {"둘", 2}, {"셋", 3}, {"넷", 4}}
	// nativeCounters are what native numerals count.
	nativeCounters = []string{
		"가지", "명", "개", "번", "차례", "달", "시간", "시", "살", "나라", "사람", "곳", "건", "장", "권", "대", "마리", "배", "쪽", "분", "국가", "해", "주",
		"팀", "발", "통", "그루", "자루", "척", "채", "켤레", "단계", "방향", "축", "쌍", "편", "표", "골", "집", "지역", "도시", "기업", "회사", "정상", "후보", "종류", "항목", "대목", "군데", "줄", "끼", "바퀴",
	}
)

// nativeNumber reads native Korean numerals before a counter: 네 가지, 세 번째,
// 마흔다섯 살. 세계 and 네트워크 are none.
func (s *scanner) nativeNumber(i int) int {
	var n int64
	at, parts, whole := i, 0, false // whole: a form that stands without a noun
	for _, t := range nativeTens {
		if strings.HasPrefix(s.text[at:], t.text) {
			n, at, parts = t.value, at+len(t.text), parts+1
			break
		}
	}
	for _, u := range nativeUnits {
		if strings.HasPrefix(s.text[at:], u.text) {
			n, at, parts = n+u.value, at+len(u.text), parts+1
			whole = !slices.Contains([]string{"한", "두", "세", "네", "석", "넉"}, u.text)
			break
		}
	}
	if parts == 0 {
		if !strings.HasPrefix(s.text[i:], "스무") {
			return i
		}
		n, at, parts = 20, i+len("스무"), 1
	}
	if hasAny(s.text, at, []string{"째", "번째", " 번째"}) != "" {
		v := Value{Start: i, End: at + len(hasAny(s.text, at, []string{"째", "번째", " 번째"})), Kind: Ordinal, Num: Int(n), Strength: Word}
		if n == 1 {
			v.Strength = Weak
		}
		return s.put(v)
	}
	near := s.skipSpace(at)
	counter := hasAny(s.text, near, nativeCounters)
	next, _ := decode(s.text, near)
	sure := parts == 2 && whole && s.sinoEnds(at) // 열둘을; 열세 is a weak position
	if counter == "" && !sure && (n <= 4 && parts == 1 && (near == at || !hangulRune(next)) || near == at && hangulRune(next)) {
		return i
	}
	v := Value{Start: i, End: at, Num: Int(n), Strength: Word}
	switch {
	case n == 1, counter == "", n == 2 && hasAny(counter, 0, []string{"나라", "사람", "정상", "국가", "쪽", "팀", "후보"}) != "":
		v.Strength = Weak
	}
	if counter == "" && n > 4 {
		v.Strength = Word
	}
	if counter == "시" && n <= 12 && endsAny(s.before(i), []string{"오전", "오후", "새벽", "저녁", "밤", "낮", "아침"}) {
		v.Kind, v.End, v.Num = Clock, near+len("시"), s.afternoonKo(i, Int(n*60))
		return s.put(v)
	}
	if n == 1 {
		return s.put(v)
	}
	strength := v.Strength
	next2 := s.finishKo(v, false)
	if last := &s.out[len(s.out)-1]; last.Strength != strength {
		last.Strength = strength
	}
	return next2
}

// nativeDays are the words for one to ten days, and for fifteen.
var nativeDays = []struct {
	text string
	days int64
}{{"하루", 1}, {"이틀", 2}, {"사흘", 3}, {"나흘", 4}, {"닷새", 5}, {"엿새", 6}, {"이레", 7}, {"여드레", 8}, {"아흐레", 9}, {"열흘", 10}, {"보름", 15}}

// nativeDay reads one of them.
func (s *scanner) nativeDay(i int) int {
	for _, d := range nativeDays {
		if strings.HasPrefix(s.text[i:], d.text) {
			return s.put(Value{Start: i, End: i + len(d.text), Kind: Measure, Unit: "day", Num: Int(d.days)})
		}
	}
	return i
}

// sinoCounters stand after a Hangul numeral: without one, 이천 is a town and
// 구조 a structure.
var sinoCounters = []string{
	"명", "개", "년", "원", "달러", "위안", "엔", "유로", "퍼센트", "%", "톤", "킬로", "미터", "여 명", "여명", "건", "대", "마리", "장", "권", "가구", "번째", "배", "인분", "표", "채", "점", "주년",
}

// hangulNumber reads a Sino-Korean numeral in Hangul: 삼천억 원, 이천 명, 이만
// 오천을. Before a counter it is firm; before a particle, a space or the end it
// is weak, since 이천 is a town and 사백 hardly ever a word: it can answer for a
// number of the other text and asks for none.
func (s *scanner) hangulNumber(i int) int {
	r := numeralReader{lastSmall: 99}
	r.end = i
	at := i
	for at < len(s.text) {
		c, size := decode(s.text, at)
		ok := false
		switch {
		case sinoDigit(c) >= 0 && !r.hasIt:
			ok = r.digit(sinoDigit(c))
		case sinoUnit(c) > 0 && sinoUnit(c) < 4:
			if !r.hasIt && (r.hasSec || r.hasTotal) { // 백십 is 110, 만천 11,000
				r.digit(1)
			}
			ok = r.small(sinoUnit(c))
		case sinoUnit(c) >= 4:
			ok = r.big(sinoUnit(c))
		case c == ' ' && r.last >= 4 && !r.hasIt && s.sinoGoesOn(at+size):
			at += size
			continue
		}
		if !ok {
			break
		}
		r.runes++
		at += size
		r.end = at
	}
	if r.runes < 2 {
		return s.loneUnit(i)
	}
	if !r.unit || r.runes == 2 && strings.HasPrefix(s.text[r.end-len("조"):], "조") {
		return i // 구조 is a structure or a rescue far more often than nine trillion
	}
	if r.zero = true; r.hasIt && r.cur == Int(2) && (r.hasSec || r.hasTotal) && strings.HasSuffix(s.text[:r.end], "이") && hasAny(s.text, s.skipSpace(r.end), sinoCounters) == "" {
		r.hasIt, r.cur, r.end = false, Decimal{}, r.end-len("이") // the particle: 구백이 남았다
	}
	n, ok := r.finish()
	if !ok {
		return i
	}
	v := Value{Start: i, End: n.end, Num: n.num, Strength: Firm}
	if hasAny(s.text, s.skipSpace(n.end), sinoCounters) == "" {
		if !s.sinoEnds(n.end) || s.text[i:n.end] == "이만" { // 이만 가겠다: with this I go
			return i
		}
		v.Strength = Weak
		v.Approx = koreanBefore.ending(s.before(i))
		if strings.HasPrefix(s.text[n.end:], "여") {
			v.Approx = Over
		}
		return s.put(v)
	}
	if n.bare {
		v.Strength = Weak
	}
	return s.finishKo(v, strings.HasPrefix(s.text[n.end:], "여 명") || strings.HasPrefix(s.text[n.end:], "여명"))
}

// sinoGoesOn reports that a numeral goes on behind a space after 만 or 억:
// 이만 오천, 삼억 육천만.
func (s *scanner) sinoGoesOn(at int) bool {
	c, size := decode(s.text, at)
	if sinoUnit(c) > 0 && sinoUnit(c) < 4 {
		return true
	}
	unit, _ := decode(s.text, at+size)
	return sinoDigit(c) > 0 && sinoUnit(unit) > 0 && sinoUnit(unit) < 8
}

// numeralTails are the particles and endings that stand after a numeral which
// counts by itself.
var numeralTails = []string{"에서", "으로", "이나", "이며", "이요", "이었", "이라", "이니", "이고", "이다", "까지", "부터", "보다", "은", "는", "이", "가", "을", "를", "과", "와", "의", "에", "도", "만", "여", "씩", "인", "로", "세", "필", "벌", "승", "살", "일", "월"}

// sinoEnds reports the end of a word at offset at, or one of those tails.
func (s *scanner) sinoEnds(at int) bool {
	c, _ := decode(s.text, at)
	return !hangulRune(c) || hasAny(s.text, at, numeralTails) != ""
}

// loneUnit reads 천 년, 만 명 and 백 개: a unit that is a word and counts. It is
// weak, since 천 is cloth and 만 "only" as well.
func (s *scanner) loneUnit(i int) int {
	c, size := decode(s.text, i)
	end := i + size
	at := s.skipSpace(end)
	w := hasAny(s.text, at, []string{"년", "명", "원", "개", "달러", "위안", "엔", "유로", "리", "톤", "배", "번", "건", "킬로미터", "미터", "가구", "권", "마리", "대", "여 명", "여 년", "여 개"})
	if c != '십' && c != '백' && c != '천' && c != '만' || w == "" || at == end && w != "년" && w != "명" && w != "원" {
		return i
	}
	return s.finishKo(Value{Start: i, End: end, Num: Decimal{1, int16(sinoUnit(c))}}, strings.HasPrefix(w, "여"))
}
