// Package bitext is the aligned bilingual document: the one type that passes
// from align to all that follows.
//
// A Bitext pairs the sentences of a source and of a target text in beads. Its
// invariant, checked by New and so true of every value: each sentence of
// either side stands in exactly one bead, and beads are in the order of both
// texts (the alignment is monotone). An Edition is one source with one or
// more targets, each with its own bitext, findings and term marks.
package bitext

import (
	"fmt"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/segment"
)

// Range is a half-open range of sentence indices [From, To).
type Range struct{ From, To int }

// Len is the number of sentences in the range.
func (r Range) Len() int { return r.To - r.From }

// Origin says who made a bead.
type Origin int

// The makers of beads.
const (
	Computed  Origin = iota // by the aligner
	Confirmed               // by a person: kept exactly
	Given                   // came paired (a TMX, a draft)
)

// String is the stable name used in files.
func (o Origin) String() string { return [...]string{"computed", "confirmed", "given"}[o] }

// Bead pairs a run of source sentences with a run of target sentences. One of
// the two may be empty: an omission (no target) or an addition (no source).
type Bead struct {
	Source, Target Range
	Confidence     float64 // calibrated probability that the bead is right, 0–1
	Origin         Origin
}

// Bitext is an aligned pair of texts.
type Bitext struct {
	Source, Target *segment.Text
	Beads          []Bead
}

// New checks the invariant and makes a bitext; beads is kept, not copied.
func New(source, target *segment.Text, beads []Bead) (*Bitext, error) {
	s, t := 0, 0
	for i, b := range beads {
		if b.Source.From != s || b.Target.From != t || b.Source.Len() < 0 || b.Target.Len() < 0 {
			return nil, fmt.Errorf("bitext: bead %d (%v:%v) does not follow source sentence %d and target sentence %d", i, b.Source, b.Target, s, t)
		}
		if b.Source.Len() == 0 && b.Target.Len() == 0 {
			return nil, fmt.Errorf("bitext: bead %d is empty on both sides", i)
		}
		if !(b.Confidence >= 0 && b.Confidence <= 1) {
			return nil, fmt.Errorf("bitext: bead %d has confidence %v", i, b.Confidence)
		}
		s, t = b.Source.To, b.Target.To
	}
	if s != len(source.Sentences) || t != len(target.Sentences) {
		return nil, fmt.Errorf("bitext: beads end at sentences %d and %d of %d and %d", s, t, len(source.Sentences), len(target.Sentences))
	}
	return &Bitext{Source: source, Target: target, Beads: beads}, nil
}

// Side names one side of a bitext.
type Side int

// The two sides.
const (
	SourceSide Side = iota
	TargetSide
)

// Term is a glossary entry as readers of an edition see it.
type Term struct {
	ID     string   // stable within the edition
	Source string   // the preferred Chinese form, in the source's script
	Target string   // the preferred form in the target's language
	Also   []string // admitted forms in the target's language
	Note   string
}

// TermMark is one occurrence of a term in a sentence.
type TermMark struct {
	Side     Side
	Sentence int      // index on that side
	Span     doc.Span // in the text of the sentence's block
	Term     int      // index into Target.Terms
}

// Draft tells how far a translation that is not whole yet has come. The zero
// value is one that is.
type Draft struct {
	Done, Of int // sentences of the source that have words: translated, and all
}

// DraftOf counts the empty places of a target.
func DraftOf(source, target *segment.Text) Draft {
	empty := 0
	for i := range target.Sentences {
		if _, ok := doc.ParsePlace(target.Raw(i)); ok {
			empty++
		}
	}
	if empty == 0 {
		return Draft{}
	}
	d := Draft{}
	for i := range source.Sentences {
		if source.Worded(i) {
			d.Of++
		}
	}
	d.Of = max(d.Of, empty)
	d.Done = d.Of - empty
	return d
}

// Target is one translation of an edition with all that was found about it.
type Target struct {
	*Bitext
	Draft    Draft
	Terms    []Term
	Marks    []TermMark // sorted by side, sentence, start; they do not overlap on a side
	Findings []finding.Finding
}

// Asset is a picture that an edition carries with it.
type Asset struct {
	Type          string // "image/png", "image/jpeg", "image/gif"
	Data          []byte
	Width, Height int // pixels
}

// Edition is one source with its translations: what renderers read.
type Edition struct {
	Name    string // of the article; the base of output file names
	Source  *segment.Text
	Targets []Target
	IDs     IDs              // permanent ids of sentences
	Assets  map[string]Asset // by the destination written in the document
}

// IDs holds the permanent id of each sentence: of the source, and of each
// target in the order of Edition.Targets. Ids are unique within one text, made
// of [a-z0-9], and begin with a letter.
type IDs struct {
	Source  []string
	Targets [][]string
}
