package draft

import (
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/segment"
)

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
