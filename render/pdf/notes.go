package pdf

import (
	"strconv"

	"github.com/duizhao/duizhao/doc"
)

// notes numbers the footnotes of one document in the order in which they are
// referred to, as the web edition does; a note that nothing refers to gets its
// number where it stands.
type notes struct {
	numbers map[string]int // by label
	blocks  map[string]int // where a note's text begins
}

func numberNotes(d *doc.Document) *notes {
	n := &notes{numbers: map[string]int{}, blocks: map[string]int{}}
	title := func(b *doc.Block) bool { return b.Kind == doc.Title }
	for _, b := range d.Blocks { // titles stand at the head
		if title(b) {
			n.refer(b)
		}
	}
	for i, b := range d.Blocks {
		if b.Kind == doc.Footnote {
			n.see(b.Label)
			if _, ok := n.blocks[b.Label]; !ok {
				n.blocks[b.Label] = i
			}
		}
		if !title(b) {
			n.refer(b)
		}
	}
	return n
}

// refer numbers what a block refers to.
func (n *notes) refer(b *doc.Block) {
	for _, r := range b.Runs {
		if r.Note != "" {
			n.see(r.Note)
		}
	}
}

func (n *notes) see(label string) {
	if n.numbers[label] == 0 {
		n.numbers[label] = len(n.numbers) + 1
	}
}

// number is what stands for a label.
func (n *notes) number(label string) string {
	if n == nil || n.numbers[label] == 0 {
		return label
	}
	return strconv.Itoa(n.numbers[label])
}

// digits is how long the longest number is.
func (n *notes) digits() int { return len(strconv.Itoa(len(n.numbers))) }
