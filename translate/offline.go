package translate

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/memory"
	"github.com/duizhao/duizhao/value"
)

// offline translates a unit without asking anybody: from the memory, from the
// glossary, by rendering a value, or by copying what is the same in every
// language. ok is false where it can't; res then has the suggestions.
func (r *run) offline(u *Unit, source string) (res Result, ok bool) {
	res.ID = u.ID
	if res, ok = r.fromMemory(u, source); ok {
		return res, true
	}
	inner, wrap := unwrap(source)
	if text, ok := r.wholeTerm(inner); ok {
		return r.made(res, source, wrap(text), ByGlossary)
	}
	if text, ok := r.wholeValue(inner); ok {
		return r.made(res, source, wrap(text), ByGlossary)
	}
	if r.neutral(words(source)) {
		return r.made(res, source, source, ByCopy)
	}
	return res, false
}

// made is a result of this machine's own making. A copy is not held to being
// no copy.
func (r *run) made(res Result, source, target, by string) (Result, bool) {
	if by != ByCopy && len(r.judge.judge(source, target).broken) > 0 {
		return res, false
	}
	res.Text, res.Origin, res.Suggestions = encode(target), Origin{By: by}, nil
	return res, true
}

// unwrap takes off placeholders that stand around a whole sentence.
func unwrap(coded string) (inner string, wrap func(string) string) {
	before, after := "", ""
	for {
		first, n := utf8.DecodeRuneInString(coded)
		final, m := utf8.DecodeLastRuneInString(coded)
		if !isMark(first) || !isMark(final) || len(coded) < n+m {
			break
		}
		kind, number := parts(first)
		if kind != opens || final != mark(closes, number) || !nested(coded[n:len(coded)-m]) {
			break
		}
		before, after = before+coded[:n], coded[len(coded)-m:]+after
		coded = coded[n : len(coded)-m]
	}
	return coded, func(s string) string { return before + s + after }
}

// fromMemory answers with a match that is exact, or that a swap of numbers and
// names made exact. Every other match is a suggestion.
func (r *run) fromMemory(u *Unit, source string) (res Result, ok bool) {
	res.ID = u.ID
	if r.memory == nil {
		return res, false
	}
	found := r.memory.Find(r.opt.From, r.opt.To, u.Text, u.Before, u.After, r.opt.MinScore, r.opt.Suggestions+1)
	inner, wrap := unwrap(source)
	for _, m := range found {
		if target, fits := decode(m.Target); fits && wholly(m) && r.take(&res, source, target, m) {
			return res, true
		}
	}
	if inner != source {
		for _, m := range r.memory.Find(r.opt.From, r.opt.To, encode(inner), u.Before, u.After, r.opt.MinScore, 1) {
			if target, fits := decode(m.Target); fits && wholly(m) && r.take(&res, source, wrap(target), m) {
				return res, true
			}
		}
	}
	res.Suggestions = found[:min(len(found), r.opt.Suggestions)]
	return res, false
}

// swappedScore is the least score of a match that differs in nothing but what
// was swapped; package memory gives 96 and less where anything else differs.
const swappedScore = 97

func wholly(m memory.Match) bool {
	return m.Kind != memory.Fuzzy || len(m.Swapped) > 0 && m.Score >= swappedScore
}

// take makes a result of a match. A person's translation is not refused for
// its length nor for what it adds, but it must have the placeholders, and a
// copy of the source is no translation. After a swap nothing may be wrong.
func (r *run) take(res *Result, source, target string, m memory.Match) bool {
	v := r.judge.judge(source, target)
	for _, f := range v.broken {
		if f.Code != AnswerLength && f.Code != AnswerAdded || len(m.Swapped) > 0 {
			return false
		}
	}
	if len(m.Swapped) > 0 && !v.ok() {
		return false
	}
	res.Text, res.Problems, res.Suggestions = encode(target), v.all(), nil
	res.Origin = Origin{By: ByMemory, Score: m.Score}
	return true
}

