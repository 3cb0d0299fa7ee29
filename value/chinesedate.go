package value

import "strings"

// dateZh reads the date that begins with the numeral n, at start; it returns
// start when there is none.
func (s *scanner) dateZh(start int, n numeral) int {
	num, ok := n.num.int()
	if !ok || n.over || n.decimal || n.num.Exp < 0 {
		return start
	}
	at := s.skipSpace(n.end)
	rest := s.text[at:]
	switch {
	case strings.HasPrefix(rest, "年"):
		return s.yearZh(start, n, num, at)
	case strings.HasPrefix(rest, "世紀"), strings.HasPrefix(rest, "世纪"):
		end := at + len("世紀")
		if d, ok := s.numeral(s.skipSpace(end)); ok && strings.HasPrefix(s.text[s.skipSpace(d.end):], "年代") { // 20世紀80年代
			if ten, whole := d.num.int(); whole && ten < 100 && ten%10 == 0 {
				return s.put(Value{Start: start, End: s.skipSpace(d.end) + len("年代"), Kind: Decade, Num: Int(int64((num-1)*100 + ten)), Strength: Firm})
			}
		}
		return s.put(Value{Start: start, End: end, Kind: Century, Num: n.num, Strength: Firm})
	case strings.HasPrefix(rest, "月"):
		if num >= 1 && num <= 12 {
			return s.monthZh(Value{Start: start}, num, at)
		}
	case strings.HasPrefix(rest, "日"), strings.HasPrefix(rest, "號") && n.arabic, strings.HasPrefix(rest, "号") && n.arabic:
		return s.dayZh(start, n, num, at)
	case n.arabic || s.halfDay(start) != "" || hasAny(rest, 0, []string{"點半", "点半", "點鐘", "点钟", "點整", "点整"}) != "":
		return s.clockZh(start, num, at)
	}
	return start
}

// put appends a value and gives its end.
func (s *scanner) put(v Value) int {
	s.add(v)
	return v.End
}

// yearZh reads 2025年, with month and day, 1990年代, and 114年10月 of the
// calendar of the Republic of China. 11年 is a duration.
func (s *scanner) yearZh(start int, n numeral, num, at int) int {
	end := at + len("年")
	after := s.skipSpace(end)
	if strings.HasPrefix(s.text[end:], "代") {
		if num%10 != 0 {
			return start
		}
		return s.put(Value{Start: start, End: end + len("代"), Kind: Decade, Num: n.num, Strength: Firm})
	}
	four := num >= 1000 && num <= 2999 && (n.arabic && n.end-start >= 4 || n.digits == 4)
	if !four {
		m, ok := s.numeral(after)
		month, whole := m.num.int()
		if !ok || !whole || month < 1 || month > 12 || !strings.HasPrefix(s.text[s.skipSpace(m.end):], "月") || num < 1 || num > 200 {
			return start
		}
		if num >= 100 || n.digits == 0 && !n.arabic {
			num += 1911
		}
		return s.monthZh(Value{Start: start, Year: num}, month, s.skipSpace(m.end))
	}
	v := Value{Start: start, End: end, Kind: Date, Strength: Firm, Year: num}
	if m, ok := s.numeral(after); ok {
		if month, whole := m.num.int(); whole && month >= 1 && month <= 12 && strings.HasPrefix(s.text[s.skipSpace(m.end):], "月") {
			return s.monthZh(v, month, s.skipSpace(m.end))
		}
	}
	return s.put(v)
}

// monthZh reads 月 at offset at and the day or days after it.
func (s *scanner) monthZh(v Value, month, at int) int {
	v.Kind, v.Strength, v.Month, v.End = Date, Firm, month, at+len("月")
	if strings.HasPrefix(s.text[v.End:], "份") {
		v.End += len("份")
		return s.put(v)
	}
	d, ok := s.numeral(s.skipSpace(v.End))
	day, whole := d.num.int()
	if !ok || !whole || day < 1 || day > 31 || d.over {
		return s.put(v)
	}
	after := s.skipSpace(d.end)
	if w := hasAny(s.text, after, []string{"日", "號", "号"}); w != "" {
		v.Day, v.End = day, after+len(w)
		return s.put(v)
	}
	// 10月30、31日; 10月30至31日: the first day borrows the 日 of the second.
	if w := hasAny(s.text, after, []string{"、", "至", "到", "和", "及", "-", "–", "—", "~", "～"}); w != "" {
		if e, ok := s.numeral(s.skipSpace(after + len(w))); ok && hasAny(s.text, s.skipSpace(e.end), []string{"日", "號", "号"}) != "" {
			v.Day, v.End = day, d.end
		}
	}
	return s.put(v)
}

