package value

import (
	"slices"
	"strings"
)

// numberWords reads a number in words at offset i: twenty-five, one hundred
// and sixty-eight thousand, a hundred and ten, the thirty-second, two thirds,
// and as older texts have them, twenty and two, threescore and ten.
func (s *scanner) numberWords(i int) int {
	r := wordReader{end: i}
	for at := i; ; {
		w, e := s.word(at)
		if w == "and" && r.words > 0 {
			next, e2 := s.word(s.skipSpace(e))
			if !r.mayJoin(next, s.lowerBefore(i)) {
				break
			}
			r.joined = true
			w, e = next, e2
		}
		x, ok := englishWords[w]
		if (w == "a" || w == "an") && (r.words == 0 || r.joined) {
			scale, _ := s.word(s.pastHyphen(e))
			if y := englishWords[scale]; y.kind == wordScale && !y.ordinal {
				x, ok = englishWord{1, wordUnit, false}, true
			}
		}
		if !ok || r.words > 0 && w == "second" && r.prev != wordTens && r.prev != wordScale || !r.take(x) {
			break
		}
		r.end = e
		if r.ordinal {
			break
		}
		if at = s.pastHyphen(e); at == e {
			break
		}
	}
	if r.words == 0 {
		return i
	}
	return s.finishWords(Value{Start: i, End: r.end, Num: Int(r.total + r.section)}, r.words, r.ordinal)
}

// wordReader adds up a number in words: total holds what stands before the
// last thousand or million, section what stands after it.
type wordReader struct {
	total, section int64
	prev           wordKind // of the word before
	last           int64    // its value
	words, end     int
	ordinal        bool
	joined         bool // an "and" stands before the next word
}

// mayJoin reports that "and" before next goes on with the number: a hundred
// and ten, twenty and two, three and twenty; but between three and twenty.
func (r *wordReader) mayJoin(next, before string) bool {
	x := englishWords[next]
	switch {
	case r.prev == wordScale:
		return x.kind != wordNone && x.kind != wordScale || next == "a"
	case r.joined || strings.HasSuffix(strings.TrimSpace(before), "between") || x.ordinal || x.value == 0:
		return false
	case r.prev == wordTens:
		return x.kind == wordUnit && r.last%10 == 0 || x.kind == wordTeen && (r.last == 60 || r.last == 80) && r.score()
	case r.prev == wordUnit && r.words == 1:
		return x.kind == wordTens
	}
	return false
}

// score reports threescore and fourscore, which take teens.
func (r *wordReader) score() bool { return r.last == 60 || r.last == 80 }

// take adds one word; it reports whether the word belongs to the number.
func (r *wordReader) take(x englishWord) bool {
	if x.kind == wordScale {
		if r.words == 0 || r.section == 0 && r.total == 0 || x.ordinal && r.prev == wordNone { // "hundred" alone belongs to a phrase
			return false
		}
		power := int64(1)
		for range x.value {
			power *= 10
		}
		switch {
		case x.value == 2 && r.section > 0 && r.section < 100 && r.prev != wordScale:
			r.section *= power
		case x.value == 2:
			return false
		case r.section != 0 && r.section < 1000 || x.value == 3:
			r.total, r.section = r.total+max(r.section, 1)*power, 0
		default:
			return false
		}
		if r.total > 1e17 {
			return false
		}
	} else {
		// 20 + 5, 100 + anything; "two three" are two numbers.
		old := r.joined && (r.prev == wordTens || r.prev == wordUnit)
		switch {
		case old:
		case r.prev == wordTens && x.kind != wordUnit, r.prev == wordUnit || r.prev == wordTeen, r.last == 0 && r.words > 0 && r.prev != wordScale:
			return false
		}
		r.section += x.value
	}
	if r.prev, r.last = x.kind, x.value; x.kind != wordScale && r.joined && r.section%100 > 20 && r.section%10 != 0 {
		r.prev = wordTeen // twenty and two: only a scale may follow
	}
	r.words, r.ordinal, r.joined = r.words+1, x.ordinal, false
	return true
}

