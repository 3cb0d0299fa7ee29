package value

import (
	"strings"
	"unicode/utf8"
)

// classifiers are the characters that a counted thing begins with in Chinese.
const classifiers = "個个名位人次場场點点項项條条種种件家天年月日週周歲岁小分秒公米元美韓韩日歐欧英人港新倍艘架輛辆座所份張张本部篇頁页支枚隻只頭头棟栋間间層层級级度票席句段代輪轮屆届期批組组隊队大州省市縣县步方類类塊块噸吨"

// notNumbers are words that begin with a numeral and say no number.
var notNumbers = []string{
	"十分", "七零八落", "十萬八千里", "十万八千里", "千萬不", "千万不", "千萬別", "千万别", "千萬要", "千万要", "百姓", "百度", "千方百計", "千方百计", "萬一", "万一", "百貨", "百货",
	"十字", "百分百", "千千萬萬", "千千万万", "百般", "百科", "千古", "千秋", "百年樹人", "十足", "千里", "百合", "百家", "百花",
	"三明治", "四川", "九龍", "九龙", "五角", "四處", "四处", "四周", "三角", "七夕", "三藩", "九江", "三亞", "三亚", "六合彩", "八卦", "五一", "六四",
	"一些", "一直", "一起", "一般", "一定", "一樣", "一样", "一切", "一旦", "一致", "一帶一路", "一带一路", "一同", "一律", "一再", "一向", "一度", "一路",
}

// wordsBefore end in a numeral that belongs to them: 統一, 唯一.
var partOfWord = []string{"統", "统", "唯", "萬", "万", "專", "专", "劃", "划", "之", "單", "单", "同", "逐", "進", "进", "均", "合", "不", "周", "週", "期", "拜"}

// chinese reads a value at offset i of a Chinese text.
func (s *scanner) chinese(i int) int {
	c, size := decode(s.text, i)
	if hanUnit(c) >= 2 {
		if next := s.unitHead(i); next > i {
			return next
		}
	}
	switch {
	case c >= '0' && c <= '9', hanDigit(c) >= 0, hanUnit(c) > 0 && hanUnit(c) < 4, c == '廿':
		return s.chineseNumber(i, i)
	case c == '第':
		if next := i + size; next < len(s.text) {
			return s.ordinalZh(i, s.skipSpace(next))
		}
	case c == '萬' || c == '万':
		return s.loneMyriad(i, i+size)
	case c == '百' || c == '數' || c == '数' || c == '幾' || c == '几' || c == '上' || c == '好':
		return s.vagueZh(i, i+size)
	case c == '民':
		return s.minguo(i)
	case c == '半' && hasAny(s.text, i, []string{"半數", "半数", "半年", "半個", "半个", "半天", "半小時", "半小时"}) != "":
		return s.put(Value{Start: i, End: i + size, Num: Decimal{5, -1}})
	case c == '-' || c == '−':
		return s.negative(i, i+size)
	case c == '首' && hasAny(s.text, i, []string{"首次", "首個", "首个", "首屆", "首届"}) != "":
		s.add(Value{Start: i, End: i + size, Kind: Ordinal, Strength: Weak, Num: Int(1)})
		return i + size
	}
	return i
}

// unitHead reads the unit of a table, （萬元） or 單位：百萬美元, which others
// write in digits, (NT$10,000). It is weak: "in millions" says the same.
func (s *scanner) unitHead(i int) int {
	before := s.before(i)
	if !endsAny(before, []string{"（", "(", "單位：", "单位：", "單位:", "单位:", "單位", "单位", "／", "/", "新台幣", "新臺幣", "新台币", "人民幣", "人民币"}) {
		return i
	}
	power, at := 0, i
	for {
		c, size := decode(s.text, at)
		if hanUnit(c) < 2 || power+hanUnit(c) > 16 {
			break
		}
		power, at = power+hanUnit(c), at+size
	}
	v := Value{Start: i, End: at, Num: Decimal{1, int16(power)}}
	if u, ok := unitAt(s.text, at, chineseUnits); ok {
		v.Kind, v.Unit, v.End = u.kind, u.symbol, at+len(u.text)
	} else if w := hasAny(s.text, at, []string{"人次", "人", "戶", "户", "件", "輛", "辆", "張", "张", "股", "家", "台", "臺", "噸", "吨"}); w != "" {
		v.End = at + len(w)
	}
	if end := hasAny(s.text, v.End, []string{"）", ")", "／", "/"}); v.End == at || end == "" && strings.TrimSpace(s.text[v.End:]) != "" {
		return i
	}
	for _, p := range chinesePrefixes {
		if v.Kind == Money && strings.HasSuffix(before, p.text) {
			v.Unit = p.symbol
		}
	}
	return s.put(v)
}

