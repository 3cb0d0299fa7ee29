package render

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
)

type rowCase struct {
	name    string
	line    int
	unit    Unit
	columns []string
	beads   []string
	want    []string // "=>" and "->" lines
	pairs   map[int]bool
}

func readRowCases(t testing.TB) []rowCase {
	data, err := os.ReadFile("testdata/rows.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []rowCase
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "## "); ok {
			cases = append(cases, rowCase{name: name, line: i + 1})
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		c := &cases[len(cases)-1]
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch {
		case strings.HasPrefix(line, "=> "), strings.HasPrefix(line, "-> "):
			c.want = append(c.want, line)
		case key == "unit":
			unit, ok := ParseUnit(value)
			if !ok {
				t.Fatalf("rows.txt:%d: no unit %q", i+1, value)
			}
			c.unit = unit
		case strings.HasPrefix(key, "beads "):
			c.beads = append(c.beads, value)
		default:
			if n, err := strconv.Atoi(key); err != nil || n != len(c.columns) {
				t.Fatalf("rows.txt:%d: what is %q?", i+1, line)
			}
			c.columns = append(c.columns, value)
		}
	}
	return cases
}

func TestRows(t *testing.T) {
	cases := readRowCases(t)
	if len(cases) < 30 {
		t.Fatalf("only %d cases read", len(cases))
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ed := editionOf(t, c.columns, c.beads)
			columns := Columns(ed)
			rows := Rows(ed, c.unit)
			check(t, ed, c.unit, rows)
			withPairs := map[int]bool{} // rows whose pairs the case spells out
			n := -1
			for _, w := range c.want {
				if strings.HasPrefix(w, "=>") {
					n++
				} else {
					withPairs[n] = true
				}
			}
			var got []string
			for i, r := range rows {
				var cells []string
				for col := range columns {
					cells = append(cells, cellIn(columns[col], r.Cells[col]))
				}
				got = append(got, "=> "+strings.Join(cells, " = "))
				for _, g := range r.Groups {
					if !withPairs[i] {
						break
					}
					var sides []string
					for col := range columns {
						sides = append(sides, sentencesIn(columns[col], g.Sentences[col]))
					}
					got = append(got, "-> "+strings.Join(sides, " = "))
				}
			}
			if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
				t.Errorf("rows.txt:%d\ngot:\n%s\nwant:\n%s", c.line, g, w)
			}
		})
	}
}

// check holds what is true of the rows of any edition.
func check(t *testing.T, ed *bitext.Edition, unit Unit, rows []Row) {
	t.Helper()
	columns := Columns(ed)
	for c, text := range columns {
		sentence, block, at := 0, 0, 0
		for i, r := range rows {
			cell := r.Cells[c]
			if cell.Sentences.From != sentence || cell.Sentences.Len() < 0 {
				t.Fatalf("row %d column %d begins at sentence %d, want %d", i, c, cell.Sentences.From, sentence)
			}
			for _, p := range cell.Parts {
				if p.Block != block || p.Span.Start != at || p.Begins != (at == 0) {
					t.Fatalf("row %d column %d: part %+v does not follow block %d byte %d", i, c, p, block, at)
				}
				if p.Sentences.From != sentence {
					t.Fatalf("row %d column %d: part %+v does not begin at sentence %d", i, c, p, sentence)
				}
				sentence, at = p.Sentences.To, p.Span.End
				if p.Ends != (at == len(text.Doc.Blocks[block].Text)) {
					t.Fatalf("row %d column %d: Ends of part %+v", i, c, p)
				}
				if !p.Whole() && unit == Paragraph {
					t.Fatalf("row %d column %d divides a block", i, c)
				}
				if p.Ends {
					block, at = block+1, 0
				}
			}
			if cell.Sentences.To != sentence {
				t.Fatalf("row %d column %d ends at sentence %d, its parts at %d", i, c, cell.Sentences.To, sentence)
			}
		}
		if sentence != len(text.Sentences) || block != len(text.Doc.Blocks) {
			t.Fatalf("column %d: rows end at sentence %d of %d, block %d of %d", c, sentence, len(text.Sentences), block, len(text.Doc.Blocks))
		}
	}
	for i, r := range rows {
		for k := range ed.Targets {
			from := 0
			if i > 0 {
				from = rows[i-1].Beads[k].To
			}
			if r.Beads[k].From != from || i == len(rows)-1 && r.Beads[k].To != len(ed.Targets[k].Beads) {
				t.Fatalf("row %d target %d: beads %v do not follow %d", i, k, r.Beads[k], from)
			}
			for _, bead := range ed.Targets[k].Beads[r.Beads[k].From:r.Beads[k].To] {
				if !inside(bead.Source, r.Cells[0].Sentences) || !inside(bead.Target, r.Cells[k+1].Sentences) {
					t.Fatalf("row %d: bead %v crosses it", i, bead)
				}
			}
		}
		checkMinimal(t, ed, unit, i, r)
		checkGroups(t, ed, i, r)
	}
}

func inside(r, outer bitext.Range) bool { return outer.From <= r.From && r.To <= outer.To }

