package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/draft"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/report"
	"github.com/duizhao/duizhao/segment"
)

func (t *tool) statusCommand() *cli.Command {
	return &cli.Command{
		Name:        "status",
		Usage:       t.say.Text("draft.status.about"),
		UsageText:   "duizhao status [OPTIONS] [FOLDER | SOURCE…]",
		Description: "   duizhao status\n   duizhao status articles --to en,ko\n   duizhao --json status --fail-on missing articles/apec.zh-Hant.md",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: t.say.Text("cli.flag.from")},
			&cli.StringSliceFlag{Name: "to", Usage: t.say.Text("draft.flag.to")},
			&cli.StringFlag{Name: "config", Aliases: []string{"c"}, Usage: t.say.Text("cli.flag.config"), TakesFile: true},
			&cli.StringFlag{Name: "encoding", Usage: t.say.Text("cli.flag.encoding")},
			&cli.StringFlag{Name: "fail-on", Usage: t.say.Text("draft.flag.fail-on"), Value: "none"},
		},
		Action: t.status,
	}
}

// statusLine is the state of one article in one language.
type statusLine struct {
	Article string   `json:"article"`
	Source  string   `json:"source"`
	Path    string   `json:"path,omitempty"` // of the translation, "" where there is none
	Lang    lang.Tag `json:"lang"`
	draft.Counts
}

func (t *tool) status(c *cli.Context) error {
	level := c.String("fail-on")
	if !slices.Contains([]string{"none", "missing", "stale"}, level) {
		return fault.New("draft.fail-on", "", "Word", level)
	}
	lines, err := t.statusLines(c)
	if err != nil {
		return err
	}
	if t.json {
		err = t.printJSON(map[string]any{"articles": lines})
	} else {
		t.statusTable(lines)
	}
	if err != nil {
		return err
	}
	for _, l := range lines {
		if level != "none" && l.Missing > 0 || level == "stale" && l.Stale > 0 {
			return status(exitFindings)
		}
	}
	return nil
}

