package exchange

import (
	"bufio"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// writeXLIFF writes XLIFF 1.2 (OASIS, 1 February 2008): a trans-unit for each
// unit, white space kept.
func writeXLIFF(w *bufio.Writer, f *File) {
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="%s" source-language="%s" target-language="%s" datatype="plaintext">
`, escape(f.Original), escape(string(f.From)), escape(string(f.To)))
	if len(f.Notes) > 0 {
		w.WriteString("    <header>\n")
		writeNotes(w, "      ", f.Notes)
		w.WriteString("    </header>\n")
	}
	w.WriteString("    <body>\n")
	ids := namesOf(f.Units)
	for i := range f.Units {
		writeTransUnit(w, f, &f.Units[i], ids[i])
	}
	w.WriteString("    </body>\n  </file>\n</xliff>\n")
}

// namesOf gives each unit an id of its own: its id where it has one, else its
// number.
func namesOf(units []Unit) []string {
	out := make([]string, len(units))
	taken := map[string]bool{}
	for i := range units {
		if id := units[i].ID; id != "" && !taken[id] {
			out[i] = id
			taken[id] = true
		}
	}
	next := 0
	for i := range out {
		for out[i] == "" {
			if name := strconv.Itoa(next); !taken[name] {
				out[i] = name
				taken[name] = true
			}
			next++
		}
	}
	return out
}

func writeTransUnit(w *bufio.Writer, f *File, u *Unit, id string) {
	approved := ""
	if u.State == Reviewed {
		approved = ` approved="yes"`
	}
	fmt.Fprintf(w, "      <trans-unit id=\"%s\"%s xml:space=\"preserve\">\n", escape(id), approved)
	fmt.Fprintf(w, "        <source>%s</source>\n", inline1(u.Source, u.Codes))
	lang := ""
	if u.ToAs != "" && u.ToAs != string(f.To) {
		lang = fmt.Sprintf(` xml:lang="%s"`, escape(u.ToAs))
	}
	target := u.Target
	if f.Copy && u.State == Missing {
		target = u.Source
	}
	fmt.Fprintf(w, "        <target%s%s>%s</target>\n", lang, stateOf1(u.State), inline1(target, u.Codes))
	writeContexts(w, u)
	writeNotes(w, "        ", u.Notes)
	w.WriteString("      </trans-unit>\n")
}

// stateOf1 is the attribute for a state: the reverse of state1.
func stateOf1(s State) string {
	word, ok := map[State]string{Missing: "needs-translation", Stale: "needs-adaptation", Machine: "needs-review-translation",
		Edited: "translated", Reviewed: "final"}[s]
	if !ok {
		return ""
	}
	return ` state="` + word + `"`
}

func writeNotes(w *bufio.Writer, indent string, notes []string) {
	for _, n := range notes {
		fmt.Fprintf(w, "%s<note>%s</note>\n", indent, escape(n))
	}
}

func writeContexts(w *bufio.Writer, u *Unit) {
	props := allProps(u)
	if len(props) == 0 {
		return
	}
	w.WriteString("        <context-group purpose=\"information\">\n")
	for _, p := range props {
		fmt.Fprintf(w, "          <context context-type=\"%s\">%s</context>\n", escape(contextOfKey(p.Key)), escape(p.Value))
	}
	w.WriteString("        </context-group>\n")
}

// allProps are the properties of a unit with those that it has fields for;
// its state is told otherwise where the format can.
func allProps(u *Unit) []Prop {
	var out []Prop
	if u.Paragraph > 0 {
		out = append(out, Prop{propParagraph, strconv.Itoa(u.Paragraph)})
	}
	if u.Before != "" {
		out = append(out, Prop{propBefore, u.Before})
	}
	if u.After != "" {
		out = append(out, Prop{propAfter, u.After})
	}
	return append(out, u.Props...)
}

// contextOfKey is the context-type of a property: one of our own, which begin
// with x-, as it is, and any other with a prefix.
func contextOfKey(key string) string {
	if strings.HasPrefix(key, "x-") && !strings.HasPrefix(key, "x-prop-") && url.PathEscape(key) == key {
		return key
	}
	return "x-prop-" + url.PathEscape(key)
}

func keyOfContext(kind string) string {
	if rest, ok := strings.CutPrefix(kind, "x-prop-"); ok {
		if key, err := url.PathUnescape(rest); err == nil {
			return key
		}
	}
	return kind
}

// ctypes are the values of ctype that XLIFF 1.2 has itself.
var ctypes = []string{"image", "pb", "lb", "bold", "italic", "underlined", "link"}

func ctypeOf(t string) string {
	switch {
	case t == "":
		return ""
	case slices.Contains(ctypes, t):
		return ` ctype="` + t + `"`
	}
	return ` ctype="x-` + escape(strings.Join(strings.Fields(t), "-")) + `"`
}

// inline1 writes marked text as XLIFF 1.2: <g> for a pair, <x/> for what
// stands alone, <bx/> and <ex/> where pairs cross; bpt, ept and ph where the
// code itself is known.
func inline1(marked string, codes []Code) string {
	list := tokens(marked)
	ends := matched(list)
	var b strings.Builder
	for i, t := range list {
		c := codeOf(codes, t.n)
		attrs := fmt.Sprintf(` id="%d"`, t.n)
		switch {
		case t.kind == textToken:
			b.WriteString(escape(t.text))
		case ends[i].partner < 0 && c.Open != "":
			fmt.Fprintf(&b, "<ph%s%s>%s</ph>", attrs, ctypeOf(c.Type), escape(c.Open))
		case ends[i].partner < 0:
			fmt.Fprintf(&b, "<x%s%s/>", attrs, ctypeOf(c.Type))
		case c.Open+c.Close != "" && t.kind == openToken:
			fmt.Fprintf(&b, "<bpt%s rid=\"%d\"%s>%s</bpt>", attrs, t.n, ctypeOf(c.Type), escape(c.Open))
		case c.Open+c.Close != "":
			fmt.Fprintf(&b, "<ept%s rid=\"%d\">%s</ept>", attrs, t.n, escape(c.Close))
		case ends[i].crossing && t.kind == openToken:
			fmt.Fprintf(&b, "<bx%s rid=\"%d\"%s/>", attrs, t.n, ctypeOf(c.Type))
		case ends[i].crossing:
			fmt.Fprintf(&b, "<ex%s rid=\"%d\"/>", attrs, t.n)
		case t.kind == openToken:
			fmt.Fprintf(&b, "<g%s%s>", attrs, ctypeOf(c.Type))
		default:
			b.WriteString("</g>")
		}
	}
	return b.String()
}

func codeOf(codes []Code, n int) Code {
	i, ok := slices.BinarySearchFunc(codes, n, func(c Code, n int) int { return c.N - n })
	if !ok {
		return Code{N: n}
	}
	return codes[i]
}

// half is what is known about one token of marked text.
type half struct {
	partner  int  // index of the other half, -1 for what stands alone
	crossing bool // the pair is not nested in, or around, every other pair
}

// matched finds the halves of pairs: an end belongs to the last open start of
// its number. What has no other half stands alone.
func matched(list []token) []half {
	out := make([]half, len(list))
	open := map[int][]int{}
	for i, t := range list {
		out[i].partner = -1
		switch t.kind {
		case openToken:
			open[t.n] = append(open[t.n], i)
		case closeToken:
			if s := open[t.n]; len(s) > 0 {
				k := s[len(s)-1]
				open[t.n] = s[:len(s)-1]
				out[i].partner, out[k].partner = k, i
			}
		}
	}
	var stack []int
	for i := range list {
		if out[i].partner < 0 || list[i].kind == textToken {
			continue
		}
		if out[i].partner > i {
			stack = append(stack, i)
			continue
		}
		start := out[i].partner
		for k := len(stack) - 1; k >= 0; k-- {
			if stack[k] != start {
				continue
			}
			if k < len(stack)-1 { // others have begun since and are open: they are the ones that cross
				for _, other := range stack[k+1:] {
					out[other].crossing, out[out[other].partner].crossing = true, true
				}
			}
			stack = append(stack[:k], stack[k+1:]...)
			break
		}
	}
	return out
}
