package ledger

import (
	"sort"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/segment"
)

// Carry gives every sentence its permanent id: the one that the ledger has for
// it, also where it was edited or moved, else a new one. The ledger that comes
// back holds the sentences as they are now; those that have left their text
// are kept as gone. Languages that are not among the texts stay as they were.
//
// On an empty ledger the ids derive from the texts alone.
func (l *Ledger) Carry(source *segment.Text, targets ...*segment.Text) (bitext.IDs, *Ledger) {
	out := *l
	out.texts = append([]text(nil), l.texts...)
	ids := bitext.IDs{Source: out.carry(source)}
	for _, t := range targets {
		ids.Targets = append(ids.Targets, out.carry(t))
	}
	sort.SliceStable(out.texts, func(i, j int) bool { return out.texts[i].tag < out.texts[j].tag })
	out.beads = sorted(&out)
	return ids, &out
}

// carry replaces the sentences of one language in l, which is being made.
func (l *Ledger) carry(t *segment.Text) []string {
	old := l.of(t.Doc.Lang)
	now := make([]sentence, len(t.Sentences))
	for i := range now {
		now[i].text, now[i].sum = clip(normalize(t.Raw(i)))
	}
	for i, j := range match(old, now) {
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
	next := text{tag: t.Doc.Lang, sentences: withGone(old, now)}
	for i := range l.texts {
		if l.texts[i].tag == next.tag {
			l.texts[i] = next
			return ids
		}
	}
	l.texts = append(l.texts, next)
	return ids
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

// match finds for each sentence of now the index of the same sentence in old,
// -1 for none.
func match(old, now []sentence) []int {
	at := map[string][]int{}
	for i := range old {
		at[old[i].key()] = append(at[old[i].key()], i)
	}
	out := make([]int, len(now))
	for i := range now {
		out[i] = -1
		if list := at[now[i].key()]; len(list) > 0 {
			out[i], at[now[i].key()] = list[0], list[1:]
		}
	}
	return out
}
