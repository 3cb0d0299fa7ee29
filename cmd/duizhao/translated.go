package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/draft"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/provider"
	"github.com/duizhao/duizhao/report"
	"github.com/duizhao/duizhao/translate"
)

// finish prints what was drafted, also where the run failed on the way.
func (t *tool) finish(c *cli.Context, e *engine, failed error) error {
	var err error
	if t.json {
		err = t.draftedJSON(e, c.Bool("dry-run"))
	} else {
		err = t.draftedText(e, c.Bool("dry-run"))
	}
	switch {
	case failed != nil:
		return failed
	case err != nil:
		return err
	}
	exit, err := judge(c, e.findings)
	if err == nil && exit != exitOK {
		err = status(exit)
	}
	return err
}

func (t *tool) draftedText(e *engine, dry bool) error {
	for _, d := range e.made {
		if t.quiet {
			break
		}
		switch {
		case d.person > 0:
			t.note(t.say.Text("draft.by-person", "Path", d.Path, "Count", d.person))
		case dry:
			fmt.Fprintln(t.out, t.foreseen(d.Path, d.Foreseen, e.opt))
		default:
			fmt.Fprintln(t.out, t.summary(d, e.opt))
		}
	}
	return report.Write(t.out, report.Text, e.findings, report.Options{Printer: t.say, Color: t.color})
}

// summary is the line about one draft: where its sentences come from, and what
// is left.
func (t *tool) summary(d drafted, opt translate.Options) string {
	s := d.Summary
	var parts []string
	add := func(n int, id string, args ...any) {
		if n > 0 {
			parts = append(parts, t.say.Text(id, append(args, "Count", n)...))
		}
	}
	name := ""
	if opt.Provider != nil {
		name = opt.Provider.Name()
	}
	add(s.Memory, "draft.from-memory")
	add(s.Glossary+s.Copied, "draft.from-glossary")
	add(s.Resumed, "draft.resumed")
	add(s.Answered, "draft.from-provider", "Name", name)
	add(s.Repaired, "draft.repaired")
	add(d.States.Missing, "draft.missing")
	add(d.States.Stale, "draft.stale")
	add(d.Report.Removed, "draft.removed")
	if s.Cost > 0 {
		parts = append(parts, t.say.Text("draft.cost", "Cost", money(s.Cost), "Currency", opt.Price.Currency))
	}
	if len(parts) == 0 {
		parts = append(parts, t.say.Text("draft.nothing"))
	}
	return t.say.Text("draft.line", "Path", d.Path, "Done", d.States.Total-d.States.Missing, "Of", d.States.Total, "Parts", strings.Join(parts, t.say.Text("draft.comma")))
}

func money(v float64) string { return fmt.Sprintf("%.4f", v) }

// foreseen is the line about what a run would send.
func (t *tool) foreseen(path string, f translate.Estimate, opt translate.Options) string {
	line := t.say.Text("draft.foreseen", "Path", path, "Memory", f.Memory+f.Glossary+f.Copied+f.Resumed, "Sentences", f.Sentences, "Requests", f.Requests,
		"Characters", f.Characters, "Tokens", f.InputTokens+f.OutputTokens, "Empty", f.Empty)
	if opt.Price.Known() {
		line += t.say.Text("draft.comma") + t.say.Text("draft.cost", "Cost", money(f.Cost), "Currency", opt.Price.Currency)
	}
	return line
}

func (t *tool) draftedJSON(e *engine, dry bool) error {
	type line struct {
		drafted
		Person    bool                `json:"person,omitempty"` // a person's translation: left alone
		Memory    int                 `json:"memory"`
		Answered  int                 `json:"answered"`
		Resumed   int                 `json:"resumed"`
		Copied    int                 `json:"copied"`
		Repaired  int                 `json:"repaired"`
		Removed   int                 `json:"removed"`
		Cost      float64             `json:"cost"`
		Estimated *translate.Estimate `json:"estimate,omitempty"`
	}
	out := struct {
		Drafts   []line `json:"drafts"`
		Findings any    `json:"findings"`
	}{Drafts: []line{}}
	for _, d := range e.made {
		s := d.Summary
		l := line{drafted: d, Person: d.person > 0, Memory: s.Memory, Answered: s.Answered, Resumed: s.Resumed, Copied: s.Glossary + s.Copied,
			Repaired: s.Repaired, Removed: d.Report.Removed, Cost: s.Cost}
		if dry {
			l.Estimated = &d.Foreseen
		}
		out.Drafts = append(out.Drafts, l)
	}
	found, err := findingsJSON(t, e.findings)
	if err != nil {
		return err
	}
	out.Findings = found
	return t.printJSON(out)
}

// draftMissing drafts, before a build, the translations that --to names and
// that articles lack. Those that are there are left as they are.
func (t *tool) draftMissing(c *cli.Context) error {
	if !c.IsSet("to") || c.Bool("dry-run") || c.NArg() != 1 {
		return nil
	}
	settings, err := t.settings(c)
	if err != nil {
		return err
	}
	found, err := sources(c, settings, c.Args().Slice())
	if err != nil {
		return err
	}
	to, err := languagesFlag(c, "to")
	if err != nil {
		return err
	}
	missing := func(a pipeline.Article) (out []lang.Tag) {
		for _, tag := range to {
			if tag != a.Source.Lang && !slices.ContainsFunc(a.Targets, func(f pipeline.File) bool { return f.Lang == tag }) {
				out = append(out, tag)
			}
		}
		return out
	}
	if !slices.ContainsFunc(found, func(a pipeline.Article) bool { return len(missing(a)) > 0 }) {
		return nil
	}
	e, err := t.engine(c)
	if err != nil {
		return err
	}
	defer provider.Close(e.opt.Provider)
	info, err := os.Stat(c.Args().First())
	if err != nil || info.IsDir() && e.opt.Provider == nil && e.opt.Memory.Len() == 0 {
		return nil // a folder is not filled with empty drafts: that a translation is missing is an error
	}
	for _, a := range found {
		if e.to = missing(a); len(e.to) == 0 {
			continue
		}
		if err := e.article(c, a, false, false); err != nil {
			return err
		}
	}
	for _, d := range e.made {
		t.note(t.summary(d, e.opt))
	}
	return nil
}

// countsOf are the columns of the table of states.
func countsOf(n draft.Counts) []int {
	return []int{n.Total, n.Missing, n.Stale, n.Machine, n.Edited, n.Reviewed}
}
