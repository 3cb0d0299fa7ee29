package doc

import (
	"strings"
	"unicode/utf8"
)

// Position is a place as people count it: line and column from 1, the column
// in code points.
type Position struct{ Line, Column int }

// Position computes the line and column of byte offset at in text. Lines end
// at LF or CRLF. An offset past the end gives the end.
func PositionIn(text string, at int) Position {
	at = max(0, min(at, len(text)))
	before := text[:at]
	start := strings.LastIndexByte(before, '\n') + 1
	return Position{
		Line:   1 + strings.Count(before, "\n"),
		Column: 1 + utf8.RuneCountInString(before[start:]),
	}
}

// Position is PositionIn for the document's own text.
func (d *Document) Position(at int) Position { return PositionIn(d.Text, at) }

// LineAt is the line of text that holds byte offset at, without its line end,
// and the offset at which it begins: what a message shows above its caret.
func (d *Document) LineAt(at int) (line string, start int) {
	at = max(0, min(at, len(d.Text)))
	start = strings.LastIndexByte(d.Text[:at], '\n') + 1
	end := len(d.Text)
	if i := strings.IndexByte(d.Text[at:], '\n'); i >= 0 {
		end = at + i
	}
	return strings.TrimSuffix(d.Text[start:end], "\r"), start
}
