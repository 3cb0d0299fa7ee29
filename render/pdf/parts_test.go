package pdf

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
)

// small is an edition of one paragraph.
func small(t testing.TB, zh, en string) *bitext.Edition {
	t.Helper()
	s, g := newText(lang.ZhHant, "小"), newText(lang.En, "Small")
	s.block(doc.Paragraph, zh)
	g.block(doc.Paragraph, en)
	return &bitext.Edition{Name: "small", Source: s.Text, Targets: []bitext.Target{oneToOne(t, s.Text, g.Text)}}
}

func TestMissing(t *testing.T) {
	ed := small(t, "笑臉😀與罕字\U00020000，又一個😀。", "A smile 😀 and nothing else.")
	ed.IDs = bitext.IDs{Source: []string{"s1"}, Targets: [][]string{{"t1"}}}
	for _, strict := range []bool{false, true} {
		data, found, err := Render(ed, Options{StrictFonts: strict})
		if err != nil || len(data) == 0 {
			t.Fatal(err)
		}
		if len(found) != 3 {
			t.Fatalf("%d findings: %v", len(found), found)
		}
		severity := finding.Warning
		if strict {
			severity = finding.Error
		}
		for i, want := range []struct {
			char  string
			count int
			id    string
		}{{"U+1F600", 2, "s1"}, {"U+20000", 1, "s1"}, {"U+1F600", 1, "t1"}} {
			f := found[i]
			place := f.Source
			if i == 2 {
				place = f.Target
			}
			if f.Code != "font-missing" || f.Severity != severity || f.Args["CodePoint"] != want.char || f.Args["Count"] != want.count ||
				place == nil || place.Sentence == nil || place.Sentence.ID != want.id {
				t.Errorf("finding %d: %+v at %+v", i, f, place)
			}
			if at := place.Doc.Text[place.Span.Start:place.Span.End]; at != f.Args["Char"] {
				t.Errorf("finding %d points at %q", i, at)
			}
			for _, tag := range lang.UI {
				if text := message.New(tag).Finding(f); !strings.Contains(text, want.char) {
					t.Errorf("%s: %q", tag, text)
				}
			}
		}
	}
	d := laid(t, ed, Options{})
	if text := columnText(d, 0); !strings.Contains(text, "笑臉[U+1F600]與罕字[U+20000]，") {
		t.Errorf("what stands in their place: %q", text)
	}
}

