package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
)

// The codes of what Consistency finds across articles.
const (
	TwoWays finding.Code = "translated-two-ways" // one source sentence, two translations
	Alike   finding.Code = "translated-alike"    // two source sentences, one translation
)

// Fact is what one article says about how a sentence is translated: small, so
// that a whole archive's can be held at once.
type Fact struct {
	Source, Target *finding.Place
	source, target string       // without punctuation, in one script, in lower case
	allow          []*allowance // comments of either text about the sentence
}

// shortest is the length in characters, without punctuation, of a source
// sentence that is compared across articles: shorter ones ("Yes.") are
// translated as their context asks.
const shortest = 5

// Facts lists the sentences of a bitext that are paired one to one, headings
// and captions included.
func Facts(bt *bitext.Bitext, ids IDs) []Fact {
	r := &run{bt: bt}
	r.src = &side{text: bt.Source, tag: bt.Source.Doc.Lang, ids: ids.Source}
	r.tgt = &side{text: bt.Target, tag: bt.Target.Doc.Lang, ids: ids.Target}
	for _, s := range []*side{r.src, r.tgt} {
		for i := range s.text.Sentences {
			s.raw = append(s.raw, s.text.Raw(i))
		}
	}
	all := func(finding.Code) bool { return true } // Run says which are unknown
	comments := [2][]*allowance{allowances(bt.Source, all), allowances(bt.Target, all)}
	var out []Fact
	for _, b := range bt.Beads {
		if b.Source.Len() != 1 || b.Target.Len() != 1 || b.Confidence < doubtful || r.verbatim(r.src, b.Source.From) || emptyPlace(r.tgt.raw[b.Target.From]) {
			continue
		}
		f := Fact{
			source: plainText(r.src.raw[b.Source.From]),
			target: strings.ToLower(plainText(r.tgt.raw[b.Target.From])),
		}
		if utf8.RuneCountInString(f.source) < shortest || f.target == "" {
			continue
		}
		for k, sentence := range []int{b.Source.From, b.Target.From} {
			for _, a := range comments[k] {
				if a.wrong == "" && a.sentences[0] <= sentence && sentence < a.sentences[1] {
					f.allow = append(f.allow, a)
				}
			}
		}
		f.Source, f.Target = r.src.place(b.Source.From, doc.Span{}), r.tgt.place(b.Target.From, doc.Span{})
		out = append(out, f)
	}
	return out
}

// isAcross reports a code of Consistency.
func isAcross(code finding.Code) bool { return code == TwoWays || code == Alike }

// allows reports a comment that accepts a code in the sentences of the fact.
func (f Fact) allows(code finding.Code, today string) bool {
	return slices.ContainsFunc(f.allow, func(a *allowance) bool { return slices.Contains(a.codes, code) && !ended(a.until, today) })
}

// Consistency compares the facts of many articles in one target language: one
// source sentence with two translations, and two source sentences with one.
// The first of each, in the order given, is what the others are held to. Of the
// suppressions in opt, those of the two codes that suppress nothing are findings
// without a place.
func Consistency(facts []Fact, opt Options) []finding.Finding {
	levels := levelsOf(opt)
	var out []finding.Finding
	compare := func(code finding.Code, key, value func(Fact) string, at func(Fact) *finding.Place) {
		if levels[code] == Off {
			return
		}
		first := map[string]int{}
		told := map[string]bool{}
		for i, f := range facts {
			k, seen := first[key(f)]
			if !seen {
				first[key(f)] = i
				continue
			}
			other := facts[k]
			if value(f) == value(other) || told[key(f)+"\x00"+value(f)] {
				continue
			}
			if f.allows(code, opt.Today) {
				continue
			}
			told[key(f)+"\x00"+value(f)] = true
			out = append(out, finding.Finding{
				Code: code, Severity: finding.Severity(levels[code] - Info),
				Args: map[string]any{
					"Text": f.Source.Sentence.Text, "Found": at(f).Sentence.Text, "Want": at(other).Sentence.Text,
					"Path": at(other).Doc.Path, "Line": at(other).Position().Line,
				},
				Source: f.Source, Target: f.Target,
			})
		}
	}
	source := func(f Fact) string { return f.source }
	target := func(f Fact) string { return f.target }
	compare(TwoWays, source, target, func(f Fact) *finding.Place { return f.Target })
	compare(Alike, target, source, func(f Fact) *finding.Place { return f.Source })
	slices.SortStableFunc(out, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Target.Doc.Path, b.Target.Doc.Path), cmp.Compare(a.Target.Span.Start, b.Target.Span.Start), cmp.Compare(a.Code, b.Code))
	})
	return suppress(out, opt, isAcross)
}
