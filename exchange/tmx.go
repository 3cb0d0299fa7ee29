package exchange

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// Keys of the properties that duizhao writes into TMX and XLIFF 1.2.
const (
	propArticle    = "x-article"
	propState      = "x-state"
	propParagraph  = "x-paragraph"
	propBefore     = "x-context-pre"
	propAfter      = "x-context-post"
	propConfidence = "x-confidence"
)

// readTMX reads TMX 1.1 to 1.4b, levels 1 and 2.
func readTMX(path string, data []byte) (*File, error) {
	r, err := newXMLReader(path, data)
	if err != nil {
		return nil, err
	}
	t := tmxReader{xmlReader: r, file: &File{}}
	root, err := r.next()
	if err != nil {
		return nil, err
	}
	start, ok := root.(xml.StartElement)
	if !ok || start.Name.Local != "tmx" {
		return nil, r.fault("exchange.root", "Want", "tmx", "Found", nameOf(root))
	}
	t.file.Version = r.element(start).attr("version")
	if v := t.file.Version; !strings.HasPrefix(v, "1.") && v != "" {
		return nil, r.fault("exchange.version", "Version", v, "Format", "TMX")
	}
	if err := t.body(); err != nil {
		return nil, err
	}
	return t.file, r.finish()
}

// nameOf is a token's name for a message.
func nameOf(t xml.Token) string {
	if s, ok := t.(xml.StartElement); ok {
		return s.Name.Local
	}
	return "?"
}

// tmxReader reads one TMX file.
type tmxReader struct {
	*xmlReader
	file   *File
	source string // srclang of the header
	headed bool
	groups int
}

