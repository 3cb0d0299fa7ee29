package glossary

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

const sheet = "zh-Hant,en,ko,mood,note\r\n" +
	"高峰會,summit|top-level meeting,정상회의,  grave ,\"said \"\"so\"\", often\"\r\n" +
	"\r\n" +
	"核心利益,core interests,핵심 이익,,\"two\r\nlines\"\r\n" +
	"記者會,press conference,기자회견\r\n"

func utf16Bytes(text string, big, mark bool) []byte {
	if mark {
		text = "\uFEFF" + text
	}
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func encoded(t testing.TB, e encoding.Encoding, text string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// fileSeeds are files as spreadsheets write them.
func fileSeeds(t testing.TB) [][]byte {
	simplified := "zh-Hans;en;note\n峰会;summit;各国领导人的会议\n核心利益;core interests;常用说法\n"
	traditional := "zh-Hant,en,note\n高峰會,summit,各國領袖的會議\n核心利益,core interests,常見的說法\n"
	korean_ := "zh-Hant,en,ko\n首腦,summit,정상회의\n核心利益,core interests,핵심 이익\n"
	return [][]byte{
		[]byte(sheet), []byte("\xEF\xBB\xBF" + sheet),
		utf16Bytes(sheet, false, true), utf16Bytes(sheet, true, true), utf16Bytes(sheet, false, false),
		[]byte(strings.ReplaceAll(sheet, ",", ";")), []byte(strings.ReplaceAll(sheet, ",", "\t")),
		[]byte("sep=;\r\n" + strings.ReplaceAll(sheet, ",", ";")),
		[]byte(strings.ReplaceAll(sheet, "\r\n", "\r")),
		encoded(t, traditionalchinese.Big5, traditional), encoded(t, simplifiedchinese.GB18030, simplified), encoded(t, korean.EUCKR, korean_),
		[]byte("note,en,zh\n,a|b,甲"), []byte("en,\n\"x"), []byte(""), []byte("en\n\"a\"b\n"),
	}
}

// TestEncodings: the same sheet is read from every encoding and separator, and
// written back as it came.
func TestEncodings(t *testing.T) {
	want := []string{"utf-8", "utf-8", "utf-16le", "utf-16be", "utf-16le", "utf-8", "utf-8", "utf-8", "utf-8", "big5", "gb18030", "cp949"}
	for i, data := range fileSeeds(t)[:len(want)] {
		g, err := Parse("g.csv", data)
		if err != nil {
			t.Errorf("%d (%s): %v", i, want[i], err)
			continue
		}
		if g.file.codec.name != want[i] {
			t.Errorf("%d: read as %s, want %s: %q", i, g.file.codec.name, want[i], g.file.text)
		}
		core := 1
		for j, c := range g.Concepts {
			if term, _ := c.First(lang.En, Preferred); term.Text == "core interests" {
				core = j
			}
		}
		term, ok := g.Concepts[core].First(lang.ZhHant, Preferred)
		if !ok || term.Text != "核心利益" {
			t.Errorf("%d: second concept is %+v", i, g.Concepts[core])
		}
		again, err := g.Bytes()
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("%d: comes back as %q, %v", i, again, err)
		}
	}
}

// TestFaults: what is wrong with a file is told with its line.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		data, id string
		line     int
	}{
		{"", "glossary.empty", 0},
		{"\n\n", "glossary.empty", 0},
		{"word,meaning\na,b\n", "glossary.no-header", 1},
		{"en,zh-Hant\nsummit,高峰會\nAPEC, Gyeongju,慶州\n", "glossary.too-many-columns", 3},
		{"en,zh-Hant\nsummit,高峰會,,\n", "", 0}, // empty cells past the header: Excel writes them
		{"en,zh-Hant\n\"a\nb\",\"高峰會\nx,y\n", "glossary.quote-open", 3},
		{"en,zh-Hant\nx,y\n\"a\" b,高峰會\n", "glossary.quote-inside", 3},
		{"en,zh-TW,zh_Hant\n", "glossary.duplicate-column", 1},
		{"id,en\nx,a\n\nx,b\n", "glossary.duplicate-id", 4},
		{"en,case\nA,loud\n", "glossary.case-value", 2},
		{"en,do-not-translate\nA,maybe\n", "glossary.keep-value", 2},
		{"en,ko\x00\n\x01\x02,b\n", "glossary.encoding", 1},
		{"en,ko\na,b\n\x01\x02,b\n", "glossary.encoding", 3},
		{"\xEF\xBB\xBFen\n\xff\xfe", "glossary.encoding", 2},
		{"en\n" + strings.Repeat("x", maxCell+1), "glossary.cell-too-long", 2},
		{"en\n" + strings.Repeat(",", maxCells+1), "glossary.too-many-cells", 2},
	} {
		_, err := Parse("g.csv", []byte(c.data))
		var f *fault.Error
		if c.id == "" {
			if err != nil {
				t.Errorf("%.40q: %v", c.data, err)
			}
			continue
		}
		if !errors.As(err, &f) || f.ID != c.id || f.Line != c.line || f.Path != "g.csv" {
			t.Errorf("%.40q: %v, want %s in line %d", c.data, err, c.id, c.line)
		}
	}
}

