package pdf

import (
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
	"github.com/duizhao/duizhao/render"
)

// document is an edition on its way to a file.
type document struct {
	ed       *bitext.Edition
	opt      *Options
	sheet    sheet
	faces    *faces
	columns  []*column
	pictures *pictures
	pages    []page
	missing  missing
	titles   [][]vline // by column; nil when the titles stand in rows
	heads    []head    // what stands above the columns, on the first page and on the others
	numbers  []*para   // by page
}

// head is a column's running head.
type head struct{ first, others *para }

func newDocument(ed *bitext.Edition, opt *Options, f *faces) *document {
	texts := render.Columns(ed)
	d := &document{ed: ed, opt: opt, sheet: newSheet(opt, len(texts)), faces: f, pictures: newPictures(ed.Assets)}
	x := d.sheet.left
	for i, width := range d.sheet.columnWidths(texts) {
		c := &column{text: texts[i], sheet: &d.sheet, x: x, width: width, pictures: d.pictures}
		c.tag, c.faces, c.size = texts[i].Doc.Lang, f, d.sheet.sizeOf(texts[i].Doc.Lang)
		c.hyphens = hyphensFor(c.tag)
		c.notes = numberNotes(texts[i].Doc)
		c.missing = d.missing.in(i)
		c.setter.empty = d.printer(c.tag).Text("pdf.empty")
		c.date = func(iso string) string { return d.date(c.tag, iso) }
		d.columns = append(d.columns, c)
		x += width + d.sheet.gutter
	}
	return d
}

// lay sets and paginates everything, so that after it all characters are known.
func (d *document) lay() {
	rows := d.rows()
	p := newPaginator(&d.sheet, d.columns)
	p.newPage()
	if d.titles != nil {
		p.put(&setting{row: &flowRow{id: -1, title: true, cells: make([][]render.Part, len(d.columns))}}, d.titles, 0)
	}
	p.starts = []start{{placed: len(p.pages[0].rows), y: p.y}}
	p.run(rows)
	d.pages = p.fillLast(rows).pages
	d.headings()
}

// Titles longer than this stand among the rows: they are no titles.
const maxTitle = 400

// rows turns the edition's rows into what flows over the pages; titles are
// taken out and stand at the head.
func (d *document) rows() []*flowRow {
	short := true
	for _, c := range d.columns {
		for _, b := range c.text.Doc.Blocks {
			short = short && (b.Kind != doc.Title || len(b.Text) <= maxTitle)
		}
	}
	if short {
		d.setTitles()
	}
	var out []*flowRow
	var last doc.Kind
	for i, row := range render.Rows(d.ed, d.opt.Unit) {
		taken := short && d.takeTitles(&row)
		d.findOmissions(row)
		f := newFlowRow(i, row, d.columns)
		kind, begins, any := d.kindOf(row)
		if !any {
			continue
		}
		f.gap = d.gap(last, kind, begins, len(out) == 0)
		f.notes = kind == doc.Footnote && last != doc.Footnote
		d.leadPicture(f)
		if !taken {
			f.note = d.notes(row)
		}
		out = append(out, d.tableRows(f)...)
		last = kind
	}
	return out
}

// takeTitles removes the title blocks from a row and reports whether there
// were any.
func (d *document) takeTitles(row *render.Row) (taken bool) {
	cells := append([]render.Cell(nil), row.Cells...)
	for c := range cells {
		var kept []render.Part
		for _, part := range cells[c].Parts {
			if d.columns[c].text.Doc.Blocks[part.Block].Kind == doc.Title {
				taken = true
			} else {
				kept = append(kept, part)
			}
		}
		cells[c].Parts = kept
	}
	row.Cells = cells
	return taken
}

// kindOf is the kind of the first block of a row, and whether it begins there;
// any is false for a row without blocks.
func (d *document) kindOf(row render.Row) (kind doc.Kind, begins, any bool) {
	for c, cell := range row.Cells {
		if len(cell.Parts) > 0 {
			b := d.columns[c].text.Doc.Blocks[cell.Parts[0].Block]
			return b.Kind, cell.Parts[0].Begins, true
		}
	}
	return 0, false, false
}

