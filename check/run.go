package check

import (
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
	"github.com/duizhao/duizhao/value"
)

// side is one text of the bitext with what every check needs of it.
type side struct {
	text   *segment.Text
	tag    lang.Tag
	ids    []string
	raw    []string        // by sentence: its text, as in its block
	values [][]value.Value // by sentence; spans in raw
	terms  termHits
	bead   []int // by sentence: its bead
}

// run is one run of the checks.
type run struct {
	bt       *bitext.Bitext
	g        *glossary.Glossary
	opt      Options
	levels   map[finding.Code]Level
	src, tgt *side
	relevant []bool // by concept: applies
	findings []finding.Finding
}

func prepare(bt *bitext.Bitext, ids IDs, g *glossary.Glossary, opt Options) *run {
	r := &run{bt: bt, g: g, opt: opt}
	r.levels = levelsOf(opt)
	r.src = r.side(bt.Source, ids.Source, false)
	r.tgt = r.side(bt.Target, ids.Target, true)
	if g != nil {
		r.relevant = make([]bool, len(g.Concepts))
		for i := range g.Concepts {
			r.relevant[i] = r.applies(i)
		}
	}
	for i, b := range bt.Beads {
		for s := b.Source.From; s < b.Source.To; s++ {
			r.src.bead[s] = i
		}
		for t := b.Target.From; t < b.Target.To; t++ {
			r.tgt.bead[t] = i
		}
	}
	return r
}

// levelsOf gives the level of every code.
func levelsOf(opt Options) map[finding.Code]Level {
	levels := map[finding.Code]Level{}
	for _, d := range defaults {
		if levels[d.Code] = opt.Levels[d.Code]; opt.Levels[d.Code] == Default {
			levels[d.Code] = d.Level
		}
	}
	return levels
}

// side reads one text; inner also keeps the terms within others.
func (r *run) side(t *segment.Text, ids []string, inner bool) *side {
	n := len(t.Sentences)
	s := &side{text: t, tag: t.Doc.Lang, ids: ids, raw: make([]string, n), bead: make([]int, n)}
	for i := range t.Sentences {
		s.raw[i] = t.Raw(i)
		switch {
		case r.g == nil:
		case t.Doc.Blocks[t.Sentences[i].Block].Kind == doc.Code:
			s.terms.add(nil, nil)
		case inner:
			all := r.g.AllHits(s.tag, s.raw[i])
			s.terms.add(all, glossary.Longest(all))
		default:
			hits := r.g.Find(s.tag, s.raw[i])
			s.terms.add(hits, hits)
		}
	}
	return s
}

// readValues reads the numbers of a side.
func (r *run) readValues(s *side) {
	s.values = make([][]value.Value, len(s.raw))
	for i, raw := range s.raw {
		if s.text.Doc.Blocks[s.text.Sentences[i].Block].Kind != doc.Code {
			s.values[i] = outsideAddresses(raw, value.FindWith(s.tag, raw, value.Options{MegaZhao: r.opt.MegaZhao}))
		}
	}
}

// outsideAddresses leaves out the values within web addresses, which are no
// numbers of the text.
func outsideAddresses(text string, values []value.Value) []value.Value {
	if len(values) == 0 || !strings.Contains(text, "://") {
		return values
	}
	kept := values[:0]
	for _, v := range values {
		word := text[strings.LastIndexAny(text[:v.Start], " \t\n")+1 : v.Start]
		if at := strings.LastIndex(word, "://"); at < 0 || strings.IndexFunc(word[at:], func(c rune) bool { return c >= 0x80 }) >= 0 {
			kept = append(kept, v)
		}
	}
	return kept
}

// on reports whether a check is to run.
func (r *run) on(code finding.Code) bool { return r.levels[code] != Off }

// place is a range of a sentence's raw text as a place in the file; an empty
// span means the whole sentence.
func (s *side) place(sentence int, span doc.Span) *finding.Place {
	at := s.text.Sentences[sentence]
	p := &finding.Place{Doc: s.text.Doc, Span: at.Src, Sentence: &finding.Sentence{Index: sentence, Text: strings.TrimSpace(s.raw[sentence])}}
	if sentence < len(s.ids) {
		p.Sentence.ID = s.ids[sentence]
	}
	if !span.Empty() {
		p.Span = s.source(sentence, span)
	}
	return p
}

// source maps a range of a sentence's raw text to the bytes of the file.
func (s *side) source(sentence int, span doc.Span) doc.Span {
	at := s.text.Sentences[sentence]
	return s.text.Doc.Blocks[at.Block].Source(doc.Span{Start: at.Span.Start + span.Start, End: at.Span.Start + span.End})
}

// whole is the place of a whole range of sentences, nil for none: the first
// sentence stands for all.
func (s *side) first(r bitext.Range) *finding.Place {
	if r.Len() <= 0 {
		return nil
	}
	return s.place(r.From, doc.Span{})
}

// add appends a finding at its level; bead is the bead it stands in, -1 for none.
func (r *run) add(bead int, f finding.Finding) {
	level := r.levels[f.Code]
	if level == Off {
		return
	}
	f.Severity = finding.Severity(level - Info)
	if bead >= 0 && r.bt.Beads[bead].Confidence < doubtful {
		f.Severity = min(f.Severity, finding.Warning)
	}
	r.findings = append(r.findings, f)
}

// near gives the target sentences of the beads beside bead i, not its own:
// what moved over a sentence border is found there.
func (r *run) near(i int) []bitext.Range {
	var out []bitext.Range
	if i > 0 {
		out = append(out, r.bt.Beads[i-1].Target)
	}
	if i+1 < len(r.bt.Beads) {
		out = append(out, r.bt.Beads[i+1].Target)
	}
	return out
}

// nearSource is near for the source side.
func (r *run) nearSource(i int) []bitext.Range {
	var out []bitext.Range
	if i > 0 {
		out = append(out, r.bt.Beads[i-1].Source)
	}
	if i+1 < len(r.bt.Beads) {
		out = append(out, r.bt.Beads[i+1].Source)
	}
	return out
}
