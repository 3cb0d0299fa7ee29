package align

import (
	"math"

	"github.com/duizhao/duizhao/doc"
)

// feature numbers a feature of a bead.
type feature int

// The features. Their values are small numbers around 1; the weights are
// learned (see train.go) and kept in data/weights.
const (
	fBias        feature = iota // a pairing bead (all but nulls)
	fLengthGauss                // −δ²/2, δ after Gale and Church (1993)
	fLengthLog                  // |log(target length / expected)|
	fLengthShort                // its positive part: the target is too long
	fLengthBig                  // |log| above 1
	fFwd                        // evidence of content words, forward
	fFwdStop                    // of function words
	fRev
	fRevStop
	fMissE   // content words of the target without a match
	fMissZ   // of the source
	fFwdMean // fwd by content word
	fRevMean //
	fBleedE  // words whose only partner stands across the border
	fBleedZ
	fEdgeE      // clauses at the target's edges that fit better across the border
	fEdgeZ      // at the source's
	fNumber     // numbers matched
	fNumberMiss // numbers without a match
	fName
	fLatin
	fTerm
	fQuotes    // difference in quotation marks
	fQuestions // in question marks
	fShouts
	fEllipses
	fParens
	fClauses     // in inner cuts, beyond the expected
	fSameQuote   // both sides stand in a quotation behind the bead, or both do not
	fDiffQuote   // and where they differ, while each side has quotations
	fEndSame     // the same class of last mark
	fEndQuestion // a question mark ends one side only
	fEndLoose    // a side ends with a comma, colon or nothing
	fStartQuote  // both begin with a quotation mark
	fStartDiff   // one does
	fEndQuote    // both end with one
	fEndDiff
	fFriendZ // share of source sentences whose best partner is in the bead
	fFriendE // of target sentences
	fFoeZ    // source sentences whose best partner lies outside
	fFoeE
	fMarginZ     // the source's edge sentences fit better across the border
	fMarginE     // the target's
	fLeastZ      // the shortest source sentence of several
	fLeastE      // the shortest target sentence
	fInnerQuoteZ // cuts between source sentences that stand inside a quotation
	fInnerQuoteE
	fInnerSplit // the bead could be cut in two well
	fBothStart  // both sides begin a block
	fStartOnly  // only one begins a block
	fCrossZ     // a block begins inside the source
	fCrossE
	fKindSame // blocks of the same kind, other than paragraphs
	fKindDiff
	fNullBias   // a null bead
	fNullLength // its length
	fNullShort  // very short
	fNullBest   // how well the sentence fits its best partner
	fNullFriend // and whether the two prefer each other
	fNullQuote  // begins or ends with a quotation mark
	fNullKind   // is no paragraph
	fNullTarget // an addition
	fNullTargetLength
	fNullMatter // bears a number, a name or much content
	fNullRate   // how often the preliminary pass left sentences alone in these texts
	fAfterSame  // behind a null bead of the same side
	fAfterOther // of the other side
	fPairAfter  // a pairing bead behind a null bead
	fShape      // first of the shapes' own weights
	features    = fShape + 32
)

var featureNames = [...]string{"bias", "length-gauss", "length-log", "length-over", "length-big", "fwd", "fwd-stop", "rev", "rev-stop", "miss-target",
	"miss-source", "fwd-mean", "rev-mean", "bleed-target", "bleed-source", "edge-target", "edge-source", "number", "number-miss", "name", "latin", "term", "quotes", "questions", "shouts", "ellipses", "parens", "clauses",
	"same-quote", "diff-quote", "end-same", "end-question", "end-loose", "start-quote", "start-diff", "end-quote", "end-diff", "friend-source", "friend-target",
	"foe-source", "foe-target", "margin-source", "margin-target", "least-source", "least-target", "inner-quote-source", "inner-quote-target", "inner-split", "both-start", "start-only", "cross-source", "cross-target", "kind-same", "kind-diff",
	"null", "null-length", "null-short", "null-best", "null-friend", "null-quote", "null-kind", "null-target", "null-target-length", "null-matter", "null-rate",
	"after-same", "after-other", "pair-after"}

func featureName(f feature) string {
	if f < fShape {
		return featureNames[f]
	}
	if int(f-fShape) < len(shapes) {
		return shapeName(shapes[f-fShape])
	}
	return ""
}

type vector [features]float32

// scorer computes the features of beads of one pair of texts.
type scorer struct {
	*matcher
	ratio    float32 // expected target length per source length
	nullRate float32 // log share of null beads in the preliminary pass, from 0 (hardly any) up
	quotesOn bool    // both texts have quotations
	clauses  float32 // expected inner cuts of the target per cut of the source
	band     *band   // what the preliminary pass found
	pins     []Pin   // confirmed beads, in order
	rejected map[Pin]bool
}

