package value

import "strings"

// numeral is a number as Chinese writes it, in digits, Han numerals or both.
type numeral struct {
	num     Decimal
	end     int
	runes   int  // characters read
	arabic  bool // holds a digit 0–9
	unit    bool // holds 十百千萬億兆
	bare    bool // begins with 百千萬億兆: "hundreds", or part of a word
	over    bool // 多, 餘, 幾 inside
	digits  int  // Han digits in a row, without any unit: a year, or 三四
	spoken  bool // two Han digits that follow each other: three or four
	decimal bool // holds 點
	next    bool // 十四五: this number or the next
}

// hanDigit is the value of a Han digit, -1 for none.
func hanDigit(r rune) int64 {
	switch r {
	case '〇', '零', '○':
		return 0
	case '一', '壹':
		return 1
	case '二', '兩', '两', '貳':
		return 2
	case '三', '參', '叁':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// peek is the character at offset i.
func peek(text string, i int) rune {
	r, _ := decode(text, i)
	return r
}

// hanUnit is the power of ten of a Han unit, 0 for none.
func hanUnit(r rune) int {
	switch r {
	case '十':
		return 1
	case '百':
		return 2
	case '千', '仟':
		return 3
	case '萬', '万':
		return 4
	case '億', '亿':
		return 8
	case '兆':
		return 12
	}
	return 0
}

// numeralReader adds up a numeral: total holds what stands before the last
// big unit (萬, 億, 兆), section what stands before the last small one.
type numeralReader struct {
	numeral
	total, section, cur     Decimal
	hasTotal, hasSec, hasIt bool
	lastSmall, lastBig      int // powers of the last units
	last                    int // power of the last unit of either kind, 0 after a digit or zero
	curHan                  bool
	zero                    bool // 零 since the last unit
}

// numeral reads a numeral at offset i. Chinese values are counted in myriads:
// 一萬五千億 is (10,000 + 5,000) × 10^8.
func (s *scanner) numeral(i int) (numeral, bool) {
	r := numeralReader{lastSmall: 99}
	r.end = i
	for at := i; at < len(s.text); {
		c, size := decode(s.text, at)
		next, ok := at+size, false
		switch {
		case c >= '0' && c <= '9':
			next, ok = r.arabicAt(s, at)
		case c == '參' && !strings.ContainsRune("拾佰仟萬億", peek(s.text, next)): // 第二參考
		case hanDigit(c) >= 0:
			// 兩 is the digit only at the beginning: 二十兩 are twenty taels.
			ok = !((c == '兩' || c == '两') && r.runes > 0) && r.digit(hanDigit(c))
		case hanUnit(c) > 0 && hanUnit(c) < 4:
			ok = r.small(hanUnit(c))
		case hanUnit(c) >= 4:
			power := hanUnit(c)
			if c == '兆' && s.opt.MegaZhao {
				power = 6
			}
			ok = r.big(power)
		case c == '廿' && !r.hasIt && !r.hasSec:
			r.section, r.hasSec, r.unit, r.lastSmall, r.last, ok = Int(20), true, true, 1, 1, true
		case c == '多' || c == '餘' || c == '余' || c == '幾' || c == '几' || c == '來' || c == '来':
			ok = r.some(s, next, c)
		case c == '點' || c == '点':
			next, ok = r.point(s, next)
		case c == ' ' && r.arabic && r.hasIt:
			if u, _ := decode(s.text, next); hanUnit(u) >= 2 { // 3 百萬
				at = next
				continue
			}
		case c == ' ' && r.arabic && !r.hasIt && r.last >= 4 && !r.over:
			if n, end, good := s.digits(next); good && s.restZh(r.last, next, end, n) { // 2 億 3,400 萬
				at = next
				continue
			}
		}
		if !ok {
			break
		}
		r.runes++
		r.end, at = next, next
	}
	return r.finish()
}

// finish adds up what was read.
func (r *numeralReader) finish() (numeral, bool) {
	if r.end == 0 || !r.hasIt && !r.hasSec && !r.hasTotal {
		return numeral{}, false
	}
	if r.hasIt && r.last > 1 && !r.zero && r.cur.Mant < 10 && r.cur.Exp == 0 && r.digits <= 1 && (r.hasSec || r.hasTotal) {
		r.cur = r.cur.shift(r.last - 1) // 一萬五 is 15,000, 兩百五 250
	}
	sum, ok := r.total.add(r.section)
	if ok {
		sum, ok = sum.add(r.cur)
	}
	r.num = sum
	if r.unit {
		r.digits = 0
	}
	return r.numeral, ok
}

// arabicAt reads digits.
func (r *numeralReader) arabicAt(s *scanner, at int) (int, bool) {
	if r.hasIt {
		return at, false
	}
	n, end, ok := s.digits(at)
	if !ok {
		return at, false
	}
	r.cur, r.hasIt, r.arabic, r.curHan = n, true, true, false
	r.zero = r.zero || n.Mant >= 10 || n.Exp != 0 // only a single digit is short for the next place
	return end, true
}

// digit reads one Han digit.
func (r *numeralReader) digit(d int64) bool {
	switch {
	case d == 0 && !r.hasIt && r.unit:
		r.zero = true
	case !r.hasIt:
		r.cur, r.hasIt, r.curHan = Int(d), true, true
		r.digits++
	case r.curHan && !r.unit:
		n := r.cur.shift(1)
		if r.digits >= 15 {
			return false
		}
		sum, ok := n.add(Int(d))
		if !ok {
			return false
		}
		if prev, ok := r.cur.int(); ok && r.digits == 1 && int64(prev)+1 == d {
			r.spoken = true
		} else {
			r.spoken = false
		}
		r.cur = sum
		r.digits++
	case r.curHan && r.last == 1 && !r.next && r.cur == Int(d-1) && d > 1: // 十四五
		r.next = true
	default:
		return false
	}
	return true
}

// small reads 十, 百 or 千.
func (r *numeralReader) small(power int) bool {
	if power >= r.lastSmall || r.curHan && r.digits > 1 && r.hasIt {
		return false
	}
	if !r.hasIt {
		switch {
		case r.hasSec && !r.zero:
			return false
		case power > 1 && r.hasTotal:
			return false
		case power > 1:
			r.bare = true
		}
		r.cur = Int(1)
	}
	sum, ok := r.section.add(r.cur.shift(power))
	if !ok {
		return false
	}
	r.section, r.hasSec, r.hasIt, r.cur = sum, true, false, Decimal{}
	r.unit, r.lastSmall, r.last, r.zero, r.digits = true, power, power, false, 0
	return true
}

// big reads 萬, 億 or 兆, which multiply all since the last bigger one.
func (r *numeralReader) big(power int) bool {
	if r.curHan && r.digits > 1 && r.hasIt {
		return false
	}
	section, ok := r.section.add(r.cur)
	if !ok {
		return false
	}
	had := r.hasSec || r.hasIt
	switch {
	case !had && !r.hasTotal: // 萬 alone is a word of many meanings
		return false
	case !had:
		if r.last < 4 || r.last+power > 16 { // 萬億
			return false
		}
		r.total = r.total.shift(power)
	case r.hasTotal && power > r.lastBig:
		sum, ok := r.total.add(section)
		if !ok {
			return false
		}
		r.total = sum.shift(power)
	default:
		if r.hasTotal && power == r.lastBig {
			return false
		}
		sum, ok := r.total.add(section.shift(power))
		if !ok {
			return false
		}
		r.total = sum
	}
	r.section, r.cur, r.hasSec, r.hasIt, r.hasTotal = Decimal{}, Decimal{}, false, false, true
	r.unit, r.lastBig, r.lastSmall, r.last, r.zero, r.digits = true, power, 99, power, false, 0
	return true
}

// some reads 多, 餘 or 幾 after a number: 3000多億, 二十餘, 十幾.
func (r *numeralReader) some(s *scanner, next int, c rune) bool {
	if r.over || !r.hasIt && !r.unit || r.hasIt && !r.arabic && !r.unit {
		return false
	}
	after, _ := decode(s.text, next)
	if hanUnit(after) == 0 && (c == '來' || c == '来') && !endsAny(s.text[:next], []string{"十來", "十来"}) {
		return false
	}
	r.over = true
	return true
}

// point reads 點 between Han digits: 三點五. It leaves 三點五十分 and 四點建議.
func (r *numeralReader) point(s *scanner, next int) (int, bool) {
	if !r.hasIt || !r.curHan || r.decimal {
		return next, false
	}
	frac, places, at := int64(0), 0, next
	for at < len(s.text) && places < 8 {
		c, size := decode(s.text, at)
		d := hanDigit(c)
		if d < 0 {
			if hanUnit(c) > 0 && hanUnit(c) < 4 || c == '分' {
				return next, false
			}
			break
		}
		frac, places, at = frac*10+d, places+1, at+size
	}
	if c, _ := decode(s.text, at); places == 0 || c == '點' || c == '点' { // 一點一點
		return next, false
	}
	sum, ok := r.cur.add(Decimal{frac, -int16(places)}.Norm())
	if !ok {
		return next, false
	}
	r.cur, r.decimal, r.digits = sum, true, 0
	return at, true
}
