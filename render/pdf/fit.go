package pdf

// Optimum fit: all line ends of a paragraph are chosen together, so that the
// sum of the lines' demerits is least (Donald E. Knuth and Michael F. Plass,
// "Breaking Paragraphs into Lines", Software: Practice and Experience 11,
// 1981), with the glue of Chinese and Korean in the place of word spaces.

// line is a stretch of a paragraph's atoms on one line.
type line struct {
	from, to int32 // atoms
	indent   length
	natural  length // as wide as it would like to be, hyphen included
	width    length // as wide as it is set
	stretch  [stretchOrders]length
	shrink   [shrinkOrders]length
	expand   length                // by how much its glyphs are widened, less than 0 for narrowed
	opened   [stretchOrders]length // what of stretch is used
	closed   [shrinkOrders]length  // what of shrink is used
	glyphs   length                // the width of its glyphs, 0 while nobody asked
	hyphen   bool
	last     bool // ends the paragraph or stands before a forced line end
}

// Bounds of what a line may give, in 1/1000 of an em or of the glyphs' width.
const (
	expandLimit     = 15      // widening of Western and Hangul glyphs, both ways
	charNominal     = 50      // opening of a gap between characters that nobody sees
	charLimit       = 240     // and that is still better than a ragged line
	badnessLimit    = 3000    // of a line that fills its measure
	raggedBadness   = 3000    // of one that does not, and up to eleven times as much
	brokenBadness   = 100_000 // of one that sticks out
	lineCost        = 10
	costFit         = 3000 // a tight line beside a loose one
	costTwoHyphens  = 4000
	costLastHyphen  = 5000
	costLonely      = 100_000_000_000 // one Han character on the last line
	costShortEnd    = 15_000          // a last line of one short word
	maxHyphens      = 2               // in a row, unless a line would stick out
	costThirdHyphen = 5_000_000_000
)

// measure is the frame that a paragraph is broken into.
type measure struct {
	width  length
	indent length // of the first line
	hang   length // of the others
}

// at is the indent and the width of a line that begins with an atom.
func (m measure) at(p *para, from int32) (indent, width length) {
	switch {
	case from == 0:
		indent = m.indent
	case p.atoms[from-1].gap.brk == forced:
		indent = m.hang
	default:
		indent = m.hang + m.turn(p.atoms[from].turn)
	}
	return indent, m.width - indent
}

// turn bounds how far in code goes on.
func (m measure) turn(want length) length { return min(want, (m.width-m.hang)/2) }

// waypoint is the best way to a line end with a number of hyphens in a row.
type waypoint struct {
	atom     int32 // first atom of the next line
	prev     int32 // index into fitter.nodes, -1 at the beginning
	hyphens  int8
	fit      int8
	demerits int64
}

type fitter struct {
	p     *para
	m     measure
	sums  []sums // before each atom: of all atoms and gaps to its left
	nodes []waypoint
	ends  []nodeRange // by line end, in order
	first int         // the first of ends that a line can still begin at
}

// nodeRange is the nodes of one line end.
type nodeRange struct{ from, to int32 }

// sums are running totals; the difference of two is a line's.
type sums struct {
	width   length
	glyphs  length
	stretch [stretchOrders]length
	shrink  [shrinkOrders]length
}

// lines breaks the paragraph.
func (p *para) lines(m measure) []line {
	if len(p.atoms) == 0 {
		return nil
	}
	turn := length(0)
	for i := range p.atoms {
		turn = max(turn, p.atoms[i].turn)
	}
	p.openWide(m.width - max(m.indent, m.hang+m.turn(turn)))
	f := fitter{p: p, m: m}
	f.total()
	f.run()
	return f.trace()
}

// total fills the running sums: sums[i] is of all atoms and gaps before atom i.
func (f *fitter) total() {
	f.sums = make([]sums, len(f.p.atoms)+1)
	var s sums
	for i := range f.p.atoms {
		a := &f.p.atoms[i]
		s.glyphs += a.width
		s.width += a.width + a.gap.width
		s.stretch[a.gap.stretchBy] += a.gap.stretch
		s.shrink[a.gap.shrinkBy] += a.gap.shrink
		f.sums[i+1] = s
	}
}

