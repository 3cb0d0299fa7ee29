package draft

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// composer puts translations in the place of the sentences of a text.
type composer struct {
	*article
	to       lang.Tag
	contents []*content // by sentence: what stands for it
	empty    []string   // by sentence: the empty place that stands for it, "" for none
}

// region is a range of the source's file that is written anew: the inline
// content of a block or of a cell.
type region struct {
	kind      regionKind
	span      doc.Span
	sentences []int
	block     int // -1 for none
	manner    manner
	spaced    bool   // plain text: set apart by blank lines
	raw       string // of verbatim: the text; of a picture: what ends the link around it, or the tag
	pic       *doc.Block
	caption   *region // of an alternative: the caption
	level     int     // of an alternative: how often its caption was not known for one
	slanted   bool    // of a caption: emphasised as a whole, by which it is known
}

type regionKind int

const (
	inline      regionKind = iota // words and markup
	scalar                        // the title in the front matter
	verbatim                      // raw, as it is
	pictured                      // a picture whose words are the block's sentences
	alternative                   // the alternative of a picture whose caption stands elsewhere
	repeated                      // a heading that repeats the front matter's title
)

// part is a piece of the text of a region; sentence is -1 for what is between.
type part struct {
	text     string
	sentence int
}

// composed is a file in the making.
type composed struct {
	text  string
	spans []doc.Span // by sentence: where it stands in text; {-1,-1} for pictures within text
	at    []doc.Span // by region
}

// regions lists what is to be written anew in the whole source.
func (c *composer) regions() []*region {
	var out []*region
	for i := 0; i < len(c.Sentences); {
		k := c.Sentences[i].Block
		from := i
		for i < len(c.Sentences) && c.Sentences[i].Block == k {
			i++
		}
		out = append(out, c.blockRegions(k, from, i)...)
	}
	return out
}

// blockRegions lists those of block k, whose sentences are [from, to).
func (c *composer) blockRegions(k, from, to int) []*region {
	b := c.Doc.Blocks[k]
	switch {
	case !c.unit(from), within(b):
		return nil
	case b.Kind == doc.Table:
		var out []*region
		for i := from; i < to; i++ {
			s, _ := c.extent(i)
			out = append(out, &region{kind: inline, span: s, sentences: []int{i}, block: k, manner: c.manner()})
		}
		return out
	case b.Kind == doc.Title && c.Doc.TitleOf == doc.TitleFrontMatter:
		return []*region{{kind: scalar, span: quoted(c.Doc.Text, b.Src), sentences: count(from, to), block: k}}
	case b.Kind == doc.Caption && b.Image.Dest != "":
		return c.captionRegions(k, from, to)
	}
	return []*region{c.inlineRegion(k, from, to)}
}

func (c *composer) manner() manner {
	if c.Doc.Markdown {
		return markdown
	}
	return plain
}

func count(from, to int) []int {
	var out []int
	for ; from < to; from++ {
		out = append(out, from)
	}
	return out
}

// inlineRegion is all of a block from its first word to its last, with the
// pictures before and behind.
func (c *composer) inlineRegion(k, from, to int) *region {
	first, _ := c.extent(from)
	last, _ := c.extent(to - 1)
	s := doc.Span{Start: first.Start, End: max(first.End, last.End)}
	for _, m := range c.images(k) {
		s = doc.Span{Start: min(s.Start, m.src.Start), End: max(s.End, m.src.End)}
	}
	if !c.to.Chinese() && c.to != "ja" { // an ideographic indent
		for strings.HasSuffix(c.Doc.Text[:s.Start], "\u3000") {
			s.Start -= len("\u3000")
		}
	}
	return &region{kind: inline, span: s, sentences: count(from, to), block: k, manner: c.manner()}
}

// captionRegions are those of a picture that is a block: its markup, where its
// words stand in it, else its alternative and the caption.
func (c *composer) captionRegions(k, from, to int) []*region {
	b := c.Doc.Blocks[k]
	found := findImages(c.Doc.Text, b.Src)
	if len(found) == 0 {
		return []*region{c.inlineRegion(k, from, to)}
	}
	m := found[0]
	inside := true
	for _, r := range b.Runs {
		inside = inside && r.Src.End <= m.src.End
	}
	if inside {
		return []*region{{kind: pictured, span: m.src, sentences: count(from, to), block: k, pic: b, raw: m.raw}}
	}
	r := c.inlineRegion(k, from, to)
	return []*region{{kind: alternative, span: m.src, block: -1, pic: b, raw: m.raw, caption: r}, r}
}

