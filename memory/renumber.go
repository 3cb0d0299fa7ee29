package memory

import (
	"slices"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/value"
)

// renumber writes the number now in the way in which text, the value v of a
// translation, is written: digits with or without commas, with the same scale
// (million, 만, 億) where that is exact, or a small number in words.
func renumber(tag lang.Tag, text string, v value.Value, now value.Decimal) (string, bool) {
	first := strings.IndexAny(text, "0123456789")
	if first < 0 {
		return reword(tag, text, v, now)
	}
	n, end := readNumeral(tag, text, first)
	rest := text[end:]
	if end == first || strings.ContainsAny(rest, "0123456789") {
		return "", false
	}
	if n.number().Norm() != v.Num.Norm() {
		return "", false // 3.5 tens, or whatever else was read there
	}
	var with string
	var ok bool
	switch {
	case n.scale == nil && len(n.parts) == 1:
		with, ok = n.plain(tag, now, v.Kind == value.Decade)
	case tag == lang.En:
		with, ok = n.english(now)
	default:
		with, ok = n.myriads(tag, now)
	}
	if !ok {
		return "", false
	}
	if v.Kind == value.Ordinal && tag == lang.En {
		if rest, ok = ordinalSuffix(rest, now); !ok {
			return "", false
		}
	}
	return text[:first] + with + rest, true
}

// scale is a word for a power of ten.
type scale struct {
	word  string
	power int
	short bool // m, bn: of a family of its own
}

var scales = map[bool][]scale{
	true: { // English
		{"trillion", 12, false}, {"billion", 9, false}, {"million", 6, false}, {"thousand", 3, false},
		{"tn", 12, true}, {"bn", 9, true}, {"m", 6, true}, {"k", 3, true},
	},
	false: {
		{"조", 12, false}, {"억", 8, false}, {"만", 4, false},
		{"兆", 12, false}, {"億", 8, false}, {"萬", 4, false}, {"亿", 8, false}, {"万", 4, false},
	},
}

// part is digits with the scale behind them: 2,000억.
type part struct {
	digits   value.Decimal
	decimals int
	commas   bool // there are commas in it
	long     bool // it has four digits or more, so that there could be
	space    string
	scale    *scale
}

// numeral is a number as a translation writes it.
type numeral struct {
	parts []part
	gap   string // between parts: 3만 5,000
	scale *scale // of the first part, nil for none
}

// readNumeral reads the numeral at offset i of text, in digits and scales.
func readNumeral(tag lang.Tag, text string, i int) (n numeral, end int) {
	end = i
	for i < len(text) {
		p, next := readPart(tag, text, i)
		if next == i {
			break
		}
		if len(n.parts) > 0 {
			last := n.parts[len(n.parts)-1]
			if last.scale == nil || p.scale != nil && p.scale.power >= last.scale.power {
				return numeral{}, 0
			}
			n.gap = text[end:i]
		}
		n.parts = append(n.parts, p)
		end = next
		if tag == lang.En || p.scale == nil {
			break
		}
		i = next
		for i < len(text) && text[i] == ' ' {
			i++
		}
		if i == len(text) || text[i] < '0' || text[i] > '9' {
			break
		}
	}
	if len(n.parts) > 0 {
		n.scale = n.parts[0].scale
	}
	return n, end
}

func readPart(tag lang.Tag, text string, i int) (p part, end int) {
	start := i
	for i < len(text) && (text[i] >= '0' && text[i] <= '9' || text[i] == ',' && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9') {
		i++
	}
	whole := text[start:i]
	bare := strings.ReplaceAll(whole, ",", "")
	p.commas, p.long = len(bare) < len(whole), len(bare) > 3
	if p.commas && whole != grouped(bare) || len(bare) > 1 && bare[0] == '0' || len(bare) > 15 || bare == "" {
		return p, start
	}
	fraction := ""
	if i+1 < len(text) && text[i] == '.' && text[i+1] >= '0' && text[i+1] <= '9' {
		k := i + 1
		for k < len(text) && text[k] >= '0' && text[k] <= '9' {
			k++
		}
		fraction, i = text[i+1:k], k
	}
	mant, err := strconv.ParseInt(bare+fraction, 10, 64)
	if err != nil || len(bare+fraction) > 17 {
		return p, start
	}
	p.digits, p.decimals = value.Decimal{Mant: mant, Exp: int16(-len(fraction))}, len(fraction)
	k := i
	for k < len(text) && text[k] == ' ' {
		k++
	}
	for s, list := 0, scales[tag == lang.En]; s < len(list); s++ {
		w := list[s].word
		if len(text[k:]) >= len(w) && strings.EqualFold(text[k:k+len(w)], w) && (len(text) == k+len(w) || !asciiLetter(w[0]) || !asciiLetter(text[k+len(w)])) {
			if tag != lang.En && k > i { // 3 만 is nothing that is written
				break
			}
			p.scale, p.space = &list[s], text[i:k]
			return p, k + len(w)
		}
	}
	return p, i
}

