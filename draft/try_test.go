package draft

import (
	"os"
	"testing"
	"fmt"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

func TestTry(t *testing.T) {
	p := os.Getenv("TRY")
	if p == "" { t.Skip() }
	d, err := read.File(p, read.Options{})
	if err != nil { t.Fatal(err) }
	src := segment.Document(d)
	l := &ledger.Ledger{}
	ids, _ := l.Carry(src)
	units := Units(src, ids.Source)
	var ps []Piece
	for k, u := range units {
		if k < 400 { fmt.Println(u.ID, u.Text) }
		if k % 5 != 4 { ps = append(ps, Piece{ID: u.ID, Text: u.Text, Origin: ledger.Origin{By:"memory", Score: 100}}) }
	}
	dr, err := Write(Job{Source: src, Ledger: l, Path: "x.en.md", Lang: lang.En}, ps)
	if err != nil { t.Fatal(err) }
	fmt.Println(dr.Text)
	fmt.Printf("%+v\n", dr.Report)
	for _, f := range dr.Findings { fmt.Println(f.Code, f.Args, f.Source.Sentence.Text) }
	for _, b := range dr.Ledger.Beads(d.Lang, lang.En) { fmt.Println(b.Source, b.Target, b.Origin) }
}
