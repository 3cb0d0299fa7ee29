package pdf

import (
	"strconv"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// nodes is the structure of a row: a row of the table with a cell for each
// column, in the column's language.
func (p *painter) nodes(row *flowRow) *rowNodes {
	rn := p.rows[row.id]
	if rn == nil {
		rn = &rowNodes{tr: p.table.add("TR", lang.Und)}
		for _, c := range p.d.columns {
			rn.cells = append(rn.cells, cellNodes{td: rn.tr.add("TD", c.tag), block: -2})
		}
		p.rows[row.id] = rn
	}
	return rn
}

// leaf is the element that a segment's text belongs to; nil for what is no
// part of the text.
func (p *painter) leaf(c int, cn *cellNodes, v *vline, s *seg) *node {
	if s.role == roleRepeated {
		return nil
	}
	if v.block != cn.block {
		p.openBlock(c, cn, v.block)
	}
	switch s.role {
	case roleTitle:
		if cn.title == nil {
			cn.title = cn.td.add(p.heading(1), lang.Und)
		}
		return cn.title
	case roleLabel:
		if cn.label == nil {
			cn.label = cn.base.add("Lbl", lang.Und)
		}
		return cn.label
	case roleCell:
		return p.tableLeaf(c, cn, v.block, s.cell)
	}
	if cn.text == nil {
		cn.text = cn.base
		if cn.base.role == "LI" {
			cn.text = cn.base.add("LBody", lang.Und)
		}
	}
	return cn.text
}

// openBlock makes the element of a block that begins in a cell.
func (p *painter) openBlock(c int, cn *cellNodes, block int) {
	cn.block, cn.text, cn.label, cn.table = block, nil, nil, nil
	if block < 0 {
		cn.list, cn.quote, cn.base = nil, nil, cn.td.add("P", lang.Und)
		return
	}
	b := p.d.columns[c].text.Doc.Blocks[block]
	up := cn.td
	if b.Quote > 0 {
		if cn.quote == nil {
			cn.quote = cn.td.add("BlockQuote", lang.Und)
		}
		up = cn.quote
	} else {
		cn.quote = nil
	}
	if b.List.Depth == 0 {
		cn.list, cn.item = nil, nil
	}
	switch b.Kind {
	case doc.Title:
		cn.base = up.add(p.heading(1), lang.Und)
	case doc.Heading:
		cn.base = up.add(p.heading(max(b.Level, 2)), lang.Und)
	case doc.Caption:
		cn.base = up.add("Caption", lang.Und)
	case doc.Footnote:
		cn.base = up.add("Note", lang.Und)
	case doc.Table:
		cn.base, cn.table = up.add("Table", lang.Und), map[int]*node{}
	case doc.Code:
		cn.base = up.add("P", lang.Und).add("Code", lang.Und)
	default:
		cn.base = p.paragraph(cn, up, b)
	}
}

// heading is the element of a heading of a level: the first is H1, and none
// is more than one level below the one before (ISO 14289-1, 7.4.2).
func (p *painter) heading(level int) string {
	p.level = min(level, p.level+1, 6)
	return "H" + strconv.Itoa(p.level)
}

// paragraph makes the element of a paragraph, which may stand in a list.
func (p *painter) paragraph(cn *cellNodes, up *node, b *doc.Block) *node {
	if b.List.Depth == 0 {
		return up.add("P", lang.Und)
	}
	if cn.list == nil {
		cn.list = up.add("L", lang.Und)
	}
	if b.List.First || cn.item == nil {
		cn.item = cn.list.add("LI", lang.Und)
		return cn.item
	}
	// A further paragraph of an item.
	for _, k := range cn.item.kids {
		if k.node != nil && k.node.role == "LBody" {
			return k.node.add("P", lang.Und)
		}
	}
	return cn.item
}

// tableLeaf is the element of a cell of a table within a cell.
func (p *painter) tableLeaf(c int, cn *cellNodes, block, index int) *node {
	const cells = 1 << 20 // keys of cells begin here, those of rows at 0
	if n := cn.table[cells+index]; n != nil {
		return n
	}
	cell := p.d.columns[c].text.Doc.Blocks[block].Cells[index]
	tr := cn.table[cell.Row]
	if tr == nil {
		tr = cn.base.add("TR", lang.Und)
		cn.table[cell.Row] = tr
	}
	n := tr.add("TD", lang.Und)
	if cell.Header {
		n.role, n.scope = "TH", "Column"
	}
	cn.table[cells+index] = n
	return n
}
