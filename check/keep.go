package check

import (
	"strings"

	"github.com/duizhao/duizhao/finding"
)

// Accepted is a code that a comment in a text accepts about a sentence, until
// a day (ISO 8601, "" for no end).
type Accepted struct {
	Code  finding.Code
	Until string
}

// NewFact makes a fact again of what was kept of it: its places, whose
// sentences must have their texts, and what comments accept.
func NewFact(source, target *finding.Place, accepted []Accepted) Fact {
	f := Fact{Source: source, Target: target, source: plainText(source.Sentence.Text), target: strings.ToLower(plainText(target.Sentence.Text))}
	for _, a := range accepted {
		f.allow = append(f.allow, &allowance{codes: []finding.Code{a.Code}, until: a.Until})
	}
	return f
}

// Accepted lists what comments accept about the sentence.
func (f Fact) Accepted() []Accepted {
	var out []Accepted
	for _, a := range f.allow {
		for _, code := range a.codes {
			out = append(out, Accepted{code, a.until})
		}
	}
	return out
}

// Keys are what Consistency compares: two facts are about one sentence when
// their source keys are equal, and say the same when their target keys are.
func (f Fact) Keys() (source, target string) { return f.source, f.target }
