package pdf

import (
	"bytes"
	"compress/zlib"
	"image/color"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

func nrgba(r, g, b, a uint8) color.NRGBA { return color.NRGBA{R: r, G: g, B: b, A: a} }

func inflate(t testing.TB, data []byte) []byte {
	t.Helper()
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// shown is what a column shows of a text: white space and what is never drawn
// are gone, what no font has stands as its number.
func shown(d *document, c int) (text string, certain bool) {
	var b strings.Builder
	col := d.columns[c]
	for _, block := range col.text.Doc.Blocks {
		for _, r := range block.Text {
			switch {
			case unicode.IsSpace(r), unicode.IsControl(r), fonts.Ignorable(r):
			case unicode.Is(unicode.M, r), r >= 0x1100 && r <= 0x11FF, r >= 0xA960 && r <= 0xA97F, r >= 0xD7B0 && r <= 0xD7FF:
				return "", false // may be composed with what stands before
			case d.faces.shape(col.tag, fonts.Regular, r).face < 0:
				b.WriteString(codePoint(r))
			default:
				b.WriteRune(r)
			}
		}
	}
	return b.String(), true
}

// FuzzLayout sets any text: every character is on a page, and lines stay in
// their measure.
func FuzzLayout(f *testing.F) {
	for _, tr := range prose(f)[:12] {
		f.Add(tr.text[0], tr.text[1], uint8(0))
		f.Add(tr.text[2], tr.text[0], uint8(2))
	}
	f.Add("e\u0301한글\u1112\u1161\u11ab", "a\u00ADb\u200Bc\u00A0d\u3000e\uFEFF", uint8(1))
	f.Add("「（『《〈", "」）』》〉。，", uint8(3))
	f.Add("——————……………", strings.Repeat("W", 300), uint8(4))
	f.Add("\x00\xff\n\r\n\t 　", "\U0010FFFF\uFFFE\uE000", uint8(5))
	f.Add(strings.Repeat("字", 3000), strings.Repeat("word ", 900), uint8(8))
	f.Fuzz(fuzzOne)
}

// fuzzOne sets two texts; how chooses languages, kind of block and size.
func fuzzOne(t *testing.T, source, target string, how uint8) {
	if len(source)+len(target) > 20000 {
		return
	}
	tags := []lang.Tag{lang.ZhHant, lang.En, lang.Ko, lang.ZhHans, "ja", "fr"}
	s, g := newText(tags[int(how)%len(tags)], "源"), newText(tags[int(how/8)%len(tags)], "target")
	fill := func(b textBuilder, text string) {
		half := len(text) / 2
		for half > 0 && !utf8.RuneStart(text[half]) {
			half--
		}
		kind := []doc.Kind{doc.Paragraph, doc.Heading, doc.Code, doc.Caption}[int(how/4)%4]
		b.block(kind, text[:half], text[half:])
	}
	fill(s, source)
	fill(g, target)
	ed := &bitext.Edition{Name: "fuzz", Source: s.Text, Targets: []bitext.Target{oneToOne(t, s.Text, g.Text)}}
	opt := Options{Unit: render.Unit(how & 1), FontSize: float64(6 + how%19)}
	d := newDocument(ed, &opt, facesOf(nil))
	d.lay()
	for c := range d.columns {
		want, certain := shown(d, c)
		if got := columnText(d, c); certain && got != want {
			t.Fatalf("column %d shows\n%q, not\n%q", c, got, want)
		}
	}
	a := newAudit()
	a.document(d)
	if len(a.overfull) > 0 {
		t.Fatalf("too wide: %q", a.overfull)
	}
	if _, err := d.bytes(); err != nil {
		t.Fatal(err)
	}
}
