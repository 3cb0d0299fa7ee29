package align

import (
	"math"

	"sort"
	"strings"

	"github.com/duizhao/duizhao/align/internal/pack"
	"github.com/duizhao/duizhao/align/internal/unit"
	"github.com/duizhao/duizhao/lang"
)

// cue says what kind of evidence a match is.
type cue uint8

// The kinds of evidence.
const (
	cueWord   cue = iota // the dictionary
	cueLearnt            // a learned pair
	cueNumber            // the same number
	cueLatin             // the same word in Latin letters
	cueName              // a name read by its pinyin or its Sino-Korean reading
	cueTerm              // the termbase
)

// hit is a target form that a source form speaks for, with the likelihood
// ratio r(e,z) = t(e|z)/p(e): how much more often e is to be expected beside z
// than anywhere in the text.
type hit struct {
	form int32
	r    float32
	cue  cue
}

// translator holds, for one pair of texts, the hits of every source form.
type translator struct {
	source, target *side
	hits           [][]hit // by source form
	extra          []extra // hits of single tokens, by sentence and token
	extraAt        []int32 // n+1: first extra of each source sentence
	prior          []float64
	own            ownHits // what the beads of a text have taught it, by sentence
}

// extra is a hit of one token in one sentence: a name, a term.
type extra struct {
	pos int32
	hit
}

// Shares of the lexicon's mixture and the t(e|z) of evidence that no
// dictionary weighs.
const (
	glossShare = 0.8
	charShare  = 0.2
	learnShare = 0.8 // of a lexicon in a file
	selfShare  = 0.5 // of what a text teaches itself
	sameNumber = 0.6
	sameLatin  = 0.9
	sameName   = 0.5
	sameTerm   = 0.8
	leastRatio = 1.0 // pairs less likely than chance say nothing
	mostRatio  = 4000
)

func newTranslator(source, target *side, opt *Options) *translator {
	tr := &translator{source: source, target: target}
	tr.setPriors()
	tr.addTerms(opt.Terms)
	tr.hits = make([][]hit, len(source.forms))
	switch {
	case !source.tag.Chinese():
		tr.same()
	case target.tag == lang.Ko:
		tr.korean()
	default:
		tr.english()
	}
	if opt.Lexicon != nil {
		tr.learnt(opt.Lexicon, learnShare)
	}
	for f := range tr.hits {
		tr.hits[f] = tidy(tr.hits[f])
	}
	return tr
}

// setPriors estimates p(e), the share of the target's tokens that carry form
// e, with half a token added so that a rare form is no miracle.
func (tr *translator) setPriors() {
	t := tr.target
	n := float64(len(t.stop)) + 50
	tr.prior = make([]float64, len(t.forms))
	for f, c := range t.count {
		tr.prior[f] = (float64(c) + 0.5) / n
	}
}

// add records t(e|z) for a source form.
func (tr *translator) add(z, e int32, t float64, c cue) {
	if h, ok := tr.ratio(e, t, c); ok {
		tr.hits[z] = append(tr.hits[z], h)
	}
}

func (tr *translator) ratio(e int32, t float64, c cue) (hit, bool) {
	r := t / tr.prior[e]
	if r < leastRatio {
		return hit{}, false
	}
	return hit{e, float32(math.Min(r, mostRatio)), c}, true
}

// same matches what needs no dictionary: numbers and words in Latin letters.
func (tr *translator) same() {
	for z, form := range tr.source.forms {
		if strings.HasPrefix(form, "=") {
			if e, ok := tr.target.vocab[form]; ok {
				tr.add(int32(z), e, sameNumber, cueNumber)
			}
			continue
		}
		if c, _ := decodeRune(form); unit.IsHan(c) || unit.IsHangul(c) || c == '#' {
			continue
		}
		if e, ok := tr.target.vocab[form]; ok && len(form) > 1 && !unit.IsStop(form) {
			tr.add(int32(z), e, sameLatin, cueLatin)
		}
	}
}

// english looks up Chinese forms in CC-CEDICT: t(e|z) is glossShare of the
// word's own glosses and charShare of the mean over its characters.
func (tr *translator) english() {
	tr.same()
	d := data()
	toTarget := valueMap(d.words, tr.target)
	charTarget := valueMap(d.chars, tr.target)
	related := newRelated(d, tr.target)
	var pairs []pack.Pair
	sum := map[int32]float64{}
	for z, form := range tr.source.forms {
		if c, _ := decodeRune(form); !unit.IsHan(c) {
			continue
		}
		clear(sum)
		word := d.words.Find(form)
		chars := []rune(form)
		gloss, char := glossShare, charShare/float64(len(chars))
		if word < 0 {
			gloss, char = 0, 0.5/float64(len(chars))
		} else {
			pairs = d.words.Pairs(word, pairs[:0])
			for _, p := range pairs {
				if e := toTarget[p.Value]; e >= 0 {
					sum[e] += gloss * float64(p.Weight)
				}
				for _, x := range related.to(p.Value) {
					sum[x.form] += gloss * relatedShare * float64(p.Weight) * x.weight
				}
			}
		}
		for _, c := range chars {
			if k := d.chars.Find(string(c)); k >= 0 {
				pairs = d.chars.Pairs(k, pairs[:0])
				for _, p := range pairs {
					if e := charTarget[p.Value]; e >= 0 {
						sum[e] += char * float64(p.Weight)
					}
				}
			}
		}
		for e, t := range sum {
			tr.add(int32(z), e, t, cueWord)
		}
	}
	tr.pinyinNames()
}

// valueMap gives, for every value of a table, the number of the target form
// that it is, or -1.
func valueMap(t *pack.Table, target *side) []int32 {
	out := make([]int32, t.Values())
	for i := range out {
		out[i] = -1
	}
	for form, id := range target.vocab {
		if v := t.FindValue(form); v >= 0 {
			out[v] = id
		}
	}
	return out
}

// learnt adds the pairs of a learned lexicon, which has a share of the mixture.
func (tr *translator) learnt(l *Lexicon, share float64) {
	for z, form := range tr.source.forms {
		for _, p := range l.pairs[form] {
			if e, ok := tr.target.vocab[p.target]; ok {
				tr.add(int32(z), e, share*p.weight, cueLearnt)
			}
		}
	}
}

// teach adds what its text has taught to a matcher that is in use.
func (m *matcher) teach(l *Lexicon) {
	m.tr.learnt(l, selfShare)
	for f := range m.tr.hits {
		m.tr.hits[f] = tidy(m.tr.hits[f])
	}
	for k := range m.ring {
		m.ring[k].sentence = -1
	}
}

// tidy joins the hits of one target form, in the order of forms.
func tidy(h []hit) []hit {
	if len(h) < 2 {
		return h
	}
	sort.SliceStable(h, func(i, j int) bool { return h[i].form < h[j].form })
	out := h[:1]
	for _, x := range h[1:] {
		last := &out[len(out)-1]
		if last.form != x.form {
			out = append(out, x)
			continue
		}
		if x.r > last.r {
			last.cue = x.cue
		}
		last.r = min(last.r+x.r, mostRatio)
	}
	return out
}
