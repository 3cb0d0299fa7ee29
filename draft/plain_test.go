package draft

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
)

// TestPlainPlaces fills the places of a plain text some at a time: the sentences
// of a paragraph stand in one run there, and each must find its own.
func TestPlainPlaces(t *testing.T) {
	source := sourceOf(t, "a.zh-Hant.txt", "漁船都回港了。今天碼頭上沒有人。貓睡在網上。\n\n燈塔亮了。\n\n　　老人走下樓梯。他說：「天氣要變了。」\n孩子們還在沙灘上。\n")
	r := rand.New(rand.NewSource(1))
	for range 50 {
		out, err := Write(Job{Source: source, Ledger: &ledger.Ledger{}, Path: "a.en.txt", Lang: lang.En}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for out.Report.Empty > 0 {
			j := Job{Source: source, Ledger: out.Ledger, Path: "a.en.txt", Lang: lang.En}
			ids, _ := out.Ledger.Carry(source)
			before, n := out.Report.Empty, 0
			var pieces []Piece
			for _, id := range Wanted(j, out.Target, false) {
				if r.Intn(3) == 0 {
					n++
					pieces = append(pieces, Piece{ID: id, Text: "This is sentence " + id + ".", Origin: ledger.Origin{By: "memory", Score: 100}})
				}
			}
			if out, err = Update(j, out.Target, pieces, false); err != nil {
				t.Fatal(err)
			}
			if len(out.Findings) > 0 || out.Report.Empty != before-n {
				t.Fatalf("%d of %d places are left after %d pieces: %v\n%s", out.Report.Empty, before, n, out.Findings, out.Text)
			}
			at := -1
			for _, id := range ids.Source {
				k := max(strings.Index(out.Text, id+"."), strings.Index(out.Text, "⟦"+id))
				if k <= at {
					t.Fatalf("%s is out of order:\n%s", id, out.Text)
				}
				at = k
			}
		}
	}
}
