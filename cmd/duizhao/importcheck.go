package main

import (
	"context"
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/segment"
)

// check adds what the checks find in the sentences that were put in: a
// forbidden term comes in with a translator's file as easily as with a
// service's answer. What was there before is the business of `duizhao check`.
func (in *incoming) check(ctx context.Context, opt pipeline.Options) error {
	if in.made == nil {
		return nil
	}
	w := *in.work
	w.Article.Targets = []pipeline.File{{Path: in.path, Lang: in.paired.file.To}}
	w.Targets, w.Ledger = []*segment.Text{in.made.Target}, in.made.Ledger
	_, joined, err := (&pipeline.Bases{}).Load(w.Article.Glossaries)
	if err != nil {
		return err
	}
	if joined != nil { // with the terms of what is new
		w.Glossary = pipeline.Slice(joined, pipeline.ScopeOf(w.Article.Name, w.Source), w.Source, in.made.Target)
	}
	ed, _, err := w.Edition(ctx, opt)
	if err != nil {
		return err
	}
	source, target := in.placed(ed)
	for _, f := range ed.Targets[0].Findings {
		if stands(f.Source, source) || stands(f.Target, target) {
			in.found = append(in.found, f)
		}
	}
	return nil
}

// placed are the sentences of either side, by index, whose translation was put
// in.
func (in *incoming) placed(ed *bitext.Edition) (source, target map[int]bool) {
	ids := map[string]bool{}
	for _, p := range in.pieces {
		for _, id := range strings.Split(p.ID, "+") {
			ids[id] = true
		}
	}
	source, target = map[int]bool{}, map[int]bool{}
	for _, b := range ed.Targets[0].Bitext.Beads {
		put := false
		for i := b.Source.From; i < b.Source.To; i++ {
			if ids[ed.IDs.Source[i]] {
				source[i], put = true, true
			}
		}
		for j := b.Target.From; put && j < b.Target.To; j++ {
			target[j] = true
		}
	}
	return source, target
}

// stands reports a place in one of these sentences.
func stands(p *finding.Place, sentences map[int]bool) bool {
	return p != nil && p.Sentence != nil && sentences[p.Sentence.Index]
}
