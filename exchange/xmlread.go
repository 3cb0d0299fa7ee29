package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
)

// Bounds of an XML file; one beyond them is hostile or broken.
const (
	maxXMLDepth = 100
	maxXMLNodes = 20_000_000 // elements of a file
	maxTree     = 2_000_000  // elements and pieces of text that are held at a time
	maxUnitTree = 50_000     // the same of one unit
	maxTag      = 256 << 10  // bytes of a tag
	maxXMLAttrs = 100
)

const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// node is an element, or a piece of text (local == "").
type node struct {
	space, local string
	attrs        []xml.Attr
	kids         []*node
	data         string // of text
	line, column int
}

// attr is an attribute without namespace, "" for none.
func (n *node) attr(name string) string {
	v, _ := n.find("", name)
	return v
}

// find is an attribute and whether it is there.
func (n *node) find(space, name string) (string, bool) {
	for _, a := range n.attrs {
		if a.Name.Local == name && a.Name.Space == space {
			return a.Value, true
		}
	}
	return "", false
}

// child is the first child element of a local name, nil for none.
func (n *node) child(local string) *node {
	for _, k := range n.kids {
		if k.local == local {
			return k
		}
	}
	return nil
}

// words is the text of an element and all within it.
func (n *node) words() string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		b.WriteString(n.data)
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(n)
	return b.String()
}

// xmlReader reads a file element by element: the caller takes what stands
// around the units tag by tag, and each unit as a tree.
type xmlReader struct {
	path     string
	data     []byte
	d        *xml.Decoder
	spaces   map[string]bool // namespaces that were declared
	depth    int
	count    int
	rooted   bool
	at       int // byte offset up to which lines were counted
	line     int
	column   int
	from, on int // line and column of the token that was read last
}

func newXMLReader(path string, data []byte) (*xmlReader, error) {
	data, err := text(path, data)
	if err != nil {
		return nil, err
	}
	if at := longTag(data); at >= 0 {
		pos := doc.PositionIn(string(data), at)
		return nil, fault.New("exchange.xml-bounds", path).At(pos.Line, pos.Column)
	}
	r := &xmlReader{path: path, data: data, line: 1, column: 1, spaces: map[string]bool{"": true, "xmlns": true, xmlSpace: true}}
	r.d = xml.NewDecoder(bytes.NewReader(data))
	// The text is UTF-8 by now, whatever its declaration says.
	r.d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return r, nil
}

// here moves the count of lines to where the decoder stands.
func (r *xmlReader) here() (line, column int) {
	to := min(int(r.d.InputOffset()), len(r.data))
	for r.at < to {
		switch c := r.data[r.at]; {
		case c == '\n':
			r.line, r.column = r.line+1, 1
		case utf8.RuneStart(c):
			r.column++
		}
		r.at++
	}
	return r.line, r.column
}

func (r *xmlReader) fault(id string, args ...any) *fault.Error {
	return fault.New(id, r.path, args...).At(r.from, r.on)
}

// faultAt is a fault at a node.
func (r *xmlReader) faultAt(n *node, id string, args ...any) *fault.Error {
	return fault.New(id, r.path, args...).At(n.line, n.column)
}

// next is the next start or end tag or text; io.EOF at the end of a whole file.
func (r *xmlReader) next() (xml.Token, error) {
	for {
		r.from, r.on = r.here()
		token, err := r.d.Token()
		if err == io.EOF {
			if !r.rooted {
				return nil, r.fault("exchange.empty")
			}
			return nil, io.EOF
		}
		if err != nil {
			r.from, r.on = r.here()
			reason := err.Error()
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) {
				reason = syntax.Msg
			}
			return nil, r.fault("exchange.xml", "Reason", reason).Because(err)
		}
		switch t := token.(type) {
		case xml.Directive:
			if word := strings.ToUpper(string(t[:min(len(t), 7)])); word != "DOCTYPE" || bytes.IndexByte(t, '[') >= 0 || r.rooted {
				return nil, r.fault("exchange.doctype")
			}
		case xml.StartElement:
			if err := r.start(t); err != nil {
				return nil, err
			}
			return t, nil
		case xml.EndElement:
			r.depth--
			return t, nil
		case xml.CharData:
			if r.depth > 0 {
				return t, nil
			}
			if len(bytes.TrimSpace(t)) > 0 {
				return nil, r.fault("exchange.xml", "Reason", "text outside the root element")
			}
		}
	}
}

