package read

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
)

// maxLabelLine is the length in bytes up to which a paragraph may be a byline,
// a dateline, a credit or a heading.
const maxLabelLine = 240

// about is what a label line tells of its document.
type about struct {
	date   string // ISO 8601
	author string
}

// classify says what a paragraph of its own is, judged by its text: a byline,
// a dateline, a credit, a caption or a plain paragraph. Every rule asks for a
// form that ordinary prose does not take; what is in doubt stays a paragraph.
func classify(s string) (doc.Kind, about) {
	if len(s) <= maxLabelLine {
		if author, ok := byline(s); ok {
			return doc.Byline, about{author: author}
		}
		if date, ok := dateline(s); ok {
			return doc.Dateline, about{date: date}
		}
		if credit(s) {
			return doc.Credit, about{}
		}
	}
	if caption(s) {
		return doc.Caption, about{}
	}
	return doc.Paragraph, about{}
}

// Forms of bylines. Group 1 is the author; a form without one names somebody
// else, such as the translator.
var bylines = []*regexp.Regexp{
	regexp.MustCompile(`^(?:本文)?(?:作者|撰文|撰稿|執筆|执笔|特約作者|特约作者|文)\s*[:：／/|｜]\s*(\S.*)$`),
	regexp.MustCompile(`^(?:編譯|编译|翻譯|翻译|譯者|译者|譯|译|責任編輯|责任编辑|責編|责编|編輯|编辑|校對|校对|審訂|审订)\s*[:：／/|｜]\s*\S.*$`),
	regexp.MustCompile(`^[【〔（(]?(?:本報|本报|本刊|特派|駐\p{Han}{1,4}|驻\p{Han}{1,4}|實習|实习|見習|见习)*記?记?者\s*[:：／/|｜]?\s*(\p{Han}{2,4}(?:[、，,]\p{Han}{2,4})*)(?:\s*[／/|｜]?\s*\p{Han}{0,6}(?:報導|報道|报道|综合报道|電|电|攝影|摄影))?[】〕）)]?$`),
	regexp.MustCompile(`^(?i:by):?\s+(\p{Lu}[\p{L}.’'\-]*(?:\s+(?:\p{Lu}[\p{L}.’'\-]*|and|de|van|von|der|di|bin|al|&))*(?:,\s[^.!?;:]{2,60})?)$`),
	regexp.MustCompile(`^(?i:written by|author|story by|text by)\s*:?\s+(\p{Lu}\S*(?:\s+\S+){0,9})$`),
	regexp.MustCompile(`^(?i:translated by|translation|translator|edited by|editor|editing by)\s*:?\s+\p{Lu}\S*(?:\s+\S+){0,9}$`),
	regexp.MustCompile(`^(?:글쓴이|글|지은이|저자|필자|작성자|취재|기고)\s*[:：/=·]\s*(\S.*)$`),
	regexp.MustCompile(`^글\s+(\p{Hangul}{2,4}(?:\s*[·,]\s*\p{Hangul}{2,4})*(?:\s\p{Hangul}{1,6})?)$`),
	regexp.MustCompile(`^(?:번역|옮긴이|옮김|역자|편집|교열)\s*[:：/=·]\s*\S.*$`),
	regexp.MustCompile(`^(?:[(\[]?\p{Hangul}{2,6}=[\p{Hangul}\d]{2,8}[)\]]?\s*|\p{Hangul}{2,6}=)?(\p{Hangul}{2,4}(?:[·,]\s?\p{Hangul}{2,4})*)\s?(?:선임|수습|인턴|객원)?\s?(?:기자|특파원|논설위원|통신원|칼럼니스트)(?:\s*=)?(?:\s+[\w.+\-]+@[\w.\-]+)?$`),
}

// byline recognises an author line: 作者：…, 文／…, 記者…, By …, 글 …, … 기자.
func byline(s string) (author string, ok bool) {
	if strings.ContainsAny(s, "。！？!?…") || columns(s) > 120 {
		return "", false
	}
	for _, p := range bylines {
		if m := p.FindStringSubmatch(s); m != nil {
			if len(m) > 1 {
				author = strings.TrimSpace(m[1])
			}
			return author, true
		}
	}
	return "", false
}

