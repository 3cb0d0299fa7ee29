package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// tablet is a table's block of cells parted by tabs and line feeds.
func tablet(b textBuilder, rows ...[]string) {
	block := &doc.Block{Kind: doc.Table}
	for r, row := range rows {
		for c, cell := range row {
			if c > 0 {
				block.Text += "\t"
			}
			from := len(block.Text)
			block.Text += cell
			block.Cells = append(block.Cells, doc.Cell{Row: r, Col: c, Header: r == 0, Span: doc.Span{Start: from, End: len(block.Text)}})
		}
		if r+1 < len(rows) {
			block.Text += "\n"
		}
	}
	text := block.Text
	b.block(doc.Table, text).Cells = block.Cells
}

// square is a PNG of one colour.
func square(t testing.TB, w, h int, c color.Color) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := 0; y < h; y++ {
		for x := 0; x < w; x++ {
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// kitchen is an edition with every kind of block and style, characters beyond
// the common ones, an omission and an addition.
func kitchen(t testing.TB) *bitext.Edition {
	t.Helper()
	zh, en := newText(lang.ZhHant, "標題"), newText(lang.En, "Title")
	for i, b := range []textBuilder{zh, en} {
		pick := func(z, e string) string { return []string{z, e}[i] }
		b.Doc.Author = pick("作者𠮷田", "The Author")
		b.block(doc.Title, pick("廚房裏的𠮷字", "The Character 𠮷 in the Kitchen"))
		b.block(doc.Dateline, pick("二〇二五年十一月二日", "November 2, 2025"))
		b.block(doc.Heading, pick("第一節：樣式", "Part One: Styles")).Level = 2
		p := b.block(doc.Paragraph,
			pick("這裏有粗體、斜體、刪去的字和等寬字 mono。", "Here are bold, emphasis, struck words and mono type. "),
			pick("見官方網站（一個連結），還有註解。", "See the official site, a link, and a note."))
		style(p, pick("粗體", "bold"), func(r *doc.Run) { r.Style = doc.Strong })
		style(p, pick("斜體", "emphasis"), func(r *doc.Run) { r.Style = doc.Emph })
		style(p, pick("刪去的字", "struck words"), func(r *doc.Run) { r.Style = doc.Strike })
		style(p, "mono", func(r *doc.Run) { r.Style = doc.Mono })
		style(p, pick("官方網站", "official site"), func(r *doc.Run) { r.Link = "https://example.org/渡輪?q=(a b)" })
		end := len(p.Text)
		p.Runs = append(p.Runs, doc.Run{Span: doc.Span{Start: end, End: end}, Note: "1"})
		b.block(doc.Paragraph, pick("注音ㄅㄆㄇㄧ，罕用字𠮷㐀，相容字豈。", "Rare: naïve façade, 𠮷, ㄧ, 豈."))
		q := b.block(doc.Paragraph, pick("「引文也有自己的樣子，」他說。", "“A quotation, too, has a look of its own,” he said."))
		q.Quote = 1
		for n, s := range [][2]string{{"清單的第一項", "the first item of a list"}, {"第二項比較長，長到必須分成兩行才放得下，這樣可以看見懸掛縮排", "the second is longer, so long that it takes two lines, which shows the hanging indent of the item"}} {
			item := b.block(doc.ListItem, pick(s[0], s[1]))
			item.List = doc.List{Depth: 1, Ordered: true, Number: n + 1, First: true}
		}
		if i == 0 {
			b.block(doc.Paragraph, "這一段沒有譯出。")
		} else {
			b.block(doc.Paragraph, "This paragraph was added in translation.")
		}
		c := b.block(doc.Caption, pick("圖一：橙色的方塊", "Figure 1: an orange square"))
		c.Image = doc.Image{Dest: "orange.png", Alt: pick("橙色", "orange")}
		c = b.block(doc.Caption, pick("圖二：各自的方塊", "Figure 2: a square of its own"))
		c.Image = doc.Image{Dest: pick("left.png", "right.png")}
		b.block(doc.Code, "if x < 1 {\n    return \""+pick("零", "zero")+"\"\n}")
		tablet(b, []string{pick("日期", "Date"), pick("地點", "Place")}, []string{pick("五月", "May"), pick("釜山的碼頭", "the pier at Busan")},
			[]string{pick("六月", "June"), pick("新浦", "Sinpo")})
		b.block(doc.Rule)
		b.block(doc.Credit, pick("（資料來源：自撰）", "(Source: our own)"))
		f := b.block(doc.Footnote, pick("註解的文字，比正文小。", "The text of the note, smaller than the rest."))
		f.Label = "1"
	}
	var beads []bitext.Bead
	s, g := 0, 0
	add := func(a, b int) {
		beads = append(beads, bitext.Bead{Source: bitext.Range{From: s, To: s + a}, Target: bitext.Range{From: g, To: g + b}, Confidence: 1})
		s, g = s+a, g+b
	}
	for s < len(zh.Sentences) {
		if zh.String(s) == "這一段沒有譯出。" {
			add(1, 0)
			add(0, 1)
			continue
		}
		add(1, 1)
	}
	return &bitext.Edition{Name: "kitchen", Source: zh.Text, Targets: []bitext.Target{paired(t, zh.Text, en.Text, beads)},
		Assets: map[string]bitext.Asset{
			"orange.png": {Type: "image/png", Data: square(t, 400, 160, color.NRGBA{230, 140, 40, 255})},
			"left.png":   {Type: "image/png", Data: square(t, 300, 100, color.NRGBA{60, 120, 200, 255})},
			"right.png":  {Type: "image/png", Data: square(t, 300, 120, color.NRGBA{60, 160, 90, 128})},
		}}
}

func TestKitchen(t *testing.T) {
	data, findings, err := Render(kitchen(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("%s %v", f.Code, f.Args)
	}
	write(t, data)
	nothingLost(t, laid(t, kitchen(t), Options{}))
}
