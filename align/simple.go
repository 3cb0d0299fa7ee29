package align

import (
	"context"
	"math"
	"strings"
	"unicode"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/segment"
)

// sketch is what the simple aligner knows of a sentence.
type sketch struct {
	length float64         // weighted characters
	marks  map[string]bool // numbers, Latin words, term numbers
	ends   rune            // ? ! or .
	quotes int
	kind   int
}

func sketchOf(text *segment.Text, i int, forms [][]string) sketch {
	s := text.String(i)
	k := sketch{marks: map[string]bool{}, ends: '.', kind: int(text.Doc.Blocks[text.Sentences[i].Block].Kind)}
	word := func(from, to int) {
		if w := strings.ToLower(s[from:to]); len(w) > 1 || (w >= "0" && w <= "9") {
			k.marks[w] = true
		}
	}
	from := -1
	for at, r := range s {
		ascii := r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
		if ascii && from < 0 {
			from = at
		}
		if !ascii && from >= 0 {
			word(from, at)
			from = -1
		}
		switch r {
		case '?', '\uff1f':
			k.ends = '?'
		case '!', '\uff01':
			k.ends = '!'
		case '「', '」', '“', '”', '"', '『', '』', '«', '»':
			k.quotes++
		}
		if !unicode.IsSpace(r) {
			if r > 0x2e80 && !(r >= 0xac00 && r <= 0xd7a3) {
				k.length += 3.2
			} else if r >= 0xac00 {
				k.length += 1.9
			} else {
				k.length++
			}
		}
	}
	if from >= 0 {
		word(from, len(s))
	}
	lower := strings.ToLower(s)
	for n, f := range forms {
		for _, form := range f {
			if form != "" && strings.Contains(lower, strings.ToLower(form)) {
				k.marks["\x00"+string(rune(n))] = true
				break
			}
		}
	}
	return k
}

// simple aligns one stretch by length, shared tokens and punctuation.
func simple(ctx context.Context, source, target *segment.Text, g Pin, opt Options) ([]bitext.Bead, error) {
	n, m := g.Source.Len(), g.Target.Len()
	if n+m == 0 {
		return nil, nil
	}
	sf, tf := make([][]string, len(opt.Terms)), make([][]string, len(opt.Terms))
	for i, t := range opt.Terms {
		sf[i], tf[i] = t.Source, t.Target
	}
	a, b := make([]sketch, n), make([]sketch, m)
	for i := range a {
		a[i] = sketchOf(source, g.Source.From+i, sf)
	}
	for j := range b {
		b[j] = sketchOf(target, g.Target.From+j, tf)
	}
	ratio := 1.0
	if ls, lt := total(a), total(b); ls > 0 && lt > 0 {
		ratio = math.Max(0.4, math.Min(2.5, lt/ls))
	}
	rejected := map[Pin]bool{}
	for _, p := range opt.Rejected {
		rejected[p] = true
	}
	width := m + 1
	half := m
	if n*m > 2_000_000 {
		half = 300 + m/50
	}
	cost := make([]float64, (n+1)*(2*half+1))
	from := make([]uint8, len(cost))
	for i := range cost {
		cost[i] = math.Inf(1)
	}
	at := func(i, j int) int {
		mid := 0
		if n > 0 {
			mid = i * m / n
		}
		d := j - mid + half
		if d < 0 || d > 2*half {
			return -1
		}
		return i*(2*half+1) + d
	}
	_ = width
	cost[at(0, 0)] = 0
	for i := 0; i <= n; i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for j := 0; j <= m; j++ {
			c := at(i, j)
			if c < 0 {
				continue
			}
			for t, ty := range simpleTypes {
				x, y := ty.s, ty.t
				if i < x || j < y {
					continue
				}
				p := at(i-x, j-y)
				if p < 0 || math.IsInf(cost[p], 1) {
					continue
				}
				pin := Pin{bitext.Range{From: g.Source.From + i - x, To: g.Source.From + i}, bitext.Range{From: g.Target.From + j - y, To: g.Target.From + j}}
				v := cost[p] + ty.cost + simpleCost(a[i-x:i], b[j-y:j], ratio)
				if rejected[pin] {
					v += 1000
				}
				if v < cost[c] {
					cost[c], from[c] = v, uint8(t)
				}
			}
		}
	}
	if at(n, m) < 0 || math.IsInf(cost[at(n, m)], 1) {
		return []bitext.Bead{{Source: g.Source, Target: g.Target, Confidence: 0.05}}, nil
	}
	var out []bitext.Bead
	for i, j := n, m; i+j > 0; {
		ty := simpleTypes[from[at(i, j)]]
		out = append(out, bitext.Bead{Source: bitext.Range{From: g.Source.From + i - ty.s, To: g.Source.From + i},
			Target: bitext.Range{From: g.Target.From + j - ty.t, To: g.Target.From + j}, Confidence: 0.8})
		i, j = i-ty.s, j-ty.t
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out, nil
}

var simpleTypes = []struct {
	s, t int
	cost float64
}{{1, 1, 0}, {1, 0, 5}, {0, 1, 5}, {1, 2, 2.2}, {2, 1, 2.2}, {2, 2, 4.5}, {1, 3, 4}, {3, 1, 4}, {1, 4, 5}, {4, 1, 5}}

func total(s []sketch) (sum float64) {
	for _, k := range s {
		sum += k.length
	}
	return sum
}

func simpleCost(a, b []sketch, ratio float64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0.02 * math.Min(total(a)+total(b), 100)
	}
	la, lb := total(a)*ratio, total(b)
	d := (la - lb) / math.Sqrt(1+6*(la+lb)/2)
	v := math.Min(d*d/2, 12)
	shared, all := 0, 0
	for _, x := range a {
		for w := range x.marks {
			all++
			for _, y := range b {
				if y.marks[w] {
					shared++
					break
				}
			}
		}
	}
	v -= 2 * float64(shared)
	v += 0.5 * float64(all-shared)
	qa, qb := 0, 0
	for _, x := range a {
		qa += x.quotes
	}
	for _, y := range b {
		qb += y.quotes
	}
	v += 0.6 * math.Abs(float64(qa-qb))
	if a[len(a)-1].ends != b[len(b)-1].ends {
		v += 0.8
	}
	if a[0].kind != b[0].kind {
		v += 3
	}
	return v
}
