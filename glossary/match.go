package glossary

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// Hit is one occurrence of a term in a text.
type Hit struct {
	Concept    int // index into Glossary.Concepts
	Term       int // index into its Terms, or -1-i for Mentions[i]
	Span       doc.Span
	Inflection Inflection // English only
	Loose      bool       // inside a longer Korean word that the grammar does not know (AllHits only)
}

// Find gives the terms of one language in text: the leftmost, and of those
// that begin at one place the longest. Hits do not overlap, except that a form
// which belongs to several concepts gives a hit for each, with one span.
//
// Chinese terms are found in either script and without regard to words.
// English terms are found inflected and as whole words; capitals count by the
// concept's case rule. Korean terms are found before particles and endings.
// A glossary may be used by several goroutines at once.
func (g *Glossary) Find(tag lang.Tag, text string) []Hit {
	return longest(g.find(tag, text, false))
}

// AllHits gives every occurrence, those inside longer ones included, and in
// Korean also those inside longer words (Loose), sorted by place. It answers
// "is the term there in any way", where Find answers "which terms are there".
func (g *Glossary) AllHits(tag lang.Tag, text string) []Hit {
	hits := g.find(tag, text, true)
	sortHits(hits)
	return hits
}

// Longest gives what Find would of what AllHits gave, without reading the text
// again. The result is all itself where nothing is to be left out.
func Longest(all []Hit) []Hit {
	clean := true
	for i, h := range all {
		clean = clean && !h.Loose && (i == 0 || h.Span.Start >= all[i-1].Span.End)
	}
	if clean {
		return all
	}
	hits := make([]Hit, 0, len(all))
	for _, h := range all {
		if !h.Loose {
			hits = append(hits, h)
		}
	}
	if len(hits) == 0 {
		return nil
	}
	return longest(hits)
}

func sortHits(hits []Hit) {
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End),
			cmp.Compare(a.Concept, b.Concept), cmp.Compare(a.Term, b.Term))
	})
}

// longest resolves overlaps, leftmost first, then longest.
func longest(hits []Hit) []Hit {
	sortHits(hits)
	out, last := hits[:0], doc.Span{}
	for _, h := range hits {
		if h.Span.Start >= last.End || len(out) > 0 && h.Span == last {
			out, last = append(out, h), h.Span
		}
	}
	return out
}

// pattern is one spelling of one term.
type pattern struct {
	concept, term int
	kind          Inflection
	text          string // as written, for the case rule
	letters       caseRule
	spaces        int  // spaces in a Korean form
	latinLeft     bool // the form begins, or ends, with a Latin letter or digit:
	latinRight    bool // no other may touch it there
}

// caseRule is how capitals of an English form are compared.
type caseRule uint8

const (
	anyCase caseRule = iota
	capitalFirst
	exactCase
)

// compiled is the matcher of one language.
type compiled struct {
	tag      lang.Tag
	auto     *automaton
	patterns [][]pattern // by the automaton's pattern: all terms spelt so
}

// matchers holds the matchers of a glossary, each made when first needed.
type matchers struct {
	sync.Mutex
	byTag map[lang.Tag]*compiled
}

func (g *Glossary) matcher(tag lang.Tag) *compiled {
	if tag.Chinese() {
		tag = lang.ZhHant // one matcher holds both scripts
	}
	g.matchers.Lock()
	defer g.matchers.Unlock()
	if m := g.matchers.byTag[tag]; m != nil {
		return m
	}
	if g.matchers.byTag == nil {
		g.matchers.byTag = map[lang.Tag]*compiled{}
	}
	m := g.compile(tag)
	g.matchers.byTag[tag] = m
	return m
}

// compile makes the matcher of a language.
func (g *Glossary) compile(tag lang.Tag) *compiled {
	m := &compiled{tag: tag}
	index := map[string]int{}
	var runes [][]rune
	var n normal
	add := func(spelling string, p pattern) {
		n.normalize(tag, spelling)
		if len(n.runes) == 0 {
			return
		}
		key := string(n.runes)
		i, ok := index[key]
		if !ok {
			i = len(runes)
			index[key] = i
			runes = append(runes, slices.Clone(n.runes))
			m.patterns = append(m.patterns, nil)
		}
		for _, q := range m.patterns[i] {
			if q.concept == p.concept && q.term == p.term {
				return
			}
		}
		p.latinLeft, p.latinRight = latin(n.runes[0]), latin(n.runes[len(n.runes)-1])
		m.patterns[i] = append(m.patterns[i], p)
	}
	for i := range g.Concepts {
		c := &g.Concepts[i]
		for j, t := range c.Terms {
			if sameLanguage(t.Lang, tag) {
				spell(c, t, pattern{concept: i, term: j, text: t.Text}, add)
			}
		}
		for j, t := range c.Mentions {
			if sameLanguage(t.Lang, tag) {
				spell(c, Term{Lang: t.Lang, Text: t.Text}, pattern{concept: i, term: -1 - j, text: t.Text}, add)
			}
		}
	}
	m.auto = newAutomaton(runes)
	return m
}

func sameLanguage(a, b lang.Tag) bool { return a == b || a.Chinese() && b.Chinese() }

