package value

import (
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
)

// scanner reads one text from left to right.
type scanner struct {
	tag  lang.Tag
	text string
	opt  Options
	out  []Value
}

// run tries a reading at every place where a value can begin. Each reader
// returns the offset after what it read, or its own argument for nothing.
func (s *scanner) run() {
	read := s.other
	switch {
	case s.tag.Chinese():
		read = s.chinese
	case s.tag == lang.En:
		read = s.english
	case s.tag == lang.Ko:
		read = s.korean
	}
	for i := 0; i < len(s.text); {
		if next := read(i); next > i {
			i = next
			continue
		}
		if c := s.text[i]; c < utf8.RuneSelf {
			i++
			continue
		}
		_, size := utf8.DecodeRuneInString(s.text[i:])
		i += size
	}
}

// add appends a value. A currency between two numbers may be read with both;
// the place belongs to the first.
func (s *scanner) add(v Value) {
	if n := len(s.out); n > 0 && v.Start < s.out[n-1].End {
		v.Start = s.out[n-1].End
	}
	s.out = append(s.out, v)
}

// other reads the digits of a language without rules of its own.
func (s *scanner) other(i int) int {
	n, end, ok := s.digits(i)
	if !ok {
		return i
	}
	s.add(Value{Start: i, End: end, Strength: Firm, Num: n})
	return end
}

// digits reads a number in digits at offset i, ASCII or full-width, with
// separators of thousands and a decimal point.
func (s *scanner) digits(i int) (n Decimal, end int, ok bool) {
	count, group, point, mant := 0, -1, -1, int64(0)
	end = i
	for at := i; at < len(s.text); {
		r, size := decode(s.text, at)
		if r >= '0' && r <= '9' {
			if count++; count > 18 {
				return n, i, false
			}
			mant = mant*10 + int64(r-'0')
			at += size
			end = at
			if point >= 0 {
				point++
			}
			if group >= 0 {
				group++
			}
			continue
		}
		if count == 0 || !isDigit(s.text, at+size) {
			break
		}
		if r == ',' && point < 0 && threeDigits(s.text, at+size) && (group == 3 || group < 0 && count <= 3) {
			group = 0
		} else if r == '.' && point < 0 && (group < 0 || group == 3) {
			point = 0
		} else {
			break
		}
		at += size
	}
	if count == 0 {
		return n, i, false
	}
	return Decimal{mant, -int16(max(point, 0))}.Norm(), end, true
}

// threeDigits reports exactly three digits at offset i.
func threeDigits(text string, i int) bool {
	for k := 0; k < 3; k++ {
		if !isDigit(text, i) {
			return false
		}
		_, size := decode(text, i)
		i += size
	}
	return !isDigit(text, i)
}

func isDigit(text string, i int) bool {
	r, _ := decode(text, i)
	return r >= '0' && r <= '9'
}

// decode reads the character at offset i, full-width ASCII as ASCII; 0 at the end.
func decode(text string, i int) (rune, int) {
	if i < 0 || i >= len(text) {
		return 0, 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	if r >= 0xFF01 && r <= 0xFF5E {
		r -= 0xFEE0
	}
	return r, size
}

// skipSpace passes one space, as writers put between digits and what follows.
func (s *scanner) skipSpace(i int) int {
	if r, size := decode(s.text, i); r == ' ' || r == 0xA0 || r == 0x202F {
		return i + size
	}
	return i
}

// before is the text before offset i without trailing spaces.
func (s *scanner) before(i int) string { return strings.TrimRight(s.text[:i], " \u00A0") }

// asciiLetter reports a letter of ASCII at byte i.
func (s *scanner) asciiLetter(i int) bool {
	if i < 0 || i >= len(s.text) {
		return false
	}
	c := s.text[i] | 0x20
	return c >= 'a' && c <= 'z'
}

// inName reports digits that are part of a name such as G20 or COVID-19: a
// Latin letter stands before them, perhaps with a hyphen.
func (s *scanner) inName(i int) bool {
	if i >= 1 && s.text[i-1] == '-' {
		return s.asciiLetter(i - 2)
	}
	return s.asciiLetter(i - 1)
}

// shortYear reports two digits that end a range of years: 1994–98.
func (s *scanner) shortYear(i, end int) bool {
	before := s.text[:i]
	w := ""
	for _, mark := range []string{"–", "-", "—", "/", "~", "～", "至"} {
		if strings.HasSuffix(before, mark) {
			w = mark
		}
	}
	if at := len(before) - len(w) - 4; w != "" && end-i == 2 && at >= 0 {
		year := before[at : at+4]
		return (year[0] == '1' || year[0] == '2') && isDigit(year, 0) && isDigit(year, 1) && isDigit(year, 2) && isDigit(year, 3) && (at == 0 || !isDigit(s.text, at-1))
	}
	return false
}

// hasAny gives the first of words that text has at offset i, "" for none; put
// longer words before their prefixes.
func hasAny(text string, i int, words []string) string {
	if i > len(text) {
		return ""
	}
	for _, w := range words {
		if strings.HasPrefix(text[i:], w) {
			return w
		}
	}
	return ""
}

// endsAny reports that text ends in one of words.
func endsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}

