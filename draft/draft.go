// Package draft turns a source document into units for translation and their
// translations into a file NAME.LANG.md or .txt that has the source's
// structure. It keeps such a file up to date without touching what a person
// has written in it, and tells in what state each sentence is.
//
// A unit is one sentence as text with placeholders: <x1>…</x1> for a style or
// a link, <x1/> for what is no words (a footnote's sign, code, a picture, a
// line break, an address). In it < is written &lt;, > &gt; and & &amp;, which
// is the whole of its escaping; nothing else is markup.
package draft

import (
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/segment"
)

// Unit is one source sentence as it goes to a translator.
type Unit struct {
	ID            string // of the sentence
	Text          string // with placeholders
	Before, After string // the sentences beside it, with placeholders; "" at the ends
}

// Piece is what came back for a unit.
type Piece struct {
	ID     string // of the source sentence
	Text   string // with the placeholders of the unit; "" when there is no translation
	Origin ledger.Origin
	Review string // "" or "reviewed"
}

// Job is the source of a draft and where the draft goes.
type Job struct {
	Source *segment.Text
	Ledger *ledger.Ledger // the article's, an empty one where there is none
	Path   string         // of the target file: .md and .markdown give Markdown, all else plain text
	Lang   lang.Tag       // of the target
}

// Draft is a target file as it is to be written, with the ledger that goes
// with it.
type Draft struct {
	Text     string
	Target   *segment.Text  // Text, read back
	Ledger   *ledger.Ledger // with the beads of the draft
	Findings []finding.Finding
	Report   Report
}

// Report counts what became of the pieces and of the sentences there were.
type Report struct {
	Placed   int // pieces that stand in the text now
	Empty    int // places that are left
	Kept     int // sentences that a person wrote or edited and that a piece was refused for
	Stale    int // of these, sentences whose source has changed
	Removed  int // machine's sentences whose source is gone
	Orphaned int // a person's sentences whose source is gone; they stay
}
