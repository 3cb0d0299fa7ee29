package doc

import (
	"strings"
	"unicode/utf8"
)

// Position is a place as people count it: line and column from 1, the column
// in code points.
type Position struct{ Line, Column int }

// PositionIn computes the line and column of byte offset at in text. Lines end
// at LF, CRLF or a CR alone. An offset past the end gives the end. It counts
// from the beginning: for one question about a text, not for each sentence.
func PositionIn(text string, at int) Position {
	at = max(0, min(at, len(text)))
	before := text[:at]
	start := lineStart(text, at)
	line := 1 + strings.Count(before, "\n")
	for i := strings.IndexByte(before, '\r'); i >= 0; {
		if loneCR(text, i) {
			line++
		}
		next := strings.IndexByte(before[i+1:], '\r')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return Position{Line: line, Column: 1 + utf8.RuneCountInString(before[start:])}
}

// loneCR reports whether the carriage return at offset i is a line end by itself.
func loneCR(text string, i int) bool { return i+1 >= len(text) || text[i+1] != '\n' }

// lineStart is the offset at which the line that holds offset at begins.
func lineStart(text string, at int) int {
	for i := at - 1; i >= 0; i-- {
		if text[i] == '\n' || text[i] == '\r' && loneCR(text, i) {
			return i + 1
		}
	}
	return 0
}

// Position is PositionIn for the document's own text, which is indexed at the
// first call: any number of positions costs n log n together.
func (d *Document) Position(at int) Position { return d.index().position(at) }

// LineAt is the line of text that holds byte offset at, without its line end,
// and the offset at which it begins: what a message shows above its caret.
func (d *Document) LineAt(at int) (line string, start int) {
	x := d.index()
	n := x.line(max(0, min(at, len(x.text))))
	start, end := x.starts[n], len(x.text)
	if n+1 < len(x.starts) {
		end = x.starts[n+1] - 1
		if end > start && x.text[end] == '\n' && x.text[end-1] == '\r' {
			end--
		}
	}
	return x.text[start:end], start
}