// quoted is a scalar's place with the quotation marks around it.
func quoted(text string, s doc.Span) doc.Span {
	if s.Start > 0 && s.End < len(text) && text[s.Start-1] == text[s.End] && strings.IndexByte(`"'`, text[s.End]) >= 0 {
		return doc.Span{Start: s.Start - 1, End: s.End + 1}
	}
	return s
}

// parts is the text of a region.
func (c *composer) parts(r *region) []part {
	switch r.kind {
	case verbatim:
		return []part{{r.raw, -1}}
	case repeated:
		return []part{{heading(c.plainOf(r.sentences)), -1}}
	case alternative:
		words := ""
		if r.level < 2 {
			words = c.plainOf(r.caption.sentences)
		}
		return []part{{c.pictureOf(r, words), -1}}
	case pictured:
		return c.imageParts(r)
	case scalar:
		return c.scalarParts(r)
	}
	var out []part
	b := c.Doc.Blocks[r.block]
	f := form{manner: r.manner, cell: b.Kind == doc.Table, fill: c.words}
	f.start = !f.cell || !strings.Contains(c.Doc.Text[strings.LastIndexByte(c.Doc.Text[:r.span.Start], '\n')+1:r.span.Start], "|")
	f.task = b.List.First
	for n, i := range r.sentences {
		if n > 0 {
			sep := c.between(i-1, i, r.manner)
			f.start = strings.HasSuffix(strings.TrimRight(sep, " \t>"), "\n")
			f.task = false
			out = append(out, part{sep, -1})
		}
		text := c.standing(i, f, r.slanted)
		if n == len(r.sentences)-1 && (b.Kind == doc.Heading || b.Kind == doc.Title) && r.manner == markdown {
			text = unhash(text)
		}
		out = append(out, part{text, i})
	}
	if r.slanted {
		out = append(append([]part{{"*", -1}}, out...), part{"*", -1})
	}
	if r.spaced {
		out = append(append([]part{{"\n\n", -1}}, out...), part{"\n\n", -1})
	}
	return out
}

// heading writes plain text into a heading.
func heading(text string) string {
	title := content{tokens: []token{{what: words, text: text}}}
	return unhash(title.write(form{start: true}))
}

// standing is what stands for sentence i: its translation, or an empty place
// with what of the sentence is no words, its pictures and footnotes.
// The box of a task stays, whatever the translation says of it.
func (c *composer) standing(i int, f form, upright bool) string {
	source := c.content(i)
	if box := source.box(); f.task && f.start && f.manner == markdown && box != "" && (c.empty[i] != "" || c.contents[i].box() == "") {
		f.task = false
		return box + c.standing(i, f, upright)
	}
	if c.empty[i] == "" {
		if upright {
			return c.contents[i].upright().write(f)
		}
		return c.contents[i].write(f)
	}
	var before, after content
	for _, t := range source.tokens {
		if t.what != single {
			continue
		}
		switch source.slots[t.slot].kind {
		case picture:
			if strings.HasPrefix(source.slots[t.slot].raw, "<") { // it would wait for a caption
				after.tokens = append(after.tokens, t)
				continue
			}
			before.tokens = append(before.tokens, t)
		case note:
			after.tokens = append(after.tokens, t)
		}
	}
	before.slots, after.slots = source.slots, source.slots
	return before.write(f) + c.empty[i] + after.write(f)
}

// imageParts writes a picture whose words are sentences.
func (c *composer) imageParts(r *region) []part {
	text := c.plainOf(r.sentences)
	markup := c.pictureOf(r, text)
	needle := escapeReferences(text)
	at := strings.LastIndex(markup, needle)
	if strings.HasPrefix(r.raw, "<") || at < 0 || needle == "" {
		return []part{{markup, r.sentences[0]}}
	}
	out := []part{{markup[:at], -1}}
	for n, i := range r.sentences {
		if n > 0 {
			out = append(out, part{c.between(i-1, i, bare), -1})
		}
		out = append(out, part{escapeReferences(c.plainOf([]int{i})), i})
	}
	return append(out, part{markup[at+len(needle):], -1})
}

func (c *composer) pictureOf(r *region, text string) string {
	if strings.HasPrefix(r.raw, "<") {
		return setAlternative(r.raw, text)
	}
	pic := *r.pic
	if r.kind == alternative { // the words that stand under it are no title
		pic.Text = pic.Image.Alt
	}
	out := pictureMarkup(&pic, text, markdown)
	if r.raw != "" {
		return "[" + out + r.raw
	}
	return out
}

