package html

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// reader reads the notation that testdata/ferry.txt explains.
type reader struct {
	t     testing.TB
	texts []*segment.Text
	marks [][]named // by text
	beads map[lang.Tag][]bitext.Bead
	terms []string
}

// named is a mark of a term by its name.
type named struct {
	name     string
	sentence int
	span     doc.Span
}

// ferry is the edition of testdata/ferry.txt with the targets in langs.
func ferry(t testing.TB, langs ...lang.Tag) *bitext.Edition {
	t.Helper()
	return editionFile(t, "testdata/ferry.txt", langs...)
}

func editionFile(t testing.TB, file string, langs ...lang.Tag) *bitext.Edition {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return readEdition(t, string(data), langs...)
}

func readEdition(t testing.TB, data string, langs ...lang.Tag) *bitext.Edition {
	t.Helper()
	r := &reader{t: t, beads: map[lang.Tag][]bitext.Bead{}}
	section := ""
	for _, line := range strings.Split(data, "\n") {
		if strings.HasPrefix(line, "# ") || line == "#" || strings.TrimSpace(line) == "" {
			continue
		}
		if s, ok := strings.CutPrefix(line, "== "); ok {
			section = s
			if words := strings.Fields(s); words[0] != "beads" && words[0] != "terms" {
				r.start(words)
			}
			continue
		}
		switch {
		case strings.HasPrefix(section, "beads "):
			tag := lang.Tag(strings.Fields(section)[1])
			r.beads[tag] = append(r.beads[tag], r.readBeads(r.beads[tag], line)...)
		case section == "terms":
			r.terms = append(r.terms, line)
		default:
			r.block(line)
		}
	}
	return r.edition(langs)
}

// start begins a text: its language, date and author.
func (r *reader) start(words []string) {
	d := &doc.Document{Path: "ferry." + words[0] + ".md", Name: "ferry", Lang: lang.Tag(words[0]), Title: "ferry", TitleOf: doc.TitleFileName}
	if len(words) > 1 {
		d.Date, d.Author = words[1], strings.Join(words[2:], " ")
	}
	r.texts = append(r.texts, &segment.Text{Doc: d})
	r.marks = append(r.marks, nil)
}

func (r *reader) readBeads(before []bitext.Bead, line string) []bitext.Bead {
	s, g := 0, 0
	if n := len(before); n > 0 {
		s, g = before[n-1].Source.To, before[n-1].Target.To
	}
	var out []bitext.Bead
	for _, w := range strings.Fields(line) {
		w, doubt, low := strings.Cut(w, "?")
		w, times, many := strings.Cut(w, "x")
		count := 1
		if many {
			count, _ = strconv.Atoi(times)
		}
		a, b, _ := strings.Cut(w, "-")
		i, _ := strconv.Atoi(a)
		j, err := strconv.Atoi(b)
		confidence := 0.98
		if low {
			confidence, err = strconv.ParseFloat(doubt, 64)
		}
		if err != nil {
			r.t.Fatalf("bead %q: %v", w, err)
		}
		for range count {
			out = append(out, bitext.Bead{Source: bitext.Range{From: s, To: s + i}, Target: bitext.Range{From: g, To: g + j}, Confidence: confidence})
			s, g = s+i, g+j
		}
	}
	return out
}

