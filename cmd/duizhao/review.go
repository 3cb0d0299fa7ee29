package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/draft"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
)

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
	opt, err := t.pairOptions(c, settings)
	if err != nil {
		return err
	}
	for _, a := range found {
		for _, tag := range to {
			if err := t.reviewOne(c, a, tag, ids, opt); err != nil {
				return err
			}
		}
	}
	return nil
}

// reviewOne marks sentences of one translation, with the article's files as
// they are when the ledger is written.
func (t *tool) reviewOne(c *cli.Context, a pipeline.Article, tag lang.Tag, ids []string, opt pipeline.Options) error {
	k := slices.IndexFunc(a.Targets, func(f pipeline.File) bool { return f.Lang == tag })
	if k < 0 {
		return fault.New("pipeline.no-translation", a.Source.Path, "Lang", string(tag), "Wanted", a.Name+"."+string(tag))
	}
	a.Targets = a.Targets[k : k+1]
	var count int
	err := rewrite([]string{a.Ledger(), a.Source.Path, a.Targets[0].Path}, func([][]byte) (func() error, error) {
		w, err := pipeline.Load(a, opt)
		if err != nil {
			return nil, err
		}
		target := w.Targets[0]
		if !draft.Drafted(w.Source, target, w.Ledger, tag) {
			b, _, err := w.Align(c.Context, 0, opt.Align)
			if err != nil {
				return nil, err
			}
			w.Ledger = draft.Adopt(b, w.Ledger)
		}
		next, n, unknown := draft.Review(w.Source, target, w.Ledger, tag, ids, !c.Bool("undo"))
		if len(unknown) > 0 {
			return nil, fault.New("draft.review-unknown", a.Targets[0].Path, "ID", strings.Join(unknown, ", "))
		}
		count = n
		return func() error { return next.Save(a.Ledger()) }, nil
	})
	if err != nil {
		return err
	}
	id := "draft.reviewed"
	if c.Bool("undo") {
		id = "draft.unreviewed"
	}
	t.note(t.say.Text(id, "Path", a.Targets[0].Path, "Count", count))
	return nil
}
