package draft

import (
	"fmt"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
)

// longArticle has n paragraphs of two sentences, with a link, a list and a
// heading now and then.
func longArticle(n int) string {
	var b strings.Builder
	b.WriteString("# 港口的冬天\n\n")
	for i := range n {
		fmt.Fprintf(&b, "%s港口在第 %d 個三月結了很厚的**冰**。沒有人能從[第 %d 號碼頭](https://example.org/%d)出海捕魚。\n\n", []string{"", "", "- ", "", "> "}[i%5], i, i*7, i)
	}
	return b.String()
}

func benchJob(b *testing.B, n int) (Job, []Piece) {
	source := sourceOf(b, "a.zh-Hant.md", longArticle(n))
	ids, _ := (&ledger.Ledger{}).Carry(source)
	var pieces []Piece
	for _, u := range Units(source, ids.Source) {
		pieces = append(pieces, Piece{ID: u.ID, Text: "Said: " + u.Text + ".", Origin: ledger.Origin{By: "memory", Score: 100}})
	}
	return Job{Source: source, Ledger: &ledger.Ledger{}, Path: "a.en.md", Lang: lang.En}, pieces
}

// BenchmarkWrite drafts 5,000 sentences.
func BenchmarkWrite(b *testing.B) {
	j, pieces := benchJob(b, 2500)
	for b.Loop() {
		if _, err := Write(j, pieces); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUpdate fills 2,500 empty places among 5,000 sentences.
func BenchmarkUpdate(b *testing.B) {
	j, pieces := benchJob(b, 2500)
	first, err := Write(j, pieces[:len(pieces)/2])
	if err != nil {
		b.Fatal(err)
	}
	j.Ledger = first.Ledger
	for b.Loop() {
		if d, err := Update(j, first.Target, pieces, false); err != nil || d.Report.Empty > 0 {
			b.Fatal(err, d.Report)
		}
	}
}
