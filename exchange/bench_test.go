package exchange

import (
	"bytes"
	"fmt"
	"testing"
)

// BenchmarkReadTMX reads 10,000 pairs with a code and a property each.
func BenchmarkReadTMX(b *testing.B) { benchmark(b, TMX) }

// BenchmarkReadXLIFF reads the same as XLIFF 1.2.
func BenchmarkReadXLIFF(b *testing.B) { benchmark(b, XLIFF) }

func benchmark(b *testing.B, format Format) {
	f := &File{From: "zh-Hant", To: "en"}
	for i := range 10_000 {
		f.Units = append(f.Units, Unit{ID: fmt.Sprintf("s%d", i), Source: fmt.Sprintf("第<x1>%d</x1>艘漁船在天亮以前離開了結冰的港口，往南方去。", i),
			Target: fmt.Sprintf("Boat number <x1>%d</x1> left the frozen harbour before daybreak and made for the south.", i), State: Edited})
	}
	var data bytes.Buffer
	if err := WriteFile(&data, format, f); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(data.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read("x", data.Bytes(), format); err != nil {
			b.Fatal(err)
		}
	}
}