// isoDate reads 2025-10-31, 2025/10/31 or 2025.10.31 at offset i.
func (s *scanner) isoDate(i int) (v Value, ok bool) {
	part := func(at, digits int) (n, end int) {
		for end = at; end < len(s.text) && s.text[end] >= '0' && s.text[end] <= '9'; end++ {
			n = n*10 + int(s.text[end]-'0')
			if end-at >= 4 {
				return 0, at
			}
		}
		return n, end
	}
	y, at := part(i, 4)
	if v, ok := s.dayFirst(i, y, at, part); ok {
		return v, true
	}
	if at-i != 4 || y < 1000 || at >= len(s.text) || strings.IndexByte("-/.", s.text[at]) < 0 {
		return v, false
	}
	sep := s.text[at]
	m, next := part(at+1, 2)
	if m < 1 || m > 12 || next-at > 3 || next >= len(s.text) || s.text[next] != sep {
		return v, false
	}
	d, end := part(next+1, 2)
	if d < 1 || d > 31 || end-next > 3 {
		return v, false
	}
	return Value{Start: i, End: end, Kind: Date, Strength: Firm, Year: y, Month: m, Day: d}, true
}

// dayFirst reads 31.10.2025, whose first part is given; with slashes it might
// be an American month.
func (s *scanner) dayFirst(i, day, at int, part func(at, digits int) (n, end int)) (v Value, ok bool) {
	if day < 1 || day > 31 || at-i > 2 || at >= len(s.text) || s.text[at] != '.' || i > 0 && (s.text[i-1] == '.' || s.text[i-1] >= '0' && s.text[i-1] <= '9') {
		return v, false
	}
	month, next := part(at+1, 2)
	if month < 1 || month > 12 || next-at > 3 || next >= len(s.text) || s.text[next] != '.' {
		return v, false
	}
	year, end := part(next+1, 4)
	if end-next != 5 || year < 1000 || year > 2999 || end < len(s.text) && (s.text[end] == '.' && isDigit(s.text, end+1)) {
		return v, false
	}
	return Value{Start: i, End: end, Kind: Date, Strength: Firm, Year: year, Month: month, Day: day}, true
}

// clock reads 14:30 at offset i.
func (s *scanner) clock(i int) (v Value, ok bool) {
	colon, width := strings.IndexByte(s.text[i:min(i+3, len(s.text))], ':'), 1
	if wide := strings.Index(s.text[i:min(i+2+len("："), len(s.text))], "："); wide > 0 { // 5：30
		colon, width = wide, len("：")
	}
	if colon < 1 || i > 0 && (s.text[i-1] == ':' || s.text[i-1] == '.') || strings.HasSuffix(s.text[:i], "：") {
		return v, false
	}
	h, m, at := 0, 0, i
	for ; at < i+colon; at++ {
		if s.text[at] < '0' || s.text[at] > '9' {
			return v, false
		}
		h = h*10 + int(s.text[at]-'0')
	}
	at += width - 1
	if at+3 > len(s.text) || s.text[at+1] < '0' || s.text[at+1] > '9' || s.text[at+2] < '0' || s.text[at+2] > '9' || isDigit(s.text, at+3) ||
		at+3 < len(s.text) && (s.text[at+3] == ':' || strings.HasPrefix(s.text[at+3:], "：")) {
		return v, false
	}
	m = int(s.text[at+1]-'0')*10 + int(s.text[at+2]-'0')
	if h > 24 || m > 59 {
		return v, false
	}
	return Value{Start: i, End: at + 3, Kind: Clock, Strength: Firm, Num: Int(int64(h*60 + m))}, true
}
