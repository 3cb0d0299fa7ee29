package exchange

import (
	"fmt"
	"strconv"
	"strings"
)

const ns2 = "urn:oasis:names:tc:xliff:document:2.0"

// readXLIFF2 reads the core of XLIFF 2 from its tree, after the constraints of
// the specification have been checked.
func readXLIFF2(r *xmlReader, f *File, root *node) error {
	c := checker2{xmlReader: r}
	if err := c.document(root); err != nil {
		return err
	}
	x := xliff2{xmlReader: r, file: f, from: root.attr("srcLang"), to: root.attr("trgLang")}
	for _, k := range root.kids {
		if k.local == "file" {
			if f.Original == "" {
				f.Original = k.attr("original")
			}
			f.Notes = append(f.Notes, notes2(k)...)
			if err := x.container(k, preserves(k, preserves(root, false)), false); err != nil {
				return err
			}
		}
	}
	return nil
}

// xliff2 makes units of an XLIFF 2 tree.
type xliff2 struct {
	*xmlReader
	file     *File
	from, to string
	groups   int
}

// container reads a file or group.
func (x *xliff2) container(n *node, keep, fix bool) error {
	fix = fixed(n, fix)
	for _, k := range n.kids {
		var err error
		switch {
		case k.space != ns2:
		case k.local == "group":
			err = x.container(k, preserves(k, keep), fix)
		case k.local == "unit":
			err = x.unit(k, preserves(k, keep), fixed(k, fix))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// notes2 are the texts of the notes of an element.
func notes2(n *node) []string {
	var out []string
	if list := n.child("notes"); list != nil && list.space == ns2 {
		for _, k := range list.kids {
			if k.local == "note" {
				out = append(out, k.words())
			}
		}
	}
	return out
}

// unit reads a <unit>: one of ours for each segment.
func (x *xliff2) unit(n *node, keep, fix bool) error {
	data := map[string]string{}
	if list := n.child("originalData"); list != nil {
		for _, d := range list.kids {
			data[d.attr("id")] = d.words()
		}
	}
	segments := 0
	for _, k := range n.kids {
		if k.local == "segment" && k.space == ns2 {
			segments++
		}
	}
	if len(x.file.Units)+segments > maxUnits {
		return x.faultAt(n, "exchange.too-many-units", "Limit", maxUnits)
	}
	number := 0
	for _, k := range n.kids {
		if k.local != "segment" || k.space != ns2 {
			continue
		}
		number++
		u := Unit{ID: n.attr("id"), Group: x.groups, FromAs: x.from, ToAs: x.to, Line: k.line, Column: k.column, Notes: notes2(n), State: state2(k)}
		if segments > 1 {
			u.ID += "/" + firstOf(k.attr("id"), fmt.Sprint(number))
		}
		if fix {
			u.Props = append(u.Props, Prop{"translate", "no"})
		}
		source, err := x.text(k.child("source"), keep, data)
		if err != nil {
			return err
		}
		target, err := x.text(k.child("target"), keep, data)
		if err != nil {
			return err
		}
		u.Source, u.Target, u.Codes = numbered(source, target)
		x.file.Units = append(x.file.Units, u)
	}
	x.groups++
	return nil
}

// state2 is the state that a segment is in. The initial state says nothing of
// a text that is there.
func state2(n *node) State {
	switch n.attr("state") {
	case "translated":
		return Edited
	case "reviewed", "final":
		return Reviewed
	}
	if t := n.child("target"); t == nil || len(t.kids) == 0 {
		return Missing
	}
	return Unknown
}

// text reads a source or target, nil for none.
func (x *xliff2) text(n *node, keep bool, data map[string]string) ([]piece, error) {
	if n == nil {
		return nil, nil
	}
	s := side2{data: data}
	if err := s.read(x.xmlReader, n); err != nil {
		return nil, err
	}
	if len(s.pieces) > 2*maxMarks {
		return nil, x.faultAt(n, "exchange.too-many-codes", "Limit", maxMarks)
	}
	pieces := s.done()
	if !preserves(n, keep) {
		pieces = folded(pieces, true, true)
	}
	return pieces, nil
}

// side2 collects the pieces of a text of XLIFF 2.
type side2 struct {
	side
	data   map[string]string
	length int
}

func (s *side2) read(r *xmlReader, n *node) error {
	for _, k := range n.kids {
		switch k.local {
		case "":
			if s.length += len(k.data); s.length > maxText {
				return r.faultAt(n, "exchange.long-text", "Limit", maxText>>10)
			}
			s.text(k.data)
		case "cp":
			s.text("\uFFFD") // a character that XML cannot hold
		case "ph":
			s.alone(s.code(k, "alone", k.attr("id"), "dataRef", "equiv"))
		case "pc":
			p := s.code(k, "pair", k.attr("id"), "dataRefStart", "equivStart")
			s.begin(p.key, p)
			if err := s.read(r, k); err != nil {
				return err
			}
			s.end(p.key, s.code(k, "pair", k.attr("id"), "dataRefEnd", "equivEnd"))
		case "sc":
			p := s.code(k, "pair", k.attr("id"), "dataRef", "equiv")
			s.begin(p.key, p)
		case "ec":
			id := firstOf(k.attr("startRef"), k.attr("id"))
			s.end("pair "+id, s.code(k, "end", id, "dataRef", "equiv"))
		case "sm", "em":
		default: // mrk, whose text counts
			if err := s.read(r, k); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *side2) code(n *node, kind, id, ref, equiv string) piece {
	t := firstOf(strings.TrimPrefix(n.attr("subType"), "xlf:"), n.attr("type"))
	if word, ok := map[string]string{"b": "bold", "i": "italic", "u": "underlined"}[t]; ok {
		t = word
	}
	p := piece{key: kind + " " + id, class: kind + " " + t, code: Code{Type: t, Open: firstOf(s.data[n.attr(ref)], n.attr(equiv))}}
	p.want, _ = strconv.Atoi(id)
	return p
}
