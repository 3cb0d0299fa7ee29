package exchange

import (
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// Columns of a TSV that are no texts. A file whose first line names two
// languages has a head; without one it is a source and a target column.
const (
	columnID         = "id"
	columnState      = "state"
	columnParagraph  = "paragraph"
	columnNote       = "note"
	columnArticle    = "article"
	columnConfidence = "confidence"
)

// maxColumns bounds a row.
const maxColumns = 100

// readTSV reads a table of tab-separated columns. A field that is quoted as
// spreadsheets do it (RFC 4180) is taken out of its quotes; one that only
// begins with a quotation mark is text.
func readTSV(path string, data []byte) (*File, error) {
	data, err := text(path, data)
	if err != nil {
		return nil, err
	}
	f := &File{}
	r := rows{text: string(data), line: 1}
	var head []string
	for r.text != "" {
		line := r.line
		fields := r.next()
		if len(fields) == 1 && strings.TrimSpace(fields[0]) == "" {
			continue
		}
		if head == nil {
			if head = headOf(fields); head != nil {
				continue
			}
			head = []string{"source", "target"}
		}
		if len(fields) < 2 || len(fields) > maxColumns {
			return nil, fault.New("exchange.tsv-columns", path).At(line, 1)
		}
		u, long := row(f, head, fields)
		if long {
			return nil, fault.New("exchange.long-text", path, "Limit", maxText>>10).At(line, 1)
		}
		if err := f.take(path, u, line); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// row makes a unit of the fields of a line.
func row(f *File, head, fields []string) (u Unit, long bool) {
	texts := 0
	for i, field := range fields[:min(len(fields), len(head))] {
		if len(field) > maxText {
			return u, true
		}
		switch head[i] {
		case columnID:
			u.ID = strings.TrimSpace(field)
		case columnState:
			u.State = State(strings.TrimSpace(field))
		case columnParagraph:
			u.Paragraph = number1(field)
		case columnArticle:
			f.Original = firstOf(f.Original, strings.TrimSpace(field))
		case columnNote:
			if field != "" {
				u.Notes = append(u.Notes, strings.Split(field, "\n")...)
			}
		case columnConfidence:
			u.Props = append(u.Props, Prop{propConfidence, field})
		default:
			as, isText := textColumn(head[i])
			switch {
			case isText && texts == 0:
				u.Source, u.FromAs = ofCell(field), as
			case isText && texts == 1:
				u.Target, u.ToAs = ofCell(field), as
			case field != "":
				u.Props = append(u.Props, Prop{head[i], field})
			}
			if isText {
				texts++
			}
		}
	}
	u.Codes = marksOf(nil, u.Source, u.Target)
	return u, false
}

// textColumn is the language of a column that holds texts, "" for one that
// names none.
func textColumn(name string) (as string, ok bool) {
	if low := strings.ToLower(name); low == "source" || low == "target" {
		return "", true
	}
	_, ok = lang.Parse(name)
	return name, ok && name != columnID
}

// headOf is the head that the fields of the first line are, nil when they are
// a row: a head names two text columns.
func headOf(fields []string) []string {
	texts := 0
	var head []string
	for _, name := range fields[:min(len(fields), maxColumns)] {
		name = strings.TrimSpace(name)
		if low := strings.ToLower(name); low == columnID || low == columnState || low == columnParagraph || low == columnNote || low == columnArticle || low == columnConfidence {
			name = low
		} else if _, ok := textColumn(name); ok {
			texts++
		}
		head = append(head, name)
	}
	if texts < 2 {
		return nil
	}
	return head
}

// rows cuts a table into fields.
type rows struct {
	text string // what is left
	line int    // of its beginning
}

func (r *rows) next() []string {
	var fields []string
	for len(fields) <= maxColumns {
		field, rest, last := r.field()
		r.line += strings.Count(r.text[:len(r.text)-len(rest)], "\n")
		r.text = rest
		fields = append(fields, field)
		if last {
			return fields
		}
	}
	// Too many columns: what is left of the line goes unread.
	_, r.text, _ = strings.Cut(r.text, "\n")
	return fields
}

// field reads one field and what parts it from the next; last is true at the
// end of a row.
func (r *rows) field() (field, rest string, last bool) {
	if quoted, rest, ok := unquote(r.text); ok {
		switch {
		case rest == "":
			return quoted, "", true
		case rest[0] == '\t':
			return quoted, rest[1:], false
		default:
			return quoted, strings.TrimPrefix(strings.TrimPrefix(rest, "\r"), "\n"), true
		}
	}
	end := strings.IndexAny(r.text, "\t\n")
	switch {
	case end < 0:
		return strings.TrimSuffix(r.text, "\r"), "", true
	case r.text[end] == '\t':
		return r.text[:end], r.text[end+1:], false
	}
	return strings.TrimSuffix(r.text[:end], "\r"), r.text[end+1:], true
}

// unquote reads a quoted field: quotation marks around it, inner ones doubled,
// and behind it a tab, a line end or the end of the file.
func unquote(s string) (field, rest string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		return "", s, false
	}
	for i := 1; i < len(s) && i <= maxText; i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			i++
			continue
		}
		rest = s[i+1:]
		if rest == "" || rest[0] == '\t' || rest[0] == '\n' || strings.HasPrefix(rest, "\r\n") {
			return strings.ReplaceAll(s[1:i], `""`, `"`), rest, true
		}
		return "", s, false
	}
	return "", s, false
}
