package read

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Bounds of what is read as Markdown. The time that goldmark takes grows with
// lines times depth, with the square of the marks in a paragraph, and with the
// square of the link definitions in a row.
const (
	maxNesting     = 64   // quotes, lists and items in each other
	maxMarks       = 2000 // brackets, asterisks and the like in one paragraph
	maxLooked      = 1e9  // bytes that follow a mark in its line, over all marks of a file
	maxDefinitions = 5000 // lines of a paragraph that begins with link definitions
)

var (
	tooDeepKey  = parser.NewContextKey() // int: where maxNesting was passed
	tooDenseKey = parser.NewContextKey() // int: where another bound was passed
	marksKey    = parser.NewContextKey() // *marks
	labelsKey   = parser.NewContextKey() // map[string]bool: labels of footnotes
)

// newParser is CommonMark with tables, strikethrough and footnotes.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(limited{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(limited{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(limited{footnotes{extension.NewFootnoteBlockParser()}}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(counter{}, 1),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(noteParser{}, 101),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(emphasis, 500),
			util.Prioritized(strike, 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(definitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
	)
}

// limited refuses to open a container below maxNesting others and remembers
// where it did.
type limited struct{ parser.BlockParser }

// Open is parser.BlockParser's.
func (l limited) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		if n.Kind() != ast.KindListItem { // a list and its item are two nodes
			depth++
		}
	}
	if depth > maxNesting {
		_, seg := reader.PeekLine()
		passed(pc, tooDeepKey, seg.Start)
		return nil, parser.NoChildren
	}
	return l.BlockParser.Open(parent, reader, pc)
}

// passed remembers the first place at which a bound was passed.
func passed(pc parser.Context, key parser.ContextKey, at int) {
	if pc.Get(key) == nil {
		pc.Set(key, at)
	}
}

// definitions reads link definitions where they are not too many.
type definitions struct{ parser.ParagraphTransformer }

// Transform is parser.ParagraphTransformer's.
func (d definitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	if n := lines.Len(); n > maxDefinitions && reader.Source()[lines.At(0).Start] == '[' {
		passed(pc, tooDenseKey, lines.At(0).Start)
		return
	}
	d.ParagraphTransformer.Transform(node, reader, pc)
}

// counter counts the marks of a paragraph, and takes those that are too many
// for text.
type counter struct{}

// marks is how many there were in the paragraph in, and how many bytes followed
// marks in all: each may make goldmark look at the rest of its line.
type marks struct {
	in     ast.Node
	n      int
	looked int
}

// Trigger is parser.InlineParser's.
func (counter) Trigger() []byte { return []byte("[]!*_~`<") }

// Parse is parser.InlineParser's.
func (counter) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	m, _ := pc.Get(marksKey).(*marks)
	if m == nil {
		m = &marks{}
		pc.Set(marksKey, m)
	}
	if m.in != parent {
		m.in, m.n = parent, 0
	}
	line, seg := block.PeekLine()
	m.n++
	m.looked += len(line)
	if m.n <= maxMarks && m.looked <= maxLooked {
		return nil
	}
	passed(pc, tooDenseKey, seg.Start)
	block.AdvanceLine()
	return ast.NewTextSegment(seg)
}

// footnotes keeps a footnote where it stands in the file, whether something
// refers to it or not, and notes its label. The extension's own moves those
// that are referred to to the end and drops the rest.
type footnotes struct{ parser.BlockParser }

// Open is parser.BlockParser's.
func (f footnotes) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := f.BlockParser.Open(parent, reader, pc)
	if note, ok := node.(*east.Footnote); ok {
		labels, _ := pc.Get(labelsKey).(map[string]bool)
		if labels == nil {
			labels = map[string]bool{}
			pc.Set(labelsKey, labels)
		}
		labels[string(note.Ref)] = true
	}
	return node, state
}

// Close is parser.BlockParser's.
func (footnotes) Close(ast.Node, text.Reader, parser.Context) {}

// noteRef is a reference to a footnote in running text.
type noteRef struct {
	ast.BaseInline
	label string
	len   int // bytes
}

var kindNoteRef = ast.NewNodeKind("NoteRef")

// Kind is ast.Node's.
func (n *noteRef) Kind() ast.NodeKind { return kindNoteRef }

// Dump is ast.Node's.
func (n *noteRef) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// noteParser reads [^label] where a footnote of that label exists.
type noteParser struct{}

// Trigger is parser.InlineParser's.
func (noteParser) Trigger() []byte { return []byte{'['} }

// Parse is parser.InlineParser's.
func (noteParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if len(line) < 4 || line[1] != '^' {
		return nil
	}
	end := bytes.IndexByte(line[:min(len(line), 1000)], ']')
	labels, _ := pc.Get(labelsKey).(map[string]bool)
	if end < 0 || !labels[string(line[2:end])] {
		return nil
	}
	block.Advance(end + 1)
	return &noteRef{label: string(line[2:end]), len: end + 1}
}
