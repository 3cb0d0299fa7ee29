package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/publish"
	"github.com/duizhao/duizhao/report"
)

// buildProject builds the project of duizhao.yaml.
func (t *tool) buildProject(c *cli.Context) error {
	workers, err := jobs(c)
	if err != nil {
		return err
	}
	opt, err := t.project(c)
	if err != nil {
		return err
	}
	opt.Jobs, opt.Only, opt.Frozen, opt.DryRun, opt.NoCache = workers, c.String("only"), c.Bool("frozen"), c.Bool("dry-run"), c.Bool("no-cache")
	if word := c.String("shard"); word != "" {
		if opt.Shard, err = publish.ParseShard(word); err != nil {
			return err
		}
		if opt.Only != "" {
			return fault.New("publish.only-or-shard", "")
		}
	}
	told, err := t.teller(c, &opt)
	if err != nil {
		return err
	}
	sum, err := publish.Build(c.Context, opt)
	return told.end(sum, err)
}

// mergeCommand puts the shares of a project together.
func (t *tool) mergeCommand() *cli.Command {
	flags := append(append(t.articleFlags(), t.alignerFlags()...), t.renderFlags()...)
	return &cli.Command{
		Name:        "merge",
		Usage:       t.say.Text("publish.merge.about"),
		UsageText:   "duizhao merge [OPTIONS] FOLDER…",
		Description: "   duizhao build --shard 1/3 -o part1\n   duizhao merge part1 part2 part3\n   duizhao merge shared -o dist --frozen",
		Flags: append(flags,
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: t.say.Text("cli.flag.output-folder"), Value: "dist", TakesFile: true},
			&cli.StringFlag{Name: "formats", Usage: t.say.Text("cli.flag.formats"), Value: "html,pdf"},
			&cli.BoolFlag{Name: "keep-ids", Usage: t.say.Text("cli.flag.keep-ids"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "dry-run", Usage: t.say.Text("cli.flag.dry-run"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "force", Usage: t.say.Text("publish.flag.force"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "frozen", Usage: t.say.Text("publish.flag.frozen"), DisableDefaultText: true},
			t.failOnFlag(), t.reportFlag(),
		),
		Action: t.merge,
	}
}

func (t *tool) merge(c *cli.Context) error {
	if c.NArg() == 0 {
		return fault.New("publish.no-folders", "")
	}
	folders, err := absolute(c.Args().Slice())
	if err != nil {
		return err
	}
	opt, err := t.project(c)
	if err != nil {
		return err
	}
	opt.Frozen, opt.DryRun = c.Bool("frozen"), c.Bool("dry-run")
	told, err := t.teller(c, &opt)
	if err != nil {
		return err
	}
	sum, err := publish.Merge(c.Context, opt, folders)
	return told.end(sum, err)
}

// teller prints what becomes of articles while they are built, one after the
// other, and holds none of them.
type teller struct {
	t                *tool
	opt              *publish.Options
	failOn           string
	bar              *progress
	out              io.Writer
	errors, warnings int
	failed           int
	first            error // of the articles that failed
	articles         int   // printed as JSON
	reports          []reportFile
	found            []finding.Finding // for the reports; nil without any
}

func (t *tool) teller(c *cli.Context, opt *publish.Options) (*teller, error) {
	told := &teller{t: t, opt: opt, failOn: c.String("fail-on"), out: t.out}
	if !c.IsSet("fail-on") && opt.Config.FailOn != "" {
		told.failOn = opt.Config.FailOn
	}
	if _, err := severityOf(told.failOn); err != nil {
		return nil, err
	}
	var err error
	if told.reports, err = reports(c); err != nil {
		return nil, err
	}
	told.bar = t.progress(0)
	opt.Started = told.bar.expect
	opt.Report = told.article
	if t.json {
		fmt.Fprint(t.out, `{"articles":[`)
	}
	return told, nil
}

// article tells of one article.
func (p *teller) article(o *publish.Outcome) error {
	p.bar.add()
	errors, warnings := finding.Count(o.Findings)
	p.errors, p.warnings = p.errors+errors, p.warnings+warnings
	p.keep(o.Findings)
	if o.Err != nil && o.State == publish.Failed {
		p.failed++
		if p.first == nil {
			p.first = o.Err
		}
	}
	if p.t.json {
		return p.articleJSON(o)
	}
	var b bytes.Buffer
	say := p.t.say
	switch {
	case o.Err != nil:
		p.bar.above(func() { p.t.complain(o.Err) })
	case o.State == publish.Unchanged && !p.t.verbose, p.t.quiet:
	case p.t.terminal && !p.t.verbose && p.bar.shown():
	case o.State == publish.Untranslated && o.Told && !p.t.verbose:
	case o.State == publish.Untranslated:
		p.bar.above(func() { p.t.note(say.Text("publish.told.untranslated", "Path", o.Path)) })
	default:
		id := "publish.told." + string(o.State)
		if p.opt.DryRun {
			id = "publish.would." + string(o.State)
		}
		line := say.Text(id, "Path", o.Path)
		if o.Why != "" && o.State == publish.Built {
			line = say.Aside(line, say.Text("publish.why."+o.Why))
		}
		fmt.Fprintln(&b, line)
	}
	for _, tag := range o.Missing {
		if o.State != publish.Untranslated && o.State != publish.Unchanged {
			p.bar.above(func() {
				p.t.note(say.Text("publish.missing", "Path", o.Path, "Lang", say.Language(tag)))
			})
		}
	}
	if again := o.State == publish.Unchanged && !p.t.verbose; o.Facts != nil && !again {
		for _, tag := range o.Facts.Left {
			p.bar.above(func() { p.t.note(say.Text("cli.build.left", "Name", o.Facts.Name, "Lang", say.Language(tag))) })
		}
	}
	if err := report.Write(&b, report.Text, p.worthTelling(o), report.Options{Printer: say, Color: p.t.color}); err != nil {
		return err
	}
	return p.print(b.Bytes())
}

// worthTelling are the findings that are printed of an article: of one that has
// not changed no notes, such as that its sentences are not translated yet.
func (p *teller) worthTelling(o *publish.Outcome) []finding.Finding {
	if o.State != publish.Unchanged || p.t.verbose {
		return o.Findings
	}
	return slices.DeleteFunc(slices.Clone(o.Findings), func(f finding.Finding) bool { return f.Severity == finding.Info })
}

// keep holds findings for the reports that were asked for.
func (p *teller) keep(found []finding.Finding) {
	if len(p.reports) > 0 {
		p.found = append(p.found, found...)
	}
}

// print prints lines, above the bar where one is drawn.
func (p *teller) print(text []byte) (err error) {
	if len(text) > 0 {
		p.bar.above(func() { _, err = p.out.Write(text) })
	}
	return err
}

// articleJSON prints an article as one object of the list.
func (p *teller) articleJSON(o *publish.Outcome) error {
	a := struct {
		Source   string          `json:"source"`
		State    publish.State   `json:"state"`
		Why      string          `json:"why,omitempty"`
		Outputs  []string        `json:"outputs"`
		Missing  []string        `json:"missing,omitempty"`
		Error    string          `json:"error,omitempty"`
		Findings json.RawMessage `json:"findings"`
	}{Source: o.Path, State: o.State, Why: o.Why, Outputs: []string{}}
	if o.Facts != nil {
		for _, e := range o.Facts.Editions {
			for _, f := range e.Outputs {
				a.Outputs = append(a.Outputs, f.Path)
			}
		}
	}
	for _, tag := range o.Missing {
		a.Missing = append(a.Missing, string(tag))
	}
	if o.Err != nil {
		a.Error = p.t.say.Error(o.Err)
	}
	var err error
	if a.Findings, err = p.findings(o.Findings); err != nil {
		return err
	}
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	sep := "\n"
	if p.articles++; p.articles > 1 {
		sep = ",\n"
	}
	_, err = fmt.Fprintf(p.out, "%s%s", sep, data)
	return err
}

func (p *teller) findings(list []finding.Finding) (json.RawMessage, error) {
	var b strings.Builder
	err := report.Write(&b, report.JSON, list, report.Options{Printer: p.t.say})
	return json.RawMessage(b.String()), err
}

// end prints what the run comes to, and gives the exit.
func (p *teller) end(sum *publish.Summary, err error) error {
	p.bar.close()
	if sum == nil {
		if p.t.json {
			fmt.Fprintln(p.out, "\n]}")
		}
		return err
	}
	errors, warnings := finding.Count(sum.Findings)
	p.errors, p.warnings = p.errors+errors, p.warnings+warnings
	p.keep(sum.Findings)
	if reportErr := p.t.writeReports(p.reports, p.found); reportErr != nil {
		return reportErr
	}
	if p.t.json {
		found, jsonErr := p.findings(sum.Findings)
		if jsonErr != nil {
			return jsonErr
		}
		tail, _ := json.Marshal(struct {
			Findings json.RawMessage       `json:"findings"`
			Removed  []string              `json:"removed"`
			States   map[publish.State]int `json:"states"`
		}{found, append([]string{}, sum.Removed...), sum.States})
		fmt.Fprintf(p.out, "\n],%s\n", tail[1:])
	} else if textErr := p.sumText(sum); textErr != nil {
		return textErr
	}
	if err != nil {
		return err
	}
	return p.exit(sum)
}

func (p *teller) sumText(sum *publish.Summary) error {
	say := p.t.say
	if !p.t.quiet {
		for _, path := range sum.Removed {
			id := "publish.removed"
			if p.opt.DryRun {
				id = "publish.would-remove"
			}
			fmt.Fprintln(p.out, say.Text(id, "Path", path))
		}
	}
	if err := report.Write(p.out, report.Text, sum.Findings, report.Options{Printer: say, Color: p.t.color}); err != nil {
		return err
	}
	if !p.t.quiet {
		fmt.Fprintln(p.out, say.Text("publish.sum", "Articles", sum.Articles, "Built", sum.States[publish.Built], "Restored", sum.States[publish.Restored],
			"Unchanged", sum.States[publish.Unchanged], "Untranslated", sum.States[publish.Untranslated], "Dry", p.opt.DryRun, "Failed", sum.States[publish.Failed], "Stale", sum.States[publish.Stale],
			"Errors", p.errors, "Warnings", p.warnings))
	}
	return nil
}

// exit is the code of the run.
func (p *teller) exit(sum *publish.Summary) error {
	exit := exitOK
	level, _ := severityOf(p.failOn)
	if level <= finding.Error && p.errors > 0 || level <= finding.Warning && p.warnings > 0 {
		exit = exitFindings
	}
	if sum.States[publish.Stale] > 0 {
		exit = stronger(exit, exitStale)
	}
	if p.failed > 0 {
		exit = stronger(exit, exitPartly)
		if p.failed == sum.Articles {
			exit = stronger(exit, exitUsage)
		}
	}
	if sum.Err != nil {
		exit = stronger(exit, code(sum.Err))
	}
	if exit != exitOK {
		return status(exit)
	}
	return nil
}
