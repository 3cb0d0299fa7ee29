package fonts

import (
	"io"
	"testing"

	"github.com/duizhao/duizhao/fonts/internal/pack"
	"github.com/duizhao/duizhao/fonts/internal/truetype"
	"github.com/duizhao/duizhao/lang"
)

// coldFont is an embedded font that is opened anew, as a process does once.
func coldFont(b testing.TB, name string) *font {
	file, err := data.Open("data/" + name + ".dzf")
	if err != nil {
		b.Fatal(err)
	}
	info, err := file.Stat()
	if err != nil {
		b.Fatal(err)
	}
	return newFont(name, false, func() (*truetype.Font, error) { return pack.Open(file.(io.ReaderAt), info.Size()) })
}

// page is about the characters of an article: n of the common ones, which are
// the first 3 in 10 glyphs, from all over them.
func page(f *font, n int) []rune {
	var common []rune
	for _, m := range f.open().Cmap {
		if int(m.Glyph) < len(f.open().Advances)*3/10 {
			common = append(common, m.Rune)
		}
	}
	var out []rune
	for i := range min(n, len(common)) {
		out = append(out, common[i*len(common)/n])
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
}
