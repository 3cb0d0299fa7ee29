package render

import (
	"sort"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/segment"
)

// Piece is a stretch of a block's text that is one in style, link, sentence
// and term.
type Piece struct {
	Span     doc.Span // in the block's text
	Text     string
	Style    doc.Style
	Link     string // destination as written, "" for none; not checked in any way
	Note     string // a reference to the footnote of this label; Text is its mark or empty
	Sentence int    // index in the text; -1 where the block has no sentences
	Mark     int    // index into the marks that were given, -1 for none
	Empty    bool   // an empty place of a draft: what stands there is a box, not Text
}

// Pieces cuts a part of a block into pieces, in order. Joined, their texts are
// the part's text, byte for byte. A reference without text (see doc.Run.Note)
// is an empty piece and belongs to the sentence before it. marks are those of
// the column (see Marks).
func Pieces(t *segment.Text, marks []Mark, part Part) []Piece {
	b := t.Doc.Blocks[part.Block]
	w := walker{text: t, block: b, part: part, marks: marks}
	w.first, w.last = t.Of(part.Block)
	w.sentence = w.first
	w.mark = sort.Search(len(marks), func(i int) bool { return marks[i].Sentence >= part.Sentences.From })
	at := 0
	for _, r := range b.Runs {
		w.run(doc.Run{Span: doc.Span{Start: at, End: r.Span.Start}}) // the runs cover the text; a block made by hand may have none
		w.run(r)
		at = max(at, r.Span.End)
	}
	w.run(doc.Run{Span: doc.Span{Start: at, End: len(b.Text)}})
	return w.out
}

type walker struct {
	text        *segment.Text
	block       *doc.Block
	part        Part
	marks       []Mark
	first, last int // the block's sentences
	sentence    int // the one that holds the place where the walk is
	mark        int // the first mark that does not end before it
	out         []Piece
}

// run emits the pieces of one run.
func (w *walker) run(r doc.Run) {
	if r.Span.Empty() {
		if r.Note != "" && w.holds(r.Span.Start) {
			w.emit(r, doc.Span{Start: r.Span.Start, End: r.Span.Start}, w.before(r.Span.Start), -1)
		}
		return
	}
	at, end := max(r.Span.Start, w.part.Span.Start), min(r.Span.End, w.part.Span.End)
	for at < end {
		sentence := w.at(at)
		to := end
		if sentence >= 0 && sentence+1 < w.last {
			to = min(to, w.text.Sentences[sentence].Span.End)
		}
		mark := -1
		if i := w.markAt(sentence, at); i >= 0 {
			if m := w.marks[i].Span; m.Start > at {
				to = min(to, m.Start)
			} else {
				mark, to = i, min(to, m.End)
			}
		}
		w.emit(r, doc.Span{Start: at, End: to}, sentence, mark)
		at = to
	}
}

func (w *walker) emit(r doc.Run, s doc.Span, sentence, mark int) {
	text := w.block.Text[s.Start:s.End]
	if r.Note == "" && r.Style&doc.Break == 0 {
		for at := 0; ; {
			places := doc.Places(text[at:])
			if len(places) == 0 {
				text, s.Start = text[at:], s.Start+at
				break
			}
			from, to := at+places[0].Start, at+places[0].End
			w.piece(r, doc.Span{Start: s.Start + at, End: s.Start + from}, text[at:from], sentence, mark, false)
			w.piece(r, doc.Span{Start: s.Start + from, End: s.Start + to}, text[from:to], sentence, -1, true)
			if at = to; at == len(text) {
				return
			}
		}
	}
	w.out = append(w.out, Piece{Span: s, Text: text, Style: r.Style, Link: r.Link, Note: r.Note, Sentence: sentence, Mark: mark})
}

// piece emits a stretch that is not empty.
func (w *walker) piece(r doc.Run, s doc.Span, text string, sentence, mark int, empty bool) {
	if text != "" {
		w.out = append(w.out, Piece{Span: s, Text: text, Style: r.Style, Link: r.Link, Sentence: sentence, Mark: mark, Empty: empty})
	}
}

// holds reports whether an empty run at a place belongs to the part: to the
// one that ends there, and at the block's beginning to the first.
func (w *walker) holds(at int) bool {
	return w.part.Span.Start < at && at <= w.part.Span.End || at == 0 && w.part.Begins
}

// at is the sentence of the byte at a place; places never go back.
func (w *walker) at(at int) int {
	if w.first == w.last {
		return -1
	}
	for w.sentence+1 < w.last && w.text.Sentences[w.sentence].Span.End <= at {
		w.sentence++
	}
	return w.sentence
}

// before is the sentence that ends at or holds a place.
func (w *walker) before(at int) int {
	if w.first == w.last {
		return -1
	}
	i := w.first + sort.Search(w.last-w.first, func(i int) bool { return w.text.Sentences[w.first+i].Span.End >= at })
	return min(i, w.last-1)
}

// markAt is the first mark of the sentence that ends after a place.
func (w *walker) markAt(sentence, at int) int {
	for w.mark < len(w.marks) && (w.marks[w.mark].Sentence < sentence ||
		w.marks[w.mark].Sentence == sentence && w.marks[w.mark].Span.End <= at) {
		w.mark++
	}
	if w.mark < len(w.marks) && w.marks[w.mark].Sentence == sentence {
		return w.mark
	}
	return -1
}
