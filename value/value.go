// Package value reads the numbers, dates, percentages and sums of money in
// running Chinese, English and Korean text as values, so that 一百六十八萬,
// 1.68 million and 168만 are one and the same.
//
// It knows no alignment and makes no judgement: package align compares keys,
// package check decides what is an error.
package value

import (
	"fmt"
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

// Options change how a text is read.
type Options struct {
	MegaZhao bool // 兆 is a million, as in some mainland usage, not 10^12
}

// Find reads the values in text, in order and without overlap. The reading is
// one pass and allocates nothing for a text without values. Languages other
// than Chinese, English and Korean get their digits read.
func Find(tag lang.Tag, text string) []Value { return FindWith(tag, text, Options{}) }

// FindWith is Find with options.
func FindWith(tag lang.Tag, text string, opt Options) []Value {
	s := scanner{tag: tag, text: text, opt: opt}
	s.run()
	s.halves()
	s.ratios()
	return s.out
}

// String writes the value for people and tests: "1,680,000", "#3", "30%",
// "1/3", "USD 5", "20 km", "2025-10-31", "--10-31", "14:30", "1990s", "c21".
func (v Value) String() string {
	n := v.Num.String()
	if v.Den != 0 {
		n += fmt.Sprintf("/%d", v.Den)
	}
	switch v.Kind {
	case Ordinal:
		n = "#" + n
	case Percent:
		n += "%"
	case Money:
		n = v.Unit + " " + n
	case Measure:
		n += " " + v.Unit
	case Decade:
		n = strings.ReplaceAll(n, ",", "") + "s"
	case Century:
		n = "c" + n
	case Clock:
		m := int(v.Num.Float())
		n = fmt.Sprintf("%02d:%02d", m/60, m%60)
	case Date:
		n = v.date()
	}
	return n
}

// date is the date in ISO 8601, with hyphens for what the text does not say.
func (v Value) date() string {
	y, m, d := "-", "", ""
	if v.Year != 0 {
		y = fmt.Sprint(v.Year)
	}
	if v.Month != 0 {
		m = fmt.Sprintf("-%02d", v.Month)
	} else if v.Day != 0 {
		m = "-"
	}
	if v.Day != 0 {
		d = fmt.Sprintf("-%02d", v.Day)
	}
	return y + m + d
}
