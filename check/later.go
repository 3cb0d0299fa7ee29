package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// How many beads back a term may stand for a short form or a pronoun to take
// its place.
const (
	shortReach   = 40
	pronounReach = 3
)

var pronouns = map[lang.Tag][]string{
	lang.En: {"he", "she", "him", "her", "his", "they", "them", "their", "it", "its", "this", "these", "that", "those", "we", "our", "i", "my", "who", "whose"},
	lang.Ko: {"그는", "그가", "그의", "그를", "그녀", "그들", "이들", "이를", "이는", "그것", "이것", "이에", "양측", "자신"},
}

// later reports that a term which the target has had in full is taken up by
// a part of it, a surname with a title, or a pronoun; in Korean, which drops
// what is understood, also by nothing in the next bead.
func (t *termRun) later(bead, concept int) bool {
	seen, ok := t.lastSeen[concept]
	if !ok || bead-seen > shortReach {
		return false
	}
	r := t.bt.Beads[bead].Target
	var text strings.Builder
	for i := r.From; i < r.To; i++ {
		text.WriteString(t.tgt.raw[i] + " ")
	}
	c := &t.g.Concepts[concept]
	for _, term := range c.Terms {
		if term.Lang == t.tgt.tag && term.Status <= glossary.Admitted && shortForm(t.tgt.tag, term.Text, text.String()) {
			return true
		}
	}
	if bead-seen > pronounReach {
		return false
	}
	if t.tgt.tag == lang.Ko {
		for _, p := range pronouns[lang.Ko] {
			if strings.Contains(text.String(), p) {
				return true
			}
		}
		return bead-seen <= 1
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text.String()), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, p := range pronouns[t.tgt.tag] {
			if w == p {
				return true
			}
		}
	}
	return false
}

// shortForm reports a short form of a term in text: a capitalised word or the
// last word of an English term, the surname with a title or a word of a Korean
// one.
func shortForm(tag lang.Tag, term, text string) bool {
	words := strings.Fields(term)
	switch tag {
	case lang.En:
		if len(words) < 2 {
			return false
		}
		for i, w := range words {
			first, _ := utf8.DecodeRuneInString(w)
			if (unicode.IsUpper(first) || i == len(words)-1) && hasWord(text, w) {
				return true
			}
		}
	case lang.Ko:
		r, size := utf8.DecodeRuneInString(term)
		if len(words) == 1 && utf8.RuneCountInString(term) == 3 { // 이재명 → 이 대통령
			for _, title := range []string{" 대통령", " 총리", " 주석", " 장관", " 총서기", " 의장", " 대표", " 총재", " 회장", " 위원장", " 전 ", " 씨"} {
				if strings.Contains(text, term[:size]+title) && unicode.Is(unicode.Hangul, r) {
					return true
				}
			}
		}
		for _, w := range words {
			if len(words) > 1 && utf8.RuneCountInString(w) > 1 && strings.Contains(text, w) {
				return true
			}
		}
	}
	return false
}

// hasWord reports a whole word in text, its plural and possessive included.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		rest := strings.TrimPrefix(text[at+len(word):], "s")
		after, _ := utf8.DecodeRuneInString(rest)
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		at += len(word)
	}
}

// reading looks for a name by its Mandarin reading where the glossary has
// another: Li Zaiming and 리자이밍 for 李在明. It reports what it finds.
func (t *termRun) reading(bead int, h hit) bool {
	if !t.on(NameReading) {
		return false
	}
	source := t.src.raw[h.sentence][h.Span.Start:h.Span.End]
	readings, known := t.readings[source]
	if !known {
		if syllables := t.mandarin(source); syllables != nil {
			readings = romanised(t.tgt.tag, syllables)
		}
		t.readings[source] = readings
	}
	r := t.bt.Beads[bead].Target
	for _, form := range readings {
		for i := r.From; i < r.To; i++ {
			span, ok := findFold(t.tgt.raw[i], form)
			if !ok || t.admits(h.Concept, t.tgt.raw[i][span.Start:span.End]) {
				continue
			}
			f := finding.Finding{
				Code: NameReading, Term: t.sourceTerm(h.Concept),
				Args:   map[string]any{"Term": source, "Found": t.tgt.raw[i][span.Start:span.End], "Want": t.wanted(h.Concept)},
				Source: t.src.place(h.sentence, h.Span),
				Target: t.tgt.place(i, span),
			}
			fixed := glossary.Hit{Concept: h.Concept, Term: -1 << 30, Span: span}
			if span, with, ok := t.g.Replacement(t.tgt.tag, t.tgt.raw[i], fixed); ok {
				f.Fix = &finding.Fix{Doc: t.tgt.text.Doc, Span: t.tgt.source(i, span), Text: with, Safe: true}
			}
			t.add(bead, f)
			return true
		}
	}
	return false
}

