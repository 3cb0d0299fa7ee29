package glossary

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// Format names a file format that glossaries are exchanged in.
type Format string

// The formats. CSV is the home format; the others lose what they have no room
// for: DeepL, Google and OmegaT files hold one translation a term and no
// forbidden forms.
const (
	CSV     Format = "csv"
	TSV     Format = "tsv"
	TBX     Format = "tbx"        // ISO 30042:2019, TBX-Basic, DCT; DCA is read as well
	Martif  Format = "tbx-martif" // the older TBX
	XLSX    Format = "xlsx"
	DeepL   Format = "deepl"   // two columns without a header
	Google  Format = "google"  // two columns under language codes
	OmegaT  Format = "omegat"  // source, target and comment, parted by tabs
	Weblate Format = "weblate" // CSV with source, target, developer_comments
)

// weblateNotes is Weblate's column for what a translator should know.
const weblateNotes = "developer_comments"

// Formats lists the formats that Import reads and Export writes.
var Formats = []Format{CSV, TSV, TBX, Martif, XLSX, DeepL, Google, OmegaT, Weblate}

func formatNames() string {
	var names []string
	for _, f := range Formats {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// FormatOf guesses the format of a file from its name, CSV for one that it
// does not know.
func FormatOf(path string) Format {
	switch name := strings.ToLower(path); {
	case strings.HasSuffix(name, ".tbx"), strings.HasSuffix(name, ".xml"):
		return TBX
	case strings.HasSuffix(name, ".xlsx"):
		return XLSX
	case strings.HasSuffix(name, ".tsv"), strings.HasSuffix(name, ".tab"):
		return TSV
	case strings.HasSuffix(name, ".utf8"):
		return OmegaT
	}
	return CSV
}

// NamesFormat reports a file name whose ending tells the format.
func NamesFormat(path string) bool {
	return FormatOf(path) != CSV || strings.HasSuffix(strings.ToLower(path), ".csv")
}

// Import reads a glossary from a file of another format. source and target are
// the languages of formats that do not tell their own.
func Import(path string, data []byte, format Format, source, target lang.Tag) (*Glossary, error) {
	switch format {
	case CSV, TSV, Google:
		return Parse(path, data)
	case TBX, Martif:
		return ReadTBX(path, data)
	case XLSX:
		return ReadXLSX(path, data)
	case DeepL, OmegaT, Weblate:
		return importPairs(path, data, format, source, target)
	}
	return nil, fault.New("glossary.format", path, "Format", string(format), "Formats", formatNames())
}

// importPairs reads the formats of one source and one target a row.
func importPairs(path string, data []byte, format Format, source, target lang.Tag) (*Glossary, error) {
	if len(data) > maxFile {
		return nil, fault.New("glossary.too-large", path, "Limit", maxFile>>20)
	}
	text, _, ok := decode(data)
	if !ok {
		return nil, fault.New("glossary.encoding", path)
	}
	f := &file{text: text}
	if format == OmegaT {
		f.sep = '\t'
	}
	if err := f.scan(path, 0); err != nil {
		return nil, err
	}
	t := newTable()
	columns := map[string]int{"source": 0, "target": 1, "note": 2}
	rows := f.rows
	if format == Weblate {
		if len(rows) == 0 {
			return nil, fault.New("glossary.empty", path)
		}
		columns = map[string]int{}
		for i, c := range rows[0].cells {
			columns[strings.ToLower(strings.TrimSpace(c.value))] = i
		}
		if i, ok := columns[weblateNotes]; ok {
			columns["note"] = i
		}
		rows = rows[1:]
	}
	cell := func(r row, name string) string {
		if i, ok := columns[name]; ok && i < len(r.cells) {
			return strings.TrimSpace(r.cells[i].value)
		}
		return ""
	}
	for _, r := range rows {
		if r.blank() || format == OmegaT && strings.HasPrefix(r.cells[0].value, "#") {
			continue
		}
		if cell(r, "source") == "" || cell(r, "target") == "" && len(r.cells) < 2 {
			return nil, fault.New("glossary.two-columns", path, "Columns", len(r.cells)).At(r.line, 0)
		}
		from, to := source, target
		if format == DeepL && len(r.cells) >= 4 { // source, target, their languages
			if tag, ok := lang.Parse(cellAt(r, 2)); ok {
				from = tag
			}
			if tag, ok := lang.Parse(cellAt(r, 3)); ok {
				to = tag
			}
		}
		out := t.row()
		out.term(string(orDefault(from, lang.ZhHant)), cell(r, "source"), Preferred, false)
		out.term(string(orDefault(to, lang.En)), cell(r, "target"), Preferred, false)
		if format != DeepL {
			out.set("note", cell(r, "note"))
		}
	}
	return t.glossary(path)
}

func cellAt(r row, i int) string { return strings.TrimSpace(r.cells[i].value) }

func orDefault(tag, other lang.Tag) lang.Tag {
	if tag == lang.Und {
		return other
	}
	return tag
}

// Export writes the glossary in a format. source and target choose the
// languages of formats that hold one pair; title names it where there is room.
func (g *Glossary) Export(format Format, source, target lang.Tag, title string) ([]byte, error) {
	switch format {
	case CSV:
		return g.delimited(','), nil
	case TSV:
		return g.delimited('\t'), nil
	case TBX:
		return g.TBX(TBXBasic, title), nil
	case Martif:
		return g.TBX(TBXMartif, title), nil
	case XLSX:
		return g.XLSX()
	case DeepL:
		return g.pairs(',', source, target, nil), nil
	case Google:
		return g.pairs(',', source, target, []string{googleCode(source), googleCode(target)}), nil
	case OmegaT:
		return g.pairs('\t', source, target, nil), nil
	case Weblate:
		return g.pairs(',', source, target, []string{"source", "target", weblateNotes}), nil
	}
	return nil, fault.New("glossary.format", g.Path, "Format", string(format), "Formats", formatNames())
}

func googleCode(tag lang.Tag) string {
	switch tag {
	case lang.ZhHant:
		return "zh-TW"
	case lang.ZhHans:
		return "zh-CN"
	}
	return string(tag)
}

// delimited writes all columns anew, in UTF-8.
func (g *Glossary) delimited(sep rune) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = sep
	columns := g.Columns()
	w.Write(columns)
	for i := range g.Concepts {
		row := g.Row(i)
		cells := make([]string, len(columns))
		for k, name := range columns {
			for _, c := range row {
				if c.Column == name {
					cells[k] = c.Value
				}
			}
		}
		w.Write(cells)
	}
	w.Flush()
	return out.Bytes()
}

// pairs writes one row for each allowed source form with its preferred target.
// OmegaT and Weblate get the note as a third column.
func (g *Glossary) pairs(sep rune, source, target lang.Tag, header []string) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = sep
	if header != nil {
		w.Write(header)
	}
	notes := sep == '\t' || slices.Contains(header, weblateNotes)
	for i := range g.Concepts {
		c := &g.Concepts[i]
		to, ok := c.First(target, Preferred)
		if !ok {
			continue
		}
		for _, t := range c.Terms {
			if t.Status > Admitted || !sameScript(t.Lang, source, c) {
				continue
			}
			cells := []string{t.Text, to.Text}
			if notes {
				cells = append(cells, c.Note)
			}
			w.Write(cells)
		}
	}
	w.Flush()
	return out.Bytes()
}

// sameScript reports a term in the wanted language; the other Chinese script
// stands in where a concept lacks one.
func sameScript(tag, want lang.Tag, c *Concept) bool {
	if tag == want {
		return true
	}
	first, ok := c.First(want, Preferred)
	return ok && want.Chinese() && tag == first.Lang && first.Lang != want
}
