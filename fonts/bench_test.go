package fonts

import (
	"bytes"
	"os"
	"testing"

	"github.com/duizhao/duizhao/fonts/internal/pack"
	"github.com/duizhao/duizhao/fonts/internal/truetype"
	"github.com/duizhao/duizhao/lang"
)

// coldFont opens an embedded font anew, as a process does once.
func coldFont(b testing.TB, name string) *font {
	raw, err := data.ReadFile("data/" + name + ".dzf")
	if err != nil {
		b.Fatal(err)
	}
	return newFont(name, false, func() (*truetype.Font, error) { return pack.Open(bytes.NewReader(raw), int64(len(raw))) })
}

// page is the characters of about a page of text: n common ones, spread over
// the whole range, that the font has.
func page(f *font, n int) []rune {
	common := 0
	for _, m := range f.open().Cmap {
		if int(m.Glyph) < len(f.open().Advances)*3/10 {
			common++
		}
	}
	var out []rune
	i := 0
	for _, m := range f.open().Cmap {
		if int(m.Glyph) >= len(f.open().Advances)*3/10 {
			continue
		}
		if i++; i%max(common/n, 1) == 0 {
			out = append(out, m.Rune)
		}
	}
	return out
}

// BenchmarkCold is what a process pays once for a font: opening it, and
// cutting it to a page's characters.
func BenchmarkCold(b *testing.B) {
	for _, name := range []string{"NotoSerifTC-Regular", "NotoSerifSC-Regular", "NotoSerifKR-Regular", "NotoSerif-Regular"} {
		runes := page(coldFont(b, name), 800)
		b.Run("open/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if coldFont(b, name).open().UnitsPerEm != 1000 {
					b.Fatal("not opened")
				}
			}
		})
		b.Run("subset/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := coldFont(b, name).face(Regular).Subset(runes); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkWarm(b *testing.B) {
	face := Choose(lang.ZhHant, Regular, '中')
	runes := page(face.font, 800)
	b.Run("subset", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := face.Subset(runes); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("webfont", func(b *testing.B) {
		b.ReportAllocs()
		size := 0
		for b.Loop() {
			web, _, err := face.WebFont(runes)
			if err != nil {
				b.Fatal(err)
			}
			size = len(web)
		}
		b.ReportMetric(float64(size), "bytes")
	})
	b.Run("choose", func(b *testing.B) {
		for b.Loop() {
			for _, r := range runes {
				if Choose(lang.ZhHant, Regular, r) == nil {
					b.Fatal(r)
				}
			}
		}
		b.ReportMetric(float64(len(runes)), "characters/op")
	})
	_ = os.Stdout
}
