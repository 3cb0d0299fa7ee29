package pdf

import "strconv"

// length is a distance in thousandths of a point. Whole numbers, because
// floating point may round differently on another machine and then break
// lines elsewhere.
type length int64

// point is one point (1/72 inch).
const point length = 1000

// mm gives millimetres as a length.
func mm(n float64) length { return length(n * 72 / 25.4 * 1000) }

// em is n thousandths of an em at a font size.
func em(n int, size length) length { return length(n) * size / 1000 }

// appendPoints writes a length in points, as short as it goes.
func appendPoints(b []byte, l length) []byte {
	if l < 0 {
		b = append(b, '-')
		l = -l
	}
	b = strconv.AppendInt(b, int64(l/1000), 10)
	if frac := l % 1000; frac != 0 {
		digits := [4]byte{'.', byte('0' + frac/100), byte('0' + frac/10%10), byte('0' + frac%10)}
		n := 4
		for digits[n-1] == '0' {
			n--
		}
		b = append(b, digits[:n]...)
	}
	return b
}