// spell adds the spellings of a term.
func spell(c *Concept, t Term, p pattern, add func(string, pattern)) {
	switch {
	case t.Lang.Chinese():
		for _, v := range variants(t.Text, t.Lang) {
			add(v, p)
		}
	case t.Lang == lang.En:
		p.letters = ruleOf(c.Case, t.Text)
		for _, form := range inflect(t.Text, c.PartOfSpeech) {
			if p.kind = form.kind; p.kind == People && t.Status >= Deprecated {
				continue // Americans is right where America is not to be written
			}
			add(form.text, p)
			if p.letters == anyCase && strings.Contains(form.text, " ") {
				add(strings.ReplaceAll(form.text, " ", "-"), p) // free-trade agreement
			}
		}
	default:
		p.spaces = strings.Count(t.Text, " ")
		add(t.Text, p)
	}
}

// ruleOf is the case rule of a form. By default an acronym's capitals count
// (US is not us), a single capitalised word must stay capitalised (May is not
// may), and of longer terms capitals do not count, since headlines and running
// text differ in them.
func ruleOf(c Case, form string) caseRule {
	switch c {
	case CaseExact:
		return exactCase
	case CaseAny:
		return anyCase
	}
	lower := strings.IndexFunc(form, unicode.IsLower) >= 0
	upper := strings.IndexFunc(form, unicode.IsUpper) >= 0
	first, _ := utf8.DecodeRuneInString(form)
	switch {
	case upper && !lower && utf8.RuneCountInString(form) <= 6:
		return exactCase
	case unicode.IsUpper(first) && !strings.Contains(form, " "):
		return capitalFirst
	}
	return anyCase
}

// normals are reused between calls.
var normals = sync.Pool{New: func() any { return new(normal) }}

// find gives all hits, unsorted; loose also those inside Korean words.
func (g *Glossary) find(tag lang.Tag, text string, loose bool) []Hit {
	m := g.matcher(tag)
	if len(m.patterns) == 0 {
		return nil
	}
	n := normals.Get().(*normal)
	defer normals.Put(n)
	n.normalize(m.tag, text)
	hits := n.hits[:0]
	m.auto.run(n.runes, func(id, start, end int) {
		span := doc.Span{Start: int(n.at[start]), End: int(n.ends[end-1])}
		first := len(hits)
		for i := range m.patterns[id] {
			p := &m.patterns[id][i]
			ok, inside := m.stands(p, text, span)
			if !ok && !(inside && loose) {
				continue
			}
			h := Hit{Concept: p.concept, Term: p.term, Span: span, Inflection: p.kind, Loose: !ok}
			// One hit a concept: of forms that differ in capitals or dashes alone
			// (APEC, and Apec forbidden), the one that is written so.
			if k := slices.IndexFunc(hits[first:], func(o Hit) bool { return o.Concept == p.concept }); k < 0 {
				hits = append(hits, h)
			} else if p.text == text[span.Start:span.End] {
				hits[first+k] = h
			}
		}
	})
	if n.hits = hits; len(hits) == 0 {
		return nil
	}
	return slices.Clone(hits)
}

// stands reports whether a spelling found at span is the term: whole, in
// letters of the right case, with a tail that its language allows. inside is
// true for a Korean form within a longer word: of three syllables or more
// anywhere, of two at its end behind two or more, as compounds have them.
func (m *compiled) stands(p *pattern, text string, span doc.Span) (ok, inside bool) {
	before, _ := utf8.DecodeLastRuneInString(text[:span.Start])
	after, _ := utf8.DecodeRuneInString(text[span.End:])
	if p.latinLeft && latin(plain(before)) || p.latinRight && latin(plain(after)) {
		return false, false
	}
	found := text[span.Start:span.End]
	switch {
	case p.letters == exactCase:
		return sameCapitals(found, p.text), false
	case p.letters == capitalFirst:
		first, _ := utf8.DecodeRuneInString(found)
		return unicode.IsUpper(first), false
	case m.tag.Chinese():
		return !straddles(found, text[:span.Start], text[span.End:]), false
	case m.tag != lang.Ko:
		return true, false
	}
	syllables := 0
	for _, r := range found {
		if hangul(r) {
			syllables++
		}
	}
	if extra := hangulSpaces(found); extra > p.spaces && syllables < 4 {
		return false, false // 사 드라마 is not 사드
	}
	head := hangulBefore(text[:span.Start])
	tail := p.latinRight || koreanTail(hangulAfter(text[span.End:]))
	if tail && (p.latinLeft || koreanHead(head)) {
		return true, false
	}
	return false, syllables >= 3 || syllables == 2 && tail && utf8.RuneCountInString(head) >= 2 // 외무장관은, 여론조사를
}

// sameCapitals compares the capitals of a form found with the form as
// written, letter by letter until an inflection parts them.
func sameCapitals(found, form string) bool {
	letters := func(s string) []rune {
		return []rune(strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, s))
	}
	a, b := letters(found), letters(form)
	for i := 0; i < len(a) && i < len(b) && plain(a[i]) == plain(b[i]); i++ {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// hangulSpaces counts the runs of white space in s.
func hangulSpaces(s string) int { return max(0, len(strings.Fields(s))-1) }

// latin reports an ASCII or Latin letter or a digit: what makes words with
// others of its kind.
func latin(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r > 0x7F && unicode.Is(unicode.Latin, r)
}
