package draft

import (
	"strings"

	"github.com/duizhao/duizhao/doc"
)

// insert gives a source sentence that nothing stands for its place in the
// target: beside its neighbours in their block, or with its block.
func (u *update) insert(i int) {
	k := u.Sentences[i].Block
	from, to := u.Of(k)
	whole := true
	for n := from; n < to; n++ {
		whole = whole && len(u.v.standing[n].Target) == 0
	}
	b := u.Doc.Blocks[k]
	switch {
	case whole && i == from:
		u.insertBlock(k, from, to)
	case whole: // goes with the first
	case b.Kind == doc.Table:
		if !u.grown[k] { // all of it at once
			u.grown[k] = true
			if !u.growTable(k, from, to) {
				u.refuse(NotPlaced, i)
			}
		}
	case b.Kind == doc.Title && u.Doc.TitleOf == doc.TitleFrontMatter, b.Image.Dest != "":
		u.refuse(NotPlaced, i)
	default:
		u.insertBeside(i, from, to)
	}
}

// insertBeside puts sentence i behind the sentence before it in its block,
// else before the one behind it.
func (u *update) insertBeside(i, from, to int) {
	for n := i - 1; n >= from; n-- {
		if t := u.v.standing[n].Target; len(t) > 0 {
			j := t[len(t)-1]
			s, clean := u.old.reach(j)
			if !clean {
				break
			}
			u.beside(i, s.End, j, func(m manner, p []part) []part {
				return append([]part{{u.between(i-1, i, m), -1}}, p...)
			})
			return
		}
	}
	for n := i + 1; n < to; n++ {
		if t := u.v.standing[n].Target; len(t) > 0 {
			s, clean := u.old.reach(t[0])
			if !clean {
				break
			}
			u.beside(i, s.Start, -2, func(m manner, p []part) []part {
				return append(p, part{u.between(i, i+1, m), -1})
			})
			return
		}
	}
	u.refuse(NotPlaced, i)
}

func (u *update) beside(i, at, last int, with func(manner, []part) []part) {
	j := u.v.standing[i].Sentence
	k := u.blockAt(at)
	u.patches = append(u.patches, &patch{span: doc.Span{Start: at, End: at}, source: []int{j}, words: u.plainOf([]int{i}), exact: true, manner: u.manner(),
		parts: func(m manner) []part { return with(m, u.run([]int{i}, k, at, last, m)) }})
}

// blockAt is the block of the target that an offset stands in.
func (u *update) blockAt(at int) int {
	out := 0
	for k, b := range u.old.Doc.Blocks {
		if b.Src.Start <= at {
			out = k
		}
	}
	for out > 0 && within(u.old.Doc.Blocks[out]) {
		out--
	}
	return out
}

// insertBlock puts a whole block behind the block that stands for the sentence
// before it, with the source's markup.
func (u *update) insertBlock(k, from, to int) {
	b := u.Doc.Blocks[k]
	if b.Kind == doc.Title && u.Doc.TitleOf == doc.TitleFrontMatter || within(b) {
		u.refuse(NotPlaced, from)
		return
	}
	var placed []int
	for n := from; n < to; n++ {
		if u.pieces[n] != nil || u.empty[n] != "" {
			placed = append(placed, n)
		}
	}
	p := &patch{source: placed, manner: u.manner()}
	before, after := "", ""
	if j := u.known(from-1, -1); j >= 0 {
		at := u.blockEnd(u.old.Sentences[j].Block)
		p.span, before = doc.Span{Start: at, End: at}, u.separator(k)
	} else if j := u.known(to, +1); j >= 0 {
		at := u.old.Doc.Blocks[u.old.Sentences[j].Block].Src.Start
		at = strings.LastIndexByte(u.old.Doc.Text[:at], '\n') + 1
		p.span, after = doc.Span{Start: at, End: at}, "\n\n"
	} else {
		p.span, before = doc.Span{Start: len(u.old.Doc.Text), End: len(u.old.Doc.Text)}, "\n\n"
	}
	p.parts = func(m manner) []part {
		out := []part{{before, -1}}
		out = append(out, u.blockParts(k, from, to, m)...)
		return append(out, part{after, -1})
	}
	u.patches = append(u.patches, p)
}

// known is the target sentence that stands for the nearest source sentence
// from n on in a direction; -1 for none. The front matter's title is none: no
// block stands beside it.
func (u *update) known(n, step int) int {
	for ; n >= 0 && n < len(u.v.standing); n += step {
		t := u.v.standing[n].Target
		if len(t) == 0 {
			continue
		}
		j := t[0]
		if step < 0 {
			j = t[len(t)-1]
		}
		if b := u.old.Doc.Blocks[u.old.Sentences[j].Block]; b.Kind == doc.Title && u.old.Doc.TitleOf == doc.TitleFrontMatter {
			if step < 0 {
				return -1
			}
			continue
		}
		return j
	}
	return -1
}

// blockEnd is the end of the line on which a block ends, the pictures within
// it included.
func (u *update) blockEnd(k int) int {
	at := u.old.Doc.Blocks[k].Src.End
	for _, pic := range u.old.pics[k] {
		at = max(at, u.old.Doc.Blocks[pic].Src.End)
	}
	text := u.old.Doc.Text
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		at += n
	} else {
		at = len(text)
	}
	for at > 0 && text[at-1] == '\r' {
		at--
	}
	return at
}

// separator is what parts block k from the one before it in the source, where
// that is nothing but line ends and the marks of containers.
func (u *update) separator(k int) string {
	n := k - 1
	for n >= 0 && within(u.Doc.Blocks[n]) {
		n--
	}
	if n < 0 || u.Doc.Blocks[n].Kind == doc.Rule || u.Doc.Blocks[n].Src.End > u.Doc.Blocks[k].Src.Start {
		return "\n\n"
	}
	raw := u.Doc.Text[u.Doc.Blocks[n].Src.End:u.Doc.Blocks[k].Src.Start]
	if !strings.Contains(raw, "\n") || strings.Trim(raw, " \t\r\n>\u3000") != "" {
		return "\n\n"
	}
	return strings.Trim(raw, "\u3000")
}

// blockParts is a block of the source with its regions written anew.
func (u *update) blockParts(k, from, to int, m manner) []part {
	b := u.Doc.Blocks[k]
	at, end := b.Src.Start, b.Src.End
	var out []part
	for _, r := range u.blockRegions(k, from, to) {
		r.manner = m
		out = append(out, part{u.Doc.Text[at:max(at, r.span.Start)], -1})
		out = append(out, u.parts(r)...)
		at = max(at, r.span.End)
	}
	if len(out) == 0 {
		return []part{{u.Doc.Text[at:end], from}}
	}
	return append(out, part{u.Doc.Text[at:max(at, end)], -1})
}
