package memory

import (
	"cmp"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/lang"
)

// Stats counts what a memory has in one direction.
type Stats struct {
	From, To      lang.Tag
	Units         int
	Reviewed      int
	Origins       map[string]int // "" for units that do not say
	Duplicates    int            // units that have the source and the translation of another
	Contradictory int            // sources with more than one translation between the same neighbours
	Characters    int            // of the sources, without white space
}

// Stats counts, for each pair of languages in the order of their tags.
func (m *Memory) Stats() []Stats {
	type pair struct{ from, to lang.Tag }
	stats := map[pair]*Stats{}
	targets := map[pair]map[string]map[string]int{} // source → translation → units
	placed := map[identity]map[string]bool{}        // all but the translation → translations
	twice := map[identity]pair{}
	for u := range m.All {
		p := pair{u.From, u.To}
		s := stats[p]
		if s == nil {
			s = &Stats{From: u.From, To: u.To, Origins: map[string]int{}}
			stats[p], targets[p] = s, map[string]map[string]int{}
		}
		s.Units++
		if u.Reviewed {
			s.Reviewed++
		}
		s.Origins[u.Origin]++
		source := plain(u.Source)
		s.Characters += len([]rune(strings.ReplaceAll(exchange.Plain(source), " ", "")))
		if targets[p][source] == nil {
			targets[p][source] = map[string]int{}
		}
		id := u.identity()
		targets[p][source][id.target]++
		target := id.target
		id.target = ""
		if placed[id] == nil {
			placed[id] = map[string]bool{}
		}
		if placed[id][target] = true; len(placed[id]) == 2 {
			twice[id] = p
		}
	}
	for _, p := range twice {
		stats[p].Contradictory++
	}
	var out []Stats
	for p, s := range stats {
		for _, list := range targets[p] {
			for _, n := range list {
				s.Duplicates += n - 1
			}
		}
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Stats) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out
}

// Rules choose units to be taken out: those for which all that are set hold.
type Rules struct {
	OlderThan     string // a date as TMX writes it; units without a date are not older
	Origin        string
	Unreviewed    bool
	Contradictory bool // a better one has another translation of the same source, between the same neighbours
}

// Matching lists the units that rules choose, in the order of All.
func (m *Memory) Matching(r Rules) []*Unit {
	best := map[identity]*Unit{} // by all but the translation
	key := func(u *Unit) identity {
		id := u.identity()
		id.target = ""
		return id
	}
	if r.Contradictory {
		for u := range m.All {
			if k := key(u); best[k] == nil || better(u, best[k]) {
				best[k] = u
			}
		}
	}
	var out []*Unit
	for u := range m.All {
		if r.OlderThan != "" && (u.Date == "" || u.Date >= r.OlderThan) || r.Origin != "" && u.Origin != r.Origin || r.Unreviewed && u.Reviewed {
			continue
		}
		if r.Contradictory {
			if b := best[key(u)]; b == u || plain(b.Target) == plain(u.Target) {
				continue
			}
		}
		out = append(out, u)
	}
	return out
}

// better reports whether a is to be kept rather than b: reviewed, made by a
// person, newer.
func better(a, b *Unit) bool {
	if a.Reviewed != b.Reviewed {
		return a.Reviewed
	}
	if a.byMachine() != b.byMachine() {
		return b.byMachine()
	}
	return a.Date > b.Date
}

// File gives units as a bilingual file for package exchange to write.
func File(units []*Unit) *exchange.File {
	f := &exchange.File{}
	for i, u := range units {
		state := exchange.Unknown
		switch {
		case u.Reviewed:
			state = exchange.Reviewed
		case u.Origin == Person:
			state = exchange.Edited
		case u.byMachine():
			state = exchange.Machine
		}
		n := exchange.Unit{ID: u.ID, Group: i, From: u.From, To: u.To, FromAs: string(u.From), ToAs: string(u.To), Source: u.Source, Target: u.Target,
			Codes: u.Codes, Before: u.Before, After: u.After, Notes: u.Notes, State: state, Date: u.Date, Props: slices.Clone(u.Props)}
		if u.Origin != "" {
			n.Props = append(n.Props, exchange.Prop{Key: propOrigin, Value: u.Origin})
		}
		f.Units = append(f.Units, n)
		if i == 0 {
			f.From, f.To = u.From, u.To
		}
		if u.From != f.From {
			f.From = lang.Und
		}
		if u.To != f.To {
			f.To = lang.Und
		}
	}
	slices.SortStableFunc(f.Units, func(a, b exchange.Unit) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target))
	})
	for i := range f.Units {
		f.Units[i].Group = i
	}
	return f
}
