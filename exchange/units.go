package exchange

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/bitext"
)

// WriteFile writes units in one of the formats that Read reads. The same value
// gives the same bytes.
func WriteFile(w io.Writer, format Format, f *File) error {
	out := bufio.NewWriter(w)
	var err error
	switch format {
	case TMX:
		writeTMX(out, f)
	case XLIFF:
		writeXLIFF(out, f)
	case TSV:
		writeTable(out, f)
	case JSONL:
		err = writeUnits(out, f)
	default:
		err = fmt.Errorf("exchange: no units in format %q", format)
	}
	if flushing := out.Flush(); err == nil {
		err = flushing
	}
	return err
}

// writeTable writes a row for each unit below a head. Of the properties those
// stand in columns of their own that the first unit has.
func writeTable(w *bufio.Writer, f *File) {
	source, target := firstOf(string(f.From), "source"), firstOf(string(f.To), "target")
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s", columnID, source, target, columnState, columnNote, columnParagraph, columnArticle)
	var further []string
	if len(f.Units) > 0 {
		for _, p := range f.Units[0].Props {
			if _, isText := textColumn(p.Key); strings.HasPrefix(p.Key, "x-") && !isText && !strings.ContainsAny(p.Key, "\t\r\n\"") && !slices.Contains(further, p.Key) {
				further = append(further, p.Key)
				w.WriteString("\t" + p.Key)
			}
		}
	}
	w.WriteByte('\n')
	for i := range f.Units {
		u := &f.Units[i]
		paragraph := ""
		if u.Paragraph > 0 {
			paragraph = fmt.Sprint(u.Paragraph)
		}
		fields := []string{u.ID, cell(u.Source), cell(u.Target), string(u.State), strings.Join(u.Notes, "\n"), paragraph, f.Original}
		for _, key := range further {
			fields = append(fields, u.Prop(key))
		}
		for k, field := range fields {
			if k > 0 {
				w.WriteByte('\t')
			}
			w.WriteString(quoted(field))
		}
		w.WriteByte('\n')
	}
}

// quoted writes a field as spreadsheets read it (RFC 4180): in quotation marks
// where it holds what parts fields, or begins with a quotation mark.
func quoted(field string) string {
	if strings.HasPrefix(field, `"`) || strings.ContainsAny(field, "\t\r\n") {
		return `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
	}
	return field
}

// writeUnits writes JSON lines: a head, then an object for each unit.
func writeUnits(w *bufio.Writer, f *File) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	head := jsonHead{Duizhao: "units", Version: 1, From: string(f.From), To: string(f.To), Article: f.Original, Props: f.Props, Notes: f.Notes}
	if err := encoder.Encode(head); err != nil {
		return err
	}
	for i := range f.Units {
		u := &f.Units[i]
		source := cell(u.Source)
		j := jsonUnit{ID: u.ID, Source: &source, Target: cell(u.Target), State: u.State, Paragraph: u.Paragraph, Before: u.Before, After: u.After,
			Notes: u.Notes, Props: u.Props, Date: u.Date, From: differing(u.FromAs, head.From), To: differing(u.ToAs, head.To)}
		for _, c := range u.Codes {
			if c.Type != "" || c.Open != "" || c.Close != "" || c.Sub != nil {
				j.Codes = append(j.Codes, c)
			}
		}
		if err := encoder.Encode(j); err != nil {
			return err
		}
	}
	return nil
}

func differing(tag, head string) string {
	if tag == head {
		return ""
	}
	return tag
}

// FromBitext makes units of the beads that have a source. ids are the
// permanent ids of the source sentences, nil where there are none: then the
// number of the bead stands for them. What has no source to stand under is a
// note on the unit before it.
func FromBitext(b *bitext.Bitext, ids []string) *File {
	f := &File{From: b.Source.Doc.Lang, To: b.Target.Doc.Lang, Original: filepath.ToSlash(b.Source.Doc.Path)}
	for i, bead := range b.Beads {
		if bead.Source.Len() == 0 {
			continue
		}
		u := Unit{ID: fmt.Sprint(i), Group: len(f.Units), From: f.From, To: f.To, FromAs: string(f.From), ToAs: string(f.To),
			Source: Mark(Join(b.Source, bead.Source)), Target: Mark(Join(b.Target, bead.Target)), State: Edited,
			Notes: additions(b, i), Paragraph: b.Source.Sentences[bead.Source.From].Block + 1,
			Props: []Prop{{propConfidence, fmt.Sprintf("%.4f", bead.Confidence)}}}
		if ids != nil {
			u.ID = strings.Join(ids[bead.Source.From:bead.Source.To], "+")
		}
		if bead.Target.Len() == 0 {
			u.State = Missing
		}
		f.Units = append(f.Units, u)
	}
	return f
}
