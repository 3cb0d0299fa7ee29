package exchange

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// readXLIFF reads XLIFF 1.0 to 1.2 and the core of XLIFF 2.0 to 2.2.
func readXLIFF(path string, data []byte) (*File, error) {
	r, err := newXMLReader(path, data)
	if err != nil {
		return nil, err
	}
	root, err := r.next()
	if err != nil {
		return nil, err
	}
	start, ok := root.(xml.StartElement)
	if !ok || start.Name.Local != "xliff" {
		return nil, r.fault("exchange.root", "Want", "xliff", "Found", nameOf(root))
	}
	head := r.element(start)
	f := &File{Version: head.attr("version")}
	switch f.Version {
	case "1.0", "1.1", "1.2":
		x := xliff1{xmlReader: r, file: f}
		err = x.body()
	case "2.0", "2.1", "2.2":
		var tree *node
		if tree, err = r.tree(start, maxTree); err == nil {
			err = readXLIFF2(r, f, tree)
		}
	default:
		return nil, r.fault("exchange.version", "Version", f.Version, "Format", "XLIFF")
	}
	if err != nil {
		return nil, err
	}
	return f, r.finish()
}

// xliff1 reads XLIFF 1.x.
type xliff1 struct {
	*xmlReader
	file *File
	from string // languages of the <file> that is being read
	to   string
	keep []bool // xml:space="preserve" of the open elements around the units
	fix  []bool // translate="no" of them
}

// body reads what stands in the root element.
func (x *xliff1) body() error {
	for x.depth > 0 {
		token, err := x.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := x.start(t); err != nil {
				return err
			}
		case xml.EndElement:
			if k := len(x.keep) - 1; k >= 0 {
				x.keep, x.fix = x.keep[:k], x.fix[:k]
			}
		}
	}
	return nil
}

// start takes a start tag outside of units.
func (x *xliff1) start(t xml.StartElement) error {
	switch t.Name.Local {
	case "file":
		n := x.element(t)
		x.from, x.to = n.attr("source-language"), n.attr("target-language")
		if x.from == "" {
			return x.fault("exchange.xliff-missing-attr", "Element", "file", "Attr", "source-language")
		}
		if x.file.Original == "" {
			x.file.Original = n.attr("original")
		}
		x.enter(n)
	case "body", "group":
		x.enter(x.element(t))
	case "trans-unit":
		n, err := x.tree(t, maxUnitTree)
		if err != nil {
			return err
		}
		return x.unit(n)
	case "note":
		n, err := x.tree(t, maxUnitTree)
		if err == nil && len(x.keep) == 1 {
			x.file.Notes = append(x.file.Notes, n.words())
		}
		return err
	case "header":
		n, err := x.tree(t, maxUnitTree)
		if err == nil {
			_, notes := attached(n)
			x.file.Notes = append(x.file.Notes, notes...)
		}
		return err
	default:
		return x.skip()
	}
	return nil
}

func (x *xliff1) enter(n *node) {
	k := len(x.keep) - 1
	x.keep = append(x.keep, preserves(n, k >= 0 && x.keep[k]))
	x.fix = append(x.fix, fixed(n, k >= 0 && x.fix[k]))
}

// preserves is whether white space counts in an element, above being what
// holds around it.
func preserves(n *node, above bool) bool {
	if v, ok := n.find(xmlSpace, "space"); ok {
		return v == "preserve"
	}
	return above
}

func fixed(n *node, above bool) bool {
	if v := n.attr("translate"); v != "" {
		return v == "no"
	}
	return above
}

