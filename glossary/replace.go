package glossary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// Replacement gives what to write in place of a hit so that the concept's
// preferred form stands there: with the hit's capitals and inflection, with a
// or an before it repaired in English, and the particle after it in Korean,
// also behind a parenthesis. span is the range of text to replace, which may
// reach beyond the hit. ok is false where the concept has no preferred form in
// the language, or has that form at the hit already.
func (g *Glossary) Replacement(tag lang.Tag, text string, h Hit) (span doc.Span, with string, ok bool) {
	c := &g.Concepts[h.Concept]
	term, ok := c.First(tag, Preferred)
	if !ok || h.Term >= 0 && c.Terms[h.Term].Text == term.Text {
		return span, "", false
	}
	span, with = h.Span, term.Text
	found := text[span.Start:span.End]
	switch {
	case tag == lang.En:
		with = matchInflection(with, h.Inflection, c.PartOfSpeech)
		sound := with                                // decides between a and an; an acronym is read by its letters, a headline's capitals are not
		if strings.ToLower(term.Text) == term.Text { // names keep their own capitals
			if !ownCapital(c, h) || opensSentence(text[:span.Start]) {
				with = keepCase(found, with)
			}
			if sound = with; len(found) > 3 && found == strings.ToUpper(found) {
				with, sound = strings.ToUpper(with), strings.ToLower(with)
			}
		}
		if article, fixed := indefinite(text[:span.Start], sound); article.Len() > 0 {
			with = fixed + text[article.End:span.Start] + with
			span.Start = article.Start
		}
	case tag == lang.Ko:
		if p, has := ParticleAfter(text, span.End); has {
			if agreed := Agree(with, text[p.Start:p.End]); agreed != text[p.Start:p.End] {
				with += text[span.End:p.Start] + agreed
				span.End = p.End
			}
		}
	}
	return span, with, true
}

// ownCapital reports that the form of a hit is written with a capital in the
// termbase, so that a capital at the hit says nothing about its sentence.
func ownCapital(c *Concept, h Hit) bool {
	if h.Term < 0 || h.Term >= len(c.Terms) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(c.Terms[h.Term].Text)
	return unicode.IsUpper(first)
}

// opensSentence reports that a sentence or a paragraph begins behind before,
// quotation marks, brackets and the signs of Markdown aside.
func opensSentence(before string) bool {
	rest := strings.TrimRight(before, " \u00A0\t\n\"'“‘”’)([*_#>-")
	if strings.Contains(before[len(rest):], "\n\n") {
		return true
	}
	return rest == "" || strings.ContainsAny(rest[len(rest)-1:], ".!?")
}

// matchInflection puts a term into the inflection in which another was found.
func matchInflection(term string, kind Inflection, partOfSpeech string) string {
	if kind == Base || kind == People {
		return term
	}
	if kind != Plural {
		partOfSpeech = "verb"
	} else if partOfSpeech == "" {
		partOfSpeech = "noun"
	}
	forms := inflect(term, partOfSpeech)
	for i := len(forms) - 1; i >= 0; i-- { // "heads of state" stands after "head of states"
		if forms[i].kind == kind {
			return forms[i].text
		}
	}
	return term
}

// indefinite finds a or an at the end of before and gives the one that word
// asks for. The span is empty where there is no article or it is right.
func indefinite(before, word string) (article doc.Span, fixed string) {
	trimmed := strings.TrimRight(before, " \u00A0\n")
	if trimmed == before {
		return article, ""
	}
	start := len(trimmed)
	for start > 0 && letter(trimmed[start-1]) {
		start--
	}
	if start > 0 && trimmed[start-1] >= 0x80 {
		return article, ""
	}
	old := trimmed[start:]
	if lower := strings.ToLower(old); lower != "a" && lower != "an" || old == "AN" {
		return article, ""
	}
	want := "a"
	if vowelSound(word) {
		want = "an"
	}
	if old[0] == 'A' {
		want = "A" + want[1:]
	}
	if want == old {
		return article, ""
	}
	return doc.Span{Start: start, End: len(trimmed)}, want
}

// vowelSound reports a word that is spoken with a vowel first.
func vowelSound(word string) bool {
	first := word
	if i := strings.IndexAny(word, " -"); i > 0 {
		first = word[:i]
	}
	if first == "" {
		return false
	}
	lower := strings.ToLower(first)
	if first == strings.ToUpper(first) && letter(first[0]) && !sayable(first) { // by the letters' names
		return strings.IndexByte("aefhilmnorsx", lower[0]) >= 0
	}
	for _, p := range []string{"hour", "honest", "honor", "honour", "heir"} {
		if strings.HasPrefix(lower, p) {
			return true
		}
	}
	for _, p := range []string{"uni", "use", "usa", "usu", "eu", "one", "once", "uk", "ura", "uto", "ubi"} {
		if strings.HasPrefix(lower, p) && !strings.HasPrefix(lower, "unim") && !strings.HasPrefix(lower, "unin") {
			return false
		}
	}
	if digit(lower[0]) {
		return lower[0] == '8' || strings.HasPrefix(lower, "11") || strings.HasPrefix(lower, "18")
	}
	return vowel(lower[0])
}
