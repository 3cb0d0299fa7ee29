package html

import (
	"sort"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/render"
)

// rowState is a row with what its cells need to know of its groups.
type rowState struct {
	row        render.Row
	confidence []float64       // by group: of its worst computed bead
	before     []map[int][]int // by column and sentence: the groups left out before it
	after      []map[int][]int // by column and sentence: the groups left out behind it
}

func newRowState(ed *bitext.Edition, row render.Row) *rowState {
	s := &rowState{row: row, confidence: make([]float64, len(row.Groups)),
		before: make([]map[int][]int, len(row.Cells)), after: make([]map[int][]int, len(row.Cells))}
	for g := range s.confidence {
		s.confidence[g] = 1
	}
	for k, r := range row.Beads {
		g := 0
		for _, b := range ed.Targets[k].Beads[r.From:r.To] {
			for g < len(row.Groups) && (b.Source.To > row.Groups[g].Sentences[0].To || b.Target.To > row.Groups[g].Sentences[k+1].To) {
				g++
			}
			if g < len(row.Groups) && b.Origin == bitext.Computed {
				s.confidence[g] = min(s.confidence[g], b.Confidence)
			}
		}
		s.findGaps(k + 1)
	}
	return s
}

// findGaps finds the groups that the source has and a target's cell lacks
// although it has others. Each is marked behind the sentence that it should
// follow, or before the cell's first.
func (s *rowState) findGaps(c int) {
	cell := s.row.Cells[c].Sentences
	if cell.Len() == 0 {
		return // the whole cell says so
	}
	s.before[c], s.after[c] = map[int][]int{}, map[int][]int{}
	for g, group := range s.row.Groups {
		if group.Sentences[0].Len() == 0 || group.Sentences[c].Len() > 0 {
			continue
		}
		if at := group.Sentences[c].From; at > cell.From {
			s.after[c][at-1] = append(s.after[c][at-1], g)
		} else {
			s.before[c][at] = append(s.before[c][at], g)
		}
	}
}

func (s *rowState) gapsBefore(c, sentence int) []int { return s.before[c][sentence] }
func (s *rowState) gapsAfter(c, sentence int) []int  { return s.after[c][sentence] }

// group is the group of a sentence, -1 for none.
func (s *rowState) group(c, sentence int) int {
	g := sort.Search(len(s.row.Groups), func(i int) bool { return s.row.Groups[i].Sentences[c].To > sentence })
	if g == len(s.row.Groups) || s.row.Groups[g].Sentences[c].From > sentence {
		return -1
	}
	return g
}

// lead is the first column that a group has sentences in.
func (s *rowState) lead(g int) int {
	for c, r := range s.row.Groups[g].Sentences {
		if r.Len() > 0 {
			return c
		}
	}
	return -1
}

// stop reports whether a sentence carries the tab stop of its group.
func (s *rowState) stop(c, sentence int) bool {
	g := s.group(c, sentence)
	return g >= 0 && s.lead(g) == c && s.row.Groups[g].Sentences[c].From == sentence
}