// finishWords judges a number in words and adds what follows it.
func (s *scanner) finishWords(v Value, words int, ordinal bool) int {
	n, _ := v.Num.int()
	before := s.lowerBefore(v.Start)
	next, nextEnd := s.word(s.pastHyphen(v.End))
	v.Strength = Word
	if words > 1 || n > 12 {
		v.Strength = Firm
	}
	switch {
	case ordinal && words == 1 && n == 2 && !strings.HasSuffix(before, "the"):
		return v.End // a second, to second
	case ordinal:
		v.Kind = Ordinal
		if n <= 1 {
			v.Strength = Weak
		}
		if next == "century" || next == "centuries" {
			v.Kind, v.End, v.Strength = Century, nextEnd, Firm
		}
	default:
		if d := denominator(next); d != 0 && n < int(d) {
			v.Den, v.End, v.Strength = d, nextEnd, Word
			break
		}
		s.afterWords(&v, n, next, nextEnd)
		if n <= 1 || n == 2 && (strings.HasSuffix(before, "the") || strings.HasSuffix(before, "these") || strings.HasSuffix(before, "those") || strings.HasSuffix(before, "between")) {
			v.Strength = Weak
		}
	}
	if v.Approx == Exact {
		v.Approx = englishBefore.englishEnding(s.before(v.Start))
	}
	return s.put(v)
}

// afterWords adds what follows a cardinal in words: a unit, percent, o'clock.
func (s *scanner) afterWords(v *Value, n int, next string, nextEnd int) {
	if next == "o" && n >= 1 && n <= 12 && nextEnd < len(s.text) && hasAny(s.text, nextEnd, []string{"'clock", "’clock"}) != "" {
		_, e := s.word(nextEnd + len(hasAny(s.text, nextEnd, []string{"'", "’"})))
		v.Kind, v.Num, v.End = Clock, Int(int64(n*60)), e
		return
	}
	if n == 1 && next == "time" {
		return
	}
	if n < 100 && (next == "decades" || next == "centuries" || next == "decade" || next == "century" || next == "fortnights") {
		s.period(v, int64(n), next, nextEnd)
		return
	}
	s.englishUnit(v)
}

// denominator is the value of third, quarters, tenths; 0 for none.
func denominator(w string) int64 {
	switch strings.TrimSuffix(w, "s") {
	case "third":
		return 3
	case "quarter":
		return 4
	case "fifth":
		return 5
	case "sixth":
		return 6
	case "eighth":
		return 8
	case "tenth":
		return 10
	}
	return 0
}

var englishMonths = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

func englishMonth(w string) int {
	if len(w) < 3 {
		return 0
	}
	return englishMonths[w]
}

// englishMonthAt reads a date that begins with a month's name at [i, end):
// October 31, 2025; October 2025; in May. It returns i for "they may".
func (s *scanner) englishMonthAt(i, end, month int) int {
	v := Value{Start: i, End: end, Kind: Date, Strength: Firm, Month: month}
	short := end-i <= 4 && month != 5 && month != 6 && month != 7
	if s.text[i] >= 'a' {
		return i
	}
	at := end
	if short && at < len(s.text) && s.text[at] == '.' {
		at++
		v.End = at
	}
	at = s.skipSpace(at)
	if n, e, ok := s.digits(at); ok && n.Exp >= 0 {
		num, whole := n.int()
		switch {
		case whole && num >= 1 && num <= 31 && e-at <= 2:
			v.Day, v.End = num, s.pastOrdinal(e)
			s.englishYear(&v)
			s.add(v)
			return s.englishDayRange(v)
		case whole && num >= 1000 && num <= 2999 && e-at == 4:
			v.Year, v.End = num, e
			return s.put(v)
		}
	}
	if strings.HasPrefix(s.text[at:], "of ") || strings.HasPrefix(s.text[at:], ", ") {
		w := at + strings.IndexByte(s.text[at:], ' ') + 1
		if n, e, ok := s.digits(w); ok && e-w == 4 {
			if num, whole := n.int(); whole && num >= 1000 && num <= 2999 {
				v.Year, v.End = num, e
				return s.put(v)
			}
		}
	}
	if short || month == 3 || month == 5 { // March, May and "Sep" are other words too
		before := s.lowerBefore(i)
		if !endsAny(before, []string{"in", "since", "until", "till", "by", "last", "this", "next", "early", "late", "mid", "mid-", "from", "to", "of", "between", "and", "before", "after", "during", "through", "on"}) {
			return s.doubtfulMonth(v)
		}
		if month == 5 && endsAny(before, []string{"to", "and", "this"}) && s.text[i] >= 'a' {
			return i
		}
	}
	return s.put(v)
}