// gap is the space above a row.
func (d *document) gap(last, kind doc.Kind, begins, first bool) length {
	l := d.sheet.leading
	tight := func(k doc.Kind) bool { return k == doc.Byline || k == doc.Dateline || k == doc.Credit }
	switch {
	case first:
		return l
	case !begins:
		return l * 20 / 100
	case kind == doc.Heading && last == doc.Heading:
		return l * 40 / 100
	case kind == doc.Heading:
		return l * 125 / 100
	case last == doc.Heading:
		return l * 30 / 100
	case kind == doc.ListItem && last == doc.ListItem, tight(kind) && tight(last), kind == doc.Footnote && last == doc.Footnote:
		return l * 20 / 100
	case kind == doc.Footnote:
		return l * 175 / 100
	}
	return l * 60 / 100
}

// notes are the words in the empty cells of a row that has text elsewhere.
func (d *document) notes(row render.Row) []string {
	text := false
	for _, cell := range row.Cells {
		text = text || cell.Sentences.Len() > 0
	}
	if !text {
		return nil
	}
	out := make([]string, len(row.Cells))
	for c, cell := range row.Cells {
		if cell.Empty() {
			id := "pdf.omitted"
			if c == 0 {
				id = "pdf.added"
			}
			out[c] = "— " + d.printer(d.columns[c].tag).Text(id)
		}
	}
	return out
}

// printer words what stands in a column: in its language where we have it.
func (d *document) printer(tag lang.Tag) *message.Printer {
	return message.New(tag, d.opt.Labels, d.ed.Source.Doc.Lang)
}

// leadPicture sets one picture above the row when all columns that have text
// begin with the caption of the same one.
func (d *document) leadPicture(f *flowRow) {
	var pic *picture
	cells := 0
	for c, parts := range f.cells {
		if len(parts) == 0 {
			continue
		}
		b := d.columns[c].text.Doc.Blocks[parts[0].Block]
		p := d.pictures.of(b.Image.Dest)
		if b.Kind != doc.Caption || !parts[0].Begins || p == nil || pic != nil && p.asset != pic.asset {
			return
		}
		if cells++; pic == nil {
			pic = &picture{asset: p.asset, name: p.name, alt: altOf(b)}
		}
	}
	if cells > 1 {
		f.lead = pic
	}
}

// findings are what the setting has to say about the texts.
func (d *document) findings() []finding.Finding {
	out := d.missing.findings(d)
	return append(out, d.lostPictures()...)
}

// lostPictures reports the captions whose picture is not there or cannot be
// shown.
func (d *document) lostPictures() (out []finding.Finding) {
	for c, col := range d.columns {
		for i, b := range col.text.Doc.Blocks {
			if b.Kind != doc.Caption || b.Image.Dest == "" || d.pictures.of(b.Image.Dest) != nil {
				continue
			}
			f := finding.Finding{Code: "picture-left-out", Severity: finding.Warning, Args: map[string]any{"Picture": b.Image.Dest}}
			place := &finding.Place{Doc: col.text.Doc, Span: b.Src}
			if from, to := col.text.Of(i); from < to {
				place = d.sentencePlace(c, from)
			}
			if c == 0 {
				f.Source = place
			} else {
				f.Target = place
			}
			out = append(out, f)
		}
	}
	return out
}

// sentencePlace is the place of a sentence.
func (d *document) sentencePlace(column, sentence int) *finding.Place {
	t := d.columns[column].text
	s := &finding.Sentence{Index: sentence, Text: t.String(sentence)}
	ids := d.ed.IDs.Source
	if column > 0 {
		ids = nil
		if column-1 < len(d.ed.IDs.Targets) {
			ids = d.ed.IDs.Targets[column-1]
		}
	}
	if sentence < len(ids) {
		s.ID = ids[sentence]
	}
	return &finding.Place{Doc: t.Doc, Span: t.Sentences[sentence].Src, Sentence: s}
}
