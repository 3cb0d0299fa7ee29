package html

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/render"
)

// body writes the page from <body> to its end.
func (p *page) body() {
	w := &p.out
	p.checkLinks()
	w.raw("<body class=\"n", strconv.Itoa(len(p.columns)), "\">\n<main>\n")
	p.inputs()
	w.raw("<span class=\"pin\" id=\"x-none\"></span>\n<header>\n")
	p.navigation()
	lead := p.titleRows()
	p.heading(lead)
	p.meta()
	p.draft()
	p.bar()
	w.raw("</header>\n<div class=\"text\">\n")
	for _, row := range p.rows[lead:] {
		p.row(row)
	}
	p.glossary()
	w.raw("</div>\n")
	p.footer()
	w.raw("</main>\n</body>\n</html>\n")
}

// titleRows is the number of rows at the beginning that hold nothing but the
// texts' titles: they make the page's heading.
func (p *page) titleRows() int {
	for i, row := range p.rows {
		for c, cell := range row.Cells {
			for _, part := range cell.Parts {
				if p.columns[c].Doc.Blocks[part.Block].Kind != doc.Title || !part.Whole() {
					return i
				}
			}
		}
	}
	return len(p.rows)
}

// heading writes the title in every language. A title that stands further down
// among the text (its translation begins with something else) stays there.
func (p *page) heading(lead int) {
	w := &p.out
	p.lastLevel = 1
	if lead > 0 {
		w.raw("<h1>")
		for _, row := range p.rows[:lead] {
			state := newRowState(p.ed, row)
			w.raw("<span class=\"r", p.emptyClasses(row), "\">")
			for c, cell := range row.Cells {
				p.cellStart("span", c, row)
				for _, part := range cell.Parts {
					in := &inline{p: p, column: c, row: state, style: doc.Strong, noLink: true}
					in.pieces(render.Pieces(p.columns[c], p.marks[c], part))
				}
				if len(cell.Parts) == 0 {
					p.emptyCell("span", c, row)
				}
				w.raw("</span>")
			}
			w.raw("</span>")
		}
		w.raw("</h1>\n")
		return
	}
	inText := false
	named := "" // titles that are nothing but the file's name are said once
	for _, t := range p.columns {
		for _, b := range t.Doc.Blocks {
			inText = inText || b.Kind == doc.Title
		}
	}
	if inText {
		w.raw("<h1 class=\"vh\"")
	} else {
		w.raw("<h1")
	}
	w.raw("><span class=\"r\">")
	for c, t := range p.columns {
		title := t.Doc.Title
		if t.Doc.TitleOf == doc.TitleFileName && named == title {
			title = ""
		}
		named = t.Doc.Title
		w.raw("<span class=\"c c", strconv.Itoa(c), "\"")
		w.attr("lang", string(t.Doc.Lang))
		w.raw(">")
		p.glyphs.add(t.Doc.Lang, doc.Strong, title)
		w.text(title)
		w.raw("</span>")
	}
	w.raw("</span></h1>\n")
}

// meta writes author and date of each text, unless the text itself says them.
func (p *page) meta() {
	w := &p.out
	type line struct{ author, date string }
	lines := make([]line, len(p.columns))
	some := false
	for c, t := range p.columns {
		lines[c] = line{t.Doc.Author, t.Doc.Date}
		for _, b := range t.Doc.Blocks {
			switch b.Kind {
			case doc.Byline:
				lines[c].author = ""
			case doc.Dateline:
				lines[c].date = ""
			}
		}
		some = some || lines[c] != line{}
	}
	if !some {
		return
	}
	w.raw("<div class=\"r meta\">")
	for c, t := range p.columns {
		w.raw("<p class=\"c c", strconv.Itoa(c), "\"")
		w.attr("lang", string(t.Doc.Lang))
		w.raw(">")
		w.text(lines[c].author)
		p.glyphs.add(t.Doc.Lang, 0, lines[c].author)
		if lines[c].date != "" {
			if lines[c].author != "" {
				w.raw("<span class=\"dot\"> · </span>")
				p.glyphs.add(t.Doc.Lang, 0, "·")
			}
			p.date(c, lines[c].date)
		}
		w.raw("</p>")
	}
	w.raw("</div>\n")
}

// row writes one row of the text.
func (p *page) row(row render.Row) {
	w := &p.out
	if p.onlyRules(row) {
		w.raw("<hr class=\"sep", p.emptyClasses(row), "\">\n")
		return
	}
	state := newRowState(p.ed, row)
	pictures, figure := p.rowPictures(row, false)
	tag, pic := "div", ""
	if figure {
		tag = "figure"
	}
	if pictures {
		pic = " pic"
	}
	w.raw("<", tag, " class=\"r", p.emptyClasses(row), p.rowClasses(row), pic, "\">")
	before := len(w.buf)
	w.raw("<div class=\"pics\">")
	start := len(w.buf)
	if p.rowPictures(row, true); len(w.buf) == start {
		w.buf = w.buf[:before]
	} else {
		w.raw("</div>")
	}
	if figure {
		w.raw("<figcaption>")
	}
	for c := range row.Cells {
		p.cellStart("div", c, row)
		if row.Cells[c].Empty() {
			p.emptyCell("p", c, row)
		} else {
			(&cell{p: p, column: c, row: state}).write()
		}
		w.raw("</div>")
	}
	if figure {
		w.raw("</figcaption>")
	}
	w.raw("</", tag, ">\n")
}

