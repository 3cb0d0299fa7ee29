package pack

import (
	"fmt"
	"strings"
	"testing"
)

func build(t testing.TB) *Table {
	var b Builder
	for i := range 1000 {
		for k := range i % 7 {
			b.Add(fmt.Sprintf("鍵%d", i), fmt.Sprintf("v%d", (i*31+k*17)%400), 1/float64(k+1))
		}
	}
	b.Add("鍵", "v1", 0.25)
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	table, err := Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// What goes in comes out, the weights to within a step of 2^(1/16).
func TestTable(t *testing.T) {
	table := build(t)
	for i := range 1000 {
		k := table.Find(fmt.Sprintf("鍵%d", i))
		if (k >= 0) != (i%7 > 0) {
			t.Fatalf("key %d: %d", i, k)
		}
		if k < 0 {
			continue
		}
		pairs := table.Pairs(k, nil)
		if len(pairs) != i%7 {
			t.Fatalf("key %d has %d pairs", i, len(pairs))
		}
		got := map[string]float32{}
		for _, p := range pairs {
			got[table.Value(p.Value)] = p.Weight
		}
		for n := range i % 7 {
			v := fmt.Sprintf("v%d", (i*31+n*17)%400)
			if w := got[v] * float32(n+1); w < 0.97 || w > 1.03 || table.FindValue(v) < 0 {
				t.Errorf("key %d: %s weighs %v of 1/%d", i, v, got[v], n+1)
			}
		}
	}
	var found []string
	table.Prefixes("鍵123", []int{3, 4, 5, 6}, func(_, key int) { found = append(found, table.Key(key)) })
	if got := strings.Join(found, " "); got != "鍵 鍵1 鍵12 鍵123" {
		t.Error(got)
	}
}

// Data that is no table is refused, not believed.
func TestOpen(t *testing.T) {
	for _, s := range []string{"", "DZT1", "DZT2" + strings.Repeat("\xff", 20), "DZT2" + strings.Repeat("\x01\x00\x00\x00", 5) + "x"} {
		if _, err := Open(s); err == nil {
			t.Errorf("%q was opened", s)
		}
	}
}

// An entry too long for the layout is an error.
func TestTooLong(t *testing.T) {
	var b Builder
	for i := range 3 {
		b.Add(strings.Repeat("x", 40_000)+fmt.Sprint(i), "v", 1)
	}
	if _, err := b.Bytes(); err == nil {
		t.Error("compiled")
	}
}
