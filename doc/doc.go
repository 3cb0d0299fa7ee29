// Package doc is the document model: what a reader makes of a file and what
// every later stage points into.
//
// A document keeps the UTF-8 text of its file; blocks, runs and cells are
// byte ranges into it, from the first day and on every node. Line and column
// are computed only when something is printed (see Position). Values of this
// package are made by package read and never changed afterwards.
package doc

import (
	"sync/atomic"

	"github.com/duizhao/duizhao/lang"
)

// Span is a half-open range of bytes [Start, End).
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether byte offset at lies in the span.
func (s Span) Contains(at int) bool { return s.Start <= at && at < s.End }

// TitleOrigin says where a document's title was found.
type TitleOrigin int

// The places that a title comes from, the strongest first.
const (
	TitleNone        TitleOrigin = iota
	TitleFlag                    // given by the user; no block carries it
	TitleFrontMatter             // `title:` of the front matter; a Title block carries it
	TitleHeading                 // the first heading; a Title block carries it
	TitleFileName                // nothing better; no block carries it
)

// Document is one text in one language.
type Document struct {
	Path     string      // as the user named it, for messages
	Name     string      // the article's name, without language and extension
	Lang     lang.Tag    // never Und after reading
	Text     string      // the whole file as UTF-8, without BOM, LF or CRLF as it came
	Encoding string      // what the bytes were: "utf-8", "big5", …
	Markdown bool        // read by the Markdown reader
	Title    string      // plain text, never empty
	TitleOf  TitleOrigin // where Title comes from
	Date     string      // ISO 8601 (2025-11-02), "" when the text gives none
	Author   string      // from front matter or an author line, "" for none
	AuthorAt Span        // of the field author in the front matter, empty for none
	Meta     []Field     // the front matter's other scalar fields, in order
	Blocks   []*Block    // in reading order

	lines atomic.Pointer[lines] // see index
}

// Field is one scalar of the front matter; Src is its value's place.
type Field struct {
	Key, Value string
	Src        Span
}

// Kind is what a block is in its document.
type Kind int

// The kinds of block. List items, quotes and tables are flat: nesting is kept
// in the block's own fields, since aligned texts rarely nest alike.
const (
	Paragraph Kind = iota
	Title          // the document's title: front matter or first heading
	Heading        // Level 1–6
	ListItem       // List says which list
	Caption        // the caption of a picture; Image is its address, if any
	Byline         // author line: 作者：…, By …, 글 …
	Dateline       // a line, or a leading tag, that holds nothing but a date (and place)
	Credit         // a source line: (Reuters), 資料來源：…
	Code           // kept as it is, not cut into sentences
	Table          // Cells say where its cells are
	Footnote       // the text of footnote Label
	Rule           // a thematic break; no text
)

var kindNames = [...]string{"paragraph", "title", "heading", "list-item", "caption", "byline",
	"dateline", "credit", "code", "table", "footnote", "rule"}

// String is the stable name used in JSON.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "unknown"
	}
	return kindNames[k]
}

// Block is a paragraph or what stands in its place.
type Block struct {
	Kind  Kind
	Src   Span   // its bytes in Document.Text, markup included
	Text  string // its text without markup; sentences are ranges of it
	Runs  []Run  // cover Text exactly, in order
	Level int    // Heading: 1–6
	Quote int    // how many block quotes it stands in
	List  List   // the innermost list it stands in; zero when in none
	Cells []Cell // Table: cells in reading order; they and the separators cover Text
	Image Image  // Caption: the picture
	Label string // Footnote: its label; Code: its info string
}

// List places a block in a list.
type List struct {
	Depth   int  // 1 for an outermost list, 0 for no list
	Ordered bool //
	Number  int  // the item's number in an ordered list
	First   bool // the block begins the item (carries the marker)
}

// Image is a picture's address and its alternative text as written.
type Image struct {
	Dest, Alt string
}

// Cell is one cell of a table. Cells of a row are parted in Block.Text by a
// tab, rows by a line feed.
type Cell struct {
	Row, Col int
	Header   bool
	Align    byte // 'l', 'c', 'r' or 0
	Span     Span // in Block.Text
}

// Style is a set of inline styles.
type Style uint8

// Inline styles; they combine.
const (
	Emph Style = 1 << iota
	Strong
	Mono
	Strike
	Break // the run is a hard line break (its text is "\n")
)

// Run is a stretch of a block's text in one style that comes from one stretch
// of the file. When both have the same length they are the same bytes;
// otherwise (an entity, an escape, a folded line break) the run maps as a whole.
type Run struct {
	Span  Span // in Block.Text
	Src   Span // in Document.Text
	Style Style
	Link  string // destination of the link that it stands in
	Note  string // the run is a reference to the footnote of this label; its text is empty or the mark
}

// Source maps a range of the block's text to the bytes of the file that it
// came from: the smallest range that holds them all, markup between included.
func (b *Block) Source(s Span) Span {
	out := Span{-1, -1}
	for _, r := range b.Runs {
		if r.Span.End <= s.Start && !(r.Span.Start == s.Start && s.Empty()) {
			continue
		}
		if r.Span.Start >= s.End && out.Start >= 0 {
			break
		}
		if out.Start < 0 {
			out.Start = r.at(s.Start, false)
		}
		out.End = r.at(s.End, true)
	}
	if out.Start < 0 { // past the last run: the block's end
		end := b.Src.End
		if n := len(b.Runs); n > 0 {
			end = b.Runs[n-1].Src.End
		}
		return Span{end, end}
	}
	if out.End < out.Start {
		out.End = out.Start
	}
	return out
}

// at maps one offset of the block's text into the file, clamped to the run.
func (r Run) at(off int, end bool) int {
	switch {
	case off <= r.Span.Start:
		return r.Src.Start
	case off >= r.Span.End:
		return r.Src.End
	case r.Src.Len() == r.Span.Len():
		return r.Src.Start + off - r.Span.Start
	case end:
		return r.Src.End
	}
	return r.Src.Start
}
