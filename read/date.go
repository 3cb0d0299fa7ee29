package read

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The ways in which articles write a whole date. Named groups: y, m (a number
// or an English month), d; roc is a year of the Republic of China.
var datePatterns = []func() *regexp.Regexp{
	lazy(`(?P<y>\d{4})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<d>\d{1,2})(?:\.|\b)`),
	lazy(`(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日號号]`),
	lazy(`(?P<y>[〇○零一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十廿卅]{1,3})[日號号]`),
	lazy(`民國\s?(?P<roc>\d{2,3})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日`),
	lazy(`(?P<y>\d{4})\s?년\s?(?P<m>\d{1,2})\s?월\s?(?P<d>\d{1,2})\s?일`),
	lazy(`(?i)\b(?P<m>` + months + `)\.?\s(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y>\d{4})\b`),
	lazy(`(?i)\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s(?P<m>` + months + `)\.?,?\s(?P<y>\d{4})\b`),
}

const months = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`

// findDate finds the first whole date of s: its place and its ISO 8601 form.
func findDate(s string) (from, to int, iso string, ok bool) {
	for _, pattern := range datePatterns {
		p := pattern()
		m := p.FindStringSubmatchIndex(s)
		if m == nil || ok && m[0] >= from {
			continue
		}
		part := map[string]string{}
		for i, name := range p.SubexpNames() {
			if name != "" && m[2*i] >= 0 {
				part[name] = s[m[2*i]:m[2*i+1]]
			}
		}
		year, month, day := numeral(part["y"]), numeral(part["m"]), numeral(part["d"])
		if roc := numeral(part["roc"]); roc > 0 {
			year = roc + 1911
		}
		if month == 0 && len(part["m"]) >= 3 {
			month = 1 + strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(part["m"][:3]))/3
		}
		t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if year < 1000 || t.Month() != time.Month(month) || t.Day() != day {
			continue
		}
		from, to, iso, ok = m[0], m[1], fmt.Sprintf("%04d-%02d-%02d", year, month, day), true
	}
	return from, to, iso, ok
}

// numeral reads an Arabic or Chinese number below 10,000, 0 for what is none.
func numeral(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	digit := func(r rune) int {
		return map[rune]int{'一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}[r]
	}
	n, tens := 0, false
	for _, r := range s {
		switch r {
		case '十':
			n, tens = max(n, 1)*10, true
		case '廿':
			n, tens = 20, true
		case '卅':
			n, tens = 30, true
		case '〇', '○', '零':
			n *= 10
		default:
			d := digit(r)
			switch {
			case d == 0:
				return 0
			case tens:
				n += d
			default:
				n = n*10 + d
			}
		}
	}
	return n
}
