package memory

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/value"
)

var months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// monthWord finds a month in English, by its name or the abbreviation that all
// styles share.
var monthWord = regexp.MustCompile(`(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Aug|Oct|Nov|Dec)\b\.?)`)

var digitRun = regexp.MustCompile(`[0-9]+`)

// redate writes the date now as text, the date v of a translation, is written.
func redate(tag lang.Tag, text string, v, now value.Value) (string, bool) {
	if (v.Year != 0) != (now.Year != 0) || (v.Month != 0) != (now.Month != 0) || (v.Day != 0) != (now.Day != 0) {
		return "", false
	}
	switch {
	case tag == lang.En:
		return redateEnglish(text, v, now)
	case tag == lang.Ko || tag.Chinese():
		return redateMarked(text, v, now)
	}
	return "", false
}

// redateMarked writes a date whose parts have their own words: 10월 31일.
func redateMarked(text string, v, now value.Value) (string, bool) {
	seen := 0
	var b strings.Builder
	at := 0
	for _, r := range digitRun.FindAllStringIndex(text, -1) {
		old := text[r[0]:r[1]]
		var was, is int
		switch mark := []rune(text[r[1]:] + " ")[0]; {
		case strings.ContainsRune("년年", mark):
			was, is = v.Year, now.Year
		case strings.ContainsRune("월月", mark):
			was, is = v.Month, now.Month
		case strings.ContainsRune("일日號号", mark):
			was, is = v.Day, now.Day
		}
		if was == 0 || old != strconv.Itoa(was) {
			return "", false
		}
		seen++
		b.WriteString(text[at:r[0]])
		fmt.Fprint(&b, is)
		at = r[1]
	}
	parts := 0
	for _, p := range []int{v.Year, v.Month, v.Day} {
		if p != 0 {
			parts++
		}
	}
	b.WriteString(text[at:])
	return b.String(), seen == parts
}

// redateEnglish writes a date with its month in letters.
func redateEnglish(text string, v, now value.Value) (string, bool) {
	if v.Month == 0 {
		return reyear(text, v, now)
	}
	m := monthWord.FindStringIndex(text)
	if m == nil {
		return "", false
	}
	word := text[m[0]:m[1]]
	month, ok := remonth(word, v, now)
	if !ok {
		return "", false
	}
	var b strings.Builder
	at := 0
	years, days := 0, 0
	for _, r := range append(digitRun.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		if at <= m[0] && m[1] <= r[0] {
			b.WriteString(text[at:m[0]] + month)
			at = m[1]
		}
		b.WriteString(text[at:r[0]])
		at = r[1]
		old := text[r[0]:r[1]]
		switch {
		case old == "":
		case v.Year != 0 && old == strconv.Itoa(v.Year):
			years++
			fmt.Fprint(&b, now.Year)
		case v.Day != 0 && old == strconv.Itoa(v.Day):
			days++
			fmt.Fprint(&b, now.Day)
			if rest := text[at:]; len(rest) >= 2 && slices.Contains([]string{"st", "nd", "rd", "th"}, rest[:2]) {
				suffix, _ := ordinalSuffix(rest[:2], value.Int(int64(now.Day)))
				b.WriteString(suffix)
				at += 2
			}
		default:
			return "", false
		}
	}
	return b.String(), (years == 1) == (v.Year != 0) && (days == 1) == (v.Day != 0) && years+days <= 2
}

// remonth writes the month of now as word writes that of v. Some styles
// abbreviate the months from August to February before a day, and leave those
// from March to July whole: where the style can't be seen, ok is false.
func remonth(word string, v, now value.Value) (string, bool) {
	if now.Month < 1 || now.Month > 12 || v.Month < 1 || v.Month > 12 {
		return "", false
	}
	if now.Month == v.Month {
		return word, true
	}
	name := months[now.Month-1]
	full := word == months[v.Month-1]
	short := func(month int) bool { return month < 3 || month > 7 }
	switch {
	case full && (v.Day == 0 || short(v.Month) || !short(now.Month)):
		return name, true
	case full, now.Month == 9 || !short(now.Month): // Sep. or Sept., Mar. or March
		return "", false
	}
	name = name[:3]
	if strings.HasSuffix(word, ".") {
		name += "."
	}
	return name, true
}

// reyear writes a bare year.
func reyear(text string, old, now value.Value) (string, bool) {
	if old.Year == 0 || old.Month != 0 || old.Day != 0 || now.Month != 0 || now.Day != 0 || now.Year < 1000 || now.Year > 9999 {
		return "", false
	}
	if text != strconv.Itoa(old.Year) {
		return "", false
	}
	return strconv.Itoa(now.Year), true
}

var (
	clockText   = regexp.MustCompile(`^([0-9]{1,2}):([0-9]{2})( ?[AaPp]\.?[Mm]\.?)?$`)
	hourText    = regexp.MustCompile(`^([0-9]{1,2})( ?[AaPp]\.?[Mm]\.?)$`)
	koreanClock = regexp.MustCompile(`^([0-9]{1,2})(시)(?:( ?)([0-9]{1,2})(분))?$`)
)

// reclock writes a time of day. Morning stays morning.
func reclock(tag lang.Tag, text string, v, now value.Value) (string, bool) {
	old, ok1 := integer(v.Num, 0)
	minute, ok2 := integer(now.Num, 0)
	if !ok1 || !ok2 || old/720 != minute/720 || minute < 0 || minute >= 1440 || old < 60 || minute < 60 {
		return "", false
	}
	hour := func(shown string) (string, bool) { // as shown shows the hour of old
		n, err := strconv.Atoi(shown)
		show := minute / 60
		switch {
		case err != nil:
			return "", false
		case int64(n) == old/60 && n > 12, int64(n) == old/60 && n < 12:
		case int64(n) == (old/60+11)%12+1:
			show = (show+11)%12 + 1
		default:
			return "", false
		}
		if len(shown) == 2 && shown[0] == '0' {
			return fmt.Sprintf("%02d", show), true
		}
		return fmt.Sprint(show), true
	}
	if m := clockText.FindStringSubmatch(text); m != nil && tag == lang.En {
		h, ok := hour(m[1])
		return fmt.Sprintf("%s:%02d%s", h, minute%60, m[3]), ok
	}
	if m := hourText.FindStringSubmatch(text); m != nil && tag == lang.En && minute%60 == 0 {
		h, ok := hour(m[1])
		return h + m[2], ok
	}
	if m := koreanClock.FindStringSubmatch(text); m != nil && tag == lang.Ko && (m[4] != "") == (minute%60 != 0) {
		h, ok := hour(m[1])
		if m[4] != "" {
			return fmt.Sprint(h, m[2], m[3], minute%60, m[5]), ok
		}
		return h + m[2], ok
	}
	return "", false
}

var (
	weekdayName = regexp.MustCompile(`\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.|[월화수목금토일]요일|[(（][월화수목금토일][)）]|星期[一二三四五六日天]|[週周][一二三四五六日]|禮拜|礼拜`)
	relativeDay = regexp.MustCompile(`(?i)\b(?:today|yesterday|tomorrow|tonight)\b|오늘|어제|내일`)
)

// weekday reports a day of the week, or a day such as yesterday, that the
// translation has and the source has not: another date would make it wrong.
func (s *swapper) weekday() bool {
	return (weekdayName.MatchString(s.target) || relativeDay.MatchString(s.target)) && !weekdayName.MatchString(s.source.text)
}
