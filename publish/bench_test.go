package publish

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/pipeline"
)

// options are those of the project in the current folder, as the command line
// makes them.
func options(tb testing.TB) Options {
	tb.Helper()
	opt, err := optionsHere()
	if err != nil {
		tb.Fatal(err)
	}
	return opt
}

func optionsHere() (Options, error) {
	conf, err := config.Load(config.Name)
	if err != nil {
		return Options{}, err
	}
	settings, err := pipeline.NewSettings(conf, "2026-11-22")
	if err != nil {
		return Options{}, err
	}
	conf = conf.Effective()
	var formats []pipeline.Format
	for _, f := range conf.Formats {
		formats = append(formats, pipeline.Format(f))
	}
	return Options{Config: conf, Settings: settings, Today: "2026-11-22", Version: "test", Jobs: 2,
		Build: pipeline.BuildOptions{Options: pipeline.Options{Settings: settings}, Out: filepath.FromSlash(conf.Out), Formats: formats, Layouts: conf.Layouts, KeepIDs: conf.KeepIDs}}, nil
}

// BenchmarkBuild builds a generated project (zh–en and zh–ko, 40 pairs, HTML and
// PDF) on one worker: the stages alone, article by article, with nothing
// written; the whole build; a build with nothing changed; one with one term
// changed, which a tenth of the articles use. DUIZHAO_ARTICLES sets its size.
func BenchmarkBuild(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("DUIZHAO_ARTICLES"))
	if err != nil {
		n = 20
	}
	dir := b.TempDir()
	generate(b, dir, n)
	b.Chdir(dir)
	run := func(b *testing.B) *Summary {
		b.Helper()
		opt := options(b)
		opt.Jobs = 1
		sum, err := Build(context.Background(), opt)
		if err != nil {
			b.Fatal(err)
		}
		return sum
	}
	perArticle := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*n), "ms/article")
	}
	b.Run("stages", func(b *testing.B) {
		for b.Loop() {
			opt := options(b)
			list, err := plan(&opt)
			if err != nil {
				b.Fatal(err)
			}
			opt.Build.DryRun, opt.Build.Bases = true, &pipeline.Bases{}
			for i := range list {
				if r := pipeline.Build(context.Background(), list[i].Article, opt.Build); r.Err != nil {
					b.Fatal(r.Err)
				}
			}
		}
		perArticle(b)
	})
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			_ = os.RemoveAll(".duizhao")
			_ = os.RemoveAll("dist")
			if sum := run(b); sum.States[Built] != n {
				b.Fatal(sum.States)
			}
		}
		perArticle(b)
	})
	b.Run("nothing", func(b *testing.B) {
		run(b)
		b.ResetTimer()
		for b.Loop() {
			if sum := run(b); sum.States[Unchanged] != n {
				b.Fatal(sum.States)
			}
		}
		perArticle(b)
	})
	b.Run("term", func(b *testing.B) {
		run(b)
		built := 0
		for i := 0; b.Loop(); i++ {
			data, err := os.ReadFile("terms.csv")
			if err != nil {
				b.Fatal(err)
			}
			text := strings.Replace(string(data), "granary", "corn store", 1)
			if i%2 == 1 {
				text = strings.Replace(string(data), "corn store", "granary", 1)
			}
			if err := os.WriteFile("terms.csv", []byte(text), 0o644); err != nil {
				b.Fatal(err)
			}
			sum := run(b)
			built += sum.States[Built] + sum.States[Restored]
		}
		b.ReportMetric(float64(built)/float64(b.N), "articles")
		b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(built), "ms/article")
	})
}
