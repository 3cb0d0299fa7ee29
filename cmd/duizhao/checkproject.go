package main

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
)

// projectArticles finds the articles of the project for a command that was
// given no file, with the languages that its flags or the configuration choose.
func (t *tool) projectArticles(c *cli.Context, settings *pipeline.Settings) ([]pipeline.Article, error) {
	conf, err := t.configuration(c)
	if err != nil {
		return nil, err
	}
	if conf.Path == "" {
		return nil, fault.New("cli.no-files", "")
	}
	sel, err := selectionOf(c, settings)
	if err != nil {
		return nil, err
	}
	want := sel.To
	if want == nil {
		for _, tag := range conf.Targets {
			want = append(want, lang.Tag(tag))
		}
	}
	sel.To = nil // an article that lacks a language is checked in the others
	found, err := listed(conf, sel)
	if err != nil {
		return nil, err
	}
	if want == nil {
		return found, nil
	}
	for i := range found {
		found[i].Targets = slices.DeleteFunc(found[i].Targets, func(f pipeline.File) bool { return !slices.Contains(want, f.Lang) })
	}
	return slices.DeleteFunc(found, func(a pipeline.Article) bool { return len(a.Targets) == 0 }), nil
}

// listed lists the project's articles as seen from here.
func listed(conf *config.Config, sel pipeline.Selection) ([]pipeline.Article, error) {
	seen := func(path string) string { return besideConfig(conf, path) }
	return pipeline.InProject(conf, seen, seen(conf.Effective().Out), sel)
}

// besideConfig is a path of the configuration as seen from here.
func besideConfig(conf *config.Config, path string) string {
	path = filepath.Join(filepath.Dir(conf.Path), filepath.FromSlash(path))
	if here, err := os.Getwd(); err == nil {
		if abs, err := filepath.Abs(path); err == nil {
			if rel, err := filepath.Rel(here, abs); err == nil {
				return rel
			}
		}
	}
	return path
}
