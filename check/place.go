package check

import (
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
)

// NotTranslated is the code of the finding, once a text, that sentences of a
// draft are still empty places.
const NotTranslated finding.Code = "not-translated"

// emptyPlace reports whether a sentence's raw text is an empty place of a
// draft. It has no words: no check looks at it.
func emptyPlace(raw string) bool {
	_, ok := doc.ParsePlace(raw)
	return ok
}

// places takes the findings about what is not translated yet out of a list,
// and says once how much that is.
func (r *run) places(list []finding.Finding) []finding.Finding {
	target := make([]bool, len(r.tgt.raw))
	source := make([]bool, len(r.src.raw))
	first, count := -1, 0
	for i := range target {
		if !emptyPlace(r.bt.Target.Raw(i)) {
			continue
		}
		if target[i] = true; first < 0 {
			first = i
		}
		count++
		b := r.bt.Beads[r.tgt.bead[i]]
		for s := b.Source.From; s < b.Source.To; s++ {
			source[s] = true
		}
	}
	if count == 0 {
		return list
	}
	kept := list[:0:0]
	for _, f := range list {
		if f.Code == "far-longer" || f.Code == "unrelated" { // of the whole text, half of which is not there
			continue
		}
		if t := f.Target; t != nil && t.Sentence != nil && target[t.Sentence.Index] {
			continue
		}
		if s := f.Source; s != nil && s.Sentence != nil && source[s.Sentence.Index] && (f.Target == nil || f.Target.Sentence == nil) {
			continue
		}
		kept = append(kept, f)
	}
	before := len(r.findings)
	r.add(-1, finding.Finding{Code: NotTranslated, Target: r.tgt.place(first, doc.Span{}), Args: map[string]any{"Count": count, "Sentences": bitext.DraftOf(r.bt.Source, r.bt.Target).Of}})
	kept = append(kept, r.findings[before:]...)
	r.findings = r.findings[:before]
	return kept
}
