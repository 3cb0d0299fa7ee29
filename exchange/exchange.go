// Package exchange stands between a bitext and other programs: it writes bead
// lists for scorers, TSV for spreadsheets, JSON lines for scripts, TMX and
// XLIFF for CAT tools, and text for people; and it reads TMX, XLIFF, TSV and
// JSON lines back into units of text and translation, whoever wrote them.
package exchange

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/segment"
)

// Format is a way of writing a bitext.
type Format string

// The formats.
const (
	Text  Format = "text"  // sentences of each bead, one side above the other
	Beads Format = "beads" // "[3, 4]:[5]", what alignment scorers read
	JSONL Format = "jsonl" // an object a bead
	TSV   Format = "tsv"   // source, target, confidence
	TMX   Format = "tmx"   // TMX 1.4b
	XLIFF Format = "xliff" // XLIFF 1.2
)

// Formats lists them in the order of help texts.
var Formats = []Format{Text, Beads, JSONL, TSV, TMX, XLIFF}

// Write writes the bitext. ids are the permanent ids of the source sentences,
// nil where there are none.
func Write(w io.Writer, format Format, b *bitext.Bitext, ids []string) error {
	out := bufio.NewWriter(w)
	var err error
	switch format {
	case Beads:
		writeBeads(out, b)
	case JSONL:
		err = writeJSONL(out, b, ids, every)
	case TSV:
		writeTSV(out, b)
	case TMX:
		writeTMX(out, paired(FromBitext(b, ids)))
	case XLIFF:
		writeXLIFF(out, FromBitext(b, ids))
	default:
		writeText(out, b, every)
	}
	if flushing := out.Flush(); err == nil {
		err = flushing
	}
	return err
}

func every(bitext.Bead) bool { return true }

// paired leaves out the units without a translation, which a memory has no use
// for, and the name of the file.
func paired(f *File) *File {
	out := *f
	out.Original, out.Units = "", nil
	for _, u := range f.Units {
		if u.Target != "" {
			out.Units = append(out.Units, u)
		}
	}
	return &out
}

// writeBeads writes one bead a line as the lists of its sentences.
func writeBeads(w *bufio.Writer, b *bitext.Bitext) {
	list := func(r bitext.Range) {
		w.WriteByte('[')
		for i := r.From; i < r.To; i++ {
			if i > r.From {
				w.WriteString(", ")
			}
			fmt.Fprint(w, i)
		}
		w.WriteByte(']')
	}
	for _, bead := range b.Beads {
		list(bead.Source)
		w.WriteByte(':')
		list(bead.Target)
		w.WriteByte('\n')
	}
}

// WriteSome writes the beads that keep chooses, with the numbers that they
// have in the bitext: as JSON lines, or for any other format as text.
func WriteSome(w io.Writer, format Format, b *bitext.Bitext, ids []string, keep func(bitext.Bead) bool) error {
	out := bufio.NewWriter(w)
	if format == JSONL {
		if err := writeJSONL(out, b, ids, keep); err != nil {
			return err
		}
	} else {
		writeText(out, b, keep)
	}
	return out.Flush()
}

func writeText(w *bufio.Writer, b *bitext.Bitext, keep func(bitext.Bead) bool) {
	side := func(mark string, t *segment.Text, r bitext.Range) {
		if r.Len() == 0 {
			fmt.Fprintf(w, "  %s —\n", mark)
		}
		for i := r.From; i < r.To; i++ {
			fmt.Fprintf(w, "  %s %s\n", mark, line(t.String(i)))
		}
	}
	for i, bead := range b.Beads {
		if !keep(bead) {
			continue
		}
		fmt.Fprintf(w, "%d  %d-%d  %.3f", i, bead.Source.Len(), bead.Target.Len(), bead.Confidence)
		if bead.Origin != bitext.Computed {
			fmt.Fprintf(w, "  %s", bead.Origin)
		}
		w.WriteByte('\n')
		side("<", b.Source, bead.Source)
		side(">", b.Target, bead.Target)
	}
}

// Bead is a bead in JSON. Sentences are indices from 0.
type Bead struct {
	Index      int      `json:"index"`
	Source     []int    `json:"source"`
	Target     []int    `json:"target"`
	Confidence float64  `json:"confidence"`
	Origin     string   `json:"origin"`
	IDs        []string `json:"ids,omitempty"` // permanent ids of the source sentences
	SourceText []string `json:"sourceText"`
	TargetText []string `json:"targetText"`
}

func writeJSONL(w *bufio.Writer, b *bitext.Bitext, ids []string, keep func(bitext.Bead) bool) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for i, bead := range b.Beads {
		if !keep(bead) {
			continue
		}
		o := Bead{Index: i, Confidence: round(bead.Confidence), Origin: bead.Origin.String()}
		o.Source, o.SourceText = listed(b.Source, bead.Source)
		o.Target, o.TargetText = listed(b.Target, bead.Target)
		if ids != nil {
			o.IDs = ids[bead.Source.From:bead.Source.To]
		}
		if err := encoder.Encode(o); err != nil {
			return err
		}
	}
	return nil
}

// round keeps four digits: more would change with every release's weights and
// say nothing.
func round(p float64) float64 { return float64(int64(p*10000+0.5)) / 10000 }

func listed(t *segment.Text, r bitext.Range) ([]int, []string) {
	indices, texts := []int{}, []string{}
	for i := r.From; i < r.To; i++ {
		indices, texts = append(indices, i), append(texts, t.String(i))
	}
	return indices, texts
}

// writeTSV writes source, target and confidence, one bead a line, a line head
// above them. White space inside a side is folded, so that a row is a line.
func writeTSV(w *bufio.Writer, b *bitext.Bitext) {
	fmt.Fprintf(w, "%s\t%s\tconfidence\n", b.Source.Doc.Lang, b.Target.Doc.Lang)
	for _, bead := range b.Beads {
		fmt.Fprintf(w, "%s\t%s\t%.4f\n", line(Join(b.Source, bead.Source)), line(Join(b.Target, bead.Target)), bead.Confidence)
	}
}

// Join is the text of a run of sentences, parted as the text parts them: by a
// space where it has white space or a new block, and in Chinese by nothing
// where that is a line break.
func Join(t *segment.Text, r bitext.Range) string {
	var b strings.Builder
	for i := r.From; i < r.To; i++ {
		if i > r.From {
			b.WriteString(Gap(t, i))
		}
		b.WriteString(t.String(i))
	}
	return b.String()
}

// Gap is what parts sentence i from the one before it: a space, or nothing.
func Gap(t *segment.Text, i int) string {
	before := t.Raw(i - 1)
	space := before[len(strings.TrimRightFunc(before, unicode.IsSpace)):]
	broken := strings.ContainsAny(space, "\r\n") || t.Sentences[i].Block != t.Sentences[i-1].Block
	if t.Doc.Lang.Chinese() && broken || space == "" && !broken {
		return ""
	}
	return " "
}

// line folds white space to single spaces.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }
