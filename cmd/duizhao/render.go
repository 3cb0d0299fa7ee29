package main

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/report"
)

// renderFormats are the formats of one edition, the default first.
var renderFormats = []string{"text", "jsonl", "html", "pdf"}

func (t *tool) renderCommand() *cli.Command {
	return &cli.Command{
		Name:      "render",
		Usage:     t.say.Text("cli.render.about"),
		UsageText: "duizhao render [OPTIONS] FOLDER | SOURCE TARGET… | FILE.tmx|FILE.xlf|FILE.jsonl|-",
		Description: "   duizhao render a.zh-Hant.md a.en.md\n   duizhao render a.zh-Hant.md a.en.md a.ko.md -o a.pdf\n" +
			"   duizhao render samples/apec --to ko --format jsonl\n   duizhao render a.tmx --to en -o a.html",
		Flags: append(append(append(t.articleFlags(), t.alignerFlags()...), t.renderFlags()...), t.formatFlag(renderFormats...), t.outFlag(),
			&cli.StringFlag{Name: "format-in", Usage: t.say.Text("exchange.flag.format-in")}),
		Action: t.render,
	}
}

func (t *tool) render(c *cli.Context) error {
	format, err := t.editionFormat(c)
	if err != nil {
		return err
	}
	look, err := renderOptions(c)
	if err != nil {
		return err
	}
	if format == "pdf" && c.String("output") == "" && terminal(t.out) {
		return fault.New("cli.pdf-terminal", "")
	}
	var ed *bitext.Edition
	if path, ok := unitArgument(c); ok {
		ed, err = t.editionOf(c, path)
	} else {
		ed, err = t.oneEdition(c)
	}
	if err != nil {
		return err
	}
	settings, err := t.settings(c)
	if err != nil {
		return err
	}
	data, findings, err := pipeline.Render(ed, format, look)
	if err != nil {
		return err
	}
	if findings = settings.Made(ed, findings, format, look); !t.quiet {
		if err := report.Write(t.err, report.Text, findings, report.Options{Printer: t.say}); err != nil {
			return err
		}
	}
	return t.output(c, func(out io.Writer) error {
		_, err := out.Write(data)
		return err
	})
}

// oneEdition takes one article through all stages but the last.
func (t *tool) oneEdition(c *cli.Context) (*bitext.Edition, error) {
	found, stages, err := t.articles(c, "")
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, fault.New("cli.one-article", "", "Count", len(found))
	}
	w, err := pipeline.Load(found[0], stages)
	if err != nil {
		return nil, err
	}
	if len(w.Targets) == 0 {
		return nil, pipeline.Alone(found[0])
	}
	ed, _, err := w.Edition(c.Context, stages)
	return ed, err
}

// editionFormat reads --format; without it the ending of -o decides.
func (t *tool) editionFormat(c *cli.Context) (pipeline.Format, error) {
	if c.String("format") == "" {
		ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(c.String("output"))), ".")
		for _, f := range renderFormats {
			if ending == f {
				return pipeline.Format(f), nil
			}
		}
	}
	word, err := t.format(c, renderFormats...)
	return pipeline.Format(word), err
}
