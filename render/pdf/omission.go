package pdf

import (
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// omission is a place in a block where a translation has left out what the
// source says, amid text of its own; where a whole cell is empty, the cell
// says so.
type omission struct {
	at       int // byte of the block's text
	sentence int
	before   bool // it stands before that sentence, else behind it
}

// omissionMark is what stands in such a place, as in the web edition.
const omissionMark = "[…]"

// findOmissions notes the omissions of a row by column and block.
func (d *document) findOmissions(row render.Row) {
	for c := 1; c < len(row.Cells); c++ {
		cell := row.Cells[c].Sentences
		if cell.Len() == 0 {
			continue
		}
		col := d.columns[c]
		for _, group := range row.Groups {
			if group.Sentences[0].Len() == 0 || group.Sentences[c].Len() > 0 {
				continue
			}
			o := omission{sentence: group.Sentences[c].From - 1}
			if o.before = o.sentence < cell.From; o.before {
				o.sentence = cell.From
			}
			s := col.text.Sentences[o.sentence]
			if o.at = s.Span.End; o.before {
				o.at = s.Span.Start
			}
			if col.omissions == nil {
				col.omissions = map[int][]omission{}
			}
			all := col.omissions[s.Block]
			if n := len(all); n > 0 && all[n-1] == o {
				continue // one mark for all that is left out in one place
			}
			col.omissions[s.Block] = append(all, o)
		}
	}
}

// withOmissions puts the marks of a part's omissions among its pieces.
func (c *column) withOmissions(pieces []render.Piece, part render.Part) []render.Piece {
	all := c.omissions[part.Block]
	if len(all) == 0 || c.text.Doc.Blocks[part.Block].Kind == doc.Code {
		return pieces
	}
	var out []render.Piece
	for _, piece := range pieces {
		for len(all) > 0 && c.omitted(all[0], part, piece.Span.Start, piece.Span.Empty()) {
			out, all = c.appendOmission(out, all[0], part), all[1:]
		}
		out = append(out, piece)
	}
	for _, o := range all {
		if o.at <= part.Span.End {
			out = c.appendOmission(out, o, part)
		}
	}
	return out
}

// omitted reports whether an omission comes before a piece that begins at a
// byte; a reference to a note (an empty piece) stays with the words before it.
func (c *column) omitted(o omission, part render.Part, at int, empty bool) bool {
	return o.at < at || o.at == at && (!empty || o.before)
}

// appendOmission adds a mark if it belongs to the part: behind a sentence to
// the part that holds its end, so that what follows on another page does not
// say it again.
func (c *column) appendOmission(out []render.Piece, o omission, part render.Part) []render.Piece {
	if in := part.Span; o.before && (o.at < in.Start || o.at >= in.End) || !o.before && (o.at <= in.Start || o.at > in.End) {
		return out
	}
	text := omissionMark
	if !c.tag.Chinese() {
		text = " " + text + " "
	}
	return append(out, render.Piece{Text: text, Span: doc.Span{Start: o.at, End: o.at}, Sentence: o.sentence, Mark: omissionPiece})
}

// omissionPiece is Piece.Mark of such a mark; other pieces are set without
// terms.
const omissionPiece = -2
