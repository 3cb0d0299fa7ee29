package align

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// alignAll aligns examples on as many processors as there are.
func alignAll(b testing.TB, examples []*Example) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, ex := range examples {
		wait.Add(1)
		slots <- struct{}{}
		go func() {
			defer wait.Done()
			if _, err := Align(context.Background(), ex.Source, ex.Target, Options{}); err != nil {
				b.Error(err)
			}
			<-slots
		}()
	}
	wait.Wait()
}

// BenchmarkMacDev aligns the six chapters of mac-dev four times: 24 files,
// 13,564 sentences.
func BenchmarkMacDev(b *testing.B) {
	dir := require.Dir(b, "bitext", "DUIZHAO_BITEXT", "../shared/bitext")
	set, _, err := ReadSet(filepath.Join(dir, "mac-dev"), lang.En)
	if err != nil {
		b.Fatal(err)
	}
	var all []*Example
	for range 4 {
		all = append(all, set...)
	}
	for b.Loop() {
		alignAll(b, all)
	}
}

// longText makes one text of at least n sentences a side out of the project's
// prose; a number in each sentence keeps them apart.
func longText(tb testing.TB, target lang.Tag, n int) *Example {
	set, _, err := ReadSet(filepath.Join("testdata", "gold-prose"), target)
	if err != nil {
		tb.Fatal(err)
	}
	var zh, other strings.Builder
	count := 0
	for round := 0; count < n; round++ {
		for _, ex := range set {
			for i := range ex.Source.Sentences {
				fmt.Fprintf(&zh, "%s", ex.Source.String(i))
				if i%7 == 0 {
					fmt.Fprintf(&zh, "（%d）", 100+count)
				}
				zh.WriteByte('\n')
			}
			for j := range ex.Target.Sentences {
				fmt.Fprintf(&other, "%s", ex.Target.String(j))
				if j == 0 {
					fmt.Fprintf(&other, " (%d)", 100+count)
				}
				other.WriteByte('\n')
			}
			count += len(ex.Source.Sentences)
		}
	}
	return &Example{Source: segment.Lines("long.zh", lang.ZhHant, zh.String()), Target: segment.Lines("long", target, other.String())}
}

func BenchmarkAlign(b *testing.B) {
	for _, n := range []int{30, 300, 3000, 30000} {
		for _, target := range []lang.Tag{lang.En, lang.Ko} {
			ex := longText(b, target, n)
			b.Run(fmt.Sprintf("%s-%d", target, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := Align(context.Background(), ex.Source, ex.Target, Options{}); err != nil {
						b.Fatal(err)
					}
				}
				sentences := len(ex.Source.Sentences) + len(ex.Target.Sentences)
				b.ReportMetric(float64(b.N*sentences)/b.Elapsed().Seconds(), "sentences/s")
			})
		}
	}
}

// BenchmarkStart is what a first, tiny alignment costs: opening the tables.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		openTables()
	}
}

// Searching in windows must give what one search gives.
func TestWindows(t *testing.T) {
	ex := longText(t, lang.En, 2600)
	whole := mustAlign(t, ex.Source, ex.Target, Options{})
	defer func(n int) { windowRows = n }(windowRows)
	windowRows = 700
	parts := mustAlign(t, ex.Source, ex.Target, Options{})
	differ := 0
	have := map[string]bool{}
	for _, b := range whole.Beads {
		have[FormatBead(b)] = true
	}
	for _, b := range parts.Beads {
		if !have[FormatBead(b)] {
			differ++
		}
	}
	if differ > len(whole.Beads)/500 {
		t.Errorf("%d of %d beads differ", differ, len(parts.Beads))
	}
}
