package draft

import (
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/segment"
)

// finish reads the written file back and records its beads.
func (w *writing) finish(write func() (string, []doc.Span, []*region, error), l *ledger.Ledger) (*Draft, error) {
	text, spans, _, err := write()
	if err != nil {
		return nil, err
	}
	target, err := readBack(w.job.Path, text, w.job.Lang, w.Doc.Markdown)
	if err != nil {
		return nil, err
	}
	ids, l := l.Carry(w.Text, target)
	var beads []ledger.Bead
	for _, g := range w.groups(spans, target) {
		beads = append(beads, w.bead(g, ids.Source, ids.Targets[0]))
	}
	l = l.Put(append(voided(l.Beads(w.Doc.Lang, w.to)), beads...)...)
	for i := range w.Sentences {
		switch {
		case w.empty[i] != "":
			w.report.Empty++
		case w.pieces[i] != nil && w.pieces[i].Origin.By != translatedByCopy:
			w.report.Placed++
		}
	}
	return &Draft{Text: text, Target: target, Ledger: l, Findings: w.findings, Report: w.report}, nil
}

// voided are beads as ledger.Put takes them out.
func voided(beads []ledger.Bead) []ledger.Bead {
	var out []ledger.Bead
	for _, b := range beads {
		b.Pin, b.Origin, b.Review = ledger.Unpinned, nil, ""
		out = append(out, b)
	}
	return out
}

// group is a bead by indices.
type group struct{ source, target []int }

// groups pairs source sentences with the target sentences that stand where
// they were written. Where the cut of the target differs, several go together.
func (w *writing) groups(spans []doc.Span, target *segment.Text) []group {
	owner := make([]int, len(w.Sentences)) // union-find over source sentences
	for i := range owner {
		owner[i] = i
	}
	root := func(i int) int {
		for owner[i] != i {
			owner[i] = owner[owner[i]]
			i = owner[i]
		}
		return i
	}
	held := make([][]int, len(w.Sentences))
	first := make([]int, len(target.Sentences))
	next := 0 // spans before it end before the target sentence
	for j, t := range target.Sentences {
		first[j] = -1
		if within(target.Doc.Blocks[t.Block]) {
			continue
		}
		for next < len(spans) && spans[next].End <= t.Src.Start {
			next++
		}
		for i := next; i < len(spans); i++ {
			if spans[i].Start >= t.Src.End && spans[i].Start >= 0 {
				break
			}
			if spans[i].Start < 0 || spans[i].End <= t.Src.Start {
				continue
			}
			if first[j] < 0 {
				first[j] = i
			} else {
				owner[root(i)] = root(first[j])
			}
		}
	}
	w.pictures(spans, target, first)
	for j := range target.Sentences {
		if first[j] >= 0 {
			held[root(first[j])] = append(held[root(first[j])], j)
		}
	}
	members := make([][]int, len(w.Sentences))
	for i := range w.Sentences {
		members[root(i)] = append(members[root(i)], i)
	}
	var out []group
	for i := range w.Sentences {
		if r := root(i); members[r] != nil && members[r][0] == i {
			out = append(out, group{members[r], held[r]})
		}
	}
	return out
}

// pictures pairs the sentences under the pictures within text, whose words
// have no place: those of the same block in the same order.
func (w *writing) pictures(spans []doc.Span, target *segment.Text, first []int) {
	there := newArticle(target)
	for k, pics := range w.pics {
		from, to := w.Of(k)
		at := -1
		for i := from; i < to && at < 0; i++ {
			for j, t := range target.Sentences {
				if first[j] == i {
					at = t.Block
					break
				}
			}
		}
		if at < 0 {
			continue
		}
		for n, pic := range pics {
			if n >= len(there.pics[at]) {
				break
			}
			from, to := w.Of(pic)
			j, end := target.Of(there.pics[at][n])
			for i := from; i < to && j < end; i, j = i+1, j+1 {
				first[j] = i
				if i == to-1 {
					for ; j+1 < end; j++ {
						first[j+1] = i
					}
				}
			}
		}
	}
}

// bead is a group as the ledger has it.
func (w *writing) bead(g group, source, target []string) ledger.Bead {
	b := ledger.Bead{From: w.Doc.Lang, To: w.to, Pin: ledger.Given}
	for _, i := range g.source {
		b.Source = append(b.Source, source[i])
		if p := w.pieces[i]; p != nil && b.Origin == nil {
			o := p.Origin
			b.Origin, b.Review = &o, p.Review
		}
	}
	for _, j := range g.target {
		b.Target = append(b.Target, target[j])
	}
	if len(b.Target) == 0 && g.source[0] > 0 {
		b.Pin = ledger.Unpinned
	}
	return b
}
