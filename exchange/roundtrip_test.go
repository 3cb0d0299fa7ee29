package exchange

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/fault"
)

// rich has what a unit can have.
func rich() *File {
	f := &File{From: "zh-Hant", To: "en", Original: "news/港口.zh-Hant.md", Units: []Unit{
		{ID: "s7h2kq4c", Source: "港口<x1>結了<x2/>冰</x1>。", Target: "The harbour <x1>froze<x2/></x1>.", State: Reviewed, Paragraph: 2,
			Codes: []Code{{N: 1, Type: "bold"}, {N: 2, Type: "image"}}, Notes: []string{"港口 → harbour; not: haven", "二"}},
		{ID: "sa+sb", Source: "甲 &amp; &lt;x1&gt; \"乙\"", Target: "", State: Missing, Before: "上一句。", After: "<下一句>"},
		{ID: "s3", Source: "<x1>甲<x2>乙</x1>丙</x2>", Target: "<x2>c</x2><x1>b</x1>", State: Machine, Props: []Prop{{"x-score", "92"}, {"client id", "港 務"}}},
		{ID: "s4", Source: "\t兩  格 ", Target: "\"quoted\" \r\n two\nlines", State: Edited},
		{ID: "s5", Source: "=1+1", Target: "&amp;amp;", State: Stale, Codes: []Code{}},
		{ID: "s6", Source: "<x3/>碼<x7>碼</x7>", Target: "<x7>code</x7><x3/>", Codes: []Code{{N: 3, Open: "<br/>"}, {N: 7, Type: "link", Open: "<a href=\"x\">", Close: "</a>"}}},
	}}
	for i := range f.Units {
		u := &f.Units[i]
		u.Group, u.From, u.To, u.FromAs, u.ToAs = i, "zh-Hant", "en", "zh-Hant", "en"
		u.Codes = marksOf(u.Codes, u.Source, u.Target)
	}
	return f
}

// TestRoundTrip: what is written is read back, in every format as much as it
// can hold, and written again it is the same bytes.
func TestRoundTrip(t *testing.T) {
	for _, format := range Readable {
		want := rich()
		back, first := again(t, format, want)
		if back.Original != want.Original || back.From != want.From || back.To != want.To {
			t.Errorf("%s: %q from %q to %q", format, back.Original, back.From, back.To)
		}
		compare(t, format, back.Units, want.Units)
		if _, second := again(t, format, back); !bytes.Equal(first, second) {
			t.Errorf("%s: another file the second time:\n%s\n%s", format, first, second)
		}
	}
}

// again writes and reads a file.
func again(t *testing.T, format Format, f *File) (*File, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := WriteFile(&b, format, f); err != nil {
		t.Fatal(err)
	}
	back, err := Read("x", b.Bytes(), format)
	if err != nil {
		t.Fatalf("%s: %v\n%s", format, err, b.Bytes())
	}
	if sniffed := Sniff(b.Bytes()); sniffed != format {
		t.Errorf("%s is taken for %q", format, sniffed)
	}
	return back, b.Bytes()
}

// compare leaves out what a format cannot hold: see docs/exchange.md.
func compare(t *testing.T, format Format, got, want []Unit) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d units, want %d", format, len(got), len(want))
	}
	for i := range want {
		g, w := got[i], want[i]
		g.Line, g.Column = 0, 0
		if len(g.Codes) == 0 {
			g.Codes, w.Codes = nil, slices.Clip(w.Codes[:0:0])
			w.Codes = nil
		}
		if format == TSV {
			w.Before, w.After, w.Props = "", "", nil
			w.Codes = marksOf(nil, w.Source, w.Target)
		}
		if !reflect.DeepEqual(g, w) {
			t.Errorf("%s:\n got %+v\nwant %+v", format, g, w)
		}
	}
}