// negative reads a minus sign before digits, where it is not a hyphen.
func (s *scanner) negative(i, next int) int {
	if !isDigit(s.text, next) || i > 0 && (isLetterByte(s.text[i-1]) && s.text[i-1] < 0x80 || isDigit(s.text, i-1) || s.text[i-1] == '-' || i > 1 && s.text[i-1] == ' ' && isDigit(s.text, i-2)) {
		return i
	}
	n := len(s.out)
	end := s.chineseNumber(next, next)
	if len(s.out) > n && s.out[n].Kind != Date {
		s.out[n].Num.Mant *= -1
		s.out[n].Start = i
	} else if len(s.out) > n {
		return end
	}
	return end
}

// chineseNumber reads the numeral at offset at and what follows it; start is
// where the value begins, before a prefix.
func (s *scanner) chineseNumber(start, at int) int {
	if v, ok := s.isoDate(at); ok {
		s.add(v)
		return v.End
	}
	if v, ok := s.clock(at); ok {
		v.Num = s.afternoon(at, v.Num)
		s.add(v)
		return v.End
	}
	if w := hasAny(s.text, at, notNumbers); w != "" {
		return at + len(w)
	}
	if strings.HasPrefix(s.text[at:], "百分之") {
		return s.percentOf(at)
	}
	if strings.HasPrefix(s.text[at:], "一半") {
		return s.put(Value{Start: at, End: at + len("一半"), Num: Decimal{5, -1}})
	}
	if end := s.eitherOr(at); end > at {
		return end
	}
	n, ok := s.numeral(at)
	if !ok {
		return at
	}
	if n.next {
		s.add(Value{Start: start, End: n.end, Num: n.num, Approx: About})
		up, _ := n.num.add(Int(1))
		s.out[len(s.out)-1].End = n.end - len("五")
		return s.put(Value{Start: n.end - len("五"), End: n.end, Num: up, Approx: About})
	}
	if n.bare && !bareCounts(s.text[at:n.end]) || endsAny(s.text[:at], []string{"成"}) && n.bare {
		return n.end
	}
	if n.spoken && n.digits == 2 { // 三四天: three or four
		c, size := decode(s.text, at)
		s.add(Value{Start: at, End: at + size, Num: Int(hanDigit(c))})
		c, _ = decode(s.text, at+size)
		s.add(Value{Start: at + size, End: n.end, Num: Int(hanDigit(c))})
		return n.end
	}
	if end := s.dateZh(start, n); end > start {
		return end
	}
	if end := s.shareZh(start, n); end > start {
		return end
	}
	v := Value{Start: start, End: n.end, Num: n.num, Strength: s.strengthZh(start, n)}
	s.unitZh(&v, n)
	s.approxZh(&v, n)
	s.add(v)
	return v.End
}

// loneMyriad reads 萬 before what it counts: 萬人, 說萬句. It is weak, since 萬
// is part of many words.
func (s *scanner) loneMyriad(i, end int) int {
	if before, _ := utf8.DecodeLastRuneInString(s.text[:i]); hanUnit(before) > 0 || hanDigit(before) >= 0 ||
		strings.ContainsRune("數数幾几千百上近約约逾", before) || hasAny(s.text, end, []string{"元戶", "元户", "里長城", "里长城", "年青"}) != "" ||
		hasAny(s.text, end, []string{"人", "元", "句", "年", "里", "戶", "户", "字", "名", "次"}) == "" {
		return i
	}
	return s.put(Value{Start: i, End: end, Num: Decimal{1, 4}})
}

// eitherOr reads 四五十, 二三百 and 七八萬: one of two numbers, which other
// languages say in their own ways.
func (s *scanner) eitherOr(i int) int {
	a, size := decode(s.text, i)
	b, size2 := decode(s.text, i+size)
	x, y := hanDigit(a), hanDigit(b)
	if x < 1 || y < 1 || x-y != 1 && y-x != 1 {
		return i
	}
	power, at := 0, i+size+size2
	for at < len(s.text) {
		c, n := decode(s.text, at)
		p := hanUnit(c)
		if p == 0 || power+p > 16 {
			break
		}
		power, at = power+p, at+n
	}
	if c, _ := decode(s.text, at); power == 0 || hanDigit(c) >= 0 {
		return i // 一二十三 is nothing known
	}
	s.add(Value{Start: i, End: i + size, Num: Int(x).shift(power), Approx: About})
	return s.put(Value{Start: i + size, End: at, Num: Int(y).shift(power), Approx: About})
}

