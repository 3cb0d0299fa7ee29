package draft

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/segment"
)

// slotKind is what a placeholder stands for.
type slotKind int

const (
	emph slotKind = iota
	strong
	strike
	link
	alt     // the alternative of a picture that stands in a heading or a cell
	code    // from here on without content of their own
	note    // the sign of a footnote
	newline // a hard line break
	address // of a page, as readers see it
	picture
)

// slot is one placeholder of a sentence.
type slot struct {
	kind slotKind
	dest string     // link: where it leads
	raw  string     // link: the source's own end of it, ](…); others: what the source has
	text string     // code, address: the words
	pic  *doc.Block // picture: its caption, the block behind
}

// paired reports whether the placeholder has words between <xN> and </xN>.
func (s *slot) paired() bool { return s.kind < code }

// token is a stretch of words, or a placeholder's place.
type token struct {
	what tokenKind
	text string // words
	slot int    // others
}

type tokenKind int

const (
	words tokenKind = iota
	opens
	closes
	single
)

// content is a sentence as words and placeholders.
type content struct {
	tokens []token
	slots  []slot
}

// plain is the content as a reader of the document sees its text.
func (c *content) plain() string {
	var b strings.Builder
	for _, t := range c.tokens {
		switch {
		case t.what == words:
			b.WriteString(t.text)
		case t.what == single && c.slots[t.slot].kind == newline:
			b.WriteByte('\n')
		case t.what == single:
			b.WriteString(c.slots[t.slot].text)
		}
	}
	return b.String()
}

// article is a text with what belongs together in it.
type article struct {
	*segment.Text
	pics map[int][]int // block → the caption blocks of the pictures within it
}

func newArticle(t *segment.Text) *article {
	a := &article{Text: t, pics: map[int][]int{}}
	last := -1
	for i, b := range t.Doc.Blocks {
		if within(b) {
			if last >= 0 {
				a.pics[last] = append(a.pics[last], i)
			}
			continue
		}
		last = i
	}
	return a
}

// within reports whether a block is the caption of a picture within running
// text: its words have no place of their own in the file.
func within(b *doc.Block) bool {
	return b.Kind == doc.Caption && b.Image.Dest != "" && b.Src.Empty()
}

// unit reports whether the sentence is one to translate as far as its block
// says.
func (a *article) unit(i int) bool {
	k := a.Doc.Blocks[a.Sentences[i].Block].Kind
	return k != doc.Code && k != doc.Rule
}

// bounds gives the range of the sentence in its block without the white space
// around it, and the range in which a footnote's sign belongs to it.
func (a *article) bounds(i int) (inner, notes doc.Span) {
	s := a.Sentences[i]
	b := a.Doc.Blocks[s.Block]
	raw := b.Text[s.Span.Start:s.Span.End]
	left := len(raw) - len(strings.TrimLeftFunc(raw, unicode.IsSpace))
	inner = doc.Span{Start: s.Span.Start + left, End: s.Span.Start + len(strings.TrimRightFunc(raw, unicode.IsSpace))}
	if inner.End < inner.Start {
		inner.End = inner.Start
	}
	notes = doc.Span{Start: s.Span.Start + 1, End: s.Span.End}
	if s.Span.Start == 0 {
		notes.Start = 0
	}
	if b.Kind == doc.Table {
		for _, c := range b.Cells {
			if c.Span.Start <= inner.Start && inner.Start < c.Span.End {
				notes = c.Span
			}
		}
	}
	return inner, notes
}

// piece is a part of a run that stands in a sentence.
type piece struct {
	run  int
	span doc.Span // in the block's text; empty for a footnote's sign
}

