package glossary

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/duizhao/duizhao/fault"
)

// Bounds of an XML file; a termbase beyond them is hostile or broken.
const (
	maxXMLDepth = 64
	maxXMLNodes = 5_000_000
)

// node is an element of a small XML tree with its line.
type node struct {
	name  string // local name
	attrs []xml.Attr
	text  string // its own character data
	kids  []*node
	line  int
}

// attr is an attribute by its local name, "" for none.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// child is the first child of a name, nil for none.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// all is the text of an element and all within it, with single spaces.
func (n *node) all() string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		b.WriteString(n.text)
		for _, k := range n.kids {
			b.WriteByte(' ')
			walk(k)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// parseXML reads a tree. Entities that a file defines itself are refused: no
// termbase needs them, and they can expand without end.
func parseXML(path string, data []byte) (*node, error) {
	if len(data) > maxFile {
		return nil, fault.New("glossary.too-large", path, "Limit", maxFile>>20)
	}
	text, _, ok := decode(data)
	if !ok {
		return nil, fault.New("glossary.encoding", path)
	}
	d := xml.NewDecoder(bytes.NewReader([]byte(text)))
	// The text is UTF-8 by now, whatever its declaration says.
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root := &node{}
	stack, count := []*node{root}, 0
	for {
		token, err := d.Token()
		line, column := d.InputPos()
		if err == io.EOF {
			break
		}
		if err != nil {
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) {
				line, err = syntax.Line, errors.New(syntax.Msg)
			}
			return nil, fault.New("glossary.xml", path).At(line, column).Because(err)
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.Directive:
			if s := string(t); strings.Contains(s, "[") || strings.Contains(s, "ENTITY") {
				return nil, fault.New("glossary.xml-entity", path).At(line, 0)
			}
		case xml.StartElement:
			if count++; count > maxXMLNodes || len(stack) > maxXMLDepth {
				return nil, fault.New("glossary.xml-bounds", path).At(line, 0)
			}
			k := &node{name: t.Name.Local, attrs: append([]xml.Attr(nil), t.Attr...), line: line}
			top.kids = append(top.kids, k)
			stack = append(stack, k)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(t)
		}
	}
	if len(root.kids) == 0 {
		return nil, fault.New("glossary.xml", path).At(1, 0)
	}
	return root.kids[0], nil
}
