package pdf

import (
	"strings"
	"testing"
)

// Benchmarks set Chinese with English: 40 pairs are an article, 1,000 a book.
// With warm fonts, as a process that renders several editions has them.

func benchmarkRender(b *testing.B, times int, targets ...int) {
	ed := proseEdition(b, times, targets...)
	if _, _, err := Render(ed, Options{}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		data, _, err := Render(ed, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(data)))
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(40*times), "µs/pair")
}

func BenchmarkRender40(b *testing.B)        { benchmarkRender(b, 1, 1) }
func BenchmarkRender40Korean(b *testing.B)  { benchmarkRender(b, 1, 2) }
func BenchmarkRender40Three(b *testing.B)   { benchmarkRender(b, 1, 1, 2) }
func BenchmarkRender1000(b *testing.B)      { benchmarkRender(b, 25, 1) }
func BenchmarkRender1000Three(b *testing.B) { benchmarkRender(b, 25, 1, 2) }
func BenchmarkLayout1000(b *testing.B) {
	ed := proseEdition(b, 25, 1)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		laid(b, ed, Options{})
	}
}

// BenchmarkLongWord sets one word of 100,000 letters.
func BenchmarkLongWord(b *testing.B) {
	ed := small(b, strings.Repeat("港", 30_000), strings.Repeat("a", 100_000))
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		laid(b, ed, Options{})
	}
}