// unit reads a <trans-unit>: a unit, or one for each segment of its seg-source.
func (x *xliff1) unit(n *node) error {
	source, target, segmented := n.child("source"), n.child("target"), n.child("seg-source")
	switch {
	case len(x.keep) == 0:
		return x.faultAt(n, "exchange.xliff-element", "Element", "trans-unit", "Parent", "xliff")
	case n.attr("id") == "":
		return x.faultAt(n, "exchange.xliff-missing-attr", "Element", "trans-unit", "Attr", "id")
	case source == nil:
		return x.faultAt(n, "exchange.xliff-missing", "Element", "source", "Parent", "trans-unit")
	}
	u := Unit{ID: n.attr("id"), Line: n.line, Column: n.column, FromAs: x.from, ToAs: x.to}
	if k := len(x.file.Units); k > 0 {
		u.Group = x.file.Units[k-1].Group + 1
	}
	keep := preserves(n, x.keep[len(x.keep)-1])
	u.about(n)
	u.State = state1(n, target)
	if fixed(n, x.fix[len(x.fix)-1]) {
		u.Props = append(u.Props, Prop{"translate", "no"})
	}
	sources, err := x.segments(source, keep)
	if err != nil {
		return err
	}
	if segmented != nil {
		if sources, err = x.segments(segmented, keep); err != nil {
			return err
		}
	}
	var targets []segment1
	if target != nil {
		if targets, err = x.segments(target, keep); err != nil {
			return err
		}
		if as, ok := target.find(xmlSpace, "lang"); ok {
			u.ToAs = as
		}
	}
	return x.pairs(n, u, sources, targets)
}

// pairs adds the units of one trans-unit: segments of one mid belong together.
func (x *xliff1) pairs(n *node, u Unit, sources, targets []segment1) error {
	byMid := map[string][]piece{}
	for _, t := range targets {
		byMid[t.mid] = append(byMid[t.mid], t.pieces...)
	}
	if len(sources) == 1 { // one segment: the target is whole, however it is cut
		var all []piece
		for _, t := range targets {
			all = append(all, t.pieces...)
		}
		byMid[sources[0].mid] = all
	}
	if len(x.file.Units)+len(sources) > maxUnits {
		return x.faultAt(n, "exchange.too-many-units", "Limit", maxUnits)
	}
	for _, s := range sources {
		one := u
		if len(sources) > 1 {
			one.ID += "/" + s.mid
		}
		one.Source, one.Target, one.Codes = numbered(s.pieces, byMid[s.mid])
		if len(s.pieces) > 2*maxMarks || len(byMid[s.mid]) > 2*maxMarks {
			return x.faultAt(n, "exchange.too-many-codes", "Limit", maxMarks)
		}
		if len(one.Source) > 2*maxText || len(one.Target) > 2*maxText {
			return x.faultAt(n, "exchange.long-text", "Limit", maxText>>10)
		}
		switch {
		case one.State != Missing || one.Target == "":
		case one.Target == one.Source: // put there for a tool that translates in place, and left
			one.Target = ""
		default:
			one.State = Machine
		}
		x.file.Units = append(x.file.Units, one)
	}
	return nil
}

// about reads the notes and contexts of a trans-unit.
func (u *Unit) about(n *node) {
	for _, k := range n.kids {
		switch k.local {
		case "note":
			u.Notes = append(u.Notes, k.words())
		case "context-group":
			for _, c := range k.kids {
				if c.local == "context" {
					u.Props = append(u.Props, Prop{keyOfContext(c.attr("context-type")), c.words()})
				}
			}
		case "prop-group":
			for _, p := range k.kids {
				if p.local == "prop" {
					u.Props = append(u.Props, Prop{p.attr("prop-type"), p.words()})
				}
			}
		}
	}
	u.known()
}

// state1 is the state that a trans-unit is in.
func state1(n, target *node) State {
	if n.attr("approved") == "yes" {
		return Reviewed
	}
	if target == nil {
		return Unknown
	}
	switch s := target.attr("state"); {
	case s == "final", s == "signed-off":
		return Reviewed
	case s == "translated":
		return Edited
	case s == "needs-adaptation":
		return Stale
	case s == "new", s == "needs-translation":
		return Missing // where it is empty: see pairs
	case strings.HasPrefix(s, "needs-"):
		return Machine
	}
	return Unknown
}

