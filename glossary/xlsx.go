package glossary

import (
	"bytes"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/duizhao/duizhao/fault"
)

// Bounds of a workbook, unpacked, in bytes: what a small archive may grow to.
const (
	maxUnzipped = 128 << 20
	maxSheetXML = 64 << 20
)

// ReadXLSX reads the first sheet of a workbook as a glossary. A workbook with
// a formula in a cell is refused with the cell: what it would show elsewhere
// is not known.
func ReadXLSX(path string, data []byte) (*Glossary, error) {
	if len(data) > maxFile {
		return nil, fault.New("glossary.too-large", path, "Limit", maxFile>>20)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxSheetXML, RawCellValue: true})
	if err != nil {
		return nil, fault.New("glossary.xlsx", path).Because(err)
	}
	defer book.Close()
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return nil, fault.New("glossary.empty", path)
	}
	rows, err := book.Rows(sheets[0])
	if err != nil {
		return nil, fault.New("glossary.xlsx", path).Because(err)
	}
	defer rows.Close()
	f := &file{sep: ','}
	var b strings.Builder
	for n := 1; rows.Next(); n++ {
		if n > maxRows {
			return nil, fault.New("glossary.too-many-rows", path, "Limit", maxRows)
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, fault.New("glossary.xlsx", path).At(n, 0).Because(err)
		}
		if len(cells) > maxCells {
			return nil, fault.New("glossary.too-many-cells", path, "Limit", maxCells).At(n, 0)
		}
		for i, c := range cells {
			name, err := excelize.CoordinatesToCellName(i+1, n)
			if err != nil {
				return nil, fault.New("glossary.xlsx", path).At(n, i+1).Because(err)
			}
			if formula, err := book.GetCellFormula(sheets[0], name); err != nil || formula != "" {
				return nil, fault.New("glossary.formula", path, "Cell", name).At(n, i+1)
			}
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(f.quote(strings.TrimSpace(c)))
		}
		b.WriteByte('\n')
	}
	return Parse(path, []byte(b.String()))
}

// XLSX writes the glossary as a workbook of one sheet, every cell as text, so
// that nothing in it is taken for a number, a date or a formula.
func (g *Glossary) XLSX() ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	const sheet = "glossary"
	fail := func(err error) ([]byte, error) { return nil, fault.New("glossary.xlsx", g.Path).Because(err) }
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return fail(err)
	}
	text, err := book.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return fail(err)
	}
	head, err := book.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fail(err)
	}
	columns := g.Columns()
	put := func(column, row int, value string, style int) error {
		name, err := excelize.CoordinatesToCellName(column, row)
		if err == nil {
			err = book.SetCellStr(sheet, name, value)
		}
		if err == nil {
			err = book.SetCellStyle(sheet, name, name, style)
		}
		return err
	}
	for k, name := range columns {
		if err := put(k+1, 1, name, head); err != nil {
			return fail(err)
		}
	}
	for i := range g.Concepts {
		row := g.Row(i)
		for k, name := range columns {
			for _, c := range row {
				if c.Column != name {
					continue
				}
				if err := put(k+1, i+2, c.Value, text); err != nil {
					return fail(err)
				}
			}
		}
	}
	if last, err := excelize.ColumnNumberToName(len(columns)); err == nil {
		if err := book.SetColWidth(sheet, "A", last, 22); err != nil {
			return fail(err)
		}
	}
	if err := book.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fail(err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		return fail(err)
	}
	return out.Bytes(), nil
}