// start checks what the decoder does not: bounds, roots, attributes and
// prefixes.
func (r *xmlReader) start(t xml.StartElement) error {
	if r.depth == 0 && r.rooted {
		return r.fault("exchange.xml", "Reason", "a second root element")
	}
	r.rooted = true
	r.depth++
	if r.count++; r.count > maxXMLNodes || r.depth > maxXMLDepth || len(t.Attr) > maxXMLAttrs {
		return r.fault("exchange.xml-bounds")
	}
	for i, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
			r.spaces[a.Value] = true
		}
		for _, other := range t.Attr[:i] {
			if other.Name == a.Name {
				return r.fault("exchange.xml", "Reason", "the attribute "+a.Name.Local+" twice")
			}
		}
	}
	if !r.spaces[t.Name.Space] {
		return r.fault("exchange.xml", "Reason", "the prefix "+t.Name.Space+" is not declared")
	}
	for _, a := range t.Attr {
		if !r.spaces[a.Name.Space] {
			return r.fault("exchange.xml", "Reason", "the prefix "+a.Name.Space+" is not declared")
		}
	}
	return nil
}

// element is a node of a start tag, without what is in it.
func (r *xmlReader) element(t xml.StartElement) *node {
	n := &node{space: t.Name.Space, local: t.Name.Local, line: r.from, column: r.on}
	for _, a := range t.Attr {
		if a.Name.Space != "xmlns" && !(a.Name.Space == "" && a.Name.Local == "xmlns") {
			n.attrs = append(n.attrs, a)
		}
	}
	return n
}

// tree is the whole element whose start tag was just read, of at most limit
// elements and pieces of text.
func (r *xmlReader) tree(t xml.StartElement, limit int) (*node, error) {
	root := r.element(t)
	stack := []*node{root}
	for len(stack) > 0 {
		token, err := r.next()
		if err != nil {
			return nil, err
		}
		if limit--; limit < 0 {
			return nil, r.fault("exchange.xml-bounds")
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			k := r.element(t)
			top.kids = append(top.kids, k)
			stack = append(stack, k)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{data: string(t), line: r.from, column: r.on})
		}
	}
	return root, nil
}

// skip passes over the element whose start tag was just read.
func (r *xmlReader) skip() error {
	for depth := r.depth; r.depth >= depth; {
		if _, err := r.next(); err != nil {
			return err
		}
	}
	return nil
}

// finish reads what stands behind the root element, which may be comments.
func (r *xmlReader) finish() error {
	if _, err := r.next(); err != io.EOF {
		return err
	}
	return nil
}

// longTag is the offset of the first tag that is longer than any real one, -1
// for none: the decoder would hold all its attributes before it can be stopped.
func longTag(data []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(data[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		end := ">"
		switch rest := data[at:]; {
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			end = "]]>"
		default:
			n := tagEnd(rest)
			if n > maxTag {
				return at
			}
			at += n
			continue
		}
		n := bytes.Index(data[at:], []byte(end))
		if n < 0 {
			return -1
		}
		at += n
	}
}

// tagEnd is the length of the tag that data begins with, quoted values and
// all; of one that does not end, maxTag+1 or what there is.
func tagEnd(data []byte) int {
	var quote byte
	for i, c := range data[:min(len(data), maxTag+1)] {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return min(len(data), maxTag+1)
}