// body reads what stands in the root element.
func (t *tmxReader) body() error {
	for t.depth > 0 {
		token, err := t.next()
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "header":
			n, err := t.tree(start, maxUnitTree)
			if err != nil {
				return err
			}
			t.header(n)
		case "body": // its units follow
			if !t.headed {
				return t.fault("exchange.tmx-header")
			}
		case "tu":
			if !t.headed {
				return t.fault("exchange.tmx-header")
			}
			n, err := t.tree(start, maxUnitTree)
			if err != nil {
				return err
			}
			if err := t.unit(n); err != nil {
				return err
			}
		default:
			if err := t.skip(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tmxReader) header(n *node) {
	t.headed = true
	t.source = n.attr("srclang")
	t.file.Props, t.file.Notes = attached(n)
	t.file.Original = prop(t.file.Props, propArticle)
}

// attached are the properties and notes that stand in an element.
func attached(n *node) (props []Prop, notes []string) {
	for _, k := range n.kids {
		switch k.local {
		case "prop":
			props = append(props, Prop{k.attr("type"), k.words()})
		case "note":
			notes = append(notes, k.words())
		}
	}
	return props, notes
}

// variant is one language of a unit.
type variant struct {
	node  *node
	lang  string
	props []Prop
	notes []string
}

// unit reads a <tu>.
func (t *tmxReader) unit(n *node) error {
	var list []variant
	for _, k := range n.kids {
		if k.local != "tuv" {
			continue
		}
		v := variant{node: k}
		v.lang, _ = k.find(xmlSpace, "lang")
		if v.lang == "" {
			v.lang = k.attr("lang") // TMX 1.1
		}
		v.lang = strings.TrimSpace(v.lang)
		if v.lang == "" || len(v.lang) > 35 {
			return t.faultAt(k, "exchange.tmx-lang")
		}
		if k.child("seg") == nil {
			return t.faultAt(k, "exchange.tmx-seg")
		}
		v.props, v.notes = attached(k)
		list = append(list, v)
	}
	if len(list) == 0 {
		return t.faultAt(n, "exchange.tmx-empty")
	}
	if len(t.file.Units)+len(list) > maxUnits {
		return t.faultAt(n, "exchange.too-many-units", "Limit", maxUnits)
	}
	source := t.sourceOf(n, list)
	props, notes := attached(n)
	for i := range list {
		if i == source && len(list) > 1 {
			continue
		}
		u := Unit{ID: n.attr("tuid"), Group: t.groups, Line: n.line, Column: n.column, FromAs: list[source].lang,
			Props: append([]Prop(nil), props...), Notes: append([]string(nil), notes...)}
		from := list[source].node.child("seg")
		u.Props, u.Notes = append(u.Props, list[source].props...), append(u.Notes, list[source].notes...)
		pieces, err := t.segment(from)
		if err != nil {
			return err
		}
		var other []piece
		if i != source {
			u.ToAs = list[i].lang
			u.Props, u.Notes = append(u.Props, list[i].props...), append(u.Notes, list[i].notes...)
			if other, err = t.segment(list[i].node.child("seg")); err != nil {
				return err
			}
		}
		u.Props = append(u.Props, attributeProps(list[i].node, n)...)
		u.Source, u.Target, u.Codes = numbered(pieces, other)
		u.Date = firstOf(list[i].node.attr("changedate"), list[i].node.attr("creationdate"), n.attr("changedate"), n.attr("creationdate"))
		u.known()
		t.file.Units = append(t.file.Units, u)
	}
	t.groups++
	return nil
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// sourceOf is the index of the variant in the source language: the one that
// srclang names exactly, else in its language, else the first, as for "*all*".
func (t *tmxReader) sourceOf(n *node, list []variant) int {
	want := strings.TrimSpace(n.attr("srclang"))
	if want == "" {
		want = t.source
	}
	for i, v := range list {
		if strings.EqualFold(v.lang, want) {
			return i
		}
	}
	base := func(s string) string { s, _, _ = strings.Cut(strings.ToLower(s), "-"); return s }
	for i, v := range list {
		if base(v.lang) == base(want) {
			return i
		}
	}
	return 0
}

// known takes out of the properties what a unit has fields for.
func (u *Unit) known() {
	var rest []Prop
	for _, p := range u.Props {
		switch p.Key {
		case propState:
			u.State = State(p.Value)
		case propParagraph:
			u.Paragraph = number1(p.Value)
		case propBefore, "prev": // OmegaT's name
			u.Before = p.Value
		case propAfter, "next":
			u.After = p.Value
		default:
			rest = append(rest, p)
		}
	}
	u.Props = rest
}

// number1 is a number from 1, 0 for what is none.
func number1(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 || n > maxUnits {
		return 0
	}
	return n
}

// segment reads the content of a <seg>.
func (t *tmxReader) segment(n *node) ([]piece, error) {
	s := tmxSegment{ordinal: map[string]int{}}
	if err := s.read(t, n, 0); err != nil {
		return nil, err
	}
	if len(s.pieces) > 2*maxMarks {
		return nil, t.faultAt(n, "exchange.too-many-codes", "Limit", maxMarks)
	}
	return s.done(), nil
}

// tmxSegment collects the pieces of one segment.
type tmxSegment struct {
	side
	ordinal map[string]int // codes of a kind so far
	length  int
}

func (s *tmxSegment) read(t *tmxReader, n *node, depth int) error {
	for _, k := range n.kids {
		switch k.local {
		case "":
			if s.length += len(k.data); s.length > maxText {
				return t.faultAt(n, "exchange.long-text", "Limit", maxText>>10)
			}
			s.text(k.data)
		case "bpt":
			s.begin(k.attr("i"), s.code(k, "bpt", k.attr("i")))
		case "ept":
			s.end(k.attr("i"), s.code(k, "ept", k.attr("i")))
		case "it":
			s.alone(s.code(k, "it"+strings.ToLower(k.attr("pos")), ""))
		case "ph", "ut":
			s.alone(s.code(k, k.local, ""))
		case "hi":
			p := s.code(k, "hi", "")
			p.code.Open, p.code.Sub = "", nil // what is in it is text
			s.begin("hi "+p.key, p)
			if err := s.read(t, k, depth+1); err != nil {
				return err
			}
			s.end("hi "+p.key, piece{})
		default: // what no version knows: its text
			if err := s.read(t, k, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// code is the piece of an inline element. Elements of two languages belong
// together by x; without it by i, or by their order.
func (s *tmxSegment) code(n *node, kind, i string) piece {
	s.ordinal[kind]++
	p := piece{class: kind + " " + n.attr("type"), code: Code{Type: n.attr("type")}}
	switch x := strings.TrimSpace(n.attr("x")); {
	case x != "":
		p.key = kind + " x " + x
		p.want, _ = strconv.Atoi(x)
	case i != "":
		p.key = kind + " i " + i
	default:
		p.key = fmt.Sprintf("%s %d", kind, s.ordinal[kind])
	}
	var data strings.Builder
	for _, k := range n.kids {
		if k.local == "sub" {
			p.code.Sub = append(p.code.Sub, k.words())
			continue
		}
		data.WriteString(k.words())
	}
	p.code.Open = data.String()
	return p
}
