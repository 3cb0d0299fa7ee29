package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
)

// mentions holds the first mention of a concept to the form that the glossary
// gives for it (Asia-Pacific Economic Cooperation (APEC)), and later ones to
// the short form (APEC): the full form once more is reported, a form as short
// as the one given, or shorter, never. Titles, headings and captions are read
// by themselves, and so are quotations: there either form is right.
func (t *termRun) mentions() {
	if !t.on(TermFirstMention) && !t.on(TermLaterMention) {
		return
	}
	seen := map[int]bool{}
	for i := range t.tgt.raw {
		if t.heading(i) {
			continue
		}
		t.writtenOut(i, seen)
		for h := range t.tgt.terms.in(i) {
			if !t.src.has(t.bt.Beads[t.tgt.bead[i]].Source, h.Concept) {
				continue
			}
			if seen[h.Concept] {
				t.laterMention(i, h)
				continue
			}
			seen[h.Concept] = true
			t.firstMention(i, h)
		}
	}
}

// mention is the form that the glossary gives for first or later mentions, -1
// for none.
func (t *termRun) mention(concept int, later bool) int {
	return slices.IndexFunc(t.g.Concepts[concept].Mentions, func(m glossary.Mention) bool { return m.Lang == t.tgt.tag && m.Later == later })
}

// firstMention reports a first mention in another form than the one given.
func (t *termRun) firstMention(sentence int, h glossary.Hit) {
	k := t.mention(h.Concept, false)
	if k < 0 || h.Term == -1-k {
		return
	}
	t.reportMention(TermFirstMention, sentence, h, t.g.Concepts[h.Concept].Mentions[k].Text)
}

// laterMention reports a later mention in the form of the first one, or in
// another that is longer than the one given.
func (t *termRun) laterMention(sentence int, h glossary.Hit) {
	k := t.mention(h.Concept, true)
	if k < 0 || h.Term == -1-k || quoted(t.tgt.raw[sentence], h.Span.Start) {
		return
	}
	c := &t.g.Concepts[h.Concept]
	var form string
	switch {
	case h.Term < 0:
		form = c.Mentions[-1-h.Term].Text
	case c.Terms[h.Term].Status > glossary.Admitted: // forbidden: said already
		return
	default:
		form = c.Terms[h.Term].Text
	}
	if short := c.Mentions[k].Text; utf8.RuneCountInString(form) > utf8.RuneCountInString(short) && !strings.EqualFold(form, short) {
		t.reportMention(TermLaterMention, sentence, h, short)
	}
}

// writtenOut reports a later mention in the words of the first one without
// their abbreviation, which the glossary need not have as a form: Asia-Pacific
// Economic Cooperation for Asia-Pacific Economic Cooperation (APEC).
func (t *termRun) writtenOut(sentence int, seen map[int]bool) {
	for _, s := range t.src.concepts(t.bt.Beads[t.tgt.bead[sentence]].Source) {
		first, later := t.mention(s.Concept, false), t.mention(s.Concept, true)
		if first < 0 || later < 0 || !seen[s.Concept] {
			continue
		}
		full, _, bracketed := strings.Cut(t.g.Concepts[s.Concept].Mentions[first].Text, "(")
		full = strings.TrimSpace(full)
		raw := t.tgt.raw[sentence]
		at := strings.Index(raw, full)
		if !bracketed || full == "" || at < 0 || quoted(raw, at) {
			continue
		}
		span := doc.Span{Start: at, End: at + len(full)}
		if t.touched(sentence, span) {
			continue // a term of the glossary, which is looked at as such
		}
		t.reportMention(TermLaterMention, sentence, glossary.Hit{Concept: s.Concept, Span: span}, t.g.Concepts[s.Concept].Mentions[later].Text)
	}
}

// touched reports a term of the glossary at a span of a target sentence.
func (t *termRun) touched(sentence int, span doc.Span) bool {
	for h := range t.tgt.terms.in(sentence) {
		if h.Span.Start < span.End && span.Start < h.Span.End {
			return true
		}
	}
	return false
}

func (t *termRun) reportMention(code finding.Code, sentence int, h glossary.Hit, want string) {
	term := t.sourceTerm(h.Concept)
	bead := t.tgt.bead[sentence]
	t.add(bead, finding.Finding{
		Code: code, Term: term,
		Args:   map[string]any{"Term": term, "Found": t.tgt.raw[sentence][h.Span.Start:h.Span.End], "Want": want},
		Source: t.src.first(t.bt.Beads[bead].Source),
		Target: t.tgt.place(sentence, h.Span),
		Fix:    &finding.Fix{Doc: t.tgt.text.Doc, Span: t.tgt.source(sentence, h.Span), Text: want},
	})
}

// quoted reports an offset within quotation marks, as far as the sentence shows.
func quoted(raw string, at int) bool {
	depth, straight := 0, 0
	for i, c := range raw {
		switch {
		case strings.ContainsRune("“‘「『《", c):
			depth++
		case c == '’':
			if next, _ := utf8.DecodeRuneInString(raw[i+utf8.RuneLen(c):]); !unicode.IsLetter(next) {
				depth = max(0, depth-1) // no apostrophe
			}
		case strings.ContainsRune("”」』》", c):
			depth = max(0, depth-1)
		case c == '"':
			straight++
		}
		if i >= at {
			return depth > 0 || straight%2 == 1
		}
	}
	return false
}

// heading reports a target sentence in a title or heading, where the short
// form is usual.
func (t *termRun) heading(sentence int) bool {
	k := t.tgt.text.Doc.Blocks[t.tgt.text.Sentences[sentence].Block].Kind
	return k == doc.Title || k == doc.Heading || k == doc.Caption
}
