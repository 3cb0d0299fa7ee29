// Package check compares the two sides of a bitext: are the glossary's terms
// kept, are the numbers and dates the same, is each text in its own language
// and whole. What it finds are findings with stable codes; it changes nothing.
package check

import (
	"cmp"
	"slices"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
)

// The codes of findings. They are published and never change.
const (
	TermMissing      finding.Code = "term-missing"       // a term of the source has no counterpart
	TermForbidden    finding.Code = "term-forbidden"     // a form that the glossary forbids
	TermInconsistent finding.Code = "term-inconsistent"  // several admitted forms in one text
	TermFirstMention finding.Code = "term-first-mention" // not the form of the first mention
	TermLaterMention finding.Code = "term-later-mention" // the full form where a short one is given
	NameReading      finding.Code = "name-reading"       // a name by its Mandarin reading
	Number           finding.Code = "number"             // a number differs, is missing or was added
	Date             finding.Code = "date"               // likewise a date
	Currency         finding.Code = "currency"           // the same sum in another currency
	Unit             finding.Code = "unit"               // the same number in another unit
	WrongLanguage    finding.Code = "wrong-language"     // the text is not in its language
	OtherScript      finding.Code = "other-script"       // Chinese, but in the other script
	Untranslated     finding.Code = "untranslated"       // a sentence copied from the source
	Residue          finding.Code = "residue"            // characters of the source's script left in a sentence
	Omission         finding.Code = "omission"           // a source sentence without a translation
	Addition         finding.Code = "addition"           // a target sentence without a source
	Brackets         finding.Code = "brackets"           // brackets or quotation marks without their partner
	Punctuation      finding.Code = "punctuation"        // punctuation of another script
	RepeatedWord     finding.Code = "repeated-word"      // the the
	Particle         finding.Code = "particle"           // 은/는 and its like do not agree
)

// Level is what becomes of a finding: nothing, or one of the severities.
type Level int

// Levels of a check. Default is the level in Defaults.
const (
	Default Level = iota
	Off
	Info
	Warning
	Error
)

// Defaults are the levels of all codes. The order is that of documentation.
func Defaults() []struct {
	Code  finding.Code
	Level Level
} {
	return slices.Clone(defaults)
}

var defaults = []struct {
	Code  finding.Code
	Level Level
}{
	{TermMissing, Warning}, {TermForbidden, Error}, {TermInconsistent, Warning}, {TermFirstMention, Warning}, {TermLaterMention, Warning}, {NameReading, Warning},
	{Number, Error}, {Date, Error}, {Currency, Warning}, {Unit, Warning},
	{WrongLanguage, Error}, {OtherScript, Warning}, {Untranslated, Warning}, {Residue, Warning}, {Omission, Warning}, {Addition, Warning}, {NotTranslated, Info},
	{Brackets, Warning}, {Punctuation, Warning}, {RepeatedWord, Warning}, {Particle, Warning},
	{TwoWays, Warning}, {Alike, Info},
	{SuppressionStale, Warning}, {SuppressionInvalid, Warning},
}

// IDs are the permanent ids of the sentences of both sides, as far as they
// are known; either may be nil.
type IDs struct{ Source, Target []string }

// Options say what is checked and how bad each finding is. The zero value is
// the default.
type Options struct {
	Levels   map[finding.Code]Level // of codes that are not at their default
	MegaZhao bool                   // 兆 is a million, not 10^12
	Suppress []Suppression
	Today    string // ISO date against which a suppression's end is held; "" for none ends

	// Findings of earlier stages about the same two texts, at their level; they
	// are suppressed as those of Run are, and stand behind them. FurtherCodes
	// are the codes that they can have.
	Further      []finding.Finding
	FurtherCodes []finding.Code

	// LaterCodes are those of later stages that comments may name, see AllowLater.
	LaterCodes []finding.Code

	Dictionary Dictionary
}

// Dictionary is what the checks ask a dictionary of Chinese, nil functions where
// there is none (see align.Words and align.Pinyin).
type Dictionary struct {
	// Words cuts a text into words, of which the spans in terms may be some. A
	// term that is no word in its sentence is not missed in the translation.
	Words func(text string, terms []doc.Span) []doc.Span
	// Pinyin gives the toneless reading of each character of a name, nil where
	// one is unknown. A name that the glossary reads otherwise is looked for in it.
	Pinyin func(name string) []string
}

// doubtful is the confidence of a bead under which what is found in it is at
// most a warning: the sentences may not belong together at all.
const doubtful = 0.5

// Run checks a bitext against a glossary, which may be nil. The result holds
// the terms of the glossary that occur, where they stand on either side, and
// the findings in the order of the text. Run changes none of its arguments.
func Run(bt *bitext.Bitext, ids IDs, g *glossary.Glossary, opt Options) bitext.Target {
	r := prepare(bt, ids, g, opt)
	out := bitext.Target{Bitext: bt}
	foreign := r.language()
	if g != nil && !foreign {
		r.terms()
		out.Terms, out.Marks = r.marks()
	}
	if !foreign { // of a text in another language the rest would only be noise
		r.values()
		r.whole()
		r.script()
		r.form()
		r.particles()
	}
	sortFindings(r.findings)
	found := r.allow(r.places(append(r.findings, opt.Further...)), !foreign)
	out.Findings = suppress(found, opt, func(code finding.Code) bool {
		_, own := r.levels[code]
		return own && code != TwoWays && code != Alike || slices.Contains(opt.FurtherCodes, code)
	})
	return out
}

// sortFindings puts findings in the order of the source text, those about the
// target alone by their place there.
func sortFindings(list []finding.Finding) {
	place := func(p *finding.Place) (int, int) {
		switch {
		case p == nil:
			return -1, -1
		case p.Sentence == nil:
			return -1, p.Span.Start
		}
		return p.Sentence.Index, p.Span.Start
	}
	slices.SortStableFunc(list, func(a, b finding.Finding) int {
		as, ab := place(a.Target)
		bs, bb := place(b.Target)
		if a.Source != nil && b.Source != nil || a.Target == nil || b.Target == nil {
			as, ab = place(a.Source)
			bs, bb = place(b.Source)
		}
		return cmp.Or(cmp.Compare(as, bs), cmp.Compare(ab, bb), cmp.Compare(a.Code, b.Code))
	})
}

// ParseLevel reads a level as configurations write it: off, info, warning or
// error.
func ParseLevel(word string) (Level, bool) {
	for i, name := range levelNames {
		if word == name && i > 0 {
			return Level(i), true
		}
	}
	return Default, false
}

var levelNames = [...]string{"default", "off", "info", "warning", "error"}

// String is the name of the level.
func (l Level) String() string {
	if l < 0 || int(l) >= len(levelNames) {
		return "unknown"
	}
	return levelNames[l]
}
