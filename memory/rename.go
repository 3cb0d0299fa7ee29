package memory

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/value"
)

// name is a name of the glossary in a source sentence.
type name struct{ start, end, concept int }

// names finds the names of the glossary in text. What several concepts share,
// and what is no name, is left out.
func names(g *glossary.Glossary, text string, tag lang.Tag) []name {
	if g == nil {
		return nil
	}
	var out []name
	hits := g.Find(tag, masked(text))
	for i, h := range hits {
		shared := i > 0 && hits[i-1].Span == h.Span || i+1 < len(hits) && hits[i+1].Span == h.Span
		if shared || h.Term < 0 || h.Inflection != glossary.Base || !isName(&g.Concepts[h.Concept]) {
			continue
		}
		out = append(out, name{h.Span.Start, h.Span.End, h.Concept})
	}
	return out
}

// isName reports a concept that is a name: its English begins with a capital,
// or the termbase says so.
func isName(c *glossary.Concept) bool {
	if t, ok := c.First(lang.En, glossary.Preferred); ok {
		r, _ := utf8.DecodeRuneInString(t.Text)
		return unicode.IsUpper(r)
	}
	pos := strings.ToLower(c.PartOfSpeech)
	return strings.Contains(pos, "proper") || strings.Contains(pos, "name")
}

// name replaces the rendering of a name.
func (s *swapper) name(c *change) bool {
	if c.done {
		return true
	}
	to := s.unit.To
	from, now := &s.terms.Concepts[c.old.name], &s.terms.Concepts[c.now.name]
	term, ok1 := from.First(to, glossary.Preferred)
	with, ok2 := now.First(to, glossary.Preferred)
	if !ok1 || !ok2 || from.Keep != now.Keep {
		return false
	}
	count := 0
	for _, n := range names(s.terms, s.source.text, s.unit.From) {
		if n.concept == c.old.name {
			count++
		}
	}
	for i := range s.changes { // all occurrences change, and alike
		if other := &s.changes[i]; other.old.kind == nameItem && other.old.name == c.old.name && other.now.name == c.now.name {
			count, other.done = count-1, true
		}
	}
	if count != 0 {
		return false
	}
	hits, ok := s.renderings(c.old.name, term)
	if !ok || len(hits) != s.occurrences(c.old.name) || s.foreign(from) {
		return false
	}
	if to == lang.En && !s.safeEnglish(term.Text, with.Text, hits) {
		return false
	}
	for _, h := range hits {
		h.Concept, h.Term = c.now.name, -1 // the preferred form of the other concept
		span, text, ok := s.terms.Replacement(to, s.target, h)
		if !ok {
			return false
		}
		s.edits = append(s.edits, edit{span, text})
		s.swaps = append(s.swaps, Swap{SourceOld: c.old.text, SourceNew: c.now.text, TargetOld: s.target[span.Start:span.End], TargetNew: text})
	}
	return true
}

// occurrences counts a name in the source.
func (s *swapper) occurrences(concept int) int {
	n := 0
	for i := range s.changes {
		if s.changes[i].old.kind == nameItem && s.changes[i].old.name == concept {
			n++
		}
	}
	return n
}

// renderings finds a concept in the translation; ok is false where one of them
// is not the preferred form, or stands within a longer word.
func (s *swapper) renderings(concept int, term glossary.Term) (hits []glossary.Hit, ok bool) {
	all := s.terms.AllHits(s.unit.To, masked(s.target))
	count := 0
	for _, h := range all {
		if h.Concept == concept {
			count++
		}
	}
	for _, h := range s.terms.Find(s.unit.To, masked(s.target)) {
		if h.Concept != concept {
			continue
		}
		if h.Term < 0 || h.Inflection != glossary.Base || s.terms.Concepts[concept].Terms[h.Term].Text != term.Text || s.target[h.Span.Start:h.Span.End] != term.Text {
			return nil, false
		}
		hits = append(hits, h)
	}
	// A shorter form within the preferred one is a hit of its own.
	inside := 0
	for _, h := range all {
		for _, k := range hits {
			if h.Concept == concept && h.Span != k.Span && h.Span.Start >= k.Span.Start && h.Span.End <= k.Span.End {
				inside++
				break
			}
		}
	}
	return hits, len(hits) == count-inside
}

// foreign reports a translation that also has the name as the source writes
// it, as in 이재명(李在明).
func (s *swapper) foreign(c *glossary.Concept) bool {
	for _, t := range c.Terms {
		if t.Lang != s.unit.To && !(t.Lang.Chinese() && s.unit.To.Chinese()) && strings.Contains(s.target, t.Text) {
			return true
		}
	}
	return false
}

