// Package value reads the numbers, dates, percentages and sums of money in
// running Chinese, English and Korean text as values, so that 一百六十八萬,
// 1.68 million and 168만 are one and the same.
//
// It knows no alignment and makes no judgement: package align compares keys,
// package check decides what is an error.
package value

import (
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/lang"
)

// Kind is what a value counts.
type Kind uint8

// The kinds of value.
const (
	Number  Kind = iota // 3,000 三千 three
	Ordinal             // 第三 third 세 번째
	Percent             // 30% 三成 百分之三十: Num is 30
	Money               // Num with Unit, an ISO 4217 code
	Measure             // Num with Unit, one of the symbols of units.go
	Date                // Year, Month, Day, those that the text gives
	Clock               // a time of day: Num is the minute of the day
	Decade              // the 1990s: Num is 1990, or 90 without its century
	Century             // the 21st century: Num is 21
)

var kindNames = [...]string{"number", "ordinal", "percent", "money", "measure", "date", "clock", "decade", "century"}

// String is the stable name used in JSON.
func (k Kind) String() string {
	if int(k) >= len(kindNames) {
		return "unknown"
	}
	return kindNames[k]
}

// Approx is how exactly the text means a value.
type Approx uint8

// How exactly a value is meant.
const (
	Exact Approx = iota
	About        // 約 about 약
	Over         // 多 餘 over 이상 여
	Under        // 近 不到 nearly 미만
	Vague        // 數百 hundreds of 수백: Num is the order of magnitude
)

// Strength is how surely a reading is a number that a translation must keep.
type Strength uint8

// Strengths, in rising order.
const (
	Weak Strength = iota // one, 一, 한: as often no number as one
	Word                 // a small number in words that counts something: 四點, four
	Firm                 // digits, or a numeral that can be nothing else
)

// Decimal is an exact decimal number Mant × 10^Exp. Normalised values have no
// trailing zero in Mant, so equal numbers are equal structs.
type Decimal struct {
	Mant int64
	Exp  int16
}

// Int makes a decimal of an integer.
func Int(n int64) Decimal { return Decimal{n, 0}.Norm() }

// Norm moves trailing zeros of Mant into Exp.
func (d Decimal) Norm() Decimal {
	if d.Mant == 0 {
		return Decimal{}
	}
	for d.Mant%10 == 0 {
		d.Mant /= 10
		d.Exp++
	}
	return d
}

// Float is the nearest float64.
func (d Decimal) Float() float64 {
	f, _ := strconv.ParseFloat(strconv.FormatInt(d.Mant, 10)+"e"+strconv.Itoa(int(d.Exp)), 64)
	return f
}

// Digits is the count of significant decimal digits.
func (d Decimal) Digits() int {
	n := 0
	for m := d.Mant; m != 0; m /= 10 {
		n++
	}
	return n
}

// String writes the number in plain digits with commas: 1,680,000 or 3.5.
func (d Decimal) String() string {
	digits, sign := strconv.FormatInt(d.Mant, 10), ""
	if d.Mant < 0 {
		digits, sign = digits[1:], "-"
	}
	whole, frac := digits, ""
	switch {
	case d.Exp > 0:
		whole += strings.Repeat("0", min(int(d.Exp), 40))
	case d.Exp < 0:
		for len(whole) <= -int(d.Exp) && len(whole) < 40 {
			whole = "0" + whole
		}
		if cut := len(whole) + int(d.Exp); cut > 0 {
			whole, frac = whole[:cut], "."+whole[cut:]
		}
	}
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return sign + b.String() + frac
}

// Value is one value in a text.
type Value struct {
	Start, End       int // bytes of the text
	Kind             Kind
	Strength         Strength
	Approx           Approx
	Num              Decimal
	Den              int64  // the denominator of a fraction (三分之一: Num 1, Den 3), 0 for none
	Unit             string // ISO 4217 code or unit symbol, "" for none
	Year, Month, Day int    // of a Date; 0 where the text does not say
}

// Key is a value's comparable form: equal keys mean equal values, whatever
// language they were read in and whatever they count.
type Key struct {
	Part byte // 'n' number or year or day, 'm' month, '/' fraction
	Mant int64
	Exp  int16
}

// AppendKeys appends the keys of v to keys: one for most values, one for each
// part of a date. A year and a day have the keys of plain numbers, since one
// side often writes 2025 where the other writes 2025年.
func (v Value) AppendKeys(keys []Key) []Key {
	if v.Kind != Date {
		if v.Den != 0 {
			return append(keys, Key{'/', v.Num.Mant, int16(min(v.Den, 1<<15-1))})
		}
		return append(keys, Key{'n', v.Num.Mant, v.Num.Exp})
	}
	if v.Year != 0 {
		y := Int(int64(v.Year))
		keys = append(keys, Key{'n', y.Mant, y.Exp})
	}
	if v.Month != 0 {
		keys = append(keys, Key{'m', int64(v.Month), 0})
	}
	if v.Day != 0 {
		d := Int(int64(v.Day))
		keys = append(keys, Key{'n', d.Mant, d.Exp})
	}
	return keys
}

// Find reads the values in text, in order and without overlap. The reading is
// one pass and allocates nothing for a text without values. Languages other
// than Chinese, English and Korean get their digits read.
func Find(tag lang.Tag, text string) []Value {
	s := scanner{tag: tag, text: text}
	return s.run()
}
