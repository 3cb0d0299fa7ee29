package main

import (
	"io"
	"runtime"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/report"
)

// reportFormats are the formats of findings, the default first.
func reportFormats() []string {
	var out []string
	for _, f := range report.Formats {
		out = append(out, string(f))
	}
	return out
}

func (t *tool) checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     t.say.Text("cli.check.about"),
		UsageText: "duizhao check [OPTIONS] [FOLDER | SOURCE TARGET… | FILE.tmx|FILE.xlf|FILE.jsonl|-]",
		Description: "   duizhao check a.zh-Hant.md a.en.md --glossary glossary.csv\n" +
			"   duizhao check articles --format jsonl --fail-on warning\n" +
			"   duizhao check --since origin/main --format github --report sarif=findings.sarif",
		Flags: append(append(t.articleFlags(), t.alignerFlags()...), t.formatFlag(reportFormats()...), t.outFlag(), t.failOnFlag(), t.reportFlag(),
			&cli.StringFlag{Name: "since", Usage: t.say.Text("since.flag")},
			&cli.StringFlag{Name: "format-in", Usage: t.say.Text("exchange.flag.format-in")}),
		Action: func(c *cli.Context) error { return t.checkOnly(c, func(finding.Finding) bool { return true }) },
	}
}

// checkOnly checks articles and prints the findings that keep chooses.
func (t *tool) checkOnly(c *cli.Context, keep func(finding.Finding) bool) error {
	format, err := t.format(c, reportFormats()...)
	if err != nil {
		return err
	}
	if _, err := judge(c, nil); err != nil {
		return err
	}
	beside, err := reports(c)
	if err != nil {
		return err
	}
	found, exit, err := t.checked(c)
	if err != nil {
		return err
	}
	var all []finding.Finding
	for _, f := range found {
		if keep(f) {
			all = append(all, f)
		}
	}
	err = t.output(c, func(w io.Writer) error {
		return report.Write(w, report.Format(format), all, report.Options{Printer: t.say, Color: t.color && c.String("output") == ""})
	})
	if err != nil {
		return err
	}
	if err := t.writeReports(beside, all); err != nil {
		return err
	}
	worst, err := judge(c, all)
	if err != nil {
		return err
	}
	if format == "text" {
		t.count(all)
	}
	if exit = stronger(exit, worst); exit != exitOK {
		return status(exit)
	}
	return nil
}

// checked gives the findings of what the arguments name: a file of pairs, or
// articles.
func (t *tool) checked(c *cli.Context) (all []finding.Finding, exit int, err error) {
	if path, ok := unitArgument(c); ok {
		ed, err := t.editionOf(c, path)
		if err != nil {
			return nil, exitUsage, err
		}
		return ed.Targets[0].Findings, exitOK, nil
	}
	found, stages, err := t.articles(c, "")
	if err != nil {
		return nil, exitUsage, err
	}
	if rev := c.String("since"); rev != "" {
		if found, err = t.since(c, found, rev); err != nil {
			return nil, exitUsage, err
		}
	}
	opt := pipeline.BuildOptions{Options: stages, Formats: []pipeline.Format{}, DryRun: true}
	results, err := t.buildAll(c.Context, found, opt, runtime.GOMAXPROCS(0), nil)
	if err != nil {
		return nil, exitUsage, err
	}
	for _, r := range results {
		all = append(all, r.Findings...)
		switch {
		case r.Err == nil:
		case len(results) == 1:
			return nil, exitUsage, r.Err
		default:
			t.complain(r.Err)
			exit = stronger(exit, exitPartly)
		}
	}
	return append(all, afterwards(results, stages.Settings)...), exit, nil
}

// afterwards is the last step over all articles: what they show together,
// suppressions that nothing needs, and faults of the termbases that were used.
func afterwards(results []pipeline.Result, settings *pipeline.Settings) []finding.Finding {
	found := pipeline.Across(results, settings)
	found = append(found, settings.Stale(results)...)
	return append(found, pipeline.Termbases(results)...)
}

// count prints how many findings there are, on standard error.
func (t *tool) count(findings []finding.Finding) {
	errors, warnings := finding.Count(findings)
	t.note(t.say.Text("cli.check.sum", "Errors", errors, "Warnings", warnings))
}
