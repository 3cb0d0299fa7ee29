package glossary

import (
	"fmt"
	"strings"
	"testing"
)

func parsed(t testing.TB, table string) *Glossary {
	t.Helper()
	g, err := Parse("g.csv", []byte(table))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestDiff: rows by their meaning, cells by their column.
func TestDiff(t *testing.T) {
	a := parsed(t, "zh-Hant,en,mood\n外交,diplomacy,calm\n貿易,trade,\n漁業,fishery,\n")
	b := parsed(t, "en,zh_TW,mood,ko\ntrade | commerce,貿易,,무역\ndiplomacy,外交,calm,\nfarming,農業,,\n")
	var got []string
	for _, c := range Diff(a, b) {
		got = append(got, fmt.Sprint(c.Kind, c.Name, c.Column, c.Old, c.New))
	}
	want := "2貿易entradetrade | commerce, 2貿易ko무역, 1漁業, 0農業"
	if s := strings.ReplaceAll(strings.Join(got, ", "), " ", ""); s != strings.ReplaceAll(want, " ", "") {
		t.Errorf("%s\nwant %s", s, want)
	}
	if d := Diff(a, a); d != nil {
		t.Errorf("a glossary differs from itself: %v", d)
	}
}

// TestMerge: what one side changed comes in, what both changed is reported and
// stays, and the file keeps its form.
func TestMerge(t *testing.T) {
	base := parsed(t, "zh-Hant,en,ko\n外交,diplomacy,외교\n貿易,trade,무역\n漁業,fishery,어업\n林業,forestry,임업\n")
	ours := parsed(t, "zh-Hant;en;ko\r\n外交;diplomacy;외교\r\n\"貿易\";commerce;무역\r\n漁業;fishery;수산업\r\n林業;forestry;임업\r\n")
	theirs := parsed(t, "zh-Hant,en,ko,note\n外交,diplomacy,외교술,new\n貿易,trading,무역\n農業,farming,농업\n")
	out, conflicts, err := Merge(base, ours, theirs)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := out.Bytes()
	want := "zh-Hant;en;ko;note\r\n外交;diplomacy;외교술;new\r\n\"貿易\";commerce;무역\r\n漁業;fishery;수산업\r\n農業;farming;농업;\r\n"
	if string(got) != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	var told []string
	for _, c := range conflicts {
		told = append(told, c.Name+" "+c.Column+" "+c.Ours+" "+c.Theirs)
	}
	if s := strings.Join(told, ", "); s != "貿易 en commerce trading, 漁業  zh-Hant=漁業; en=fishery; ko=수산업 " {
		t.Errorf("conflicts: %q", s)
	}
	if again, conflicts, err := Merge(base, ours, base); err != nil || conflicts != nil {
		t.Errorf("no change in theirs: %v, %v", conflicts, err)
	} else if b, _ := again.Bytes(); string(b) != string(ours.file.data) {
		t.Errorf("no change in theirs, yet %q", b)
	}
}

func TestLookup(t *testing.T) {
	g := parsed(t, "zh-Hant,en\n貿易,Trade|commerce\n外交,diplomacy\n")
	for form, want := range map[string]int{"贸易": 1, "trade": 1, "COMMERCE": 1, "漁業": 0} {
		if got := len(g.Lookup(form)); got != want {
			t.Errorf("%s: %d concepts, want %d", form, got, want)
		}
	}
}

// TestMadeID: a row that came back from an export with the id that the export
// made for it is the row that it was.
func TestMadeID(t *testing.T) {
	a, err := Parse("a.csv", []byte("zh-Hant,en\n港口,harbour\n"))
	if err != nil {
		t.Fatal(err)
	}
	back, err := ReadTBX("a.tbx", a.TBX(TBXBasic, "t"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range Diff(a, back) {
		if c.Kind != CellChanged || c.Column != "id" {
			t.Errorf("a round trip through TBX changes %+v", c)
		}
	}
	named, err := Parse("b.csv", []byte("id,zh-Hant,en\nport,港口,harbour\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := Diff(a, named); len(d) != 1 || d[0].Column != "id" {
		t.Errorf("an id given to a row is one new cell, not %+v", d)
	}
}

// TestMergeImport: what was exported and comes back adds nothing, whether the
// files have ids or not.
func TestMergeImport(t *testing.T) {
	for _, sheet := range []string{
		"zh-Hant,en,ko,note\n外交,diplomacy,외교,\n貿易,trade|commerce,무역,old\n",
		"id,zh-Hant,en\nx1,外交,diplomacy\nx2,貿易,trade\n",
		"zh-Hans;en\r\n外交;diplomacy\r\n",
	} {
		ours := parsed(t, sheet)
		back, err := ReadTBX("x.tbx", ours.TBX(TBXBasic, ""))
		if err != nil {
			t.Fatal(err)
		}
		out, conflicts, err := Merge(New(""), ours, back)
		if err != nil || len(out.Concepts) != len(ours.Concepts) {
			t.Errorf("%q: %d concepts, %v, %v", sheet, len(out.Concepts), conflicts, err)
		}
	}
}
