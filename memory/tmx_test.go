package memory

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
)

// bare are the contents of a memory without what the place in a file gives.
func bareContents(m *Memory) []Unit {
	out := contents(m)
	for i := range out {
		out[i].Path, out[i].Line = "", 0
	}
	slices.SortFunc(out, func(a, b Unit) int { return ordered(&a, &b) })
	return out
}

// TestRoundTrip: what is saved is read back as it was, saved again it is the
// same file, and the order in which units came makes no difference.
func TestRoundTrip(t *testing.T) {
	m := sample().Add(
		Unit{Source: "a &lt; b &amp; c\tTab\nLine", Target: " “< >” ", From: lang.En, To: lang.Ko},
		Unit{Source: "<x1><x2>兩層</x1></x2>", Target: "<x3/>crossing<x1><x2></x1></x2>", From: lang.ZhHant, To: lang.En},
		Unit{Source: "𠮷野家", Target: "Yoshinoya", From: lang.ZhHans, To: lang.En, Notes: []string{"a note\nof two lines"}},
	)
	path := written(t, m)
	back := mustOpen(t, path, "")
	got, want := bareContents(back), bareContents(m)
	for i := range got { // codes that were not known are known by number now
		if want[i].Codes == nil {
			got[i].Codes = nil
		}
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("\n got %+v\nwant %+v", got[i], want[i])
		}
	}
	first, _ := os.ReadFile(path)
	if err := back.Save(path); err != nil {
		t.Fatal(err)
	}
	if second, _ := os.ReadFile(path); !bytes.Equal(first, second) {
		t.Errorf("saved again:\n%s\nfirst:\n%s", second, first)
	}
	list := contents(m)
	slices.Reverse(list)
	other := written(t, New().Add(list...))
	if second, _ := os.ReadFile(other); !bytes.Equal(first, second) {
		t.Errorf("added in another order:\n%s\nfirst:\n%s", second, first)
	}
}

// TestSmallDiff: a unit that is added, and a translation that is changed, are
// three lines and one line of a diff.
func TestSmallDiff(t *testing.T) {
	var units []Unit
	for i := range 30 {
		units = append(units, Unit{Source: fmt.Sprintf("第%d句話。", i), Target: fmt.Sprintf("Sentence %d.", i), From: lang.ZhHant, To: lang.En})
	}
	text := func(m *Memory) []string {
		data, err := os.ReadFile(written(t, m))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(string(data), "\n")
	}
	before := text(New().Add(units...))
	after := text(New().Add(append(units, Unit{Source: "多出的一句。", Target: "One more.", From: lang.ZhHant, To: lang.En})...))
	if n := differ(before, after); n != 3 {
		t.Errorf("a unit that is added: %d lines", n)
	}
	units[7].Target = "Changed."
	if n := differ(before, text(New().Add(units...))); n != 2 {
		t.Errorf("a translation that is changed: %d lines, one out and one in expected", n)
	}
}

// differ counts the lines that only one of two files has.
func differ(a, b []string) int {
	count := map[string]int{}
	for _, l := range a {
		count[l]++
	}
	for _, l := range b {
		count[l]--
	}
	n := 0
	for _, c := range count {
		n += max(c, -c)
	}
	return n
}

// TestMerge: what two branches add, git puts together, and the result is what
// adding both gives.
func TestMerge(t *testing.T) {
	git := require.Tool(t, "git", "git")
	var base []Unit
	for i := range 12 {
		base = append(base, Unit{Source: fmt.Sprintf("%c字頭的句子。", '一'+rune(i*900)), Target: fmt.Sprint("Sentence ", i), From: lang.ZhHant, To: lang.En})
	}
	ours := append(slices.Clone(base), Unit{Source: "丙的新句子。", Target: "Ours.", From: lang.ZhHant, To: lang.En})
	theirs := append(slices.Clone(base), Unit{Source: "豐收的一年。", Target: "Theirs.", From: lang.ZhHant, To: lang.En}, Unit{Source: "港口結了冰。", Target: "The harbour froze.", From: lang.ZhHant, To: lang.En})
	paths := []string{}
	for _, list := range [][]Unit{ours, base, theirs} {
		paths = append(paths, written(t, New().Add(list...)))
	}
	out, err := exec.Command(git, "merge-file", "-p", paths[0], paths[1], paths[2]).Output()
	if err != nil {
		t.Fatalf("conflict: %v\n%s", err, out)
	}
	want, _ := os.ReadFile(written(t, New().Add(append(ours, theirs...)...)))
	if !bytes.Equal(out, want) {
		t.Errorf("merged:\n%s\nwant:\n%s", out, want)
	}
}

