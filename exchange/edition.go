package exchange

import (
	"fmt"
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// Bitext makes a bitext of the pairs of one language pair: each side of a unit
// is one sentence, whatever stands in it, and pairs stay pairs. Units of one
// paragraph stand together; where the file does not say, each is a paragraph.
// A unit without a translation has an empty place. The ids are those of the
// sentences of both sides. name is the article's name.
func (f *File) Bitext(name string, from, to lang.Tag) (*bitext.Bitext, bitext.IDs, error) {
	s, t := newText(f.Path, name, from), newText(f.Path, name, to)
	taken := map[string]bool{}
	var ids, targets []string
	var beads []bitext.Bead
	last := 0
	for i, u := range f.Pairs(from, to) {
		if Plain(u.Source) == "" && Plain(u.Target) == "" {
			continue
		}
		fresh := u.Paragraph == 0 || u.Paragraph != last
		last = u.Paragraph
		if fresh {
			s.block(u.Line)
			t.block(u.Line)
		}
		b := bitext.Bead{Source: bitext.Range{From: len(ids), To: len(ids)}, Target: bitext.Range{From: len(targets), To: len(targets)},
			Confidence: 1, Origin: bitext.Given}
		id := idOf(u.ID, i, taken)
		if s.sentence(u.Source, u.Codes) {
			b.Source.To++
			ids = append(ids, id)
		}
		target := u.Target
		if Plain(target) == "" {
			target = doc.EmptyPlace(id)
		}
		if t.sentence(target, u.Codes) {
			b.Target.To++
			targets = append(targets, fmt.Sprintf("t%d", i+1))
		}
		beads = append(beads, b)
	}
	if len(beads) == 0 {
		return nil, bitext.IDs{}, fault.New("exchange.no-pairs", f.Path, "From", string(from), "To", string(to))
	}
	out, err := bitext.New(s.done(), t.done(), beads)
	return out, bitext.IDs{Source: ids, Targets: [][]string{targets}}, err
}

// idOf is the id of a source sentence: the first of the unit where that has the
// form of one and is free, else one made of its number.
func idOf(id string, number int, taken map[string]bool) string {
	id, _, _ = strings.Cut(id, "+")
	if !sentenceID(id) || taken[id] {
		id = fmt.Sprintf("u%d", number+1)
		for taken[id] {
			id += "x"
		}
	}
	taken[id] = true
	return id
}

// sentenceID reports an id that a page can have as an anchor: letters of a–z
// and digits, a letter first.
func sentenceID(id string) bool {
	const longest = 64
	return id != "" && len(id) <= longest && 'a' <= id[0] && id[0] <= 'z' &&
		!strings.ContainsFunc(id, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
}

// builder makes a document of sentences.
type builder struct {
	doc       *doc.Document
	text      strings.Builder // of the whole document
	sentences []segment.Sentence
	now       *doc.Block
	at        int             // offset of the block in the document
	line      int             // of the end of text, from 1
	words     strings.Builder // of the block
}

func newText(path, name string, tag lang.Tag) *builder {
	return &builder{doc: &doc.Document{Path: path, Name: name, Lang: tag, Encoding: "utf-8", Title: name, TitleOf: doc.TitleFileName}, line: 1}
}

// block ends the block that is open and begins another, on the line of the file
// that its first unit comes from where that is further down: what is found in
// the text is then said to stand there.
func (b *builder) block(line int) {
	b.end()
	for ; b.line < line; b.line++ {
		b.text.WriteByte('\n')
	}
	b.at = b.text.Len()
	b.now = &doc.Block{Kind: doc.Paragraph}
	b.words.Reset()
}

func (b *builder) end() {
	if b.now == nil || len(b.now.Runs) == 0 {
		return
	}
	b.now.Text = b.words.String()
	b.now.Src = doc.Span{Start: b.at, End: b.at + len(b.now.Text)}
	b.text.WriteString(b.now.Text)
	b.text.WriteString("\n")
	b.line++
	b.doc.Blocks = append(b.doc.Blocks, b.now)
}

// styles are the types of codes that readers can see.
var styles = map[string]doc.Style{
	"bold": doc.Strong, "strong": doc.Strong, "b": doc.Strong, "italic": doc.Emph, "emph": doc.Emph, "em": doc.Emph, "i": doc.Emph,
	"strike": doc.Strike, "code": doc.Mono,
}

// sentence adds a sentence to the block; false when it has no text.
func (b *builder) sentence(marked string, codes []Code) bool {
	if strings.TrimSpace(Plain(marked)) == "" {
		return false
	}
	from := b.words.Len()
	if from > 0 && !b.doc.Lang.Chinese() && !strings.HasSuffix(b.words.String()[max(0, from-1):], " ") {
		b.run(" ", 0)
		b.sentences[len(b.sentences)-1].Span.End++
		from++
	}
	open := map[int]int{}
	list := tokens(marked)
	ends := matched(list)
	style := func() (s doc.Style) {
		for n, count := range open {
			if count > 0 {
				s |= styles[codeOf(codes, n).Type]
			}
		}
		return s
	}
	for i, t := range list {
		switch {
		case t.kind == textToken:
			b.run(strings.Map(oneLine, t.text), style())
		case ends[i].partner < 0:
		case t.kind == openToken:
			open[t.n]++
		default:
			open[t.n]--
		}
	}
	span := doc.Span{Start: from, End: b.words.Len()}
	trimmed := doc.Span{Start: b.at + span.Start, End: b.at + span.End}
	b.sentences = append(b.sentences, segment.Sentence{Index: len(b.sentences), Block: len(b.doc.Blocks), Span: span, Src: trimmed})
	return true
}

// oneLine makes spaces of line ends: a sentence is no list.
func oneLine(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' {
		return ' '
	}
	return r
}

func (b *builder) run(text string, style doc.Style) {
	if text == "" {
		return
	}
	at := b.words.Len()
	b.words.WriteString(text)
	span := doc.Span{Start: at, End: at + len(text)}
	if k := len(b.now.Runs) - 1; k >= 0 && b.now.Runs[k].Style == style {
		b.now.Runs[k].Span.End = span.End
		b.now.Runs[k].Src.End = b.at + span.End
		return
	}
	b.now.Runs = append(b.now.Runs, doc.Run{Span: span, Src: doc.Span{Start: b.at + span.Start, End: b.at + span.End}, Style: style})
}

func (b *builder) done() *segment.Text {
	b.end()
	b.now = nil
	b.doc.Text = b.text.String()
	return &segment.Text{Doc: b.doc, Sentences: b.sentences}
}