func (t *tool) statusLines(c *cli.Context) ([]statusLine, error) {
	settings, err := t.settings(c)
	if err != nil {
		return nil, err
	}
	args := c.Args().Slice()
	if len(args) == 0 {
		root, err := t.root(c)
		if err != nil {
			return nil, err
		}
		args = []string{root}
	}
	found, err := sources(c, settings, args)
	if err != nil {
		return nil, err
	}
	wanted, err := t.statusLanguages(c, found)
	if err != nil {
		return nil, err
	}
	lines := []statusLine{}
	for _, a := range found {
		there := a.Targets
		w, err := pipeline.Load(a, pipeline.Options{Encoding: c.String("encoding"), Settings: settings})
		if err != nil {
			return nil, err
		}
		for _, tag := range wanted {
			if tag == a.Source.Lang {
				continue
			}
			l := statusLine{Article: a.Name, Source: a.Source.Path, Lang: tag}
			var target *segment.Text
			if k := slices.IndexFunc(there, func(f pipeline.File) bool { return f.Lang == tag }); k >= 0 {
				target, l.Path = w.Targets[k], there[k].Path
			}
			l.Counts = draft.Count(draft.States(w.Source, target, w.Ledger, tag))
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// statusLanguages are --to, else those of the configuration and of the
// translations that there are.
func (t *tool) statusLanguages(c *cli.Context, found []pipeline.Article) ([]lang.Tag, error) {
	to, err := languagesFlag(c, "to")
	if err != nil || to != nil {
		return to, err
	}
	conf, err := t.configuration(c)
	if err != nil {
		return nil, err
	}
	var out []lang.Tag
	add := func(tag lang.Tag) {
		if !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	for _, l := range conf.Targets {
		add(lang.Tag(l))
	}
	for _, a := range found {
		for _, f := range a.Targets {
			add(f.Lang)
		}
	}
	return out, nil
}

// statusTable prints the lines in columns; Chinese and Hangul take two cells
// a character.
func (t *tool) statusTable(lines []statusLine) {
	rows := [][]string{{t.say.Text("draft.status.article"), t.say.Text("draft.status.lang"), t.say.Text("draft.status.total"), t.say.Text("draft.status.missing"),
		t.say.Text("draft.status.stale"), t.say.Text("draft.status.machine"), t.say.Text("draft.status.edited"), t.say.Text("draft.status.reviewed")}}
	for _, l := range lines {
		row := []string{l.Article, string(l.Lang)}
		for _, n := range countsOf(l.Counts) {
			row = append(row, strconv.Itoa(n))
		}
		if l.Path == "" {
			row[1] += " –"
		}
		rows = append(rows, row)
	}
	cells := runewidth.NewCondition()
	cells.EastAsianWidth = false
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, text := range row {
			widths[i] = max(widths[i], cells.StringWidth(text))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, text := range row {
			pad := strings.Repeat(" ", widths[i]-cells.StringWidth(text))
			switch {
			case i < 2:
				b.WriteString(text + pad + "  ")
			default:
				b.WriteString(pad + text + "  ")
			}
		}
		fmt.Fprintln(t.out, strings.TrimRight(b.String(), " "))
	}
}

// findingsJSON are findings as the JSON report has them.
func findingsJSON(t *tool, list []finding.Finding) (json.RawMessage, error) {
	var b strings.Builder
	if err := report.Write(&b, report.JSON, list, report.Options{Printer: t.say}); err != nil {
		return nil, err
	}
	return json.RawMessage(b.String()), nil
}

func (t *tool) reviewCommand() *cli.Command {
	return &cli.Command{
		Name:        "review",
		Usage:       t.say.Text("draft.review.about"),
		UsageText:   "duizhao review [OPTIONS] --to LANG SOURCE [ID…]",
		Description: "   duizhao review --to en articles/apec.zh-Hant.md\n   duizhao review --to ko articles/apec.zh-Hant.md sq3h7k2a s5d2m4xw\n   duizhao review --to en --undo articles/apec.zh-Hant.md",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "from", Usage: t.say.Text("cli.flag.from")},
			&cli.StringSliceFlag{Name: "to", Usage: t.say.Text("draft.flag.to")},
			&cli.StringFlag{Name: "config", Aliases: []string{"c"}, Usage: t.say.Text("cli.flag.config"), TakesFile: true},
			&cli.StringFlag{Name: "encoding", Usage: t.say.Text("cli.flag.encoding")},
			&cli.BoolFlag{Name: "undo", Usage: t.say.Text("draft.flag.undo"), DisableDefaultText: true},
		}, t.alignerFlags()...),
		Action: t.review,
	}
}

// review marks sentences as seen by a person.
func (t *tool) review(c *cli.Context) error {
	to, err := languagesFlag(c, "to")
	if err != nil {
		return err
	}
	if len(to) == 0 {
		return fault.New("draft.no-target", "")
	}
	if c.NArg() == 0 {
		return fault.New("cli.no-files", "")
	}
	settings, err := t.settings(c)
	if err != nil {
		return err
	}
	found, err := sources(c, settings, c.Args().Slice()[:1])
	if err != nil {
		return err
	}
	ids := c.Args().Slice()[1:]
	if len(ids) > 0 && (len(found) != 1 || len(to) != 1) {
		return fault.New("draft.review-one", "")
	}
	if len(ids) == 0 {
		ids = nil
	}
	aligner, err := t.alignOptions(c)
	if err != nil {
		return err
	}
	for _, a := range found {
		w, err := pipeline.Load(a, pipeline.Options{Encoding: c.String("encoding"), Settings: settings})
		if err != nil {
			return err
		}
		for _, tag := range to {
			k := slices.IndexFunc(a.Targets, func(f pipeline.File) bool { return f.Lang == tag })
			if k < 0 {
				return fault.New("pipeline.no-translation", a.Source.Path, "Lang", string(tag), "Wanted", a.Name+"."+string(tag))
			}
			if !draft.Drafted(w.Source, w.Targets[k], w.Ledger, tag) {
				b, _, err := w.Align(c.Context, k, aligner)
				if err != nil {
					return err
				}
				w.Ledger = draft.Adopt(b, w.Ledger)
			}
			next, count, unknown := draft.Review(w.Source, w.Targets[k], w.Ledger, tag, ids, !c.Bool("undo"))
			if len(unknown) > 0 {
				return fault.New("draft.review-unknown", a.Targets[k].Path, "ID", strings.Join(unknown, ", "))
			}
			w.Ledger = next
			if err := next.Save(a.Ledger()); err != nil {
				return err
			}
			id := "draft.reviewed"
			if c.Bool("undo") {
				id = "draft.unreviewed"
			}
			t.note(t.say.Text(id, "Path", a.Targets[k].Path, "Count", count))
		}
	}
	return nil
}