// segment1 is one segment of a source or target.
type segment1 struct {
	mid    string
	pieces []piece
}

// segments reads a source, seg-source or target: the marked segments, text
// between two belonging to the first, or all as one segment.
func (x *xliff1) segments(n *node, keep bool) ([]segment1, error) {
	var out []segment1
	s := side1{}
	flush := func() {
		if len(out) > 0 {
			out[len(out)-1].pieces = append(out[len(out)-1].pieces, s.done()...)
			s = side1{}
		}
	}
	for _, k := range n.kids {
		if k.local == "mrk" && k.attr("mtype") == "seg" {
			lead := s // what stands before the first segment belongs to it
			if len(out) > 0 {
				flush()
				lead = side1{}
			}
			s = lead
			if err := s.read(x.xmlReader, k); err != nil {
				return nil, err
			}
			out = append(out, segment1{mid: k.attr("mid")})
			flush()
			continue
		}
		if err := s.read(x.xmlReader, &node{kids: []*node{k}, line: k.line, column: k.column}); err != nil {
			return nil, err
		}
	}
	if len(out) == 0 {
		out = []segment1{{}}
	}
	flush()
	if !preserves(n, keep) {
		for i := range out {
			out[i].pieces = folded(out[i].pieces, i == 0, i == len(out)-1)
		}
	}
	return out, nil
}

// folded makes one space of each run of white space, and none at the ends of
// the whole.
func folded(pieces []piece, first, last bool) []piece {
	space := first // whether white space has just been written
	for i := range pieces {
		p := &pieces[i]
		if p.kind != textToken {
			continue
		}
		var b strings.Builder
		for _, r := range p.text {
			white := r == ' ' || r == '\t' || r == '\n' || r == '\r'
			switch {
			case !white:
				b.WriteRune(r)
			case !space:
				b.WriteByte(' ')
			}
			space = white
		}
		p.text = b.String()
	}
	if k := len(pieces) - 1; last && k >= 0 && pieces[k].kind == textToken {
		pieces[k].text = strings.TrimRight(pieces[k].text, " ")
	}
	return pieces
}

// side1 collects the pieces of a text of XLIFF 1.2.
type side1 struct {
	side
	length int
}

func (s *side1) read(r *xmlReader, n *node) error {
	for _, k := range n.kids {
		id, rid := k.attr("id"), firstOf(k.attr("rid"), k.attr("id"))
		switch k.local {
		case "":
			if s.length += len(k.data); s.length > maxText {
				return r.faultAt(n, "exchange.long-text", "Limit", maxText>>10)
			}
			s.text(k.data)
		case "g":
			s.begin("g "+id, code1(k))
			if err := s.read(r, k); err != nil {
				return err
			}
			s.end("g "+id, piece{})
		case "x", "ph", "it":
			s.alone(code1(k))
		case "bx", "bpt":
			s.begin(k.local[:1]+rid, code1(k))
		case "ex", "ept":
			s.end("b"+rid, code1(k))
		default: // mrk, and what an extension put here: its text
			if err := s.read(r, k); err != nil {
				return err
			}
		}
	}
	return nil
}

// code1 is the piece of an inline element of XLIFF 1.2.
func code1(n *node) piece {
	id := n.attr("id")
	kind := "pair"
	switch n.local {
	case "x", "ph", "it":
		kind = "alone"
	case "ex", "ept":
		kind = "end" // where nothing opens it
	}
	ctype := n.attr("ctype")
	p := piece{key: kind + " " + id, class: kind + " " + ctype, code: Code{Type: strings.TrimPrefix(ctype, "x-"), Open: n.attr("equiv-text")}}
	p.want, _ = strconv.Atoi(id)
	if n.local == "g" {
		return p
	}
	var data strings.Builder
	for _, k := range n.kids {
		if k.local == "sub" {
			p.code.Sub = append(p.code.Sub, k.words())
			continue
		}
		data.WriteString(k.words())
	}
	if data.Len() > 0 {
		p.code.Open = data.String()
	}
	return p
}