// block reads one line as a block of the last text.
func (r *reader) block(line string) {
	text := r.texts[len(r.texts)-1]
	d := text.Doc
	sign, rest, _ := strings.Cut(line, " ")
	b := &doc.Block{}
	switch {
	case sign == "T":
		b.Kind = doc.Title
	case sign[0] == 'H':
		b.Kind, b.Level = doc.Heading, int(sign[1]-'0')
	case sign == "P":
	case sign == "Q":
		b.Quote = 1
	case sign == "B":
		b.Kind = doc.Byline
	case sign == "D":
		b.Kind = doc.Dateline
	case sign == "R":
		b.Kind = doc.Credit
	case sign == "K":
		b.Kind, rest = doc.Code, strings.ReplaceAll(rest, `\n`, "\n")
	case sign == "F":
		b.Kind = doc.Footnote
		b.Label, rest, _ = strings.Cut(rest, " ")
	case sign == "C":
		b.Kind = doc.Caption
		b.Image.Dest, rest, _ = strings.Cut(rest, " ")
		b.Image.Alt, rest, _ = strings.Cut(rest, " :: ")
	case sign == "---":
		b.Kind, rest = doc.Rule, ""
	case sign == "-" || sign == "--":
		b.Kind, b.List = doc.ListItem, doc.List{Depth: len(sign), First: true}
	case sign == "+":
		b.List = doc.List{Depth: 1}
	case sign == "+>":
		b.List, b.Quote = doc.List{Depth: 1}, 1
	case strings.HasSuffix(sign, "."):
		n, _ := strconv.Atoi(strings.TrimSuffix(sign, "."))
		b.Kind, b.List = doc.ListItem, doc.List{Depth: 1, Ordered: true, Number: n, First: true}
	case sign[0] == '|':
		if n := len(d.Blocks); n > 0 && d.Blocks[n-1].Kind == doc.Table {
			b = d.Blocks[n-1]
		} else {
			b.Kind = doc.Table
			d.Blocks = append(d.Blocks, b)
		}
		r.tableRow(text, b, sign == "|#", rest)
		return
	default:
		r.t.Fatalf("what is %q?", line)
	}
	if b.Kind == doc.Title {
		d.Title, d.TitleOf = rest, doc.TitleFrontMatter
	}
	d.Blocks = append(d.Blocks, b)
	r.inline(text, b, rest)
}

func (r *reader) tableRow(text *segment.Text, b *doc.Block, header bool, rest string) {
	row := 0
	if n := len(b.Cells); n > 0 {
		row = b.Cells[n-1].Row + 1
		b.Text += "\n"
	}
	for col, cell := range strings.Split(rest, "|") {
		if col > 0 {
			b.Text += "\t"
		}
		from := len(b.Text)
		r.inline(text, b, strings.TrimSpace(cell))
		align := byte(0)
		if col > 0 {
			align = 'r'
		}
		b.Cells = append(b.Cells, doc.Cell{Row: row, Col: col, Header: header, Align: align, Span: doc.Span{Start: from, End: len(b.Text)}})
	}
}

// inline appends text to a block, with its runs, marks and sentences.
func (r *reader) inline(text *segment.Text, b *doc.Block, in string) {
	block := len(text.Doc.Blocks) - 1
	run, sentence := len(b.Text), len(b.Text)
	var style doc.Style
	var link, term string
	termAt := 0
	flush := func() {
		if end := len(b.Text); end > run {
			b.Runs = append(b.Runs, doc.Run{Span: doc.Span{Start: run, End: end}, Style: style, Link: link})
		}
		run = len(b.Text)
	}
	cut := func() {
		if len(b.Text) > sentence {
			text.Sentences = append(text.Sentences, segment.Sentence{Index: len(text.Sentences), Block: block, Span: doc.Span{Start: sentence, End: len(b.Text)}})
		}
		sentence = len(b.Text)
	}
	styles := map[rune]doc.Style{'*': doc.Emph, '_': doc.Strong, '`': doc.Mono, '~': doc.Strike}
	runes := []rune(in)
	until := func(i int, stop rune) (string, int) {
		from := i + 1
		for i = from; runes[i] != stop; i++ {
		}
		return string(runes[from:i]), i
	}
	for i := 0; i < len(runes); i++ {
		switch c := runes[i]; c {
		case '*', '_', '`', '~':
			flush()
			style ^= styles[c]
		case '¶':
			flush()
			b.Text += "\n"
			b.Runs = append(b.Runs, doc.Run{Span: doc.Span{Start: run, End: run + 1}, Style: doc.Break})
			run = len(b.Text)
		case '<':
			flush()
			link, i = until(i, '|')
		case '>':
			flush()
			link = ""
		case '{':
			term, i = until(i, ':')
			termAt = len(b.Text)
		case '}':
			m := named{term, len(text.Sentences), doc.Span{Start: termAt, End: len(b.Text)}}
			r.marks[len(r.marks)-1] = append(r.marks[len(r.marks)-1], m)
		case '^':
			flush()
			i++
			b.Runs = append(b.Runs, doc.Run{Span: doc.Span{Start: run, End: run}, Note: string(runes[i])})
		case '‖':
			for i+1 < len(runes) && runes[i+1] == ' ' { // white space belongs to the sentence before it
				i++
				b.Text += " "
			}
			cut()
		default:
			b.Text += string(c)
		}
	}
	flush()
	cut()
}

