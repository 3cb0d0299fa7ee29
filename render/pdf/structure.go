package pdf

import (
	"bytes"
	"fmt"
)

// structure writes the structure tree and gives its root's number.
func (f *file) structure(x *extras) int {
	root := f.add("")
	var nodes []*node
	var collect func(n *node)
	collect = func(n *node) {
		if n.empty() {
			return
		}
		n.obj = f.add("")
		nodes = append(nodes, n)
		for _, k := range n.kids {
			if k.node != nil {
				collect(k.node)
			}
		}
	}
	top := x.painter.root
	collect(top)
	for _, n := range nodes {
		up := root
		if n.up != nil {
			up = n.up.obj
		}
		f.objects[n.obj].value = n.value(up)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d>>",
		top.obj, f.parentTree(x), x.pages+len(x.painter.links))
	f.objects[root].value = b.Bytes()
	return root
}

// empty reports whether a node holds nothing. Cells stay: a row has as many as
// there are columns.
func (n *node) empty() bool {
	if n.role == "TD" || n.role == "TH" {
		return false
	}
	for _, k := range n.kids {
		if k.node == nil || !k.node.empty() {
			return false
		}
	}
	return true
}

// value is the node's dictionary; up is its parent's object number.
func (n *node) value(up int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<</Type /StructElem /S /%s /P %d 0 R", n.role, up)
	if n.tag != "" {
		fmt.Fprintf(&b, " /Lang (%s)", escapeLiteral(string(n.tag)))
	}
	if n.alt != "" {
		fmt.Fprintf(&b, " /Alt <FEFF%s>", utf16Hex(n.alt))
	}
	if n.scope != "" {
		fmt.Fprintf(&b, " /A <</O /Table /Scope /%s>>", n.scope)
	}
	if n.role == "Note" {
		fmt.Fprintf(&b, " /ID (note%d)", n.obj)
	}
	page := -1
	for _, k := range n.kids {
		if k.node == nil && k.link == nil {
			page = k.page
			fmt.Fprintf(&b, " /Pg %d 0 R", pageObject(page))
			break
		}
	}
	b.WriteString(" /K [")
	for _, k := range n.kids {
		switch {
		case k.node != nil:
			if k.node.obj > 0 {
				fmt.Fprintf(&b, "%d 0 R ", k.node.obj)
			}
		case k.link != nil:
			fmt.Fprintf(&b, "<</Type /OBJR /Obj %d 0 R /Pg %d 0 R>> ", k.link.obj, pageObject(k.link.page))
		case k.page == page:
			fmt.Fprintf(&b, "%d ", k.mcid)
		default:
			fmt.Fprintf(&b, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", pageObject(k.page), k.mcid)
		}
	}
	b.WriteString("]>>")
	return b.Bytes()
}

// parentTree maps pages and annotations to the elements that they belong to.
func (f *file) parentTree(x *extras) int {
	var b bytes.Buffer
	b.WriteString("<</Nums [")
	for page := 0; page < x.pages; page++ {
		var row bytes.Buffer
		row.WriteByte('[')
		if page < len(x.painter.marks.pages) {
			for _, n := range x.painter.marks.pages[page] {
				fmt.Fprintf(&row, "%d 0 R ", n.obj)
			}
		}
		row.WriteByte(']')
		fmt.Fprintf(&b, "%d %d 0 R ", page, f.add(row.String()))
	}
	for i, l := range x.painter.links {
		fmt.Fprintf(&b, "%d %d 0 R ", x.pages+i, l.node.obj)
	}
	b.WriteString("]>>")
	return f.add(b.String())
}
