package html

import (
	"strconv"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// entry is a glossary entry that is marked somewhere in the edition, with what
// each target says of it.
type entry struct {
	source string
	terms  []*bitext.Term // by target; nil where a target has no such entry
	seen   []string       // anchors of the sentences that it is marked in, in the source, at most maxSeen
}

// maxSeen bounds the places that an entry lists.
const maxSeen = 12

// gatherEntries lists the entries in the order of their first mark, source
// first. Entries of several targets are one when id and source form agree.
func (p *page) gatherEntries() {
	p.entryIndex = map[render.TermRef]int{}
	type key struct{ id, source string }
	byKey := map[key]int{}
	for c := range p.columns {
		p.marks = append(p.marks, render.Marks(p.ed, c))
		for _, m := range p.marks[c] {
			for _, ref := range m.Terms {
				term := &p.ed.Targets[ref.Target].Terms[ref.Term]
				k := key{term.ID, term.Source}
				i, ok := byKey[k]
				if !ok {
					i = len(p.entries)
					byKey[k] = i
					p.entries = append(p.entries, entry{source: term.Source, terms: make([]*bitext.Term, len(p.ed.Targets))})
				}
				p.entryIndex[ref] = i
				p.entries[i].terms[ref.Target] = term
			}
			if m.Sentence < len(p.anchors[c]) && c == 0 {
				e := &p.entries[p.entryOf(m)]
				if a := p.anchors[c][m.Sentence]; len(e.seen) < maxSeen && (len(e.seen) == 0 || e.seen[len(e.seen)-1] != a) {
					e.seen = append(e.seen, a)
				}
			}
		}
	}
}

// entryOf is the entry of a mark: where targets differ, the first target's.
func (p *page) entryOf(m render.Mark) int { return p.entryIndex[m.Terms[0]] }

// glossary writes the entries twice: as a list at the end of the text, which
// is printed too, and as cards, of which one shows while the pointer or the
// keyboard is on its term, or after its term was followed (see the style
// sheet).
func (p *page) glossary() {
	if len(p.entries) == 0 {
		return
	}
	w := &p.out
	w.raw("<section class=\"gl ui\" aria-labelledby=\"x-glossary\">\n<h2 id=\"x-glossary\">")
	w.text(p.label.Text("html.glossary"))
	w.raw("</h2>\n<dl>\n")
	for _, e := range p.entries {
		w.raw("<div>")
		p.entryText(e)
		p.entryPlaces(e)
		w.raw("</div>\n")
	}
	w.raw("</dl>\n<div class=\"cards\">\n")
	for i, e := range p.entries {
		// The address is beside the card: a browser scrolls to what it finds
		// under an address, and the card may be anywhere on the screen.
		w.raw("<span class=\"pin\" id=\"x-g", strconv.Itoa(i+1), "\"></span><dl>")
		p.entryText(e)
		w.raw("<dd class=\"x\"><a href=\"#x-none\"")
		w.attr("aria-label", p.label.Text("html.close"))
		w.raw(">×</a></dd></dl>\n")
	}
	w.raw("</div>\n</section>\n")
}

// entryText writes an entry's term, what it is called in each target's
// language, and its notes, each once.
func (p *page) entryText(e entry) {
	w := &p.out
	w.raw("<dt")
	w.attr("lang", string(p.columns[0].Doc.Lang))
	w.raw(">")
	w.text(e.source)
	p.glyphs.add(p.columns[0].Doc.Lang, doc.Strong, e.source)
	w.raw("</dt>")
	said := map[string]bool{"": true}
	for k, term := range e.terms {
		if term == nil {
			continue
		}
		forms := append([]string{term.Target}, term.Also...)
		if term.Target == "" {
			forms = term.Also
		}
		if len(forms) == 0 {
			continue
		}
		tag := p.columns[k+1].Doc.Lang
		w.raw("<dd")
		w.attr("lang", string(tag))
		w.raw(">")
		for i, form := range forms {
			if i > 0 {
				w.raw(" <span class=\"also\">/ ")
			}
			w.text(form)
			p.glyphs.add(tag, 0, form)
			if i > 0 {
				w.raw("</span>")
			}
		}
		w.raw("</dd>")
	}
	for _, term := range e.terms {
		if term == nil || said[term.Note] {
			continue
		}
		said[term.Note] = true
		w.raw("<dd class=\"note\">")
		w.text(term.Note)
		w.raw("</dd>")
	}
}

// entryPlaces links an entry to the sentences of the source that have it.
func (p *page) entryPlaces(e entry) {
	if len(e.seen) == 0 {
		return
	}
	w := &p.out
	w.raw("<dd class=\"at\">")
	for i, anchor := range e.seen {
		w.raw("<a")
		w.attr("href", "#"+anchor)
		w.raw("><span class=\"vh\"")
		w.attr("lang", string(p.columns[0].Doc.Lang))
		w.raw(">")
		w.text(e.source)
		w.raw(" </span>", strconv.Itoa(i+1), "</a>")
	}
	w.raw("</dd>")
}
