package align

import "math"

// match is one token pair of a sentence pair: their places in their sentences
// and the likelihood ratio.
type match struct {
	z, e int32
	r    float32
	cue  cue
}

// row holds the matches of one source sentence with target sentences
// [lo, hi): those of sentence j are list[at[j-lo]:at[j-lo+1]].
type row struct {
	sentence, lo, hi int
	at               []int32
	list             []match
	clauseAt         []int32   // by target sentence: first fit of its clauses with the source's
	clauseFit        []float32 // row by row of the source's clauses
}

// of gives the matches with target sentence j.
func (r *row) of(j int) []match {
	if j < r.lo || j >= r.hi {
		return nil
	}
	return r.list[r.at[j-r.lo]:r.at[j-r.lo+1]]
}

// matcher finds the matches of sentence pairs and weighs them for beads. Rows
// live in a ring: the last ringRows source sentences asked for are kept.
type matcher struct {
	tr             *translator
	source, target *side
	ring           [ringRows]row

	head  []int32 // by target form: first link of its chain, valid where stamp is now
	stamp []int32
	now   int32
	links []link

	accE, accZ []float32 // by token of the bead, cleared after use
	touchedE   []int32
	touchedZ   []int32
	kernel     [kernelSteps + 1]float32
	full       bool // the full pass: all features, and a look across the borders
}

type link struct {
	z    int32
	r    float32
	cue  cue
	next int32
}

const (
	ringRows    = 8
	kernelSteps = 512

	// lambda is the share of a token that its counterparts explain; the rest
	// is chance.
	lambda = 0.9
	// maxLinks bounds the counterparts of one token in one sentence.
	maxLinks = 8
	// kappa is how fast matches off the bead's diagonal lose weight.
	kappa = 4.0
)

func newMatcher(tr *translator) *matcher {
	m := &matcher{tr: tr, source: tr.source, target: tr.target}
	m.head, m.stamp = make([]int32, len(tr.target.forms)), make([]int32, len(tr.target.forms))
	for i := range m.ring {
		m.ring[i].sentence = -1
	}
	// g(d) = c·exp(−κd), with c such that g's mean over a uniformly matched
	// bead is 1.
	c := kappa * kappa / (2 * (kappa - 1 + math.Exp(-kappa)))
	for i := range m.kernel {
		m.kernel[i] = float32(c * math.Exp(-kappa*float64(i)/kernelSteps))
	}
	return m
}

// row gives the matches of source sentence i with target sentences [lo, hi).
// The result is valid until ringRows other sentences have been asked for.
func (m *matcher) row(i, lo, hi int) *row {
	r := &m.ring[i%ringRows]
	if r.sentence == i && r.lo <= lo && r.hi >= hi {
		return r
	}
	r.sentence, r.lo, r.hi = i, lo, hi
	r.at, r.list = append(r.at[:0], 0), r.list[:0]
	m.now++
	m.links = m.links[:0]
	s, t := m.source, m.target
	for k := s.ent[i]; k < s.ent[i+1]; k++ {
		own := m.tr.own.of(i, s.entForm[k])
		for _, h := range m.tr.hits[s.entForm[k]] {
			if len(own) > 0 {
				if h, own = less(h, own); h.r < leastRatio {
					continue
				}
			}
			m.link(s.entPos[k], h)
		}
	}
	for _, x := range m.tr.extra[m.tr.extraAt[i]:m.tr.extraAt[i+1]] {
		m.link(x.pos, x.hit)
	}
	for j := lo; j < hi; j++ {
		for k := t.ent[j]; k < t.ent[j+1]; k++ {
			f := t.entForm[k]
			if m.stamp[f] != m.now {
				continue
			}
			for l, n := m.head[f], 0; l >= 0 && n < maxLinks; l, n = m.links[l].next, n+1 {
				r.list = append(r.list, match{m.links[l].z, t.entPos[k], m.links[l].r, m.links[l].cue})
			}
		}
		r.at = append(r.at, int32(len(r.list)))
	}
	r.clauseAt = r.clauseAt[:0]
	if m.full {
		m.fitClauses(r)
	}
	return r
}

func (m *matcher) link(z int32, h hit) {
	next := int32(-1)
	if m.stamp[h.form] == m.now {
		next = m.head[h.form]
	}
	m.stamp[h.form] = m.now
	m.head[h.form] = int32(len(m.links))
	m.links = append(m.links, link{z, h.r, h.cue, next})
}

// evidence is what the words of a bead say.
type evidence struct {
	fwd, fwdStop   float32 // Σ log(1−λ+λx) over the target's content and function words
	rev, revStop   float32 // the same over the source's
	hitE, hitZ     int32   // content words matched
	numbers, names int32   // matches by cue
	latin, terms   int32
	bleedE, bleedZ float32 // content words without a match here that have one across the border, by log ratio
}