// afterVerbMay are words after the May of a question or a wish.
var afterVerbMay = []string{"i", "we", "you", "he", "she", "it", "they", "the", "this", "that", "these", "those", "his", "her", "your", "our", "all", "god", "not"}

// doubtfulMonth reads March, May or "Sep" without a word that makes it a date.
// Alone, as in the cell of a table, it is a month, if a name may be one too;
// among words (March sales, the March on Rome) it is weak: it can answer for a
// month of the other text and asks for none. "May we" is a verb.
func (s *scanner) doubtfulMonth(v Value) int {
	const marks = " \u00A0\t.,:;*_|()[]（）"
	v.Strength = Weak
	after := strings.Trim(s.text[v.End:], marks)
	if strings.Trim(s.text[:v.Start], marks) == "" {
		if after == "" {
			v.Strength = Word
		} else if next, _ := s.word(s.skipSpace(v.End)); v.Month == 5 && slices.Contains(afterVerbMay, next) {
			return v.Start
		}
	}
	return s.put(v)
}

// pastOrdinal passes st, nd, rd, th.
func (s *scanner) pastOrdinal(i int) int {
	if w, e := s.word(i); w == "st" || w == "nd" || w == "rd" || w == "th" {
		return e
	}
	return i
}

// englishYear adds ", 2025" to a day of a month.
func (s *scanner) englishYear(v *Value) {
	at := v.End
	if at < len(s.text) && s.text[at] == ',' {
		at++
	}
	at = s.skipSpace(at)
	if at == v.End {
		return
	}
	if n, e, ok := s.digits(at); ok && e-at == 4 {
		if num, whole := n.int(); whole && num >= 1000 && num <= 2999 {
			v.Year, v.End = num, e
		}
	}
}

// englishDayRange reads the second day of October 30–31.
func (s *scanner) englishDayRange(v Value) int {
	at := v.End
	w := hasAny(s.text, at, []string{"–", "-", "—", " – ", " - ", " to ", " and "})
	if w == "" || v.Year != 0 {
		return v.End
	}
	n, e, ok := s.digits(at + len(w))
	num, whole := n.int()
	if !ok || !whole || num <= v.Day || num > 31 || e-at-len(w) > 2 {
		return v.End
	}
	e = s.pastOrdinal(e)
	if next, _ := s.word(s.skipSpace(e)); strings.TrimSpace(w) != "–" && strings.TrimSpace(w) != "-" && next != "" && next != "for" && next != "in" && next != "at" {
		return v.End // October 30 and 31 people
	}
	day := Value{Start: at + len(w), End: e, Kind: Date, Day: num, Strength: Firm}
	s.englishYear(&day)
	return s.put(day)
}

// englishMonthAfter makes a date of a day at v with a month after it:
// 31 October 2025, the 31st of October.
func (s *scanner) englishMonthAfter(v *Value, num int, whole bool, end int) bool {
	if !whole || num < 1 || num > 31 {
		return false
	}
	at := s.skipSpace(end)
	if w, e := s.word(at); w == "of" {
		at = s.skipSpace(e)
	}
	w, e := s.word(at)
	month := englishMonth(w)
	if month == 0 || at == end || s.text[at] >= 'a' {
		return false
	}
	if e < len(s.text) && s.text[e] == '.' && e-at <= 4 {
		e++
	}
	v.Kind, v.Month, v.Day, v.Num, v.End = Date, month, num, Decimal{}, e
	s.englishYear(v)
	return true
}
