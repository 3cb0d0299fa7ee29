package html

import (
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// manyPairs is an edition of n pairs in paragraphs of three, with as much text
// in a pair as news has (82 Han characters to 54 words) and as many different
// characters (some 750 in 40 pairs, by the growth seen in articles of 1,200 and 1,700). The words mean nothing.
func manyPairs(n int, targets ...lang.Tag) *bitext.Edition {
	ed := &bitext.Edition{Source: madeText(n, lang.ZhHant)}
	ed.IDs.Source = madeIDs(n, "s")
	for k, tag := range targets {
		target := madeText(n, tag)
		beads := make([]bitext.Bead, n)
		for i := range beads {
			beads[i] = bitext.Bead{Source: bitext.Range{From: i, To: i + 1}, Target: bitext.Range{From: i, To: i + 1}, Confidence: 0.9}
		}
		bt, err := bitext.New(ed.Source, target, beads)
		if err != nil {
			panic(err)
		}
		tg := bitext.Target{Bitext: bt}
		for i := range 20 { // every second sentence has a term
			tg.Terms = append(tg.Terms, bitext.Term{ID: strconv.Itoa(i), Source: "詞條" + strconv.Itoa(i), Target: "a term " + strconv.Itoa(i), Note: "What is to be said about it in a line."})
		}
		for side, text := range []*segment.Text{ed.Source, target} {
			for i := 0; i < n; i += 2 {
				start := text.Sentences[i].Span.Start
				tg.Marks = append(tg.Marks, bitext.TermMark{Side: bitext.Side(side), Sentence: i, Span: doc.Span{Start: start, End: start + 3}, Term: i / 2 % 20})
			}
		}
		ed.Targets = append(ed.Targets, tg)
		ed.IDs.Targets = append(ed.IDs.Targets, madeIDs(n, string(rune('a'+k))))
	}
	return ed
}

func madeIDs(n int, prefix string) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = prefix + strconv.FormatInt(int64(1e9+i*7919), 36)
	}
	return ids
}

func madeText(n int, tag lang.Tag) *segment.Text {
	t := &segment.Text{Doc: &doc.Document{Lang: tag, Title: "made", TitleOf: doc.TitleFileName}}
	next := 0
	for i := 0; i < n; i++ {
		if i%3 == 0 {
			t.Doc.Blocks = append(t.Doc.Blocks, &doc.Block{})
		}
		b := t.Doc.Blocks[len(t.Doc.Blocks)-1]
		start := len(b.Text)
		b.Text += madeSentence(tag, &next)
		t.Sentences = append(t.Sentences, segment.Sentence{Index: i, Block: len(t.Doc.Blocks) - 1, Span: doc.Span{Start: start, End: len(b.Text)}})
	}
	for _, b := range t.Doc.Blocks {
		b.Runs = []doc.Run{{Span: doc.Span{Start: 0, End: len(b.Text)}}}
	}
	return t
}

// madeSentence deals out 750 Han characters or 500 syllables in turn.
func madeSentence(tag lang.Tag, next *int) string {
	var b strings.Builder
	switch {
	case tag.Chinese():
		for range 80 {
			*next = (*next + 1) % 750
			b.WriteRune(rune(0x4E00 + *next*23%6000*3))
		}
		b.WriteString("，。")
	case tag == lang.Ko:
		for range 45 {
			for range 3 {
				*next = (*next + 1) % 500
				b.WriteRune(rune(0xAC00 + *next*21))
			}
			b.WriteByte(' ')
		}
	default:
		for range 54 {
			*next = (*next + 7) % 26
			b.WriteString("wor" + string(rune('a'+*next)) + " ")
		}
	}
	return b.String()
}

// TestBudget holds the sizes that an edition of 40 pairs may have.
func TestBudget(t *testing.T) {
	for _, c := range []struct {
		name   string
		langs  []lang.Tag
		fonts  bool
		budget int
	}{
		{"two columns", []lang.Tag{lang.En}, false, 150_000},
		{"three columns", []lang.Tag{lang.En, lang.Ko}, false, 150_000},
		{"two columns, fonts", []lang.Tag{lang.En}, true, 500_000},
		{"Korean, fonts", []lang.Tag{lang.Ko}, true, 500_000},
	} {
		ed := manyPairs(40, c.langs...)
		page, findings, err := Render(ed, Options{EmbedFonts: c.fonts})
		if err != nil {
			t.Fatal(err)
		}
		han := map[rune]bool{}
		for _, b := range ed.Source.Doc.Blocks {
			for _, r := range b.Text {
				if c.fonts && fonts.Choose(lang.ZhHant, fonts.Regular, r) != nil || !c.fonts {
					han[r] = true
				}
			}
		}
		t.Logf("%s: %d bytes, %d Chinese characters, %d findings", c.name, len(page), len(han), len(findings))
		if len(han) < 700 {
			t.Errorf("%s: only %d different characters: no text like that", c.name, len(han))
		}
		if len(page) > c.budget {
			t.Errorf("%s: %d bytes, %d allowed", c.name, len(page), c.budget)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	for _, c := range []struct {
		name  string
		pairs int
		langs []lang.Tag
		opt   Options
	}{
		{"pairs=40", 40, []lang.Tag{lang.En}, Options{}},
		{"pairs=1000", 1000, []lang.Tag{lang.En}, Options{}},
		{"pairs=1000/targets=2", 1000, []lang.Tag{lang.En, lang.Ko}, Options{}},
		{"pairs=40/fonts", 40, []lang.Tag{lang.En}, Options{EmbedFonts: true}},
		{"pairs=1000/fonts", 1000, []lang.Tag{lang.En}, Options{EmbedFonts: true}},
	} {
		ed := manyPairs(c.pairs, c.langs...)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				page, _, err := Render(ed, c.opt)
				if err != nil {
					b.Fatal(err)
				}
				size = len(page)
			}
			b.ReportMetric(float64(size), "bytes/page")
		})
	}
}
