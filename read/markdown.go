package read

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
)

// maxMarkdown is the size in bytes of the largest Markdown text: a dozen long
// novels. Its tree takes some forty times as much memory.
const maxMarkdown = 16 << 20

// markdown makes blocks of the Markdown that begins at offset from of text.
func markdown(path, source string, from int) ([]*doc.Block, error) {
	if len(source) > maxMarkdown {
		return nil, fault.New("read.markdown-too-large", path, "Limit", maxMarkdown>>20)
	}
	bytes := parserText(source, from)
	pc := parser.NewContext()
	root := newParser().Parse(text.NewReader(bytes), parser.WithContext(pc))
	if at, deep := pc.Get(tooDeepKey).(int); deep {
		pos := doc.PositionIn(source, at)
		return nil, fault.New("read.nested-too-deep", path, "Limit", maxNesting).At(pos.Line, pos.Column)
	}
	if at, dense := pc.Get(tooDenseKey).(int); dense {
		pos := doc.PositionIn(source, at)
		return nil, fault.New("read.too-dense", path, "Limit", maxMarks).At(pos.Line, pos.Column)
	}
	w := &walker{src: source, bytes: bytes, open: -1, done: from}
	w.children(root, place{})
	return settle(w.blocks), nil
}

// parserText is the text as the parser is to see it: the front matter blanked
// out and lone carriage returns, which CommonMark counts as line ends, turned
// into line feeds. Every byte keeps its place.
func parserText(source string, from int) []byte {
	b := []byte(source)
	for i := range b {
		switch {
		case i < from:
			b[i] = '\n'
		case b[i] == '\r' && (i+1 == len(b) || b[i+1] != '\n'):
			b[i] = '\n'
		}
	}
	return b
}

// place is what a block stands in.
type place struct {
	quote int
	list  doc.List
	note  string // label of the footnote
}

// walker turns the tree of blocks into a flat list.
type walker struct {
	src    string // Document.Text
	bytes  []byte // as the parser saw it: same length
	blocks []*doc.Block
	open   int  // where the containers begin that no block has claimed yet, -1 for none
	first  bool // the next block begins a list item
	done   int  // where the last block ended
}

func (w *walker) children(n ast.Node, p place) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c, p)
	}
}

// enter remembers where a container begins, for the first block in it.
func (w *walker) enter(at int) {
	if w.open < 0 && at >= w.done {
		w.open = at
	}
}

func (w *walker) node(n ast.Node, p place) {
	switch n := n.(type) {
	case *ast.Blockquote:
		w.enter(n.Pos())
		p.quote++
		w.children(n, p)
		w.open = -1
	case *ast.List:
		p.list = doc.List{Depth: p.list.Depth + 1, Ordered: n.IsOrdered(), Number: n.Start - 1}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			w.enter(item.Pos())
			p.list.Number++
			w.first = true
			w.children(item, p)
			w.first, w.open = false, -1
		}
	case *east.Footnote:
		w.enter(n.Pos())
		p.note = string(n.Ref)
		w.children(n, p)
		w.open = -1
	case *ast.Paragraph, *ast.TextBlock:
		w.paragraph(n, p)
	case *ast.Heading:
		w.heading(n, p)
	case *ast.ThematicBreak:
		at := max(n.Pos(), w.done)
		w.add(&doc.Block{Kind: doc.Rule, Src: doc.Span{Start: at, End: w.trimmedEnd(at)}}, p)
	case *ast.FencedCodeBlock:
		w.code(n, n.Pos(), string(n.Language(w.bytes)), p)
	case *ast.CodeBlock:
		w.code(n, -1, "", p)
	case *ast.HTMLBlock:
		w.htmlBlock(n, p)
	case *east.Table:
		w.table(n, p)
	default:
		w.children(n, p)
	}
}

// add appends a block in its place. Containers that no block has claimed begin
// with it.
func (w *walker) add(b *doc.Block, p place) {
	if b == nil {
		return
	}
	b.Quote, b.List = p.quote, p.list
	if p.list.Depth > 0 {
		b.List.First = w.first
		if !b.List.Ordered {
			b.List.Number = 0
		}
		w.first = false
		if b.Kind == doc.Paragraph {
			b.Kind = doc.ListItem
		}
	}
	if p.note != "" && (b.Kind == doc.Paragraph || b.Kind == doc.ListItem) {
		b.Kind, b.Label = doc.Footnote, p.note
	}
	if w.open >= 0 && w.open <= b.Src.Start {
		b.Src.Start = w.open
	}
	w.open = -1
	b.Src = w.trim(b)
	w.done = max(w.done, b.Src.End)
	w.blocks = append(w.blocks, b)
}

// trim is the place of a block without the white space around it.
func (w *walker) trim(b *doc.Block) doc.Span {
	s := b.Src
	first, last := s.End, s.Start
	if n := len(b.Runs); n > 0 {
		first, last = b.Runs[0].Src.Start, b.Runs[n-1].Src.End
	}
	for s.Start < first && space(w.bytes[s.Start]) {
		s.Start++
	}
	for s.End > max(last, s.Start) && space(w.bytes[s.End-1]) {
		s.End--
	}
	return doc.Span{Start: s.Start, End: max(s.Start, s.End)}
}