// dayZh reads a day without its month: 31日. 3日內 is a duration.
func (s *scanner) dayZh(start int, n numeral, num, at int) int {
	next, _ := decode(s.text, at+len("日"))
	if num < 1 || num > 31 || next != 0 && strings.ContainsRune("內内間间遊游本元圓圆後后線线樓楼", next) {
		return start
	}
	v := Value{Start: start, End: at + len("日"), Kind: Date, Day: num, Strength: Firm}
	if !n.arabic && !(len(s.out) > 0 && s.out[len(s.out)-1].Kind == Date && start-s.out[len(s.out)-1].End < 12) {
		v.Strength = Weak // 三日: the third, or three days
	}
	return s.put(v)
}

// minguo reads 民國114年.
func (s *scanner) minguo(i int) int {
	w := hasAny(s.text, i, []string{"民國", "民国"})
	if w == "" {
		return i
	}
	at := s.skipSpace(i + len(w))
	n, ok := s.numeral(at)
	num, whole := n.num.int()
	if strings.HasPrefix(s.text[at:], "元年") {
		ok, whole, num, n.end = true, true, 1, at+len("元")
	}
	if !ok || !whole || num < 1 || num > 200 || !strings.HasPrefix(s.text[s.skipSpace(n.end):], "年") {
		return i
	}
	v := Value{Start: i, End: s.skipSpace(n.end) + len("年"), Kind: Date, Strength: Firm, Year: num + 1911}
	if m, ok := s.numeral(s.skipSpace(v.End)); ok {
		if month, whole := m.num.int(); whole && month >= 1 && month <= 12 && strings.HasPrefix(s.text[s.skipSpace(m.end):], "月") {
			return s.monthZh(v, month, s.skipSpace(m.end))
		}
	}
	return s.put(v)
}

// halfDay gives the word before offset i that says which half of the day.
func (s *scanner) halfDay(i int) string {
	before := s.before(i)
	for _, w := range []string{"上午", "早上", "凌晨", "清晨", "早晨", "下午", "晚上", "傍晚", "中午", "深夜", "晚間", "晚间", "午後", "午后"} {
		if strings.HasSuffix(before, w) {
			return w
		}
	}
	return ""
}

// afternoon adds twelve hours to a time of day that a word before offset i
// places after noon.
func (s *scanner) afternoon(i int, minutes Decimal) Decimal {
	m, _ := minutes.int()
	switch s.halfDay(i) {
	case "下午", "晚上", "傍晚", "中午", "深夜", "晚間", "晚间", "午後", "午后":
		if m >= 60 && m < 12*60 && !(s.halfDay(i) == "中午" && m >= 11*60) {
			m += 12 * 60
		}
	}
	return Int(int64(m))
}

// clockZh reads 3點30分, 三點半, 9時. 4點建議 and 9小時 are none.
func (s *scanner) clockZh(start, hour, at int) int {
	w := hasAny(s.text, at, []string{"點", "点", "時", "时"})
	if w == "" || hour > 24 {
		return start
	}
	end, minute, sure := at+len(w), 0, s.halfDay(start) != ""
	rest := s.text[end:]
	switch {
	case strings.HasPrefix(rest, "半"):
		minute, end, sure = 30, end+len("半"), true
	case hasAny(rest, 0, []string{"鐘", "钟", "整"}) != "":
		end, sure = end+len("鐘"), true
	default:
		if m, ok := s.numeral(s.skipSpace(end)); ok {
			after := s.skipSpace(m.end)
			if k, whole := m.num.int(); whole && k < 60 && strings.HasPrefix(s.text[after:], "分") && !strings.HasPrefix(s.text[after:], "分之") {
				minute, end, sure = k, after+len("分"), true
			}
		}
	}
	if !sure {
		return start
	}
	return s.put(Value{Start: start, End: end, Kind: Clock, Strength: Firm, Num: s.afternoon(start, Int(int64(hour*60+minute)))})
}
