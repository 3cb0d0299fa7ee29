package read

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Emphasis in Chinese and Korean.
//
// CommonMark lets a run of * close only where it is "right-flanking"; after
// punctuation that means before white space or punctuation. In **重點。**後文 a
// letter follows the full stop, so the asterisks stay as they are, which no
// writer of Chinese expects. The rule is amended as the specification
// "markdown-cjk-friendly" proposes: full-width punctuation does not count as
// punctuation, and a CJK character beside a run counts like punctuation on the
// other side of it. Texts without CJK characters read as CommonMark has it.

// delimiter is one kind of delimiter run.
type delimiter struct {
	chars   string
	min     int
	max     int // 0 for any length
	onMatch func(n int) ast.Node
}

var (
	emphasis = &delimiter{chars: "*_", min: 1, onMatch: func(n int) ast.Node { return ast.NewEmphasis(n) }}
	// One tilde alone is no mark here, as GitHub has it: 3~5天、7~9天 is a range.
	strike = &delimiter{chars: "~", min: 2, max: 2, onMatch: func(int) ast.Node { return east.NewStrikethrough() }}
)

func (d *delimiter) IsDelimiter(b byte) bool {
	for i := range len(d.chars) {
		if d.chars[i] == b {
			return true
		}
	}
	return false
}

func (d *delimiter) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (d *delimiter) OnMatch(consumes int) ast.Node { return d.onMatch(consumes) }

func (d *delimiter) Trigger() []byte { return []byte(d.chars) }

// Parse is parser.InlineParser's.
func (d *delimiter) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, d.min, d)
	if node == nil {
		return nil
	}
	n := node.OriginalLength
	if d.max > 0 && (n > d.max || before == rune(d.chars[0])) {
		return nil
	}
	after := ' '
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	if cjk(before) || cjk(after) {
		node.CanOpen, node.CanClose = flanking(before, after, line[0])
	}
	node.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(node)
	return node
}

// flanking says whether a run of c between the two characters may open and
// close, by the amended rule.
func flanking(before, after rune, c byte) (canOpen, canClose bool) {
	spaceBefore, spaceAfter := unicode.IsSpace(before), unicode.IsSpace(after)
	punctBefore, punctAfter := narrowPunct(before), narrowPunct(after)
	left := !spaceAfter && (!punctAfter || spaceBefore || punctBefore || cjk(before))
	right := !spaceBefore && (!punctBefore || spaceAfter || punctAfter || cjk(after))
	if c == '_' {
		anyBefore, anyAfter := punctuation(before), punctuation(after)
		return left && (!right || anyBefore), right && (!left || anyAfter)
	}
	return left, right
}

// narrowPunct reports whether a character is punctuation other than that of
// Chinese, Japanese and Korean.
func narrowPunct(r rune) bool { return punctuation(r) && !cjk(r) }

// punctuation is CommonMark's notion of it: the categories P and S.
func punctuation(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// cjk reports whether a character is a Chinese, Japanese or Korean one or
// full-width punctuation.
func cjk(r rune) bool {
	if 0x1F000 <= r && r < 0x20000 { // emoji are wide too
		return false
	}
	return r >= 0x1100 && (wide(r) || unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo))
}
