// Package align pairs the sentences of a text with those of its translation.
//
// Align is the one way in: two segmented texts give a bitext.Bitext, in which
// every sentence of either side stands in exactly one bead and beads keep the
// order of both texts.
//
// The method is a semi-Markov conditional random field over beads (Sarawagi
// and Cohen, "Semi-Markov conditional random fields", 2004) whose features
// are lengths, a bilingual lexicon's likelihood ratios, names, numbers,
// punctuation, quotation marks and block structure; see features.go. The
// weights are learned from gold alignments (train.go) and kept in
// data/weights.
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
	Trained   *WeightSet // weights that Train made, in place of named ones; nil for none
	Embedder  Embedder   // a second opinion on beads in doubt, nil for none
}

// Align pairs the sentences of source with those of target. The error is
// ctx's own, or a fault: align.pins when the confirmed beads contradict each
// other or the texts, align.weights for weights of no known name.
func Align(ctx context.Context, source, target *segment.Text, opt Options) (*bitext.Bitext, error) {
	if source == nil || target == nil {
		return nil, fault.New("align.no-text", "")
	}
	w, err := opt.weights(source.Doc.Lang, target.Doc.Lang)
	if err != nil {
		return nil, err
	}
	beads, err := alignWith(ctx, source, target, &opt, w)
	if err != nil {
		return nil, err
	}
	return bitext.New(source, target, beads)
}

// alignWith aligns with given weights.
func alignWith(ctx context.Context, source, target *segment.Text, opt *Options, w *Weights) ([]bitext.Bead, error) {
	if target.Doc.Lang.Chinese() && !source.Doc.Lang.Chinese() {
		return flipped(ctx, source, target, opt, w)
	}
	if _, err := between(source, target, opt.Confirmed); err != nil {
		return nil, err
	}
	p := newProblem(source, target, opt)
	return p.solve(ctx, w)
}

// flipped aligns a text in another language with its Chinese translation: the
// lexicon reads from Chinese, so the sides change places.
func flipped(ctx context.Context, source, target *segment.Text, opt *Options, w *Weights) ([]bitext.Bead, error) {
	beads, err := alignWith(ctx, target, source, turned(opt), w)
	for i, b := range beads {
		beads[i].Source, beads[i].Target = b.Target, b.Source
	}
	return beads, err
}

// turned gives the options for the sides exchanged.
func turned(opt *Options) *Options {
	out := *opt
	turn := func(pins []Pin) (out []Pin) {
		for _, p := range pins {
			out = append(out, Pin{p.Target, p.Source})
		}
		return out
	}
	out.Confirmed, out.Rejected = turn(opt.Confirmed), turn(opt.Rejected)
	out.Terms = nil
	for _, t := range opt.Terms {
		out.Terms = append(out.Terms, TermPair{t.Target, t.Source})
	}
	return &out
}
