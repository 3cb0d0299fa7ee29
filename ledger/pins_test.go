package ledger

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// bitextOf pairs two texts by a list of bead types such as "1-1 2-1 0-1".
func bitextOf(t testing.TB, source, target *segment.Text, types string) *bitext.Bitext {
	t.Helper()
	var beads []bitext.Bead
	s, u := 0, 0
	for _, ty := range strings.Fields(types) {
		a, b := int(ty[0]-'0'), int(ty[2]-'0')
		beads = append(beads, bitext.Bead{Source: bitext.Range{From: s, To: s + a}, Target: bitext.Range{From: u, To: u + b}})
		s, u = s+a, u+b
	}
	b, err := bitext.New(source, target, beads)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// pairs writes beads as "0-1:0-2 …", half-open.
func pairs(beads []bitext.Bead) string {
	var out []string
	for _, b := range beads {
		n := strconv.Itoa
		out = append(out, n(b.Source.From)+"-"+n(b.Source.To)+":"+n(b.Target.From)+"-"+n(b.Target.To))
	}
	return strings.Join(out, " ")
}

var (
	zhLines = []string{"港口在三月結了很厚的冰。", "沒有人能出海捕魚。", "孩子們在冰上畫了一隻鯨魚。", "老人說他從來沒有見過這樣的冬天。", "燈塔每天晚上還是亮著。", "四月冰終於化了。"}
	enLines = []string{"The harbour froze hard in March, and nobody could fish.", "Children drew a whale on the ice.", "The old man had never seen such a winter.", "Or so he said.", "Every night the lamp was lit all the same.", "In April the ice went out at last."}
)

const enTypes = "2-1 1-1 1-2 1-1 1-1"

func TestPins(t *testing.T) {
	b := bitextOf(t, textOf(lang.ZhHant, zhLines...), textOf(lang.En, enLines...), enTypes)
	l := (&Ledger{}).Confirm(b, 0, 2).Reject(b, 3)
	check := func(name string, zh, en []string, confirmed, rejected string, lost int) {
		t.Helper()
		p := l.Pins(textOf(lang.ZhHant, zh...), textOf(lang.En, en...))
		if pairs(p.Confirmed) != confirmed || pairs(p.Rejected) != rejected || len(p.Lost) != lost {
			t.Errorf("%s: %q %q %d lost, want %q %q %d", name, pairs(p.Confirmed), pairs(p.Rejected), len(p.Lost), confirmed, rejected, lost)
		}
		for _, f := range p.Lost {
			if f.Code != PinLost || f.Args["Source"] == "" || f.Args["Target"] == "" {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
	edit := func(list []string, at int, text string) []string {
		out := slices.Clone(list)
		out[at] = text
		return out
	}
	check("unchanged", zhLines, enLines, "0-2:0-1 3-4:2-4", "4-5:4-5", 0)
	check("edited", edit(zhLines, 3, "那老人說他從未見過這樣的冬天。"), edit(enLines, 0, "The harbour froze over in March, and nobody could fish."), "0-2:0-1 3-4:2-4", "4-5:4-5", 0)
	check("inserted before", append([]string{"標題"}, zhLines...), append([]string{"A title", "By Ann"}, enLines...), "1-3:2-3 4-5:4-6", "5-6:6-7", 0)
	check("inserted between", slices.Insert(slices.Clone(zhLines), 1, "風也很大。"), enLines, "0-3:0-1 4-5:2-4", "5-6:4-5", 0)
	check("one of two deleted", zhLines[1:], enLines, "0-1:0-1 2-3:2-4", "3-4:4-5", 0)
	check("all of a side deleted", zhLines[2:], enLines, "1-2:2-4", "2-3:4-5", 1)
	check("rejected deleted", slices.Delete(slices.Clone(zhLines), 4, 5), enLines, "0-2:0-1 3-4:2-4", "", 0)
	check("split", slices.Concat([]string{"港口在三月結了很厚的冰，沒有人能出海。", "也沒有人捕魚。"}, zhLines[2:]), enLines, "0-2:0-1 3-4:2-4", "4-5:4-5", 0)
	check("target split", zhLines, slices.Concat([]string{"The harbour froze hard in March.", "And nobody could fish."}, enLines[1:]), "0-2:0-2 3-4:3-5", "4-5:5-6", 0)
	check("target merged", zhLines, slices.Concat(enLines[:2], []string{"The old man had never seen such a winter, or so he said."}, enLines[4:]), "0-2:0-1 3-4:2-3", "4-5:3-4", 0)
	moved := slices.Concat(zhLines[2:], zhLines[:2])
	check("moved behind another pin", moved, enLines, "1-2:2-4", "2-3:4-5", 1)
	check("all gone", []string{"完全不同的一篇文章。"}, enLines, "", "", 2)
}

func TestPinsEmptySide(t *testing.T) {
	zh, en := textOf(lang.ZhHant, zhLines...), textOf(lang.En, enLines[2:]...)
	b := bitextOf(t, zh, en, "1-0 2-0 1-2 0-1 1-0 1-1")
	l := (&Ledger{}).Confirm(b, 0, 1, 3, 4)
	if p := l.Pins(zh, en); pairs(p.Confirmed) != "0-1:0-0 1-3:0-0 4-4:2-3 4-5:3-3" || len(p.Lost) != 0 {
		t.Errorf("%s, %d lost", pairs(p.Confirmed), len(p.Lost))
	}
	if p := l.Pins(zh, textOf(lang.En, enLines[3:]...)); pairs(p.Confirmed) != "0-1:0-0 1-3:0-0 4-4:1-2 4-5:2-2" {
		t.Errorf("%s", pairs(p.Confirmed))
	}
	if p := l.Pins(textOf(lang.ZhHant, zhLines[2:]...), en); len(p.Lost) != 1 {
		t.Errorf("%s, %d lost", pairs(p.Confirmed), len(p.Lost))
	}
	l2, err := Parse("x", l.Bytes())
	if err != nil || !bytes.Equal(l2.Bytes(), l.Bytes()) {
		t.Errorf("%v\n%s\n%s", err, l.Bytes(), l2.Bytes())
	}
}

// TestMerged: two confirmed beads whose sentences were joined are one.
func TestMerged(t *testing.T) {
	zh, en := textOf(lang.ZhHant, zhLines...), textOf(lang.En, enLines...)
	l := (&Ledger{}).Confirm(bitextOf(t, zh, en, "1-0 1-1 1-1 1-2 1-1 1-1"), 2, 3)
	joined := slices.Concat(zhLines[:2], []string{strings.TrimSuffix(zhLines[2], "。") + "，" + zhLines[3]}, zhLines[4:])
	if p := l.Pins(textOf(lang.ZhHant, joined...), en); pairs(p.Confirmed) != "2-3:1-4" || len(p.Lost) != 0 {
		t.Errorf("%s, %d lost", pairs(p.Confirmed), len(p.Lost))
	}
}

func TestDecide(t *testing.T) {
	zh, en := textOf(lang.ZhHant, zhLines...), textOf(lang.En, enLines...)
	b := bitextOf(t, zh, en, enTypes)
	other := bitextOf(t, zh, en, "1-0 1-1 1-1 1-2 1-1 1-1")
	l := (&Ledger{}).Confirm(b, 0, 1)
	if l2 := l.Confirm(b, 0, 1); !bytes.Equal(l.Bytes(), l2.Bytes()) {
		t.Error("confirmed twice is not once")
	}
	if p := l.Confirm(other, 1).Pins(zh, en); pairs(p.Confirmed) != "1-2:0-1 2-3:1-2" {
		t.Errorf("another bead of the same sentences: %s", pairs(p.Confirmed))
	}
	if p := l.Reject(b, 0).Pins(zh, en); pairs(p.Confirmed) != "2-3:1-2" || pairs(p.Rejected) != "0-2:0-1" {
		t.Errorf("rejected after: %s, %s", pairs(p.Confirmed), pairs(p.Rejected))
	}
	if p := l.Reject(other, 1).Pins(zh, en); pairs(p.Confirmed) != "0-2:0-1 2-3:1-2" || pairs(p.Rejected) != "1-2:0-1" {
		t.Errorf("another rejected: %s, %s", pairs(p.Confirmed), pairs(p.Rejected))
	}
	if p := l.Reject(b, 0).Confirm(b, 0).Pins(zh, en); pairs(p.Confirmed) != "0-2:0-1 2-3:1-2" || len(p.Rejected) != 0 {
		t.Errorf("confirmed after: %s, %s", pairs(p.Confirmed), pairs(p.Rejected))
	}
	if r := l.Release(b, 0, 1); len(r.Beads(lang.ZhHant, lang.En)) != 0 {
		t.Errorf("released:\n%s", r.Bytes())
	}
	if l2 := l.Confirm(b, -1, 99); len(l2.Beads(lang.ZhHant, lang.En)) != 2 {
		t.Error("beads that are not there")
	}
	before, after := strings.Split(string(l.Bytes()), "\n"), strings.Split(string(l.Confirm(b, 3).Bytes()), "\n")
	if len(after) != len(before)+1 {
		t.Errorf("one decision is %d lines", len(after)-len(before))
	}
}

func TestPut(t *testing.T) {
	zh, en := textOf(lang.ZhHant, zhLines...), textOf(lang.En, enLines...)
	ids, l := (&Ledger{}).Carry(zh, en)
	b := Bead{From: lang.ZhHant, To: lang.En, Source: ids.Source[5:6], Target: ids.Targets[0][5:6], Pin: Given,
		Origin: &Origin{By: "openai", Model: "m", Repaired: true}}
	l = l.Put(b)
	got := l.Beads(lang.ZhHant, lang.En)
	if len(got) != 1 || got[0].Basis.Source == "" || got[0].Basis.Target == "" || !reflect.DeepEqual(got[0].Origin, b.Origin) {
		t.Fatalf("%+v", got)
	}
	if s, u := l.Changed(got[0]); s || u {
		t.Error("changed at once")
	}
	edited := slices.Clone(zhLines)
	edited[5] = "五月冰終於化了。"
	_, l2 := l.Carry(textOf(lang.ZhHant, edited...), en)
	if s, u := l2.Changed(l2.Beads(lang.ZhHant, lang.En)[0]); !s || u {
		t.Errorf("source changed: %v %v", s, u)
	}
	_, l3 := l2.Carry(zh, textOf(lang.En, append(slices.Clone(enLines[:5]), "In April the ice went out.")...))
	if s, u := l3.Changed(l3.Beads(lang.ZhHant, lang.En)[0]); s || !u {
		t.Errorf("target edited: %v %v", s, u)
	}
	// A decision about the same bead keeps what is known about it.
	l4 := l.Confirm(bitextOf(t, zh, en, enTypes), 4)
	if got := l4.Beads(lang.ZhHant, lang.En); len(got) != 1 || got[0].Pin != Confirmed || got[0].Origin == nil {
		t.Errorf("%+v", got)
	}
	b.Pin, b.Origin = Unpinned, nil
	if l := l.Put(b); len(l.Beads(lang.ZhHant, lang.En)) != 0 {
		t.Errorf("not taken out: %s", l.Bytes())
	}
}