// line is the line of atoms [from, to) with its natural width and all that it
// could give; glyphs is how much of it is letters. The gap at its end is gone.
func (f *fitter) line(from, to int32) (l line, glyphs length) {
	p := f.p
	b, e, end := &f.sums[from], &f.sums[to], &p.atoms[to-1]
	l = line{from: from, to: to, natural: e.width - b.width - end.gap.width - p.atoms[from].lead}
	for i := range l.stretch {
		l.stretch[i] = e.stretch[i] - b.stretch[i]
	}
	for i := range l.shrink {
		l.shrink[i] = e.shrink[i] - b.shrink[i]
	}
	l.stretch[end.gap.stretchBy] -= end.gap.stretch
	l.shrink[end.gap.shrinkBy] -= end.gap.shrink
	l.shrink[atEnd] += end.trail
	l.last = end.gap.brk == forced
	if l.hyphen = end.gap.hyphen && !l.last; l.hyphen {
		l.natural += p.hyphen.advance
	}
	return l, e.glyphs - b.glyphs
}

// run finds the best nodes for every line end.
func (f *fitter) run() {
	f.nodes = append(f.nodes, waypoint{prev: -1, fit: fitDecent})
	f.ends = append(f.ends, nodeRange{0, 1})
	f.first = 0
	for i := range f.p.atoms {
		brk := f.p.atoms[i].gap.brk
		if brk == noBreak {
			continue
		}
		f.end(int32(i)+1, brk)
		if brk == forced {
			f.first = len(f.ends) - 1
		}
	}
}

// end looks for the best line that ends before atom to.
func (f *fitter) end(to int32, brk int32) {
	var best [maxHyphens + 1]waypoint
	var has [maxHyphens + 1]bool
	for e := len(f.ends) - 1; e >= f.first; e-- {
		r := f.ends[e]
		l, glyphs := f.line(f.nodes[r.from].atom, to)
		_, width := f.m.at(f.p, l.from)
		bad, fit, ok := f.badness(&l, glyphs, width)
		if !ok {
			if e < len(f.ends)-1 {
				break // all longer lines are too wide as well
			}
			bad, fit = brokenBadness, fitTight // wider than the frame, and nothing to be done
		}
		cost := f.cost(&l, bad, brk, width)
		for n := r.from; n < r.to; n++ {
			c := f.follow(n, &l, cost, fit)
			if !has[c.hyphens] || c.demerits < best[c.hyphens].demerits {
				best[c.hyphens], has[c.hyphens] = c, true
			}
		}
	}
	start := int32(len(f.nodes))
	for i, n := range best {
		if has[i] {
			n.atom = to
			f.nodes = append(f.nodes, n)
		}
	}
	if int32(len(f.nodes)) > start {
		f.ends = append(f.ends, nodeRange{start, int32(len(f.nodes))})
	}
}

// follow is the waypoint that a line makes of the one it begins at.
func (f *fitter) follow(n int32, l *line, cost int64, fit int8) waypoint {
	from := &f.nodes[n]
	c := waypoint{prev: n, fit: fit, demerits: from.demerits + cost}
	if l.hyphen {
		switch c.hyphens = min(from.hyphens+1, maxHyphens); {
		case from.hyphens == maxHyphens:
			c.demerits += costThirdHyphen
		case c.hyphens == 2:
			c.demerits += costTwoHyphens
		}
	}
	if d := fit - from.fit; from.prev >= 0 && (d > 1 || d < -1) {
		c.demerits += costFit
	}
	if l.last && from.hyphens > 0 {
		c.demerits += costLastHyphen
	}
	return c
}

// How a line looks beside others.
const (
	fitTight int8 = iota
	fitDecent
	fitLoose
	fitVeryLoose
)

