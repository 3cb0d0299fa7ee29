package memory

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/lang"
)

// Properties of a unit that this package reads and writes; the neighbours and
// the state stand under the names that package exchange gives them.
const (
	propOrigin = "x-origin"
	propState  = "x-state"
	propBasis  = "x-basis"
	propBefore = "x-context-pre"
	propAfter  = "x-context-post"
)

// header is what a file says of all its units.
type header struct {
	props []exchange.Prop
	notes []string
}

// Units gives the units of a bilingual file as units of a memory: those that
// have a source and a translation.
func Units(f *exchange.File) []Unit {
	out := make([]Unit, 0, len(f.Units))
	for i := range f.Units {
		u := &f.Units[i]
		if u.From == "" || u.To == "" || strings.TrimSpace(u.Source) == "" || strings.TrimSpace(u.Target) == "" {
			continue
		}
		n := Unit{ID: u.ID, Source: u.Source, Target: u.Target, From: u.From, To: u.To, Before: bare(u.Before), After: bare(u.After),
			Reviewed: u.State == exchange.Reviewed, Date: u.Date, Codes: u.Codes, Notes: u.Notes, Path: f.Path, Line: u.Line}
		article := f.Original
		for _, p := range u.Props {
			switch {
			case p.Key == propOrigin && n.Origin == "":
				n.Origin = p.Value
			case p.Key == propBasis: // of an export that is over
			default:
				n.Props = append(n.Props, p)
				if p.Key == ArticleProp {
					article = ""
				}
			}
		}
		if article != "" {
			n.Props = append(n.Props, exchange.Prop{Key: ArticleProp, Value: article})
		}
		switch {
		case n.Origin != "":
		case u.State == exchange.Machine:
			n.Origin = Machine
		case u.State == exchange.Edited:
			n.Origin = Person
		}
		out = append(out, n)
	}
	return out
}

// bare takes a neighbour out of the <seg> that memoQ writes around it.
func bare(text string) string {
	if inner, ok := strings.CutPrefix(strings.TrimSpace(text), "<seg>"); ok {
		return strings.TrimSuffix(inner, "</seg>")
	}
	return text
}

// Save writes the units that were read from path, and those that were added,
// to the TMX file at path, whole or not at all. What the file's header has in
// notes and properties is kept.
func (m *Memory) Save(path string) error {
	var units []*Unit
	var head header
	for _, s := range m.shards {
		if s.path != path && s.path != "" {
			continue
		}
		if s.path == path {
			head = s.notes
		}
		for _, u := range s.units {
			if !m.gone[u] {
				units = append(units, u)
			}
		}
	}
	var b bytes.Buffer
	if err := writeTMX(&b, head, units); err != nil {
		return err
	}
	return atomicfile.Write(path, b.Bytes(), 0o644)
}

// Write writes the units that keep chooses (nil: all) as TMX 1.4b.
func (m *Memory) Write(w io.Writer, keep func(*Unit) bool) error {
	var units []*Unit
	for u := range m.All {
		if keep == nil || keep(u) {
			units = append(units, u)
		}
	}
	return writeTMX(w, header{}, units)
}

// ordered puts units into the order of the file, by content alone: what is
// alike stands together, and a new unit changes no line of others.
func ordered(a, b *Unit) int {
	return cmp.Or(
		cmp.Compare(a.From, b.From), cmp.Compare(a.Source, b.Source),
		cmp.Compare(a.To, b.To), cmp.Compare(a.Target, b.Target),
		cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After),
		cmp.Compare(a.ID, b.ID), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Date, b.Date),
		slices.CompareFunc(a.Props, b.Props, func(a, b exchange.Prop) int {
			return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Value, b.Value))
		}),
		slices.Compare(a.Notes, b.Notes),
	)
}

func writeTMX(w io.Writer, head header, units []*Unit) error {
	out := bufio.NewWriter(w)
	units = slices.Clone(units)
	slices.SortStableFunc(units, ordered)
	source := lang.Tag("*all*")
	for i, u := range units {
		if i == 0 {
			source = u.From
		} else if u.From != source {
			source = "*all*"
		}
	}
	fmt.Fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n"+
		"<header creationtool=\"duizhao\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"duizhao\" adminlang=\"en\" srclang=\"%s\" datatype=\"plaintext\">", escaped(string(source)))
	for _, n := range head.notes {
		fmt.Fprintf(out, "\n<note>%s</note>", escaped(n))
	}
	for _, p := range head.props {
		fmt.Fprintf(out, "\n<prop type=\"%s\">%s</prop>", escaped(p.Key), escaped(p.Value))
	}
	if len(head.notes)+len(head.props) > 0 {
		out.WriteByte('\n')
	}
	out.WriteString("</header>\n<body>\n")
	for _, u := range units {
		writeUnit(out, u, source)
	}
	out.WriteString("</body>\n</tmx>\n")
	return out.Flush()
}

