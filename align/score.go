package align

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/fault"
)

// GoldBead is a bead of a gold alignment: sentence numbers from 0. Gold beads
// may leave sentences out of the order that a bitext demands.
type GoldBead struct {
	Source, Target []int
}

// ReadBeads reads lines such as `[3, 4]:[5]`, the format of Bertalign and
// Vecalign; more fields after a second colon are ignored, and so are lines
// without any sentence. path is for messages. A line of another form is the
// fault align.beads.
func ReadBeads(path string, r io.Reader) ([]GoldBead, error) {
	var out []GoldBead
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<22)
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(scan.Text(), "\ufeff"))
		if line == "" {
			continue
		}
		parts := strings.Split(line, ":")
		if len(parts) < 2 {
			return nil, fault.New("align.beads", path, "Text", clipText(line)).At(n, 1)
		}
		a, ok1 := readList(parts[0])
		b, ok2 := readList(parts[1])
		if !ok1 || !ok2 {
			return nil, fault.New("align.beads", path, "Text", clipText(line)).At(n, 1)
		}
		if len(a)+len(b) > 0 {
			out = append(out, GoldBead{a, b})
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fault.New("align.beads", path, "Text", "").Because(err)
	}
	return out, nil
}

func clipText(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

func readList(s string) ([]int, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[0] != '[' || s[len(s)-1] != ']' {
		return nil, false
	}
	s = strings.TrimSpace(s[1 : len(s)-1])
	if s == "" {
		return nil, true
	}
	var out []int
	for _, f := range strings.Split(s, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(f))
		if err != nil || n < 0 || n > 1<<30 {
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}

// FormatBead writes a bead as ReadBeads reads it.
func FormatBead(b bitext.Bead) string {
	list := func(r bitext.Range) string {
		var s strings.Builder
		s.WriteByte('[')
		for i := r.From; i < r.To; i++ {
			if i > r.From {
				s.WriteString(", ")
			}
			s.WriteString(strconv.Itoa(i))
		}
		s.WriteByte(']')
		return s.String()
	}
	return list(b.Source) + ":" + list(b.Target)
}

// Gold gives the beads of a bitext as Score takes them.
func Gold(beads []bitext.Bead) []GoldBead {
	out := make([]GoldBead, len(beads))
	for k, b := range beads {
		for i := b.Source.From; i < b.Source.To; i++ {
			out[k].Source = append(out[k].Source, i)
		}
		for j := b.Target.From; j < b.Target.To; j++ {
			out[k].Target = append(out[k].Target, j)
		}
	}
	return out
}

// PRF is precision, recall and their harmonic mean.
type PRF struct{ P, R, F1 float64 }

// Tally counts beads over files; the zero value is empty.
type Tally struct {
	StrictP, LaxP, StrictR, LaxR, Test, Gold int
	ByShape                                  map[string]*Tally // of gold and test beads, by shape ("1-2"); nil until counted
}

// Strict counts a bead as right when gold has the same one.
func (t *Tally) Strict() PRF { return prf(t.StrictP, t.Test, t.StrictR, t.Gold) }

// Lax counts a bead as right when it shares a pair of sentences with gold.
func (t *Tally) Lax() PRF { return prf(t.LaxP, t.Test, t.LaxR, t.Gold) }

func prf(hitP, test, hitR, gold int) PRF {
	p, r := float64(hitP)/float64(max(test, 1)), float64(hitR)/float64(max(gold, 1))
	if p+r == 0 {
		return PRF{}
	}
	return PRF{p, r, 2 * p * r / (p + r)}
}

// beadKey makes beads comparable: their sorted sentence numbers.
func beadKey(b GoldBead) string { return fmt.Sprint(b.Source, "|", b.Target) }

// Score counts one file's test beads against gold, as is done for Bertalign
// and Vecalign: a bead with an empty side counts in precision only; recall
// asks only for gold beads with both sides. With merge, neighbouring test
// beads that lie inside one gold bead are joined first, for gold coarser than
// sentences.
func (t *Tally) Score(gold, test []GoldBead, merge bool) {
	if merge {
		test = joined(test, gold)
	}
	if t.ByShape == nil {
		t.ByShape = map[string]*Tally{}
	}
	goldSet, testSet := distinct(gold), distinct(test)
	inGold, inTest := map[string]bool{}, map[string]bool{}
	goldPairs, testPairs := map[[2]int]bool{}, map[[2]int]bool{}
	for _, b := range goldSet {
		inGold[beadKey(b)] = true
		pairsOf(b, goldPairs)
	}
	for _, b := range testSet {
		inTest[beadKey(b)] = true
		pairsOf(b, testPairs)
	}
	for _, b := range testSet {
		strict := inGold[beadKey(b)]
		lax := strict || touches(b, goldPairs)
		for _, x := range []*Tally{t, t.shape(b)} {
			x.Test++
			x.StrictP += count(strict)
			x.LaxP += count(lax)
		}
	}
	for _, b := range goldSet {
		if len(b.Source) == 0 || len(b.Target) == 0 {
			continue
		}
		for _, x := range []*Tally{t, t.shape(b)} {
			x.Gold++
			x.StrictR += count(inTest[beadKey(b)])
			x.LaxR += count(touches(b, testPairs))
		}
	}
}

func (t *Tally) shape(b GoldBead) *Tally {
	name := shapeName(shape{len(b.Source), len(b.Target)})
	if t.ByShape[name] == nil {
		t.ByShape[name] = &Tally{}
	}
	return t.ByShape[name]
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func distinct(beads []GoldBead) []GoldBead {
	seen := map[string]bool{}
	var out []GoldBead
	for _, b := range beads {
		if k := beadKey(b); !seen[k] {
			seen[k] = true
			out = append(out, b)
		}
	}
	return out
}

func pairsOf(b GoldBead, into map[[2]int]bool) {
	for _, i := range b.Source {
		for _, j := range b.Target {
			into[[2]int{i, j}] = true
		}
	}
}

func touches(b GoldBead, pairs map[[2]int]bool) bool {
	for _, i := range b.Source {
		for _, j := range b.Target {
			if pairs[[2]int{i, j}] {
				return true
			}
		}
	}
	return false
}

// joined joins neighbouring test beads that lie inside one gold bead.
func joined(test, gold []GoldBead) []GoldBead {
	home := map[[2]int]int{}
	for n, b := range gold {
		for _, i := range b.Source {
			home[[2]int{0, i}] = n
		}
		for _, j := range b.Target {
			home[[2]int{1, j}] = n
		}
	}
	const nowhere = -1
	var out []GoldBead
	before := nowhere
	for _, b := range test {
		here, first := nowhere, true
		look := func(side, k int) {
			h, ok := home[[2]int{side, k}]
			if !ok || !first && h != here {
				h = nowhere
			}
			if first || here != nowhere {
				here = h
			}
			first = false
		}
		for _, i := range b.Source {
			look(0, i)
		}
		for _, j := range b.Target {
			look(1, j)
		}
		if here != nowhere && here == before {
			last := &out[len(out)-1]
			last.Source = append(append([]int(nil), last.Source...), b.Source...)
			last.Target = append(append([]int(nil), last.Target...), b.Target...)
		} else {
			out = append(out, b)
		}
		before = here
	}
	return out
}