var (
	weekday = regexp.MustCompile(`[（(]?(?:(?:星期|週|周|礼拜|禮拜)[一二三四五六日天]|[월화수목금토일]요일)[）)]?|[（(][月火水木金土日一二三四五六월화수목금토일][）)]|(?i:\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)`)
	clock   = regexp.MustCompile(`(?i)(?:上午|下午|凌晨|早上|晚上|晚間|오전|오후)?\s?\d{1,2}(?:[:：時时시]\s?\d{1,2}(?:[:：分분]?(?:\d{1,2}秒?)?)?)(?:\s?[ap]\.?m\.?)?(?:\s?(?:KST|GMT|UTC|HKT|EST|EDT)(?:[+\-]\d{1,2})?)?`)
	dateTag = regexp.MustCompile(`^(?i:(?:date|published|updated|posted|last updated)(?: on| at)?|(?:發布|發佈|发布|更新|刊登|出版|撰寫)?(?:日期|時間|时间)|(?:입력|등록|수정|승인|발행|게재|작성)(?:일|일시|시간|날짜)?|날짜)\s*[:：]?\s*`)

	// (首爾2日電), （中央社台北2日電）, 【本報訊】 has no date and stays text
	wireHan = regexp.MustCompile(`^[（(【〔\[]?\p{Han}{0,12}\s?(?:\d{1,2}月)?\d{1,2}日\p{Han}{0,4}[電电訊讯][）)】〕\]]?$`)
	wireKo  = regexp.MustCompile(`^[(\[]\p{Hangul}{2,6}=[\p{Hangul}\d]{2,8}[)\]]$`)
	wireEn  = regexp.MustCompile(`^\p{Lu}{2}[\p{Lu} .'\-]*(?:,\s[\p{L}. ]{2,30})?(?:,\s(?i:(?:` + months + `))\.?\s\d{1,2})?\s\((?:Reuters|AP|AFP|CNA|Xinhua|Yonhap|UPI|Kyodo)\)\s*[-–—]*$`)

	placeHan = regexp.MustCompile(`^\p{Han}{2,8}[電电訊讯]?$`)
	placeKo  = regexp.MustCompile(`^\p{Hangul}{2,6}$`)
	placeEn  = regexp.MustCompile(`^\p{Lu}[\p{L}.'\-]*(?:,?\s\p{Lu}[\p{L}.'\-]*){0,4}$`)
)

// dateline recognises a line that holds nothing but a date, with its weekday,
// time and place if it likes; date is empty where the line gives no year.
func dateline(s string) (date string, ok bool) {
	if columns(s) > 70 {
		return "", false
	}
	if strings.ContainsAny(s, "電电訊讯") && wireHan.MatchString(s) || strings.Contains(s, "=") && wireKo.MatchString(s) ||
		strings.Contains(s, "(") && wireEn.MatchString(s) {
		return "", true
	}
	if !strings.ContainsAny(s, "0123456789〇○零一二") {
		return "", false
	}
	from, to, iso, found := findDate(s)
	if !found {
		return "", false
	}
	before, after := dateTag.ReplaceAllString(s[:from], ""), s[to:]
	for _, part := range []string{before, after} {
		part = clock.ReplaceAllString(weekday.ReplaceAllString(part, " "), " ")
		place := strings.Trim(part, " \t\u3000（）()【】〔〕[]，,、|｜/／·-–—:：T")
		if place == "" {
			continue
		}
		if place == strings.TrimSpace(part) && part == strings.TrimSpace(part) { // nothing parts it from the date
			return "", false
		}
		if !placeHan.MatchString(place) && !placeKo.MatchString(place) && !placeEn.MatchString(place) {
			return "", false
		}
	}
	return iso, true
}

var (
	creditLine = regexp.MustCompile(`^(?:資料來源|资料来源|圖片來源|图片来源|消息來源|新聞來源|新闻来源|來源|来源|原文|圖片|图片|圖|图|攝影|摄影|攝|摄|圖／文|圖文|图文|(?i:sources?|photos?|photographs?|images?|pictures?|credit)(?i: by| credit)?|출처|자료|자료제공|사진|사진제공|사진출처)\s*[:：／/=|｜]\s*\S.*$`)
	creditEn   = regexp.MustCompile(`^(?i:(?:photo|photograph|image|picture|reporting|additional reporting|source)s? (?:by|from|courtesy of))\s\S.*$`)
	creditKo   = regexp.MustCompile(`^(?:ⓒ|©|\(c\))\s?\S.{0,40}$|^/?(?:연합뉴스|뉴스1|뉴시스|로이터)(?:\s?제공)?$`)
)

// credit recognises a line that only names a source.
func credit(s string) bool {
	if columns(s) > 100 {
		return false
	}
	if inner, ok := bracketed(s); ok {
		return creditLike(inner) || creditLine.MatchString(inner) || creditEn.MatchString(inner) ||
			strings.HasPrefix(inner, "Reporting by ")
	}
	return !closed(strings.TrimRight(s, ".")) && (creditLine.MatchString(s) || creditEn.MatchString(s) || creditKo.MatchString(s))
}