// scalarParts writes a title into the front matter.
func (c *composer) scalarParts(r *region) []part {
	text := c.plainOf(r.sentences)
	whole := yaml(text)
	if whole[1:len(whole)-1] != text {
		return []part{{whole, r.sentences[0]}}
	}
	out := []part{{whole[:1], -1}}
	for n, i := range r.sentences {
		if n > 0 {
			out = append(out, part{c.between(i-1, i, plain), -1})
		}
		out = append(out, part{c.plainOf([]int{i}), i})
	}
	return append(out, part{whole[:1], -1})
}

// plainOf is the text of sentences without markup.
func (c *composer) plainOf(sentences []int) string {
	var b strings.Builder
	for n, i := range sentences {
		if n > 0 {
			b.WriteString(c.between(i-1, i, plain))
		}
		if c.empty[i] != "" {
			b.WriteString(c.empty[i])
		} else {
			b.WriteString(strings.Join(strings.Fields(c.contents[i].plain()), " "))
		}
	}
	return b.String()
}

// words is the text that stands for the caption of a picture within text.
func (c *composer) words(pic *doc.Block) string {
	from, to := c.Of(c.blockOf(pic))
	return c.plainOf(count(from, to))
}

func (c *composer) blockOf(b *doc.Block) int {
	at := sort.Search(len(c.Doc.Blocks), func(k int) bool { return c.Doc.Blocks[k].Src.Start >= b.Src.Start })
	for ; at < len(c.Doc.Blocks); at++ {
		if c.Doc.Blocks[at] == b {
			return at
		}
	}
	return -1
}

// between is what parts the translations of two sentences of a block: the
// source's line break, else a space where the language has one.
func (c *composer) between(i, k int, m manner) string {
	b := c.Doc.Blocks[c.Sentences[i].Block]
	if m != plain && b.Kind != doc.Caption {
		left, _ := c.bounds(i)
		right, _ := c.bounds(k)
		for n := range b.Runs {
			r := &b.Runs[n]
			if r.Style&doc.Break != 0 && left.End <= r.Span.Start && r.Span.End <= right.Start {
				if raw := c.lineBreak(r); m == markdown {
					return raw
				}
				return "<br>"
			}
		}
	}
	return gap(c.to, c.edge(i, false), c.edge(k, true))
}

// edge is the first or last character of what stands for a sentence.
func (c *composer) edge(i int, first bool) rune {
	text := c.empty[i]
	if text == "" {
		text = strings.TrimSpace(c.contents[i].plain())
	}
	r, _ := utf8.DecodeLastRuneInString(text)
	if first {
		r, _ = utf8.DecodeRuneInString(text)
	}
	return r
}

// gap is the space between two sentences that end and begin with these
// characters.
func gap(to lang.Tag, last, first rune) string {
	if !to.Chinese() && to != "ja" {
		return " "
	}
	narrow := func(r rune) bool {
		return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r < utf8.RuneSelf)
	}
	if narrow(last) && narrow(first) {
		return " "
	}
	return ""
}

// assemble writes the file: the source's bytes with the regions written anew.
func (c *composer) assemble(regions []*region) composed {
	sort.SliceStable(regions, func(i, k int) bool { return regions[i].span.Start < regions[k].span.Start })
	out := composed{spans: make([]doc.Span, len(c.Sentences)), at: make([]doc.Span, len(regions))}
	for i := range out.spans {
		out.spans[i] = doc.Span{Start: -1, End: -1}
	}
	var b strings.Builder
	done := 0
	verbatimFrom := 0 // sentences that no region has are where they were
	copyTo := func(end int) {
		shift := b.Len() - done
		b.WriteString(c.Doc.Text[done:end])
		for ; verbatimFrom < len(c.Sentences); verbatimFrom++ {
			s := c.Sentences[verbatimFrom]
			if s.Src.Start >= end {
				break
			}
			if s.Src.Start >= done && !c.unit(verbatimFrom) {
				out.spans[verbatimFrom] = doc.Span{Start: s.Src.Start + shift, End: s.Src.End + shift}
			}
		}
		done = end
	}
	for n, r := range regions {
		copyTo(max(done, r.span.Start))
		start := b.Len()
		for _, p := range c.parts(r) {
			at := b.Len()
			b.WriteString(p.text)
			if p.sentence >= 0 {
				out.spans[p.sentence] = doc.Span{Start: at, End: b.Len()}
			}
		}
		for k := 1; k < len(r.sentences); k++ { // written as a whole
			if i := r.sentences[k]; out.spans[i].Start < 0 && r.kind != repeated {
				out.spans[i] = out.spans[r.sentences[0]]
			}
		}
		out.at[n] = doc.Span{Start: start, End: b.Len()}
		done = max(done, r.span.End)
	}
	copyTo(len(c.Doc.Text))
	out.text = b.String()
	return out
}
