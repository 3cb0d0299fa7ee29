// Package html renders an edition as one HTML file that needs nothing else: no
// script, no request to anywhere. The columns stand side by side on a wide
// screen and in print, and stacked on a narrow one; every sentence has its
// permanent address, every pair lights up under the pointer and the keyboard,
// and the reader chooses what is shown.
//
// The page's behaviour is CSS: radio buttons and :checked for the views, :has
// for the pairs and glossary cards, :target for addresses. A browser without
// :has (before 2024) shows the columns side by side and nothing less.
package html

import (
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
	"github.com/duizhao/duizhao/render"
	"github.com/duizhao/duizhao/segment"
)

// Options say how an edition looks. The zero value is good for most.
type Options struct {
	Unit        render.Unit // what a row never divides
	EmbedFonts  bool        // carry the glyphs used, instead of naming fonts of the reader's system
	Fonts       *fonts.Set  // the user's fonts, whose glyphs are always carried; nil for none
	StrictFonts bool        // with EmbedFonts: a character that no font has is an error, not a warning
	Labels      lang.Tag    // language of the labels; Und: the first target's
	Version     string      // of the tool, for the generator's name; "" for none
	Place       Place       // among other pages; zero for a page alone
}

// Render makes the edition's page. The findings are about what the page could
// not show: a link that is not safe, a picture that the edition does not
// carry, a character that no embedded font has.
func Render(ed *bitext.Edition, opt Options) ([]byte, []finding.Finding, error) {
	p := newPage(ed, opt)
	p.body()
	body := p.out.buf
	p.out.buf = make([]byte, 0, len(body)+16<<10)
	if err := p.head(); err != nil {
		return nil, nil, err
	}
	p.out.buf = append(p.out.buf, body...)
	return p.out.buf, p.findings, nil
}

// page is a page under construction.
type page struct {
	ed      *bitext.Edition
	opt     Options
	label   *message.Printer
	columns []*segment.Text
	rows    []render.Row
	anchors [][]string
	out     writer

	marks      [][]render.Mark // by column
	entries    []entry
	entryIndex map[render.TermRef]int
	termSeen   map[[2]int]bool // by column and entry: a tab stop is there
	notes      *notes
	levels     []map[int]int // by column: heading level in the text → rank from 0
	lastLevel  int           // of the last heading written
	shown      [][]bool      // by column and sentence: its id is written
	linked     [][]bool      // by column and sentence: its link is written
	pictures   *pictures
	glyphs     *glyphs
	groups     int // the most groups that a row has
	findings   []finding.Finding
}

func newPage(ed *bitext.Edition, opt Options) *page {
	if opt.Labels == lang.Und {
		opt.Labels = ed.Source.Doc.Lang
		if len(ed.Targets) > 0 {
			opt.Labels = ed.Targets[0].Target.Doc.Lang
		}
	}
	p := &page{
		ed: ed, opt: opt,
		label:    message.New(opt.Labels),
		columns:  render.Columns(ed),
		rows:     render.Rows(ed, opt.Unit),
		anchors:  Anchors(ed),
		termSeen: map[[2]int]bool{},
		pictures: newPictures(len(ed.Targets) + 1),
	}
	if opt.EmbedFonts || opt.Fonts != nil {
		p.glyphs = newGlyphs()
	}
	labels := make([][]string, len(p.columns))
	for c, t := range p.columns {
		p.shown = append(p.shown, make([]bool, len(t.Sentences)))
		p.linked = append(p.linked, make([]bool, len(t.Sentences)))
		p.levels = append(p.levels, headingRanks(t.Doc))
		labels[c] = noteLabels(t.Doc)
	}
	p.notes = newNotes(labels)
	for _, r := range p.rows {
		p.groups = max(p.groups, len(r.Groups))
	}
	p.gatherEntries()
	return p
}

// labelLang writes the language of a label that stands in a column, unless it
// is the column's own.
func (p *page) labelLang(column int) {
	if p.label.Lang != p.columns[column].Doc.Lang {
		p.out.attr("lang", string(p.label.Lang))
	}
}
