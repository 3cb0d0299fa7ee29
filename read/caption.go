package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	creditLine = lazy(`^(?:資料來源|资料来源|圖片來源|图片来源|消息來源|新聞來源|新闻来源|來源|来源|原文|圖片|图片|圖|图|攝影|摄影|攝|摄|圖／文|圖文|图文|(?i:sources?|photos?|photographs?|images?|pictures?|credit)(?i: by| credit)?|출처|자료|자료제공|사진|사진제공|사진출처)\s*[:：／/=|｜]\s*\S.*$`)
	creditEn   = lazy(`^(?i:(?:photo|photograph|image|picture|reporting|additional reporting|source)s? (?:by|from|courtesy of))\s\S.*$`)
	creditKo   = lazy(`^(?:ⓒ|©|\(c\))\s?\S.{0,40}$|^/?(?:연합뉴스|뉴스1|뉴시스|로이터)(?:\s?제공)?$`)
)

// credit recognises a line that only names a source.
func credit(s string) bool {
	if columns(s) > 100 {
		return false
	}
	if inner, ok := bracketed(s); ok {
		return creditLike(inner) || creditLine().MatchString(inner) || creditEn().MatchString(inner) ||
			strings.HasPrefix(inner, "Reporting by ")
	}
	return !closed(strings.TrimRight(s, ".")) && (creditLine().MatchString(s) || creditEn().MatchString(s) || creditKo().MatchString(s))
}

// bracketed gives what stands between the brackets of a text that is nothing
// but a bracketed aside.
func bracketed(s string) (inner string, ok bool) {
	found, inner, at := tail(s)
	return inner, found && at == 0
}

// tail splits off the bracketed aside that ends a text: whether there is one,
// what it holds, and where it begins.
func tail(s string) (ok bool, inner string, at int) {
	pairs := map[rune]rune{'）': '（', ')': '(', '】': '【', ']': '[', '〕': '〔'}
	last, n := utf8.DecodeLastRuneInString(s)
	open := pairs[last]
	if open == 0 {
		return false, "", 0
	}
	body := s[:len(s)-n]
	at = strings.LastIndexFunc(body, func(r rune) bool { return r == open })
	if at < 0 || strings.ContainsRune(body[at+utf8.RuneLen(open):], last) {
		return false, "", 0
	}
	return true, strings.TrimSpace(body[at+utf8.RuneLen(open):]), at
}

// Words that mark a credit: agencies, services and what a picture is.
var creditWords = []string{
	"路透", "美聯社", "美联社", "法新社", "新華社", "新华社", "中新社", "中央社", "中通社", "共同社", "韓聯社", "韩联社", "彭博", "央視", "央视",
	"視覺中國", "视觉中国", "資料圖", "资料图", "網上圖片", "網絡圖片", "网络图片", "截圖", "截图", "翻攝", "翻摄", "攝影", "摄影", "提供", "供圖", "供图",
	"攝", "摄", "圖片", "图片", "圖／", "圖/", "图/", "示意圖", "示意图", "臉書", "脸书", "微博", "直播", "資料照", "资料照", "檔案照",
	"연합뉴스", "뉴스1", "뉴시스", "로이터", "제공", "사진", "캡처", "자료", "뉴스핌", "공동취재", "신화",
}

var creditNames = lazy(`(?i)\b(?:reuters|ap|afp|getty(?: images)?|xinhua|yonhap|kyodo|bloomberg|epa|upi|cna|newsis|news1|shutterstock|unsplash|wikimedia(?: commons)?|youtube|facebook|instagram|twitter|file photo|photo|handout|courtesy|screenshot|pool|via)\b|^X@|@\w`)

// platform is a credit that is a thing to write about as well: a text may end
// in its name in brackets.
var platform = lazy(`^(?i:youtube|facebook|instagram|twitter|微博|臉書|脸书)$`)

