package read

import (
	"regexp"
	"strings"
)

// Forms of bylines. Group 1 is the author; a form without one names somebody
// else, such as the translator.
var bylines = []func() *regexp.Regexp{
	lazy(`^(?:本文)?(?:作者|撰文|撰稿|執筆|执笔|特約作者|特约作者|文)\s*[:：／/|｜]\s*(\S.*)$`),
	lazy(`^(?:編譯|编译|翻譯|翻译|譯者|译者|譯|译|責任編輯|责任编辑|責編|责编|編輯|编辑|校對|校对|審訂|审订)\s*[:：／/|｜]\s*\S.*$`),
	lazy(`^[【〔（(]?(?:本報|本报|本刊|特派|駐\p{Han}{1,4}|驻\p{Han}{1,4}|實習|实习|見習|见习)*(?:記者|记者)\s*[:：／/|｜]?\s*([^\P{Han}會会站們们節节證证]\p{Han}{1,3}(?:[、，,]\p{Han}{2,4})*)(?:\s*[／/|｜]?\s*\p{Han}{0,6}(?:報導|報道|报道|综合报道|電|电|攝影|摄影))?[】〕）)]?$`),
	lazy(`^(?i:by):?\s+(\p{Lu}[\p{L}.’'\-]*(?:\s+(?:\p{Lu}[\p{L}.’'\-]*|and|de|van|von|der|di|bin|al|&))*(?:,\s[^.!?;:]{2,60})?)$`),
	lazy(`^(?i:written by|author|story by|text by)\s*:?\s+(\p{Lu}\S*(?:\s+\S+){0,9})$`),
	lazy(`^(?i:translated by|translation|translator|edited by|editor|editing by)\s*:?\s+\p{Lu}\S*(?:\s+\S+){0,9}$`),
	lazy(`^(?:글쓴이|글|지은이|저자|필자|작성자|취재|기고)\s*[:：/=·]\s*(\S.*)$`),
	lazy(`^글\s+(\p{Hangul}{2,4}(?:\s*[·,]\s*\p{Hangul}{2,4})*(?:\s(?:기자|작가|교수|논설위원|편집위원|특파원|칼럼니스트|연구원))?)$`),
	lazy(`^(?:번역|옮긴이|옮김|역자|편집|교열)\s*[:：/=·]\s*\S.*$`),
	lazy(`^(?:[(\[]?\p{Hangul}{2,6}=[\p{Hangul}\d]{2,8}[)\]]?\s*|\p{Hangul}{2,6}=)?(\p{Hangul}{2,4}(?:[·,]\s?\p{Hangul}{2,4})*)\s?(?:선임|수습|인턴|객원)?\s?(?:기자|특파원|논설위원|통신원|칼럼니스트)(?:\s*=)?(?:\s+[\w.+\-]+@[\w.\-]+)?$`),
}

// byline recognises an author line: 作者：…, 文／…, 記者…, By …, 글 …, … 기자.
func byline(s string) (author string, ok bool) {
	if strings.ContainsAny(s, "。！？!?…") || columns(s) > 120 {
		return "", false
	}
	for _, p := range bylines {
		if m := p().FindStringSubmatch(s); m != nil {
			if len(m) > 1 {
				author = strings.TrimSpace(m[1])
			}
			return author, true
		}
	}
	return "", false
}
