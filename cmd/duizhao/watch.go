package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/preview"
	"github.com/duizhao/duizhao/publish"
)

// quiet is how long nothing must happen before files count as saved: editors
// and git write in bursts.
const quiet = 80 * time.Millisecond

func (t *tool) watchCommand() *cli.Command {
	flags := append(append(t.articleFlags(), t.alignerFlags()...), t.renderFlags()...)
	return &cli.Command{
		Name:        "watch",
		Usage:       t.say.Text("watch.about"),
		UsageText:   "duizhao watch [OPTIONS] [FOLDER]",
		Description: "   duizhao watch\n   duizhao watch --port 8400 --formats html",
		Flags: append(flags,
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: t.say.Text("cli.flag.output-folder"), Value: "dist", TakesFile: true},
			&cli.StringFlag{Name: "formats", Usage: t.say.Text("cli.flag.formats"), Value: "html,pdf"},
			&cli.BoolFlag{Name: "keep-ids", Usage: t.say.Text("cli.flag.keep-ids"), DisableDefaultText: true},
			&cli.IntFlag{Name: "jobs", Aliases: []string{"j"}, Usage: t.say.Text("cli.flag.jobs"), DefaultText: t.say.Text("cli.flag.jobs.default")},
			&cli.IntFlag{Name: "port", Usage: t.say.Text("watch.flag.port"), DefaultText: t.say.Text("watch.flag.port.default")},
			t.failOnFlag(),
		),
		Action: t.watch,
	}
}

// watch builds the project, shows it, and builds it again whenever something
// is saved, until it is interrupted.
func (t *tool) watch(c *cli.Context) error {
	conf, err := t.configuration(c)
	if err != nil {
		return err
	}
	if conf.Path == "" {
		return fault.New("publish.no-project", "")
	}
	abs, err := filepath.Abs(conf.Path)
	if err != nil {
		return fault.New("config.unreadable", conf.Path).Because(err)
	}
	if err := c.Set("config", abs); err != nil { // the folder is about to change
		return err
	}
	if c.IsSet("output") {
		out, err := filepath.Abs(c.String("output"))
		if err != nil {
			return err
		}
		if err := c.Set("output", out); err != nil {
			return err
		}
	}
	opt, err := t.options(c)
	if err != nil {
		return err
	}
	server, err := preview.NewServer(opt.Build.Out, c.Int("port"))
	if err != nil {
		return err
	}
	defer server.Close()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve() }()
	t.note(t.say.Text("watch.address", "Address", server.Address()))
	ctx, stop := context.WithCancelCause(c.Context)
	defer stop(nil)
	go func() {
		if err := <-failed; err != nil {
			stop(err)
		}
	}()
	for ctx.Err() == nil {
		if err := t.watchOnce(ctx, c, opt, server); err != nil {
			return err
		}
		if opt, err = t.options(c); err != nil { // the configuration was changed, and can't be read now
			t.complain(err)
			opt = &publish.Options{Config: conf}
		} else {
			conf = opt.Config
		}
	}
	return context.Cause(ctx)
}

// watchOnce watches what one reading of the configuration names, until the
// configuration changes or the run ends.
func (t *tool) watchOnce(ctx context.Context, c *cli.Context, opt *publish.Options, server *preview.Server) error {
	inner, done := context.WithCancel(ctx)
	defer done()
	out := filepath.Clean(opt.Build.Out)
	skip := func(path string) bool {
		name := filepath.Base(path)
		return filepath.Clean(path) == out || strings.HasPrefix(name, ".") && name != "." && name != ".." || name == "node_modules" ||
			name == publish.LockName || !watchable(name)
	}
	return preview.Watch(inner, watched(opt.Config), skip, quiet, func(paths []string) {
		for _, p := range paths {
			if filepath.Base(p) == config.Name {
				defer done()
			}
		}
		sum, err := t.rebuild(c)
		var s status
		switch {
		case err != nil && !errors.As(err, &s) && ctx.Err() == nil:
			t.complain(err)
		case sum != nil && changedSomething(sum, paths):
			server.Built()
		}
	})
}

// watchable reports names of folders, and of files that a build may read: a log
// in the project is no reason to build, or the build would be one for the next.
func watchable(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case "", ".md", ".markdown", ".txt", ".text", ".jsonl", ".yaml", ".csv", ".tsv", ".xlsx", ".tbx", ".lex", ".png", ".jpg", ".jpeg", ".gif":
		return true
	}
	return false
}

// changedSomething reports whether a page may look different now.
func changedSomething(sum *publish.Summary, paths []string) bool {
	for _, p := range paths {
		if !strings.HasSuffix(p, ledger.Suffix) {
			return true
		}
	}
	return paths == nil || sum.States[publish.Built]+sum.States[publish.Restored]+len(sum.Removed) > 0
}

// watched lists what a change of which asks for a new build.
func watched(conf *config.Config) []string {
	roots := []string{config.Name}
	sources := conf.Sources
	if len(sources) == 0 {
		sources = []string{"."}
	}
	for _, list := range [][]string{sources, conf.Glossary, conf.Lexicon} {
		for _, p := range list {
			if _, err := os.Stat(filepath.FromSlash(p)); err == nil {
				roots = append(roots, filepath.FromSlash(p))
			}
		}
	}
	if _, err := os.Stat("glossary.csv"); err == nil {
		roots = append(roots, "glossary.csv")
	}
	return roots
}

// options reads the project's options as build does.
func (t *tool) options(c *cli.Context) (*publish.Options, error) {
	workers, err := jobs(c)
	if err != nil {
		return nil, err
	}
	opt, err := t.project(c)
	if err != nil {
		return nil, err
	}
	opt.Jobs = workers
	return &opt, nil
}

// rebuild builds what has changed and prints it. Findings and failed articles
// are no reason to stop watching; they are printed and come back as a status.
func (t *tool) rebuild(c *cli.Context) (*publish.Summary, error) {
	opt, err := t.options(c)
	if err != nil {
		return nil, err
	}
	told, err := t.teller(c, opt)
	if err != nil {
		return nil, err
	}
	sum, err := publish.Build(c.Context, *opt)
	return sum, told.end(sum, err)
}
