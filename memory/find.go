package memory

import (
	"cmp"
	"slices"

	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/lang"
)

// Penalties and bounds of Find.
const (
	machinePenalty = 3   // for a translation that only a machine has seen
	namePoints     = 20  // how far below min a sentence may be that names could lift
	nameTries      = 64  // sentences of which names are looked at
	maxFound       = 500 // matches where the caller sets no bound
)

// Find gives the units from one language to another that answer for source,
// the best first: those of at least min per cent, at most max of them (0: 500).
// before and after are the neighbouring sentences, "" where not known; all
// three are marked text. Simplified and Traditional sources answer each other;
// the translation stays as it is. Of units with the same source and the same
// translation the best is given; several translations of one source are all
// given, those that a person has reviewed first, then the newest.
func (m *Memory) Find(from, to lang.Tag, source, before, after string, min, max int) []Match {
	if max <= 0 {
		max = maxFound
	}
	q := &query{from: from, to: to, text: source, plain: plain(source), before: before, after: after, fold: fold(from, source), least: min}
	least, want := min, 4*max+16
	if m.terms != nil {
		if q.names = names(m.terms, q.fold.text, from); len(q.names) > 0 {
			least, want = cmp.Or(clamp(min-namePoints, 40, min), min), 0
		}
	}
	type found struct {
		hit
		shard *shard
		index *index
	}
	var hits []found
	shape := shapeOf(&q.fold)
	for _, s := range m.shards {
		for _, x := range s.index(from, to) {
			for _, h := range x.search(shape, least, want) {
				hits = append(hits, found{h, s, x})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.bound, a.bound), cmp.Compare(b.percent, a.percent))
	})
	var out []Match
	tries := 0
	for _, h := range hits {
		u := h.shard.units[h.index.units[h.entry]]
		if m.gone[u] {
			continue
		}
		if h.index.turned {
			u = turn(u)
		}
		try := h.percent < 100 && len(q.names) > 0 && tries < nameTries
		if try {
			tries++
		}
		if match, ok := m.match(q, u, h.hit, try); ok {
			out = append(out, match)
		}
	}
	return q.best(out, max)
}

// clamp is v, at least low unless that is above high.
func clamp(v, low, high int) int { return min(max(v, low), high) }

// query is a sentence that is asked for.
type query struct {
	from, to      lang.Tag
	text, plain   string
	before, after string
	fold          folded
	least         int
	names         []name
}

// match scores a unit by its texts.
func (m *Memory) match(q *query, u *Unit, h hit, names bool) (Match, bool) {
	out := Match{Unit: u, Score: h.score, Target: u.Target}
	switch {
	case h.score == scoreSpelt:
		if sameWords(q.plain, plain(u.Source)) {
			out.Kind, out.Score = Exact, scoreExact
			if q.between(u) {
				out.Kind, out.Score = InContext, scoreContext
			}
		}
	case h.percent == 100 && h.figures > 0 && h.marks, names:
		if target, swaps, ok := m.swap(q, u); ok {
			out.Target, out.Swapped, out.Score = target, swaps, scoreSwapped
		}
	}
	if u.byMachine() {
		out.Score -= machinePenalty
	}
	return out, out.Score >= q.least
}

// between reports whether the unit stood between the sentences between which
// the query stands. Where neither knows a neighbour on one side, the other
// side decides.
func (q *query) between(u *Unit) bool {
	if q.before == "" && q.after == "" {
		return false
	}
	same := func(a, b string) bool { return sameWords(plain(exchange.Plain(a)), plain(exchange.Plain(b))) }
	return same(q.before, u.Before) && same(q.after, u.After)
}

// best ranks the matches, drops those that say what a better one says, and
// tells the differences of those that are left.
func (q *query) best(list []Match, max int) []Match {
	slices.SortStableFunc(list, q.compare)
	seen := map[[2]string]bool{}
	list = slices.DeleteFunc(list, func(x Match) bool {
		key := [2]string{plain(x.Unit.Source), plain(x.Target)}
		dup := seen[key]
		seen[key] = true
		return dup
	})
	list = slices.Clip(list[:min(len(list), max)])
	for i := range list {
		list[i].Diff = diff(list[i].Unit.Source, q.text)
	}
	return list
}

// compare puts the better match first.
func (q *query) compare(a, b Match) int {
	flag := func(x, y bool) int {
		switch {
		case x == y:
			return 0
		case x:
			return -1
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(b.Score, a.Score),
		cmp.Compare(b.Kind, a.Kind),
		flag(a.Unit.From == q.from, b.Unit.From == q.from),
		flag(a.Unit.Reviewed, b.Unit.Reviewed),
		cmp.Compare(b.Unit.Date, a.Unit.Date),
		flag(!a.Unit.byMachine(), !b.Unit.byMachine()),
		cmp.Compare(a.Unit.Source, b.Unit.Source),
		cmp.Compare(a.Target, b.Target),
		cmp.Compare(a.Unit.Path, b.Unit.Path),
		cmp.Compare(a.Unit.Line, b.Unit.Line),
	)
}
