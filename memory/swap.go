package memory

import (
	"slices"
	"sort"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/value"
)

// Swapping. A stored sentence may differ from the one that is asked for in
// nothing but values (numbers, dates, sums) and names that the glossary has.
// Then its translation needs other values and names in the same places, and
// the rest can stay. That is done only where nothing is left to guess:
//
//   - each value or name that changes has one rendering in the translation, or
//     as many as the source has occurrences, all of which change alike;
//   - the way in which the translation writes it is one that this package can
//     write (renumber.go, redate.go, rename.go);
//   - nothing else in the sentence hangs on it: the plural of a noun, a day of
//     the week, a pronoun;
//   - read again, the new translation has the new values and no others.
//
// One doubt, and the whole translation stays as it is.

// swap gives the translation of u with the values and names of the query.
func (m *Memory) swap(q *query, u *Unit) (target string, swaps []Swap, ok bool) {
	source := fold(u.From, u.Source)
	old := itemsOf(&source, names(m.terms, source.text, u.From))
	now := itemsOf(&q.fold, q.names)
	changes, ok := compare(old, now)
	if !ok || len(changes) == 0 {
		return "", nil, false
	}
	s := &swapper{unit: u, terms: m.terms, source: &source, changes: changes, target: norm.NFC.String(u.Target)}
	s.values = value.Find(u.To, masked(s.target))
	for i := range changes {
		var done bool
		if c := &changes[i]; c.old.name >= 0 {
			done = s.name(c)
		} else {
			done = s.number(c)
		}
		if !done {
			return "", nil, false
		}
	}
	if target, ok = s.result(); !ok {
		return "", nil, false
	}
	return target, s.swaps, true
}

// item is a part of a source sentence: a symbol, a value, or a name.
type item struct {
	symbol symbol
	class  symbol // of a value
	text   string
	value  value.Value
	place  int // of a value: in folded.values
	kind   itemKind
	name   int // of a name: its concept; -1
}

type itemKind uint8

const (
	plainItem itemKind = iota
	valueItem
	nameItem
)

// itemsOf reads a folded sentence with its names. The punctuation outside of
// names is an item at the end, since it must be the same too.
func itemsOf(f *folded, names []name) []item {
	var out []item
	marks := hashStart
	at := 0 // the end of what is read
	for _, n := range append(slices.Clip(names), name{start: len(f.text), end: len(f.text), concept: -1}) {
		gap := fold(f.tag, f.text[at:n.start])
		marks = hashed(marks, string(rune(gap.marks&0xFFFF))+string(rune(gap.marks>>16)))
		for i := range f.tokens {
			t := &f.tokens[i]
			if t.start < at || t.end > n.start {
				continue
			}
			x := item{symbol: t.symbol, text: f.text[t.start:t.end], name: -1}
			if t.value >= 0 {
				x.kind, x.value, x.place = valueItem, f.values[t.value], t.value
				x.class = classOf(x.value, x.text)
			}
			out = append(out, x)
		}
		if n.concept >= 0 {
			out = append(out, item{kind: nameItem, name: n.concept, text: f.text[n.start:n.end]})
		}
		at = n.end
	}
	return append(out, item{symbol: symbol(marks), name: -1})
}

// change is a value or a name that is another in the query.
type change struct {
	old, now item
	done     bool
}

// compare lists what changes between two sentences; ok is false where anything
// else than values and names does.
func compare(old, now []item) (changes []change, ok bool) {
	if len(old) != len(now) {
		return nil, false
	}
	for i := range old {
		a, b := old[i], now[i]
		switch {
		case a.kind != b.kind:
			return nil, false
		case a.kind == plainItem && a.symbol != b.symbol:
			return nil, false
		case a.kind == nameItem && a.name != b.name, a.kind == valueItem && a.symbol != b.symbol:
			if a.kind == valueItem && a.class != b.class {
				return nil, false
			}
			changes = append(changes, change{old: a, now: b})
		}
	}
	return changes, true
}

// edit is a replacement in the translation.
type edit struct {
	span doc.Span
	text string
}

// swapper works out one translation.
type swapper struct {
	unit    *Unit
	terms   *glossary.Glossary
	source  *folded
	target  string
	values  []value.Value // of the target
	changes []change
	edits   []edit
	swaps   []Swap
	now     map[int]value.Value // index into values → what it becomes
}

