package ledger

import (
	"sort"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// Carry gives every sentence its permanent id: the one that the ledger has for
// it, also where it was edited or moved, else a new one. The ledger that comes
// back holds the sentences as they are now; those that have left their text
// are kept as gone. A sentence that was divided leaves its id to the piece most
// like it, and beads that named it name all pieces; one that was joined to its
// neighbour is replaced by it in beads. Languages that are not among the texts
// stay as they were; of two texts in one language the ledger holds the first.
//
// On an empty ledger the ids derive from the texts alone.
func (l *Ledger) Carry(source *segment.Text, targets ...*segment.Text) (bitext.IDs, *Ledger) {
	out := *l
	out.texts = append([]text(nil), l.texts...)
	seen := map[lang.Tag]bool{}
	carry := func(t *segment.Text) []string {
		if seen[t.Doc.Lang] {
			return (&Ledger{}).carry(t)
		}
		seen[t.Doc.Lang] = true
		return out.carry(t)
	}
	ids := bitext.IDs{Source: carry(source)}
	for _, t := range targets {
		ids.Targets = append(ids.Targets, carry(t))
	}
	sort.SliceStable(out.texts, func(i, j int) bool { return out.texts[i].tag < out.texts[j].tag })
	out.beads = sorted(&out)
	return ids, &out
}

// carry replaces the sentences of one language in l, which is being made.
func (l *Ledger) carry(t *segment.Text) []string {
	tag, old := t.Doc.Lang, l.of(t.Doc.Lang).sentences
	now := make([]sentence, len(t.Sentences))
	for i := range now {
		now[i].text, now[i].sum = clip(normalize(t.Raw(i)))
	}
	m := match(old, now)
	for i, j := range m.old {
		if j >= 0 {
			now[i].id, now[i].extra = old[j].id, old[j].extra
		}
	}
	names := newNamer(old)
	ids := make([]string, len(now))
	for i := range now {
		if now[i].id == "" {
			now[i].id = names.name(now[i].key())
		}
		ids[i] = now[i].id
	}
	if len(now) == 0 && old == nil {
		return ids
	}
	l.replace(newText(tag, withGone(old, now)))
	l.rename(tag, old, now, m)
	return ids
}

// replace puts the sentences of a language in the place of those it had.
func (l *Ledger) replace(next text) {
	for i := range l.texts {
		if l.texts[i].tag == next.tag {
			l.texts[i] = next
			return
		}
	}
	l.texts = append(l.texts, next)
}

// withGone puts the sentences of old that are not among now, as gone, behind
// the sentence that they stood behind.
func withGone(old, now []sentence) []sentence {
	live := make(map[string]bool, len(now))
	for i := range now {
		live[now[i].id] = true
	}
	behind := map[string][]sentence{} // id, "" for the beginning → the gone that follow
	last := ""
	for _, s := range old {
		if live[s.id] {
			last = s.id
			continue
		}
		s.gone = true
		behind[last] = append(behind[last], s)
	}
	out := append(make([]sentence, 0, len(now)), behind[""]...)
	for _, s := range now {
		out = append(append(out, s), behind[s.id]...)
	}
	return out
}

// rename brings the beads up to date with what became of the sentences of one
// language: pieces join the sentence that they were cut from, and a sentence
// that was taken into another is named by that one's id. Beads that now share a
// sentence become one.
func (l *Ledger) rename(tag lang.Tag, old, now []sentence, m matching) {
	if len(l.beads) == 0 || len(m.pieces)+len(m.merged) == 0 {
		return
	}
	with := map[string][]string{} // id → ids that join it
	for _, p := range m.pieces {
		with[old[p.old].id] = append(with[old[p.old].id], now[p.now].id)
	}
	into := map[string]string{} // id → id that replaces it
	for _, p := range m.merged {
		into[old[p.old].id] = now[p.now].id
	}
	place := l.of(tag).at
	change := func(ids []string) []string {
		var out []string
		have := map[string]bool{}
		for _, id := range ids {
			if to, ok := into[id]; ok {
				id = to
			}
			for _, id := range append([]string{id}, with[id]...) {
				if !have[id] {
					have[id] = true
					out = append(out, id)
				}
			}
		}
		sort.SliceStable(out, func(i, j int) bool { return place[out[i]] < place[out[j]] })
		return out
	}
	beads := append([]Bead(nil), l.beads...)
	for i := range beads {
		b := &beads[i]
		if b.From == tag {
			b.Source = change(b.Source)
		}
		if b.To == tag {
			b.Target = change(b.Target)
		}
		if to, ok := into[b.After]; ok && (b.From == tag && len(b.Source) == 0 || b.To == tag && len(b.Target) == 0) {
			b.After = to
		}
	}
	l.beads = join(beads)
}

// join makes one bead of confirmed or given beads that share a sentence.
func join(beads []Bead) []Bead {
	owner := map[end]int{}
	var out []Bead
	for _, b := range beads {
		at := -1
		ends := b.ends()
		fixed := b.Pin == Confirmed || b.Pin == Given
		for _, e := range ends {
			if i, ok := owner[e]; ok && fixed {
				at = i
				break
			}
		}
		if at < 0 {
			at = len(out)
			out = append(out, b)
		} else {
			o := &out[at]
			o.Source, o.Target = union(o.Source, b.Source), union(o.Target, b.Target)
			if len(o.Source) > 0 && len(o.Target) > 0 {
				o.After = ""
			}
			if b.Pin == Confirmed {
				o.Pin = Confirmed
			}
			if o.Review != b.Review {
				o.Review = ""
			}
		}
		if fixed {
			for _, e := range ends {
				owner[e] = at
			}
		}
	}
	return out
}

// union appends the ids of b that a lacks; a is not changed.
func union(a, b []string) []string {
	out := append([]string(nil), a...)
	for _, id := range b {
		found := false
		for _, have := range a {
			found = found || have == id
		}
		if !found {
			out = append(out, id)
		}
	}
	return out
}

// Needed reports whether the ledger holds anything that the texts alone would
// not give again: a decision, an id that an earlier version of a text gave, or
// what a newer program wrote.
func (l *Ledger) Needed() bool {
	if len(l.beads)+len(l.header)+len(l.others) > 0 {
		return true
	}
	for _, t := range l.texts {
		names := newNamer(nil)
		for i := range t.sentences {
			s := &t.sentences[i]
			if len(s.extra) > 0 || !s.gone && names.name(s.key()) != s.id {
				return true
			}
		}
	}
	return false
}
