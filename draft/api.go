package draft

import (
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/segment"
)

// Units gives the sentences of a source as units, in order. ids are those of
// ledger.Carry. Code blocks are no units.
func Units(source *segment.Text, ids []string) []Unit { return nil }

// Write makes a new draft: the source's structure with the pieces in place of
// its sentences, and an empty place for each that has none.
func Write(j Job, pieces []Piece) (*Draft, error) {
	return nil, fault.New("draft.unfinished", j.Path)
}

// Update brings a draft that exists up to date with its source and puts pieces
// into it. What a person wrote or edited stays unless force is true.
func Update(j Job, target *segment.Text, pieces []Piece, force bool) (*Draft, error) {
	return nil, fault.New("draft.unfinished", j.Path)
}

// Apply puts pieces that a person made elsewhere into a draft, by id, and
// changes nothing else. A sentence that was edited in the file since it was
// drafted stays unless force is true; a piece of which a placeholder is missing
// or foreign, or whose id the source does not have, is a finding.
func Apply(j Job, target *segment.Text, pieces []Piece, force bool) (*Draft, error) {
	return nil, fault.New("draft.unfinished", j.Path)
}