// TestApply: an edit changes its cell and nothing else.
func TestApply(t *testing.T) {
	g, err := Parse("g.csv", []byte(sheet))
	if err != nil {
		t.Fatal(err)
	}
	last := g.Concepts[2].ID
	for _, c := range []struct {
		name     string
		edit     Edit
		old, new string // the one replacement in the file
	}{
		{"a cell", Edit{ID: g.Concepts[0].ID, Column: "ko", Value: "정상 회의"}, "정상회의", "정상 회의"},
		{"a cell that needs quotes", Edit{ID: g.Concepts[1].ID, Column: "en", Value: "core, interests"}, "core interests", `"core, interests"`},
		{"a short row", Edit{ID: last, Column: "note", Value: "x"}, "기자회견", "기자회견,,x"},
		{"an unknown column", Edit{ID: g.Concepts[0].ID, Column: "mood", Value: "gay"}, "  grave ", "gay"},
		{"a row less", Edit{Op: RemoveRow, ID: g.Concepts[1].ID}, "核心利益,core interests,핵심 이익,,\"two\r\nlines\"\r\n", ""},
		{"a row more", Edit{Op: AddRow, Values: []Cell{{"zh-Hant", "外交"}, {"en", "diplomacy"}}}, "기자회견\r\n", "기자회견\r\n外交,diplomacy,,,\r\n"},
	} {
		out, err := g.Apply(c.edit)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got, _ := out.Bytes()
		if want := strings.Replace(sheet, c.old, c.new, 1); string(got) != want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, want)
		}
	}
	out, err := g.Apply(Edit{ID: last, Column: "ko-forbidden", Value: "기자 회견"})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := out.Bytes()
	want := strings.Replace(strings.Replace(sheet, "mood,note", "mood,note,ko-forbidden", 1), "기자회견", "기자회견,,,기자 회견", 1)
	if string(got) != want {
		t.Errorf("a new column:\n got %q\nwant %q", got, want)
	}
	if _, err := g.Apply(Edit{ID: "nobody", Column: "en"}); !errors.Is(err, &fault.Error{ID: "glossary.no-concept"}) {
		t.Errorf("an unknown concept: %v", err)
	}
	if again, _ := g.Bytes(); string(again) != sheet {
		t.Error("Apply changed its receiver")
	}
}

// TestApplyEncoding: an edit keeps the encoding, and is refused where the
// encoding lacks a character.
func TestApplyEncoding(t *testing.T) {
	data := encoded(t, traditionalchinese.Big5, "zh-Hant,en,note\n高峰會,summit,各國領袖的會議\n")
	g, err := Parse("g.csv", data)
	if err != nil {
		t.Fatal(err)
	}
	out, err := g.Apply(Edit{ID: g.Concepts[0].ID, Column: "en", Value: "top meeting"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := out.Bytes()
	if want := bytes.Replace(data, []byte("summit"), []byte("top meeting"), 1); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	out, err = g.Apply(Edit{ID: g.Concepts[0].ID, Column: "ko", Value: "정상회의"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = out.Bytes(); !errors.Is(err, &fault.Error{ID: "glossary.not-in-encoding"}) {
		t.Errorf("Hangul in Big5: %v", err)
	}
}

func TestNew(t *testing.T) {
	g := New("g.csv")
	out, err := g.Apply(Edit{Op: AddRow, Values: []Cell{{"en", "summit"}, {"zh-Hant", "高峰會"}, {"en-admitted", "a|b"}}})
	if err != nil || len(out.Concepts) != 1 || len(out.Concepts[0].Terms) != 4 {
		t.Fatalf("%+v, %v", out, err)
	}
}
