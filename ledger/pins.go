package ledger

import (
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// Pins is what people decided about the pairing of two texts, as beads of the
// texts as they are now.
type Pins struct {
	Confirmed []bitext.Bead     // kept exactly: ascending on both sides, disjoint; Origin Confirmed or Given
	Rejected  []bitext.Bead     // not to be proposed
	Lost      []finding.Finding // pin-lost: a decision whose sentences are gone or no longer together
}

// Pins finds the decisions about source and target again. It works on any two
// versions of the texts; those of the last Carry cost least.
func (l *Ledger) Pins(source, target *segment.Text) Pins {
	return Pins{}
}

// Confirm records that the beads of b with these indices are right as they are.
func (l *Ledger) Confirm(b *bitext.Bitext, beads ...int) *Ledger { return l.pin(b, Confirmed, beads) }

// Reject records that the beads of b with these indices are wrong.
func (l *Ledger) Reject(b *bitext.Bitext, beads ...int) *Ledger { return l.pin(b, Rejected, beads) }

// Release forgets what was decided about the pairing of the beads of b with
// these indices.
func (l *Ledger) Release(b *bitext.Bitext, beads ...int) *Ledger { return l.pin(b, Unpinned, beads) }

func (l *Ledger) pin(b *bitext.Bitext, pin Pin, beads []int) *Ledger {
	return l
}

// Beads gives the decisions from one language to another in the order of the
// file.
func (l *Ledger) Beads(from, to lang.Tag) []Bead {
	var out []Bead
	for _, b := range l.beads {
		if b.From == from && b.To == to {
			out = append(out, b)
		}
	}
	return out
}
