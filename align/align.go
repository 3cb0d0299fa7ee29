// Package align pairs the sentences of a text with those of its translation.
//
// Align is the one way in: two segmented texts give a bitext.Bitext, in which
// every sentence of either side stands in exactly one bead and beads keep the
// order of both texts.
package align

import (
	"context"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/segment"
)

// TermPair is one entry of a termbase as evidence for the aligner: where one
// of the source forms stands, one of the target forms is to be expected.
type TermPair struct {
	Source, Target []string
}

// Pin names a bead by its ranges of sentences.
type Pin struct {
	Source, Target bitext.Range
}

// Options tell Align what it may use beside the two texts. The zero value is
// good for every pair of texts.
type Options struct {
	Terms     []TermPair // the project's termbase
	Confirmed []Pin      // beads that a person has confirmed: kept exactly
	Rejected  []Pin      // beads that a person has rejected: never made
	Lexicon   *Lexicon   // learned word pairs, nil for none
	Weights   string     // "default", "literary"; "" for default
}

// Lexicon holds word pairs learned from a project.
type Lexicon struct{}

// Align pairs the sentences of source with those of target. The error is
// ctx's own, or a fault: align.pins when the confirmed beads contradict each
// other or the texts, align.weights for weights of no known name.
func Align(ctx context.Context, source, target *segment.Text, opt Options) (*bitext.Bitext, error) {
	if source == nil || target == nil {
		return nil, fault.New("align.no-text", "")
	}
	gaps, err := between(source, target, opt.Confirmed)
	if err != nil {
		return nil, err
	}
	var beads []bitext.Bead
	for i, g := range gaps {
		found, err := simple(ctx, source, target, g, opt)
		if err != nil {
			return nil, err
		}
		beads = append(beads, found...)
		if i < len(opt.Confirmed) {
			p := sorted(opt.Confirmed)[i]
			beads = append(beads, bitext.Bead{Source: p.Source, Target: p.Target, Confidence: 1, Origin: bitext.Confirmed})
		}
	}
	return bitext.New(source, target, beads)
}