// badness rates how far a line must give to fill the width: 100 is as far as
// it should. ok is false when it cannot be made narrow enough.
func (f *fitter) badness(l *line, glyphs, width length) (bad int64, fit int8, ok bool) {
	need := width - l.natural
	if need < 0 {
		give := l.give() + f.expansion(glyphs)
		if -need > give {
			return 0, 0, false
		}
		return cube(-need, give), fitOf(-need, give, true), true
	}
	if l.last {
		return 0, fitDecent, true
	}
	if f.p.ragged {
		return min(badnessLimit, 4*cube(need, width)), fitDecent, true
	}
	room := l.room(charNominal) + f.expansion(glyphs)
	bad = cube(need, room)
	if hard := l.room(charLimit) + f.expansion(glyphs); need > hard {
		bad = raggedBadness + int64(10*raggedBadness*(need-hard)/width)
	}
	return bad, fitOf(need, room, false), true
}

func (f *fitter) expansion(glyphs length) length {
	if !f.p.expand {
		return 0
	}
	return glyphs * expandLimit / 1000
}

// give is by how much the line can shrink.
func (l *line) give() (sum length) {
	for _, s := range l.shrink {
		sum += s
	}
	return sum
}

// room is by how much the line can stretch when gaps between characters open
// by a share of what they could.
func (l *line) room(char length) length {
	return l.stretch[byWord] + l.stretch[byHanWestern] + l.stretch[byChar]*char/charWeight
}

// cube is 100·(need/room)³, at most badnessLimit.
func cube(need, room length) int64 {
	if need <= 0 {
		return 0
	}
	if room <= 0 || need > room*5 {
		return badnessLimit
	}
	r := int64(need) * 1000 / int64(room)
	return min(r*r*r/10_000_000, badnessLimit)
}

func fitOf(need, room length, shrinks bool) int8 {
	switch {
	case 2*need <= room:
		return fitDecent
	case shrinks:
		return fitTight
	case need <= room:
		return fitLoose
	}
	return fitVeryLoose
}

// cost is what a line adds whatever stands before it.
func (f *fitter) cost(l *line, bad int64, brk int32, width length) int64 {
	c := (lineCost + bad) * (lineCost + bad)
	if f.p.title && f.p.atoms[l.to-1].gap.sense && l.natural > width/3 {
		c /= 64
	}
	if brk > 0 {
		c += int64(brk) * int64(brk)
	}
	if l.last && l.from > 0 {
		c += f.endCost(l, width)
	}
	return c
}

// endCost discourages last lines that hold one Han character, or one with its
// mark, or one short word.
func (f *fitter) endCost(l *line, width length) int64 {
	han, words := 0, 0
	for i := l.from; i < l.to && han < 2; i++ {
		a := &f.p.atoms[i]
		switch {
		case a.first == classHan:
			han++
		case !a.first.mark():
			words++
		}
	}
	switch {
	case han < 2 && words == 0:
		return costLonely
	case han == 0 && l.natural < 3*f.p.size && f.p.atoms[l.from-1].gap.hyphen:
		return costLonely / 1000
	case han == 0 && l.natural < 4*f.p.size:
		return costShortEnd
	case f.p.ragged && l.natural < width/4:
		return costShortEnd
	}
	return 0
}

// trace reads the lines off the best last waypoint.
func (f *fitter) trace() []line {
	end := f.ends[len(f.ends)-1]
	best := end.from
	for n := end.from; n < end.to; n++ {
		if f.nodes[n].demerits < f.nodes[best].demerits {
			best = n
		}
	}
	var count int
	for n := best; f.nodes[n].prev >= 0; n = f.nodes[n].prev {
		count++
	}
	out := make([]line, count)
	for n := best; f.nodes[n].prev >= 0; n = f.nodes[n].prev {
		count--
		out[count] = f.set(f.nodes[f.nodes[n].prev].atom, f.nodes[n].atom)
	}
	return out
}
