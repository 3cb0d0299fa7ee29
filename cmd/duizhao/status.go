package main

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
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

// statusLine is the state of one article in one language. Paths count from the
// project's folder and have forward slashes.
type statusLine struct {
	Article string   `json:"article"` // its name
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
	found, err := t.statusArticles(c, settings)
	if err != nil {
		return nil, err
	}
	root, err := t.root(c)
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
			l := statusLine{Article: a.Name, Source: inProject(root, a.Source.Path), Lang: tag}
			var target *segment.Text
			if k := slices.IndexFunc(there, func(f pipeline.File) bool { return f.Lang == tag }); k >= 0 {
				target, l.Path = w.Targets[k], inProject(root, there[k].Path)
			}
			l.Counts = draft.Count(draft.States(w.Source, target, w.Ledger, tag))
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// statusArticles are the articles that the arguments name, else those of the
// project, else those of the folder.
func (t *tool) statusArticles(c *cli.Context, settings *pipeline.Settings) ([]pipeline.Article, error) {
	if c.NArg() > 0 {
		return sources(c, settings, c.Args().Slice())
	}
	conf, err := t.configuration(c)
	if err != nil {
		return nil, err
	}
	if conf.Path == "" {
		return sources(c, settings, []string{"."})
	}
	sel, err := selectionOf(c, settings)
	if err != nil {
		return nil, err
	}
	sel.To = nil
	return listed(conf, sel)
}

// inProject is a path as seen from the project's folder, with forward slashes;
// that of a file elsewhere stays as it is.
func inProject(root, path string) string {
	if base, err := filepath.Abs(root); err == nil {
		if abs, err := filepath.Abs(path); err == nil {
			if rel, err := filepath.Rel(base, abs); err == nil && filepath.IsLocal(rel) {
				path = rel
			}
		}
	}
	return filepath.ToSlash(filepath.Clean(path))
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
		row := []string{path.Join(path.Dir(l.Source), l.Article), string(l.Lang)}
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
