package glossary

import (
	"slices"
	"strings"
)

// table collects rows from another format before they become a CSV file. A
// column appears when it is first used.
type table struct {
	rows []*tableRow
	used map[string]bool
}

type tableRow struct {
	table *table
	cells map[string]string
}

func newTable() *table { return &table{used: map[string]bool{}} }

func (t *table) row() *tableRow {
	r := &tableRow{table: t, cells: map[string]string{}}
	t.rows = append(t.rows, r)
	return r
}

// set puts a value into a column.
func (r *tableRow) set(column, value string) {
	if value = strings.TrimSpace(value); value != "" {
		r.cells[column], r.table.used[column] = value, true
	}
}

// add appends a value to a column, once.
func (r *tableRow) add(column, value, between string) {
	old := r.cells[column]
	switch value = strings.TrimSpace(value); {
	case value == "":
	case old == "":
		r.set(column, value)
	case !slices.Contains(strings.Split(old, between), value):
		r.set(column, old+between+value)
	}
}

// term puts a term into the column of its language and status. The first term
// of a language without a status is preferred, the others admitted.
func (r *tableRow) term(language, text string, status Status, known bool) {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "|", "/")), " ")
	if text == "" {
		return
	}
	column := languageColumn(language, text)
	if !known && r.cells[column] != "" {
		status = Admitted
	}
	if status != Preferred {
		column += "-" + status.String()
	}
	r.add(column, text, "|")
}

// columnOrder is the order of columns in a file that this package makes;
// others follow by name.
var columnOrder = []string{
	"id", "zh-Hant", "zh-Hant-admitted", "zh-Hant-deprecated", "zh-Hant-forbidden", "zh-Hans", "zh-Hans-admitted", "zh-Hans-deprecated", "zh-Hans-forbidden",
	"en", "en-admitted", "en-deprecated", "en-forbidden", "en-first", "en-later", "ko", "ko-admitted", "ko-deprecated", "ko-forbidden", "ko-first", "ko-later",
	"part-of-speech", "case", "do-not-translate", "domain", "client", "article", "definition", "note",
}

// glossary writes the rows as a CSV file and reads it.
func (t *table) glossary(path string) (*Glossary, error) {
	var columns, rest []string
	for _, c := range columnOrder {
		if t.used[c] {
			columns = append(columns, c)
		}
	}
	for c := range t.used {
		if !slices.Contains(columnOrder, c) {
			rest = append(rest, c)
		}
	}
	slices.Sort(rest)
	columns = append(columns, rest...)
	if !slices.ContainsFunc(columns, func(c string) bool { return parseColumn(c).role == roleTerm }) {
		columns = append([]string{"zh-Hant", "en", "ko"}, columns...)
	}
	f := &file{sep: ','}
	var b strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(f.quote(c))
		}
		b.WriteByte('\n')
	}
	line(columns)
	for _, r := range t.rows {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = r.cells[c]
		}
		line(cells)
	}
	return Parse(path, []byte(b.String()))
}
