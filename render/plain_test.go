package render

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
)

func plainEdition(t testing.TB) *bitext.Edition {
	ed := editionOf(t, []string{"甲 乙 | --- | 丙", "a b | c", "가 | 다"}, []string{"1-1 1-1 1-1", "1-1 1-0 1-1"})
	ed.IDs = bitext.IDs{Source: []string{"s1", "s2", "s3"}, Targets: [][]string{{"e1", "e2", "e3"}, {"k1", "k2"}}}
	return ed
}

func TestText(t *testing.T) {
	ed := plainEdition(t)
	ed.Targets[0].Target.Doc.Blocks[0].Kind, ed.Targets[0].Target.Doc.Blocks[0].Level = doc.Heading, 2
	ed.Targets[0].Target.Doc.Blocks[1].Text = "\x1b[31mc\r\nd"
	ed.Targets[0].Target.Sentences[2].Span.End = 8
	var out bytes.Buffer
	if err := Text(&out, ed, Paragraph); err != nil {
		t.Fatal(err)
	}
	want := `zh-Hant  甲 乙
en       ## a b
ko       가

zh-Hant  * * *
en       —
ko       —

zh-Hant  丙
en       ` + "\uFFFD" + `[31mc
         d
ko       다
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
}

func TestJSONL(t *testing.T) {
	ed := plainEdition(t)
	var out bytes.Buffer
	if err := JSONL(&out, ed, Sentence); err != nil {
		t.Fatal(err)
	}
	first := `{"row":0,"cells":[{"lang":"zh-Hant","sentences":[0,1],"ids":["s1"],"parts":[{"block":0,"kind":"paragraph","text":"甲 "}]},` +
		`{"lang":"en","sentences":[0,1],"ids":["e1"],"parts":[{"block":0,"kind":"paragraph","text":"a "}]},` +
		`{"lang":"ko","sentences":[0,1],"ids":["k1"],"parts":[{"block":0,"kind":"paragraph","text":"가"}]}],` +
		`"beads":[[{"source":[0,1],"target":[0,1],"confidence":1,"origin":"computed"}],[{"source":[0,1],"target":[0,1],"confidence":1,"origin":"computed"}]]}`
	if got, _, _ := strings.Cut(out.String(), "\n"); got != first {
		t.Errorf("got  %s\nwant %s", got, first)
	}
	// The texts of a column's parts, joined, are the column.
	columns := make([]string, 3)
	lines := 0
	for scan := bufio.NewScanner(&out); scan.Scan(); lines++ {
		var row jsonRow
		if err := json.Unmarshal(scan.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		for c, cell := range row.Cells {
			for _, p := range cell.Parts {
				columns[c] += p.Text
			}
		}
	}
	if got := strings.Join(columns, "|"); got != "甲 乙丙|a bc|가다" || lines != 4 {
		t.Errorf("%d lines, columns %s", lines, got)
	}
}
