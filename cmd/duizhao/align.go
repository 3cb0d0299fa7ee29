package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/report"
	"github.com/duizhao/duizhao/segment"
)

// alignFormats are the formats of `duizhao align`, the default first.
func alignFormats() []string {
	var out []string
	for _, f := range exchange.Formats {
		out = append(out, string(f))
	}
	return out
}

func (t *tool) alignCommand() *cli.Command {
	return &cli.Command{
		Name:      "align",
		Usage:     t.say.Text("cli.align.about"),
		UsageText: "duizhao align [OPTIONS] SOURCE TARGET",
		Description: "   duizhao align a.zh-Hant.md a.en.md\n   duizhao align --segmented --format beads --from zh-Hans --to en a.zh a.en\n" +
			"   duizhao align a.zh-Hant.md a.ko.md --format tmx -o a.tmx",
		Subcommands: []*cli.Command{t.learnCommand(), t.trainCommand(), t.scoreCommand()},
		Flags: append(append(t.articleFlags(), t.alignerFlags()...),
			&cli.BoolFlag{Name: "segmented", Usage: t.say.Text("cli.flag.segmented"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "list", Usage: t.say.Text("cli.flag.list"), DisableDefaultText: true},
			&cli.Float64Flag{Name: "below", Usage: t.say.Text("cli.flag.below"), DefaultText: "0.9"},
			&cli.StringFlag{Name: "explain", Usage: t.say.Text("cli.flag.explain")},
			&cli.StringSliceFlag{Name: "confirm", Usage: t.say.Text("cli.flag.confirm")},
			&cli.StringSliceFlag{Name: "reject", Usage: t.say.Text("cli.flag.reject")},
			&cli.StringSliceFlag{Name: "release", Usage: t.say.Text("cli.flag.release")},
			t.formatFlag(alignFormats()...),
			t.outFlag(),
		),
		Action: t.align,
	}
}

func (t *tool) align(c *cli.Context) error {
	format, err := t.format(c, alignFormats()...)
	if err != nil {
		return err
	}
	if b := doubt(c); !(b >= 0 && b <= 1) {
		return fault.New("cli.below", "", "Word", b)
	}
	w, err := t.pair(c)
	if err != nil {
		return err
	}
	opt, err := t.alignOptions(c)
	if err != nil {
		return err
	}
	b, lost, err := w.Align(c.Context, 0, opt)
	if err != nil {
		return err
	}
	if list := c.String("explain"); list != "" {
		return t.explain(c, w, b, opt, list)
	}
	if decides(c) {
		if c.Bool("segmented") {
			return fault.New("cli.pins-segmented", "")
		}
		return t.decide(c, w, b)
	}
	if err := report.Write(t.err, report.Text, lost, report.Options{Printer: t.say}); err != nil {
		return err
	}
	ids, _ := w.Ledger.Carry(w.Source, w.Targets...)
	return t.output(c, func(out io.Writer) error {
		if c.Bool("list") || c.IsSet("below") {
			return listDoubtful(out, exchange.Format(format), b, ids.Source, doubt(c))
		}
		return exchange.Write(out, exchange.Format(format), b, ids.Source)
	})
}

// explain prints why the beads of a list of numbers were made.
func (t *tool) explain(c *cli.Context, w *pipeline.Work, b *bitext.Bitext, opt align.Options, list string) error {
	numbers := make([]int, len(b.Beads))
	for i := range numbers {
		numbers[i] = i
	}
	if list != "all" {
		var err error
		if numbers, err = beadNumbers(list, len(b.Beads)); err != nil {
			return err
		}
	}
	reasons, err := w.Explain(c.Context, b, opt, numbers)
	if err != nil {
		return err
	}
	return t.output(c, func(out io.Writer) error { return explained(out, reasons, numbers) })
}

// pair loads the two texts of a command that takes SOURCE TARGET, in this
// order whatever their languages.
func (t *tool) pair(c *cli.Context) (*pipeline.Work, error) {
	if c.NArg() != 2 {
		return nil, fault.New("cli.two-files", "", "Given", c.NArg())
	}
	settings, err := t.settings(c)
	if err != nil {
		return nil, err
	}
	sel, err := selectionOf(c, settings)
	if err != nil {
		return nil, err
	}
	if len(sel.To) > 1 {
		return nil, fault.New("cli.one-target", "")
	}
	to := lang.Und
	if len(sel.To) == 1 {
		to = sel.To[0]
	}
	paths := []string{c.Args().Get(0), c.Args().Get(1)}
	if c.Bool("segmented") {
		return t.segmentedPair(c, paths, sel.From, to, sel.Glossaries)
	}
	opt := pipeline.Options{Title: c.String("title"), Encoding: c.String("encoding")}
	return pipeline.LoadPair(paths[0], sel.From, paths[1], to, sel.Glossaries, opt)
}

// segmentedPair takes both files as one sentence a line.
func (t *tool) segmentedPair(c *cli.Context, paths []string, from, to lang.Tag, terms []string) (*pipeline.Work, error) {
	var texts []*segment.Text
	for i, tag := range []lang.Tag{from, to} {
		d, err := t.readDocument(paths[i], read.Options{Lang: tag, Encoding: c.String("encoding"), Format: read.Text})
		if err != nil {
			return nil, err
		}
		texts = append(texts, segment.Lines(paths[i], d.Lang, d.Text))
	}
	return pipeline.WorkOf(texts[0], texts[1], terms)
}
