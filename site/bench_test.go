package site

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/publish"
)

// large yields the facts of n articles of 40 sentences a side, made one at a
// time as a build's cache gives them.
func large(n int) publish.All {
	return func(yield func(*publish.Facts, error) bool) {
		one := example(1)[0]
		for i := range n {
			f := *one
			f.Texts, f.Body = slices.Clone(f.Texts), &publish.Body{Sentences: slices.Clone(f.Body.Sentences), Terms: f.Body.Terms}
			f.Editions = slices.Clone(f.Editions)
			for k := range f.Editions {
				f.Editions[k].Outputs = slices.Clone(f.Editions[k].Outputs)
			}
			f.Name = fmt.Sprintf("a%05d", i)
			f.Path, f.Texts[0].Date = "texts/"+f.Name+".zh-Hant.md", fmt.Sprintf("%d-%02d-%02d", 2000+i%25, 1+i%12, 1+i%28)
			for k := range f.Editions {
				for o := range f.Editions[k].Outputs {
					f.Editions[k].Outputs[o].Path = strings.Replace(f.Editions[k].Outputs[o].Path, "port-000", f.Name, 1)
				}
			}
			r := rand.New(rand.NewPCG(uint64(i), 1))
			for side := range f.Body.Sentences {
				list := make([]publish.Sentence, 40)
				for s := range list {
					list[s] = publish.Sentence{ID: fmt.Sprintf("s%d%d", side, s), Text: babble(r, side)}
				}
				f.Body.Sentences[side] = list
			}
			if !yield(&f, nil) {
				return
			}
		}
	}
}

// babble is a sentence's worth of characters or words, the frequent ones often.
func babble(r *rand.Rand, side int) string {
	var b strings.Builder
	for range 12 {
		rank := int(r.ExpFloat64() * 300)
		switch side {
		case 0:
			b.WriteRune(rune(0x4e00 + rank%3000*5))
			b.WriteRune(rune(0x4e00 + int(r.ExpFloat64()*300)%3000*5))
		case 1:
			fmt.Fprintf(&b, "w%s ", strings.Repeat(string(rune('a'+rank%26)), 1+rank/26%9))
		default:
			b.WriteRune(rune(0xac00 + rank%2000*3))
			b.WriteRune(rune(0xac00 + int(r.ExpFloat64()*300)%2000*3))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// BenchmarkSite makes the pages of archives of two languages; the size of all
// files, and the largest heap seen while they are made, are reported too.
func BenchmarkSite(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var size, heap, files int
			for range b.N {
				size, heap, files = 0, 0, 0
				put := func(path string, data []byte) error {
					size += len(data)
					if files++; files%500 == 0 {
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						heap = max(heap, int(m.HeapInuse))
					}
					return nil
				}
				if err := Last(options).Run(context.Background(), large(n), put); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size)/1e6, "MB-written")
			b.ReportMetric(float64(heap)/1e6, "MB-heap")
			b.ReportMetric(float64(files), "files")
		})
	}
}
