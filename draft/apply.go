package draft

import (
	"slices"
	"sort"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/segment"
)

// maxSingly bounds how many patches are tried one by one after all together
// did not read back as they should.
const maxSingly = 200

// finishPatches writes the patched target and records its beads. A patch that
// would change the words of another sentence, or whose own do not come back,
// is left out and reported.
func (u *update) finishPatches() (*Draft, error) {
	list := u.disjoint()
	done, text, spans, target, err := u.together(list)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		if slices.Contains(done, p) {
			for _, i := range p.source {
				if f, ok := u.marks[i]; ok {
					u.findings = append(u.findings, f)
				}
			}
			continue
		}
		if len(p.source) > 0 {
			u.refuse(NotPlaced, p.source[0])
		}
	}
	return u.record(done, text, spans, target), nil
}

// disjoint sorts the patches and leaves out those that meet another, or a
// sentence that is to stay.
func (u *update) disjoint() []*patch {
	slices.SortStableFunc(u.patches, func(a, b *patch) int {
		if a.span.Start != b.span.Start {
			return a.span.Start - b.span.Start
		}
		return min(a.span.Len(), 1) - min(b.span.Len(), 1)
	})
	var out []*patch
	broken := map[int]bool{} // groups of which one is left out
	end := 0
	leave := func(p *patch) {
		if len(p.source) > 0 {
			u.refuse(NotPlaced, p.source[0])
		}
	}
	for _, p := range u.patches {
		if p.span.Start < end || u.hits(p) {
			leave(p)
			broken[p.group] = p.group != 0
			continue
		}
		out = append(out, p)
		end = p.span.End
	}
	return slices.DeleteFunc(out, func(p *patch) bool {
		if broken[p.group] {
			leave(p)
		}
		return broken[p.group]
	})
}

// hits reports whether a patch would change bytes of a sentence that it does
// not replace.
func (u *update) hits(p *patch) bool {
	from := sort.Search(len(u.old.Sentences), func(j int) bool { return u.old.Sentences[j].Src.End > p.span.Start })
	for j := max(0, from-1); j < len(u.old.Sentences) && u.old.Sentences[j].Src.Start < p.span.End; j++ {
		s := u.old.Sentences[j].Src
		if s.Start < p.span.End && p.span.Start < s.End && !slices.Contains(p.removed, j) {
			return true
		}
	}
	return false
}

// together applies patches all at once, else one after another, and gives
// those that hold.
func (u *update) together(list []*patch) (done []*patch, text string, spans []doc.Span, target *segment.Text, err error) {
	try := func(list []*patch) bool {
		for {
			var bad []*patch
			text, spans, bad, target = u.patched(list)
			if target == nil {
				return false
			}
			if len(bad) == 0 {
				return true
			}
			again := false
			for _, p := range bad {
				if p.manner < bare {
					p.manner++
					again = true
				}
			}
			if !again {
				return false
			}
		}
	}
	if try(list) {
		return list, text, spans, target, nil
	}
	for n, p := range list[:min(len(list), maxSingly)] {
		with := []*patch{p}
		if p.group != 0 {
			if slices.ContainsFunc(list[:n], func(q *patch) bool { return q.group == p.group }) {
				continue // tried with the first
			}
			with = slices.DeleteFunc(slices.Clone(list), func(q *patch) bool { return q.group != p.group })
		}
		for _, q := range with {
			q.manner = u.manner()
		}
		more := slices.DeleteFunc(slices.Clone(list), func(q *patch) bool { return !slices.Contains(done, q) && !slices.Contains(with, q) })
		if try(more) {
			done = more
		}
	}
	if !try(done) {
		done = nil
		try(nil)
	}
	return done, text, spans, target, nil
}

