// Package render holds what the editions share: the rows of paragraphs that
// stand side by side, the text of a block as pieces of one style, sentence and
// term, and the two plain formats (text and JSON lines).
//
// A renderer asks Rows for the rows of an edition, Pieces for the text of
// each part of a cell, and Marks for the glossary terms of a column. Columns
// are counted alike everywhere: 0 is the source, k+1 is Edition.Targets[k].
package render

import (
	"sort"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/segment"
)

// Unit is what a row never divides.
type Unit int

// The units of rows.
const (
	Paragraph Unit = iota // a row holds whole blocks
	Sentence              // a row holds whole sentences (and whole tables)
)

// ParseUnit reads a unit from the word used in flags and files.
func ParseUnit(word string) (unit Unit, ok bool) {
	switch word {
	case "paragraph":
		return Paragraph, true
	case "sentence":
		return Sentence, true
	}
	return Paragraph, false
}

// String is the word that ParseUnit reads.
func (u Unit) String() string {
	if u == Sentence {
		return "sentence"
	}
	return "paragraph"
}

// Row is one row of an edition: the smallest group of whole units that no
// bead of any target crosses.
type Row struct {
	Cells  []Cell         // by column: the source, then each target
	Beads  []bitext.Range // by target: its beads in the row, as indices into Target.Beads
	Groups []Group        // the row cut as finely as the beads allow, in order
}

// Cell is what one column has in a row. A cell without parts is empty: an
// omission when the column is a target, an addition when it is the source.
type Cell struct {
	Sentences bitext.Range // may be empty while Parts is not (a rule)
	Parts     []Part       // in reading order
}

// Empty reports whether nothing of the column stands in the row.
func (c Cell) Empty() bool { return len(c.Parts) == 0 }

// Part is a block or, in rows of sentences, a stretch of one.
type Part struct {
	Block     int          // index into Document.Blocks
	Span      doc.Span     // in the block's text
	Sentences bitext.Range // the sentences of the stretch
	Begins    bool         // the part holds the block's beginning
	Ends      bool         // the part holds the block's end
}

// Whole reports whether the part is its whole block.
func (p Part) Whole() bool { return p.Begins && p.Ends }

// Group is the smallest group of whole sentences that no bead of any target
// crosses, by column; what a reader sees as one pair, and where a row may be
// divided. With one target a group is a bead.
type Group struct {
	Sentences []bitext.Range
}

// Columns gives the texts of an edition by column: the source, then each target.
func Columns(ed *bitext.Edition) []*segment.Text {
	columns := make([]*segment.Text, 0, 1+len(ed.Targets))
	columns = append(columns, ed.Source)
	for i := range ed.Targets {
		columns = append(columns, ed.Targets[i].Target)
	}
	return columns
}

// Rows cuts an edition into rows. Every sentence and every block of every
// column stands in exactly one row (a block in rows of sentences may be spread
// over several, as parts), in the order of its text. Blocks without sentences,
// such as rules and pictures without a caption, stand in a row of their own
// where the columns have a border, together with those of the same kind on the
// other sides, and within a row otherwise.
func Rows(ed *bitext.Edition, unit Unit) []Row {
	columns := Columns(ed)
	l := newLattice(ed)
	borders := l.chain(l.first(), l.last(), func(column, sentence int) bool {
		return unitBorder(columns[column], unit, sentence)
	})
	b := builder{columns: columns, next: make([]int, len(columns))}
	b.placeLoose(borders)
	beads := make([]int, len(ed.Targets))
	for i := range borders {
		b.between(i)
		if i+1 == len(borders) {
			break
		}
		from, to := borders[i], borders[i+1]
		row := b.row(from, to)
		for k := range ed.Targets {
			first := beads[k]
			for beads[k] < len(ed.Targets[k].Beads) && ends(ed.Targets[k].Beads[beads[k]], to, k) {
				beads[k]++
			}
			row.Beads = append(row.Beads, bitext.Range{From: first, To: beads[k]})
		}
		finest := l.chain(from, to, nil)
		for g := range finest[1:] {
			row.Groups = append(row.Groups, groupOf(finest[g], finest[g+1]))
		}
		b.rows = append(b.rows, row)
	}
	return b.rows
}

// border is a place where every column can be cut at once: the number of
// sentences before it, by column.
type border []int

// ends reports whether a bead of target k ends at or before the border.
func ends(bead bitext.Bead, at border, k int) bool {
	return bead.Source.To <= at[0] && bead.Target.To <= at[k+1]
}

// groupOf is the group between two borders.
func groupOf(from, to border) Group {
	g := Group{Sentences: make([]bitext.Range, len(from))}
	for i := range from {
		g.Sentences[i] = bitext.Range{From: from[i], To: to[i]}
	}
	return g
}

// lattice holds the bead borders of an edition: by target and source border
// the target borders, rising. An addition gives a source border several.
type lattice struct {
	end border
	at  [][][]int
}

func newLattice(ed *bitext.Edition) *lattice {
	l := &lattice{end: make(border, 1+len(ed.Targets)), at: make([][][]int, len(ed.Targets))}
	for c, t := range Columns(ed) {
		l.end[c] = len(t.Sentences)
	}
	for k := range ed.Targets {
		l.at[k] = make([][]int, l.end[0]+1)
		l.at[k][0] = append(l.at[k][0], 0)
		for _, b := range ed.Targets[k].Beads {
			l.at[k][b.Source.To] = append(l.at[k][b.Source.To], b.Target.To)
		}
	}
	return l
}

func (l *lattice) first() border { return make(border, len(l.end)) }
func (l *lattice) last() border  { return l.end }

// chain gives the borders between two borders, these included, as many as
// there can be in one order: a border lies on a bead border of every target,
// and may (nil for always) stands before each sentence that it names. Where
// several targets add sentences at one place of the source, the additions
// follow each other in the order of the targets, since nothing says that they
// belong together.
func (l *lattice) chain(from, to border, may func(column, sentence int) bool) []border {
	var out []border
	here := make([][]int, len(l.at))
	for s := from[0]; s <= to[0]; s++ {
		if may != nil && !may(0, s) || !l.cuts(here, s, from, to, may) {
			continue
		}
		b := make(border, len(l.end))
		b[0] = s
		for k := range here {
			b[k+1] = here[k][0]
		}
		out = append(out, b)
		for k := range here {
			for _, t := range here[k][1:] {
				b = append(border(nil), b...)
				b[k+1] = t
				out = append(out, b)
			}
		}
	}
	return out
}

// cuts fills here with the borders of each target at source border s; false
// when a target has none.
func (l *lattice) cuts(here [][]int, s int, from, to border, may func(column, sentence int) bool) bool {
	for k := range l.at {
		all := l.at[k][s]
		all = all[sort.SearchInts(all, from[k+1]):sort.SearchInts(all, to[k+1]+1)]
		if may != nil {
			var kept []int
			for _, t := range all {
				if may(k+1, t) {
					kept = append(kept, t)
				}
			}
			all = kept
		}
		if len(all) == 0 {
			return false
		}
		here[k] = all
	}
	return true
}

// unitBorder reports whether the text may be cut before a sentence.
func unitBorder(t *segment.Text, unit Unit, sentence int) bool {
	if sentence == 0 || sentence == len(t.Sentences) {
		return true
	}
	block := t.Sentences[sentence].Block
	if t.Sentences[sentence-1].Block != block {
		return true
	}
	// A piece of a table would lose the heads of its columns.
	return unit == Sentence && t.Doc.Blocks[block].Kind != doc.Table
}
