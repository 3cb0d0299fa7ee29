package draft

import (
	"regexp"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/ledger"
)

// patch is a change of a range of the target.
type patch struct {
	span    doc.Span
	parts   func(m manner) []part
	source  []int // source sentences that it places
	removed []int // target sentences that it takes the place of
	words   string
	exact   bool // the words must come back
	manner  manner
	group   int // patches that hold only together have the same number; 0 for one alone
}

// replace puts the contents of sentences in the place of what stands for them.
// Sentences of one bead go together; where one of them has nothing to put,
// what stands there stays.
func (u *update) replace(list []int) {
	s := &u.v.standing[list[0]]
	joined := len(list) > 1
	emit := list
	if joined {
		emit = list[:1]
	} else if s.bead != nil {
		list = nil
		for i := range u.v.standing {
			if u.v.standing[i].bead == s.bead {
				list = append(list, i)
			}
		}
		if list[0] != s.Sentence {
			return
		}
		emit = list
	}
	for _, i := range emit {
		if u.empty[i] != "" && !s.place {
			return
		}
	}
	targets := u.targetsOf(list)
	first, last := targets[0], targets[len(targets)-1]
	k := u.old.Sentences[first].Block
	if u.old.Sentences[last].Block != k || last-first != len(targets)-1 {
		u.refuse(NotPlaced, list[0])
		return
	}
	if !u.old.unit(first) {
		u.recopy(list[0], first)
		return
	}
	if b := u.old.Doc.Blocks[k]; b.Kind == doc.Caption && b.Image.Dest != "" || b.Kind == doc.Title && u.old.Doc.TitleOf == doc.TitleFrontMatter {
		u.contain(k, emit, targets)
		return
	}
	a, clean := u.old.reach(first)
	z, clean2 := u.old.reach(last)
	if first == last {
		clean2 = clean
	}
	if !clean || !clean2 {
		u.refuse(NotPlaced, list[0])
		return
	}
	u.patches = append(u.patches, &patch{
		span: doc.Span{Start: a.Start, End: z.End}, source: list, removed: targets, words: u.plainOf(emit), exact: true, manner: u.manner(),
		parts: func(m manner) []part { return u.run(emit, k, a.Start, last, m) },
	})
}

// reach is the extent of a target sentence with the pictures that belong to it.
func (a *article) reach(j int) (doc.Span, bool) {
	s, clean := a.extent(j)
	k := a.Sentences[j].Block
	images := a.images(k)
	if len(images) == 0 {
		return s, clean
	}
	from := a.Doc.Blocks[k].Src.Start
	if j > 0 && a.Sentences[j-1].Block == k {
		last, _ := a.extent(j - 1)
		from = last.End
	}
	to := s.End
	if a.lastOf(j) {
		to = len(a.Doc.Text)
	}
	for _, m := range images {
		if from <= m.src.Start && m.src.Start < to {
			s = doc.Span{Start: min(s.Start, m.src.Start), End: max(s.End, m.src.End)}
		}
	}
	return s, clean
}

var lineHead = regexp.MustCompile(`^[ \t>]*$`)

// run writes sentences into block k of the target at an offset of it.
func (u *update) run(list []int, k, at, last int, m manner) []part {
	b := u.old.Doc.Blocks[k]
	text := u.old.Doc.Text
	head := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	f := form{manner: m, cell: b.Kind == doc.Table, fill: u.words, task: b.List.First}
	f.start = lineHead.MatchString(head) || !f.cell && at <= firstRun(b)
	var out []part
	for n, i := range list {
		if n > 0 {
			out = append(out, part{u.between(i-1, i, m), -1})
			f.start = false
		}
		t := u.standing(i, f, false)
		if n == len(list)-1 && (b.Kind == doc.Heading || b.Kind == doc.Title) && m == markdown && (last < 0 || u.old.lastOf(last)) {
			t = unhash(t)
		}
		out = append(out, part{t, i})
	}
	return out
}

func firstRun(b *doc.Block) int {
	if len(b.Runs) == 0 {
		return b.Src.Start
	}
	return b.Runs[0].Src.Start
}

// recopy brings a block of code up to date with the source's.
func (u *update) recopy(i, j int) {
	raw := u.Doc.Text[u.Sentences[i].Src.Start:u.Sentences[i].Src.End]
	u.patches = append(u.patches, &patch{span: u.old.Sentences[j].Src, source: []int{i}, removed: []int{j},
		parts: func(manner) []part { return []part{{raw, i}} }})
}

