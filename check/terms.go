package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// hit is a term in its sentence.
type hit struct {
	glossary.Hit
	sentence int
}

// concepts lists the first hit of each concept in a range of sentences.
func (s *side) concepts(r bitext.Range) []hit {
	var out []hit
	for i := r.From; i < r.To; i++ {
		for h := range s.terms.in(i) {
			if !slices.ContainsFunc(out, func(o hit) bool { return o.Concept == h.Concept }) {
				out = append(out, hit{h, i})
			}
		}
	}
	return out
}

// has reports a concept among the terms of a range of sentences.
func (s *side) has(r bitext.Range, concept int) bool {
	for i := r.From; i < r.To; i++ {
		for h := range s.terms.in(i) {
			if h.Concept == concept {
				return true
			}
		}
	}
	return false
}

// termRun is the state of the term checks as they go through the beads.
type termRun struct {
	*run
	lastSeen map[int]int // by concept: the last bead whose target had it in full
	inSource map[int]int // by concept: how often the source has it
	readings map[string][]string
}

// terms checks the terms of every bead.
func (r *run) terms() {
	t := &termRun{run: r, lastSeen: map[int]int{}, inSource: map[int]int{}, readings: map[string][]string{}}
	for _, h := range r.src.terms.list {
		if h.longest {
			t.inSource[int(h.concept)]++
		}
	}
	for i, b := range r.bt.Beads {
		if b.Target.Len() == 0 {
			continue
		}
		var forbidden []int
		if r.on(TermForbidden) {
			forbidden = t.forbidden(i)
		}
		for _, h := range r.src.concepts(b.Source) {
			if !r.relevant[h.Concept] {
				continue
			}
			switch {
			case t.present(b.Target, h.Concept):
				t.lastSeen[h.Concept] = i
			case slices.Contains(forbidden, h.Concept):
			case slices.ContainsFunc(r.near(i), func(n bitext.Range) bool { return t.present(n, h.Concept) }):
			case t.homograph(h, i), t.later(i, h.Concept):
			case t.reading(i, h):
			default:
				if w, ok := t.asWord(b.Source, h); ok {
					t.missing(i, w)
				}
			}
		}
	}
	t.consistent()
	t.mentions()
}

// applies reports a concept that says something about the target's language.
func (r *run) applies(concept int) bool {
	c := &r.g.Concepts[concept]
	if c.Article != "" && c.Article != r.src.text.Doc.Name {
		return false
	}
	_, ok := c.First(r.tgt.tag, glossary.Preferred)
	if !ok {
		_, ok = c.First(r.tgt.tag, glossary.Admitted)
	}
	return ok || c.Keep
}

// present reports an allowed form of the concept in target sentences, also
// within a longer term or Korean compound; for a concept that is not to be
// translated, the source form.
func (t *termRun) present(r bitext.Range, concept int) bool {
	c := &t.g.Concepts[concept]
	for i := r.From; i < r.To; i++ {
		for h := range t.tgt.terms.within(i) {
			if h.Concept == concept && (h.Term < 0 || c.Terms[h.Term].Status <= glossary.Admitted) {
				return true
			}
		}
		if !c.Keep {
			continue
		}
		for _, term := range c.Terms {
			if strings.Contains(t.tgt.raw[i], term.Text) {
				return true
			}
		}
	}
	return false
}

// homograph reports that another concept with the same source form has its
// translation in the target: then that one is meant.
func (t *termRun) homograph(h hit, bead int) bool {
	for o := range t.src.terms.in(h.sentence) {
		if o.Concept != h.Concept && o.Span == h.Span && t.present(t.bt.Beads[bead].Target, o.Concept) {
			return true
		}
	}
	return false
}

