package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// example is the file of the package's documentation.
func example(t testing.TB) []byte {
	t.Helper()
	source, err := os.ReadFile("ledger.go")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, line := range strings.Split(string(source), "\n") {
		if json, ok := strings.CutPrefix(line, "//\t"); ok {
			b.WriteString(json + "\n")
		}
	}
	if b.Len() == 0 {
		t.Fatal("no example in ledger.go")
	}
	return b.Bytes()
}

func TestExample(t *testing.T) {
	l, err := Parse("x", example(t))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(l.Bytes(), example(t)) {
		t.Errorf("the example is written as\n%s", l.Bytes())
	}
	beads := l.Beads(lang.ZhHant, lang.En)
	if len(beads) != 2 || beads[0].Pin != Confirmed || beads[1].Origin.By != "memory" || beads[1].Origin.Score != 92 || beads[1].Review != "reviewed" {
		t.Errorf("%+v", beads)
	}
}

// TestForward: what a newer program wrote is there after a change by this one.
func TestForward(t *testing.T) {
	data := `{"duizhao":"ledger","version":1,"tool":{"name":"<newer>"}}
{"lang":"en","id":"s1","text":"The harbour froze & thawed.","speaker":"a <b>"}
{"lang":"zh-Hant","id":"s2","text":"港口結了冰。"}
{"from":"zh-Hant","to":"en","source":["s2"],"target":["s1"],"pin":"confirmed","origin":{"by":"memory","score":92,"file":"a.tmx"},"basis":{"source":"x","target":"y"},"by":"Ann","later":[1,2,{"x":null}]}
{"from":"zh-Hant","to":"en","source":["s2"],"target":["s1"],"pin":"some-new-pin"}
{"note":"a line of a kind that does not exist yet","n":1e400}
`
	l, err := Parse("x", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	if string(l.Bytes()) != data {
		t.Errorf("written as\n%s", l.Bytes())
	}
	_, l = l.Carry(textOf(lang.ZhHant, "港口結了薄冰。"), textOf(lang.En, "The harbour froze & thawed!"))
	want := strings.Replace(strings.Replace(data, "結了冰", "結了薄冰", 1), "thawed.", "thawed!", 1)
	if string(l.Bytes()) != want {
		t.Errorf("after an edit\n%s", l.Bytes())
	}
}

func TestRoundTrip(t *testing.T) {
	zh, en := textOf(lang.ZhHant, "甲\u2028\"乙\"\\。", "<b>&\u0001", strings.Repeat("長", 10_000), ""), textOf(lang.En, "a\tb", "\U0001F600", "c")
	b := bitextOf(t, zh, en, "1-1 1-0 1-1 0-1")
	l := (&Ledger{}).Confirm(b, 0, 1).Reject(b, 2, 3)
	path := filepath.Join(t.TempDir(), "a"+Suffix)
	if err := l.Save(path); err != nil {
		t.Fatal(err)
	}
	l2, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(l.Bytes(), l2.Bytes()) {
		t.Errorf("\n%s\n%s", l.Bytes(), l2.Bytes())
	}
	if a, b := fmt.Sprintf("%+v", l.beads), fmt.Sprintf("%+v", l2.beads); a != b {
		t.Errorf("\n%s\n%s", a, b)
	}
}

func TestSave(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a"+Suffix)
	l, err := Load(path)
	if err != nil || !l.Empty() {
		t.Fatal(l, err)
	}
	if err := l.Save(path); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("an empty ledger made a file")
	}
	_, l = l.Carry(textOf(lang.En, "Sea."))
	if err := l.Save(path); err != nil {
		t.Fatal(err)
	}
	old := time.Unix(1e9, 0)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if err := l.Save(path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(old) {
		t.Error("an unchanged ledger was written again", err)
	}
}

// TestFaults: each file that cannot be read names what is wrong and its line.
func TestFaults(t *testing.T) {
	const head = `{"duizhao":"ledger","version":1}` + "\n"
	for _, c := range []struct {
		name, data, id string
		line           int
	}{
		{"no header", `{"lang":"en","id":"s1","text":"a"}`, "ledger.no-header", 1},
		{"another file", `{"id":1}`, "ledger.no-header", 1},
		{"another kind", `{"duizhao":"edition","version":1}`, "ledger.no-header", 1},
		{"two headers", head + head, "ledger.two-headers", 2},
		{"newer", `{"duizhao":"ledger","version":2}`, "ledger.version", 1},
		{"version a word", `{"duizhao":"ledger","version":"1"}`, "ledger.field", 1},
		{"no JSON", head + "hello", "ledger.syntax", 2},
		{"an array", head + `["a"]`, "ledger.syntax", 2},
		{"cut off", head + `{"lang":"en","id":"s1","te`, "ledger.syntax", 2},
		{"two values", head + `{"a":1} {"b":2}`, "ledger.syntax", 2},
		{"a key twice", head + `{"lang":"en","lang":"ko","id":"s1"}`, "ledger.syntax", 2},
		{"deep", head + `{"a":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, "ledger.syntax", 2},
		{"many keys", head + `{` + manyKeys(200) + `}`, "ledger.syntax", 2},
		{"long line", head + `{"a":"` + strings.Repeat("x", maxLine) + `"}`, "ledger.long-line", 2},
		{"not UTF-8", head + "{\"a\":\"\xff\"}", "ledger.encoding", 2},
		{"conflict", head + "<<<<<<< HEAD\n", "ledger.conflict", 2},
		{"conflict middle", head + "\n=======\n", "ledger.conflict", 3},
		{"conflict end", head + ">>>>>>> branch\n", "ledger.conflict", 2},
		{"conflict in the first line", "<<<<<<< HEAD\n" + head, "ledger.conflict", 1},
		{"id with space", head + `{"lang":"en","id":"s 1","text":"a"}`, "ledger.field", 2},
		{"id with markup", head + `{"lang":"en","id":"s\"><script>","text":"a"}`, "ledger.field", 2},
		{"id a number", head + `{"lang":"en","id":7,"text":"a"}`, "ledger.field", 2},
		{"id empty", head + `{"lang":"en","id":"","text":"a"}`, "ledger.field", 2},
		{"id null", head + `{"lang":"en","id":null,"text":"a"}`, "ledger.field", 2},
		{"language", head + `{"lang":"../x","id":"s1","text":"a"}`, "ledger.field", 2},
		{"two texts of an id", head + `{"lang":"en","id":"s1","text":"a"}` + "\n" + `{"lang":"en","id":"s1","text":"b"}`, "ledger.two-texts", 3},
		{"bead without sentences", head + `{"from":"zh","to":"en","source":[],"target":[]}`, "ledger.field", 2},
		{"bead with an id twice", head + `{"from":"zh","to":"en","source":["s1","s1"],"target":[]}`, "ledger.field", 2},
		{"bead with bad ids", head + `{"from":"zh","to":"en","source":["s1"],"target":["S"]}`, "ledger.field", 2},
		{"bead behind a sentence", head + `{"from":"zh","to":"en","source":["s1"],"target":["s2"],"after":"s3"}`, "ledger.field", 2},
		{"origin a word", head + `{"from":"zh","to":"en","source":["s1"],"target":["s2"],"origin":"x"}`, "ledger.field", 2},
		{"score a word", head + `{"from":"zh","to":"en","source":["s1"],"target":["s2"],"origin":{"score":"x"}}`, "ledger.field", 2},
		{"basis an array", head + `{"from":"zh","to":"en","source":["s1"],"target":["s2"],"basis":[]}`, "ledger.field", 2},
		{"languages", head + manyLanguages(200), "ledger.languages", 102},
	} {
		_, err := Parse("dir/a.jsonl", []byte(c.data))
		var f *fault.Error
		if !errors.As(err, &f) || f.ID != c.id || f.Line != c.line || f.Path != "dir/a.jsonl" {
			t.Errorf("%s: %v, want %s in line %d", c.name, err, c.id, c.line)
		}
	}
	for _, data := range []string{"", "\n \r\n", "\xEF\xBB\xBF" + head, strings.ReplaceAll(string(example(t)), "\n", "\r\n"),
		head + `{"lang":"en","id":"s1","text":"a"}` + "\n" + `{"lang":"en","id":"s1","text":"a"}`} {
		if _, err := Parse("x", []byte(data)); err != nil {
			t.Errorf("%q: %v", data, err)
		}
	}
	if _, err := Load(t.TempDir()); !errors.Is(err, &fault.Error{ID: "ledger.unreadable"}) {
		t.Errorf("a folder: %v", err)
	}
}

func manyKeys(n int) string {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = strconv.Quote("k"+strconv.Itoa(i)) + ":1"
	}
	return strings.Join(keys, ",")
}

func manyLanguages(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`{"lang":"x` + strconv.Itoa(i) + `","id":"s1","text":"a"}` + "\n")
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	f.Add(example(f))
	f.Add([]byte(`{"duizhao":"ledger","version":1,"x":[{}]}` + "\n" + `{"y":"\u2028"}`))
	f.Add([]byte("<<<<<<<"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Parse("x", data)
		if err != nil {
			var fe *fault.Error
			if !errors.As(err, &fe) {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		first := l.Bytes()
		again, err := Parse("x", first)
		if err != nil {
			t.Fatalf("does not read what it wrote: %v\n%s", err, first)
		}
		if !bytes.Equal(first, again.Bytes()) {
			t.Fatalf("written as\n%s\nthen\n%s", first, again.Bytes())
		}
		ids, next := l.Carry(textOf(lang.ZhHant, "港口結了冰。", "沒有人捕魚。"), textOf(lang.En, "The harbour froze, and nobody fished."))
		checkIDs(t, ids.Source)
		checkIDs(t, ids.Targets[0])
		if _, err := Parse("x", next.Bytes()); err != nil {
			t.Fatalf("after carrying: %v\n%s", err, next.Bytes())
		}
		next.Pins(textOf(lang.ZhHant, "港口結了冰。"), textOf(lang.En, "The harbour froze."))
	})
}

func BenchmarkParse(b *testing.B) {
	_, l := carryOne(&Ledger{}, textOf(lang.ZhHant, sentencesOf(rand.New(rand.NewSource(7)), lang.ZhHant, 1000)...))
	data := l.Bytes()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Parse("x", data); err != nil {
			b.Fatal(err)
		}
	}
}
