package glossary

import (
	"cmp"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/fault"
)

// Op is a kind of edit.
type Op uint8

// The kinds of edit.
const (
	SetCell   Op = iota // put Value into Column of concept ID
	AddRow              // append a row with Values
	RemoveRow           // take out the row of concept ID
)

// Edit is one change to the file of a glossary.
type Edit struct {
	Op     Op
	ID     string // of the concept, for SetCell and RemoveRow
	Column string // for SetCell; a column that the file lacks is added to its header
	Value  string
	Values []Cell // for AddRow
}

// Cell is one cell of a new row.
type Cell struct{ Column, Value string }

// New gives an empty glossary with the usual columns; path is where it is to
// be saved.
func New(path string) *Glossary {
	text := "zh-Hant,zh-Hans,en,en-admitted,en-forbidden,ko,ko-admitted,ko-forbidden,note\n"
	g, err := Parse(path, []byte(text))
	if err != nil {
		panic("glossary: the empty glossary does not parse: " + err.Error()) // a constant; TestNew parses it
	}
	return g
}

// Bytes is the file as it came, with the edits that were applied: everything
// else is the same byte for byte, encoding, byte order mark, line ends and
// unknown columns included. It fails when the file's encoding lacks a
// character that an edit brought in.
func (g *Glossary) Bytes() ([]byte, error) {
	f := g.file
	if f.data != nil {
		return slices.Clone(f.data), nil
	}
	data, ok := f.codec.encode(f.text)
	if !ok {
		return nil, fault.New("glossary.not-in-encoding", g.Path, "Encoding", f.codec.name)
	}
	return data, nil
}

// Apply gives a new glossary with the edits made in their order, in a file
// that differs from the old one only in the cells and rows that they name.
// An edit of an unknown concept, and one of a file that can't be written back,
// is a fault. g is never changed.
func (g *Glossary) Apply(edits ...Edit) (*Glossary, error) {
	f := g.file
	if f.data != nil && f.codec.legacy != nil {
		if again, ok := f.codec.encode(f.text); !ok || string(again) != string(f.data) {
			return nil, fault.New("glossary.not-in-encoding", g.Path, "Encoding", f.codec.name)
		}
	}
	e := editor{g: g, file: f, columns: slices.Clone(f.columns), rows: map[int][]string{}, gone: map[int]bool{}}
	for _, edit := range edits {
		switch edit.Op {
		case SetCell:
			row, ok := e.rowOf(edit.ID)
			if !ok {
				return nil, fault.New("glossary.no-concept", g.Path, "ID", edit.ID)
			}
			e.set(row, edit.Column, edit.Value)
		case RemoveRow:
			row, ok := e.rowOf(edit.ID)
			if !ok {
				return nil, fault.New("glossary.no-concept", g.Path, "ID", edit.ID)
			}
			e.gone[row] = true
		case AddRow:
			row := len(f.rows) + len(e.added)
			e.added, e.rows[row] = append(e.added, row), nil
			for _, c := range edit.Values {
				e.set(row, c.Column, c.Value)
			}
		}
	}
	out := &file{codec: f.codec, text: e.text()}
	if out.text == f.text {
		out.data = f.data
	}
	return parse(g.Path, out)
}

// CheckColumns refuses a column that neither the file nor this package knows: it
// is a known one misspelt far more often than a new one, and would be kept and
// never read.
func (g *Glossary) CheckColumns(cells []Cell) error {
	for _, c := range cells {
		known := parseColumn(c.Column).role != roleOther
		for _, has := range g.file.columns {
			known = known || strings.EqualFold(has.name, strings.TrimSpace(c.Column))
		}
		if !known {
			return fault.New("glossary.unknown-column", g.Path, "Column", c.Column, "Known", strings.Join(knownColumns(), ", "))
		}
	}
	return nil
}

// editor collects what edits do to rows.
type editor struct {
	g       *Glossary
	file    *file
	columns []column
	rows    map[int][]string // by row index: its cells as they stand in the file
	gone    map[int]bool
	added   []int // indices past the file's rows
}

// rowOf is the index of a concept's row.
func (e *editor) rowOf(id string) (int, bool) {
	for i := range e.g.Concepts {
		if e.g.Concepts[i].ID != id {
			continue
		}
		line := e.g.Concepts[i].Line
		return slices.BinarySearchFunc(e.file.rows, line, func(r row, line int) int { return cmp.Compare(r.line, line) })
	}
	return 0, false
}

// cells gives the cells of a row to change.
func (e *editor) cells(i int) []string {
	if cells, ok := e.rows[i]; ok {
		return cells
	}
	var cells []string
	for _, c := range e.file.rows[i].cells {
		cells = append(cells, e.file.text[c.span.Start:c.span.End])
	}
	return cells
}

// set puts a value into a row, with a new column where the file has none.
func (e *editor) set(row int, name, value string) {
	want, at := parseColumn(name), -1
	for i, c := range e.columns {
		if strings.EqualFold(c.name, want.name) || want.role != roleOther && c.role == want.role && c.tag == want.tag && c.status == want.status {
			at = i
			break
		}
	}
	if at < 0 {
		at = len(e.columns)
		e.columns = append(e.columns, want)
		e.rows[e.file.head] = append(e.cells(e.file.head), e.file.quote(want.name))
	}
	cells := slices.Clone(e.cells(row))
	for len(cells) <= at {
		cells = append(cells, "")
	}
	cells[at] = e.file.quote(value)
	e.rows[row] = cells
}

// text writes the file anew, untouched rows and all line ends as they were.
func (e *editor) text() string {
	f, sep := e.file, string(e.file.sep)
	var b strings.Builder
	for i, r := range f.rows {
		end := len(f.text)
		if i+1 < len(f.rows) {
			end = f.rows[i+1].span.Start
		}
		switch cells, changed := e.rows[i]; {
		case e.gone[i]:
		case changed:
			b.WriteString(strings.Join(cells, sep) + f.text[r.span.End:end])
		default:
			b.WriteString(f.text[r.span.Start:end])
		}
	}
	out := b.String()
	for _, i := range e.added {
		cells := e.rows[i]
		for len(cells) < len(e.columns) {
			cells = append(cells, "")
		}
		line := strings.Join(cells, sep)
		if out == "" || strings.HasSuffix(out, "\n") || strings.HasSuffix(out, "\r") {
			out += line + f.eol()
		} else {
			out += f.eol() + line
		}
	}
	return out
}