// patched is the target with patches, where they put their sentences, and the
// patches whose words do not come back. target is nil when other sentences do
// not.
func (u *update) patched(list []*patch) (text string, spans []doc.Span, bad []*patch, target *segment.Text) {
	spans = make([]doc.Span, len(u.Sentences))
	for i := range spans {
		spans[i] = doc.Span{Start: -1, End: -1}
	}
	var b strings.Builder
	done := 0
	at := make([]doc.Span, len(list))
	removed := map[int]bool{}
	for n, p := range list {
		b.WriteString(u.old.Doc.Text[done:p.span.Start])
		start := b.Len()
		for _, part := range p.parts(p.manner) {
			s := b.Len()
			b.WriteString(part.text)
			if part.sentence >= 0 {
				spans[part.sentence] = doc.Span{Start: s, End: b.Len()}
			}
		}
		for _, i := range p.source { // several that one piece stands for
			if spans[i].Start < 0 {
				spans[i] = spans[p.source[0]]
			}
		}
		at[n] = doc.Span{Start: start, End: b.Len()}
		done = p.span.End
		for _, j := range p.removed {
			removed[j] = true
		}
	}
	b.WriteString(u.old.Doc.Text[done:])
	text = b.String()
	target, err := readBack(u.job.Path, text, u.to, u.old.Doc.Markdown)
	if err != nil || !u.kept(target, removed) {
		return text, spans, nil, nil
	}
	for n, p := range list {
		boxed := len(p.source) > 0 && u.content(p.source[0]).box() != ""
		if p.exact && !speaksWords(target, at[n], p.words, boxed) {
			bad = append(bad, p)
		}
	}
	return text, spans, bad, target
}

// kept reports whether every sentence that no patch replaces is in the target
// as it was, in order.
func (u *update) kept(target *segment.Text, removed map[int]bool) bool {
	j := 0
	for n := range u.old.Sentences {
		if removed[n] || within(u.old.Doc.Blocks[u.old.Sentences[n].Block]) {
			continue
		}
		text := u.old.Text.String(n)
		for j < len(target.Sentences) && target.String(j) != text {
			j++
		}
		if j == len(target.Sentences) {
			return false
		}
		j++
	}
	return true
}

// speaksWords reports whether the sentences that begin in a range say words.
func speaksWords(target *segment.Text, at doc.Span, words string, boxed bool) bool {
	var got strings.Builder
	for j := firstFrom(target, at.Start); j < len(target.Sentences) && target.Sentences[j].Src.Start < at.End; j++ {
		if !within(target.Doc.Blocks[target.Sentences[j].Block]) {
			got.WriteString(target.Raw(j))
		}
	}
	return saysSame(words, got.String(), boxed)
}

// saysSame reports whether what was read back has the words that were written.
// The box of a task stands whether its translation has it or not.
func saysSame(was, is string, boxed bool) bool {
	if boxed {
		was, is = strings.TrimPrefix(was, taskBox.FindString(was)), strings.TrimPrefix(is, taskBox.FindString(is))
	}
	return squeeze(is) == squeeze(was)
}

// record writes down the beads of what was patched and settled.
func (u *update) record(done []*patch, text string, spans []doc.Span, target *segment.Text) *Draft {
	void, touched := u.recorded(done)
	ids, l := u.v.ledger.Carry(u.Text, target)
	l = l.Put(void...)
	targets := ids.Targets[0]
	live := map[string]bool{}
	for _, id := range targets {
		live[id] = true
	}
	var beads []ledger.Bead
	for _, s := range u.settled {
		if len(s.source) == 0 {
			continue
		}
		b := ledger.Bead{From: u.Doc.Lang, To: u.to, Pin: s.pin, Origin: s.origin, Review: s.review}
		for _, i := range s.source {
			b.Source = append(b.Source, ids.Source[i])
		}
		for _, j := range s.target {
			if live[u.v.targets[j]] {
				b.Target = append(b.Target, u.v.targets[j])
			}
		}
		if len(b.Target) > 0 {
			beads = append(beads, b)
		}
	}
	placed := map[int]bool{}
	for _, p := range done {
		for _, i := range p.source {
			placed[i] = true
		}
	}
	for _, g := range u.groups(spans, target) {
		if len(g.target) > 0 && (placed[g.source[0]] || !touched[g.source[0]] && len(u.v.standing[g.source[0]].Target) == 0) {
			beads = append(beads, u.bead(g, ids.Source, targets))
		}
	}
	l = l.Put(beads...)
	after := survey(u.Text, target, l, u.to)
	for i := range after.standing {
		if u.Worded(i) && after.standing[i].State == Missing {
			u.report.Empty++
		}
		if placed[i] && u.empty[i] == "" && u.pieces[i] != nil && u.pieces[i].Origin.By != translatedByCopy {
			u.report.Placed++
		}
	}
	return &Draft{Text: text, Target: target, Ledger: l, Findings: u.findings, Report: u.report}
}
