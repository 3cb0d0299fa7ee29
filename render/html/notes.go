package html

import "strconv"

// notes numbers the footnotes of each column in the order in which they are
// referred to, as a reader meets them.
type notes struct {
	columns []map[string]*note
	count   []int
}

// note is one footnote of a column.
type note struct {
	number  int
	id      string // of its text; "" when the document has none
	refs    int    // references written
	written bool
}

// newNotes is told which labels have a text.
func newNotes(labels [][]string) *notes {
	n := &notes{columns: make([]map[string]*note, len(labels)), count: make([]int, len(labels))}
	for c := range labels {
		n.columns[c] = map[string]*note{}
		for i, label := range labels[c] {
			if n.columns[c][label] == nil {
				n.columns[c][label] = &note{id: "x-f" + strconv.Itoa(c) + "-" + strconv.Itoa(i+1)}
			}
		}
	}
	return n
}

func (n *notes) get(c int, label string) *note {
	x := n.columns[c][label]
	if x == nil { // referred to, but the document has no such footnote
		x = &note{}
		n.columns[c][label] = x
	}
	if x.number == 0 {
		n.count[c]++
		x.number = n.count[c]
	}
	return x
}

// refer gives the number of a footnote and, for a reference that can be a
// link, the id of its text ("" when it has none) and the id of this reference.
func (n *notes) refer(c int, label string, link bool) (number, id, ref string) {
	x := n.get(c, label)
	number = strconv.Itoa(x.number)
	if !link || x.id == "" {
		return number, "", ""
	}
	x.refs++
	return number, x.id, x.ref(c, x.refs)
}

func (x *note) ref(c, i int) string {
	return "x-r" + strconv.Itoa(c) + "-" + strconv.Itoa(x.number) + "-" + strconv.Itoa(i)
}

// text gives the number and id of a footnote's text, and the id of its first
// reference ("" when it has none). Only the first block of a note has them.
func (n *notes) text(c int, label string) (number, id, ref string) {
	x := n.get(c, label)
	if x.written {
		return "", "", ""
	}
	x.written = true
	if x.refs > 0 {
		ref = x.ref(c, 1)
	}
	return strconv.Itoa(x.number), x.id, ref
}
