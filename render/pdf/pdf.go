// Package pdf sets an edition as a PDF: columns side by side, every row's
// sides beginning on the same line of the same page.
//
// It stands on github.com/go-pdf/fpdf for pages, fonts, pictures and the
// document's frame, and does the setting itself: fpdf's own text layout loses
// characters at Han line ends and knows no rule of Chinese or Korean. The way
// of a text is: atoms with the gaps between them (atoms.go, gaps.go), lines by
// optimum fit (fit.go), lines on a grid (cell.go), rows divided over pages
// (pages.go), content streams (draw.go), and at last a pass over fpdf's bytes
// that adds what fpdf cannot write (rewrite.go, structure.go). Files are tagged
// and meet PDF/UA-1 (ISO 14289-1).
package pdf

import (
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

// Paper is a sheet.
type Paper string

// The papers.
const (
	A4     Paper = "a4"     // 210 × 297 mm
	Letter Paper = "letter" // 8.5 × 11 in
)

// Orientation is how the sheet lies.
type Orientation string

// The orientations.
const (
	Auto      Orientation = ""          // portrait for two columns, landscape for more
	Portrait  Orientation = "portrait"  //
	Landscape Orientation = "landscape" //
)

// Options say how an edition is set. The zero value is good.
type Options struct {
	Unit        render.Unit // what a row never divides while it fits on a page
	Paper       Paper       // "" for A4
	Orientation Orientation
	FontSize    float64    // of Chinese body text, in points; 0 for 10.5; others follow it
	Labels      lang.Tag   // of the words that belong to no column; Und for the source's language
	Date        string     // ISO 8601 date of the document properties; "" for the source's date, if any
	Fonts       *fonts.Set // nil for the embedded ones
	StrictFonts bool       // a character without a glyph is an error, not a warning
	Version     string     // of the program, for the document properties; "" for none
}

// Render sets the edition as a PDF. The findings are about characters that no
// font has (font-missing) and pictures that cannot be shown (picture-left-out).
// The same edition and options give the same bytes.
func Render(ed *bitext.Edition, opt Options) (data []byte, findings []finding.Finding, err error) {
	if err := opt.check(); err != nil {
		return nil, nil, err
	}
	return typeset(ed, &opt, facesOf(opt.Fonts))
}

// typeset is Render with the fonts from anywhere.
func typeset(ed *bitext.Edition, opt *Options, f *faces) ([]byte, []finding.Finding, error) {
	d := newDocument(ed, opt, f)
	d.lay()
	data, err := d.bytes()
	if err != nil {
		return nil, nil, err
	}
	return data, d.findings(), nil
}
