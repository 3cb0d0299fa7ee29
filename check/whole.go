package check

import (
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
)

// whole reports source sentences without a translation and target sentences
// without a source: one finding for each run of them in a bead. What is no
// prose (a credit, an author line, code) is left alone, as each side has its
// own.
func (r *run) whole() {
	for i, b := range r.bt.Beads {
		switch {
		case b.Target.Len() == 0:
			r.reportLonely(i, Omission, r.src, b.Source)
		case b.Source.Len() == 0:
			r.reportLonely(i, Addition, r.tgt, b.Target)
		}
	}
}

func (r *run) reportLonely(bead int, code finding.Code, s *side, sentences bitext.Range) {
	for k := sentences.From; k < sentences.To; k++ {
		switch s.text.Doc.Blocks[s.text.Sentences[k].Block].Kind {
		case doc.Byline, doc.Credit, doc.Dateline, doc.Code, doc.Rule:
			continue
		}
		if !hasLetter(s.raw[k]) {
			continue
		}
		f := finding.Finding{Code: code, Args: map[string]any{"Count": sentences.To - k}}
		if s == r.src {
			f.Source = s.place(k, doc.Span{})
		} else {
			f.Target = s.place(k, doc.Span{})
		}
		r.add(bead, f)
		return
	}
}