// writeUnit writes a unit in three lines: what is known about it, its source,
// its translation.
func writeUnit(w *bufio.Writer, u *Unit, source lang.Tag) {
	w.WriteString("<tu")
	attribute := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, " %s=\"%s\"", name, escaped(value))
		}
	}
	attribute("tuid", u.ID)
	attributes, props := exchange.Attributes(u.Props, u.Date)
	for _, a := range attributes {
		attribute(a.Key, a.Value)
	}
	if u.From != source {
		attribute("srclang", string(u.From))
	}
	w.WriteByte('>')
	for _, n := range u.Notes {
		fmt.Fprintf(w, "<note>%s</note>", escaped(n))
	}
	property := func(key, value string) {
		if value != "" {
			fmt.Fprintf(w, "<prop type=\"%s\">%s</prop>", escaped(key), escaped(value))
		}
	}
	property(propOrigin, u.Origin)
	if u.Reviewed {
		property(propState, string(exchange.Reviewed))
	}
	property(propBefore, u.Before)
	property(propAfter, u.After)
	for _, p := range props {
		fmt.Fprintf(w, "<prop type=\"%s\">%s</prop>", escaped(p.Key), escaped(p.Value))
	}
	fmt.Fprintf(w, "\n<tuv xml:lang=\"%s\"><seg>%s</seg></tuv>", escaped(string(u.From)), segment(u.Source, u.Codes))
	fmt.Fprintf(w, "\n<tuv xml:lang=\"%s\"><seg>%s</seg></tuv></tu>\n", escaped(string(u.To)), segment(u.Target, u.Codes))
}

// segment writes marked text as the content of a <seg>: placeholders as the
// codes that they stand for.
func segment(text string, codes []exchange.Code) string {
	var b strings.Builder
	plain := 0
	for i := 0; i < len(text); {
		n := placeholder(text[i:])
		if n == 0 {
			i++
			continue
		}
		b.WriteString(escaped(exchange.Plain(text[plain:i])))
		b.WriteString(code(text, text[i:i+n], codes))
		i += n
		plain = i
	}
	b.WriteString(escaped(exchange.Plain(text[plain:])))
	return b.String()
}

// code is the element for a placeholder of text.
func code(text, mark string, codes []exchange.Code) string {
	number := strings.Trim(mark, "</x>")
	n, _ := strconv.Atoi(number)
	var c exchange.Code
	for i := range codes {
		if codes[i].N == n {
			c = codes[i]
		}
	}
	kind := ""
	if c.Type != "" {
		kind = fmt.Sprintf(" type=\"%s\"", escaped(c.Type))
	}
	open, closing := "<x"+number+">", "</x"+number+">"
	content := escaped(c.Open)
	for _, s := range c.Sub {
		content += "<sub>" + escaped(s) + "</sub>"
	}
	from, to := strings.Index(text, open), strings.LastIndex(text, closing)
	pair := from >= 0 && from < to
	switch {
	case mark == closing && pair:
		return fmt.Sprintf("<ept i=\"%s\">%s</ept>", number, escaped(c.Close))
	case mark == closing:
		return fmt.Sprintf("<it pos=\"end\" x=\"%s\"%s>%s</it>", number, kind, escaped(c.Close))
	case mark == open && pair:
		return fmt.Sprintf("<bpt i=\"%s\" x=\"%s\"%s>%s</bpt>", number, number, kind, content)
	case mark == open:
		return fmt.Sprintf("<it pos=\"begin\" x=\"%s\"%s>%s</it>", number, kind, content)
	}
	return fmt.Sprintf("<ph x=\"%s\"%s>%s</ph>", number, kind, content)
}

// escaped makes text safe in XML; line ends and tabs become references, so
// that a unit keeps to its lines.
func escaped(text string) string {
	if !strings.ContainsAny(text, "<>&'\"\t\r\n") && valid(text) {
		return text
	}
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder does not fail
	return b.String()
}

// valid reports text without characters that XML forbids.
func valid(text string) bool {
	for _, r := range text {
		if r < ' ' || r == 0xFFFD || r == 0xFFFE || r == 0xFFFF {
			return false
		}
	}
	return true
}
