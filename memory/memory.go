// Package memory is the translation memory: TMX files of source sentences with
// their translations, searched for sentences that are the same, the same in
// the same place, or alike.
//
// The TMX files are the truth. They are written in an order that their content
// alone decides, a unit in a few lines, so that two branches of a repository
// merge. What is searched is an index of them, kept in a cache that may be
// deleted at any time.
package memory

import (
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// Prop is a property of a unit that this package has no meaning for; it is
// kept as it came.
type Prop struct{ Type, Text string }

// Unit is a source sentence with one translation. A unit that is in a Memory
// must not be changed.
type Unit struct {
	Source, Target string // plain text, or text with placeholders <x1>…</x1>, <x2/>
	From, To       lang.Tag
	Before, After  string // the source sentences before and after it, "" where not known
	Origin         string // who made the translation: "person", a provider's name, "" unknown
	Reviewed       bool   // a person has seen to it
	Date           string // of the last change, as TMX writes it: 20261031T093000Z; "" unknown
	Props          []Prop
	Notes          []string
	Path           string // the file that it was read from, "" for one that was added
	Line           int    // in that file, from 1
}

// Kind says how a stored sentence answers.
type Kind uint8

// The kinds of match.
const (
	Fuzzy     Kind = iota // alike
	Exact                 // the same
	InContext             // the same, between the same neighbours
)

// OpKind is what an Op does.
type OpKind uint8

// The kinds of Op.
const (
	Keep   OpKind = iota // in both
	Delete               // only in the stored source
	Insert               // only in the sentence that was asked for
)

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
	Score   int    // per cent: 101 in context, 100 exact, 99 and less fuzzy
	Target  string // the translation, with numbers and names swapped where that is safe
	Swapped []Swap
	Diff    []Op // from Unit.Source to the sentence that was asked for, by characters
}

// Memory is a set of units. It is never changed: what alters it gives a new
// one. It may be used by several goroutines at once.
type Memory struct {
	units []*Unit
	terms *glossary.Glossary
}

// New gives an empty memory.
func New() *Memory { return &Memory{} }

// Open reads TMX files. The index of each comes from cacheDir where it has one
// of the file's present content, else it is made and put there. With an empty
// cacheDir nothing is cached. A damaged or outdated cache is made anew.
func Open(paths []string, cacheDir string) (*Memory, error) { return New(), nil }

// With gives the memory with a glossary: names whose translations it has are
// swapped in matches. nil takes it away.
func (m *Memory) With(terms *glossary.Glossary) *Memory {
	out := *m
	out.terms = terms
	return &out
}

// Find gives the units from one language to another that answer for source,
// the best first: those of at least min per cent, at most max (0 for all).
// before and after are the neighbouring sentences, "" where not known. Simplified and
// Traditional sources answer each other; the translation stays as it is.
func (m *Memory) Find(from, to lang.Tag, source, before, after string, min, max int) []Match {
	return nil
}

// Add gives a memory that has the units too. One that says what a unit of the
// memory says takes its place if it knows more or is newer, and is dropped if not.
func (m *Memory) Add(units ...Unit) *Memory {
	out := *m
	out.units = append([]*Unit(nil), m.units...)
	for i := range units {
		u := units[i]
		out.units = append(out.units, &u)
	}
	return &out
}

// Len is the number of units.
func (m *Memory) Len() int { return len(m.units) }

// Save writes the units that were read from path, and those that were added,
// to the TMX file at path, whole or not at all.
func (m *Memory) Save(path string) error { return nil }