// gendered are words that hang on who a name is.
var gendered = regexp.MustCompile(`(?i)\b(?:he|him|his|himself|she|her|hers|herself|mr|mrs|ms|miss|sir|lady|lord|king|queen|prince|princess|chairman|chairwoman|spokesman|spokeswoman|businessman|businesswoman|actor|actress|father|mother|son|daughter|brother|sister|husband|wife|widow|widower|it|its|itself)\b`)

// withArticle are words that make a name take "the", or may.
var withArticle = regexp.MustCompile(`\b(?:United|States|Kingdom|Republic|Union|Nations|Emirates|Philippines|Netherlands|Maldives|Bahamas|Islands|Isles|House|Ministry|Party|Council|Commission|Committee|Organi[sz]ation|Association|Department|Agency|Office|Bureau|Administration|Authority|Court|Parliament|Congress|Senate|Assembly|Army|Navy|Bank|Fund|Foundation|Institute|Museum|University|Sea|Ocean|River|Strait|Canal|Gulf|Peninsula|Desert|Mountains|Summit|Forum|Treaty|Accord|Agreement|Act|Times|Post|Hotel|Dynasty|War|Group|League|Court|Bridge|Tower|Temple|Palace|Hall)\b`)

// safeEnglish reports that one English name can stand where the other stood.
func (s *swapper) safeEnglish(old, with string, hits []glossary.Hit) bool {
	for _, n := range []string{old, with} {
		r, _ := utf8.DecodeRuneInString(n)
		if !unicode.IsUpper(r) || n == strings.ToUpper(n) || withArticle.MatchString(n) || strings.HasPrefix(n, "The ") {
			return false
		}
	}
	if gendered.MatchString(s.target) {
		return false
	}
	rest := s.target
	for _, h := range hits {
		before := strings.Fields(s.target[:h.Span.Start])
		if len(before) > 0 && strings.EqualFold(before[len(before)-1], "the") {
			return false
		}
		rest = rest[:h.Span.Start] + strings.Repeat(" ", h.Span.Len()) + rest[h.Span.End:]
	}
	return !related(old, rest)
}

// related reports a word of rest that is, or is made of, a word of the name:
// Lee, Japanese.
func related(name, rest string) bool {
	words := func(text string) []string {
		return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	}
	for _, n := range words(name) {
		stem := strings.ToLower(n[:min(len(n), 4)])
		for _, w := range words(rest) {
			w = strings.ToLower(w)
			if w == strings.ToLower(n) || len(stem) == 4 && strings.HasPrefix(w, stem) {
				return true
			}
		}
	}
	return false
}

// agrees reports that the words around a number can stay: English has another
// form of the noun for one of a thing.
func agrees(tag lang.Tag, target string, v, old, now value.Value) bool {
	if tag != lang.En || old.Kind == value.Date || old.Kind == value.Clock || old.Kind == value.Decade || v.Kind == value.Ordinal {
		return true
	}
	one := value.Int(1).Norm()
	if old.Num.Norm() != one && now.Num.Norm() != one {
		return true
	}
	return v.Kind == value.Percent && !strings.Contains(target[v.Start:min(len(target), v.End+24)], "point")
}

// settle puts right what stands beside an edit: a or an before it in English,
// the particle behind it in Korean.
func (s *swapper) settle(e *edit) {
	switch s.unit.To {
	case lang.En:
		before := s.target[:e.span.Start]
		trimmed := strings.TrimRight(before, " \u00A0")
		start := len(trimmed)
		for start > 0 && asciiLetter(trimmed[start-1]) {
			start--
		}
		word := trimmed[start:]
		left, _ := utf8.DecodeLastRuneInString(trimmed[:start])
		if lower := strings.ToLower(word); trimmed == before || lower != "a" && lower != "an" || word == "AN" || unicode.IsLetter(left) || left == '\'' || left == '’' {
			return
		}
		article := "a"
		if saysVowel(e.text) {
			article = "an"
		}
		if word[0] == 'A' {
			article = "A" + article[1:]
		}
		e.text = article + before[len(trimmed):] + e.text
		e.span = doc.Span{Start: start, End: e.span.End}
	case lang.Ko:
		if p, ok := glossary.ParticleAfter(s.target, e.span.End); ok && p.Start == e.span.End {
			if agreed := glossary.Agree(e.text, s.target[p.Start:p.End]); agreed != s.target[p.Start:p.End] {
				e.text += agreed
				e.span.End = p.End
			}
		}
	}
}

// saysVowel reports a number that is spoken with a vowel first: 8, 11, 18 and
// what begins with them.
func saysVowel(text string) bool {
	text = strings.ToLower(strings.TrimLeft(text, "$€£¥₩"))
	if text == "" {
		return false
	}
	if c := text[0]; c < '0' || c > '9' {
		return strings.HasPrefix(text, "eigh") || strings.HasPrefix(text, "eleven")
	}
	end := 0
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	lead := text[:end]
	return lead[0] == '8' || lead == "11" || lead == "18"
}