// onBead reports, straight from the beads, whether none of target k is cut at
// source sentence s and target sentence g.
func onBead(ed *bitext.Edition, k, s, g int) bool {
	for _, b := range ed.Targets[k].Beads {
		before := b.Source.To <= s && b.Target.To <= g
		after := b.Source.From >= s && b.Target.From >= g
		if !before && !after {
			return false
		}
	}
	return true
}

// divisible looks for a border strictly within ranges of sentences at which
// every column may be cut: every combination is tried.
func divisible(ed *bitext.Edition, ranges []bitext.Range, may func(c, s int) bool) bool {
	at := make([]int, len(ranges))
	var try func(c int) bool
	try = func(c int) bool {
		if c == len(ranges) {
			atStart, atEnd := true, true
			for i, r := range ranges {
				atStart = atStart && at[i] == r.From
				atEnd = atEnd && at[i] == r.To
			}
			if atStart || atEnd {
				return false
			}
			for k := range ed.Targets {
				if !onBead(ed, k, at[0], at[k+1]) {
					return false
				}
			}
			return true
		}
		for at[c] = ranges[c].From; at[c] <= ranges[c].To; at[c]++ {
			if may(c, at[c]) && try(c+1) {
				return true
			}
		}
		return false
	}
	return try(0)
}

func checkMinimal(t *testing.T, ed *bitext.Edition, unit Unit, i int, r Row) {
	t.Helper()
	columns := Columns(ed)
	var ranges []bitext.Range
	size := 1
	for _, c := range r.Cells {
		ranges = append(ranges, c.Sentences)
		size *= c.Sentences.Len() + 1
	}
	if size > 5000 {
		return
	}
	if divisible(ed, ranges, func(c, s int) bool {
		text := columns[c]
		if s == 0 || s == len(text.Sentences) || text.Sentences[s-1].Block != text.Sentences[s].Block {
			return true
		}
		return unit == Sentence && text.Doc.Blocks[text.Sentences[s].Block].Kind != doc.Table
	}) {
		t.Fatalf("row %d could be divided: %+v", i, ranges)
	}
}

func checkGroups(t *testing.T, ed *bitext.Edition, i int, r Row) {
	t.Helper()
	at := make([]int, len(r.Cells))
	for c := range at {
		at[c] = r.Cells[c].Sentences.From
	}
	for _, g := range r.Groups {
		size, length := 1, 0
		for c, s := range g.Sentences {
			if s.From != at[c] {
				t.Fatalf("row %d: group %+v does not follow %v", i, g, at)
			}
			at[c] = s.To
			size *= s.Len() + 1
			length += s.Len()
		}
		if length == 0 {
			t.Fatalf("row %d: an empty group", i)
		}
		if size <= 5000 && divisible(ed, g.Sentences, func(int, int) bool { return true }) {
			t.Fatalf("row %d: group %+v could be divided", i, g)
		}
	}
	for c := range at {
		if at[c] != r.Cells[c].Sentences.To {
			t.Fatalf("row %d: groups end at %v", i, at)
		}
	}
}

// FuzzRows builds an edition out of any bytes and checks what must be true of
// every one: see check.
func FuzzRows(f *testing.F) {
	f.Add([]byte("seed"), false)
	f.Add([]byte{1, 1, 9, 1, 1, 9, 0, 3, 7, 7, 7, 2, 1, 250}, true)
	f.Add([]byte("\x02\x05\x11\x00\x00\x01\x03\x0a\x0b\x21\x33\x41\x02\x02\x02\x02"), false)
	f.Fuzz(func(t *testing.T, data []byte, sentences bool) {
		ed := anyEdition(t, data)
		unit := Paragraph
		if sentences {
			unit = Sentence
		}
		check(t, ed, unit, Rows(ed, unit))
	})
}

// anyEdition reads bytes as an edition: up to three targets, beads up to 3-3.
func anyEdition(t testing.TB, data []byte) *bitext.Edition {
	next := func() int {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return int(b)
	}
	targets := next() % 4
	size := 1 + next()%12
	column := func(n int, name string) string {
		var blocks []string
		for i := 0; i < n; {
			switch x := next(); {
			case x%11 == 10:
				blocks = append(blocks, "---")
			case x%13 == 12:
				blocks = append(blocks, "[p]")
			default:
				m := min(n-i, 1+x%4)
				words := make([]string, m)
				for j := range words {
					words[j] = name + strconv.Itoa(i+j)
				}
				block := strings.Join(words, " ")
				if x%17 == 16 {
					block = "T:" + block
				}
				blocks = append(blocks, block)
				i += m
			}
		}
		if next()%5 == 4 {
			blocks = append(blocks, "---")
		}
		return strings.Join(blocks, "|")
	}
	columns := []string{column(size, "s")}
	var beads []string
	for k := range targets {
		var out []string
		length := 0
		for s := 0; s < size; {
			x := next()
			a, b := min(size-s, x%4), x/4%4
			if a == 0 && b == 0 {
				a = 1
			}
			if a == 0 && len(out) > 3*size {
				a = 1
			}
			out = append(out, strconv.Itoa(a)+"-"+strconv.Itoa(b))
			s, length = s+a, length+b
		}
		for range next() % 3 {
			out = append(out, "0-1")
			length++
		}
		columns = append(columns, column(length, "t"+strconv.Itoa(k)+"."))
		beads = append(beads, strings.Join(out, " "))
	}
	return editionOf(t, columns, beads)
}
