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

// maxNesting is how many quotes, lists and items may stand in each other. The
// time that goldmark takes grows with lines times depth.
const maxNesting = 64

var (
	tooDeepKey = parser.NewContextKey() // int: where the limit was passed
	labelsKey  = parser.NewContextKey() // map[string]bool: labels of footnotes
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
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(noteParser{}, 101),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(emphasis, 500),
			util.Prioritized(strike, 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
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
		if pc.Get(tooDeepKey) == nil {
			_, seg := reader.PeekLine()
			pc.Set(tooDeepKey, seg.Start)
		}
		return nil, parser.NoChildren
	}
	return l.BlockParser.Open(parent, reader, pc)
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
