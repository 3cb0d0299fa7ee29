package glossary

import (
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
)

// Bounds of what is read; a glossary beyond them is no glossary.
const (
	maxFile  = 64 << 20 // bytes
	maxRows  = 500_000
	maxCell  = 64 << 10 // bytes
	maxCells = 256      // in a row
)

// file is a CSV file with the place of every cell, so that it can be written
// back byte for byte.
type file struct {
	codec   codec
	data    []byte // as read
	text    string // decoded, without mark
	sep     byte
	rows    []row
	head    int // index of the header in rows
	columns []column
}

// row is one record; a record of one empty cell is a blank line.
type row struct {
	line  int      // from 1
	span  doc.Span // in text, without its line end
	cells []cell
}

type cell struct {
	span  doc.Span // in text, quotes included
	value string
}

// blank reports a row without anything in it.
func (r row) blank() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c.value) != "" {
			return false
		}
	}
	return true
}

// scan cuts the text into at most limit rows (0 for all), by RFC 4180 with
// the liberties that spreadsheets take: LF, CRLF or CR ends a line, a quote
// inside an unquoted cell is a plain character.
func (f *file) scan(path string, limit int) error {
	if f.sep == 0 {
		f.sep = separator(f.text)
	}
	line := 1
	for at := 0; at < len(f.text); {
		if limit > 0 && len(f.rows) >= limit {
			return nil
		}
		if len(f.rows) >= maxRows {
			return fault.New("glossary.too-many-rows", path, "Limit", maxRows).At(line, 0)
		}
		r := row{line: line, span: doc.Span{Start: at}}
		for more := true; more; {
			c, next, lines, err := f.scanCell(at)
			if err != "" {
				return fault.New(err, path).At(line+lines, doc.PositionIn(f.text, c.span.Start).Column)
			}
			if c.span.Len() > maxCell {
				return fault.New("glossary.cell-too-long", path, "Limit", maxCell>>10).At(line, 0)
			}
			if r.cells = append(r.cells, c); len(r.cells) > maxCells {
				return fault.New("glossary.too-many-cells", path, "Limit", maxCells).At(line, 0)
			}
			line += lines
			at = next
			if more = at < len(f.text) && f.text[at] == f.sep; more {
				at++
			}
		}
		r.span.End = at
		f.rows = append(f.rows, r)
		if at < len(f.text) {
			if strings.HasPrefix(f.text[at:], "\r\n") {
				at++
			}
			at++
			line++
		}
	}
	return nil
}

// scanCell reads the cell at offset at: its value, the offset of what ends it
// and how many line ends it holds. err is the id of a fault; lines then counts
// up to the cell's beginning.
func (f *file) scanCell(at int) (c cell, next, lines int, err string) {
	c.span.Start = at
	if at >= len(f.text) || f.text[at] != '"' {
		next = len(f.text)
		if n := strings.IndexAny(f.text[at:], string([]byte{f.sep, '\r', '\n'})); n >= 0 {
			next = at + n
		}
		c.span.End, c.value = next, f.text[at:next]
		return c, next, 0, ""
	}
	var b strings.Builder
	for i := at + 1; ; {
		n := strings.IndexByte(f.text[i:], '"')
		if n < 0 {
			return c, at, 0, "glossary.quote-open"
		}
		b.WriteString(f.text[i : i+n])
		i += n + 1
		if i < len(f.text) && f.text[i] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		if i < len(f.text) && f.text[i] != f.sep && f.text[i] != '\r' && f.text[i] != '\n' {
			return c, at, 0, "glossary.quote-inside"
		}
		c.span.End, c.value = i, b.String()
		return c, i, lineEnds(f.text[at:i]), ""
	}
}

// lineEnds counts LF, CRLF and CR.
func lineEnds(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}

// separator chooses comma, semicolon or tab: the one that parts the first
// line with anything in it into the most columns that have a meaning here,
// then into the most cells.
func separator(text string) byte {
	head, rest := "", text
	for head == "" && rest != "" {
		head, rest = rest, ""
		if i := strings.IndexAny(head, "\r\n"); i >= 0 {
			head, rest = head[:i], head[i+1:]
		}
		if sep, is := sepLine(head); is {
			return sep
		}
		head = strings.TrimSpace(head)
	}
	best, sep := 0, byte(',')
	for _, c := range []byte(",;\t") {
		known, cells := 0, strings.Split(head, string(c))
		for _, name := range cells {
			if parseColumn(strings.Trim(name, `" `)).role != roleOther {
				known++
			}
		}
		if score := known<<16 + len(cells); score > best {
			best, sep = score, c
		}
	}
	return sep
}

// sepLine reads Excel's own first line, sep=;
func sepLine(line string) (byte, bool) {
	rest, ok := strings.CutPrefix(strings.TrimRight(line, "\r\n"), "sep=")
	if !ok || len(rest) != 1 || !strings.Contains(",;\t", rest) {
		return 0, false
	}
	return rest[0], true
}

// eol is the line end that the file uses.
func (f *file) eol() string {
	i := strings.IndexAny(f.text, "\r\n")
	switch {
	case i < 0 || f.text[i] == '\n':
		return "\n"
	case strings.HasPrefix(f.text[i:], "\r\n"):
		return "\r\n"
	}
	return "\r"
}

// quote writes a value as a cell, in quotes only where it needs them.
func (f *file) quote(value string) string {
	bare := !strings.ContainsAny(value, string([]byte{f.sep, '"', '\r', '\n'})) &&
		strings.TrimSpace(value) == value && utf8.ValidString(value)
	if bare {
		return value
	}
	return `"` + strings.ReplaceAll(strings.ToValidUTF8(value, "\uFFFD"), `"`, `""`) + `"`
}
