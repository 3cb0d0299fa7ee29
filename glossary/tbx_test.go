package glossary

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/internal/require"
)

const termbase = "id,zh-Hant,zh-Hans,en,en-admitted,en-deprecated,en-forbidden,en-first,ko,ko-forbidden,part-of-speech,case,do-not-translate,domain,definition,note\n" +
	"t1,亞太經合組織,亚太经合组织,APEC,,,Apec,Asia-Pacific Economic Cooperation (APEC),아펙|APEC,에이펙,proper noun,exact,,外交,\"a <forum> & more, \"\"for trade\"\"\",founded 1989\n" +
	"t2,高峰會|峰會,峰会,summit,summit meeting,top meeting,,,정상회의,,noun,,,,,\n" +
	"t3,GDP,,,,,,,,,,,yes,,,\n"

// TestTBXRoundTrip: a glossary goes out as either kind of TBX and comes back
// with the same cells.
func TestTBXRoundTrip(t *testing.T) {
	g := parsed(t, termbase)
	for _, style := range []TBXStyle{TBXBasic, TBXMartif} {
		data := g.TBX(style, "test")
		back, err := ReadTBX("g.tbx", data)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		for i := range g.Concepts {
			if got, want := meaning(back.Concepts[i]), meaning(g.Concepts[i]); got != want {
				t.Errorf("style %d:\n got %s\nwant %s", style, got, want)
			}
		}
		if has := strings.Contains(string(data), ">properNoun<"); has != (style == TBXMartif) {
			t.Errorf("style %d: a proper noun in the picklist: %v", style, has)
		}
		if again := back.TBX(style, "test"); string(again) != string(data) {
			t.Errorf("style %d: another file after a round trip:\n%s", style, again)
		}
	}
}

// meaning is a concept without its place in a file: the terms of a language
// by status, and all else.
func meaning(c Concept) string {
	slices.SortStableFunc(c.Terms, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.Status, b.Status))
	})
	c.Line, c.PartOfSpeech = 0, tbxPOS(c.PartOfSpeech)
	return fmt.Sprintf("%+v", c)
}

// TestTBXRefused: what breaks the structure, or is hostile, is refused with
// its line.
func TestTBXRefused(t *testing.T) {
	for _, c := range []struct {
		data, id string
		line     int
	}{
		{"<tbx><text><body><conceptEntry>", "glossary.xml", 1},
		{"", "glossary.xml", 1},
		{"<!DOCTYPE x [\n<!ENTITY a \"b\">\n]>\n<tbx/>", "glossary.xml-entity", 3},
		{"<html/>", "glossary.tbx-root", 1},
		{"<tbx>\n<head/>\n</tbx>", "glossary.tbx-structure", 1},
		{"<tbx><text><body>\n<langSec/></body></text></tbx>", "glossary.tbx-structure", 2},
		{"<martif><text><body><termEntry>\n<langSet>\n</langSet></termEntry></body></text></martif>", "glossary.tbx-structure", 2},
		{strings.Repeat("<a>", 100), "glossary.xml-bounds", 1},
		{"<tbx>&undefined;</tbx>", "glossary.xml", 1},
	} {
		_, err := ReadTBX("x.tbx", []byte(c.data))
		var f *fault.Error
		if !errors.As(err, &f) || f.ID != c.id || f.Line != c.line {
			t.Errorf("%.40q: %v, want %s in line %d", c.data, err, c.id, c.line)
		}
	}
}

// TestTBXConformance reads the files of the format's keepers: the good ones
// have terms, the others are refused with a line.
func TestTBXConformance(t *testing.T) {
	dir := require.Dir(t, "conformance", "DUIZHAO_CONFORMANCE", "../shared/conformance")
	files, _ := filepath.Glob(filepath.Join(dir, "tbx", "*.tbx"))
	if len(files) == 0 {
		require.Missing(t, "conformance", "no files in "+dir)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		g, err := ReadTBX(path, data)
		var f *fault.Error
		good := strings.Contains(filepath.Base(path), "good")
		switch {
		case good && (err != nil || len(g.Concepts) < 10):
			t.Errorf("%s: %v", filepath.Base(path), err)
		case !good && (!errors.As(err, &f) || f.Line == 0):
			t.Errorf("%s: read without a fault and its line: %v", filepath.Base(path), err)
		}
	}
}

// TestTBXTranslateToolkit: translate-toolkit reads the martif with the same
// terms and definitions. It needs python3 with translate-toolkit, or the
// interpreter named by DUIZHAO_PYTHON.
func TestTBXTranslateToolkit(t *testing.T) {
	python := os.Getenv("DUIZHAO_PYTHON")
	if python == "" {
		python = require.Tool(t, "translate-toolkit", "python3")
	}
	script := `
import sys
from translate.storage import tbx
store = tbx.tbxfile.parsefile(sys.argv[1])
for u in store.units:
    print("\t".join([u.getid() or ""] + ["+".join(x.text for x in s.iter() if x.tag.endswith("term")) for s in u.getlanguageNodes()]
        + [u.getnotes("definition").replace("\n", " / ")]))
`
	if err := exec.Command(python, "-c", "import translate.storage.tbx").Run(); err != nil {
		require.Missing(t, "translate-toolkit", "python has no module translate")
	}
	path := filepath.Join(t.TempDir(), "g.tbx")
	if err := os.WriteFile(path, parsed(t, termbase).TBX(TBXMartif, "test"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", script, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"t1\t亞太經合組織\t亚太经合组织\tAPEC+Apec\t아펙+APEC+에이펙\t外交 / a <forum> & more, \"for trade\"", "t2\t高峰會+峰會\t峰会\tsummit+summit meeting+top meeting\t정상회의"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("translate-toolkit reads\n%s\nwithout %q", out, want)
		}
	}
}

// FuzzReadTBX: any bytes are read or refused, and what was read goes out and
// comes back the same.
func FuzzReadTBX(f *testing.F) {
	g := parsed(f, termbase)
	f.Add(g.TBX(TBXBasic, "a"))
	f.Add(g.TBX(TBXMartif, "a"))
	f.Add([]byte("<martif><text><body><termEntry id='1'><langSet lang='zh'><ntig><termGrp><term>x|y</term></termGrp></ntig></langSet></termEntry></body></text></martif>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 8192 {
			return
		}
		g, err := ReadTBX("x.tbx", data)
		if err != nil {
			return
		}
		once := g.TBX(TBXBasic, "")
		back, err := ReadTBX("x.tbx", once)
		if err != nil {
			t.Fatalf("%v:\n%s", err, once)
		}
		if len(back.Concepts) > len(g.Concepts) {
			t.Fatalf("%d concepts became %d", len(g.Concepts), len(back.Concepts))
		}
	})
}