// edition puts the texts together.
func (r *reader) edition(langs []lang.Tag) *bitext.Edition {
	ed := &bitext.Edition{Name: "ferry", Source: r.texts[0], Assets: map[string]bitext.Asset{"ferry.png": dusk()}}
	for i := range r.texts[0].Sentences {
		ed.IDs.Source = append(ed.IDs.Source, fmt.Sprintf("s%03d", i))
	}
	for _, tag := range langs {
		for i, text := range r.texts[1:] {
			if text.Doc.Lang != tag {
				continue
			}
			bt, err := bitext.New(ed.Source, text, r.beads[tag])
			if err != nil {
				r.t.Fatal(err)
			}
			target := bitext.Target{Bitext: bt}
			index := r.addTerms(&target, tag)
			target.Marks = append(marksOf(r.marks[0], index, bitext.SourceSide), marksOf(r.marks[i+1], index, bitext.TargetSide)...)
			ed.Targets = append(ed.Targets, target)
			var ids []string
			for i := range text.Sentences {
				ids = append(ids, fmt.Sprintf("%s%03d", tag, i))
			}
			ed.IDs.Targets = append(ed.IDs.Targets, ids)
		}
	}
	return ed
}

func marksOf(marks []named, index map[string]int, side bitext.Side) []bitext.TermMark {
	var out []bitext.TermMark
	for _, m := range marks {
		out = append(out, bitext.TermMark{Side: side, Sentence: m.sentence, Span: m.span, Term: index[m.name]})
	}
	return out
}

func (r *reader) addTerms(target *bitext.Target, tag lang.Tag) map[string]int {
	index := map[string]int{}
	for _, line := range r.terms {
		fields := strings.Split(line, "|")
		term := bitext.Term{ID: strings.TrimSpace(fields[0]), Source: strings.TrimSpace(fields[1]), Note: strings.TrimSpace(fields[len(fields)-1])}
		for _, f := range fields[2 : len(fields)-1] {
			if form, ok := strings.CutPrefix(strings.TrimSpace(f), string(tag)+" "); ok {
				forms := strings.Split(form, " / ")
				term.Target, term.Also = forms[0], forms[1:]
			}
		}
		index[term.ID] = len(target.Terms)
		target.Terms = append(target.Terms, term)
	}
	return index
}

// dusk is a picture: a river in the evening.
var dusk = sync.OnceValue(func() bitext.Asset {
	const w, h = 480, 270
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{
		color.RGBA{0x2b, 0x3a, 0x55, 255}, color.RGBA{0xd9, 0x8c, 0x5f, 255}, color.RGBA{0x1d, 0x27, 0x38, 255}, color.RGBA{0xf2, 0xd6, 0x9b, 255}})
	for y := range h {
		for x := range w {
			c := uint8(0)
			switch {
			case y > 150:
				c = 2
				if (x*7+y*13)%97 < 6 {
					c = 3
				}
			case y > 110:
				c = 1
			}
			if dx, dy := x-330, y-120; dx*dx+dy*dy < 900 && y < 150 {
				c = 3
			}
			img.SetColorIndex(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return bitext.Asset{Type: "image/png", Data: b.Bytes(), Width: w, Height: h}
})