// forbidden reports the forbidden forms in the target of a bead and lists
// their concepts. A form counts where its concept stands in the source of the
// bead or beside it; a name also where the article has the concept anywhere.
func (t *termRun) forbidden(bead int) []int {
	var out []int
	b := t.bt.Beads[bead]
	for i := b.Target.From; i < b.Target.To; i++ {
		for h := range t.tgt.terms.in(i) {
			c := &t.g.Concepts[h.Concept]
			if h.Term < 0 || c.Terms[h.Term].Status < glossary.Deprecated || t.alsoAllowed(i, h, bead) {
				continue
			}
			source := t.src.concepts(b.Source)
			for _, n := range t.nearSource(bead) {
				source = append(source, t.src.concepts(n)...)
			}
			at := slices.IndexFunc(source, func(s hit) bool { return s.Concept == h.Concept })
			if at < 0 && !(nameLike(t.tgt.tag, c.Terms[h.Term].Text) && t.inSource[h.Concept] > 0) {
				continue
			}
			out = append(out, h.Concept)
			place := t.src.first(b.Source)
			if at >= 0 {
				place = t.src.place(source[at].sentence, source[at].Span)
			}
			t.reportForbidden(bead, i, h, place)
		}
	}
	return out
}

// alsoAllowed reports a form that is allowed for another concept which the
// source has here.
func (t *termRun) alsoAllowed(sentence int, h glossary.Hit, bead int) bool {
	for o := range t.tgt.terms.in(sentence) {
		if o.Span == h.Span && o.Concept != h.Concept && (o.Term < 0 || t.g.Concepts[o.Concept].Terms[o.Term].Status <= glossary.Admitted) &&
			t.src.has(t.bt.Beads[bead].Source, o.Concept) {
			return true
		}
	}
	return false
}

// nameLike reports a form that can hardly mean anything else.
func nameLike(tag lang.Tag, form string) bool {
	if tag == lang.En {
		return strings.IndexFunc(form, unicode.IsUpper) >= 0
	}
	return utf8.RuneCountInString(form) >= 3
}

// reportForbidden reports one forbidden or deprecated form with its fix.
func (t *termRun) reportForbidden(bead, sentence int, h glossary.Hit, source *finding.Place) {
	c := &t.g.Concepts[h.Concept]
	term := t.sourceTerm(h.Concept)
	f := finding.Finding{
		Code:   TermForbidden,
		Args:   map[string]any{"Term": term, "Found": t.tgt.raw[sentence][h.Span.Start:h.Span.End], "Want": t.wanted(h.Concept), "Note": c.Note},
		Term:   term,
		Source: source,
		Target: t.tgt.place(sentence, h.Span),
	}
	if span, with, ok := t.g.Replacement(t.tgt.tag, t.tgt.raw[sentence], h); ok {
		f.Fix = &finding.Fix{Doc: t.tgt.text.Doc, Span: t.tgt.source(sentence, span), Text: with, Safe: true}
	}
	n := len(t.findings)
	t.add(bead, f)
	if len(t.findings) > n && c.Terms[h.Term].Status == glossary.Deprecated {
		t.findings[n].Severity = min(t.findings[n].Severity, finding.Warning)
	}
}

// asWord gives the first place in source sentences where a concept's term is a
// word of the text, h or a later one; not ok where it only stands in other
// words: 大學 in 大學生, 東海 in 山東海域.
func (t *termRun) asWord(r bitext.Range, h hit) (hit, bool) {
	if t.opt.Dictionary.Words == nil || !t.src.tag.Chinese() {
		return h, true
	}
	for i := h.sentence; i < r.To; i++ {
		var at []glossary.Hit
		var spans []doc.Span
		for o := range t.src.terms.in(i) {
			spans = append(spans, o.Span)
			if o.Concept == h.Concept {
				at = append(at, o)
			}
		}
		if len(at) == 0 {
			continue
		}
		words := t.opt.Dictionary.Words(t.src.raw[i], spans)
		for _, o := range at {
			if hasBorders(o.Span, words) {
				return hit{o, i}, true
			}
		}
	}
	return h, false
}

// hasBorders reports a span that neither begins nor ends within a word.
func hasBorders(s doc.Span, words []doc.Span) bool {
	for _, w := range words {
		if w.Start < s.Start && s.Start < w.End || w.Start < s.End && s.End < w.End {
			return false
		}
	}
	return true
}

