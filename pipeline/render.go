package pipeline

import (
	"bytes"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
	"github.com/duizhao/duizhao/render/html"
	"github.com/duizhao/duizhao/render/pdf"
)

// RenderOptions say how editions look.
type RenderOptions struct {
	Unit        render.Unit
	EmbedFonts  bool
	StrictFonts bool       // a character that no font has is an error
	Paper       string     // "a4" or "letter"
	Fonts       *fonts.Set // the user's; nil for the embedded ones
	Version     string     // of the tool, for the metadata of editions
	Place       html.Place // of an HTML edition among others; zero for a page alone
}

// Render makes one edition in a format.
func Render(ed *bitext.Edition, format Format, opt RenderOptions) ([]byte, []finding.Finding, error) {
	labels := readers(ed)
	switch format {
	case PDF:
		return pdf.Render(ed, pdf.Options{Unit: opt.Unit, Paper: pdf.Paper(opt.Paper), Labels: labels, StrictFonts: opt.StrictFonts, Fonts: opt.Fonts, Version: opt.Version})
	case HTML:
		return html.Render(ed, html.Options{Unit: opt.Unit, EmbedFonts: opt.EmbedFonts, StrictFonts: opt.StrictFonts, Fonts: opt.Fonts, Labels: labels, Version: opt.Version, Place: opt.Place})
	}
	var b bytes.Buffer
	var err error
	if format == JSONLines {
		err = render.JSONL(&b, ed, opt.Unit)
	} else {
		err = render.Text(&b, ed, opt.Unit)
	}
	return b.Bytes(), nil, err
}

// readers is the language of an edition's labels: that of its first
// translation, whose readers need them most.
func readers(ed *bitext.Edition) lang.Tag {
	if len(ed.Targets) == 0 {
		return ed.Source.Doc.Lang
	}
	return ed.Targets[0].Target.Doc.Lang
}
