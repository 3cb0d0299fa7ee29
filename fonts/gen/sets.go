package main

import (
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// runeSet is a set of characters.
type runeSet map[rune]bool

// coded is the characters whose two bytes in an encoding lie between first
// and last (the second byte counts only for these two).
func coded(enc encoding.Encoding, first, last int) runeSet {
	out := runeSet{}
	d := enc.NewDecoder()
	for code := first; code <= last; code++ {
		s, err := d.Bytes([]byte{byte(code >> 8), byte(code)})
		if err != nil {
			continue
		}
		if r, n := utf8.DecodeRune(s); n == len(s) && r != utf8.RuneError && n > 1 && !private(r) {
			out[r] = true
		}
	}
	return out
}

// private reports whether a code point is for private use.
func private(r rune) bool {
	return r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000
}

// only keeps the rows of a 94 by 94 set: both bytes 0xA1 or more.
func (s runeSet) only(enc encoding.Encoding) runeSet {
	e := enc.NewEncoder()
	out := runeSet{}
	for r := range s {
		b, err := e.Bytes([]byte(string(r)))
		if err == nil && len(b) == 2 && b[0] >= 0xA1 && b[1] >= 0xA1 {
			out[r] = true
		}
	}
	return out
}

// The national character sets. Level 1 of Big5, GB 2312 and JIS X 0208 is the
// common characters, in Taiwan about those of the Ministry of Education's
// standard table; KS X 1001 has one level of 4,888 Hanja.
var (
	big5Level1 = coded(traditionalchinese.Big5, 0xA440, 0xC67E)
	big5Level2 = coded(traditionalchinese.Big5, 0xC940, 0xF9D5)
	big5Signs  = coded(traditionalchinese.Big5, 0xA140, 0xA3FE)
	hkscs      = union(coded(traditionalchinese.Big5, 0x8740, 0xA0FE), coded(traditionalchinese.Big5, 0xC6A1, 0xC8FE), coded(traditionalchinese.Big5, 0xF9D6, 0xFEFE))
	gb2312     = coded(simplifiedchinese.GBK, 0xB0A1, 0xF7FE).only(simplifiedchinese.GBK)
	gbLevel1   = coded(simplifiedchinese.GBK, 0xB0A1, 0xD7F9).only(simplifiedchinese.GBK)
	gbSigns    = coded(simplifiedchinese.GBK, 0xA1A1, 0xA9FE).only(simplifiedchinese.GBK)
	gbk        = coded(simplifiedchinese.GBK, 0x8140, 0xFEFE)
	jisLevel1  = coded(japanese.EUCJP, 0xB0A1, 0xCFD3)
	jis        = coded(japanese.EUCJP, 0xA1A1, 0xF4A6)
	ksHanja    = coded(korean.EUCKR, 0xCAA1, 0xFDFE).only(korean.EUCKR)
	ksSigns    = coded(korean.EUCKR, 0xA1A1, 0xACFE).only(korean.EUCKR)
)

func union(sets ...runeSet) runeSet {
	out := runeSet{}
	for _, s := range sets {
		for r := range s {
			out[r] = true
		}
	}
	return out
}

// commonness ranks a character: the more national sets count it among the
// common ones, the higher. The embedded fonts store common characters first.
func commonness(r rune) int {
	n := 0
	for set, weight := range map[*runeSet]int{&big5Level1: 2, &gbLevel1: 2, &jisLevel1: 1, &ksHanja: 1} {
		if (*set)[r] {
			n += weight
		}
	}
	return n
}

// han reports whether r is an ideograph, unified or for compatibility.
func han(r rune) bool {
	return r >= 0x3400 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}
