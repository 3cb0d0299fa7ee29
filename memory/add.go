package memory

import (
	"maps"
	"slices"

	"github.com/duizhao/duizhao/exchange"
)

// identity is what two units that say the same share.
type identity struct{ from, to, source, target, before, after string }

func (u *Unit) identity() identity {
	return identity{string(u.From), string(u.To), plain(u.Source), plain(u.Target), plain(u.Before), plain(u.After)}
}

// Add gives a memory that has the units too. A unit without a source or a
// translation is passed over. One that says what a unit of the memory says is
// joined with it: reviewed if either is, with the properties of both. A unit
// of the memory that has no neighbours is taken for one that has them; and a
// pair of an article (a property x-article, and an ID) takes the place of what
// the memory has for that sentence.
func (m *Memory) Add(units ...Unit) *Memory {
	var added []*Unit // the last shard, when nobody saved it
	out := *m
	out.shards = slices.Clone(m.shards)
	if n := len(out.shards); n > 0 && out.shards[n-1].path == "" {
		added = slices.Clone(out.shards[n-1].units)
		out.shards = out.shards[:n-1]
	}
	a := adder{gone: maps.Clone(m.gone), known: map[identity]*Unit{}, placed: map[place]*Unit{}, added: added, at: map[*Unit]int{}}
	if a.gone == nil {
		a.gone = map[*Unit]bool{}
	}
	wanted := map[identity]bool{}
	for _, u := range units {
		u.Source, u.Target = exchange.Canonical(u.Source), exchange.Canonical(u.Target)
		id := u.identity()
		wanted[id] = true
		id.before, id.after = "", ""
		wanted[id] = true
	}
	places := map[place]bool{}
	for i := range units {
		if p, ok := units[i].place(); ok {
			places[p] = true
		}
	}
	for u := range m.All {
		if id := u.identity(); wanted[id] {
			a.known[id] = u
		}
		if p, ok := u.place(); ok && places[p] {
			a.placed[p] = u
		}
	}
	for i, u := range added {
		a.at[u] = i
	}
	for i := range units {
		a.add(units[i])
	}
	out.gone = a.gone
	// What was replaced among the added goes at once.
	left := slices.DeleteFunc(a.added, func(u *Unit) bool {
		gone := a.gone[u]
		delete(a.gone, u)
		return gone
	})
	if len(left) > 0 {
		out.shards = append(out.shards, &shard{units: left})
	}
	return &out
}

// place is a sentence of an article in two languages.
type place struct{ article, id, from, to string }

// ArticleProp is the property that names the article which a pair comes from.
const ArticleProp = "x-article"

func (u *Unit) place() (place, bool) {
	for _, p := range u.Props {
		if p.Key == ArticleProp && u.ID != "" {
			return place{p.Value, u.ID, string(u.From), string(u.To)}, true
		}
	}
	return place{}, false
}

// adder is one call of Add.
type adder struct {
	gone   map[*Unit]bool
	known  map[identity]*Unit
	placed map[place]*Unit
	added  []*Unit
	at     map[*Unit]int // of the added: where it stands
}

func (a *adder) add(u Unit) {
	u.Path, u.Line = "", 0
	u.Source, u.Target = exchange.Canonical(u.Source), exchange.Canonical(u.Target)
	id := u.identity()
	if id.source == "" || id.target == "" {
		return
	}
	bare := id
	bare.before, bare.after = "", ""
	old := a.known[id]
	if old == nil {
		old = a.known[bare]
	}
	if p, ok := u.place(); ok {
		if other := a.placed[p]; other != nil && other != old {
			a.drop(other)
		}
		defer func() { a.placed[p] = a.known[id] }()
	}
	if old != nil {
		joined, changed := join(old, &u)
		if !changed {
			a.known[id] = old
			return
		}
		a.drop(old)
		u = joined
	}
	n := &u
	a.known[id] = n
	a.at[n] = len(a.added)
	a.added = append(a.added, n)
}

// drop takes a unit out.
func (a *adder) drop(u *Unit) {
	a.gone[u] = true
	if id := u.identity(); a.known[id] == u {
		delete(a.known, id)
	}
}

// join gives what two units that say the same know together.
func join(old, u *Unit) (joined Unit, changed bool) {
	joined = *old
	joined.Path, joined.Line = "", 0
	if u.Reviewed && !old.Reviewed {
		joined.Reviewed, changed = true, true
	}
	if old.Before == "" && old.After == "" && (u.Before != "" || u.After != "") {
		joined.Before, joined.After, changed = u.Before, u.After, true
	}
	if old.Origin == "" && u.Origin != "" || old.byMachine() && u.Origin == Person {
		joined.Origin, changed = u.Origin, true
	}
	if old.ID == "" && u.ID != "" {
		joined.ID, changed = u.ID, true
	}
	for _, p := range u.Props {
		if !slices.Contains(joined.Props, p) {
			joined.Props, changed = append(slices.Clone(joined.Props), p), true
		}
	}
	for _, n := range u.Notes {
		if !slices.Contains(joined.Notes, n) {
			joined.Notes, changed = append(slices.Clone(joined.Notes), n), true
		}
	}
	if changed && u.Date > old.Date { // to have come again is no change
		joined.Date = u.Date
	}
	return joined, changed
}

// Without gives a memory that lacks the units for which drop says true.
func (m *Memory) Without(drop func(*Unit) bool) *Memory {
	out := *m
	out.gone = maps.Clone(m.gone)
	if out.gone == nil {
		out.gone = map[*Unit]bool{}
	}
	for u := range m.All {
		if drop(u) {
			out.gone[u] = true
		}
	}
	return &out
}