// pair fills the features of a bead that pairs [i0, i1) with [j0, j1).
func (c *scorer) pair(i0, i1, j0, j1 int, shapeAt int, v *vector) {
	*v = vector{}
	v[fBias] = 1
	v[fShape+feature(shapeAt)] = 1
	s, t := &c.source.surface, &c.target.surface
	ls, lt := s.length[i1]-s.length[i0], t.length[j1]-t.length[j0]
	c.lengths(ls, lt, v)
	ev := c.weigh(i0, i1, j0, j1)
	wz, we := s.words[i1]-s.words[i0], t.words[j1]-t.words[j0]
	v[fFwd], v[fFwdStop], v[fRev], v[fRevStop] = ev.fwd/10, ev.fwdStop/10, ev.rev/10, ev.revStop/10
	v[fMissE], v[fMissZ] = float32(max(0, we-ev.hitE))/10, float32(max(0, wz-ev.hitZ))/10
	v[fFwdMean], v[fRevMean] = ev.fwd/float32(we+2), ev.rev/float32(wz+2)
	v[fBleedE], v[fBleedZ] = min(ev.bleedE, 6)/3, min(ev.bleedZ, 6)/3
	met := ev.hitE > 0 || ev.hitZ > 0
	nz, ne := c.source.numbers(i0, i1), c.target.numbers(j0, j1)
	v[fNumber] = float32(min(ev.numbers, 4))
	if !c.full {
		c.lightMarks(i0, i1, j0, j1, met, v)
		return
	}
	v[fNumberMiss] = float32(min(max(nz-ev.numbers, 0)+max(ne-ev.numbers, 0), 4))
	v[fName], v[fLatin], v[fTerm] = float32(min(ev.names, 5)), float32(min(ev.latin, 4)), float32(min(ev.terms, 4))
	c.marks(i0, i1, j0, j1, v)
	c.friends(i0, i1, j0, j1, v)
	v[fEdgeZ], v[fEdgeE] = c.edges(i0, i1, j0, j1)
	c.structure(i0, i1, j0, j1, met, v)
	v[fLeastZ], v[fInnerQuoteZ] = c.source.inside(i0, i1, c.ratio)
	v[fLeastE], v[fInnerQuoteE] = c.target.inside(j0, j1, 1)
}

// inside tells of several sentences of one side how long the shortest is, on a
// log scale, and how many cuts between them stand inside a quotation.
func (s *side) inside(from, to int, ratio float32) (least, quoted float32) {
	if to-from < 2 {
		return 0, 0
	}
	f := &s.surface
	short := f.length[from+1] - f.length[from]
	for k := from + 1; k < to; k++ {
		short = min(short, f.length[k+1]-f.length[k])
		if f.inQuote[k] {
			quoted++
		}
	}
	return float32(math.Log(float64(short*ratio+4))) - 3.5, min(quoted, 3)
}

// noteCost is how many times the weight of different kinds a translator's note
// pays that is paired with a sentence of the other text: it has no source.
const noteCost = 4

// kinds compares the blocks of both sides: of one kind other than paragraph, or
// of different ones, which counts twice where the words have nothing in common
// (a credit beside some sentence), and again for every change inside and where
// one side is a translator's note.
func (c *scorer) kinds(i0, i1, j0, j1 int, met bool) (same, differ float32) {
	s, t := &c.source.surface, &c.target.surface
	a, b := s.kind[i0], t.kind[j0]
	switch {
	case a != b && met:
		differ = 1
	case a != b:
		differ = 2
	case a != doc.Paragraph:
		same = 1
	}
	differ += s.changes(i0, i1) + t.changes(j0, j1)
	if s.note[i1-1] != t.note[j1-1] {
		differ += noteCost
	}
	return same, differ
}

// changes counts the places in [from, to) where a block of another kind or a
// translator's note begins or ends.
func (f *surface) changes(from, to int) (n float32) {
	for k := from + 1; k < to; k++ {
		if f.kind[k] != f.kind[k-1] || f.note[k] != f.note[k-1] {
			n++
		}
	}
	return n
}

// lightMarks is what the preliminary pass asks of marks and structure.
func (c *scorer) lightMarks(i0, i1, j0, j1 int, met bool, v *vector) {
	s, t := &c.source.surface, &c.target.surface
	if c.quotesOn {
		v[fQuotes] = min(abs(float32((s.quotes[i1]-s.quotes[i0])-(t.quotes[j1]-t.quotes[j0]))), 4)
		if s.inQuote[i1] == t.inQuote[j1] {
			v[fSameQuote] = 1
		}
	}
	v[fBothStart], _ = both(s.start[i0], t.start[j0])
	v[fKindSame], v[fKindDiff] = c.kinds(i0, i1, j0, j1, met)
}

