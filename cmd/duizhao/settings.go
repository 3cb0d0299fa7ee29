package main

import (
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/pipeline"
)

// settings reads the project's configuration: --config, else duizhao.yaml in
// the folder of the first argument or above it.
func (t *tool) settings(c *cli.Context) (*pipeline.Settings, error) {
	conf, err := t.configuration(c)
	if err != nil {
		return nil, err
	}
	return pipeline.NewSettings(conf, t.today().Format(time.DateOnly))
}

// articles reads what every command about articles is given: the articles that
// its arguments name, and the options of the stages. out is the folder of the
// outputs, which is no place to look for articles.
func (t *tool) articles(c *cli.Context, out string) ([]pipeline.Article, pipeline.Options, error) {
	var opt pipeline.Options
	settings, err := t.settings(c)
	if err != nil {
		return nil, opt, err
	}
	var found []pipeline.Article
	if c.NArg() == 0 && c.Command.Name == "check" {
		found, err = t.projectArticles(c, settings)
	} else {
		found, err = articles(c, out, settings)
	}
	if err != nil {
		return nil, opt, err
	}
	aligner, err := t.alignOptions(c)
	return found, pipeline.Options{Title: c.String("title"), Encoding: c.String("encoding"), Settings: settings, Align: aligner}, err
}

// today is the day that the run counts with: SOURCE_DATE_EPOCH where it is
// set, so that a build can be repeated, else the clock's.
func (t *tool) today() time.Time {
	if seconds, err := strconv.ParseInt(t.getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(seconds, 0).UTC()
	}
	return time.Now()
}

// selectionOf adds the configuration's termbase and folder to what the flags select.
func selectionOf(c *cli.Context, s *pipeline.Settings) (pipeline.Selection, error) {
	sel, err := selection(c)
	if sel.Glossaries == nil {
		sel.Glossaries = s.Glossaries()
	}
	sel.Project = s.Project()
	return sel, err
}