// creditLike reports whether the words in brackets name the source of a
// picture.
func creditLike(inner string) bool {
	if inner == "" || columns(inner) > 60 || strings.ContainsAny(inner, "。！？!?；;，") {
		return false
	}
	if strings.ContainsAny(inner, "的了是也說说") { // a remark that mentions one
		return false
	}
	for _, w := range creditWords {
		if strings.Contains(inner, w) {
			return true
		}
	}
	return creditNames().MatchString(inner)
}

// Asides at the end of a text that are no credits: end marks and remarks.
var endMark = lazy(`^(?:完|全文完|本文完|待續|待续|未完|未完待續|未完待续|續|续|上|中|下|[一二三四五六七八九十\d]+|之[一二三四五六七八九十]+|註.*|注.*|編按.*|编者按.*|編者按.*|按.*|見.*|见.*|《[^》]*》|끝|계속|(?i:end|ends|continued|to be continued|more))$`)

// maxCaption is the longest caption, in columns: some 150 Chinese characters
// or 50 English words.
const maxCaption = 300

var captionMark = lazy(`^(?:[▲△▼▽]\s?\S|(?:圖說|图说|圖為|图为|圖一|图一|上圖|上图|下圖|下图|圖\s?\d+|图\s?\d+)[：:，]?\s?\S|(?i:caption|photo|figure \d+|fig\. \d+)\s?[:：]\s?\S|사진\s?설명\s?[:：=])`)

var captionEndKo = lazy(`(?:\.\s*/|\s/|\[?사진=|\(사진=|\[자료사진|ⓒ\s?)(?:[\p{Hangul}\w·\s]{2,20})[\])]?$`)

// caption recognises the caption of a picture: a short paragraph that ends in
// a credit. Chinese and Korean newspapers put it in brackets after the full
// stop; in prose an aside stands before it. A credit that names no known source
// counts only after a full stop, and not when it is an end mark such as （完）.
func caption(s string) bool {
	if len(s) > 3*maxCaption || columns(s) > maxCaption || strings.ContainsAny(s, "\n\t") {
		return false
	}
	if strings.ContainsAny(s[:min(len(s), 3)], "▲△▼▽圖图上下사CcPpFf") && captionMark().MatchString(s) && columns(s) <= maxCaption/2 {
		return true
	}
	if strings.ContainsAny(s, "/ⓒ사자") && captionEndKo().MatchString(s) && strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
		return true
	}
	ok, inner, at := tail(s)
	if !ok || at == 0 || inner == "" || endMark().MatchString(inner) {
		return false
	}
	before := strings.TrimRightFunc(s[:at], unicode.IsSpace)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, "”’」』\""))
	stopped := strings.ContainsRune("。！？.!?．", last)
	if sentences(before) > 3 {
		return false
	}
	if creditLike(inner) {
		return stopped || !strings.ContainsAny(before, "。！？") && !platform().MatchString(inner)
	}
	if !stopped || columns(inner) > 40 || strings.ContainsAny(inner, "。！？!?；;：:…,") {
		return false
	}
	return nameLike(inner)
}

// ofPicture reports whether a caption says that it is about a picture.
func ofPicture(s string) bool {
	return captionMark().MatchString(s) || captionEndKo().MatchString(s) || strings.ContainsAny(s, "攝摄圖图照截사제ⓒ") || strings.Contains(strings.ToLower(s), "photo")
}

// sentences counts the ends of sentences in a text, roughly.
func sentences(s string) int {
	n := strings.Count(s, "。") + strings.Count(s, "！") + strings.Count(s, "？")
	for _, mark := range []string{". ", "! ", "? "} {
		n += strings.Count(s+" ", mark)
	}
	return n
}

// nameLike reports whether an aside reads like the name of a source: Chinese or
// Korean words without a sentence's ending, or at least two English words that
// are all capitalised.
func nameLike(s string) bool {
	han := strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	hangul := strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
	if hangul {
		return !strings.HasSuffix(s, "다") && !strings.HasSuffix(s, "요") && columns(s) <= 24
	}
	if han {
		return columns(s) <= 32 && !strings.ContainsAny(s, "的了是在和也")
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '/' })
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && w != "of" && w != "the" && w != "and" && w != "for" {
			return false
		}
	}
	return len(words) >= 2
}
