// Package finding holds what the tool has to say about a text: typed values
// with stable codes. The wording lives in package message, in four languages;
// nothing here is shown to a person as it is.
//
// A finding is about the text. That the tool could not work is an error, and
// is returned as one.
package finding

import (
	"github.com/duizhao/duizhao/doc"
)

// Code is a finding's stable name, such as term-missing. Codes are published:
// they stand in configurations, suppressions and reports, and never change.
type Code string

// Severity is how bad a finding is.
type Severity int

// Severities, in rising order.
const (
	Info Severity = iota
	Warning
	Error
)

// String is the stable name used in files and flags.
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// Place is where in a file a finding stands.
type Place struct {
	Doc      *doc.Document
	Span     doc.Span  // in Doc.Text
	Sentence *Sentence // nil when the place is no sentence
}

// Position is the line and column of the place's start.
func (p *Place) Position() doc.Position { return p.Doc.Position(p.Span.Start) }

// Sentence names the sentence that a place stands in.
type Sentence struct {
	Index int    // from 0, as in beads
	ID    string // permanent id, "" where none has been given
	Text  string // trimmed
}

// Fix is a replacement that mends a finding.
type Fix struct {
	Doc  *doc.Document
	Span doc.Span // the bytes of Doc.Text to replace
	Text string   // what to put there
	Safe bool     // may be applied without asking
}

// Finding is one thing found about a text.
type Finding struct {
	Code     Code
	Severity Severity
	Args     map[string]any // what the wording names: strings and ints
	Term     string         // the source term that it is about, "" for none
	Fix      *Fix           // nil for none
	Source   *Place         // nil for an addition
	Target   *Place         // nil for an omission
}

// Worst is the highest severity among findings; ok is false when there are none.
func Worst(findings []Finding) (worst Severity, ok bool) {
	for _, f := range findings {
		worst, ok = max(worst, f.Severity), true
	}
	return worst, ok
}

// Count tells how many errors and warnings there are among findings.
func Count(findings []Finding) (errors, warnings int) {
	for _, f := range findings {
		switch f.Severity {
		case Error:
			errors++
		case Warning:
			warnings++
		}
	}
	return errors, warnings
}
