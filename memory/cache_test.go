package memory

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/lang"
)

// sample is a memory with something in every field.
func sample() *Memory {
	return New().Add(
		Unit{Source: "港口結了冰。", Target: "The harbour froze.", From: lang.ZhHant, To: lang.En, Before: "三月了。", After: "沒有人捕魚。", Reviewed: true, Origin: Person, Date: "20260301T000000Z"},
		Unit{Source: "沒有人捕魚。", Target: "아무도 고기를 잡지 않았다.", From: lang.ZhHant, To: lang.Ko, Origin: "deepl", Notes: []string{"fish & chips", "第二"}},
		Unit{ID: "s7h2kq4c", Source: "<x1>冰</x1>化了<x2/>。", Target: "The <x1>ice</x1> went out<x2/>.", From: lang.ZhHans, To: lang.En,
			Codes: []exchange.Code{{N: 1, Type: "bold", Open: "<b>", Close: "</b>"}, {N: 2, Type: "image", Open: "<img/>", Sub: []string{"a boat"}}},
			Props: []exchange.Prop{{Key: "x-article", Value: "harbour"}, {Key: "client", Value: "A & B"}}},
		Unit{Source: "The boats came back.", Target: "船回來了。", From: lang.En, To: lang.ZhHant},
	)
}

// written saves a memory and gives the file's path.
func written(t testing.TB, m *Memory) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "memory.tmx")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// contents are the units of a memory without their pointers.
func contents(m *Memory) []Unit {
	var out []Unit
	for u := range m.All {
		out = append(out, *u)
	}
	return out
}

func mustOpen(t testing.TB, path, dir string) *Memory {
	t.Helper()
	m, err := Open([]string{path}, dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestCache: what the cache gives is what the file gives, and it is really
// the cache that was read.
func TestCache(t *testing.T) {
	path, dir := written(t, sample()), t.TempDir()
	plain := mustOpen(t, path, "")
	first := mustOpen(t, path, dir)
	data, err := os.ReadFile(cachePath(dir, path))
	if err != nil {
		t.Fatal("no cache was written")
	}
	second := mustOpen(t, path, dir)
	for name, m := range map[string]*Memory{"first": first, "from the cache": second} {
		if got, want := contents(m), contents(plain); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
	}
	if plain.shards[0].indexes != nil || second.shards[0].indexes == nil {
		t.Error("the cache was not read")
	}
	for _, m := range []*Memory{plain, first, second} {
		if got := m.Find(lang.ZhHant, lang.En, "港口結冰了。", "", "", 50, 0); len(got) != 1 || got[0].Target != "The harbour froze." {
			t.Errorf("found %+v", got)
		}
		if got := m.Find(lang.ZhHant, lang.En, "船回來了。", "", "", 100, 0); len(got) != 1 || got[0].Target != "The boats came back." {
			t.Errorf("turned: %+v", got)
		}
	}

	// The file changes: the cache is made anew, in the same place.
	if err := plain.Add(Unit{Source: "新的句子。", Target: "A new sentence.", From: lang.ZhHant, To: lang.En}).Save(path); err != nil {
		t.Fatal(err)
	}
	changed := mustOpen(t, path, dir)
	if changed.Len() != plain.Len()+1 {
		t.Errorf("an outdated cache was read: %d units", changed.Len())
	}
	if now, _ := os.ReadFile(cachePath(dir, path)); bytes.Equal(now, data) {
		t.Error("the outdated cache was left")
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("%d files in the cache", len(files))
	}
}

// TestCacheDamaged: whatever is changed in a cache, it is noticed.
func TestCacheDamaged(t *testing.T) {
	path, dir := written(t, sample()), t.TempDir()
	want := contents(mustOpen(t, path, dir))
	file := cachePath(dir, path)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(data); i += 29 {
		damaged := bytes.Clone(data)
		damaged[i] ^= 0x41
		for _, bad := range [][]byte{damaged, data[:i]} {
			if err := os.WriteFile(file, bad, 0o644); err != nil {
				t.Fatal(err)
			}
			if got := contents(mustOpen(t, path, dir)); !reflect.DeepEqual(got, want) {
				t.Fatalf("byte %d: %+v", i, got)
			}
			if now, _ := os.ReadFile(file); !bytes.Equal(now, data) {
				t.Fatalf("byte %d: not made again", i)
			}
		}
	}
	// A folder that can't be written to is done without.
	if m := mustOpen(t, path, filepath.Join(file, "below-a-file")); !reflect.DeepEqual(contents(m), want) {
		t.Error("without a cache the file is not read")
	}
}

// FuzzCache: no bytes make the reader of the cache fail or hand out an index
// that can't be searched. The checksum is made to fit, so that what stands
// behind it is tried.
func FuzzCache(f *testing.F) {
	m := sample()
	m.shards[0].indexAll()
	content := [32]byte{1}
	good := encode(m.shards[0], content)
	f.Add(good[headSize:])
	f.Add([]byte{})
	f.Add(encode(&shard{indexes: map[pairKey]*index{}}, content)[headSize:])
	for i := 0; i < len(good)-headSize; i += 37 {
		bad := bytes.Clone(good[headSize:])
		bad[i] ^= 1
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		s := decode(sealed(body, content), "m.tmx", content)
		if s == nil {
			return
		}
		m := &Memory{shards: []*shard{s}}
		for _, least := range []int{0, 60} {
			m.Find(lang.ZhHant, lang.En, "港口結冰了。", "", "", least, 5)
		}
		if err := m.Write(io.Discard, nil); err != nil {
			t.Error(err)
		}
	})
}