// missing reports a term without its counterpart.
func (t *termRun) missing(bead int, h hit) {
	term := t.sourceTerm(h.Concept)
	t.add(bead, finding.Finding{
		Code:   TermMissing,
		Args:   map[string]any{"Term": term, "Found": t.src.raw[h.sentence][h.Span.Start:h.Span.End], "Want": t.wanted(h.Concept), "Note": t.g.Concepts[h.Concept].Note},
		Term:   term,
		Source: t.src.place(h.sentence, h.Span),
		Target: t.tgt.first(t.bt.Beads[bead].Target),
	})
}

// sourceTerm is a concept's form in the source's script.
func (t *termRun) sourceTerm(concept int) string {
	term, _ := t.g.Concepts[concept].First(t.src.tag, glossary.Preferred)
	return term.Text
}

// wanted is a concept's preferred form in the target's language.
func (t *termRun) wanted(concept int) string {
	c := &t.g.Concepts[concept]
	term, ok := c.First(t.tgt.tag, glossary.Preferred)
	if !ok {
		if term, ok = c.First(t.tgt.tag, glossary.Admitted); !ok {
			term, _ = c.First(t.src.tag, glossary.Preferred)
		}
	}
	return term.Text
}

// consistent reports a concept whose target forms change within one text: both
// president and chairman for one office. An abbreviation, a form within the
// other and the forms of first and later mention are no change.
func (t *termRun) consistent() {
	if !t.on(TermInconsistent) {
		return
	}
	type use struct{ form, sentence int }
	first := map[int]use{}
	reported := map[int]bool{}
	for i := range t.tgt.raw {
		for h := range t.tgt.terms.in(i) {
			c := &t.g.Concepts[h.Concept]
			if h.Term < 0 || c.Terms[h.Term].Status > glossary.Admitted || t.inSource[h.Concept] == 0 || !t.src.has(t.bt.Beads[t.tgt.bead[i]].Source, h.Concept) {
				continue
			}
			u, seen := first[h.Concept]
			if !seen {
				first[h.Concept] = use{h.Term, i}
				continue
			}
			a, b := c.Terms[u.form].Text, c.Terms[h.Term].Text
			if u.form == h.Term || reported[h.Concept] || variantOf(a, b) || len(c.Mentions) > 0 {
				continue
			}
			reported[h.Concept] = true
			t.add(t.tgt.bead[i], finding.Finding{
				Code: TermInconsistent, Term: t.sourceTerm(h.Concept),
				Args:   map[string]any{"Term": t.sourceTerm(h.Concept), "Found": b, "Want": a, "Sentence": u.sentence + 1},
				Source: t.src.first(t.bt.Beads[t.tgt.bead[i]].Source),
				Target: t.tgt.place(i, h.Span),
			})
		}
	}
}

// variantOf reports forms of one expression: one within the other as words, or
// an abbreviation in capitals.
func variantOf(a, b string) bool {
	pad := func(s string) string {
		s = strings.NewReplacer("’", "'", "–", "-", "\u2011", "-").Replace(strings.ToLower(s))
		if s[0] >= 0x80 { // spaces mean little in Korean
			return strings.ReplaceAll(s, " ", "")
		}
		return " " + strings.ReplaceAll(s, "-", " ") + " "
	}
	abbreviation := func(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }
	if x, y := strings.ToLower(a), strings.ToLower(b); len(x) >= 5 && len(y) >= 5 && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x)) {
		return true // Democrat, Democratic
	}
	return strings.Contains(pad(a), pad(b)) || strings.Contains(pad(b), pad(a)) || abbreviation(a) || abbreviation(b) || sameName(a, b) || sameName(b, a)
}

// sameName reports a name and what stands for it later: Lee Jae-myung and
// President Lee, 이재명 and 이 대통령.
func sameName(full, short string) bool {
	for _, w := range strings.Fields(short) {
		first, size := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(first) && hasWord(full, w) || size == len(w) && unicode.Is(unicode.Hangul, first) && strings.HasPrefix(full, w) {
			return true
		}
	}
	return false
}
