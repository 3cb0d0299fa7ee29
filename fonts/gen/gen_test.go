package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/duizhao/duizhao/fonts/internal/pack"
	"github.com/duizhao/duizhao/fonts/internal/truetype"
	"github.com/duizhao/duizhao/internal/require"
)

// embedded opens the fonts in data, in the order of the recipes.
func embedded(t *testing.T) []*truetype.Font {
	t.Helper()
	var out []*truetype.Font
	for _, r := range recipes {
		b, err := os.ReadFile(filepath.Join("..", "data", r.name+".dzf"))
		if err != nil {
			t.Fatal(err)
		}
		f, err := pack.Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}

// TestMissing: MISSING.md speaks of the fonts that are embedded, and the sets
// that we promise are whole.
func TestMissing(t *testing.T) {
	fonts := embedded(t)
	have, err := os.ReadFile(filepath.Join("..", "MISSING.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, missingReport(fonts)) {
		t.Error("MISSING.md is not what the generator writes now: run it again")
	}
	got := runeSet{}
	for _, f := range fonts {
		for _, m := range f.Cmap {
			got[m.Rune] = true
		}
	}
	for _, c := range []struct {
		name string
		set  runeSet
		size int // of the standard
	}{
		{"Big5 level 1", big5Level1, 5401}, {"Big5 level 2", big5Level2, 7652}, {"GB 2312", gb2312, 6763}, {"KS X 1001 Hanja", ksHanja, 4888},
		{"JIS level 1", jisLevel1, 2965}, {"GB 2312 level 1", gbLevel1, 3755}, {"Hangul syllables", block(0xAC00, 0xD7A3), 11172},
		{"the Unified Repertoire and Ordering, to Unicode 15", block(0x4E00, 0x9FFF), 20992}, {"HKSCS", hkscs, 0},
		{"Bopomofo", block(0x3105, 0x312F), 43}, {"CJK punctuation", block(0x3000, 0x303F), 64},
		{"ASCII and Latin-1", union(block(0x20, 0x7E), block(0xA0, 0xFF)), 190},
	} {
		if c.size > 0 && len(c.set) != c.size {
			t.Errorf("%s: the set has %d characters, the standard %d", c.name, len(c.set), c.size)
		}
		for r := range c.set {
			if !got[r] {
				t.Errorf("%s: %q (U+%04X) is in no font", c.name, r, r)
			}
		}
	}
}

// TestRecipes: each embedded font has what its place in the cascade needs.
func TestRecipes(t *testing.T) {
	fonts := embedded(t)
	has := func(name string, r rune) bool {
		i := slices.IndexFunc(recipes, func(x recipe) bool { return x.name == name })
		return fonts[i].Cmap.Glyph(r) != 0
	}
	for _, r := range "ABCabc019,.!?\"'()-éüßβЖ–" {
		for _, name := range []string{"NotoSerifTC-Regular", "NotoSerifSC-Regular", "NotoSerifKR-Regular", "NotoSerifJP-Regular"} {
			if has(name, r) {
				t.Errorf("%s has %q, which belongs to the Latin fonts", name, r)
			}
		}
	}
	for _, r := range ambiguous {
		if !has("NotoSerifTC-Regular", r) || !has("NotoSerif-Regular", r) {
			t.Errorf("%q is not in both the Latin and the Chinese font", r)
		}
	}
	for _, r := range "“”‘’…—" {
		if has("NotoSerifKR-Regular", r) {
			t.Errorf("the Korean font has %q", r)
		}
	}
}

// TestAgain: from the npm packages come the very bytes that are embedded, and
// every outline is the source's, but for those that patch.go draws.
func TestAgain(t *testing.T) {
	src := require.Dir(t, "fontpackages", "DUIZHAO_NPM", "node_modules")
	sources, err := load(src)
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	if err := run(src, out); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"MISSING.md", "data/ORIGIN.tsv", "data/OFL.txt"} {
		equal(t, out, name)
	}
	for i, f := range embedded(t) {
		r := recipes[i]
		equal(t, out, "data/"+r.name+".dzf")
		source := sources[r.source].font
		for _, m := range f.Cmap {
			if r.chinese && bytes.ContainsRune([]byte("—⸺⸻·"), m.Rune) || r.korean && m.Rune == '∼' {
				continue
			}
			id := source.Cmap.Glyph(m.Rune)
			a, errA := source.Outlines.Glyph(id)
			b, errB := f.Outlines.Glyph(m.Glyph)
			if errA != nil || errB != nil || source.Advances[id] != f.Advances[m.Glyph] ||
				!slices.Equal(a.Points, b.Points) || !slices.Equal(a.Ends, b.Ends) || len(a.Components) != len(b.Components) {
				t.Fatalf("%s: %q is not what the source has", r.name, m.Rune)
			}
		}
	}
}

// equal compares a file of the folder with the one in the repository.
func equal(t *testing.T, dir, name string) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: other packages, or another program, made the file in the repository", name)
	}
}
