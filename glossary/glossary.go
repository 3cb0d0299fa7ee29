// Package glossary is the termbase: concepts with their Chinese, English and
// Korean terms, the CSV file that they live in, and finding them in text.
//
// The file is a spreadsheet that people edit and review in git. It is read
// from whatever encoding and separator Excel gave it, and written back byte
// for byte except where a cell was changed.
package glossary

import (
	"github.com/duizhao/duizhao/lang"
)

// Status is how a term stands to its concept.
type Status uint8

// The statuses, from best to worst.
const (
	Preferred  Status = iota // the first form of a language's own column
	Admitted                 // as good in a translation, not proposed
	Deprecated               // out of use: a warning
	Forbidden                // wrong: an error
)

var statusNames = [...]string{"preferred", "admitted", "deprecated", "forbidden"}

// String is the stable name used in files.
func (s Status) String() string {
	if int(s) >= len(statusNames) {
		return "unknown"
	}
	return statusNames[s]
}

// Term is one form of a concept in one language.
type Term struct {
	Lang   lang.Tag
	Text   string
	Status Status
}

// Case says how capitals are compared.
type Case uint8

// Case rules.
const (
	CaseAuto  Case = iota // capitals count in an acronym (US, WHO) only
	CaseExact             // capitals count
	CaseAny               // capitals never count
)

// Mention is the form that a concept takes at its first or its later mentions
// in an article: "Asia-Pacific Economic Cooperation (APEC)", then "APEC".
type Mention struct {
	Lang  lang.Tag
	Text  string
	Later bool
}

// Concept is one row of the file: one meaning with its terms.
type Concept struct {
	ID           string // of the column id, else made of the first Chinese form; unique in the glossary
	Line         int    // line of the file, from 1; 0 for a concept that no file has
	Terms        []Term // in column order, the forms of a cell in their order
	Mentions     []Mention
	Case         Case
	Keep         bool // do not translate: the source form stands in the target
	Note         string
	Definition   string
	PartOfSpeech string
	Domain       string // scope: of the subject,
	Client       string // of the client,
	Article      string // of one article's name
}

// First is the first term of the concept in one language whose status is at
// best status; the other Chinese script stands in where one is missing.
func (c *Concept) First(tag lang.Tag, status Status) (Term, bool) {
	for _, t := range c.Terms {
		if t.Lang == tag && t.Status == status {
			return t, true
		}
	}
	if tag.Chinese() {
		for _, t := range c.Terms {
			if t.Lang.Chinese() && t.Status == status {
				return t, true
			}
		}
	}
	return Term{}, false
}

// Glossary is a set of concepts.
type Glossary struct {
	Path     string
	Concepts []Concept
	file     *file
	matchers matchers
}

// Pairs gives the source and target forms of every concept that has both,
// forbidden forms left out, Chinese source forms in both scripts.
func (g *Glossary) Pairs(source, target lang.Tag) []Pair {
	var pairs []Pair
	for i := range g.Concepts {
		p := Pair{Source: g.forms(i, source), Target: g.forms(i, target)}
		if len(p.Source) > 0 && len(p.Target) > 0 {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// forms lists the allowed forms of a concept in a language.
func (g *Glossary) forms(concept int, tag lang.Tag) []string {
	c := &g.Concepts[concept]
	var out []string
	for _, t := range c.Terms {
		if t.Status <= Admitted && (t.Lang == tag || t.Lang.Chinese() && tag.Chinese()) {
			if t.Lang.Chinese() {
				out = append(out, variants(t.Text, t.Lang)...)
				continue
			}
			out = append(out, t.Text)
		}
	}
	for _, m := range c.Mentions {
		if m.Lang == tag {
			out = append(out, m.Text)
		}
	}
	return out
}

// Pair is what the aligner learns from a concept: any of the source forms may
// stand for any of the target forms.
type Pair struct{ Source, Target []string }
