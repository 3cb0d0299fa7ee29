package exchange

import (
	"bufio"
	"fmt"
	"strings"
)

// writeTMX writes TMX 1.4b, level 2: a <tu> for each unit, its parts in lines
// of their own. No date and no user stand in it that the file does not have,
// so that one value gives one file.
func writeTMX(w *bufio.Writer, f *File) {
	from := firstOf(string(f.From), "*all*")
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="duizhao" creationtoolversion="1" segtype="sentence" o-tmf="duizhao" adminlang="en" srclang="%s" datatype="plaintext"`, escape(from))
	props := f.Props
	if f.Original != "" && prop(props, propArticle) == "" {
		props = append([]Prop{{propArticle, f.Original}}, props...)
	}
	if len(props)+len(f.Notes) == 0 {
		w.WriteString("/>\n")
	} else {
		w.WriteString(">\n")
		writeNotes(w, "    ", f.Notes)
		writeProps(w, "    ", props)
		w.WriteString("  </header>\n")
	}
	w.WriteString("  <body>\n")
	for i := range f.Units {
		writeTU(w, f, &f.Units[i])
	}
	w.WriteString("  </body>\n</tmx>\n")
}

func writeProps(w *bufio.Writer, indent string, props []Prop) {
	for _, p := range props {
		fmt.Fprintf(w, "%s<prop type=\"%s\">%s</prop>\n", indent, escape(p.Key), escape(p.Value))
	}
}

func writeTU(w *bufio.Writer, f *File, u *Unit) {
	source, target := firstOf(u.FromAs, string(u.From), string(f.From), "und"), firstOf(u.ToAs, string(u.To), string(f.To))
	if target == "" && u.Target != "" {
		target = "und"
	}
	w.WriteString("    <tu")
	attributes, props := Attributes(allProps(u), u.Date)
	if u.ID != "" {
		attributes = append([]Prop{{"tuid", u.ID}}, attributes...)
	}
	for _, a := range attributes {
		fmt.Fprintf(w, " %s=\"%s\"", a.Key, escape(a.Value))
	}
	if f.From == "" || source != string(f.From) {
		fmt.Fprintf(w, " srclang=\"%s\"", escape(source))
	}
	w.WriteString(">\n")
	writeNotes(w, "      ", u.Notes)
	if u.State != Unknown {
		writeProps(w, "      ", []Prop{{propState, string(u.State)}})
	}
	writeProps(w, "      ", props)
	fmt.Fprintf(w, "      <tuv xml:lang=\"%s\"><seg>%s</seg></tuv>\n", escape(source), inlineTMX(u.Source, u.Codes))
	if target != "" {
		fmt.Fprintf(w, "      <tuv xml:lang=\"%s\"><seg>%s</seg></tuv>\n", escape(target), inlineTMX(u.Target, u.Codes))
	}
	w.WriteString("    </tu>\n")
}

// inlineTMX writes marked text as TMX: bpt and ept for a pair, ph for what
// stands alone. x is the number that both languages share.
func inlineTMX(marked string, codes []Code) string {
	list := tokens(marked)
	ends := matched(list)
	var b strings.Builder
	numbers := map[int]int{} // index of a start → its i
	for i, t := range list {
		c := codeOf(codes, t.n)
		kind := ""
		if c.Type != "" {
			kind = ` type="` + escape(c.Type) + `"`
		}
		switch {
		case t.kind == textToken:
			b.WriteString(escape(t.text))
		case ends[i].partner < 0:
			fmt.Fprintf(&b, `<ph x="%d"%s>%s</ph>`, t.n, kind, content(c.Open, c.Sub))
		case t.kind == openToken:
			numbers[i] = len(numbers) + 1
			fmt.Fprintf(&b, `<bpt i="%d" x="%d"%s>%s</bpt>`, numbers[i], t.n, kind, content(c.Open, c.Sub))
		default:
			fmt.Fprintf(&b, `<ept i="%d">%s</ept>`, numbers[ends[i].partner], escape(c.Close))
		}
	}
	return b.String()
}

// content is the code itself, with the texts that stand in it.
func content(code string, sub []string) string {
	out := escape(code)
	for _, s := range sub {
		out += "<sub>" + escape(s) + "</sub>"
	}
	return out
}
