package exchange

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
)

// escape makes text safe in XML content and attributes. Characters that XML
// 1.0 forbids (controls, U+FFFE) become U+FFFD, as encoding/xml does.
func escape(text string) string {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder does not fail
	return b.String()
}

// writeTMX writes TMX 1.4b: a translation unit for each bead that has both
// sides. No date and no user stand in it, so that one text gives one file.
func writeTMX(w *bufio.Writer, b *bitext.Bitext) {
	source, target := b.Source.Doc.Lang, b.Target.Doc.Lang
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="duizhao" creationtoolversion="1" segtype="sentence" o-tmf="duizhao" adminlang="en" srclang="%s" datatype="plaintext"/>
  <body>
`, escape(string(source)))
	for i, bead := range b.Beads {
		if bead.Source.Len() == 0 || bead.Target.Len() == 0 {
			continue
		}
		fmt.Fprintf(w, "    <tu tuid=\"%d\">\n      <prop type=\"x-confidence\">%.4f</prop>\n", i, bead.Confidence)
		fmt.Fprintf(w, "      <tuv xml:lang=\"%s\"><seg>%s</seg></tuv>\n", escape(string(source)), escape(Join(b.Source, bead.Source)))
		fmt.Fprintf(w, "      <tuv xml:lang=\"%s\"><seg>%s</seg></tuv>\n    </tu>\n", escape(string(target)), escape(Join(b.Target, bead.Target)))
	}
	w.WriteString("  </body>\n</tmx>\n")
}

// writeXLIFF writes XLIFF 1.2: a trans-unit for each bead with a source. An
// omission has an empty target in the state needs-translation; an addition has
// no source to stand under and is a note on the unit before it.
func writeXLIFF(w *bufio.Writer, b *bitext.Bitext, ids []string) {
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="%s" source-language="%s" target-language="%s" datatype="plaintext">
    <body>
`, escape(filepath.ToSlash(b.Source.Doc.Path)), escape(string(b.Source.Doc.Lang)), escape(string(b.Target.Doc.Lang)))
	for i := 0; i < len(b.Beads); i++ {
		bead := b.Beads[i]
		if bead.Source.Len() == 0 {
			continue // a note on a neighbouring unit: see additions
		}
		resname := ""
		if ids != nil {
			resname = fmt.Sprintf(` resname="%s"`, escape(strings.Join(ids[bead.Source.From:bead.Source.To], " ")))
		}
		fmt.Fprintf(w, "      <trans-unit id=\"%d\"%s>\n        <source>%s</source>\n", i, resname, escape(Join(b.Source, bead.Source)))
		if bead.Target.Len() == 0 {
			w.WriteString("        <target state=\"needs-translation\"></target>\n")
		} else {
			fmt.Fprintf(w, "        <target state=\"translated\">%s</target>\n", escape(Join(b.Target, bead.Target)))
		}
		for _, extra := range additions(b, i) {
			fmt.Fprintf(w, "        <note annotates=\"target\">%s</note>\n", escape(extra))
		}
		w.WriteString("      </trans-unit>\n")
	}
	w.WriteString("    </body>\n  </file>\n</xliff>\n")
}

// additions lists the target text of the sourceless beads that belong to the
// unit of bead i: those that follow it, and for the first unit those in front.
func additions(b *bitext.Bitext, i int) []string {
	from := i
	for from > 0 && b.Beads[from-1].Source.Len() == 0 {
		from--
	}
	var out []string
	for k := from; k < i && from == 0; k++ {
		out = append(out, Join(b.Target, b.Beads[k].Target))
	}
	for k := i + 1; k < len(b.Beads) && b.Beads[k].Source.Len() == 0; k++ {
		out = append(out, Join(b.Target, b.Beads[k].Target))
	}
	return out
}