// TestForeign: what a file of another tool has in notes and properties, in its
// header and in its units, is still there when it was saved.
func TestForeign(t *testing.T) {
	path := filepath.Join(t.TempDir(), "client.tmx")
	const file = `<?xml version="1.0"?>
<tmx version="1.4">
<header creationtool="other" creationtoolversion="3" segtype="sentence" o-tmf="x" adminlang="en" srclang="zh-TW" datatype="html">
<note>kept by the client</note><prop type="domain">fishing</prop></header>
<body>
<tu tuid="42" creationdate="20240301T080000Z" creationid="kim" changedate="20250101T120000Z" changeid="mh" usagecount="7" lastusagedate="20250202T000000Z" creationtool="Other CAT" creationtoolversion="3.1"><note>see the style guide</note><prop type="x-client">K</prop>
<tuv xml:lang="zh-TW"><prop type="x-context-pre">&lt;seg&gt;三月了。&lt;/seg&gt;</prop><seg>港口<bpt i="1" type="bold">&lt;b&gt;</bpt>結了冰<ept i="1">&lt;/b&gt;</ept>。</seg></tuv>
<tuv xml:lang="en-US"><seg>The harbour <bpt i="1" type="bold">&lt;b&gt;</bpt>froze<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
<tuv xml:lang="ko"><seg>항구가 얼었다.</seg></tuv>
</tu></body></tmx>`
	if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	m := mustOpen(t, path, "").Add(Unit{Source: "沒有人捕魚。", Target: "Nobody fished.", From: lang.ZhHant, To: lang.En})
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(path)
	for _, want := range []string{"kept by the client", `<prop type="domain">fishing`, "see the style guide", `<prop type="x-client">K`, `<tu tuid="42" creationdate="20240301T080000Z" creationid="kim" changeid="mh" usagecount="7" lastusagedate="20250202T000000Z" creationtool="Other CAT" creationtoolversion="3.1" changedate="20250101T120000Z"`, "&lt;b&gt;", "三月了。", "항구가 얼었다."} {
		if !strings.Contains(string(data), want) {
			t.Errorf("lost: %s in\n%s", want, data)
		}
	}
	got := mustOpen(t, path, "").Find(lang.ZhHant, lang.En, "港口<x1>結了冰</x1>。", "三月了。", "", 100, 1)
	if len(got) != 1 || got[0].Kind != InContext || got[0].Target != "The harbour <x1>froze</x1>." {
		t.Errorf("found %+v", got)
	}
}

// TestConformance: the units of the TMX compliance kit go through a memory and
// come back as they were, codes included.
func TestConformance(t *testing.T) {
	dir := filepath.Join(require.Dir(t, "conformance", "DUIZHAO_CONFORMANCE", "../shared/conformance"), "tmx")
	files, err := filepath.Glob(filepath.Join(dir, "*.tmx"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	units := 0
	for _, path := range files {
		f, err := exchange.ReadFile(path, exchange.TMX)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
			continue
		}
		m := New().Add(Units(f)...)
		if m.Len() == 0 && len(f.Units) > 0 && f.Units[0].Target != "" {
			t.Errorf("%s: nothing was taken in", filepath.Base(path))
		}
		back := mustOpen(t, written(t, m), "")
		got, want := bareContents(back), bareContents(m)
		if len(got) != len(want) {
			t.Errorf("%s: %d units, want %d", filepath.Base(path), len(got), len(want))
			continue
		}
		for i := range got {
			units++
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("%s:\n got %+v\nwant %+v", filepath.Base(path), got[i], want[i])
			}
			u := want[i]
			found := back.Find(u.From, u.To, u.Source, "", "", 100, 0)
			if !slices.ContainsFunc(found, func(x Match) bool { return plain(x.Target) == plain(u.Target) }) {
				t.Errorf("%s: %q is not found", filepath.Base(path), u.Source)
			}
		}
	}
	if units < 40 {
		t.Errorf("only %d units", units)
	}
}