// TestRefused: what is damaged or hostile is refused with its line.
func TestRefused(t *testing.T) {
	deep := strings.Repeat("<g id=\"1\">", 200)
	for _, c := range []struct {
		format   Format
		data, id string
		line     int
	}{
		{TMX, "", "exchange.empty", 1},
		{TMX, "<tmx version=\"1.4\">\n<header srclang=\"en\"/>\n<body><tu>", "exchange.xml", 3},
		{TMX, "<tmx version=\"1.4\"><header/><body>\n<tu><tuv><seg/></tuv></tu></body></tmx>", "exchange.tmx-lang", 2},
		{TMX, "<tmx version=\"1.4\"><header/><body>\n<tu>\n<tuv xml:lang=\"en\"/></tu></body></tmx>", "exchange.tmx-seg", 3},
		{TMX, "<tmx version=\"1.4\"><header/><body>\n<tu/></body></tmx>", "exchange.tmx-empty", 2},
		{TMX, "<tmx version=\"1.4\"><body/></tmx>", "exchange.tmx-header", 1},
		{TMX, "<tmx version=\"2.0\"><header/><body/></tmx>", "exchange.version", 1},
		{TMX, "<html/>", "exchange.root", 1},
		{TMX, "<tmx/>\n<tmx/>", "exchange.xml", 2},
		{TMX, "<tmx/>\nmore", "exchange.xml", 1},
		{TMX, "<tmx a=\"1\" a=\"2\"/>", "exchange.xml", 1},
		{TMX, "<tmx p:a=\"1\"/>", "exchange.xml", 1},
		{TMX, "<!DOCTYPE tmx [<!ENTITY a \"b\">]>\n<tmx/>", "exchange.doctype", 1},
		{TMX, "<!ENTITY a \"b\"><tmx/>", "exchange.doctype", 1},
		{TMX, "<tmx>\n&nbsp;</tmx>", "exchange.xml", 2},
		{TMX, strings.Repeat("<a>", 200), "exchange.root", 1},
		{TMX, "<tmx>\n<a " + strings.Repeat("b=\"\" ", 100_000) + "/></tmx>", "exchange.xml-bounds", 2},
		{TMX, "<tmx>\n<header/><tu>" + strings.Repeat("a<!-- -->", 100_000) + "</tu></tmx>", "exchange.xml-bounds", 2},
		{TMX, "<tmx><header/><tu>\n<tuv xml:lang=\"en\"><seg>" + strings.Repeat("<ph/>", 2_000) + "</seg></tuv></tu></tmx>", "exchange.too-many-codes", 2},
		{TMX, "<tmx><header/><tu>\n<tuv xml:lang=\"en\"><seg>" + strings.Repeat("long", 1<<19) + "</seg></tuv></tu></tmx>", "exchange.long-text", 2},
		{JSONL, "{\"source\":\"" + strings.Repeat("<x1>", 3_000) + "\"}", "exchange.too-many-codes", 1},
		{TSV, "a\t" + strings.Repeat("b", 2<<20), "exchange.long-text", 1},
		{TMX, "<?xml version=\"1.0\" encoding=\"klingon\"?><tmx/>", "exchange.encoding", 0},
		{TMX, "<tmx>\n\xff</tmx>", "exchange.bytes", 2},
		{XLIFF, "<xliff version=\"3.0\"/>", "exchange.version", 1},
		{XLIFF, "<xliff version=\"1.2\"><file/></xliff>", "exchange.xliff-missing-attr", 1},
		{XLIFF, "<xliff version=\"1.2\">\n<trans-unit id=\"1\"/></xliff>", "exchange.xliff-element", 2},
		{XLIFF, "<xliff version=\"1.2\"><file source-language=\"en\"><body>\n<trans-unit id=\"1\"/></body></file></xliff>", "exchange.xliff-missing", 2},
		{XLIFF, "<xliff version=\"1.2\"><file source-language=\"en\"><body>\n<trans-unit><source/></trans-unit></body></file></xliff>", "exchange.xliff-missing-attr", 2},
		{XLIFF, "<xliff version=\"1.2\"><file source-language=\"en\"><body><trans-unit id=\"1\"><source>" + deep, "exchange.xml-bounds", 1},
		{XLIFF, "<xliff version=\"2.0\"/>", "exchange.xliff-value", 1},
		{TSV, "en\tko\nonly one\n", "exchange.tsv-columns", 2},
		{TSV, "a\tb\n\xff\t\n", "exchange.bytes", 2},
		{JSONL, "{\"source\":\"a\"}\n[1]\n", "exchange.json", 2},
		{JSONL, "{\"target\":\"a\"}\n", "exchange.json", 1},
		{JSONL, "{\"duizhao\":\"units\",\"version\":2}\n", "exchange.version", 1},
		{JSONL, "{\"duizhao\":\"ledger\",\"version\":1}\n", "exchange.version", 1},
		{"", "no format at all", "exchange.unknown-format", 0},
	} {
		_, err := Read("x", []byte(c.data), c.format)
		var f *fault.Error
		if !errors.As(err, &f) || f.ID != c.id || f.Line != c.line {
			t.Errorf("%s %.60q: %v, want %s in line %d", c.format, c.data, err, c.id, c.line)
		}
	}
}

