package exchange

import (
	"encoding/xml"
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