func (p *page) cellStart(tag string, c int, row render.Row) {
	w := &p.out
	w.raw("<", tag, " class=\"c c", strconv.Itoa(c))
	if row.Cells[c].Empty() {
		w.raw(" none")
	}
	w.raw("\"")
	w.attr("lang", string(p.columns[c].Doc.Lang))
	w.raw(">")
}

// emptyCell says why a cell is empty: the translation leaves something out, or
// adds something that the source does not have. A cell beside nothing but a
// rule or a picture is silent, and so is one beside what another translation
// has added.
func (p *page) emptyCell(tag string, c int, row render.Row) {
	source, any := row.Cells[0].Sentences.Len() > 0, false
	for _, cell := range row.Cells {
		any = any || cell.Sentences.Len() > 0
	}
	id := "html.omitted"
	switch {
	case !any || c > 0 && !source:
		return
	case c == 0:
		id = "html.added"
	}
	w := &p.out
	w.raw("<", tag, " class=\"why\"")
	p.labelLang(c)
	w.raw(">")
	w.text(p.label.Text(id))
	w.raw("</", tag, ">")
}

// emptyClasses names the columns that have nothing in a row: their views leave
// the row out.
func (p *page) emptyClasses(row render.Row) string {
	out := ""
	for c, cell := range row.Cells {
		if cell.Empty() {
			out += " e" + strconv.Itoa(c)
		}
	}
	return out
}

// keepLength is the length in columns of text (a Han character is two) up to
// which a row is not divided between pages: a third of a page.
const keepLength = 900

// onlyRules reports whether a row is a rule, in one column or several.
func (p *page) onlyRules(row render.Row) bool {
	for c, cell := range row.Cells {
		for _, part := range cell.Parts {
			if p.columns[c].Doc.Blocks[part.Block].Kind != doc.Rule {
				return false
			}
		}
	}
	return true
}

// rowClasses says how a row may break between pages (k: not at all, h: not
// behind it), whether it goes on with a list (i) or in the middle of a
// paragraph (j), and whether its cells stay whole in the interleaved view (w):
// lists, tables, code and footnotes would lose their form there. The cells of
// a row of wide tables stand below each other (wide).
func (p *page) rowClasses(row render.Row) string {
	longest, heading, items, joined, whole, wide := 0, false, true, false, false, false
	for c, cell := range row.Cells {
		length := 0
		for _, part := range cell.Parts {
			b := p.columns[c].Doc.Blocks[part.Block]
			items = items && b.List.Depth > 0
			joined = joined || !part.Ends
			switch b.Kind {
			case doc.Heading, doc.Title:
				heading = true
			case doc.Table, doc.Code, doc.Footnote:
				whole = true
			}
			wide = wide || b.Kind == doc.Table && fitOf(b).need > needRow
			whole = whole || b.List.Depth > 0
			text := b.Text[part.Span.Start:part.Span.End]
			runes := utf8.RuneCountInString(text)
			length += runes + (len(text)-runes)/2 // a Han character has three bytes
		}
		longest = max(longest, length)
	}
	out := ""
	for _, class := range []struct {
		name string
		is   bool
	}{{" k", longest <= keepLength}, {" h", heading}, {" i", items}, {" j", joined}, {" w", whole}, {" wide", wide}} {
		if class.is {
			out += class.name
		}
	}
	return out
}

// checkLinks finds the links that the page leaves out.
func (p *page) checkLinks() {
	for c, t := range p.columns {
		for i, b := range t.Doc.Blocks {
			last := ""
			for _, r := range b.Runs {
				if r.Link != "" && r.Link != last {
					if _, ok := safeLink(r.Link); !ok {
						p.linkLeftOut(c, i, r)
					}
				}
				last = r.Link
			}
		}
	}
}

func (p *page) linkLeftOut(c, block int, r doc.Run) {
	f := finding.Finding{Code: "link-left-out", Severity: finding.Warning, Args: map[string]any{"Link": r.Link}}
	if strings.HasPrefix(r.Link, "#") {
		f.Severity = finding.Info // to a place in the text's own file, which the edition does not have
	}
	t := p.columns[c]
	place := &finding.Place{Doc: t.Doc, Span: r.Src}
	from, to := t.Of(block)
	for i := from; i < to; i++ {
		if t.Sentences[i].Span.Contains(r.Span.Start) {
			place.Sentence = p.sentence(c, i)
		}
	}
	located(&f, c, place)
	p.findings = append(p.findings, f)
}