// pieces lists what of the block's runs belongs to sentence i.
func (a *article) pieces(i int) []piece {
	inner, notes := a.bounds(i)
	runs := a.Doc.Blocks[a.Sentences[i].Block].Runs
	from, _ := slices.BinarySearchFunc(runs, inner.Start, func(r doc.Run, at int) int { return r.Span.End - at })
	for from > 0 && runs[from-1].Span.End >= notes.Start {
		from--
	}
	var out []piece
	for k := from; k < len(runs); k++ {
		r := runs[k]
		if r.Note != "" {
			if notes.Start <= r.Span.Start && r.Span.Start <= notes.End {
				out = append(out, piece{k, r.Span})
			}
			if r.Span.Start > notes.End {
				break
			}
			continue
		}
		s := doc.Span{Start: max(r.Span.Start, inner.Start), End: min(r.Span.End, inner.End)}
		if !s.Empty() {
			out = append(out, piece{k, s})
		}
		if r.Span.Start > notes.End {
			break
		}
	}
	return out
}

// element is a style or a link that text stands in.
type element struct {
	kind slotKind
	dest string
}

// elements are those of a run.
func elements(r *doc.Run) []element {
	var out []element
	if r.Link != "" {
		out = append(out, element{link, r.Link})
	}
	for _, e := range []struct {
		style doc.Style
		kind  slotKind
	}{{doc.Strong, strong}, {doc.Emph, emph}, {doc.Strike, strike}} {
		if r.Style&e.style != 0 {
			out = append(out, element{kind: e.kind})
		}
	}
	return out
}

// content reads sentence i as words and placeholders.
func (a *article) content(i int) *content {
	s := a.Sentences[i]
	b := a.Doc.Blocks[s.Block]
	r := &reader{a: a, b: b, c: &content{}, images: a.images(s.Block)}
	list := a.pieces(i)
	for k, p := range list {
		r.gap(b, list, k, i)
		r.piece(list, k, p)
	}
	r.close(0)
	if a.lastOf(i) {
		r.picturesFrom(0, len(a.Doc.Text))
	}
	r.c.merge()
	return r.c
}

// lastOf reports whether sentence i is the last of its block.
func (a *article) lastOf(i int) bool {
	return i+1 == len(a.Sentences) || a.Sentences[i+1].Block != a.Sentences[i].Block
}

// reader makes a content of the pieces of a sentence.
type reader struct {
	a      *article
	b      *doc.Block
	c      *content
	stack  []int // open slots
	images []image
}

// gap adds the pictures that stand between the piece before and piece k.
func (r *reader) gap(b *doc.Block, list []piece, k, i int) {
	if len(r.images) == 0 || b.Kind == doc.Table {
		return
	}
	to := b.Runs[list[k].run].Src.Start
	from := to
	switch {
	case k > 0:
		from = b.Runs[list[k-1].run].Src.End
	case i == 0 || r.a.Sentences[i-1].Block != r.a.Sentences[i].Block:
		from = b.Src.Start
	case list[k].run > 0:
		from = b.Runs[list[k].run-1].Src.End
	}
	r.picturesFrom(from, to)
}

// picturesFrom adds the pictures whose markup begins in a range of the file.
func (r *reader) picturesFrom(from, to int) {
	for n := range r.images {
		if m := &r.images[n]; !m.used && !m.inText && from <= m.src.Start && m.src.Start < to {
			m.used = true
			r.add(single, slot{kind: picture, pic: m.pic, raw: m.raw})
		}
	}
}

func (r *reader) add(what tokenKind, s slot) {
	r.c.tokens = append(r.c.tokens, token{what: what, slot: len(r.c.slots)})
	r.c.slots = append(r.c.slots, s)
}

// piece adds one stretch of the text.
func (r *reader) piece(list []piece, k int, p piece) {
	run := &r.b.Runs[p.run]
	text := r.b.Text[p.span.Start:p.span.End]
	want := elements(run)
	var shown string
	if run.Link != "" && (text == run.Link || "mailto:"+text == run.Link) && strings.HasPrefix(r.a.Doc.Text[run.Src.End:], ">") {
		shown, want = run.Link, want[1:]
	}
	if img := r.inImage(run.Src.Start); img != nil {
		want = append(want, element{kind: alt})
	}
	r.become(want, list, k)
	switch {
	case run.Note != "":
		r.add(single, slot{kind: note, raw: r.a.Doc.Text[run.Src.Start:run.Src.End]})
	case run.Style&doc.Break != 0:
		r.add(single, slot{kind: newline, raw: r.a.lineBreak(run)})
	case shown != "":
		r.add(single, slot{kind: address, text: text, raw: "<" + text + ">"})
	case run.Style&doc.Mono != 0:
		if n := len(r.c.tokens); n > 0 && k > 0 && r.c.tokens[n-1].what == single && r.c.slots[r.c.tokens[n-1].slot].kind == code && r.joined(list[k-1], p) {
			r.c.slots[r.c.tokens[n-1].slot].text += text
			return
		}
		r.add(single, slot{kind: code, text: text})
	default:
		r.words(text)
	}
}

