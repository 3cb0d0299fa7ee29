package value

import (
	"strings"

	"github.com/duizhao/duizhao/lang"
)

// Format writes what a value should be in a language, for people to compare:
// 9 billion, 90억, 90億; a date as ISO 8601. It is no ready translation.
func Format(tag lang.Tag, v Value) string {
	if v.Kind == Date || v.Kind == Clock || v.Kind == Decade || v.Den != 0 {
		return v.String()
	}
	n := ""
	switch {
	case tag == lang.Ko:
		n = myriadString(v.Num, [3]string{"조", "억", "만"})
	case tag == lang.ZhHans:
		n = myriadString(v.Num, [3]string{"万亿", "亿", "万"})
	case tag == lang.ZhHant:
		n = myriadString(v.Num, [3]string{"兆", "億", "萬"})
	default:
		n = scaled(v.Num, []scaleName{{12, " trillion"}, {9, " billion"}, {6, " million"}}, 1)
	}
	switch v.Kind {
	case Percent:
		return n + "%"
	case Money:
		if v.Unit != "¤" {
			return v.Unit + " " + n
		}
	case Measure:
		if v.Unit == "x" {
			return n + " ×"
		}
		if _, metric := metricUnits[v.Unit]; metric {
			return n + " " + v.Unit
		}
	}
	return n
}

// metricUnits are symbols that every reader knows.
var metricUnits = map[string]bool{"km": true, "m": true, "cm": true, "mm": true, "kg": true, "g": true, "t": true, "ha": true, "km²": true, "m²": true, "m³": true, "°": true}

type scaleName struct {
	power int
	name  string
}

// scaled writes a number in the largest scale that leaves at most three
// decimals, else in digits.
func scaled(n Decimal, scales []scaleName, least float64) string {
	for _, s := range scales {
		part := n.shift(-s.power)
		if f := part.Float(); f >= least && part.Exp >= -3 {
			return part.String() + s.name
		}
	}
	return n.String()
}

// myriadString is scaled for 萬, 億 and 兆.
func myriadString(n Decimal, names [3]string) string {
	return strings.ReplaceAll(scaled(n, []scaleName{{12, names[0]}, {8, names[1]}, {4, names[2]}}, 1), ",", "")
}
