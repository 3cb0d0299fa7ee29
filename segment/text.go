// Package segment cuts the blocks of a document into sentences.
//
// The cut is a partition: the pieces of a block, joined, are the block's text
// byte for byte. White space belongs to the sentence before it.
package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

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

// Worded reports whether a sentence has words to translate: a letter that
// stands neither in code nor in the address of a page. A date in digits, a
// percentage and a block of code are the same in every language.
func (t *Text) Worded(i int) bool {
	s := t.Sentences[i]
	b := t.Doc.Blocks[s.Block]
	if b.Kind == doc.Code {
		return false
	}
	from, _ := slices.BinarySearchFunc(b.Runs, s.Span.Start+1, func(r doc.Run, at int) int { return r.Span.End - at })
	for _, r := range b.Runs[from:] {
		if r.Span.Start >= s.Span.End {
			break
		}
		text := b.Text[max(r.Span.Start, s.Span.Start):max(min(r.Span.End, s.Span.End), s.Span.Start)]
		if r.Style&doc.Mono != 0 || r.Link != "" && (text == r.Link || "mailto:"+text == r.Link) {
			continue
		}
		if strings.ContainsFunc(Address.ReplaceAllString(text, ""), unicode.IsLetter) {
			return true
		}
	}
	return false
}

// Address finds the address of a page in running text.
var Address = regexp.MustCompile(`https?://[!-~]*[A-Za-z0-9/_=#&%-]`)
