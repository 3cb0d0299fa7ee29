package align

import (
	"context"
	"math"
	"sort"

	"github.com/duizhao/duizhao/bitext"
)

// Reason is one thing that spoke for or against a bead.
type Reason struct {
	Kind   string  // "word", "learned", "number", "latin", "name", "term", or a feature's name
	Source string  // the source words as they stand in the lexicon, "" for a feature
	Target string  // the target words
	Weight float64 // in favour above 0, in natural-log units of the score
}

// Explanation says why a bead was made.
type Explanation struct {
	Bead    bitext.Bead
	Words   []Reason // word pairs, the weightiest first, at most explainWords
	Marks   []Reason // features beside the words: length, punctuation, structure; the weightiest first
	Score   float64  // the sum over all features
	Weakest string   // the feature that spoke most against it, "" for none
}

const (
	explainWords = 12
	explainMarks = 8
)

// Explain tells for the beads of numbers which (into bt.Beads) which words,
// numbers, names and marks spoke for them. opt must be what Align was given.
func Explain(ctx context.Context, bt *bitext.Bitext, opt Options, which []int) ([]Explanation, error) {
	source, target := bt.Source, bt.Target
	w, err := opt.weights(source.Doc.Lang, target.Doc.Lang)
	if err != nil {
		return nil, err
	}
	flip := target.Doc.Lang.Chinese() && !source.Doc.Lang.Chinese()
	if flip {
		source, target = target, source
		opt = *turned(&opt)
	}
	p := newProblem(source, target, &opt)
	if p.source.n == 0 || p.target.n == 0 {
		return nil, nil
	}
	c, _, err := p.ready(ctx)
	if err != nil {
		return nil, err
	}
	var out []Explanation
	for _, k := range which {
		if k < 0 || k >= len(bt.Beads) {
			continue
		}
		b := bt.Beads[k]
		s, t := b.Source, b.Target
		if flip {
			s, t = t, s
		}
		x := c.explain(w, s.From, s.To, t.From, t.To)
		x.Bead = b
		if flip {
			for q, r := range x.Words {
				x.Words[q].Source, x.Words[q].Target = r.Target, r.Source
			}
		}
		out = append(out, x)
	}
	return out, nil
}

func (c *scorer) explain(w *Weights, i0, i1, j0, j1 int) Explanation {
	var x Explanation
	var v vector
	use := w.at(c.nullRate)
	switch {
	case i1 == i0 && j1 > j0:
		c.null(c.target, j0, true, &v)
	case j1 == j0:
		c.null(c.source, i0, false, &v)
	default:
		at := max(0, shapeIndex(shape{i1 - i0, j1 - j0}))
		if i1-i0 < ringRows {
			for i := max(0, i0-1); i < min(c.source.n, i1+1); i++ {
				c.row(i, max(0, j0-1), min(c.target.n, j1+1))
			}
			c.pair(i0, i1, j0, j1, at, &v)
			x.Words = c.wordReasons(i0, i1, j0, j1)
		}
	}
	for f, value := range v {
		if value == 0 {
			continue
		}
		weight := use[f] * float64(value)
		x.Score += weight
		if math.Abs(weight) >= 0.05 {
			x.Marks = append(x.Marks, Reason{Kind: featureName(feature(f)), Weight: weight})
		}
	}
	sort.SliceStable(x.Marks, func(a, b int) bool { return math.Abs(x.Marks[a].Weight) > math.Abs(x.Marks[b].Weight) })
	x.Marks = x.Marks[:min(len(x.Marks), explainMarks)]
	worst := -0.2
	for _, r := range x.Marks {
		if r.Weight < worst {
			worst, x.Weakest = r.Weight, r.Kind
		}
	}
	return x
}

var cueNames = [...]string{cueWord: "word", cueLearnt: "learned", cueNumber: "number", cueLatin: "latin", cueName: "name", cueTerm: "term"}

// wordReasons lists the token pairs of a bead, each pair of words once, by
// what they add to the forward evidence.
func (c *scorer) wordReasons(i0, i1, j0, j1 int) []Reason {
	s, t := c.source, c.target
	l := float64(s.tok[i1]-s.tok[i0]) + 0.5
	best := map[[2]string]Reason{}
	for i := i0; i < i1; i++ {
		for j := j0; j < j1; j++ {
			for _, m := range c.ring[i%ringRows].of(j) {
				z, e := s.word(i, m.z), t.word(j, m.e)
				r := Reason{Kind: cueNames[m.cue], Source: z, Target: e, Weight: math.Log(1 + lambda/(1-lambda)*float64(m.r)/l)}
				if old := best[[2]string{z, e}]; r.Weight > old.Weight {
					best[[2]string{z, e}] = r
				}
			}
		}
	}
	out := make([]Reason, 0, len(best))
	for _, r := range best {
		out = append(out, r)
	}
	sort.Slice(out, func(a, b int) bool {
		if out[a].Weight != out[b].Weight {
			return out[a].Weight > out[b].Weight
		}
		return out[a].Source+"\t"+out[a].Target < out[b].Source+"\t"+out[b].Target
	})
	return out[:min(len(out), explainWords)]
}

// word is the principal form of a token of a sentence, without its class.
func (s *side) word(sentence int, pos int32) string {
	for k := s.ent[sentence]; k < s.ent[sentence+1]; k++ {
		if s.entPos[k] != pos || !s.entMain[k] {
			continue
		}
		f := s.forms[s.entForm[k]]
		if len(f) > 2 && f[1] == ':' {
			f = f[2:]
		}
		return f
	}
	return ""
}