// TestXLIFFSegmented: a tool has cut a unit into segments, merged the codes of
// two, and completed the file with alternatives that are none of ours.
func TestXLIFFSegmented(t *testing.T) {
	f, err := Read("a.xlf", []byte(`<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="zh-TW" target-language="ko">
<body><group translate="no"><trans-unit id="n"><source>不譯</source><target>不譯</target></trans-unit></group>
<trans-unit id="s1"><source>甲。 乙<g id="1">丙</g>。</source>
<seg-source><mrk mtype="seg" mid="0">甲。</mrk> <mrk mtype="seg" mid="1">乙<g id="1">丙</g>。</mrk></seg-source>
<target><mrk mtype="seg" mid="0">가.</mrk> <mrk mtype="seg" mid="1"><g id="1">다</g>나.</mrk></target>
<alt-trans><source>X</source><target>Y</target></alt-trans></trans-unit>
<trans-unit id="s2" approved="yes"><source>丁<bx id="4" rid="1"/>戊<ph id="5">{0}<sub>己</sub></ph><ex id="6" rid="1"/></source>
<target state="translated"><bpt id="4" rid="1">[</bpt>라<ept id="6" rid="1">]</ept><x id="5"/></target></trans-unit></body></file></xliff>`), "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range f.Units {
		got = append(got, u.ID+"|"+u.Source+"|"+u.Target+"|"+string(u.State)+"|"+u.Prop("translate"))
	}
	want := []string{"n|不譯|不譯||no", "s1/0|甲。 |가. ||", "s1/1|乙<x1>丙</x1>。|<x1>다</x1>나.||", "s2|丁<x4>戊<x5/></x4>|<x4>라</x4><x5/>|reviewed|"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestTables: two plain columns, quotes as spreadsheets write them, and the
// rows of `duizhao align`.
func TestTables(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"港口\tharbour\n\"他說\"\t\"he said\"\n", "港口|harbour;他說|he said"},
		{"\"他說\"好\"\t\"he \"\"said\"\"\"\r\n", "\"他說\"好\"|he \"said\""},
		{"zh-Hant\ten\tconfidence\nAT&T <b>\tx\t0.9900\n", "AT&amp;T &lt;b&gt;|x"},
		{"id\tsource\ttarget\ns1\t<x1>甲</x1> &amp; <\t\n", "<x1>甲</x1> &amp; &lt;|"},
		{"\xEF\xBB\xBFen\tko\r\n\r\na\t\"나\n다\"\r\n", "a|나\n다"},
	} {
		f, err := Read("x.tsv", []byte(c.data), "")
		if err != nil {
			t.Errorf("%q: %v", c.data, err)
			continue
		}
		var got []string
		for _, u := range f.Units {
			got = append(got, u.Source+"|"+u.Target)
		}
		if strings.Join(got, ";") != c.want {
			t.Errorf("%q: got %q, want %q", c.data, got, c.want)
		}
	}
	f, err := Read("x", []byte(written(t, JSONL, []string{"a", "b", "c"})), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Units) != 3 || f.Units[1].ID != "a+b" || f.Units[1].Source != "風很大。船不出港。" {
		t.Errorf("beads of align are read as %+v", f.Units)
	}
}
