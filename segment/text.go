// Package segment cuts the blocks of a document into sentences.
//
// The cut is a partition: the pieces of a block, joined, are the block's text
// byte for byte. White space belongs to the sentence before it.
package segment

import (
	"strings"

	"github.com/duizhao/duizhao/doc"
)

// Sentence is one segment of a document.
type Sentence struct {
	Index int      // its place in the text, from 0
	Block int      // index of its block in Document.Blocks
	Span  doc.Span // in the block's text
	Src   doc.Span // in the document's text, without the white space around it
}

// Text is a document with its sentences. It is made by Document or Lines and
// never changed.
type Text struct {
	Doc       *doc.Document
	Sentences []Sentence
}

// Raw is the sentence's bytes in its block, white space included.
func (t *Text) Raw(i int) string {
	s := t.Sentences[i]
	return t.Doc.Blocks[s.Block].Text[s.Span.Start:s.Span.End]
}

// String is the sentence without the white space around it.
func (t *Text) String(i int) string { return strings.TrimSpace(t.Raw(i)) }

// Of gives the range of sentences that stand in block b as [from, to).
// The range is empty for a block without text (a rule).
func (t *Text) Of(b int) (from, to int) {
	lo, hi := 0, len(t.Sentences)
	for lo < hi {
		if m := (lo + hi) / 2; t.Sentences[m].Block < b {
			lo = m + 1
		} else {
			hi = m
		}
	}
	to = lo
	for to < len(t.Sentences) && t.Sentences[to].Block == b {
		to++
	}
	return lo, to
}
