package render

import (
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/segment"
)

// builder turns borders into rows. It walks the blocks of each column once.
type builder struct {
	columns []*segment.Text
	rows    []Row
	next    []int     // by column: the first block that is not wholly placed
	gaps    [][][]int // by border and column: the blocks without sentences that stand there
}

// placeLoose gives every block without sentences that stands on a border to
// the border where it stands; the others stay inside their row. A column can
// pass several borders without moving (the other columns have additions
// there): the block then goes to the next one where another column has a block
// of its kind, so that rules and pictures find each other, and stays where it
// is without one.
func (b *builder) placeLoose(borders []border) {
	b.gaps = make([][][]int, len(borders))
	for i := range b.gaps {
		b.gaps[i] = make([][]int, len(b.columns))
	}
	free := make([]map[int][]int, len(b.columns))
	kinds := make([]map[int]uint32, len(b.columns))
	for c, t := range b.columns {
		free[c], kinds[c] = looseBlocks(t)
	}
	// others are the kinds that the columns beside c have at border i.
	others := func(c, i int) (set uint32) {
		for o := range b.columns {
			if o != c {
				set |= kinds[o][borders[i][o]]
			}
		}
		return set
	}
	for c, t := range b.columns {
		for from, to := 0, 0; from < len(borders); from = to {
			for to = from + 1; to < len(borders) && borders[to][c] == borders[from][c]; to++ {
			}
			place, missing := from, uint32(0)
			for _, block := range free[c][borders[from][c]] {
				kind := kindBit(t, block)
				for i := place; missing&kind == 0; i++ {
					if i == to {
						missing |= kind
					} else if others(c, i)&kind != 0 {
						place = i
						break
					}
				}
				b.gaps[place][c] = append(b.gaps[place][c], block)
			}
		}
	}
}

func kindBit(t *segment.Text, block int) uint32 { return 1 << uint(t.Doc.Blocks[block].Kind) }

// looseBlocks maps the index of a sentence to the blocks without sentences
// that stand before it, and to the set of their kinds; the number of sentences
// stands for the end.
func looseBlocks(t *segment.Text) (blocks map[int][]int, kinds map[int]uint32) {
	blocks, kinds = map[int][]int{}, map[int]uint32{}
	sentence := 0
	for i := range t.Doc.Blocks {
		from := sentence
		for sentence < len(t.Sentences) && t.Sentences[sentence].Block == i {
			sentence++
		}
		if from == sentence {
			blocks[from] = append(blocks[from], i)
			kinds[from] |= kindBit(t, i)
		}
	}
	return blocks, kinds
}

// between emits the rows of the loose blocks that stand at border i. Blocks of
// one kind stand beside each other as far as their order allows.
func (b *builder) between(i int) {
	gap := b.gaps[i]
	left := make([]map[doc.Kind]int, len(gap)) // by column: how many of a kind are left
	for c := range gap {
		left[c] = map[doc.Kind]int{}
		for _, block := range gap[c] {
			left[c][b.columns[c].Doc.Blocks[block].Kind]++
		}
	}
	for lead := 0; lead < len(gap); {
		if len(gap[lead]) == 0 {
			lead++
			continue
		}
		kind := b.kindOf(lead, gap[lead][0])
		for c := lead + 1; c < len(gap); c++ {
			for left[c][kind] > 0 && b.kindOf(c, gap[c][0]) != kind {
				b.rows = append(b.rows, b.loose(gap, left, c, c, b.kindOf(c, gap[c][0])))
			}
		}
		b.rows = append(b.rows, b.loose(gap, left, lead, len(gap)-1, kind))
	}
}

func (b *builder) kindOf(c, block int) doc.Kind { return b.columns[c].Doc.Blocks[block].Kind }

// loose makes a row of the first loose block of each column from first to
// last that has one of the kind in front.
func (b *builder) loose(gap [][]int, left []map[doc.Kind]int, first, last int, kind doc.Kind) Row {
	row := b.empty()
	for c := first; c <= last; c++ {
		if len(gap[c]) == 0 || b.kindOf(c, gap[c][0]) != kind {
			continue
		}
		cell := &row.Cells[c]
		cell.Parts = append(cell.Parts, b.whole(c, gap[c][0], cell.Sentences))
		b.next[c] = gap[c][0] + 1
		gap[c] = gap[c][1:]
		left[c][kind]--
	}
	return row
}

// empty is a row without sentences at the place where the last row ended.
func (b *builder) empty() Row {
	row := Row{Cells: make([]Cell, len(b.columns)), Beads: make([]bitext.Range, len(b.columns)-1)}
	if n := len(b.rows); n > 0 {
		last := b.rows[n-1]
		for c := range row.Cells {
			row.Cells[c].Sentences = bitext.Range{From: last.Cells[c].Sentences.To, To: last.Cells[c].Sentences.To}
		}
		for k := range row.Beads {
			row.Beads[k] = bitext.Range{From: last.Beads[k].To, To: last.Beads[k].To}
		}
	}
	return row
}

// whole is a block without sentences as a part.
func (b *builder) whole(c, block int, at bitext.Range) Part {
	return Part{
		Block:     block,
		Span:      doc.Span{Start: 0, End: len(b.columns[c].Doc.Blocks[block].Text)},
		Sentences: bitext.Range{From: at.From, To: at.From},
		Begins:    true, Ends: true,
	}
}

// row makes the row of the sentences between two borders.
func (b *builder) row(from, to border) Row {
	row := Row{Cells: make([]Cell, len(b.columns))}
	for c := range b.columns {
		row.Cells[c] = b.cell(c, bitext.Range{From: from[c], To: to[c]})
	}
	return row
}

// cell collects the parts of a range of sentences, with the blocks without
// sentences that stand between them.
func (b *builder) cell(c int, r bitext.Range) Cell {
	cell := Cell{Sentences: r}
	t := b.columns[c]
	for s := r.From; s < r.To; {
		block := t.Sentences[s].Block
		for ; b.next[c] < block; b.next[c]++ { // inside the row, so not on a border
			cell.Parts = append(cell.Parts, b.whole(c, b.next[c], bitext.Range{From: s, To: s}))
		}
		first := s
		for s < r.To && t.Sentences[s].Block == block {
			s++
		}
		part := Part{
			Block:     block,
			Span:      doc.Span{Start: t.Sentences[first].Span.Start, End: t.Sentences[s-1].Span.End},
			Sentences: bitext.Range{From: first, To: s},
			Begins:    first == 0 || t.Sentences[first-1].Block != block,
			Ends:      s == len(t.Sentences) || t.Sentences[s].Block != block,
		}
		if part.Begins {
			part.Span.Start = 0
		}
		b.next[c] = block
		if part.Ends {
			part.Span.End = len(t.Doc.Blocks[block].Text)
			b.next[c] = block + 1
		}
		cell.Parts = append(cell.Parts, part)
	}
	return cell
}
