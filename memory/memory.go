// Package memory is the translation memory: TMX files of source sentences with
// their translations, searched for sentences that are the same, the same in
// the same place, or alike.
//
// The TMX files are the truth. They are written in an order that their content
// alone decides, a unit in three lines, so that two branches of a repository
// merge. What is searched is an index of them, kept in a cache that may be
// deleted at any time.
package memory

import (
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// Unit is a source sentence with one translation. A unit that is in a Memory
// must not be changed. Texts are marked text, as package exchange has it.
type Unit struct {
	ID             string // as its file has it; of a pair of an article the sentence's
	Source, Target string
	From, To       lang.Tag
	Before, After  string // the source sentences before and after it, "" where not known
	Origin         string // who made the translation: Person, a provider's name, Machine; "" unknown
	Reviewed       bool   // a person has seen to it
	Date           string // of the last change, as TMX writes it: 20261031T093000Z; "" unknown
	Codes          []exchange.Code
	Props          []exchange.Prop // what this package has no meaning for, as it came
	Notes          []string
	Path           string // the file that it was read from, "" for one that was added
	Line           int    // in that file, from 1
}

// Origins that are no provider's name.
const (
	Person  = "person"
	Machine = "machine" // a service that is not named
)

// byMachine reports a translation that no person has made or seen.
func (u *Unit) byMachine() bool { return !u.Reviewed && u.Origin != "" && u.Origin != Person }

// Kind says how a stored sentence answers.
type Kind uint8

// The kinds of match.
const (
	Fuzzy     Kind = iota // alike
	Exact                 // the same
	InContext             // the same, between the same neighbours
)

// String is the stable name used in JSON.
func (k Kind) String() string { return [...]string{"fuzzy", "exact", "in-context"}[min(k, InContext)] }

// OpKind is what an Op does.
type OpKind uint8

// The kinds of Op.
const (
	Keep   OpKind = iota // in both
	Delete               // only in the stored source
	Insert               // only in the sentence that was asked for
)

// String is the stable name used in JSON.
func (k OpKind) String() string { return [...]string{"keep", "delete", "insert"}[min(k, Insert)] }

// Op is one piece of a difference.
type Op struct {
	Kind OpKind
	Text string
}

// Swap is a number, a date or a name of the stored translation that was
// replaced, since the sentence that was asked for has another one there.
type Swap struct {
	SourceOld, SourceNew string // in the stored source; in the sentence asked for
	TargetOld, TargetNew string // in the stored translation; in Match.Target
}

// Match is a unit that answers.
type Match struct {
	Unit    *Unit
	Kind    Kind
	Score   int    // per cent: 101 in context, 100 exact, 99 and less fuzzy; less for what only a machine has seen
	Target  string // the translation, with numbers and names swapped where that is safe
	Swapped []Swap
	Diff    []Op // from Unit.Source to the sentence that was asked for, by characters
}

// Memory is a set of units. It is never changed: what alters it gives a new
// one. It may be used by several goroutines at once.
type Memory struct {
	shards []*shard
	gone   map[*Unit]bool // units of shards that others have taken the place of
	terms  *glossary.Glossary
}

// New gives an empty memory.
func New() *Memory { return &Memory{} }

// With gives the memory with a glossary: names whose translations it has are
// swapped in matches. nil takes it away.
func (m *Memory) With(terms *glossary.Glossary) *Memory {
	out := *m
	out.terms = terms
	return &out
}

// Len is the number of units.
func (m *Memory) Len() int {
	n := -len(m.gone)
	for _, s := range m.shards {
		n += len(s.units)
	}
	return n
}

// All calls yield for each unit, file by file, until it says false.
func (m *Memory) All(yield func(*Unit) bool) {
	for _, s := range m.shards {
		for _, u := range s.units {
			if !m.gone[u] && !yield(u) {
				return
			}
		}
	}
}