// joined reports whether two pieces of code stand in one span of it.
func (r *reader) joined(p, q piece) bool {
	gap := r.a.Doc.Text[min(r.b.Runs[p.run].Src.End, r.b.Runs[q.run].Src.Start):r.b.Runs[q.run].Src.Start]
	return strings.Trim(gap, " \t\r\n\\>") == ""
}

// words adds text, in which the address of a page is a placeholder.
func (r *reader) words(text string) {
	at := 0
	if strings.Contains(text, "http") {
		for _, m := range segment.Address.FindAllStringIndex(text, -1) {
			if m[0] > at {
				r.c.tokens = append(r.c.tokens, token{what: words, text: text[at:m[0]]})
			}
			r.add(single, slot{kind: address, text: text[m[0]:m[1]]})
			at = m[1]
		}
	}
	if at < len(text) {
		r.c.tokens = append(r.c.tokens, token{what: words, text: text[at:]})
	}
}

// become closes and opens elements until those of want are open. Of new ones
// the one that lasts longest is the outermost.
func (r *reader) become(want []element, list []piece, k int) {
	keep := 0
	for keep < len(r.stack) {
		s := r.c.slots[r.stack[keep]]
		if !slices.Contains(want, element{s.kind, s.dest}) {
			break
		}
		keep++
	}
	r.close(keep)
	var fresh []element
	for _, e := range want {
		open := false
		for _, n := range r.stack {
			open = open || r.c.slots[n].kind == e.kind && r.c.slots[n].dest == e.dest
		}
		if !open {
			fresh = append(fresh, e)
		}
	}
	lasts := func(e element) int {
		n := 0
		for _, p := range list[k:] {
			if e.kind != alt && !slices.Contains(elements(&r.b.Runs[p.run]), e) {
				break
			}
			n++
		}
		return n
	}
	slices.SortStableFunc(fresh, func(x, y element) int { return lasts(y) - lasts(x) })
	for _, e := range fresh {
		s := slot{kind: e.kind, dest: e.dest}
		if e.kind == alt {
			s.pic = r.inImage(r.b.Runs[list[k].run].Src.Start).pic
		}
		if e.kind == link {
			last := k + max(lasts(e), 1) - 1
			s.raw = linkEnd(r.a.Doc.Text, r.b.Runs[list[last].run].Src.End)
		}
		r.stack = append(r.stack, len(r.c.slots))
		r.add(opens, s)
	}
}

// close closes the open elements down to the first n.
func (r *reader) close(n int) {
	for len(r.stack) > n {
		top := r.stack[len(r.stack)-1]
		r.stack = r.stack[:len(r.stack)-1]
		r.c.tokens = append(r.c.tokens, token{what: closes, slot: top})
	}
}

// merge joins neighbouring words.
func (c *content) merge() {
	out := c.tokens[:0]
	for _, t := range c.tokens {
		if n := len(out); t.what == words && n > 0 && out[n-1].what == words {
			out[n-1].text += t.text
		} else {
			out = append(out, t)
		}
	}
	c.tokens = out
}

var continuation = regexp.MustCompile(`^[ \t>]*`)

// lineBreak is the markup of a hard line break with what begins the next line
// of its container.
func (a *article) lineBreak(run *doc.Run) string {
	text := a.Doc.Text
	raw := text[run.Src.Start:run.Src.End]
	if strings.HasPrefix(raw, "<") {
		return raw
	}
	nl := strings.IndexByte(raw, '\n')
	if nl < 0 {
		return "<br>"
	}
	end := run.Src.Start + nl + 1
	return raw[:nl+1] + continuation.FindString(text[end:min(len(text), end+200)])
}