func (c *scorer) lengths(ls, lt float32, v *vector) {
	want := ls * c.ratio
	d := float64(lt-want) / math.Sqrt(float64(8+4*(lt+want)/2))
	v[fLengthGauss] = -float32(math.Min(d*d/2, 10))
	r := float32(math.Log(float64(lt+6) / float64(want+6)))
	v[fLengthLog] = abs(r)
	if r > 0 {
		v[fLengthShort] = r
	}
	if abs(r) > 1 {
		v[fLengthBig] = abs(r) - 1
	}
}

func (c *scorer) marks(i0, i1, j0, j1 int, v *vector) {
	s, t := &c.source.surface, &c.target.surface
	diff := func(a, b []int32) float32 { return min(abs(float32((a[i1]-a[i0])-(b[j1]-b[j0]))), 4) }
	if c.quotesOn {
		v[fQuotes] = diff(s.quotes, t.quotes)
		if s.inQuote[i1] == t.inQuote[j1] {
			v[fSameQuote] = 1
		} else {
			v[fDiffQuote] = 1
		}
		v[fStartQuote], v[fStartDiff] = both(s.startsQ[i0], t.startsQ[j0])
		v[fEndQuote], v[fEndDiff] = both(s.endsQ[i1-1], t.endsQ[j1-1])
	}
	v[fQuestions], v[fShouts] = diff(s.questions, t.questions), diff(s.shouts, t.shouts)
	v[fEllipses], v[fParens] = diff(s.ellipses, t.ellipses), diff(s.parens, t.parens)
	v[fClauses] = min(abs(float32(s.clauses[i1]-s.clauses[i0])*c.clauses-float32(t.clauses[j1]-t.clauses[j0])), 6)
	a, b := s.end[i1-1], t.end[j1-1]
	if a == b {
		v[fEndSame] = 1
	}
	if (a == endQuestion) != (b == endQuestion) {
		v[fEndQuestion] = 1
	}
	if loose(a) != loose(b) {
		v[fEndLoose] = 1
	}
}

func loose(end uint8) bool { return end == endNone || end == endComma || end == endColon }

func both(a, b bool) (same, differ float32) {
	switch {
	case a && b:
		return 1, 0
	case a != b:
		return 0, 1
	}
	return 0, 0
}

func (c *scorer) structure(i0, i1, j0, j1 int, met bool, v *vector) {
	s, t := &c.source.surface, &c.target.surface
	v[fBothStart], v[fStartOnly] = both(s.start[i0], t.start[j0])
	for i := i0 + 1; i < i1; i++ {
		if s.start[i] {
			v[fCrossZ] = 1
		}
	}
	for j := j0 + 1; j < j1; j++ {
		if t.start[j] {
			v[fCrossE] = 1
		}
	}
	v[fKindSame], v[fKindDiff] = c.kinds(i0, i1, j0, j1, met)
}

// null fills the features of a bead that holds one sentence of one side.
func (c *scorer) null(x *side, k int, target bool, v *vector) {
	*v = vector{}
	v[fNullBias] = 1
	f := &x.surface
	length := f.length[k+1] - f.length[k]
	if !target {
		length *= c.ratio
	}
	size := float32(math.Log(float64(length+3))) / 4
	v[fNullLength] = size
	if length < 25 {
		v[fNullShort] = 1
	}
	if f.startsQ[k] || f.endsQ[k] {
		v[fNullQuote] = 1
	}
	if f.kind[k] != doc.Paragraph || f.note[k] {
		v[fNullKind] = 1
	}
	if target {
		v[fNullTarget], v[fNullTargetLength] = 1, size
		v[fShape+1] = 1
	} else {
		v[fShape] = 1
	}
	v[fNullMatter] = float32(min(x.numbers(k, k+1), 3))
	v[fNullRate] = c.nullRate
	if c.band != nil {
		v[fNullBest], v[fNullFriend] = c.band.nullFit(k, target)
	}
}

func abs(x float32) float32 {
	if x < 0 {
		return -x
	}
	return x
}

// dot is w·v, of a bead of the given shape, in units of 1/scoreUnit, rounded:
// scores are whole numbers before they are compared, so that every processor
// chooses the same beads.
func dot(w *[features]float64, v *vector, shapeAt int) int32 {
	sum := 0.0
	for k, x := range v[:fShape] {
		if x != 0 {
			sum += float64(w[k] * float64(x))
		}
	}
	sum += w[fShape+feature(shapeAt)]
	return int32(math.Round(sum * scoreUnit))
}

const scoreUnit = 1024
