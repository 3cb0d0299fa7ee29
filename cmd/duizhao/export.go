package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
)

// unitFormats are the formats of `duizhao export`, the default first.
var unitFormats = []string{"xliff", "tmx", "tsv", "jsonl"}

func (t *tool) exportCommand() *cli.Command {
	return &cli.Command{
		Name:      "export",
		Usage:     t.say.Text("exchange.export.about"),
		UsageText: "duizhao export [OPTIONS] ARTICLE",
		Description: "   duizhao export a.zh-Hant.md --to en -o a.xlf\n   duizhao export articles/apec.zh-Hant.md --to ko --format tmx -o apec.tmx\n" +
			"   duizhao export a.zh-Hant.md --to en --format tsv",
		Flags: append(append(t.articleFlags(), t.alignerFlags()...), t.formatFlag(unitFormats...), t.outFlag(),
			&cli.BoolFlag{Name: "copy-source", Usage: t.say.Text("exchange.flag.copy-source"), DisableDefaultText: true}),
		Action: t.export,
	}
}

func (t *tool) export(c *cli.Context) error {
	format, err := t.unitFormat(c)
	if err != nil {
		return err
	}
	if c.NArg() != 1 {
		return fault.New("exchange.one-article", "", "Count", c.NArg())
	}
	p, err := t.exported(c, c.Args().First())
	if err != nil {
		return err
	}
	root, err := t.root(c)
	if err != nil {
		return err
	}
	p.file.Copy = c.Bool("copy-source")
	p.file.Original = original(root, p.work.Article.Source.Path)
	if err := t.output(c, func(out io.Writer) error { return exchange.WriteFile(out, format, p.file) }); err != nil {
		return err
	}
	missing := 0
	for _, u := range p.file.Units {
		if u.Target == "" {
			missing++
		}
	}
	t.note(t.say.Text("exchange.export.done", "Count", len(p.file.Units), "Missing", missing))
	return nil
}

// unitFormat reads --format; without it the ending of -o decides.
func (t *tool) unitFormat(c *cli.Context) (exchange.Format, error) {
	if c.String("format") == "" {
		if f := exchange.FormatOf(c.String("output")); f != "" {
			return f, nil
		}
	}
	word, err := t.format(c, unitFormats...)
	return exchange.Format(word), err
}

// exported loads the one article at path with one target language, whose file
// need not exist, and keeps the ids of its sentences: those that only the text
// gives would be lost with its next edit.
func (t *tool) exported(c *cli.Context, path string) (p *paired, err error) {
	settings, err := t.settings(c)
	if err != nil {
		return nil, err
	}
	tags, err := languagesFlag(c, "to")
	if err != nil {
		return nil, err
	}
	if len(tags) != 1 {
		return nil, fault.New("exchange.one-target", "")
	}
	a, err := articleWith(c, settings, path, tags[0])
	if err != nil {
		return nil, err
	}
	opt, err := t.pairOptions(c, settings)
	if err != nil {
		return nil, err
	}
	err = rewrite([]string{a.Ledger(), a.Source.Path, targetPath(a, tags[0])}, func([][]byte) (func() error, error) {
		if p, err = pairedOf(c.Context, a, tags[0], opt); err != nil {
			return nil, err
		}
		if len(p.file.Units) == 0 {
			return nil, fault.New("exchange.nothing", a.Source.Path)
		}
		return func() error { return p.kept.Save(a.Ledger()) }, nil
	})
	return p, err
}

// articleWith finds the article at path with its translation into one
// language, if there is one.
func articleWith(c *cli.Context, settings *pipeline.Settings, path string, to lang.Tag) (a pipeline.Article, err error) {
	sel, err := selectionOf(c, settings)
	if err != nil {
		return a, err
	}
	sel.To = nil
	if a, err = articleAt(path, sel); err != nil {
		return a, err
	}
	if a.Source.Lang == to {
		return a, fault.New("exchange.same-language", a.Source.Path, "Lang", string(to))
	}
	var targets []pipeline.File
	for _, f := range a.Targets {
		if f.Lang == to {
			targets = append(targets, f)
		}
	}
	a.Targets, a.Missing = targets, nil
	return a, nil
}

// pairOptions are the options of the stages that pair an article.
func (t *tool) pairOptions(c *cli.Context, settings *pipeline.Settings) (pipeline.Options, error) {
	aligner, err := t.alignOptions(c)
	return pipeline.Options{Title: c.String("title"), Encoding: c.String("encoding"), Settings: settings, Align: aligner}, err
}

// articleAt is the article of a source file, or the only one of a folder.
func articleAt(path string, sel pipeline.Selection) (pipeline.Article, error) {
	info, err := os.Stat(path)
	if err != nil {
		return pipeline.Article{}, fault.New("read.missing-file", path).Because(err)
	}
	if !info.IsDir() {
		return pipeline.One(path, filepath.Dir(path), sel)
	}
	found, err := pipeline.Discover(path, "", sel)
	if err != nil {
		return pipeline.Article{}, err
	}
	if len(found) != 1 {
		return pipeline.Article{}, fault.New("exchange.one-article", path, "Count", len(found))
	}
	return found[0], nil
}

// root is the folder of the project: that of its configuration, else the
// current one.
func (t *tool) root(c *cli.Context) (string, error) {
	conf, err := t.configuration(c)
	if err != nil {
		return "", err
	}
	if conf != nil && conf.Path != "" {
		return filepath.Dir(conf.Path), nil
	}
	return ".", nil
}

// original is the path of an article as its exported files name it: from the
// project's folder, with slashes; its name alone for one that lies elsewhere.
func original(root, path string) string {
	base, err := filepath.Abs(root)
	if err == nil {
		if abs, err := filepath.Abs(path); err == nil {
			if rel, err := filepath.Rel(base, abs); err == nil && filepath.IsLocal(rel) {
				return strings.TrimPrefix(filepath.ToSlash(rel), "./")
			}
		}
	}
	return filepath.Base(path)
}
