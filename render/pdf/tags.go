package pdf

import (
	"strconv"

	"github.com/duizhao/duizhao/lang"
)

// node is an element of the document's logical structure (ISO 32000-1, 14.7).
type node struct {
	role  string // a standard structure type: Table, TR, TD, P, H1 …
	tag   lang.Tag
	alt   string // of a figure
	scope string // of a table's head cell: Column
	up    *node
	kids  []kid
	obj   int // its object number, when written
}

// kid is what a node holds: another node, marked content on a page, or an
// annotation.
type kid struct {
	node *node
	page int // from 0
	mcid int
	link *link
}

// add makes a node under another.
func (n *node) add(role string, tag lang.Tag) *node {
	k := &node{role: role, tag: tag, up: n}
	n.kids = append(n.kids, kid{node: k})
	return k
}

// link is a link annotation.
type link struct {
	page           int // from 0
	x0, y0, x1, y1 length
	uri            string // "" for a place in the document
	toPage         int
	toY            length
	note           noteKey
	text           string // what it says to those who cannot see it
	node           *node
	obj            int
}

// marks gives out the numbers of marked content on each page.
type marks struct {
	pages [][]*node // by page and mcid
	open  *node     // under way in the current content stream
	art   bool      // an artifact is under way
}

// begin writes the operator that begins content of a node, unless it is
// under way.
func (m *marks) begin(b []byte, page int, n *node) []byte {
	if m.open == n && n != nil {
		return b
	}
	b = m.end(b)
	for len(m.pages) <= page {
		m.pages = append(m.pages, nil)
	}
	id := len(m.pages[page])
	m.pages[page] = append(m.pages[page], n)
	n.kids = append(n.kids, kid{page: page, mcid: id})
	m.open = n
	b = append(b, '/')
	b = append(b, n.role...)
	b = append(b, " <</MCID "...)
	b = strconv.AppendInt(b, int64(id), 10)
	return append(b, ">> BDC\n"...)
}

// artifact begins content that is not part of the text.
func (m *marks) artifact(b []byte) []byte {
	if m.art {
		return b
	}
	b = m.end(b)
	m.art = true
	return append(b, "/Artifact BMC\n"...)
}

// end closes what is under way.
func (m *marks) end(b []byte) []byte {
	if m.open == nil && !m.art {
		return b
	}
	m.open, m.art = nil, false
	return append(b, "EMC\n"...)
}
