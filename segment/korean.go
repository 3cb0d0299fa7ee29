package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// korean cuts at . ? ! … and the marks that close after them. A quotation is
// cut where it holds two or more sentences; a particle after it (…라고) and what
// says who spoke (“가자.” 그가 말했다.) go on with its last, as in Chinese.
// Brackets stay whole.
var korean = rules{quotations: true, brackets: true, straight: true,
	stops: koreanStops, starts: koreanStarts, embeds: koreanEmbeds, leads: koreanLeads}

// finals are the last syllables of sentence endings.
const finals = "다요까죠음함임됨라자네지오니군걸게래데야냐마세서"

// closed are those of them that no word in the middle of a sentence has before
// a dot without a space.
const closed = "다요까죠음함임됨"

func koreanStops(s *scanner, e *end) bool {
	next, _ := s.at(e.stop)
	if next != 0 && strings.ContainsRune(",;:/=&%_@-~", next) {
		return false
	}
	if e.mark != '.' || e.dots {
		return true
	}
	before, _ := s.before(e.pos)
	switch {
	case unicode.Is(unicode.Hangul, before):
		return !s.numbers(e.pos)
	case unicode.IsDigit(before):
		return !s.numbers(e.pos) && !unicode.IsDigit(next) && !s.date(e)
	case unicode.IsLetter(before) && before < 0x250:
		e.abbr = s.abbreviation(e.pos)
	}
	return true
}

// date reports whether the dot belongs to a date in figures, 2025. 11. 2.: a
// number with a dot stands on one side of it. After the last of the three a
// sentence may end, which the text does not tell; it goes on.
func (s *scanner) date(e *end) bool {
	if isDigitAfterSpace(s, e.stop) {
		return true
	}
	at := e.pos
	for at > 0 && at > e.pos-4 && '0' <= s.text[at-1] && s.text[at-1] <= '9' {
		at--
	}
	at = backSpace(s.text, at)
	r, n := s.before(at)
	digit, _ := s.before(at - n)
	return r == '.' && unicode.IsDigit(digit)
}

func koreanStarts(s *scanner, e *end) bool {
	at := skipSpace(s.text, e.at)
	apart := at > e.at
	r, n := s.at(at)
	k := kindOf(r)
	switch {
	case n == 0:
		return true
	case strings.ContainsRune(",;:…—–、，·~/%", r), k == shut, k == shutB:
		return false
	case k == straight && s.has(at+n, strayKo):
		return false // 했다. "라고: the mark closes, whatever the space says
	case e.whole:
		return true
	case e.quote:
		return s.afterQuotationKo(e, at, apart)
	case e.dots:
		last, _ := s.before(backSpace(s.text, e.pos))
		return apart && (strings.ContainsRune("다요죠", last) || strings.ContainsRune(finals, last) && s.clause(e.pos) >= minClause)
	}
	if s.has(at, strayKo) {
		return false
	}
	if e.abbr != word {
		return unicode.IsUpper(r) && s.afterAbbreviation(e, at, false)
	}
	if !apart && !opening(r) {
		// No space: an ending of a sentence, and a letter that is no particle.
		last, _ := s.before(e.pos)
		return e.full || unicode.Is(unicode.Hangul, r) && (e.mark != '.' || strings.ContainsRune(closed, last)) && !s.has(at, quotesKo)
	}
	if e.mark == '.' && unicode.IsLower(r) {
		last, _ := s.before(e.pos)
		return unicode.Is(unicode.Hangul, last)
	}
	return true
}

// quoted are the particles of quotations, not of titles.
var quoted = []string{"라고", "이라고", "라며", "이라며", "고 ", "며 "}

var strayKo = []string{"라고", "이라고", "라며", "이라며", "라면서", "라는", "이라는"}

// quotesKo are particles and verbs that take a quotation as their object.
var quotesKo = strings.Fields(`라고 이라고 라며 이라며 라면서 이라면서 라는 이라는 라던 이라던 라든 이라든 란 이란 라기 이라기 하고 하며 하면서 했 하는 하자 해서 며 면서 고 는 은 를 을 가 이 와 과 에 로 으로 의 도`)

// apartKo are those that are also written apart from the quotation.
var apartKo = strings.Fields(`라고 이라고 라며 이라며 라면서 이라면서 라는 이라는 라던 이라던 하고 하며 하면서 했다 하는 며 고 면서 등 등의 등을`)

// afterQuotationKo decides for a quotation that ended with a sentence.
func (s *scanner) afterQuotationKo(e *end, at int, apart bool) bool {
	r, _ := s.at(at)
	if k := kindOf(r); k == open || k == straight {
		return true
	}
	if !apart {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	for _, w := range apartKo {
		if rest, ok := strings.CutPrefix(s.text[at:], w); ok {
			if next, _ := utf8.DecodeRuneInString(rest); utf8.RuneCountInString(w) > 1 && w != "하는" || isSpace(next) {
				return false
			}
		}
	}
	return e.led || !s.saidKo(at)
}

// saidKo reports whether the clause at offset at says who spoke: 그가 말했다.
func (s *scanner) saidKo(at int) bool {
	from := at
	for i := 0; i <= 30; i++ {
		r, n := s.at(at)
		if n == 0 || kindOf(r) != none || strings.ContainsRune(",:;\n", r) {
			if r == ':' {
				return false
			}
			clause := s.text[from:at]
			for _, w := range saysKo {
				if strings.HasSuffix(clause, w) {
					return true
				}
			}
			return false
		}
		at += n
	}
	return false
}

var saysKo = strings.Fields(`말했다 말한다 말하며 말하면서 말하고 말했습니다 말했어요 말했죠 물었다 묻는다 물으며 물었습니다 되물었다 답했다 대답했다 대답하며 대답했습니다
	외쳤다 외치며 외쳤습니다 소리쳤다 덧붙였다 덧붙였습니다 중얼거렸다 속삭였다 내뱉었다 반문했다 설명했다 강조했다 지적했다 투덜거렸다 재촉했다 타일렀다 거들었다 받아쳤다 되뇌었다 다그쳤다`)

// koreanLeads reports whether a colon stands before the quotation.
func koreanLeads(s *scanner, opened int) bool {
	r, _ := s.before(backSpace(s.text, opened))
	return r == ':' || r == '：'
}

// koreanEmbeds reports whether the quotation is used as a word: “가자! 가자!”는.
func koreanEmbeds(s *scanner, f *frame, at int) bool {
	if at-f.opened > 120 {
		return false
	}
	if r, _ := s.at(f.opened); r == '『' || r == '「' { // a title: 『바다. 등대.』를
		next, _ := s.at(at)
		return unicode.Is(unicode.Hangul, next) && !s.has(at, quoted)
	}
	return s.has(at, []string{"는 구호", "라는 구호", "이라는 구호", "란 ", "이란 ", "라는 말", "이라는 말", "라는 노래", "이라는 노래", "의 "})
}