// listMark reports a number that begins a text and is followed by the mark of
// a list: 6. 片廠.
func (s *scanner) listMark(start, end int) bool {
	return strings.TrimSpace(s.text[:start]) == "" && hasAny(s.text, end, []string{". ", "、", "．", ")", "）"}) != "" && end-start <= 3
}

// bareCounts reports a numeral that begins with a unit and means a number:
// 百萬, 千億. 百 and 千 alone are parts of words.
func bareCounts(text string) bool { return len(text) > 3 }

// strengthZh judges a numeral that no suffix has judged.
func (s *scanner) strengthZh(start int, n numeral) Strength {
	if base(n.num) && hasAny(s.text, s.skipSpace(n.end), []string{"進位", "进位", "進制", "进制"}) != "" {
		return Weak // 十六進位 is hexadecimal
	}
	if n.arabic {
		if s.inName(start) || s.listMark(start, n.end) || s.shortYear(start, n.end) {
			return Word
		}
		return Firm
	}
	if c, _ := decode(s.text, n.end); c == '幾' || c == '几' { // 一九六幾年
		return Weak
	}
	one := n.num == Int(1) && n.runes == 1
	two := n.num == Int(2) && n.runes == 1
	after, _ := decode(s.text, s.skipSpace(n.end))
	counted := after != 0 && strings.ContainsRune(classifiers, after)
	switch {
	case n.bare, one, two, endsAny(s.text[:start], partOfWord) && n.runes == 1:
		return Weak
	case n.digits >= 3 || n.decimal || n.unit && n.runes >= 2:
		return Firm
	case counted:
		return Word
	}
	return Weak
}

// base reports the base of a numeral system that has a name of its own.
func base(n Decimal) bool { return n == Int(2) || n == Int(8) || n == Int(10) || n == Int(16) }

// approxZh adds what the words around the number say.
func (s *scanner) approxZh(v *Value, n numeral) {
	switch {
	case n.over:
		v.Approx = Over
		if v.Strength == Firm && !n.arabic && n.num.less(Int(20)) {
			v.Strength = Word
		}
	default:
		if v.Approx = chineseBefore.ending(s.before(v.Start)); v.Approx == Exact {
			end := v.End
			for k := 0; k < 2 && v.Approx == Exact; k++ { // 三十人左右: past a classifier
				v.Approx = chineseAfter.beginning(s.text, end)
				_, size := decode(s.text, end)
				end += size
			}
		}
	}
}

// unitZh adds a unit or currency after the number, or before it.
func (s *scanner) unitZh(v *Value, n numeral) {
	at := s.skipSpace(n.end)
	u, ok := unitAt(s.text, at, chineseUnits)
	if !ok {
		if u, ok = unitAt(s.text, at, latinUnits); ok && (s.asciiLetter(at+len(u.text)) || s.inName(v.Start)) {
			ok = false
		}
	}
	if ok && (u.text == "度" || u.text == "米" || u.text == "克" || u.text == "天" || u.text == "周") && endsInWord(s.text, at+len(u.text), u.text) {
		ok = false
	}
	prefix, hasPrefix := unit{}, false
	if before := s.before(v.Start); n.arabic {
		if prefix, hasPrefix = signBefore(before, len(before)); hasPrefix {
			v.Start = len(before) - len(prefix.text)
		}
	}
	if !hasPrefix {
		before := s.before(v.Start)
		for _, p := range chinesePrefixes {
			if strings.HasSuffix(before, p.text) {
				prefix, hasPrefix = p, true
				v.Start = len(before) - len(p.text)
			}
		}
	}
	switch {
	case ok && u.kind == Money && hasPrefix:
		v.Kind, v.Unit, v.End = Money, prefix.symbol, at+len(u.text)
	case ok:
		v.Kind, v.Unit, v.End = u.kind, u.symbol, at+len(u.text)
		if u.kind == Money || u.symbol == "x" {
			break
		}
		if v.Strength == Weak && n.runes == 1 && n.num == Int(2) {
			v.Strength = Word // 兩小時
		}
		if v.Strength == Weak && n.num != Int(1) && !n.bare {
			v.Strength = Word
		}
	case hasPrefix:
		v.Kind, v.Unit = Money, prefix.symbol
	}
}

