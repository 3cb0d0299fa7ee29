package align

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/duizhao/duizhao/segment"
)

// Training texts are few, so each is also shown in other dress: with other
// quotation marks, and with passages left out on either side. What is cut is
// chosen by a generator with a fixed seed.

// quoted gives the example with its target's quotation marks written in
// another style: 's' single, 'd' straight double, 'n' none.
func quoted(ex *Example, style byte) *Example {
	var r *strings.Replacer
	switch style {
	case 's':
		r = strings.NewReplacer("“", "\u2018", "”", "\u2019", "\u2018", "“")
	case 'd':
		r = strings.NewReplacer("“", "\"", "”", "\"")
	default:
		r = strings.NewReplacer("“", "", "”", "", "\"", "")
	}
	out := *ex
	out.Name += "-" + string(style)
	out.Target = edited(ex.Target, nil, r.Replace)
	return &out
}

// freer gives the example with a part of the lexicon (in thousandths) hidden:
// what a freer translation looks like to the aligner.
func freer(ex *Example, forget int) *Example {
	out := *ex
	out.Name += "-free"
	out.forget = forget
	return &out
}

// hide drops the hits of some pairs of forms, chosen by a hash of the two.
func (tr *translator) hide(thousandths int) {
	for z, list := range tr.hits {
		kept := list[:0]
		for _, h := range list {
			x := fnv.New64a()
			x.Write([]byte(tr.source.forms[z] + "\t" + tr.target.forms[h.form]))
			g := lcg(x.Sum64())
			if g.below(1000) >= thousandths {
				kept = append(kept, h)
			}
		}
		tr.hits[z] = kept
	}
}

// edited gives the text with sentences left out and the rest rewritten, one a
// line, its blocks forgotten.
func edited(t *segment.Text, drop map[int]bool, change func(string) string) *segment.Text {
	var b strings.Builder
	for i := range t.Sentences {
		if drop[i] {
			continue
		}
		s := strings.ReplaceAll(t.String(i), "\n", " ")
		if change != nil {
			s = change(s)
		}
		if strings.TrimSpace(s) == "" {
			s = "."
		}
		b.WriteString(s)
		b.WriteByte('\n')
	}
	return segment.Lines(t.Doc.Path, t.Doc.Lang, b.String())
}

// lcg is a linear congruential generator (Knuth's MMIX constants).
type lcg uint64

func (g *lcg) below(n int) int {
	*g = *g*6364136223846793005 + 1442695040888963407
	return int(uint64(*g)>>33) % n
}

// gapped gives the example with runs of sentences (of about share of the text,
// in thousandths) and single sentences left out on either side: paired beads
// lose a side and become null beads.
func gapped(ex *Example, seed uint64, runs, singles int) *Example {
	g := lcg(seed)
	n, m := len(ex.Source.Sentences), len(ex.Target.Sentences)
	dropS, dropT := map[int]bool{}, map[int]bool{}
	cut := func(b GoldBead, side int) {
		if len(b.Source) == 0 || len(b.Target) == 0 {
			return
		}
		if side == 0 {
			for _, i := range b.Source {
				dropS[i] = true
			}
		} else {
			for _, j := range b.Target {
				dropT[j] = true
			}
		}
	}
	for k := 0; k < len(ex.Gold); k++ {
		switch x := g.below(1000); {
		case x < runs:
			side := g.below(2)
			for length := 2 + g.below(6); length > 0 && k < len(ex.Gold); length-- {
				cut(ex.Gold[k], side)
				k++
			}
		case x < runs+singles:
			cut(ex.Gold[k], g.below(2))
		}
	}
	number := func(n int, drop map[int]bool) []int {
		out, at := make([]int, n), 0
		for i := range out {
			out[i] = at
			if !drop[i] {
				at++
			}
		}
		return out
	}
	ns, nt := number(n, dropS), number(m, dropT)
	out := *ex
	out.Name = fmt.Sprintf("%s-gap%d", ex.Name, seed)
	out.Gold = nil
	for _, b := range ex.Gold {
		var c GoldBead
		for _, i := range b.Source {
			if i < n && !dropS[i] {
				c.Source = append(c.Source, ns[i])
			}
		}
		for _, j := range b.Target {
			if j < m && !dropT[j] {
				c.Target = append(c.Target, nt[j])
			}
		}
		if len(c.Source)+len(c.Target) > 0 {
			out.Gold = append(out.Gold, c)
		}
	}
	out.Source, out.Target = edited(ex.Source, dropS, nil), edited(ex.Target, dropT, nil)
	return &out
}