// weigh computes the evidence of the bead of source sentences [i0, i1) and
// target sentences [j0, j1):
//
//	fwd = Σ_e log(1−λ + λ Σ_z r(e,z)·g / (l+½))
//	rev = Σ_z log(1−λ + λ Σ_e r(e,z)·g / (m+½))
//
// with g = c·exp(−κ|pos_z/l − pos_e/m|) over the l and m tokens of the two
// sides. Tokens without a match give the constant log(1−λ).
func (m *matcher) weigh(i0, i1, j0, j1 int) evidence {
	var ev evidence
	s, t := m.source, m.target
	baseZ, baseE := s.tok[i0], t.tok[j0]
	l, k := s.tok[i1]-baseZ, t.tok[j1]-baseE
	if l == 0 || k == 0 {
		return ev
	}
	m.grow(int(l), int(k))
	stepZ, stepE := float32(kernelSteps)/float32(l), float32(kernelSteps)/float32(k)
	for i := i0; i < i1; i++ {
		r := &m.ring[i%ringRows]
		offZ := s.tok[i] - baseZ
		for j := j0; j < j1; j++ {
			offE := t.tok[j] - baseE
			for _, x := range r.of(j) {
				z, e := offZ+x.z, offE+x.e
				d := int32((float32(z)+0.5)*stepZ) - int32((float32(e)+0.5)*stepE)
				if d < 0 {
					d = -d
				}
				g := x.r * m.kernel[d]
				if m.accE[e] == 0 {
					m.touchedE = append(m.touchedE, e)
				}
				m.accE[e] += g
				if m.accZ[z] == 0 {
					m.touchedZ = append(m.touchedZ, z)
				}
				m.accZ[z] += g
				if x.cue > cueLearnt {
					ev.count(x.cue)
				}
			}
		}
	}
	if m.full {
		m.bleed(&ev, i0, i1, j0, j1)
	}
	ev.fwd, ev.fwdStop, ev.hitE = sumLogs(m.touchedE, m.accE, t.stop[baseE:], float32(l)+0.5)
	ev.rev, ev.revStop, ev.hitZ = sumLogs(m.touchedZ, m.accZ, s.stop[baseZ:], float32(k)+0.5)
	m.touchedE, m.touchedZ = m.touchedE[:0], m.touchedZ[:0]
	return ev
}

// count counts a match that needs no dictionary.
func (ev *evidence) count(c cue) {
	switch c {
	case cueNumber:
		ev.numbers++
	case cueName:
		ev.names++
	case cueLatin:
		ev.latin++
	case cueTerm:
		ev.terms++
	}
}

// bleed counts the content words of the bead that find no counterpart in it
// but a likely one in the sentence across its border.
func (m *matcher) bleed(ev *evidence, i0, i1, j0, j1 int) {
	s, t := m.source, m.target
	baseZ, baseE := s.tok[i0], t.tok[j0]
	across := func(i, j int, target bool) {
		if i < 0 || i >= s.n || j < 0 || j >= t.n || m.ring[i%ringRows].sentence != i {
			return
		}
		n := float32(s.tok[i+1]-s.tok[i]) + 0.5
		if !target {
			n = float32(t.tok[j+1]-t.tok[j]) + 0.5
		}
		for _, x := range m.ring[i%ringRows].of(j) {
			if x.r < n {
				continue
			}
			if target {
				if e := t.tok[j] - baseE + x.e; m.accE[e] < bleedFree && !t.stop[baseE+e] {
					if m.accE[e] == 0 {
						m.touchedE = append(m.touchedE, e)
					}
					m.accE[e] += bleedMark
					ev.bleedE += bleedOf(x.r, n)
				}
			} else if z := s.tok[i] - baseZ + x.z; m.accZ[z] < bleedFree && !s.stop[baseZ+z] {
				if m.accZ[z] == 0 {
					m.touchedZ = append(m.touchedZ, z)
				}
				m.accZ[z] += bleedMark
				ev.bleedZ += bleedOf(x.r, n)
			}
		}
	}
	for j := j0; j < j1; j++ {
		across(i0-1, j, true)
		across(i1, j, true)
	}
	for i := i0; i < i1; i++ {
		across(i, j0-1, false)
		across(i, j1, false)
	}
	for _, e := range m.touchedE {
		if m.accE[e] >= bleedMark {
			m.accE[e] -= bleedMark
		}
	}
	for _, z := range m.touchedZ {
		if m.accZ[z] >= bleedMark {
			m.accZ[z] -= bleedMark
		}
	}
}

// bleedOf is what a match across the border weighs: little when it is hardly
// better than chance.
func bleedOf(r, n float32) float32 { return min(float32(math.Log(float64(r/n))), 4) / 2 }

const (
	bleedFree = 4       // a token with less than this has no counterpart in the bead
	bleedMark = 1 << 20 // set on a token that has been counted
)

func (m *matcher) grow(l, k int) {
	if len(m.accZ) < l {
		m.accZ = make([]float32, 2*l)
	}
	if len(m.accE) < k {
		m.accE = make([]float32, 2*k)
	}
}

// sumLogs adds log(1−λ+λ·acc/n) − log(1−λ) over the touched tokens and clears
// them: content words first, function words second. A product is kept and its
// logarithm taken rarely; the conversions keep a processor from fusing.
func sumLogs(touched []int32, acc []float32, stop []bool, n float32) (content, function float32, hits int32) {
	if len(touched) == 0 {
		return 0, 0, 0
	}
	pc, pf := 1.0, 1.0
	var sc, sf float64
	for _, k := range touched {
		x := float64(acc[k]) / float64(n)
		acc[k] = 0
		v := 1 + float64((lambda/(1-lambda))*x)
		if stop[k] {
			if pf *= v; pf > 1e200 {
				sf += math.Log(pf)
				pf = 1
			}
		} else {
			if v > 2 {
				hits++
			}
			if pc *= v; pc > 1e200 {
				sc += math.Log(pc)
				pc = 1
			}
		}
	}
	return float32(sc + math.Log(pc)), float32(sf + math.Log(pf)), hits
}
