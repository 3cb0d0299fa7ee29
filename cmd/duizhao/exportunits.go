package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/draft"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/segment"
)

// basisKey is the property that holds a hash of the translation as it was when
// a file was exported: what differs from it on import was changed since.
const basisKey = "x-basis"

// basisOf hashes a translation in marked text; white space does not count.
func basisOf(marked string) string {
	h := sha256.Sum256([]byte(strings.Join(strings.Fields(exchange.Canonical(marked)), " ")))
	return hex.EncodeToString(h[:6])
}

// paired is an article with one target as it goes out and comes back: its
// units, and what is needed to put a translation in.
type paired struct {
	work  *pipeline.Work
	file  *exchange.File
	beads map[string]bitext.Bead // of each unit, by id
	bt    *bitext.Bitext         // nil where there is no target file
	kept  *ledger.Ledger
	ids   bitext.IDs
}

// pairedOf makes the units of an article. The target language is that of its
// one target, or to where there is no file yet.
func pairedOf(ctx context.Context, a pipeline.Article, to lang.Tag, opt pipeline.Options) (*paired, error) {
	w, err := pipeline.Load(a, opt)
	if err != nil {
		return nil, err
	}
	p := &paired{work: w, file: &exchange.File{From: w.Source.Doc.Lang, To: to}, beads: map[string]bitext.Bead{}}
	p.ids, p.kept = w.Ledger.Carry(w.Source, w.Targets...)
	beads := make([]bitext.Bead, 0, len(w.Source.Sentences))
	if len(w.Targets) > 0 {
		if p.bt, _, err = w.Align(ctx, 0, opt.Align); err != nil {
			return nil, err
		}
		beads = p.bt.Beads
	} else {
		for i := range w.Source.Sentences {
			beads = append(beads, bitext.Bead{Source: bitext.Range{From: i, To: i + 1}})
		}
	}
	s := newMarked(w.Source, p.ids.Source)
	var t *marked
	var target *segment.Text
	if p.bt != nil {
		target = w.Targets[0]
		t = newMarked(target, p.ids.Targets[0])
	}
	states := map[string]draft.State{}
	for _, st := range draft.States(w.Source, target, p.kept, to) {
		states[st.ID] = st.State
	}
	for _, b := range beads {
		if u, ok := p.unit(b, s, t, states); ok {
			u.Group = len(p.file.Units)
			p.beads[u.ID] = b
			p.file.Units = append(p.file.Units, u)
		}
	}
	p.neighbours()
	return p, nil
}

// unit makes the unit of a bead; false for one without source, or with nothing
// to translate in it.
func (p *paired) unit(b bitext.Bead, s, t *marked, states map[string]draft.State) (exchange.Unit, bool) {
	var u exchange.Unit
	var ids []string
	words := false
	for i := b.Source.From; i < b.Source.To; i++ {
		ids = append(ids, p.ids.Source[i])
		words = words || s.wanted(i)
	}
	if !words {
		return u, false
	}
	from, to := string(p.file.From), string(p.file.To)
	u = exchange.Unit{ID: strings.Join(ids, "+"), From: p.file.From, To: p.file.To, FromAs: from, ToAs: to,
		Paragraph: p.work.Source.Sentences[b.Source.From].Block + 1}
	var codes, targetCodes []exchange.Code
	u.Source, codes = s.joined(b.Source)
	if t != nil {
		u.Target, targetCodes = t.joined(b.Target)
		u.Target = renumbered(u.Target, targetCodes, codes)
	}
	u.Codes = shown(codes)
	u.State = stateOf(ids, states)
	switch exchange.Plain(u.Target) {
	case "", "[ ]", "[x]", "[X]": // the box of a task stands before an empty place
		u.Target, u.State = "", exchange.Missing
	}
	u.Props = []exchange.Prop{{Key: basisKey, Value: basisOf(u.Target)}}
	u.Notes = termNotes(p.work.Glossary, p.file.From, p.file.To, exchange.Plain(u.Source))
	return u, true
}

// stateOf is the weakest state of the sentences of a unit.
func stateOf(ids []string, states map[string]draft.State) exchange.State {
	order := []draft.State{draft.Missing, draft.Stale, draft.Machine, draft.Edited, draft.Reviewed}
	worst := len(order)
	for _, id := range ids {
		if k := slices.Index(order, states[id]); k >= 0 {
			worst = min(worst, k)
		}
	}
	if worst == len(order) || worst == 0 { // it has a target: see unit
		return exchange.Edited
	}
	return exchange.State(order[worst])
}

// neighbours tells each unit the source sentences around it.
func (p *paired) neighbours() {
	units := p.file.Units
	for i := range units {
		if i > 0 {
			units[i].Before = exchange.Plain(units[i-1].Source)
		}
		if i+1 < len(units) {
			units[i].After = exchange.Plain(units[i+1].Source)
		}
	}
}

// termNotes tells a translator the terms of a sentence: what they are to be
// in the target, what else may stand, and what must not.
func termNotes(g *glossary.Glossary, from, to lang.Tag, text string) []string {
	if g == nil {
		return nil
	}
	var out []string
	for _, h := range g.Find(from, text) {
		c := &g.Concepts[h.Concept]
		note := text[h.Span.Start:h.Span.End] + " → "
		var use, not []string
		for _, term := range c.Terms {
			switch {
			case term.Lang != to:
			case term.Status == glossary.Forbidden || term.Status == glossary.Deprecated:
				not = append(not, term.Text)
			default:
				use = append(use, term.Text)
			}
		}
		if c.Keep {
			use = []string{text[h.Span.Start:h.Span.End]}
		}
		if len(use)+len(not) == 0 {
			continue
		}
		note += strings.Join(use, " / ")
		if len(not) > 0 {
			note += " (✗ " + strings.Join(not, ", ") + ")"
		}
		if !slices.Contains(out, note) {
			out = append(out, note)
		}
	}
	return out
}

// marked is a text whose sentences are marked text.
type marked struct {
	*segment.Text
	texts map[int]string // of the sentences with words
}

func newMarked(t *segment.Text, ids []string) *marked {
	at := make(map[string]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	m := &marked{Text: t, texts: map[int]string{}}
	for _, u := range draft.Units(t, ids) {
		m.texts[at[u.ID]] = u.Text
	}
	return m
}

func (m *marked) wanted(i int) bool { return m.texts[i] != "" }

// joined is a run of sentences as one marked text, placeholders counted
// through, with what they are. Empty places count for nothing.
func (m *marked) joined(r bitext.Range) (string, []exchange.Code) {
	var b strings.Builder
	var codes []exchange.Code
	for i := r.From; i < r.To; i++ {
		if _, ok := doc.ParsePlace(m.String(i)); ok {
			continue
		}
		text, ok := m.texts[i]
		if !ok {
			text = exchange.Mark(m.String(i))
		}
		if b.Len() > 0 {
			b.WriteString(exchange.Gap(m.Text, i))
		}
		text, own := counted(text, len(codes), codesOf(m.Text, i))
		b.WriteString(text)
		codes = append(codes, own...)
	}
	return b.String(), codes
}
