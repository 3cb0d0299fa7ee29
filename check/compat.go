package check

import (
	"math"

	"github.com/duizhao/duizhao/value"
)

// same reports whether two values may be translations of each other. The
// closer the kinds, the stricter: a date only agrees with a date in every part
// that both name, a plain number agrees with any part of a date.
func same(a, b value.Value) bool {
	if b.Kind == value.Date && a.Kind != value.Date {
		a, b = b, a
	}
	switch {
	case a.Kind == value.Date && b.Kind == value.Date:
		return sameDate(a, b)
	case a.Kind == value.Date:
		return b.Den == 0 && b.Kind != value.Clock && (inDate(a, b.Num) || b.Strength == value.Word && value.Int(int64(a.Year%100)) == b.Num) // SS19
	case a.Kind == value.Clock && b.Kind == value.Clock:
		return math.Mod(a.Num.Float(), 720) == math.Mod(b.Num.Float(), 720)
	case a.Kind == value.Clock || b.Kind == value.Clock:
		clock, n := a, b
		if b.Kind == value.Clock {
			clock, n = b, a
		}
		h := clock.Num.Float() / 60
		return n.Num.Float() == h || n.Num.Float() == h-12
	case a.Kind == value.Decade && b.Kind == value.Decade:
		x, y := a.Num.Float(), b.Num.Float()
		return x == y || min(x, y) < 100 && math.Mod(x, 100) == math.Mod(y, 100)
	case a.Kind == value.Century || b.Kind == value.Century:
		return a.Num == b.Num || sameCentury(a, b) || sameCentury(b, a)
	}
	return sameNumber(a, b)
}

// sameCentury: the 20th century is the 1900s.
func sameCentury(c, d value.Value) bool {
	return c.Kind == value.Century && d.Kind == value.Decade && d.Num.Float() == (c.Num.Float()-1)*100
}

// sameDate: the parts that both dates name are equal, and there is one.
func sameDate(a, b value.Value) bool {
	common := 0
	for _, p := range [][2]int{{a.Year, b.Year}, {a.Month, b.Month}, {a.Day, b.Day}} {
		if p[0] == 0 || p[1] == 0 {
			continue
		}
		if p[0] != p[1] && !(p[0] < 100 && p[1] > 999 && p[1]%100 == p[0]) && !(p[1] < 100 && p[0] > 999 && p[0]%100 == p[1]) {
			return false
		}
		common++
	}
	return common > 0
}

// inDate reports a number that is the year, month or day of a date.
func inDate(d value.Value, n value.Decimal) bool {
	for _, p := range []int{d.Year, d.Month, d.Day} {
		if p != 0 && n == value.Int(int64(p)) {
			return true
		}
	}
	return false
}

// sameNumber compares numbers of all other kinds.
func sameNumber(a, b value.Value) bool {
	x, y := number(a), number(b)
	if a.Approx == value.Vague || b.Approx == value.Vague { // hundreds
		lo, hi := min(x, y), max(x, y)
		return hi < 10*lo
	}
	if (a.Num == b.Num || a.Num.Mant == -b.Num.Mant && a.Num.Exp == b.Num.Exp) && a.Den == b.Den { // minus is said in many ways
		return true
	}
	if a.Kind == value.Measure && b.Kind == value.Measure && a.Unit != b.Unit {
		if u, v := inBase(a), inBase(b); u != 0 && v != 0 {
			return close(u, v, 0.06)
		}
	}
	if a.Kind == value.Measure && b.Kind == value.Measure && a.Unit == "x" { // 增加一倍 is twofold
		return math.Abs(x-y) == 1
	}
	if x == y || a.Kind == value.Percent && share(b) && close(x/100, y, 0.12) || b.Kind == value.Percent && share(a) && close(x, y/100, 0.12) {
		return true
	}
	return rounded(a, b) || rounded(b, a)
}

// partOf reports a number that the other text says as a part of a fraction:
// 十人中有四人, four in ten.
func partOf(n, fraction value.Value) bool {
	return fraction.Den != 0 && n.Den == 0 && (n.Kind == value.Number || n.Kind == value.Measure) && (n.Num == value.Int(fraction.Den) || n.Num == fraction.Num)
}

// inParts reports a fraction whose two parts are numbers of the other text; one
// of a number may be said without a numeral.
func inParts(fraction at, other []at) bool {
	if fraction.Den == 0 {
		return false
	}
	above, below := fraction.Num == value.Int(1), false
	for _, o := range other {
		if partOf(o.Value, fraction.Value) {
			above = above || o.Num == fraction.Num
			below = below || o.Num == value.Int(fraction.Den)
		}
	}
	return above && below
}

// share reports a value that can stand for a percentage: a fraction, a half.
func share(v value.Value) bool { return v.Den != 0 || v.Kind == value.Number && v.Num.Exp < 0 }

// number is a value as a float.
func number(v value.Value) float64 {
	f := v.Num.Float()
	if v.Den != 0 {
		f /= float64(v.Den)
	}
	return f
}

func close(x, y, tolerance float64) bool {
	return math.Abs(x-y) <= tolerance*math.Max(math.Abs(x), math.Abs(y))
}

// rounded reports that b is a with fewer digits: 12.34 million is about 12.3.
// It takes a word such as about on either side, or three digits at least.
func rounded(a, b value.Value) bool {
	digits := b.Num.Digits()
	approx := a.Approx != value.Exact || b.Approx != value.Exact
	if a.Den != 0 || b.Den != 0 || digits >= a.Num.Digits() || digits < 3 && !approx || a.Num.Mant < 0 || b.Num.Mant < 0 {
		return false
	}
	unit := math.Pow(10, float64(b.Num.Exp))
	x, y := a.Num.Float()/unit, b.Num.Float()/unit
	return math.Abs(math.Round(x)-y) < 1e-6 || math.Abs(math.Floor(x)-y) < 1e-6
}

// bases are units in a base unit of their own dimension.
var bases = map[string]struct {
	dimension string
	size      float64
}{
	"mm": {"length", .001}, "cm": {"length", .01}, "m": {"length", 1}, "km": {"length", 1000}, "mile": {"length", 1609.34}, "ft": {"length", .3048}, "in": {"length", .0254},
	"g": {"mass", .001}, "kg": {"mass", 1}, "t": {"mass", 1000}, "lb": {"mass", .45359},
	"m²": {"area", 1}, "ha": {"area", 1e4}, "km²": {"area", 1e6},
	"s": {"time", 1}, "min": {"time", 60}, "hour": {"time", 3600}, "day": {"time", 86400}, "week": {"time", 7 * 86400}, "month": {"time", 30.4 * 86400}, "year": {"time", 365 * 86400},
}

// inBase is a measure in the base unit of its dimension, 0 for none.
func inBase(v value.Value) float64 { return number(v) * bases[v.Unit].size }

// convertible reports two units of one dimension.
func convertible(a, b string) bool {
	return bases[a].dimension != "" && bases[a].dimension == bases[b].dimension
}

// sameCurrency reports whether two currency signs can mean the same money: $
// is any dollar, 元 the yuan of either side of the strait and others, ¥ yen or
// yuan.
func sameCurrency(a, b string) bool {
	if a == b {
		return true
	}
	is := func(sign, code string) bool {
		switch sign {
		case "$":
			return code == "USD" || code == "TWD" || code == "HKD" || code == "AUD" || code == "CAD" || code == "SGD" || code == "¤"
		case "¤":
			return code != "EUR" && code != "GBP" && code != "RUB"
		case "¥":
			return code == "JPY" || code == "CNY" || code == "¤"
		}
		return false
	}
	return is(a, b) || is(b, a)
}