// number is the numeral's value.
func (n numeral) number() value.Decimal {
	var sum value.Decimal
	for i, p := range n.parts {
		d := p.digits
		if p.scale != nil {
			d.Exp += int16(p.scale.power)
		}
		if i == 0 {
			sum = d.Norm()
			continue
		}
		low := min(sum.Exp, d.Exp)
		a, ok1 := integer(sum, int(low))
		b, ok2 := integer(d, int(low))
		if !ok1 || !ok2 {
			return value.Decimal{Mant: -1}
		}
		sum = value.Decimal{Mant: a + b, Exp: low}.Norm()
	}
	return sum
}

// integer is d in units of ten to the power; ok is false where that is no
// whole number or a very large one.
func integer(d value.Decimal, power int) (int64, bool) {
	m, e := d.Mant, int(d.Exp)-power
	if m == 0 {
		return 0, true
	}
	for ; e > 0; e-- {
		if m > 1<<58/10 {
			return 0, false
		}
		m *= 10
	}
	for ; e < 0; e++ {
		if m%10 != 0 {
			return 0, false
		}
		m /= 10
	}
	return m, true
}

// grouped puts commas into a whole number.
func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// digits writes d in digits with at most most decimals. Whether it has commas
// is nothing where it is short.
func digits(d value.Decimal, most int, commas bool) (string, bool) {
	d = d.Norm()
	decimals := max(0, -int(d.Exp))
	if decimals > most || d.Mant < 0 {
		return "", false
	}
	m, ok := integer(d, -decimals)
	if !ok {
		return "", false
	}
	text := strconv.FormatInt(m, 10)
	for len(text) <= decimals {
		text = "0" + text
	}
	whole, fraction := text[:len(text)-decimals], text[len(text)-decimals:]
	if commas {
		whole = grouped(whole)
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return whole, true
}

// atLeast reports d ≥ 10^power.
func atLeast(d value.Decimal, power int) bool {
	d = d.Norm()
	return d.Mant > 0 && len(strconv.FormatInt(d.Mant, 10))+int(d.Exp) > power
}

// plain writes now in bare digits, as the numeral is.
func (n numeral) plain(tag lang.Tag, now value.Decimal, year bool) (string, bool) {
	p := n.parts[0]
	long := atLeast(now, 3)
	if year {
		return digits(now, 0, false)
	}
	if !p.long && long && tag != lang.En && tag != lang.Ko {
		return "", false // whether this writer puts commas is not known
	}
	if tag != lang.En && !atLeast(p.digits, 4) && atLeast(now, 4) {
		return "", false // nor whether 12,000 or 1만 2,000
	}
	return digits(now, 6, long && (p.commas || !p.long))
}

// english writes now with million, billion, … or, where it is less than a
// million, in digits.
func (n numeral) english(now value.Decimal) (string, bool) {
	p := n.parts[0]
	try := func(s *scale) (string, bool) {
		d := now
		d.Exp -= int16(s.power)
		if !atLeast(d, 0) || atLeast(d, 3) {
			return "", false
		}
		text, ok := digits(d, max(2, p.decimals), false)
		return text + p.space + s.word, ok
	}
	if text, ok := try(n.scale); ok {
		return text, true
	}
	for i := range scales[true] {
		s := &scales[true][i]
		if s.short != n.scale.short || s.power < 6 {
			continue
		}
		if text, ok := try(s); ok {
			return text, true
		}
	}
	if !atLeast(now, 6) && !n.scale.short {
		return digits(now, 0, true)
	}
	return "", false
}

// myriads writes now with 만, 억, 조 or 萬, 億, 兆. One part stays one part;
// several, as in 3만 5,000, are written with the same gaps and commas.
func (n numeral) myriads(tag lang.Tag, now value.Decimal) (string, bool) {
	list := slices.DeleteFunc(slices.Clone(scales[false]), func(s scale) bool { return !sameFamily(s.word, n.scale.word) })
	decimals := n.parts[0].decimals
	if decimals > 0 || tag.Chinese() {
		decimals = max(decimals, 2)
	}
	commas := false
	for _, p := range n.parts {
		commas = commas || p.commas
	}
	known := commas || slices.ContainsFunc(n.parts, func(p part) bool { return p.long })
	one := func(s scale) (string, bool) {
		d := now
		d.Exp -= int16(s.power)
		if !atLeast(d, 0) || atLeast(d, 4) || atLeast(d, 3) && !known {
			return "", false
		}
		text, ok := digits(d, decimals, commas)
		return text + s.word, ok
	}
	if len(n.parts) == 1 {
		if text, ok := one(*n.scale); ok {
			return text, true
		}
		for _, s := range list {
			if text, ok := one(s); ok {
				return text, true
			}
		}
		return "", false
	}
	if decimals > 0 && !tag.Chinese() {
		return "", false
	}
	whole, ok := integer(now, 0)
	if !ok {
		return "", false
	}
	var out []string
	for _, s := range append(list, scale{}) {
		unit := int64(1)
		for range s.power {
			unit *= 10
		}
		if part := whole / unit; part > 0 {
			if part > 999 && !known || part > 9999 {
				return "", false
			}
			text, _ := digits(value.Int(part), 0, commas)
			out = append(out, text+s.word)
			whole %= unit
		}
	}
	return strings.Join(out, n.gap), len(out) > 0
}

// sameFamily reports scales of one language and script.
func sameFamily(a, b string) bool {
	for _, family := range []string{"조억만", "兆億萬", "亿万"} {
		if strings.Contains(family, a) && strings.Contains(family, b) {
			return true
		}
	}
	return false
}

// ordinalSuffix is the st, nd, rd or th of now, with what follows it in rest.
func ordinalSuffix(rest string, now value.Decimal) (string, bool) {
	if len(rest) < 2 || !slices.Contains([]string{"st", "nd", "rd", "th"}, rest[:2]) {
		return "", false
	}
	n, ok := integer(now, 0)
	if !ok {
		return "", false
	}
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return suffix + rest[2:], true
}

// small are the words for 2 to 10; 1 is as often no number as one, and 二 and
// 兩 share their work.
var small = map[lang.Tag]map[bool][]string{
	lang.En: {
		false: {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"},
		true:  {"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"},
	},
	lang.Ko:     {false: {"두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"}},
	lang.ZhHant: {false: {"", "三", "四", "五", "六", "七", "八", "九", "十"}},
}

// reword replaces a small number in words.
func reword(tag lang.Tag, text string, v value.Value, now value.Decimal) (string, bool) {
	if tag == lang.ZhHans {
		tag = lang.ZhHant
	}
	ordinal := v.Kind == value.Ordinal && tag == lang.En
	words := small[tag][ordinal]
	n, ok := integer(now, 0)
	old, whole := integer(v.Num, 0)
	if !ok || !whole || words == nil || n < 2 || n > 10 || old < 2 || old > 10 || words[n-2] == "" || words[old-2] == "" {
		return "", false
	}
	from, to := words[old-2], words[n-2]
	at := strings.Index(strings.ToLower(text), from)
	if at < 0 || at > 0 && tag == lang.En || strings.Trim(text[:at], "第") != "" {
		return "", false
	}
	end := at + len(from)
	if tag == lang.En && end < len(text) && asciiLetter(text[end]) || tag == lang.Ko && end < len(text) && text[end] != ' ' {
		return "", false
	}
	if text[at] >= 'A' && text[at] <= 'Z' {
		if text[at:end] == strings.ToUpper(from) {
			return "", false
		}
		to = strings.ToUpper(to[:1]) + to[1:]
	}
	return text[:at] + to + text[end:], true
}