func (w *walker) inline() *inline {
	return &inline{builder: builder{src: w.src}, source: w.bytes}
}

// extent is the place of the lines of a node, without the white space around.
func (w *walker) extent(n ast.Node) doc.Span {
	lines := n.Lines()
	if lines == nil || lines.Len() == 0 {
		at := max(n.Pos(), w.done)
		return doc.Span{Start: at, End: at}
	}
	s := doc.Span{Start: lines.At(0).Start, End: lines.At(lines.Len() - 1).Stop}
	for s.Start < s.End && space(w.bytes[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && space(w.bytes[s.End-1]) {
		s.End--
	}
	return s
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// trimmedEnd is the end of the line that at stands in, without white space.
func (w *walker) trimmedEnd(at int) int {
	end := at
	for end < len(w.bytes) && w.bytes[end] != '\n' {
		end++
	}
	for end > at && space(w.bytes[end-1]) {
		end--
	}
	return end
}

// nextLine is the beginning of the line after the one that at stands in.
func (w *walker) nextLine(at int) int {
	for at < len(w.bytes) && w.bytes[at] != '\n' {
		at++
	}
	return min(at+1, len(w.bytes))
}

func (w *walker) heading(n *ast.Heading, p place) {
	src := w.extent(n)
	if at := n.Pos(); at >= 0 && at < len(w.bytes) && w.bytes[at] == '#' && at <= src.Start {
		src = doc.Span{Start: at, End: max(src.End, w.trimmedEnd(at))}
	} else if next := w.nextLine(src.End); next < len(w.bytes) {
		src.End = max(src.End, w.trimmedEnd(next)) // the line of = or - under it
	}
	b := w.inline()
	b.keepAlt = true
	b.nodes(n.FirstChild(), nil, ink{})
	block := b.block(doc.Heading, src)
	if block != nil {
		block.Level = n.Level
	}
	w.add(block, p)
	w.pictures(b, src.End, p)
}

// code keeps a block of code as it is, but for line ends, which become LF.
func (w *walker) code(n ast.Node, fence int, info string, p place) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	b := builder{src: w.src}
	for i := range lines.Len() {
		seg := lines.At(i)
		body := strings.TrimRight(w.src[seg.Start:seg.Stop], "\r\n")
		if i > 0 {
			b.newline(w.src, lines.At(i-1).Stop)
		}
		if seg.Padding > 0 {
			b.put(strings.Repeat(" ", seg.Padding), doc.Span{Start: seg.Start, End: seg.Start}, ink{style: doc.Mono})
		}
		b.file(seg.Start, seg.Start+len(body), ink{style: doc.Mono})
	}
	src := doc.Span{Start: lines.At(0).Start, End: w.trimmedEnd(max(lines.At(lines.Len()-1).Start, lines.At(lines.Len()-1).Stop-1))}
	if fence >= 0 && fence <= src.Start {
		src.Start = fence
		if next := w.nextLine(lines.At(lines.Len()-1).Stop - 1); next < len(w.bytes) {
			if rest := strings.TrimLeft(w.src[next:w.trimmedEnd(next)], "> \t"); strings.HasPrefix(rest, string(w.bytes[fence:fence+3])) {
				src.End = w.trimmedEnd(next)
			}
		}
	}
	text := b.text.String()
	if blank(text) {
		return
	}
	w.add(&doc.Block{Kind: doc.Code, Src: src, Text: text, Runs: clip(b.runs, 0, len(text)), Label: info}, p)
}

// newline adds the line end before the offset end of the file as LF.
func (b *builder) newline(src string, end int) {
	switch {
	case end > 0 && src[end-1] == '\n':
		b.file(end-1, end, ink{style: doc.Mono})
	case end > 0 && src[end-1] == '\r':
		b.put("\n", doc.Span{Start: end - 1, End: end - 1}, ink{style: doc.Mono})
	default:
		b.put("\n", doc.Span{Start: end, End: end}, ink{style: doc.Mono})
	}
}

func (w *walker) htmlBlock(n *ast.HTMLBlock, p place) {
	lines := text.NewSegments()
	lines.AppendAll(n.Lines().Sliced(0, n.Lines().Len()))
	if n.HasClosure() {
		lines.Append(n.ClosureLine)
	}
	h := &htmlBlock{inline: *w.inline(), emit: func(b *doc.Block) { w.add(b, p) }}
	h.read(lines)
}

// settle puts blocks into the order of the file and keeps their places from
// overlapping.
func settle(blocks []*doc.Block) []*doc.Block {
	slices.SortStableFunc(blocks, func(a, b *doc.Block) int { return a.Src.Start - b.Src.Start })
	for i := range blocks {
		b := blocks[i]
		if n := len(b.Runs); n > 0 {
			b.Src.Start = min(b.Src.Start, b.Runs[0].Src.Start)
			b.Src.End = max(b.Src.End, b.Runs[n-1].Src.End)
		}
		if i > 0 && blocks[i-1].Src.End > b.Src.Start {
			blocks[i-1].Src.End = b.Src.Start
		}
	}
	return blocks
}
