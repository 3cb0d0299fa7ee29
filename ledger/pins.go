package ledger

import (
	"sort"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// PinLost is the code of the finding that a confirmed bead was not found again.
const PinLost finding.Code = "pin-lost"

// Pins is what people decided about the pairing of two texts, as beads of the
// texts as they are now.
type Pins struct {
	Confirmed []bitext.Bead     // kept exactly: ascending on both sides, disjoint; Origin Confirmed or Given
	Rejected  []bitext.Bead     // not to be proposed
	Lost      []finding.Finding // PinLost: confirmed beads whose sentences are gone or no longer together
}

// Pins finds the decisions about source and target again. It works on any
// version of the texts; those of the last Carry cost least.
//
// A bead of which some sentences are gone is kept as long as one is left on
// each side that had any. Of confirmed beads that cross the one that comes
// first in the source is kept. A rejected bead of which a sentence is gone
// cannot come again, and is passed over.
func (l *Ledger) Pins(source, target *segment.Text) Pins {
	from, to := source.Doc.Lang, target.Doc.Lang
	var out Pins
	if len(l.Beads(from, to)) == 0 || from == to {
		return out
	}
	ids, now := l.Carry(source, target)
	f := finder{ledger: now, source: source, target: target,
		s: side(now.of(from).sentences, ids.Source), t: side(now.of(to).sentences, ids.Targets[0])}
	next := bitext.Bead{} // the last confirmed bead
	for _, b := range now.Beads(from, to) {
		switch b.Pin {
		case Rejected:
			if bead, ok := f.find(&b, false); ok {
				out.Rejected = append(out.Rejected, bead)
			}
		case Confirmed, Given:
			bead, ok := f.find(&b, true)
			if !ok || bead.Source.From < next.Source.To || bead.Target.From < next.Target.To {
				if b.Pin == Confirmed { // nobody decided what a draft gave
					out.Lost = append(out.Lost, f.lost(&b))
				}
				continue
			}
			next = bead
			out.Confirmed = append(out.Confirmed, bead)
		}
	}
	return out
}

// places tells where the sentences of one side are.
type places struct {
	at    map[string]int // id → index in the text, of those that are in it
	after map[string]int // id, "" → index of the first sentence behind it, also of the gone
}

func side(all []sentence, ids []string) places {
	p := places{at: make(map[string]int, len(ids)), after: make(map[string]int, len(all)+1)}
	for i, id := range ids {
		p.at[id] = i
	}
	next := 0
	p.after[""] = 0
	for i := range all {
		if !all[i].gone {
			next++
		}
		p.after[all[i].id] = next
	}
	return p
}

// finder finds beads in two texts.
type finder struct {
	ledger         *Ledger
	source, target *segment.Text
	s, t           places
}

// find turns a bead of the ledger into one of the texts. With loose, sentences
// may be gone, and a few new ones may stand among those that are left.
func (f *finder) find(b *Bead, loose bool) (bitext.Bead, bool) {
	s, ok := f.s.find(b.Source, b.After, loose)
	t, ok2 := f.t.find(b.Target, b.After, loose)
	out := bitext.Bead{Source: s, Target: t, Confidence: 1, Origin: bitext.Confirmed}
	if b.Pin == Given {
		out.Origin = bitext.Given
	}
	return out, ok && ok2
}

func (p *places) find(ids []string, after string, loose bool) (bitext.Range, bool) {
	if len(ids) == 0 {
		at, ok := p.after[after]
		return bitext.Range{From: at, To: at}, ok
	}
	var at []int
	for _, id := range ids {
		if i, ok := p.at[id]; ok {
			at = append(at, i)
		}
	}
	if len(at) == 0 || !loose && len(at) < len(ids) {
		return bitext.Range{}, false
	}
	sort.Ints(at)
	r := bitext.Range{From: at[0], To: at[len(at)-1] + 1}
	strange := r.Len() - len(at) // new sentences in the middle
	return r, strange == 0 || loose && strange <= len(at)
}

// lost is the finding for a bead that cannot be kept, at what is left of it.
func (f *finder) lost(b *Bead) finding.Finding {
	out := finding.Finding{Code: PinLost, Severity: finding.Warning, Args: map[string]any{
		"Source": excerpt(f.ledger.of(b.From), b.Source), "Target": excerpt(f.ledger.of(b.To), b.Target)}}
	place := func(t *segment.Text, p *places, ids []string) *finding.Place {
		for _, id := range ids {
			if i, ok := p.at[id]; ok {
				return &finding.Place{Doc: t.Doc, Span: t.Sentences[i].Src, Sentence: &finding.Sentence{Index: i, ID: id, Text: t.String(i)}}
			}
		}
		return nil
	}
	out.Source = place(f.source, &f.s, b.Source)
	out.Target = place(f.target, &f.t, b.Target)
	return out
}

// excerpt is the beginning of the first of the sentences, for a message.
func excerpt(t *text, ids []string) string {
	if len(ids) == 0 {
		return "–"
	}
	s := t.get(ids[0])
	if s == nil {
		return ids[0]
	}
	if utf8.RuneCountInString(s.text) > 24 {
		return string([]rune(s.text)[:23]) + "…"
	}
	return s.text
}

// Beads gives the decisions from one language to another in the order of the
// file. What it returns must not be changed.
func (l *Ledger) Beads(from, to lang.Tag) []Bead {
	var out []Bead
	for _, b := range l.beads {
		if b.From == from && b.To == to {
			out = append(out, b)
		}
	}
	return out
}
