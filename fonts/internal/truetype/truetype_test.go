package truetype

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/font"
)

// TestTriplets: every step comes back, in the number of bytes that its flag
// says. The steps are all borders between size classes, and their neighbours.
func TestTriplets(t *testing.T) {
	var steps []int
	for _, border := range []int{0, 1, 64, 65, 256, 512, 768, 769, 1279, 1280, 4095, 4096, 32767, 65535} {
		for _, v := range []int{border - 1, border, border + 1} {
			if v < 1<<16 {
				steps = append(steps, v, -v)
			}
		}
	}
	for _, dx := range steps {
		for _, dy := range steps {
			for _, on := range []bool{true, false} {
				flags, data := appendTriplet(nil, nil, dx, dy, on)
				if len(flags) != 1 || len(data) != tripletSize(flags[0]) {
					t.Fatalf("(%d, %d): %d flags and %d bytes for flag %d", dx, dy, len(flags), len(data), flags[0])
				}
				if x, y, curve := triplet(flags[0], data); x != dx || y != dy || curve != on {
					t.Fatalf("(%d, %d) %v came back as (%d, %d) %v", dx, dy, on, x, y, curve)
				}
			}
		}
	}
}

// TestGlyphs: outlines survive glyf records, and chunks.
func TestGlyphs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var glyphs []Glyph
	for range 200 {
		glyphs = append(glyphs, random(r))
	}
	glyphs = append(glyphs, Glyph{}, composite(1, 2, 3), box(-16000, -16000, 16000, 16000))
	chunk, err := OpenChunk(EncodeChunk(glyphs))
	if err != nil {
		t.Fatal(err)
	}
	if chunk.Len() != len(glyphs) {
		t.Fatalf("%d glyphs in the chunk, not %d", chunk.Len(), len(glyphs))
	}
	for i, g := range glyphs {
		back, err := decodeGlyph(g.encode(nil, nil))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "glyf record", g, back)
		back, err = chunk.Glyph(i)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "chunk", g, back)
	}
}

