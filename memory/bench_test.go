package memory

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/lang"
)

// chinese makes text that is spread like Chinese: words of one to three
// characters with frequencies by Zipf's law, and numbers.
type chinese struct {
	r     *rand.Rand
	words []string
	share []float64 // cumulative
}

func newChinese(seed uint64) *chinese {
	c := &chinese{r: rand.New(rand.NewPCG(seed, 99))}
	// Characters by Zipf's law among those in daily use, words of them.
	char := func() rune {
		rank := math.Pow(3000, c.r.Float64())
		return 0x4E00 + rune(int(rank*6.8)%20000)
	}
	total := 0.0
	for i := range 30000 {
		n := 2
		switch {
		case i < 200:
			n = 1
		case c.r.IntN(5) == 0:
			n = 3
		}
		var b strings.Builder
		for range n {
			b.WriteRune(char())
		}
		c.words = append(c.words, b.String())
		total += 1 / float64(i+3)
		c.share = append(c.share, total)
	}
	return c
}

func (c *chinese) word() string {
	x := c.r.Float64() * c.share[len(c.share)-1]
	low, high := 0, len(c.share)-1
	for low < high {
		if mid := (low + high) / 2; c.share[mid] < x {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return c.words[low]
}

func (c *chinese) sentence() string {
	var b strings.Builder
	for n := 6 + int(math.Abs(c.r.NormFloat64())*14); n > 0; n-- {
		switch c.r.IntN(24) {
		case 0:
			b.WriteString("，")
		case 1:
			fmt.Fprintf(&b, "%d", c.r.IntN(3000))
		default:
			b.WriteString(c.word())
		}
	}
	return b.String() + "。"
}

// edited is a sentence with a few words changed.
func (c *chinese) edited(text string) string {
	runes := []rune(text)
	for range 1 + len(runes)/12 {
		i := c.r.IntN(len(runes))
		switch c.r.IntN(3) {
		case 0:
			runes = append(runes[:i], runes[min(i+2, len(runes)):]...)
		case 1:
			runes = append(runes[:i], append([]rune(c.word()), runes[i:]...)...)
		default:
			runes[i] = []rune(c.word())[0]
		}
		if len(runes) == 0 {
			return c.sentence()
		}
	}
	return string(runes)
}

const stored = 100_000

// benchFile makes a TMX file of stored pairs, and 1,000 sentences to ask for:
// half of them edited ones of the file.
func benchFile(b *testing.B) (path string, asked []string) {
	c := newChinese(1)
	var units []*Unit
	for i := range stored {
		units = append(units, &Unit{Source: c.sentence(), Target: fmt.Sprintf("Sentence %d of the %s kind, which is about as long as a translation would be in running English text.", i, strings.Repeat("very ", i%4)),
			From: lang.ZhHant, To: lang.En, Reviewed: i%3 == 0})
	}
	for i := range 1000 {
		if i%2 == 0 {
			asked = append(asked, c.sentence())
		} else {
			asked = append(asked, c.edited(units[c.r.IntN(stored)].Source))
		}
	}
	var out bytes.Buffer
	if err := writeTMX(&out, header{}, units); err != nil {
		b.Fatal(err)
	}
	path = filepath.Join(b.TempDir(), "memory.tmx")
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		b.Fatal(err)
	}
	return path, asked
}

func heap() float64 {
	var s runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&s)
	return float64(s.HeapAlloc) / (1 << 20)
}

// BenchmarkRead reads the TMX file alone.
func BenchmarkRead(b *testing.B) {
	path, _ := benchFile(b)
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := exchange.Read(path, data, exchange.TMX); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIndex makes the index of 100,000 pairs that are read already.
func BenchmarkIndex(b *testing.B) {
	path, _ := benchFile(b)
	m, err := Open([]string{path}, "")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		m.shards[0].indexAll()
	}
}

// BenchmarkOpenFirst reads 100,000 pairs, makes their index and writes the
// cache.
func BenchmarkOpenFirst(b *testing.B) {
	path, _ := benchFile(b)
	for b.Loop() {
		if _, err := Open([]string{path}, b.TempDir()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpenCached opens them with a cache.
func BenchmarkOpenCached(b *testing.B) {
	path, _ := benchFile(b)
	dir := b.TempDir()
	if _, err := Open([]string{path}, dir); err != nil {
		b.Fatal(err)
	}
	before := heap()
	var m *Memory
	for b.Loop() {
		var err error
		if m, err = Open([]string{path}, dir); err != nil {
			b.Fatal(err)
		}
		if m.shards[0].indexes == nil {
			b.Fatal("not from the cache")
		}
	}
	b.ReportMetric(heap()-before, "MiB-held")
	if info, err := os.Stat(cachePath(dir, path)); err == nil {
		b.ReportMetric(float64(info.Size())/(1<<20), "MiB-cache")
	}
	runtime.KeepAlive(m)
}

// BenchmarkFind asks 1,000 sentences of 100,000, on one processor.
func BenchmarkFind(b *testing.B) {
	path, asked := benchFile(b)
	m, err := Open([]string{path}, "")
	if err != nil {
		b.Fatal(err)
	}
	for _, least := range []int{60, 75} {
		b.Run(fmt.Sprint("least", least), func(b *testing.B) {
			m.Find(lang.ZhHant, lang.En, asked[0], "", "", least, 3)
			found := 0
			for b.Loop() {
				found = 0
				for _, text := range asked {
					if len(m.Find(lang.ZhHant, lang.En, text, "", "", least, 3)) > 0 {
						found++
					}
				}
			}
			b.ReportMetric(float64(found), "found")
		})
	}
}
