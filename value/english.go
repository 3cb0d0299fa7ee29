package value

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// englishWord is what a number word says.
type englishWord struct {
	value   int64
	kind    wordKind
	ordinal bool
}

type wordKind uint8

const (
	wordNone  wordKind = iota
	wordUnit           // one to nine
	wordTeen           // ten to nineteen
	wordTens           // twenty to ninety
	wordScale          // hundred, thousand, million: value is the power of ten
)

var englishWords = map[string]englishWord{}

func init() {
	units := strings.Fields("zero one two three four five six seven eight nine")
	teens := strings.Fields("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	ordinals := strings.Fields("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth")
	for i, w := range units {
		englishWords[w] = englishWord{int64(i), wordUnit, false}
	}
	for i, w := range teens {
		englishWords[w] = englishWord{int64(10 + i), wordTeen, false}
	}
	for i, w := range tens {
		englishWords[w] = englishWord{int64(20 + 10*i), wordTens, false}
		englishWords[w[:len(w)-1]+"ieth"] = englishWord{int64(20 + 10*i), wordTens, true}
	}
	for i, w := range ordinals {
		kind := wordUnit
		if i >= 10 {
			kind = wordTeen
		}
		englishWords[w] = englishWord{int64(i), kind, true}
	}
	for w, power := range map[string]int64{"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12} {
		englishWords[w] = englishWord{power, wordScale, false}
		englishWords[w+"th"] = englishWord{power, wordScale, true}
	}
	englishWords["threescore"], englishWords["fourscore"] = englishWord{60, wordTens, false}, englishWord{80, wordTens, false}
}

// english reads a value at offset i of an English text.
func (s *scanner) english(i int) int {
	c := s.text[i]
	switch {
	case c >= '0' && c <= '9':
		return s.englishDigits(i)
	case c == '\'' || c == 0xE2:
		return s.shortDecade(i)
	case c|0x20 < 'a' || c|0x20 > 'z':
		return i
	}
	end := s.wordEnd(i)
	if before, _ := utf8.DecodeLastRuneInString(s.text[:i]); before == '\'' || before != utf8.RuneError && unicode.IsLetter(before) { // inside a word with letters beyond ASCII
		return end
	}
	return s.englishWordAt(i, end)
}

// wordEnd is the end of the ASCII letters at offset i.
func (s *scanner) wordEnd(i int) int {
	for s.asciiLetter(i) {
		i++
	}
	return i
}

// word gives the letters at offset i in lower case.
func (s *scanner) word(i int) (string, int) {
	end := s.wordEnd(i)
	if end-i > 14 {
		return "", end
	}
	return strings.ToLower(s.text[i:end]), end
}

// shortDecade reads '90s and ’90s.
func (s *scanner) shortDecade(i int) int {
	w := hasAny(s.text, i, []string{"'", "’", "‘"})
	at := i + len(w)
	if w == "" || at+3 > len(s.text) || !isDigit(s.text, at) || s.text[at+1] != '0' || s.text[at+2] != 's' || s.asciiLetter(at+3) {
		return i
	}
	return s.put(Value{Start: i, End: at + 3, Kind: Decade, Strength: Firm, Num: Int(int64(s.text[at]-'0') * 10)})
}

// englishDigits reads a number that begins with a digit, and what follows it.
func (s *scanner) englishDigits(i int) int {
	if v, ok := s.isoDate(i); ok {
		return s.put(v)
	}
	if v, ok := s.clock(i); ok {
		v.Num, v.End = s.meridiem(v.Num, v.End)
		return s.put(v)
	}
	n, end, ok := s.digits(i)
	if !ok {
		return i
	}
	if hours, minutes, has := strings.Cut(s.text[i:end], "."); has && len(hours) <= 2 && len(minutes) == 2 { // 5.30pm
		h, m := n.Float(), 0.0
		h, m = float64(int(h)), (h-float64(int(h)))*100
		if t, e := s.meridiem(Int(int64(h)*60+int64(m+0.5)), end); e != end && h <= 12 {
			return s.put(Value{Start: i, End: e, Kind: Clock, Strength: Firm, Num: t})
		}
	}
	v := Value{Start: i, End: end, Strength: Firm, Num: n}
	if s.inName(i) || s.listMark(i, end) {
		v.Strength = Word
	}
	suffix, after := s.word(end)
	num, whole := n.int()
	switch {
	case suffix == "s" && whole && num%10 == 0 && (num >= 1000 && num < 3000 || num >= 20 && num < 100):
		v.Kind, v.End = Decade, after
		return s.put(v)
	case suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th":
		return s.englishOrdinal(v, after)
	}
	if next := s.englishMonthAfter(&v, num, whole, v.End); next {
		return s.put(v)
	}
	if t, e := s.meridiem(Int(int64(num*60)), end); e != end && whole && num <= 12 {
		v.Kind, v.Num, v.End = Clock, t, e
		return s.put(v)
	}
	if s.shortYear(i, end) {
		v.Strength = Word
	} else if !s.inName(i) { // m68k
		s.scale(&v)
	}
	s.englishUnit(&v)
	v.Approx = englishBefore.englishEnding(s.before(v.Start))
	return s.put(v)
}

// meridiem reads a.m. or p.m. at offset end after a time.
func (s *scanner) meridiem(minutes Decimal, end int) (Decimal, int) {
	at := s.skipSpace(end)
	m, _ := minutes.int()
	for _, w := range []string{"a.m.", "p.m.", "a.m", "p.m", "am", "pm", "AM", "PM", "A.M.", "P.M."} {
		if strings.HasPrefix(s.text[at:], w) && !s.asciiLetter(at+len(w)) {
			switch {
			case w[0]|0x20 == 'p' && m < 12*60:
				m += 12 * 60
			case w[0]|0x20 == 'a' && m >= 12*60:
				m -= 12 * 60
			}
			return Int(int64(m)), at + len(w)
		}
	}
	return minutes, end
}

// englishOrdinal finishes 32nd: a century, a day of a month, or an ordinal.
func (s *scanner) englishOrdinal(v Value, end int) int {
	v.End, v.Kind = end, Ordinal
	num, whole := v.Num.int()
	if w, e := s.word(s.pastHyphen(end)); w == "century" || w == "centuries" {
		v.Kind, v.End = Century, e
	} else if s.englishMonthAfter(&v, num, whole, end) {
		v.Strength = Firm
	}
	return s.put(v)
}

// pastHyphen passes one space or hyphen.
func (s *scanner) pastHyphen(i int) int {
	if i < len(s.text) && s.text[i] == '-' {
		return i + 1
	}
	return s.skipSpace(i)
}

// scale multiplies by a scale word after digits: 1.68 million, $3bn.
func (s *scanner) scale(v *Value) {
	at := s.pastHyphen(v.End)
	w, end := s.word(at)
	power := 0
	switch e, ok := englishWords[w]; {
	case ok && e.kind == wordScale && !e.ordinal:
		power = int(e.value)
	case w == "bn":
		power = 9
	case w == "tn" || w == "trn":
		power = 12
	case w == "mn" || w == "mln", w == "m" && at == v.End && s.currencyBefore(v.Start):
		power = 6
	case w == "k" && at == v.End && v.Num.Digits()+int(v.Num.Exp) < 5 && (s.text[at] == 'k' || s.currencyBefore(v.Start)): // 3K are three kelvins
		power = 3
	}
	if power != 0 {
		v.Num, v.End = v.Num.shift(power), end
	}
}

func (s *scanner) currencyBefore(i int) bool {
	before := s.before(i)
	_, ok := signBefore(before, len(before))
	return ok
}

// englishUnit adds the unit, percent sign or currency around a number.
func (s *scanner) englishUnit(v *Value) {
	before := s.before(v.Start)
	if u, ok := signBefore(before, len(before)); ok {
		v.Kind, v.Unit, v.Start, v.Strength = Money, u.symbol, len(before)-len(u.text), Firm
		return
	}
	at := v.End
	if r, size := decode(s.text, at); r == '%' {
		v.Kind, v.End = Percent, at+size
		return
	}
	at = s.pastHyphen(at)
	w, end := s.word(at)
	if w == "" {
		if strings.HasPrefix(s.text[at:], "°") {
			v.Kind, v.Unit, v.End = Measure, "°", at+len("°")
		}
		return
	}
	w2, end2 := s.word(s.pastHyphen(end))
	switch {
	case w == "percent" || w == "pct":
		v.Kind, v.End = Percent, end
		return
	case w == "per" && w2 == "cent":
		v.Kind, v.End = Percent, end2
		return
	case w == "percentage" && strings.HasPrefix(w2, "point"):
		v.Kind, v.End = Percent, end2
		return
	case w == "u" && strings.HasPrefix(s.text[at:], "U.S. dollar"):
		_, e := s.word(at + len("U.S. "))
		v.Kind, v.Unit, v.End = Money, "USD", e
		return
	}
	joint := w + " " + w2
	if w == "year" && end < len(s.text) && s.text[end] == '-' {
		joint = w + "-" + w2
	}
	u, ok := englishUnits[joint]
	if end = end2; !ok {
		u, ok = englishUnits[w]
		_, end = s.word(at)
	}
	// "in" is a preposition and "3 m" rarely metres; they are no unit words.
	// "s" of a word such as 5 seconds is.
	if ok {
		v.Kind, v.Unit, v.End = u.kind, u.symbol, end
	}
}

// englishWordAt reads a value that begins with the word [i, end): a number
// word, a month, or a word such as hundreds. It returns at least end, so that
// scanning goes on behind the word.
func (s *scanner) englishWordAt(i, end int) int {
	if end-i > 12 {
		return end
	}
	w, _ := s.word(i)
	if month := englishMonth(w); month != 0 {
		if next := s.englishMonthAt(i, end, month); next > i {
			return next
		}
		return end
	}
	if n := romanNumeral(s.text[i:end]); n != 0 && i > 1 && s.text[i-1] == ' ' && s.asciiLetter(i-2) {
		return s.put(Value{Start: i, End: end, Kind: Ordinal, Num: Int(n)})
	}
	if next := s.englishPhrase(i, end, w); next > i {
		return next
	}
	if next := s.numberWords(i); next > i {
		return next
	}
	return end
}

// englishPhrase reads hundreds of, a dozen, half, twice, a third, the nineties.
func (s *scanner) englishPhrase(i, end int, w string) int {
	v := Value{Start: i, End: end}
	switch w {
	case "dozens", "tens", "hundreds", "thousands", "millions", "billions", "trillions":
		power := map[string]int16{"dozens": 1, "tens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12}[w]
		v.Approx, v.Num = Vague, Decimal{1, power}
		if w2, at := s.word(s.skipSpace(end)); w2 == "of" {
			if w3, e := s.word(s.skipSpace(at)); w3 == "thousands" || w3 == "millions" || w3 == "billions" {
				v.Num, v.End = v.Num.shift(map[string]int{"thousands": 3, "millions": 6, "billions": 9}[w3]), e
			}
		}
	case "a", "an":
		w2, e := s.word(s.skipSpace(end))
		switch w2 {
		case "hundred", "thousand", "million", "billion", "trillion":
			if w3, e3 := s.word(s.skipSpace(e)); w3 == "and" {
				if w4, _ := s.word(s.skipSpace(e3)); englishWords[w4].kind != wordNone && englishWords[w4].kind != wordScale || w4 == "a" && w2 == "thousand" {
					return i // a hundred and ten
				}
			}
			v.End, v.Num = e, Int(1)
			v.Num = v.Num.shift(int(englishWords[w2].value))
			s.englishUnit(&v)
		case "dozen":
			v.End, v.Num = e, Int(12)
		case "half":
			v.End, v.Num = e, Decimal{5, -1}
		case "year", "month", "week", "day", "decade", "century", "fortnight":
			s.period(&v, 1, w2, e)
		case "third", "quarter", "fifth":
			v.End, v.Num, v.Den = e, Int(1), map[string]int64{"third": 3, "quarter": 4, "fifth": 5}[w2]
		default:
			return i
		}
	case "hundred", "thousand", "million": // the hundred men
		if !endsAny(s.lowerBefore(i), []string{"the", "every", "per", "these", "those"}) {
			return i
		}
		v.Num = Int(1).shift(int(englishWords[w].value))
	case "dozen":
		v.Num = Int(12)
	case "half":
		v.Num = Decimal{5, -1}
	case "twice", "both":
		v.Num = Int(2)
	case "doubled", "doubling", "doubles", "double", "tripled", "triple", "triples", "tripling", "quadrupled":
		n := map[byte]int64{'d': 2, 't': 3, 'q': 4}[w[0]]
		v.Num, v.Kind, v.Unit = Int(n), Measure, "x"
	case "decades", "centuries":
		v.Approx, v.Num = Vague, Decimal{1, int16(len(w) - 6)} // 10, 1000 years
	case "once":
		v.Num = Int(1)
	case "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties":
		v.Num, v.Kind, v.Strength = Int(englishWords[strings.TrimSuffix(w, "ies")+"y"].value), Decade, Word
	default:
		x, ok := englishWords[strings.TrimSuffix(w, "fold")]
		if !ok || !strings.HasSuffix(w, "fold") { // tenfold, a hundredfold
			return i
		}
		if v.Num = Int(x.value); x.kind == wordScale {
			v.Num = Int(1).shift(int(x.value))
		}
		v.Kind, v.Unit, v.Strength = Measure, "x", Word
	}
	v.Approx = max(v.Approx, englishBefore.englishEnding(s.before(i)))
	return s.put(v)
}

// romanNumeral reads II to XX without the ambiguous one-letter ones.
func romanNumeral(w string) int64 {
	for i, r := range []string{"II", "III", "IV", "", "VI", "VII", "VIII", "IX", "", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"} {
		if w == r && r != "" {
			return int64(i + 2)
		}
	}
	return 0
}

// lowerBefore is the end of the text before offset i, in lower case.
func (s *scanner) lowerBefore(i int) string {
	before := s.before(i)
	return strings.ToLower(before[max(0, len(before)-12):])
}

// period makes n decades, centuries or fortnights of v, which the other
// languages count in years and weeks; other words are units already.
func (s *scanner) period(v *Value, n int64, word string, end int) bool {
	p, ok := map[string]struct {
		n    int64
		unit string
	}{"decade": {10, "year"}, "decades": {10, "year"}, "century": {100, "year"}, "centuries": {100, "year"},
		"fortnight": {2, "week"}, "fortnights": {2, "week"}, "year": {1, "year"}, "month": {1, "month"}, "week": {1, "week"}, "day": {1, "day"}}[word]
	if ok {
		v.Kind, v.Num, v.Unit, v.End = Measure, Int(n*p.n), p.unit, end
	}
	return ok
}