// bracketed gives what stands between the brackets of a text that is nothing
// but a bracketed aside.
func bracketed(s string) (inner string, ok bool) {
	open, body, at := tail(s)
	return body, ok || open && at == 0
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

var creditNames = regexp.MustCompile(`(?i)\b(?:reuters|ap|afp|getty(?: images)?|xinhua|yonhap|kyodo|bloomberg|epa|upi|cna|newsis|news1|shutterstock|unsplash|wikimedia(?: commons)?|youtube|facebook|instagram|twitter|file photo|photo|handout|courtesy|screenshot|pool|via)\b|^X@|@\w`)

// creditLike reports whether the words in brackets name the source of a
// picture.
func creditLike(inner string) bool {
	if inner == "" || columns(inner) > 60 || strings.ContainsAny(inner, "。！？!?；;，") {
		return false
	}
	for _, w := range creditWords {
		if strings.Contains(inner, w) {
			return true
		}
	}
	return creditNames.MatchString(inner)
}

// Asides at the end of a text that are no credits: end marks and remarks.
var endMark = regexp.MustCompile(`^(?:完|全文完|本文完|待續|待续|未完|未完待續|未完待续|續|续|上|中|下|[一二三四五六七八九十\d]+|之[一二三四五六七八九十]+|註.*|注.*|編按.*|编者按.*|編者按.*|按.*|見.*|见.*|《[^》]*》|끝|계속|(?i:end|ends|continued|to be continued|more))$`)

// maxCaption is the longest caption, in columns: some 150 Chinese characters
// or 50 English words.
const maxCaption = 300

var captionMark = regexp.MustCompile(`^(?:[▲△▼▽]\s?\S|(?:圖說|图说|圖為|图为|圖一|图一|上圖|上图|下圖|下图|圖\s?\d+|图\s?\d+)[：:，]?\s?\S|(?i:caption|photo|figure \d+|fig\. \d+)\s?[:：]\s?\S|사진\s?설명\s?[:：=])`)

var captionEndKo = regexp.MustCompile(`(?:/|\[?사진=|\(사진=|\[자료사진|ⓒ\s?)(?:[\p{Hangul}\w·\s]{2,20})[\])]?$`)

// caption recognises the caption of a picture: a short paragraph that ends in
// a credit. Chinese and Korean newspapers put it in brackets after the full
// stop; in prose an aside stands before it. A credit that names no known source
// counts only after a full stop, and not when it is an end mark such as （完）.
func caption(s string) bool {
	if len(s) > 3*maxCaption || columns(s) > maxCaption || strings.ContainsAny(s, "\n\t") {
		return false
	}
	if strings.ContainsAny(s[:min(len(s), 3)], "▲△▼▽圖图上下사CcPpFf") && captionMark.MatchString(s) && columns(s) <= maxCaption/2 {
		return true
	}
	if strings.ContainsAny(s, "/ⓒ사자") && captionEndKo.MatchString(s) && strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
		return true
	}
	ok, inner, at := tail(s)
	if !ok || at == 0 || inner == "" || endMark.MatchString(inner) {
		return false
	}
	before := strings.TrimRightFunc(s[:at], unicode.IsSpace)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, "”’」』\""))
	stopped := strings.ContainsRune("。！？.!?．", last)
	if sentences(before) > 3 {
		return false
	}
	if creditLike(inner) {
		return stopped || !strings.ContainsAny(before, "。！？")
	}
	if !stopped || columns(inner) > 40 || strings.ContainsAny(inner, "。！？!?；;：:…,") {
		return false
	}
	return nameLike(inner)
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

// classifyAll settles what the plain paragraphs of a document are.
func classifyAll(blocks []*doc.Block) {
	for _, b := range blocks {
		if b.Kind == doc.Paragraph && b.Quote == 0 && b.List.Depth == 0 {
			b.Kind, _ = classify(b.Text)
		}
	}
}

// headBlocks is how far into a document its date is looked for.
const headBlocks = 8

// tell gives the date and the author that a document's blocks name: the first
// dateline with a whole date near its head or its end, the first author line.
func tell(blocks []*doc.Block) about {
	var a about
	for i, b := range blocks {
		switch b.Kind {
		case doc.Dateline:
			if _, _, iso, ok := findDate(b.Text); ok && a.date == "" && (i < headBlocks || i >= len(blocks)-3) {
				a.date = iso
			}
		case doc.Byline:
			if author, _ := byline(b.Text); a.author == "" {
				a.author = author
			}
		}
	}
	return a
}

var leading = regexp.MustCompile(`^(?i:date|日期|날짜)\s*[:：]?\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:\s+|$)`)

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
		m := leading.FindStringSubmatchIndex(b.Text)
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
