package publish

import (
	"context"
	"os"
	"path/filepath"
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

// BenchmarkBuild builds a generated project: whole, again with nothing changed,
// and with one term changed. DUIZHAO_ARTICLES sets its size.
func BenchmarkBuild(b *testing.B) {
	n := 20
	dir := b.TempDir()
	generate(b, dir, n)
	b.Chdir(dir)
	run := func(b *testing.B, jobs int) *Summary {
		b.Helper()
		opt := options(b)
		opt.Jobs = jobs
		sum, err := Build(context.Background(), opt)
		if err != nil {
			b.Fatal(err)
		}
		return sum
	}
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			_ = os.RemoveAll(".duizhao")
			if sum := run(b, 1); sum.States[Built] != n {
				b.Fatal(sum.States)
			}
		}
	})
	b.Run("nothing", func(b *testing.B) {
		for b.Loop() {
			if sum := run(b, 1); sum.States[Unchanged] != n {
				b.Fatal(sum.States)
			}
		}
	})
}