// endsInWord reports that a one-character unit begins another word: 度過, 米蘭.
func endsInWord(text string, at int, u string) bool {
	next, _ := decode(text, at)
	follow := map[string]string{"度": "過过假", "米": "蘭兰", "克": "羅罗里服", "天": "然下津主空", "周": "圍围邊边"}
	return next != 0 && strings.ContainsRune(follow[u], next)
}

// latinUnits are unit symbols in Latin letters.
var latinUnits = []unit{
	{"km²", "km²", Measure}, {"km", "km", Measure}, {"kg", "kg", Measure}, {"cm", "cm", Measure}, {"mm", "mm", Measure},
	{"m²", "m²", Measure}, {"m", "m", Measure}, {"g", "g", Measure}, {"°C", "°", Measure}, {"°", "°", Measure}, {"℃", "°", Measure},
}

// ordinalZh reads 第 with a numeral.
func (s *scanner) ordinalZh(start, at int) int {
	n, ok := s.numeral(at)
	if !ok || n.bare || strings.HasPrefix(s.text[start:], "第一時間") || strings.HasPrefix(s.text[start:], "第一时间") {
		return start
	}
	v := Value{Start: start, End: n.end, Kind: Ordinal, Num: n.num, Strength: Word}
	switch {
	case n.arabic || n.num.Digits()+int(n.num.Exp) > 1:
		v.Strength = Firm
	case n.num == Int(1):
		v.Strength = Weak
	}
	s.add(v)
	return v.End
}

// vagueZh reads 數百, 幾十, 上千, 好幾萬: only the magnitude is said.
func (s *scanner) vagueZh(i, next int) int {
	if c, size := decode(s.text, next); c == '幾' || c == '几' {
		next += size
	}
	power, at := 0, next
	for at < len(s.text) {
		c, size := decode(s.text, at)
		p := hanUnit(c)
		if p == 0 {
			break
		}
		power, at = power+p, at+size
	}
	if power == 0 || power > 16 {
		return i
	}
	c, _ := decode(s.text, i)
	if c == '上' && power < 2 {
		return i
	}
	s.add(Value{Start: i, End: at, Approx: Vague, Num: Decimal{1, int16(power)}})
	return at
}

// percentOf reads 百分之三十五.
func (s *scanner) percentOf(i int) int {
	at := i + len("百分之")
	n, ok := s.numeral(at)
	if !ok || n.end == at {
		if strings.HasPrefix(s.text[at:], "百") {
			n = numeral{num: Int(100), end: at + len("百")}
		} else {
			return at
		}
	}
	v := Value{Start: i, End: n.end, Kind: Percent, Num: n.num, Strength: Firm}
	v.Approx = chineseBefore.ending(s.before(i))
	if n.over {
		v.Approx = Over
	}
	s.add(v)
	return v.End
}

// shareZh reads what makes a share of the numeral: %, 個百分點, 成, 分之.
func (s *scanner) shareZh(start int, n numeral) int {
	at := s.skipSpace(n.end)
	v := Value{Start: start, Kind: Percent, Num: n.num, Strength: Firm}
	rest := s.text[at:]
	if w := hasAny(rest, 0, []string{"%", "％", "個百分點", "个百分点", "百分點", "百分点"}); w != "" {
		v.End = at + len(w)
		s.approxZh(&v, n)
		s.add(v)
		return v.End
	}
	if n.over {
		return start
	}
	if den, ok := n.num.int(); ok && den > 1 && strings.HasPrefix(rest, "分之") {
		m, ok := s.numeral(at + len("分之"))
		if !ok {
			return start
		}
		v.Kind, v.End, v.Num, v.Den, v.Strength = Number, m.end, m.num, int64(den), Word
		if den == 1000 {
			v.Den, v.Num, v.Kind = 0, m.num.shift(-1), Percent
		}
		s.add(v)
		return v.End
	}
	if k, ok := n.num.int(); ok && k < 10 && n.runes == 1 && strings.HasPrefix(rest, "成") {
		at += len("成")
		next, _ := decode(s.text, at)
		if strings.ContainsRune("員员為为立功本果長长熟都就效交分千人語语年", next) && next != 0 {
			return start
		}
		v.Num, v.End, v.Strength = n.num.shift(1), at, Word
		if d := hanDigit(next); d > 0 {
			_, size := decode(s.text, at)
			v.Num, v.End = Int(int64(k)*10+d), at+size
		}
		s.approxZh(&v, numeral{})
		s.add(v)
		return v.End
	}
	return start
}
