package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/segment"
)

// works gives the sample article, and a text of about a thousand pairs made of
// it: its paragraphs over and over, each time with other numbers, so that no
// two are alike.
func works(b *testing.B) map[string]*Work {
	b.Helper()
	load := func(dir string) *Work {
		articles, err := Discover(dir, "", Selection{})
		if err != nil {
			b.Fatal(err)
		}
		w, err := Load(articles[0], Options{})
		if err != nil {
			b.Fatal(err)
		}
		return w
	}
	sample := filepath.Join("..", "samples", "apec")
	dir := b.TempDir()
	for _, name := range []string{"apec.zh-Hant.md", "apec.en.md", "apec.ko.md"} {
		data, err := os.ReadFile(filepath.Join(sample, name))
		if err != nil {
			b.Fatal(err)
		}
		_, body, _ := strings.Cut(string(data)[4:], "\n---\n")
		body, _, _ = strings.Cut(body, "\n[^1]:")
		var text strings.Builder
		for i := range 17 {
			text.WriteString(strings.NewReplacer("[^1]", "", "2025", fmt.Sprint(2025+i), "21", fmt.Sprint(21+i)).Replace(body) + "\n")
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text.String()), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return map[string]*Work{"sample": load(sample), "1000": load(dir)}
}

// BenchmarkStage times each stage on the sample and on a thousand pairs.
func BenchmarkStage(b *testing.B) {
	ctx := context.Background()
	all := works(b)
	for _, size := range []string{"sample", "1000"} {
		w := all[size]
		full, _, err := w.Edition(ctx, Options{})
		if err != nil {
			b.Fatal(err)
		}
		pair := Only(full, 0)
		b.Logf("%s: %d source sentences, %d beads", size, len(w.Source.Sentences), len(pair.Targets[0].Beads))
		run := func(name string, f func() error) {
			b.Run(name+"/"+size, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := f(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		run("segment", func() error { segment.Document(w.Source.Doc); return nil })
		run("align", func() error { _, _, err := w.Align(ctx, 0, align.Options{}); return err })
		for _, format := range []Format{HTML, PDF} {
			run(string(format), func() error { return renders(pair, format) })
		}
	}
}

func renders(ed *bitext.Edition, format Format) error {
	_, _, err := Render(ed, format, RenderOptions{})
	return err
}
