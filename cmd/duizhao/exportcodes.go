package main

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/segment"
)

// codesOf tells what the runs of a sentence open or show, in their order, as
// CAT tools name it. Package draft numbers its placeholders in the same order;
// where it counts otherwise (pictures, addresses) the codes are of no kind.
func codesOf(t *segment.Text, i int) []exchange.Code {
	s := t.Sentences[i]
	b := t.Doc.Blocks[s.Block]
	var out []exchange.Code
	var open []exchange.Code // kinds that are open
	for k := range b.Runs {
		r := &b.Runs[k]
		switch {
		case r.Note != "":
			if r.Span.Start > s.Span.Start && r.Span.Start <= s.Span.End {
				out = append(out, exchange.Code{Type: "footnote"})
			}
			continue
		case r.Span.End <= s.Span.Start || r.Span.Start >= s.Span.End || strings.TrimSpace(b.Text[max(r.Span.Start, s.Span.Start):min(r.Span.End, s.Span.End)]) == "" && r.Style&doc.Break == 0:
			continue
		}
		want := kindsOf(r)
		keep := 0
		for keep < len(open) && slices.ContainsFunc(want, func(c exchange.Code) bool { return sameCode(c, open[keep]) }) {
			keep++
		}
		open = open[:keep:keep]
		var fresh []exchange.Code
		for _, c := range want {
			if !slices.ContainsFunc(open, func(o exchange.Code) bool { return sameCode(c, o) }) {
				fresh = append(fresh, c)
			}
		}
		slices.SortStableFunc(fresh, func(x, y exchange.Code) int { return lasts(b.Runs[k:], y) - lasts(b.Runs[k:], x) })
		open, out = append(open, fresh...), append(out, fresh...)
		switch {
		case r.Style&doc.Break != 0:
			out = append(out, exchange.Code{Type: "lb"})
		case r.Style&doc.Mono != 0:
			out = append(out, exchange.Code{Type: "code"})
		}
	}
	return out
}

// kindsOf are the pairs that a run stands in. Sub holds a link's destination
// while codes are compared.
func kindsOf(r *doc.Run) []exchange.Code {
	var out []exchange.Code
	if r.Link != "" {
		out = append(out, exchange.Code{Type: "link", Sub: []string{r.Link}})
	}
	for _, e := range []struct {
		style doc.Style
		name  string
	}{{doc.Strong, "bold"}, {doc.Emph, "italic"}, {doc.Strike, "strike"}} {
		if r.Style&e.style != 0 {
			out = append(out, exchange.Code{Type: e.name})
		}
	}
	return out
}

func sameCode(a, b exchange.Code) bool { return a.Type == b.Type && slices.Equal(a.Sub, b.Sub) }

// lasts is for how many runs a kind goes on.
func lasts(runs []doc.Run, c exchange.Code) int {
	for n := range runs {
		if !slices.ContainsFunc(kindsOf(&runs[n]), func(k exchange.Code) bool { return sameCode(k, c) }) {
			return n
		}
	}
	return len(runs)
}

// counted numbers the placeholders of a text from first+1 on and gives what
// they are: known in their order, or nothing where their number or form is not
// that of known.
func counted(text string, first int, known []exchange.Code) (string, []exchange.Code) {
	list := exchange.NumbersOf(text)
	fits := len(list) == len(known)
	for k := 0; fits && k < len(list); k++ {
		alone := slices.Contains([]string{"footnote", "lb", "code"}, known[k].Type)
		fits = list[k].Alone == alone
	}
	to := map[int]int{}
	var codes []exchange.Code
	for k, p := range list {
		c := exchange.Code{N: first + k + 1}
		if fits {
			c.Type, c.Sub = known[k].Type, known[k].Sub
		}
		to[p.N] = c.N
		codes = append(codes, c)
	}
	return exchange.Renumber(text, to), codes
}

// renumbered gives the placeholders of a translation the numbers that the same
// things have in the source: those of one kind, and of one destination for a
// link, in their order; what is left over has numbers that the source does not.
func renumbered(target string, codes, source []exchange.Code) string {
	to := map[int]int{}
	taken := map[int]bool{}
	next := len(source)
	for _, same := range []func(a, b exchange.Code) bool{sameCode, func(a, b exchange.Code) bool { return a.Type == b.Type }} {
		for _, c := range codes {
			for _, s := range source {
				if to[c.N] == 0 && !taken[s.N] && same(c, s) {
					to[c.N], taken[s.N] = s.N, true
				}
			}
		}
	}
	for _, c := range codes {
		if to[c.N] == 0 {
			next++
			to[c.N] = next
		}
	}
	return exchange.Renumber(target, to)
}

// shown are codes without what only served to compare them.
func shown(codes []exchange.Code) []exchange.Code {
	out := slices.Clone(codes)
	for i := range out {
		out[i].Sub = nil
	}
	return out
}
