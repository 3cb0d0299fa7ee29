package value

import (
	"math"
	"strconv"
	"strings"
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

// add gives d + e; ok is false when the sum does not fit.
func (d Decimal) add(e Decimal) (sum Decimal, ok bool) {
	if d.Mant == 0 || e.Mant == 0 {
		return Decimal{Mant: d.Mant + e.Mant, Exp: d.Exp + e.Exp}.Norm(), true
	}
	for d.Exp > e.Exp {
		if d.Mant > math.MaxInt64/20 {
			return Decimal{}, false
		}
		d.Mant, d.Exp = d.Mant*10, d.Exp-1
	}
	for e.Exp > d.Exp {
		if e.Mant > math.MaxInt64/20 {
			return Decimal{}, false
		}
		e.Mant, e.Exp = e.Mant*10, e.Exp-1
	}
	if d.Mant > math.MaxInt64/2 || e.Mant > math.MaxInt64/2 {
		return Decimal{}, false
	}
	return Decimal{d.Mant + e.Mant, d.Exp}.Norm(), true
}

// shift gives d × 10^n.
func (d Decimal) shift(n int) Decimal {
	if d.Mant == 0 {
		return d
	}
	return Decimal{d.Mant, d.Exp + int16(n)}
}

// int gives the number as an int; ok is false for fractions and for numbers
// of more than nine digits.
func (d Decimal) int() (n int, ok bool) {
	if d.Exp < 0 || d.Exp > 9 || d.Mant > 999_999_999 || d.Mant < -999_999_999 {
		return 0, false
	}
	m := d.Mant
	for i := int16(0); i < d.Exp; i++ {
		m *= 10
	}
	return int(m), m <= 999_999_999 && m >= -999_999_999
}

// less orders decimals of the same sign roughly, by size.
func (d Decimal) less(e Decimal) bool { return d.Float() < e.Float() }
