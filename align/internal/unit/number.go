package unit

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The aligner reads numbers itself, beside package value, since it asks less and
// asks it of every place: package value finds dates, money and measures in a
// whole sentence for the checks, whereas here a unit of the cut is asked whether
// it is a number, at each character of a Chinese run, and a wrong guess costs a
// little evidence instead of a finding. The weights were trained with these
// values.

// Value is a number read from text, in thousandths; zero stands for none (a
// written zero is no evidence).
type Value int64

const (
	scale     = 1000
	maxNumber = 96 // bytes: longer runs of figures are no number
)

func valueOf(f float64) Value {
	if f <= 0 || f > 1e15 || math.IsNaN(f) {
		return 0
	}
	return Value(math.Round(f * scale))
}

// figures is the length of the number at the start of s: digits with single
// points or commas between digits.
func figures(s string) int {
	i := 0
	for i < len(s) {
		c, w := decode(s[i:])
		if isDigit(c) {
			i += w
			continue
		}
		if c == '.' || c == ',' || c == '\uff0e' || c == '\uff0c' {
			next, _ := decode(s[i+w:])
			if isDigit(next) && (c == '.' || c == '\uff0e' || threeDigits(s[i+w:])) {
				i += w
				continue
			}
		}
		break
	}
	return i
}

func threeDigits(s string) bool {
	n := 0
	for i := 0; i < len(s) && n < 4; {
		c, w := decode(s[i:])
		if !isDigit(c) {
			break
		}
		n, i = n+1, i+w
	}
	return n == 3
}

// parse reads figures as figures() delimits them.
func parse(s string) float64 {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			b.WriteRune(c)
		case c >= '\uff10' && c <= '\uff19':
			b.WriteRune(c - '\uff10' + '0')
		case c == '.' || c == '\uff0e':
			b.WriteByte('.')
		}
	}
	f, err := strconv.ParseFloat(b.String(), 64)
	if err != nil {
		return 0
	}
	return f
}

var englishSmall = map[string]float64{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

var englishLarge = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12}

var months = map[string]float64{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12}

// english2numbers gives values to figures and to runs of number words: the
// run's value stands at its first token.
func english2numbers(t []Token) {
	for i := 0; i < len(t); {
		low := strings.ToLower(t[i].Text)
		c, _ := decode(low)
		if m, ok := months[low]; ok && t[i].Upper {
			t[i].Value = valueOf(m)
			i++
			continue
		}
		_, small := englishSmall[low]
		if !small && !isDigit(c) {
			i++
			continue
		}
		total, part, j := 0.0, 0.0, i
		for ; j < len(t); j++ {
			low := strings.ToLower(t[j].Text)
			c, _ := decode(low)
			if isDigit(c) {
				if j > i {
					break
				}
				part = parse(low)
			} else if v, ok := englishSmall[low]; ok {
				if j > i && (v >= 10 && part != 0 && math.Mod(part, 100) != 0 || v < 10 && math.Mod(part, 10) != 0) {
					break
				}
				part += v
			} else if v, ok := englishLarge[low]; ok {
				if v == 100 {
					part *= v
				} else {
					total, part = total+part*v, 0
				}
			} else if low == "and" && j+1 < len(t) && math.Mod(part, 100) == 0 && part > 0 {
				if _, ok := englishSmall[strings.ToLower(t[j+1].Text)]; !ok {
					break
				}
			} else {
				break
			}
		}
		t[i].Value = valueOf(total + part)
		if len(t[i].Forms) == 0 {
			t[i].Forms = []string{"#" + strconv.FormatFloat(parse(t[i].Text), 'f', -1, 64)}
		}
		for k := i + 1; k < j; k++ {
			if len(t[k].Forms) == 0 {
				t[k].Forms = []string{"#" + strconv.FormatFloat(parse(t[k].Text), 'f', -1, 64)}
			}
		}
		i = max(j, i+1)
	}
}

var hanDigits = map[rune]float64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '兩': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

var hanUnits = map[rune]float64{'十': 10, '百': 100, '千': 1e3, '万': 1e4, '萬': 1e4, '亿': 1e8, '億': 1e8, '兆': 1e12}

// isHanNumber reports whether c can stand in a number written in characters.
func isHanNumber(c rune) bool {
	_, d := hanDigits[c]
	_, u := hanUnits[c]
	return d || u
}

// HanNumber reads the number at the start of s, in characters, figures or
// both (3.5萬, 三十二, 二〇二五): its value and length in bytes. A single
// character that is a digit has a value too. Length 0 means that there is none.
func HanNumber(s string) (Value, int) {
	if len(s) > maxNumber {
		cut := maxNumber
		for cut > maxNumber-utf8.UTFMax && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	total, section, digit := 0.0, 0.0, 0.0
	run := "" // digits read one by one, as in years
	i := 0
	any := false
	for i < len(s) {
		c, w := decode(s[i:])
		if isDigit(c) {
			n := figures(s[i:])
			if any && run == "" && digit != 0 {
				break
			}
			digit, any, run = parse(s[i:i+n]), true, ""
			i += n
			continue
		}
		if d, ok := hanDigits[c]; ok {
			run += strconv.Itoa(int(d))
			digit, any = d, true
			if len(run) > 1 {
				digit, _ = strconv.ParseFloat(run, 64)
			}
			i += w
			continue
		}
		u, ok := hanUnits[c]
		if !ok {
			break
		}
		if !any && u >= 1e4 {
			break
		}
		if !any || digit == 0 && u < 1e4 && section == 0 {
			digit = 1
		}
		if u >= 1e4 {
			total += (section + digit) * u
			section = 0
		} else {
			section += digit * u
		}
		digit, run, any = 0, "", true
		i += w
	}
	if !any {
		return 0, 0
	}
	return valueOf(total + section + digit), i
}
