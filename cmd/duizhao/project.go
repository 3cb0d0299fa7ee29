package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/publish"
	"github.com/duizhao/duizhao/render"
	"github.com/duizhao/duizhao/site"
)

// projectFlags are the flags of what builds a whole project.
func (t *tool) projectFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "only", Usage: t.say.Text("publish.flag.only")},
		&cli.BoolFlag{Name: "frozen", Usage: t.say.Text("publish.flag.frozen"), DisableDefaultText: true},
		&cli.BoolFlag{Name: "no-cache", Usage: t.say.Text("publish.flag.no-cache"), DisableDefaultText: true},
		&cli.StringFlag{Name: "shard", Usage: t.say.Text("publish.flag.shard")},
	}
}

// project reads the options of a build of the whole project, and goes into its
// folder: from there on all paths are relative to it.
func (t *tool) project(c *cli.Context) (publish.Options, error) {
	var opt publish.Options
	look, err := renderOptions(c)
	if err != nil {
		return opt, err
	}
	aligner, err := t.alignOptions(c)
	if err != nil {
		return opt, err
	}
	extra, err := outside(c)
	if err != nil {
		return opt, err
	}
	out := ""
	if c.IsSet("output") {
		if out, err = filepath.Abs(c.String("output")); err != nil || c.String("output") == "" {
			return opt, fault.New("cli.no-output", "")
		}
	}
	var lexicon publish.Hash
	if path := c.String("lexicon"); path != "" {
		if lexicon, err = hashOf(path); err != nil {
			return opt, err
		}
	}
	conf, err := t.enter(c)
	if err != nil {
		return opt, err
	}
	if c.String("lexicon") == "" && len(conf.Lexicon) > 0 {
		if aligner.Lexicon, lexicon, err = lexiconOf(conf); err != nil {
			return opt, err
		}
	}
	if opt.Settings, err = pipeline.NewSettings(conf, t.today().Format(time.DateOnly)); err != nil {
		return opt, err
	}
	if out == "" {
		out = filepath.FromSlash(conf.Out)
		if out == "" {
			out = "dist"
		}
	} else if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, out); err == nil && filepath.IsLocal(rel) {
			out = rel
		}
	}
	if filepath.Clean(out) == "." {
		return opt, fault.New("publish.out-is-project", conf.Path)
	}
	list := conf.Formats
	if c.IsSet("formats") {
		list = strings.Split(c.String("formats"), ",")
	}
	formats := []pipeline.Format{pipeline.HTML, pipeline.PDF}
	if len(list) > 0 {
		if formats, err = buildFormats(strings.Join(list, ",")); err != nil {
			return opt, err
		}
	}
	if !c.IsSet("unit") && conf.Unit != "" {
		look.Unit, _ = render.ParseUnit(conf.Unit)
	}
	if !c.IsSet("paper") && conf.Paper != "" {
		look.Paper = conf.Paper
	}
	opt.Config, opt.Lexicon, opt.Extra = conf, lexicon, extra
	opt.Today = t.today().Format(time.DateOnly)
	opt.Version, opt.Program = toolVersion()
	look.Version = opt.Version
	opt.Build = pipeline.BuildOptions{
		Options:       pipeline.Options{Title: c.String("title"), Encoding: c.String("encoding"), Settings: opt.Settings, Align: aligner},
		RenderOptions: look, Out: out, Formats: formats, Layouts: conf.Layouts, KeepIDs: c.Bool("keep-ids") || conf.KeepIDs, Force: c.Bool("force"),
		Site: pipeline.Site{Title: conf.Site.Title, URL: string(conf.Site.URL)},
	}
	opt.Cache = t.getenv("DUIZHAO_CACHE")
	opt.Last = lastStep(&opt)
	opt.Notice = func(f *fault.Error) { t.note(t.say.Error(f)) }
	return opt, nil
}

// enter finds the project's configuration and goes into its folder.
func (t *tool) enter(c *cli.Context) (*config.Config, error) {
	var conf *config.Config
	var err error
	if path := c.String("config"); path != "" {
		conf, err = config.Load(path)
	} else {
		conf, err = config.Find(".") // of merge, the folders named are no project
	}
	if err != nil {
		return nil, err
	}
	if conf.Path == "" {
		return nil, fault.New("publish.no-project", "")
	}
	if err := os.Chdir(filepath.Dir(conf.Path)); err != nil {
		return nil, fault.New("config.unreadable", conf.Path).Because(err)
	}
	return config.Load(filepath.Base(conf.Path))
}

// lexiconOf reads the lexicon that the configuration names.
func lexiconOf(conf *config.Config) (*align.Lexicon, publish.Hash, error) {
	if len(conf.Lexicon) > 1 {
		return nil, publish.Hash{}, fault.New("publish.one-lexicon", conf.Path)
	}
	path := filepath.FromSlash(conf.Lexicon[0])
	h, err := hashOf(path)
	if err != nil {
		return nil, h, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, h, fault.New("read.missing-file", path).Because(err)
	}
	defer f.Close()
	l, err := align.ReadLexicon(path, f)
	return l, h, err
}

// outside describes what flags beside the configuration decide: fonts, weights
// and a service of embeddings. Files count by their content.
func outside(c *cli.Context) (string, error) {
	var b strings.Builder
	for _, path := range c.StringSlice("font") {
		h, err := hashOf(path)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&b, "font", h)
	}
	if word := c.String("weights"); word != "" {
		if h, err := hashOf(word); err == nil {
			word = h.String()
		}
		fmt.Fprintln(&b, "weights", word)
	}
	if url := c.String("embeddings"); url != "" {
		fmt.Fprintln(&b, "embeddings", url, c.String("embeddings-model"))
	}
	return b.String(), nil
}

func hashOf(path string) (publish.Hash, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return publish.Hash{}, fault.New("read.missing-file", path).Because(err)
	}
	return publish.Sum(data), nil
}

// pseudo is the version that the Go tool makes up between releases.
var pseudo = regexp.MustCompile(`\d{14}-[0-9a-f]{12}|\+dirty`)

// toolVersion is the version that editions and the lock name: that of a
// release, else devel. Builds that are no release are told apart by the hash of
// the program, so that the cache of one is not taken for another's.
func toolVersion() (string, publish.Hash) {
	if v := revision(); !strings.HasPrefix(v, "devel") && !pseudo.MatchString(v) {
		return v, publish.Hash{}
	}
	path, err := os.Executable()
	if err != nil {
		return "devel", publish.Hash{}
	}
	h, _ := hashOf(path)
	return "devel", h
}

// lastStep is what is made of all articles together.
func lastStep(opt *publish.Options) *publish.Last {
	conf := opt.Config.Site
	if conf.Title == "" {
		return nil
	}
	step := site.Last(site.Options{Title: conf.Title, URL: site.Root(string(conf.URL)), Description: conf.Description, Author: conf.Author, Version: opt.Version})
	return &step
}

// absolute makes paths that are given on the command line good for another folder.
func absolute(paths []string) ([]string, error) {
	out := make([]string, len(paths))
	for i, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, fault.New("read.missing-file", p).Because(err)
		}
		out[i] = abs
	}
	return out, nil
}
