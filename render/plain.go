package render

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/segment"
)

// Text writes an edition as plain text: the rows parted by blank lines, each
// line of a row behind the tag of its language. A dash stands for an empty
// cell. Control characters other than tab are shown as U+FFFD, since the text
// goes to terminals.
func Text(w io.Writer, ed *bitext.Edition, unit Unit) error {
	columns := Columns(ed)
	width := 0
	for _, t := range columns {
		width = max(width, len(t.Doc.Lang))
	}
	out := bufio.NewWriter(w)
	for i, row := range Rows(ed, unit) {
		if i > 0 {
			out.WriteByte('\n')
		}
		for c, t := range columns {
			label := string(t.Doc.Lang) + strings.Repeat(" ", width-len(t.Doc.Lang)+2)
			if row.Cells[c].Empty() {
				out.WriteString(label + "—\n")
				continue
			}
			for _, p := range row.Cells[c].Parts {
				for _, line := range strings.Split(plainPart(t, p), "\n") {
					out.WriteString(strings.TrimRight(label+line, " ") + "\n")
					label = strings.Repeat(" ", len(label))
				}
			}
		}
	}
	return out.Flush()
}

// plainPart is a part as text, with a light sign of its kind before it.
func plainPart(t *segment.Text, p Part) string {
	b := t.Doc.Blocks[p.Block]
	text := printable(strings.TrimSpace(boxed(b.Text[p.Span.Start:p.Span.End])))
	if !p.Begins {
		return text
	}
	lead := strings.Repeat("> ", b.Quote)
	switch {
	case b.Kind == doc.Rule:
		return lead + "* * *"
	case b.Kind == doc.Title:
		return lead + "# " + text
	case b.Kind == doc.Heading:
		return lead + strings.Repeat("#", max(1, min(b.Level, 6))) + " " + text
	case b.Kind == doc.Caption && b.Image.Dest != "":
		return lead + strings.TrimSpace("["+printable(b.Image.Dest)+"] "+text)
	case b.Kind == doc.Footnote:
		return lead + "[^" + printable(b.Label) + "] " + text
	case b.List.First && b.List.Ordered:
		return lead + strconv.Itoa(b.List.Number) + ". " + text
	case b.List.First:
		return lead + "- " + text
	}
	return lead + text
}

// boxed puts a box in the place of each empty place of a draft.
func boxed(text string) string {
	places := doc.Places(text)
	for i := len(places) - 1; i >= 0; i-- {
		text = text[:places[i].Start] + "▢" + text[places[i].End:]
	}
	return text
}

// printable replaces the control characters that a terminal would obey.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return '\uFFFD'
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

type jsonRow struct {
	Row   int          `json:"row"`
	Cells []jsonCell   `json:"cells"`
	Beads [][]jsonBead `json:"beads"` // by target
}

type jsonCell struct {
	Lang      string     `json:"lang"`
	Sentences [2]int     `json:"sentences"` // from, to
	IDs       []string   `json:"ids,omitempty"`
	Parts     []jsonPart `json:"parts"`
}

type jsonPart struct {
	Block int    `json:"block"`
	Kind  string `json:"kind"`
	Text  string `json:"text"`
}

type jsonBead struct {
	Source     [2]int  `json:"source"`
	Target     [2]int  `json:"target"`
	Confidence float64 `json:"confidence"`
	Origin     string  `json:"origin"`
}

// JSONL writes an edition as JSON lines, one object a row: its cells by
// column, with sentence indices from 0, permanent ids and the text of each
// part as it is, and its beads by target.
func JSONL(w io.Writer, ed *bitext.Edition, unit Unit) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	columns := Columns(ed)
	for i, row := range Rows(ed, unit) {
		j := jsonRow{Row: i, Beads: [][]jsonBead{}}
		for c, t := range columns {
			cell := row.Cells[c]
			jc := jsonCell{Lang: string(t.Doc.Lang), Sentences: [2]int{cell.Sentences.From, cell.Sentences.To}, Parts: []jsonPart{}}
			for s := cell.Sentences.From; s < cell.Sentences.To; s++ {
				if id := ID(ed, c, s); id != "" {
					jc.IDs = append(jc.IDs, id)
				}
			}
			for _, p := range cell.Parts {
				b := t.Doc.Blocks[p.Block]
				jc.Parts = append(jc.Parts, jsonPart{p.Block, b.Kind.String(), b.Text[p.Span.Start:p.Span.End]})
			}
			j.Cells = append(j.Cells, jc)
		}
		for k, r := range row.Beads {
			beads := []jsonBead{}
			for _, b := range ed.Targets[k].Beads[r.From:r.To] {
				beads = append(beads, jsonBead{[2]int{b.Source.From, b.Source.To}, [2]int{b.Target.From, b.Target.To}, b.Confidence, b.Origin.String()})
			}
			j.Beads = append(j.Beads, beads)
		}
		if err := enc.Encode(j); err != nil {
			return err
		}
	}
	return out.Flush()
}

// ID is the permanent id of a sentence of a column, "" where none was given.
func ID(ed *bitext.Edition, column, sentence int) string {
	ids := ed.IDs.Source
	if column > 0 {
		if column-1 >= len(ed.IDs.Targets) {
			return ""
		}
		ids = ed.IDs.Targets[column-1]
	}
	if sentence < 0 || sentence >= len(ids) {
		return ""
	}
	return ids[sentence]
}
