package glossary

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// TestFormatRoundTrip: every format brings back the terms that it can hold.
func TestFormatRoundTrip(t *testing.T) {
	g := parsed(t, termbase)
	for _, format := range Formats {
		data, err := g.Export(format, lang.ZhHant, lang.En, "test")
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		again, err := g.Export(format, lang.ZhHant, lang.En, "test")
		if err != nil || !bytes.Equal(data, again) {
			t.Errorf("%s: not the same bytes twice", format)
		}
		back, err := Import("x", data, format, lang.ZhHant, lang.En)
		if err != nil {
			t.Errorf("%s: %v\n%s", format, err, data)
			continue
		}
		switch format {
		case CSV, TSV, XLSX:
			if d := Diff(g, back); d != nil {
				t.Errorf("%s: %+v", format, d)
			}
		default:
			found := back.Lookup("高峰會")
			if len(found) != 1 {
				t.Fatalf("%s: 高峰會 is gone:\n%s", format, data)
			}
			if en, _ := back.Concepts[found[0]].First(lang.En, Preferred); en.Text != "summit" {
				t.Errorf("%s: 高峰會 is %q:\n%s", format, en.Text, data)
			}
		}
	}
}

// TestImportPairs: files of two and more columns as other programs write them.
func TestImportPairs(t *testing.T) {
	for _, c := range []struct {
		format Format
		data   string
		want   string // en of 外交, note
		fault  string
	}{
		{DeepL, "外交,diplomacy\n貿易,trade\n", "diplomacy ", ""},
		{DeepL, "diplomacy,外交,en,zh\n", "diplomacy ", ""},
		{OmegaT, "# comment\n外交\tdiplomacy\tof states\n", "diplomacy of states", ""},
		{Google, "zh-TW,en,pos\n外交,diplomacy,noun\n", "diplomacy ", ""},
		{Weblate, "source,target,developer_comments\n外交,diplomacy,of states\n", "diplomacy of states", ""},
		{DeepL, "外交\n", "", "glossary.two-columns"},
		{"exe", "", "", "glossary.format"},
	} {
		g, err := Import("x", []byte(c.data), c.format, lang.ZhHant, lang.En)
		if c.fault != "" {
			if !errors.Is(err, &fault.Error{ID: c.fault}) {
				t.Errorf("%s %q: %v, want %s", c.format, c.data, err, c.fault)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s %q: %v", c.format, c.data, err)
			continue
		}
		i := g.Lookup("外交")
		if len(i) != 1 {
			t.Errorf("%s %q: no 外交 in %+v", c.format, c.data, g.Concepts)
			continue
		}
		en, _ := g.Concepts[i[0]].First(lang.En, Preferred)
		if got := en.Text + " " + g.Concepts[i[0]].Note; got != c.want {
			t.Errorf("%s %q: %q, want %q", c.format, c.data, got, c.want)
		}
	}
}

// TestXLSXRefused: formulas, archives that grow, and what is no workbook.
func TestXLSXRefused(t *testing.T) {
	book := excelize.NewFile()
	book.SetCellStr("Sheet1", "A1", "zh-Hant")
	book.SetCellStr("Sheet1", "B1", "en")
	book.SetCellStr("Sheet1", "A2", "外交")
	book.SetCellFormula("Sheet1", "B2", `HYPERLINK("http://example.org","diplomacy")`)
	var formula bytes.Buffer
	if err := book.Write(&formula); err != nil {
		t.Fatal(err)
	}
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	chunk := strings.Repeat(" ", 1<<20)
	for range 130 {
		if _, err := w.Write([]byte(chunk)); err != nil {
			t.Fatal(err)
		}
	}
	z.Close()
	for name, c := range map[string]struct {
		data []byte
		id   string
	}{
		"a formula": {formula.Bytes(), "glossary.formula"},
		"a bomb":    {bomb.Bytes(), "glossary.xlsx"},
		"text":      {[]byte("zh,en\n"), "glossary.xlsx"},
		"empty":     {nil, "glossary.xlsx"},
	} {
		if _, err := ReadXLSX("x.xlsx", c.data); !errors.Is(err, &fault.Error{ID: c.id}) {
			t.Errorf("%s: %v, want %s", name, err, c.id)
		}
	}
}
