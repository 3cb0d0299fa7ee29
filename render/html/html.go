// Package html renders an edition as one self-contained HTML file.
package html

import (
	"bytes"
	"html"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

// Options say how an edition looks. The zero value is good for most.
type Options struct {
	Unit       render.Unit // what a row never divides
	EmbedFonts bool        // carry the glyphs used, instead of naming fonts of the reader's system
	Labels     lang.Tag    // language of the labels; Und: the first target's
	Version    string      // of the tool, for the generator's name
}

// Render makes the edition's page. Findings are about what could not be shown.
func Render(ed *bitext.Edition, opt Options) ([]byte, []finding.Finding, error) {
	var b bytes.Buffer
	columns := render.Columns(ed)
	b.WriteString("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>" + html.EscapeString(ed.Source.Doc.Title) + "</title>\n")
	for _, row := range render.Rows(ed, opt.Unit) {
		b.WriteString("<div>")
		for c, t := range columns {
			b.WriteString("<div lang=\"" + html.EscapeString(string(t.Doc.Lang)) + "\">")
			for _, p := range row.Cells[c].Parts {
				b.WriteString("<p>" + html.EscapeString(t.Doc.Blocks[p.Block].Text[p.Span.Start:p.Span.End]) + "</p>")
			}
			b.WriteString("</div>")
		}
		b.WriteString("</div>\n")
	}
	return b.Bytes(), nil, nil
}
