package main

import (
	"fmt"
	"io"
	"os"
	"sort"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/report"
)

// glossaryLint prints what is wrong with the termbase, and with texts named
// also the terms that none of them has.
func (t *tool) glossaryLint(c *cli.Context) error {
	format, err := t.format(c, reportFormats()...)
	if err != nil {
		return err
	}
	g, err := glossary.Load(c.String("glossary"))
	if err != nil {
		return err
	}
	found := glossary.Lint(g)
	if c.NArg() > 0 {
		texts, err := lintTexts(c)
		if err != nil {
			return err
		}
		found = append(found, glossary.Unused(g, texts)...)
	}
	err = t.output(c, func(w io.Writer) error {
		return report.Write(w, report.Format(format), found, report.Options{Printer: t.say, Color: t.color && c.String("output") == ""})
	})
	if err != nil {
		return err
	}
	if format == "text" {
		t.count(found)
	}
	exit, err := judge(c, found)
	if err == nil && exit != exitOK {
		err = status(exit)
	}
	return err
}

// lintTexts reads the texts that the arguments name, by language.
func lintTexts(c *cli.Context) (map[lang.Tag][]string, error) {
	texts := map[lang.Tag][]string{}
	add := func(path string, tag lang.Tag) error {
		d, err := read.File(path, read.Options{Lang: tag})
		if err != nil {
			return err
		}
		for _, b := range d.Blocks {
			texts[d.Lang] = append(texts[d.Lang], b.Text)
		}
		return nil
	}
	for _, path := range c.Args().Slice() {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fault.New("read.missing-file", path).Because(err)
		}
		if !info.IsDir() {
			if err := add(path, lang.Und); err != nil {
				return nil, err
			}
			continue
		}
		found, err := pipeline.Discover(path, "", pipeline.Selection{})
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			for _, f := range append([]pipeline.File{a.Source}, a.Targets...) {
				if err := add(f.Path, f.Lang); err != nil {
					return nil, err
				}
			}
		}
	}
	return texts, nil
}

// termCodes are the findings that `glossary check` and `glossary fix` are about.
var termCodes = []finding.Code{check.TermMissing, check.TermForbidden, check.TermInconsistent, check.TermFirstMention, check.NameReading}

func (t *tool) glossaryCheckCommand() *cli.Command {
	return &cli.Command{
		Name: "check", Usage: t.say.Text("cli.glossary.check"), UsageText: "duizhao glossary check [OPTIONS] FOLDER | SOURCE TARGET…",
		Description: "   duizhao glossary check articles",
		Flags:       append(append(t.articleFlags(), t.alignerFlags()...), t.formatFlag(reportFormats()...), t.outFlag(), t.failOnFlag()),
		Action: func(c *cli.Context) error {
			return t.checkOnly(c, func(f finding.Finding) bool {
				for _, code := range termCodes {
					if f.Code == code {
						return true
					}
				}
				return false
			})
		},
	}
}

func (t *tool) glossaryFixCommand(dry cli.Flag) *cli.Command {
	return &cli.Command{
		Name: "fix", Usage: t.say.Text("cli.glossary.fix"), UsageText: "duizhao glossary fix [--dry-run] FOLDER | SOURCE TARGET…",
		Description: "   duizhao glossary fix articles --dry-run\n   duizhao glossary fix a.zh-Hant.md a.ko.md",
		Flags:       append(append(t.articleFlags(), t.alignerFlags()...), dry),
		Action:      t.glossaryFix,
	}
}

// glossaryFix replaces wrong forms in the translations where that is safe, and
// prints each change.
func (t *tool) glossaryFix(c *cli.Context) error {
	found, opt, err := t.articles(c, "")
	if err != nil {
		return err
	}
	changes := 0
	for _, a := range found {
		if err := c.Context.Err(); err != nil {
			return err
		}
		w, err := pipeline.Load(a, opt)
		if err != nil {
			return err
		}
		ed, _, err := w.Edition(c.Context, opt)
		if err != nil {
			return err
		}
		for _, target := range ed.Targets {
			d := target.Target.Doc
			text, applied := check.Fix(d, target.Findings)
			for _, x := range applied {
				fmt.Fprintf(t.out, "%s:%d:%d: %s → %s [%s]\n", d.Path, x.At.Line, x.At.Column, x.Old, x.New, x.Code)
			}
			changes += len(applied)
			if len(applied) == 0 || c.Bool("dry-run") {
				continue
			}
			original, err := os.ReadFile(d.Path)
			if err != nil {
				return fault.New("read.unreadable", d.Path).Because(err)
			}
			data, err := read.Encode(d, text, original)
			if err != nil {
				return err
			}
			if err := atomicfile.Write(d.Path, data, 0o644); err != nil {
				return err
			}
		}
	}
	t.note(t.say.Text("cli.glossary.fixed", "Count", changes))
	return nil
}

