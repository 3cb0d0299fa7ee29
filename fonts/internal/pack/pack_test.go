package pack

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/duizhao/duizhao/fonts/internal/truetype"
)

// supplement is the smallest embedded font.
func supplement(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "data", "NotoSerifJP-Regular.dzf"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(b []byte) (*truetype.Font, error) { return Open(bytes.NewReader(b), int64(len(b))) }

// TestRoundTrip: what Open reads, Encode writes again, in chunks of any size.
func TestRoundTrip(t *testing.T) {
	f, err := open(supplement(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{1, 7, 100, 100000} {
		packed, err := Encode(f, size)
		if err != nil {
			t.Fatal(err)
		}
		again, err := open(packed)
		if err != nil {
			t.Fatalf("chunks of %d: %v", size, err)
		}
		if !slices.Equal(f.Cmap, again.Cmap) || !slices.Equal(f.Advances, again.Advances) || !bytes.Equal(f.Name, again.Name) {
			t.Fatalf("chunks of %d: the index has changed", size)
		}
		for id := range f.Advances {
			a, errA := f.Outlines.Glyph(uint16(id))
			b, errB := again.Outlines.Glyph(uint16(id))
			if errA != nil || errB != nil || !slices.Equal(a.Points, b.Points) || !slices.Equal(a.Ends, b.Ends) {
				t.Fatalf("chunks of %d: glyph %d has changed (%v, %v)", size, id, errA, errB)
			}
		}
		if _, err := again.Outlines.Glyph(uint16(len(f.Advances))); err == nil {
			t.Error("a glyph too many")
		}
	}
}

// TestDamaged: a container cut off anywhere, or with one byte changed, is
// refused or gives glyphs or errors.
func TestDamaged(t *testing.T) {
	f, err := open(supplement(t))
	if err != nil {
		t.Fatal(err)
	}
	cut, err := f.Cut(f.Cmap[:8])
	if err != nil {
		t.Fatal(err)
	}
	packed, err := Encode(cut.Font(), 3)
	if err != nil {
		t.Fatal(err)
	}
	for n := range packed {
		if _, err := open(packed[:n]); err == nil {
			t.Fatalf("cut off at %d of %d bytes, it opens", n, len(packed))
		}
		changed := slices.Clone(packed)
		changed[n] ^= 0x55
		use(changed)
	}
}

// use takes everything out of a container.
func use(b []byte) {
	f, err := open(b)
	if err != nil {
		return
	}
	for id := range f.Advances {
		f.Outlines.Glyph(uint16(id))
	}
	f.NameOf(truetype.NameFamily)
	if cut, err := f.Cut(f.Cmap); err == nil {
		cut.SFNT()
	}
}

func FuzzOpen(f *testing.F) {
	font, err := open(supplement(f))
	if err != nil {
		f.Fatal(err)
	}
	cut, err := font.Cut(font.Cmap[:4])
	if err != nil {
		f.Fatal(err)
	}
	packed, err := Encode(cut.Font(), 2)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(packed)
	f.Add([]byte(magic + "\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) { use(b) })
}
