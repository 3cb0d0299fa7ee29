package read

import (
	"strings"

	"github.com/duizhao/duizhao/doc"
)

var (
	weekday = lazy(`[（(]?(?:(?:星期|週|周|礼拜|禮拜)[一二三四五六日天]|[월화수목금토일]요일)[）)]?|[（(][月火水木金土日一二三四五六월화수목금토일][）)]|(?i:\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)`)
	clock   = lazy(`(?i)(?:上午|下午|凌晨|早上|晚上|晚間|오전|오후)?\s?\d{1,2}(?:[:：時时시]\s?\d{1,2}(?:[:：分분]?(?:\d{1,2}秒?)?)?)(?:\s?[ap]\.?m\.?)?(?:\s?(?:KST|GMT|UTC|HKT|EST|EDT)(?:[+\-]\d{1,2})?)?`)
	dateTag = lazy(`^(?i:(?:date|published|updated|posted|last updated)(?: on| at)?|(?:發布|發佈|发布|更新|刊登|出版|撰寫)?(?:日期|時間|时间)|(?:입력|등록|수정|승인|발행|게재|작성)(?:일|일시|시간|날짜)?|날짜)\s*[:：]?\s*`)

	// (首爾2日電), （中央社台北2日電）; 【本報訊】 has no date and stays text
	wireHan = lazy(`^[（(【〔\[]?\p{Han}{0,12}\s?(?:\d{1,2}月)?\d{1,2}日\p{Han}{0,4}[電电訊讯][）)】〕\]]?$`)
	wireKo  = lazy(`^[(\[]\p{Hangul}{2,6}=[\p{Hangul}\d]{2,8}[)\]]$`)
	wireEn  = lazy(`^\p{Lu}{2}[\p{Lu} .'\-]*(?:,\s[\p{L}. ]{2,30})?(?:,\s(?i:(?:` + months + `))\.?\s\d{1,2})?\s\((?:Reuters|AP|AFP|CNA|Xinhua|Yonhap|UPI|Kyodo)\)\s*[-–—]*$`)

	placeHan = lazy(`^\p{Han}{1,8}[電电訊讯]?$`)
	placeKo  = lazy(`^\p{Hangul}{2,6}$`)
	placeEn  = lazy(`^\p{Lu}[\p{L}.'\-]*(?:,?\s\p{Lu}[\p{L}.'\-]*){0,4}$`)
)

// dateline recognises a line that holds nothing but a date, with its weekday,
// time and place if it likes.
func dateline(s string) bool {
	if columns(s) > 70 {
		return false
	}
	if strings.ContainsAny(s, "電电訊讯") && wireHan().MatchString(s) || strings.Contains(s, "=") && wireKo().MatchString(s) ||
		strings.Contains(s, "(") && wireEn().MatchString(s) {
		return true
	}
	if !strings.ContainsAny(s, "0123456789〇○零一二") {
		return false
	}
	from, to, _, found := findDate(s)
	if !found {
		return false
	}
	before, after := dateTag().ReplaceAllString(s[:from], ""), s[to:]
	for _, part := range []string{before, after} {
		part = clock().ReplaceAllString(weekday().ReplaceAllString(part, " "), " ")
		place := strings.Trim(part, " \t\u3000（）()【】〔〕[]，,、|｜/／·-–—:：T")
		if place == "" {
			continue
		}
		if place == strings.TrimSpace(part) && part == strings.TrimSpace(part) { // nothing parts it from the date
			return false
		}
		if !placeHan().MatchString(place) && !placeKo().MatchString(place) && !placeEn().MatchString(place) {
			return false
		}
	}
	return true
}

var leading = lazy(`^(?i:date|日期|날짜)\s*[:：]?\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:\s+|$)`)

// leadingTag parts a tag such as "date 2025-11-02" from the head of the first
// paragraph: the date becomes a Dateline of its own, without the word.
func leadingTag(blocks []*doc.Block) []*doc.Block {
	for i, b := range blocks {
		if i >= headBlocks {
			break
		}
		if b.Kind != doc.Paragraph {
			continue
		}
		m := leading().FindStringSubmatchIndex(b.Text)
		if m == nil {
			continue
		}
		if _, _, _, ok := findDate(b.Text[m[2]:m[3]]); !ok {
			continue
		}
		date := cut(b, m[2], m[3])
		date.Kind, date.Src.Start = doc.Dateline, b.Src.Start
		out := append(blocks[:i:i], date)
		if m[1] < len(b.Text) {
			rest := cut(b, m[1], len(b.Text))
			rest.Src.End = b.Src.End
			out = append(out, rest)
		} else {
			date.Src.End = b.Src.End
		}
		return append(out, blocks[i+1:]...)
	}
	return blocks
}
