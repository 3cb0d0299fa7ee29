package draft

import (
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/segment"
)

// State says how far the translation of a source sentence is.
type State string

// The states of a sentence.
const (
	Missing  State = "missing"  // an empty place, or nothing
	Stale    State = "stale"    // the source has changed since it was translated
	Machine  State = "machine"  // by a memory or a service, and nobody has touched it
	Edited   State = "edited"   // a person wrote it or changed it
	Reviewed State = "reviewed" // a person has seen to it, and nothing has changed since
)

// Standing is the state of one source sentence that has words to translate.
type Standing struct {
	ID       string
	Sentence int // index in the source
	State    State
	Origin   *ledger.Origin // nil where nothing is recorded
	Target   []int          // indices of its sentences in the target, nil for none
}

// Counts adds states up. Total is the number of sentences with words.
type Counts struct {
	Missing  int `json:"missing"`
	Stale    int `json:"stale"`
	Machine  int `json:"machine"`
	Edited   int `json:"edited"`
	Reviewed int `json:"reviewed"`
	Total    int `json:"total"`
}

// States tells in which state each sentence of a source is in a language.
// target is the translation as it is now, nil where there is none. Without a
// bead in the ledger that tells of a draft, a translation is a person's, and
// all of it counts as edited.
func States(source, target *segment.Text, l *ledger.Ledger, to lang.Tag) []Standing {
	var out []Standing
	for i, s := range survey(source, target, l, to).standing {
		if source.Worded(i) {
			out = append(out, s.Standing)
		}
	}
	return out
}

// Count adds up states.
func Count(list []Standing) Counts {
	c := Counts{Total: len(list)}
	for _, s := range list {
		switch s.State {
		case Missing:
			c.Missing++
		case Stale:
			c.Stale++
		case Machine:
			c.Machine++
		case Edited:
			c.Edited++
		case Reviewed:
			c.Reviewed++
		}
	}
	return c
}

// standing is all that is known about a source sentence.
type standing struct {
	Standing
	bead             *ledger.Bead // nil for none
	source, target   bool         // that side has changed since the bead was made
	place            bool         // an empty place stands for it
	adopted, deleted bool         // a person wrote over its place; a person took it out
}

// machine reports whether what stands for the sentence may be written over: no
// person has touched it.
func (s *standing) machine() bool {
	switch {
	case s.place:
		return true
	case s.bead == nil || s.target || s.Origin == nil || len(s.Target) == 0 || s.adopted:
		return false
	}
	return s.Origin.By != byPerson && s.State != Reviewed && s.bead.Review == ""
}

const byPerson = "person"

// surveyed is the state of an article in one language.
type surveyed struct {
	standing []standing
	owned    []bool         // by target sentence: a bead has it
	gone     []*ledger.Bead // beads whose source is gone, with sentences in the target
	at       map[string]int // id of a target sentence → index
	drafted  bool           // the ledger tells of a draft
	ledger   *ledger.Ledger // with the texts as they are now
	ids      []string       // of the source
	targets  []string       // of the target
}

func survey(source, target *segment.Text, l *ledger.Ledger, to lang.Tag) *surveyed {
	v := &surveyed{standing: make([]standing, len(source.Sentences)), at: map[string]int{}}
	if target == nil {
		ids, kept := l.Carry(source)
		v.ids, v.ledger = ids.Source, kept
	} else {
		ids, kept := l.Carry(source, target)
		v.ids, v.targets, v.ledger = ids.Source, ids.Targets[0], kept
	}
	at := map[string]int{}
	for i, id := range v.ids {
		v.standing[i].Standing = Standing{ID: id, Sentence: i, State: Missing}
		at[id] = i
	}
	if target == nil {
		return v
	}
	for j, id := range v.targets {
		v.at[id] = j
	}
	v.owned = make([]bool, len(target.Sentences))
	beads := v.ledger.Beads(source.Doc.Lang, to)
	for k := range beads {
		b := &beads[k]
		if b.Pin == ledger.Rejected {
			continue
		}
		v.drafted = v.drafted || b.Pin == ledger.Given || b.Origin != nil
		v.bead(b, at, target)
	}
	if !v.drafted {
		for i := range v.standing {
			v.standing[i].State = Edited
		}
		return v
	}
	v.gaps(source, target)
	return v
}

// bead takes in what a bead says.
func (v *surveyed) bead(b *ledger.Bead, at map[string]int, target *segment.Text) {
	var live []int
	place := false
	for _, id := range b.Target {
		if j, ok := v.at[id]; ok {
			live = append(live, j)
			v.owned[j] = true
			_, empty := doc.ParsePlace(target.String(j))
			place = place || empty
		}
	}
	source := 0
	for _, id := range b.Source {
		if _, ok := at[id]; ok {
			source++
		}
	}
	if source == 0 && len(live) > 0 {
		v.gone = append(v.gone, b)
		return
	}
	for _, id := range b.Source {
		i, ok := at[id]
		if !ok || v.standing[i].bead != nil && len(v.standing[i].Target) > 0 {
			continue
		}
		s := &v.standing[i]
		s.bead, s.Origin, s.Target, s.place = b, b.Origin, live, place
		s.source, s.target = v.ledger.Changed(*b)
		s.source = s.source || source < len(b.Source)
		switch {
		case len(live) == 0 || place:
			s.State = Missing
		case s.source:
			s.State = Stale
		case b.Review == string(Reviewed) && !s.target:
			s.State = Reviewed
		case s.target || b.Origin == nil || b.Origin.By == byPerson:
			s.State = Edited
		default:
			s.State = Machine
		}
	}
}

// gaps looks for sentences that a person wrote over an empty place or over a
// translation: between the neighbours that are known there is text that no
// bead has.
func (v *surveyed) gaps(source, target *segment.Text) {
	last := -1 // target sentence behind which the gap begins
	for i := 0; i < len(v.standing); {
		if n := len(v.standing[i].Target); n > 0 {
			last = max(last, v.standing[i].Target[n-1])
			i++
			continue
		}
		from := i
		for i < len(v.standing) && len(v.standing[i].Target) == 0 {
			i++
		}
		end := len(target.Sentences)
		if i < len(v.standing) {
			end = v.standing[i].Target[0]
		}
		var free []int
		for j := last + 1; j < end; j++ {
			if _, empty := doc.ParsePlace(target.String(j)); !empty && !v.owned[j] {
				free = append(free, j)
			}
		}
		v.adopt(source, from, i, free)
	}
}

// adopt takes the sentences of a gap in the target for those of the source
// [from, to) that have none: each for one where they are as many. Where they
// are as many as have had a translation, those are what a person wrote over,
// and nobody has yet translated the new ones between them. New cells of a table
// have places of their own, whatever a person wrote beside them.
func (v *surveyed) adopt(source *segment.Text, from, to int, free []int) {
	had := 0
	for k := from; k < to; k++ {
		if v.standing[k].bead != nil {
			had++
		}
	}
	n := 0
	for k := from; k < to; k++ {
		s := &v.standing[k]
		switch {
		case len(free) == 0:
			s.deleted = s.bead != nil
			continue
		case len(free) == to-from, len(free) == had && s.bead != nil:
			s.Target = free[n : n+1]
			n++
		case len(free) == had, s.bead == nil && source.Doc.Blocks[source.Sentences[k].Block].Kind == doc.Table:
			continue
		default:
			s.Target = free
		}
		s.State, s.adopted = Edited, true
	}
}