func (t *tool) glossaryExtractCommand() *cli.Command {
	return &cli.Command{
		Name: "extract", Usage: t.say.Text("cli.glossary.extract"), UsageText: "duizhao glossary extract [OPTIONS] FOLDER | SOURCE TARGET",
		Description: "   duizhao glossary extract articles --to en --max 50",
		Flags: append(append(t.articleFlags(), t.alignerFlags()...),
			&cli.IntFlag{Name: "max", Usage: t.say.Text("cli.flag.max"), Value: 100},
			&cli.IntFlag{Name: "min-count", Usage: t.say.Text("cli.flag.min-count"), Value: 2}),
		Action: t.glossaryExtract,
	}
}

// glossaryExtract proposes terms from the aligned articles, one language at a
// time: score, kind, counts, both forms and an example.
func (t *tool) glossaryExtract(c *cli.Context) error {
	found, opt, err := t.articles(c, "")
	if err != nil {
		return err
	}
	beads := map[lang.Tag][]glossary.Pairing{}
	var known *glossary.Glossary
	from := lang.ZhHant
	for _, a := range found {
		w, err := pipeline.Load(a, opt)
		if err != nil {
			return err
		}
		from = w.Source.Doc.Lang
		if len(w.Terms) > 0 {
			known = glossary.Join(w.Terms...)
		}
		for k, target := range w.Targets {
			b, _, err := w.Align(c.Context, k, opt.Align)
			if err != nil {
				return err
			}
			for _, bead := range b.Beads {
				beads[target.Doc.Lang] = append(beads[target.Doc.Lang], glossary.Pairing{Source: exchange.Join(b.Source, bead.Source), Target: exchange.Join(b.Target, bead.Target)})
			}
		}
	}
	var tags []lang.Tag
	for tag := range beads {
		tags = append(tags, tag)
	}
	sort.Slice(tags, func(i, j int) bool { return tags[i] < tags[j] })
	return t.printCandidates(c, from, tags, beads, known)
}

func (t *tool) printCandidates(c *cli.Context, from lang.Tag, tags []lang.Tag, beads map[lang.Tag][]glossary.Pairing, known *glossary.Glossary) error {
	type candidate struct {
		To       lang.Tag `json:"to"`
		Source   string   `json:"source"`
		Target   string   `json:"target"`
		Score    float64  `json:"score"`
		Kind     string   `json:"kind"`
		Count    int      `json:"count"`
		Together int      `json:"together"`
		Examples []string `json:"examples"`
	}
	list := []candidate{}
	for _, tag := range tags {
		for _, x := range glossary.Extract(from, tag, beads[tag], known, glossary.ExtractOptions{Max: c.Int("max"), MinCount: c.Int("min-count"), Words: align.Words}) {
			one := candidate{To: tag, Source: x.Source, Target: x.Target, Score: x.Score, Kind: x.Kind, Count: x.Count, Together: x.Together, Examples: []string{}}
			for _, b := range x.Beads {
				one.Examples = append(one.Examples, beads[tag][b].Source+" ‖ "+beads[tag][b].Target)
			}
			list = append(list, one)
		}
	}
	if t.json {
		return t.printJSON(list)
	}
	for _, x := range list {
		fmt.Fprintf(t.out, "%6.1f  %-6s %d/%d  %s ↔ %s\n", x.Score, x.Kind, x.Together, x.Count, x.Source, x.Target)
		if len(x.Examples) > 0 {
			fmt.Fprintf(t.out, "        %s\n", oneLine(x.Examples[0]))
		}
	}
	return nil
}
