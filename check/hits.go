package check

import (
	"iter"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/glossary"
)

// termHits keeps the terms of all sentences of a text in one list: of a text of
// a million characters and ten thousand terms they are the most of what a run
// holds.
type termHits struct {
	list []termHit
	from []int32 // by sentence: where its hits begin; one more at the end
}

// termHit is a glossary.Hit in half of its space.
type termHit struct {
	concept, term, start, end int32
	kind                      glossary.Inflection
	loose, longest            bool
}

// add appends the hits of the next sentence: all, and of these the longest at
// each place.
func (t *termHits) add(all, longest []glossary.Hit) {
	if t.from == nil {
		t.from = append(t.from, 0)
	}
	k := 0
	for _, h := range all {
		best := k < len(longest) && longest[k] == h
		if best {
			k++
		}
		t.list = append(t.list, termHit{int32(h.Concept), int32(h.Term), int32(h.Span.Start), int32(h.Span.End), h.Inflection, h.Loose, best})
	}
	t.from = append(t.from, int32(len(t.list)))
}

// in gives the terms of a sentence, the longest at each place.
func (t *termHits) in(sentence int) iter.Seq[glossary.Hit] { return t.of(sentence, false) }

// within gives the terms of a sentence, those within others included.
func (t *termHits) within(sentence int) iter.Seq[glossary.Hit] { return t.of(sentence, true) }

func (t *termHits) of(sentence int, all bool) iter.Seq[glossary.Hit] {
	return func(yield func(glossary.Hit) bool) {
		if sentence+1 >= len(t.from) {
			return
		}
		for _, h := range t.list[t.from[sentence]:t.from[sentence+1]] {
			if (all || h.longest) && !yield(glossary.Hit{Concept: int(h.concept), Term: int(h.term),
				Span: doc.Span{Start: int(h.start), End: int(h.end)}, Inflection: h.kind, Loose: h.loose}) {
				return
			}
		}
	}
}
