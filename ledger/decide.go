package ledger

import (
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// Confirm records that the beads of b with these indices are right as they
// are. What was decided before about the pairing of their sentences is
// forgotten. Indices that b does not have are passed over.
func (l *Ledger) Confirm(b *bitext.Bitext, beads ...int) *Ledger { return l.pin(b, Confirmed, beads) }

// Reject records that the beads of b with these indices are wrong, and forgets
// that they were confirmed.
func (l *Ledger) Reject(b *bitext.Bitext, beads ...int) *Ledger { return l.pin(b, Rejected, beads) }

// Release forgets what was decided about the pairing of the sentences in the
// beads of b with these indices.
func (l *Ledger) Release(b *bitext.Bitext, beads ...int) *Ledger { return l.pin(b, Unpinned, beads) }

func (l *Ledger) pin(b *bitext.Bitext, pin Pin, beads []int) *Ledger {
	ids, out := l.Carry(b.Source, b.Target)
	e := edit(out)
	for _, i := range beads {
		if i >= 0 && i < len(b.Beads) {
			e.decide(bead(b, ids, i, pin))
		}
	}
	return e.done()
}

// bead is bead i of b in the ids of its sentences.
func bead(b *bitext.Bitext, ids bitext.IDs, i int, pin Pin) Bead {
	s, t := b.Beads[i].Source, b.Beads[i].Target
	out := Bead{From: b.Source.Doc.Lang, To: b.Target.Doc.Lang, Pin: pin}
	out.Source = append(out.Source, ids.Source[s.From:s.To]...)
	out.Target = append(out.Target, ids.Targets[0][t.From:t.To]...)
	switch {
	case s.Len() == 0 && s.From > 0:
		out.After = ids.Source[s.From-1]
	case t.Len() == 0 && t.From > 0:
		out.After = ids.Targets[0][t.From-1]
	}
	return out
}

// Put records a bead with all that is known about it. It takes the place of
// the bead of the same sentences, whose unknown fields it keeps. A bead
// without pin, origin and review is taken out. The caller gives ids of the
// last Carry.
func (l *Ledger) Put(beads ...Bead) *Ledger {
	e := edit(l)
	for _, b := range beads {
		e.put(b)
	}
	return e.done()
}

// editor changes the beads of a ledger that is being made.
type editor struct {
	ledger *Ledger
	beads  []Bead
	out    []bool        // beads that are taken out
	by     map[end][]int // beads by their sentences
}

// end is one sentence as beads name it.
type end struct {
	from, to lang.Tag
	target   bool
	id       string
}

func (b *Bead) ends() []end {
	list := make([]end, 0, len(b.Source)+len(b.Target))
	for _, id := range b.Source {
		list = append(list, end{b.From, b.To, false, id})
	}
	for _, id := range b.Target {
		list = append(list, end{b.From, b.To, true, id})
	}
	return list
}

func edit(l *Ledger) *editor {
	next := *l
	e := &editor{ledger: &next, by: map[end][]int{}}
	for _, b := range l.beads {
		e.add(b)
	}
	return e
}

func (e *editor) add(b Bead) {
	for _, end := range b.ends() {
		e.by[end] = append(e.by[end], len(e.beads))
	}
	e.beads, e.out = append(e.beads, b), append(e.out, false)
}

// meeting gives the indices of the beads that share a sentence with b.
func (e *editor) meeting(b *Bead) []int {
	var list []int
	seen := map[int]bool{}
	for _, end := range b.ends() {
		for _, i := range e.by[end] {
			if !seen[i] && !e.out[i] {
				seen[i] = true
				list = append(list, i)
			}
		}
	}
	return list
}

// decide adds a bead with a new pin, and settles it with those that share
// sentences with it: a confirmed bead has no other beside it. What is known
// about their translation stays.
func (e *editor) decide(b Bead) {
	for _, i := range e.meeting(&b) {
		old := &e.beads[i]
		switch {
		case same(old, &b):
			b.Origin, b.Review, b.extra = old.Origin, old.Review, old.extra
			e.out[i] = true
		case b.Pin == Unpinned, b.Pin == Confirmed && old.Pin != Rejected:
			old.Pin = Unpinned
			e.out[i] = old.void()
		}
	}
	b.Basis = e.ledger.basis(&b)
	if !b.void() {
		e.add(b)
	}
}

// put adds a bead in the place of the one of the same sentences.
func (e *editor) put(b Bead) {
	for _, i := range e.meeting(&b) {
		if same(&e.beads[i], &b) {
			b.extra = e.beads[i].extra
			e.out[i] = true
		}
	}
	if b.Basis == (Basis{}) {
		b.Basis = e.ledger.basis(&b)
	}
	if !b.void() {
		e.add(b)
	}
}

// done is the changed ledger.
func (e *editor) done() *Ledger {
	e.ledger.beads = nil
	for i, b := range e.beads {
		if !e.out[i] {
			e.ledger.beads = append(e.ledger.beads, b)
		}
	}
	e.ledger.beads = sorted(e.ledger)
	return e.ledger
}

// void reports whether nothing is recorded about the bead.
func (b *Bead) void() bool {
	return b.Pin == Unpinned && b.Origin == nil && b.Review == "" && len(b.extra) == 0
}

// same reports whether two beads are of the same sentences.
func same(a, b *Bead) bool {
	return strings.Join(a.Source, " ") == strings.Join(b.Source, " ") && strings.Join(a.Target, " ") == strings.Join(b.Target, " ")
}

// basis hashes the texts of a bead as they are in the ledger.
func (l *Ledger) basis(b *Bead) Basis {
	sum := func(t *text, ids []string) string {
		if len(ids) == 0 {
			return ""
		}
		var keys []string
		for _, id := range ids {
			if s := t.get(id); s != nil {
				keys = append(keys, s.key())
			}
		}
		return hash(strings.Join(keys, "\n"))
	}
	return Basis{sum(l.of(b.From), b.Source), sum(l.of(b.To), b.Target)}
}

// Changed tells which sides of a bead have changed since it was decided: a
// changed source makes a translation stale, a changed target was edited. The
// ledger must have carried the texts.
func (l *Ledger) Changed(b Bead) (source, target bool) {
	now := l.basis(&b)
	return b.Basis.Source != "" && b.Basis.Source != now.Source, b.Basis.Target != "" && b.Basis.Target != now.Target
}

// IDs gives the permanent ids of the sentences of a text that the ledger has
// carried, in order; nil when it has not.
func (l *Ledger) IDs(t *segment.Text) []string {
	var out []string
	for _, s := range l.of(t.Doc.Lang).sentences {
		if !s.gone {
			out = append(out, s.id)
		}
	}
	if len(out) != len(t.Sentences) {
		return nil
	}
	return out
}