// contain writes sentences into the title of the front matter or under a
// picture, which are written as a whole: their other sentences as they were.
func (u *update) contain(k int, list, targets []int) {
	from, to := u.old.Of(k)
	var parts []part
	var last rune
	for j := from; j < to; j++ {
		add := []part{{u.old.Text.String(j), -1}}
		if j == targets[0] {
			add = nil
			for n, i := range list {
				if n > 0 {
					add = append(add, part{u.between(i-1, i, plain), -1})
				}
				add = append(add, part{u.plainOf([]int{i}), i})
			}
		} else if slices.Contains(targets, j) {
			continue
		}
		if len(parts) > 0 {
			first := []rune(add[0].text + " ")[0]
			parts = append(parts, part{gap(u.to, last, first), -1})
		}
		parts = append(parts, add...)
		if r := []rune(add[len(add)-1].text); len(r) > 0 {
			last = r[len(r)-1]
		}
	}
	whole := ""
	for _, p := range parts {
		whole += p.text
	}
	p := &patch{source: list, removed: count(from, to), manner: u.manner()}
	b := u.old.Doc.Blocks[k]
	if b.Kind == doc.Title {
		p.span = quoted(u.old.Doc.Text, b.Src)
		p.parts = func(manner) []part { return around(yaml(whole), whole, parts, list[0]) }
		if at, ok := u.old.repeatedTitle(); ok {
			u.patches = append(u.patches, &patch{span: at, parts: func(manner) []part { return []part{{heading(whole), -1}} }})
		}
	} else {
		m := u.old.pictureOfBlock(k)
		if m == nil {
			u.refuse(NotPlaced, list[0])
			return
		}
		p.span = m.src
		p.parts = func(manner) []part {
			if strings.HasPrefix(m.raw, "<") {
				return []part{{setAlternative(m.raw, whole), list[0]}}
			}
			out := pictureMarkup(b, whole, markdown)
			if m.raw != "" {
				out = "[" + out + m.raw
			}
			for n := range parts {
				parts[n].text = escapeReferences(parts[n].text)
			}
			return around(out, escapeReferences(whole), parts, list[0])
		}
	}
	u.patches = append(u.patches, p)
}

// around is a markup with the text in it as parts; where the text is not in it
// as it is, all of it is the first sentence's.
func around(markup, text string, parts []part, first int) []part {
	at := strings.LastIndex(markup, text)
	if at < 0 {
		return []part{{markup, first}}
	}
	out := append([]part{{markup[:at], -1}}, parts...)
	return append(out, part{markup[at+len(text):], -1})
}

// pictureOfBlock is the markup of the picture that block k is the caption of,
// where its words stand in that markup.
func (a *article) pictureOfBlock(k int) *image {
	b := a.Doc.Blocks[k]
	if within(b) {
		for host, pics := range a.pics {
			if n := slices.Index(pics, k); n >= 0 {
				if images := a.images(host); n < len(images) {
					return &images[n]
				}
			}
		}
		return nil
	}
	found := findImages(a.Doc.Text, b.Src)
	if len(found) == 0 {
		return nil
	}
	for _, r := range b.Runs {
		if r.Src.End > found[0].src.End {
			return nil
		}
	}
	return &found[0]
}

// cut takes target sentence j out, and its block when nothing else is in it.
func (u *update) cut(j int) {
	text := u.old.Doc.Text
	k := u.old.Sentences[j].Block
	b := u.old.Doc.Blocks[k]
	from, to := u.old.Of(k)
	s, clean := u.old.reach(j)
	none := func(manner) []part { return nil }
	switch {
	case b.Kind == doc.Title && u.old.Doc.TitleOf == doc.TitleFrontMatter, within(b), !clean && u.old.unit(j):
		u.report.Removed--
		u.report.Orphaned++
		return
	case b.Kind == doc.Table:
	case to-from == 1:
		start := strings.LastIndexByte(text[:b.Src.Start], '\n') + 1
		end := b.Src.End
		for end < len(text) && strings.IndexByte(" \t\r\n", text[end]) >= 0 {
			end++
		}
		if n := strings.LastIndexByte(text[b.Src.End:end], '\n'); n >= 0 {
			end = b.Src.End + n + 1
		}
		if b.List.Depth > 0 || b.Quote > 0 { // the lines of a list stand close: one line end goes with it
			if n := strings.IndexByte(text[b.Src.End:end], '\n'); n >= 0 {
				end = b.Src.End + n + 1
			}
		}
		s = doc.Span{Start: start, End: end}
	case j+1 < to:
		next, _ := u.old.reach(j + 1)
		s.End = max(s.End, next.Start)
	default:
		last, _ := u.old.reach(j - 1)
		s.Start = min(s.Start, last.End)
	}
	u.patches = append(u.patches, &patch{span: s, removed: []int{j}, parts: none})
}

// recorded are the beads of what was patched and settled, and the old ones
// that they replace.
func (u *update) recorded(done []*patch) (void []ledger.Bead, touched map[int]bool) {
	touched = map[int]bool{}
	seen := map[*ledger.Bead]bool{}
	add := func(b *ledger.Bead) {
		if b != nil && !seen[b] {
			seen[b] = true
			void = append(void, *b)
		}
	}
	mark := func(list []int) {
		for _, i := range list {
			touched[i] = true
			add(u.v.standing[i].bead)
		}
	}
	for _, p := range done {
		mark(p.source)
		for _, b := range u.v.gone {
			for _, id := range b.Target {
				if j, ok := u.v.at[id]; ok && slices.Contains(p.removed, j) && len(p.source) == 0 {
					add(b)
				}
			}
		}
	}
	for _, s := range u.settled {
		mark(s.source)
		for _, b := range u.v.gone {
			if len(s.source) == 0 && len(s.target) > 0 && slices.Contains(b.Target, u.v.targets[s.target[0]]) {
				add(b)
			}
		}
	}
	return voided(void), touched
}