// admits reports a form that the glossary allows for the concept, though it may
// also be the Mandarin reading: 치진 for 旗津.
func (t *termRun) admits(concept int, form string) bool {
	for _, term := range t.g.Concepts[concept].Terms {
		if term.Lang == t.tgt.tag && term.Status <= glossary.Admitted && strings.Contains(strings.ToLower(term.Text), strings.ToLower(form)) {
			return true
		}
	}
	return false
}

// mandarin gives the toneless pinyin of a name of two to four Han characters,
// nil for anything else.
func (t *termRun) mandarin(name string) []string {
	n := 0
	for _, r := range name {
		if n++; !unicode.Is(unicode.Han, r) {
			return nil
		}
	}
	if n < 2 || n > 4 || t.opt.Dictionary.Pinyin == nil {
		return nil
	}
	out := t.opt.Dictionary.Pinyin(name)
	if len(out) != n {
		return nil
	}
	return out
}

// romanised lists the spellings of a Mandarin reading in the target's script.
func romanised(tag lang.Tag, syllables []string) []string {
	if tag == lang.Ko {
		return []string{hangulOf(syllables, false), hangulOf(syllables, true)}
	}
	surname, given := syllables[0], syllables[1:]
	return []string{
		surname + " " + strings.Join(given, ""), surname + " " + strings.Join(given, "-"), surname + " " + strings.Join(given, " "),
		strings.Join(given, "") + " " + surname, strings.Join(syllables, ""),
	}
}

// findFold finds a whole word or phrase without regard to capitals.
func findFold(text, form string) (doc.Span, bool) {
	if form == "" {
		return doc.Span{}, false
	}
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return doc.Span{}, false
	}
	i := strings.Index(lower, form)
	if i < 0 {
		return doc.Span{}, false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+len(form):])
	if unicode.IsLetter(before) || unicode.IsLetter(after) && form[0] < 0x80 {
		return doc.Span{}, false
	}
	return doc.Span{Start: i, End: i + len(form)}, true
}

// marks lists the terms that occur in the text and where: every term of the
// source that the target's language has a form of, and its counterparts in the
// beads that it stands in.
func (r *run) marks() ([]bitext.Term, []bitext.TermMark) {
	var terms []bitext.Term
	var marks []bitext.TermMark
	index := map[int]int{}
	term := func(concept int) int {
		if i, ok := index[concept]; ok {
			return i
		}
		index[concept] = len(terms)
		terms = append(terms, r.term(concept))
		return len(terms) - 1
	}
	mark := func(s *side, which bitext.Side, wanted func(sentence, concept int) bool) {
		for i := range s.raw {
			last := 0
			at := s.text.Sentences[i].Span.Start
			for h := range s.terms.in(i) {
				if h.Span.Start < last || !r.relevant[h.Concept] || !wanted(i, h.Concept) {
					continue
				}
				last = h.Span.End
				marks = append(marks, bitext.TermMark{Side: which, Sentence: i, Span: doc.Span{Start: at + h.Span.Start, End: at + h.Span.End}, Term: term(h.Concept)})
			}
		}
	}
	mark(r.src, bitext.SourceSide, func(int, int) bool { return true })
	mark(r.tgt, bitext.TargetSide, func(sentence, concept int) bool {
		bead := r.tgt.bead[sentence]
		if r.src.has(r.bt.Beads[bead].Source, concept) {
			return true
		}
		for _, n := range r.nearSource(bead) {
			if r.src.has(n, concept) {
				return true
			}
		}
		return false
	})
	return terms, marks
}

// term is a concept as readers of an edition see it.
func (r *run) term(concept int) bitext.Term {
	c := &r.g.Concepts[concept]
	out := bitext.Term{ID: c.ID, Note: c.Note}
	if out.Note == "" {
		out.Note = c.Definition
	}
	source, _ := c.First(r.src.tag, glossary.Preferred)
	out.Source = source.Text
	target, _ := c.First(r.tgt.tag, glossary.Preferred)
	out.Target = target.Text
	for _, t := range c.Terms {
		switch {
		case t.Lang != r.tgt.tag || t.Status != glossary.Admitted:
		case out.Target == "":
			out.Target = t.Text
		default:
			out.Also = append(out.Also, t.Text)
		}
	}
	if out.Target == "" { // do not translate
		out.Target = out.Source
	}
	return out
}