func same(t *testing.T, what string, want, got Glyph) {
	t.Helper()
	// nil and empty are the same here.
	if want.Box != got.Box || want.Overlap != got.Overlap || !slices.Equal(want.Ends, got.Ends) ||
		!slices.Equal(want.Points, got.Points) || !slices.Equal(want.Components, got.Components) {
		t.Fatalf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// TestCmap: character maps survive, in the formats that they need.
func TestCmap(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	scattered := func(n int, from, step rune) (c Cmap) {
		for i := range n {
			c = append(c, Mapping{from + rune(i)*step, uint16(1 + r.IntN(60000))})
		}
		return c
	}
	for _, c := range []struct {
		name string
		cmap Cmap
	}{
		{"empty", nil},
		{"one", Cmap{{'中', 7}}},
		{"a run", Cmap{{'a', 1}, {'b', 2}, {'c', 3}, {'e', 4}, {'f', 6}}},
		{"to the end of the plane", Cmap{{0xFFFD, 1}, {0xFFFE, 2}}},
		{"beyond the plane", Cmap{{'中', 1}, {'𠮷', 2}, {0x10FFFF, 3}}},
		{"only beyond the plane", Cmap{{'𠮷', 2}}},
		{"scattered", scattered(5000, 0x100, 3)},
		{"too many segments for format 4", scattered(20000, 0x100, 2)},
		{"many and astral", append(scattered(20000, 0x100, 2), scattered(5000, 0x20000, 5)...)},
	} {
		back, err := parseCmap(encodeCmap(c.cmap), 0xFFFF)
		want := slices.DeleteFunc(slices.Clone(c.cmap), func(m Mapping) bool { return m.Rune >= 0xD800 && m.Rune < 0xE000 })
		if err != nil || !slices.Equal(want, back) {
			t.Errorf("%s: %d entries came back as %d, %v", c.name, len(want), len(back), err)
		}
	}
}

// TestCutOracle: another parser finds in a cut font what went in.
func TestCutOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	chars := []rune{'A', 'é', 'ㄧ', '中', '한', '𠮷'}
	var glyphs []Glyph
	for range chars {
		glyphs = append(glyphs, random(r))
	}
	glyphs[1] = composite(1, 3)
	glyphs[3].Bearing = 40
	f := tableFont(chars, glyphs...)
	cut, err := f.Cut(f.Cmap[1:])
	if err != nil {
		t.Fatal(err)
	}
	file := cut.SFNT()
	oracle, err := font.ParseTTF(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := oracle.NominalGlyph('A'); ok {
		t.Error("A was not asked for")
	}
	for i, ch := range chars[1:] {
		id, ok := oracle.NominalGlyph(ch)
		if !ok {
			t.Errorf("%c is missing", ch)
			continue
		}
		if got, want := oracle.HorizontalAdvance(id), float32(502+i); got != want {
			t.Errorf("%c is %v wide, not %v", ch, got, want)
		}
		outline, ok := oracle.GlyphDataOutline(id)
		if !ok || len(outline.Segments) == 0 {
			t.Errorf("%c has no outline", ch)
		}
	}
	again, err := Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, ch := range chars[1:] {
		g, err := again.Outlines.Glyph(again.Cmap.Glyph(ch))
		if err != nil {
			t.Fatal(err)
		}
		if len(g.Components) == 0 {
			same(t, string(ch), glyphs[i+1], g)
		}
		if g.Bearing != glyphs[i+1].Bearing {
			t.Errorf("%c: bearing %d, want %d", ch, g.Bearing, glyphs[i+1].Bearing)
		}
	}
	if again.NameOf(NamePostScript) != "Test-Regular" || again.NameOf(NameCopyright) != "Copyright nobody" || again.NameOf(99) != "" {
		t.Error("the name table has changed")
	}
	if sum := checksum(file); sum != 0xB1B0AFBA {
		t.Errorf("the file's check sum is %#x", sum)
	}
	parts, err := f.Cut([]Mapping{{'é', f.Cmap.Glyph('é')}})
	if err != nil || len(parts.glyphs) != 4 {
		t.Errorf("é with its two components and .notdef is %d glyphs, %v", len(parts.glyphs), err)
	}
}

// TestCutHostile: composite glyphs that recurse or multiply are refused.
func TestCutHostile(t *testing.T) {
	chain := []Glyph{box(0, 0, 9, 9)}
	for i := range uint16(12) {
		chain = append(chain, composite(i+1))
	}
	bomb := []Glyph{box(0, 0, 9, 9)}
	for i := range uint16(6) {
		parts := make([]uint16, 200)
		for j := range parts {
			parts[j] = i + 1
		}
		bomb = append(bomb, composite(parts...))
	}
	for _, c := range []struct {
		name   string
		glyphs []Glyph
	}{
		{"itself", []Glyph{composite(1)}},
		{"a circle", []Glyph{composite(2), composite(3), composite(1)}},
		{"a long chain", chain},
		{"a bomb", bomb},
		{"a glyph that is not there", []Glyph{composite(700)}},
	} {
		f := tableFont(nil, c.glyphs...)
		if _, err := f.Cut(f.Cmap); err == nil {
			t.Errorf("%s: not refused", c.name)
		}
	}
}

// TestParseRefuses: what is no whole TrueType font is refused, for the reason
// that a user can act on.
func TestParseRefuses(t *testing.T) {
	good := fileOf(t, tableFont(nil, box(0, 0, 9, 9), composite(1, 1)))
	edit := func(at int, b ...byte) []byte {
		out := slices.Clone(good)
		copy(out[at:], b)
		return out
	}
	begin := func(magic string) []byte { return edit(0, []byte(magic)...) }
	os2 := tableAt(good, "OS/2")
	for _, c := range []struct {
		name string
		data []byte
		want error // nil: any
	}{
		{"nothing", nil, ErrNotFont},
		{"text", []byte("side by side, line by line"), ErrNotFont},
		{"TTC", begin("ttcf"), ErrCollection},
		{"OpenType CFF", begin("OTTO"), ErrCFF},
		{"WOFF", begin("wOFF"), ErrWOFF},
		{"WOFF2", begin("wOF2"), ErrWOFF},
		{"restricted", edit(os2+8, 0, 2), ErrRestricted},
		{"no subsetting", edit(os2+8, 1, 0), ErrRestricted},
		{"bitmaps only", edit(os2+8, 2, 0), ErrRestricted},
		{"preview and print may be embedded", edit(os2+8, 0, 4), errNone},
		{"more tables than there are", edit(4, 0, 200), nil},
		{"CFF in a TrueType wrapper", bytes.Replace(good, []byte("glyf"), []byte("CFF "), 1), ErrCFF},
		{"no cmap", bytes.Replace(good, []byte("cmap"), []byte("pamc"), 1), nil},
		{"no name", bytes.Replace(good, []byte("name"), []byte("eman"), 1), nil},
		{"no OS/2 and no post", bytes.Replace(bytes.Replace(good, []byte("OS/2"), []byte("2/SO"), 1), []byte("post"), []byte("tsop"), 1), errNone},
		{"zero units per em", edit(tableAt(good, "head")+18, 0, 0), nil},
		{"loca format 2", edit(tableAt(good, "head")+50, 0, 2), nil},
		{"no long metrics", edit(tableAt(good, "hhea")+34, 0, 0), nil},
		{"no glyphs", edit(tableAt(good, "maxp")+4, 0, 0), nil},
		{"more glyphs than metrics", edit(tableAt(good, "maxp")+4, 0xFF, 0xFF), nil},
		{"loca beyond glyf", edit(tableAt(good, "loca")+2, 0xFF, 0xFF), nil},
		{"a cmap of format 0", edit(tableAt(good, "cmap")+12, 0, 0), ErrNoUnicode},
		{"a cmap of symbols", edit(tableAt(good, "cmap")+6, 0, 0), ErrNoUnicode},
		{"whole", good, errNone},
	} {
		_, err := Parse(c.data)
		switch {
		case c.want == errNone && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want == nil && err == nil, c.want != nil && c.want != errNone && !errors.Is(err, c.want):
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	// Cut off anywhere, it is refused or gives sound outlines.
	for n := range good {
		checkFont(t, good[:n])
	}
}

var errNone = errors.New("no error is expected")

// fileOf writes a font with all its characters.
func fileOf(t testing.TB, f *Font) []byte {
	t.Helper()
	cut, err := f.Cut(f.Cmap)
	if err != nil {
		t.Fatal(err)
	}
	return cut.SFNT()
}

// tableAt is where a table begins.
func tableAt(file []byte, tag string) int {
	for i := range int(u16(file, 4)) {
		if record := file[12+16*i:]; string(record[:4]) == tag {
			return int(u32(record, 8))
		}
	}
	panic("no table " + tag)
}

// checkFont: a font that parses can be cut, unless an outline is damaged, and
// what is written parses again and says the same.
func checkFont(t *testing.T, data []byte) {
	f, err := Parse(data)
	if err != nil {
		return
	}
	chars := f.Cmap[:min(len(f.Cmap), 300)]
	cut, err := f.Cut(chars)
	if err != nil {
		return
	}
	file := cut.SFNT()
	again, err := Parse(file)
	if err != nil {
		t.Fatalf("a font that we wrote is refused: %v", err)
	}
	if len(again.Cmap) != len(chars) {
		t.Fatalf("%d characters of %d are left", len(again.Cmap), len(chars))
	}
	for i, m := range again.Cmap {
		if m.Rune != chars[i].Rune {
			t.Fatalf("%c became %c", chars[i].Rune, m.Rune)
		}
		a, err := f.Outlines.Glyph(chars[i].Glyph)
		if err != nil {
			t.Fatal(err)
		}
		b, err := again.Outlines.Glyph(m.Glyph)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.Points, b.Points) || len(a.Components) != len(b.Components) {
			t.Fatalf("the outline of %c has changed", m.Rune)
		}
	}
	second, err := again.Cut(again.Cmap)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(second.SFNT(), file) {
		t.Fatal("cutting a cut font changes it")
	}
}

func FuzzParse(f *testing.F) {
	r := rand.New(rand.NewPCG(7, 8))
	f.Add(fileOf(f, tableFont(nil, box(0, 0, 9, 9), composite(1, 1))))
	f.Add(fileOf(f, tableFont([]rune{'ㄧ', '中', '𠮷'}, random(r), random(r), composite(1, 2))))
	f.Add([]byte("OTTO\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) { checkFont(t, data) })
}

func FuzzChunk(f *testing.F) {
	r := rand.New(rand.NewPCG(9, 10))
	f.Add(EncodeChunk([]Glyph{{}, box(0, 0, 9, 9), composite(1, 1), random(r)}))
	f.Add([]byte{1, 0, 0, 0, 0, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := OpenChunk(data)
		if err != nil {
			return
		}
		for i := range c.Len() {
			if _, err := c.Glyph(i); err != nil {
				t.Fatalf("glyph %d of an opened chunk: %v", i, err)
			}
		}
	})
}

// TestFontSharesNothing: what Cut.Font gives does not change the font that it
// was cut from.
func TestFontSharesNothing(t *testing.T) {
	f := tableFont(nil, box(0, 0, 9, 9), composite(1, 1))
	before, _ := f.Outlines.Glyph(2)
	want := slices.Clone(before.Components)
	cut, err := f.Cut([]Mapping{{'B', 2}})
	if err != nil {
		t.Fatal(err)
	}
	cut.Font()
	if after, _ := f.Outlines.Glyph(2); !reflect.DeepEqual(after.Components, want) {
		t.Error("the components of the source were renumbered")
	}
	if !strings.HasPrefix(cut.Font().NameOf(NameFamily), "Test") {
		t.Error("the name was lost")
	}
}