// number replaces the renderings of a value.
func (s *swapper) number(c *change) bool {
	if c.done {
		return true
	}
	old, now := c.old.value, c.now.value
	if old.Approx == value.Vague || now.Approx == value.Vague || old.Den != 0 || now.Den != 0 {
		return false
	}
	all := func(value.Value) bool { return true }
	from, to := s.sources(old, all), s.targets(old, all)
	if len(from) != len(to) {
		from = s.sources(old, func(v value.Value) bool { return v.Kind == old.Kind })
		to = s.targets(old, func(v value.Value) bool { return v.Kind == old.Kind })
	}
	if len(from) == 0 || len(from) != len(to) {
		return false
	}
	for _, place := range from { // all of them change, and alike
		same := false
		for i := range s.changes {
			other := &s.changes[i]
			if other.old.kind == valueItem && other.old.place == place && other.now.symbol == c.now.symbol {
				same, other.done = true, true
			}
		}
		if !same {
			return false
		}
	}
	for _, i := range to {
		if !s.rewrite(i, old, now) {
			return false
		}
		last := s.swaps[len(s.swaps)-1]
		last.SourceOld, last.SourceNew = c.old.text, c.now.text
		s.swaps[len(s.swaps)-1] = last
	}
	return true
}

// sources are the values of the source that equal v.
func (s *swapper) sources(v value.Value, accept func(value.Value) bool) []int {
	return equalTo(s.source.values, v, accept)
}

// targets are the values of the translation that equal v.
func (s *swapper) targets(v value.Value, accept func(value.Value) bool) []int {
	return equalTo(s.values, v, accept)
}

func equalTo(list []value.Value, v value.Value, accept func(value.Value) bool) []int {
	keys := v.AppendKeys(nil)
	var out []int
	for i := range list {
		if slices.Equal(list[i].AppendKeys(nil), keys) && accept(list[i]) {
			out = append(out, i)
		}
	}
	return out
}

// rewrite puts now, a value of the source, in the place of value i of the
// translation.
func (s *swapper) rewrite(i int, old, now value.Value) bool {
	v := s.values[i]
	text := s.target[v.Start:v.End]
	if s.attached(v) || !agrees(s.unit.To, s.target, v, old, now) {
		return false
	}
	becomes := v
	var with string
	var ok bool
	switch {
	case v.Kind == value.Date && old.Kind == value.Date:
		becomes.Year, becomes.Month, becomes.Day = now.Year, now.Month, now.Day
		with, ok = redate(s.unit.To, text, v, now)
		ok = ok && !s.weekday()
	case old.Kind == value.Date: // a bare year
		becomes.Num = value.Int(int64(now.Year)).Norm()
		with, ok = reyear(text, old, now)
	case v.Kind == value.Clock || old.Kind == value.Clock:
		becomes.Num = now.Num
		with, ok = reclock(s.unit.To, text, v, now)
		ok = ok && v.Kind == old.Kind
	case v.Kind == value.Decade && old.Kind == value.Decade, v.Kind <= value.Measure && old.Kind <= value.Measure:
		becomes.Num = now.Num
		with, ok = renumber(s.unit.To, text, v, now.Num)
	}
	if !ok {
		return false
	}
	e := edit{doc.Span{Start: v.Start, End: v.End}, with}
	swap := Swap{TargetOld: text, TargetNew: with}
	s.settle(&e)
	s.edits, s.swaps = append(s.edits, e), append(s.swaps, swap)
	if s.now == nil {
		s.now = map[int]value.Value{}
	}
	s.now[i] = becomes
	return true
}

// attached reports a value that is part of a longer Latin word: G20, F-35, 5G.
func (s *swapper) attached(v value.Value) bool {
	before, after := s.target[:v.Start], s.target[v.End:]
	if n := len(before); n > 0 {
		last := before[n-1]
		if last == '-' || last == '/' || last == '.' || last == ',' {
			if n > 1 {
				last = before[n-2]
			}
		}
		if asciiLetter(last) {
			return true
		}
	}
	return after != "" && asciiLetter(after[0])
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// result makes the edits and reads the outcome again: it must have the values
// that it should, and no others.
func (s *swapper) result() (string, bool) {
	sort.Slice(s.edits, func(i, j int) bool { return s.edits[i].span.Start < s.edits[j].span.Start })
	var b strings.Builder
	at := 0
	for _, e := range s.edits {
		if e.span.Start < at {
			return "", false
		}
		b.WriteString(s.target[at:e.span.Start])
		b.WriteString(e.text)
		at = e.span.End
	}
	b.WriteString(s.target[at:])
	out := b.String()
	read := value.Find(s.unit.To, masked(out))
	if len(read) != len(s.values) {
		return "", false
	}
	for i, v := range read {
		want := s.values[i]
		if w, ok := s.now[i]; ok {
			want = w
		}
		v.Start, v.End, want.Start, want.End = 0, 0, 0, 0
		v.Strength, want.Strength = 0, 0
		v.Num, want.Num = v.Num.Norm(), want.Num.Norm()
		if v != want {
			return "", false
		}
	}
	return out, true
}