func TestPictureLeftOut(t *testing.T) {
	ed := kitchen(t)
	ed.Assets["left.png"] = bitext.Asset{Type: "image/png", Data: []byte("no picture")}
	delete(ed.Assets, "right.png")
	_, found, err := Render(ed, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || found[0].Code != "picture-left-out" || found[0].Args["Picture"] != "left.png" || found[0].Source == nil ||
		found[1].Args["Picture"] != "right.png" || found[1].Target == nil {
		t.Errorf("%+v", found)
	}
}

// Pictures of one width come out of fpdf in the order of a map.
func TestPicturesInOrder(t *testing.T) {
	make := func() []byte {
		s, g := newText(lang.ZhHant, "圖"), newText(lang.En, "Pictures")
		ed := &bitext.Edition{Name: "pictures", Assets: map[string]bitext.Asset{}}
		for i := byte(0); i < 12; i++ {
			name := string(rune('a'+i)) + ".png"
			s.block(doc.Caption, "圖").Image.Dest = name
			g.block(doc.Caption, "A picture").Image.Dest = name
			alpha := uint8(255)
			if i%3 == 0 {
				alpha = 100 // has a mask
			}
			ed.Assets[name] = bitext.Asset{Data: square(t, 40, 20, nrgba(i*20, 100, 100, alpha))}
		}
		ed.Source, ed.Targets = s.Text, []bitext.Target{oneToOne(t, s.Text, g.Text)}
		return rendered(t, ed, Options{})
	}
	first := make()
	for i := 0; i < 5; i++ {
		if !bytes.Equal(first, make()) {
			t.Fatal("the same pictures gave other bytes")
		}
	}
	if n := bytes.Count(first, []byte("/Subtype /Image")); n != 12+4 {
		t.Errorf("%d pictures and masks", n)
	}
	write(t, first)
}

func TestOptions(t *testing.T) {
	ed := small(t, "文", "text")
	for _, c := range []struct {
		opt Options
		id  string
	}{
		{Options{Paper: "a5"}, "pdf.paper"},
		{Options{Orientation: "upright"}, "pdf.orientation"},
		{Options{FontSize: 3}, "pdf.font-size"},
		{Options{FontSize: 300}, "pdf.font-size"},
	} {
		_, _, err := Render(ed, c.opt)
		if !errors.Is(err, &fault.Error{ID: c.id}) {
			t.Errorf("%+v: %v", c.opt, err)
		}
		for _, tag := range lang.UI {
			if text := message.New(tag).Error(err); strings.Contains(text, "pdf.") || strings.Contains(text, "<no value>") {
				t.Errorf("%s: %q", tag, text)
			}
		}
	}
	for _, opt := range []Options{{Paper: Letter}, {Orientation: Landscape}, {FontSize: 24}, {FontSize: 6}, {Date: "2025-02-30"}, {Labels: lang.Ko}} {
		if _, _, err := Render(ed, opt); err != nil {
			t.Errorf("%+v: %v", opt, err)
		}
	}
}

func TestLinkURI(t *testing.T) {
	for dest, want := range map[string]string{
		"https://example.org/渡輪":        "https://example.org/%E6%B8%A1%E8%BC%AA",
		"https://example.org/a b?q=<x>": "https://example.org/a%20b?q=%3Cx%3E",
		"https://example.org/a%20b#c":   "https://example.org/a%20b#c",
		"mailto:a@example.org":          "mailto:a@example.org",
		"HTTP://EXAMPLE.ORG":            "HTTP://EXAMPLE.ORG",
		"javascript:alert(1)":           "",
		"other.md":                      "",
		"/etc/passwd":                   "",
		"file:///etc/passwd":            "",
		"https:":                        "",
		"":                              "",
		"http://[::1":                   "",
	} {
		got, ok := linkURI(dest)
		if ok != (want != "") || got != want {
			t.Errorf("%q: %q, %v", dest, got, ok)
		}
	}
}

// The file holds the link where its words are, and says it in ASCII.
func TestLinkWritten(t *testing.T) {
	ed := kitchen(t)
	d := laid(t, ed, Options{})
	data, err := d.bytes()
	if err != nil {
		t.Fatal(err)
	}
	plain := unpacked(t, data)
	if n := strings.Count(plain, "/URI (https://example.org/%E6%B8%A1%E8%BC%AA?q=\\(a%20b\\))"); n != 2 {
		t.Errorf("%d links", n)
	}
	if n := strings.Count(plain, "/Subtype /Link"); n != 4 {
		t.Errorf("%d annotations", n)
	}
	if strings.Count(plain, "/Contents <FEFF") != 4 {
		t.Error("a link does not say what it is")
	}
}

// unpacked is all object streams of a file, inflated, with the rest.
func unpacked(t testing.TB, data []byte) string {
	t.Helper()
	var b strings.Builder
	for rest := data; ; {
		i := bytes.Index(rest, []byte("/Type /ObjStm"))
		if i < 0 {
			return b.String()
		}
		m := lengthKey.FindSubmatchIndex(rest[i:])
		n := 0
		for _, c := range rest[i+m[2] : i+m[3]] {
			n = n*10 + int(c-'0')
		}
		s := i + bytes.Index(rest[i:], []byte("stream\n")) + 7
		b.Write(inflate(t, rest[s:s+n]))
		rest = rest[s+n:]
	}
}

func TestOutlineLevels(t *testing.T) {
	p := painter{}
	for _, l := range []int{0, 2, 4, 3, 2, 5, 1} {
		p.bookmarks = append(p.bookmarks, bookmark{level: l})
	}
	var got []int
	for _, b := range p.outline() {
		got = append(got, b.level)
	}
	if want := []int{0, 1, 2, 2, 1, 2, 1}; !equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestToUnicode(t *testing.T) {
	got := string(toUnicodeMap(map[rune]rune{'a': 'a', 'b': 'b', 'd': 'd', '一': '一', '𠮷': 0xE000, '\U00020BB8': 0xE001, 'ÿ': 'ÿ', 'Ā': 'Ā'}, map[narrowKey]rune{{'，', 250, 0}: 0xF8FF}))
	for _, want := range []string{"<0061> <0062> <0061>\n", "<0064> <0064> <0064>\n", "<4E00> <4E00> <4E00>\n",
		"<E000> <E000> <D842DFB7>\n", "<E001> <E001> <D842DFB8>\n", "<00FF> <00FF> <00FF>\n", "<0100> <0100> <0100>\n", "<F8FF> <F8FF> <FF0C>\n", "8 beginbfrange"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

// Fonts that fpdf would complain about on standard output never reach it.
func TestReadable(t *testing.T) {
	good, err := fonts.Choose(lang.En, fonts.Regular, 'a').Subset([]rune("abc"))
	if err != nil {
		t.Fatal(err)
	}
	if err := readable(good.Data); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func([]byte) []byte{
		"empty":     func(b []byte) []byte { return nil },
		"CFF":       func(b []byte) []byte { return append([]byte("OTTO"), b[4:]...) },
		"TTC":       func(b []byte) []byte { return append([]byte("ttcf"), b[4:]...) },
		"truncated": func(b []byte) []byte { return b[:len(b)/2] },
		"directory": func(b []byte) []byte { return b[:20] },
		"no glyf":   func(b []byte) []byte { return bytes.Replace(b, []byte("glyf"), []byte("xxxx"), 1) },
	} {
		if readable(spoil(bytes.Clone(good.Data))) == nil {
			t.Errorf("%s: taken for good", name)
		}
	}
}

// Nothing is printed, whatever is rendered.
func TestSilent(t *testing.T) {
	stdout := os.Stdout
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	os.Stdout = w
	Render(kitchen(t), Options{})
	Render(small(t, "\xff\xfe\x00壞", "\xed\xa0\x80"), Options{})
	os.Stdout = stdout
	w.Close()
	var out bytes.Buffer
	if _, err := out.ReadFrom(r); err != nil || out.Len() > 0 {
		t.Errorf("%v, %q", err, out.String())
	}
}

func TestEmptyTexts(t *testing.T) {
	ed := small(t, "", "")
	ed.Source.Sentences, ed.Targets[0].Target.Sentences, ed.Targets[0].Beads = nil, nil, nil
	for _, e := range []*bitext.Edition{ed, {Name: "none", Source: newText(lang.ZhHans, "").Text}} {
		if data, _, err := Render(e, Options{}); err != nil || len(data) == 0 {
			t.Errorf("%v, %d bytes", err, len(data))
		}
	}
}

func TestHyphenation(t *testing.T) {
	e := newEnglish()
	for word, want := range map[string]string{
		"hyphenation": "hy-phen-a-tion", "computer": "com-puter", "associate": "as-so-ciate", "present": "present",
		"academy": "acad-e-my", "International": "In-ter-na-tional", "the": "the", "tables": "ta-bles", "transportation": "trans-porta-tion", "ion": "ion", "ago": "ago",
	} {
		var got strings.Builder
		last := 0
		for _, p := range e.points(word) {
			got.WriteString(word[last:p] + "-")
			last = p
		}
		if got.WriteString(word[last:]); got.String() != want {
			t.Errorf("%s, not %s", got.String(), want)
		}
	}
}

func TestTextString(t *testing.T) {
	for in, want := range map[string]string{"plain": "plain", "é": "\xFE\xFF\x00\xE9", "𠮷": "\xFE\xFF\xD8\x42\xDF\xB7", "": ""} {
		if got := textString(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// TestUnderTitle holds the order of the web edition: author, then date.
func TestUnderTitle(t *testing.T) {
	ed := small(t, "文。", "Text.")
	ed.Source.Doc.Author, ed.Source.Doc.Date = "林海生", "2025-11-02"
	if got, want := newDocument(ed, &Options{}, facesOf(nil)).underTitle(ed.Source.Doc), "林海生  ·  2025年11月2日"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