// wholeTerm translates a sentence that is one term of the glossary.
func (r *run) wholeTerm(inner string) (string, bool) {
	text := strings.TrimSpace(inner)
	if r.opt.Glossary == nil || text == "" || strings.ContainsFunc(inner, isMark) {
		return "", false
	}
	out := ""
	for _, h := range r.opt.Glossary.Find(r.opt.From, text) {
		if h.Span.Start != 0 || h.Span.End != len(text) {
			return "", false
		}
		target, ok := r.target(h.Concept, text)
		if !ok || out != "" && out != target {
			return "", false
		}
		out = target
	}
	if out != "" && r.opt.To == lang.En {
		out = capital(out)
	}
	return out, out != ""
}

// capital begins a heading or a cell with a capital, unless its first word has
// capitals of its own (iPhone).
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	word, _, _ := strings.Cut(text, " ")
	if !unicode.IsLower(first) || strings.IndexFunc(word, unicode.IsUpper) >= 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// wholeValue writes a sentence that is one number, percentage, or date in the
// target's language, as far as there is one way to write it: dates in English
// are written in several.
func (r *run) wholeValue(inner string) (string, bool) {
	const longest = 60 // bytes
	text := strings.TrimSpace(inner)
	if !r.opt.From.Chinese() || len(text) > longest {
		return "", false
	}
	list := value.FindWith(r.opt.From, text, value.Options{MegaZhao: r.opt.MegaZhao})
	if len(list) != 1 {
		return "", false
	}
	v := list[0]
	if v.Start != 0 || v.End != len(text) || v.Strength != value.Firm || v.Approx != value.Exact || v.Den != 0 {
		return "", false
	}
	switch {
	case v.Kind == value.Date && r.opt.To == lang.Ko:
		return koreanDate(v), true
	case v.Kind == value.Date && r.opt.To == lang.En && v.Year != 0 && v.Month == 0 && v.Day == 0:
		return strconv.Itoa(v.Year), true
	case (v.Kind == value.Number || v.Kind == value.Percent) && (r.opt.To == lang.En || r.opt.To == lang.Ko) && strings.IndexFunc(text, unicode.IsLetter) >= 0:
		return value.Format(r.opt.To, v), true
	}
	return "", false
}

// koreanDate writes a date as 2025년 10월 31일.
func koreanDate(v value.Value) string {
	var out []string
	for _, p := range []struct {
		n    int
		unit string
	}{{v.Year, "년"}, {v.Month, "월"}, {v.Day, "일"}} {
		if p.n != 0 {
			out = append(out, strconv.Itoa(p.n)+p.unit)
		}
	}
	return strings.Join(out, " ")
}

// maxKoreanLatin is how many words in lower case a sentence may have that is
// copied into Korean: names and numbers are, a quotation in English is not.
const maxKoreanLatin = 3

// neutral reports a sentence that says the same in the target's language:
// figures, signs, addresses; in a Chinese text also Latin names. Chinese
// punctuation is not taken over into other languages.
func (r *run) neutral(text string) bool {
	rest := text
	for _, f := range foreignForms()[:3] {
		rest = f.form.ReplaceAllString(rest, "")
	}
	han, hangul, latin, lower := scripts(rest)
	other := strings.IndexFunc(rest, func(c rune) bool {
		return unicode.IsLetter(c) && !unicode.In(c, unicode.Latin, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
	}) >= 0
	wide := strings.IndexFunc(text, func(c rune) bool { return c >= 0x3000 && c <= 0x303F || c >= 0xFF00 && c <= 0xFFEF }) >= 0
	switch {
	case han > 0 || other || wide && !r.opt.To.CJK():
		return false
	case hangul > 0:
		return r.opt.To == lang.Ko
	case latin == 0:
		return true
	case !r.opt.From.Chinese():
		return false
	}
	return r.opt.To == lang.En || r.opt.To == lang.Ko && lower <= maxKoreanLatin
}

// target is the one allowed translation of a concept; source is its form in
// the text.
func (r *run) target(concept int, source string) (string, bool) {
	c := &r.opt.Glossary.Concepts[concept]
	for status := range 2 { // preferred, then admitted
		for _, t := range c.Terms {
			if t.Lang == r.opt.To && int(t.Status) == status {
				return t.Text, true
			}
		}
	}
	return source, c.Keep
}
