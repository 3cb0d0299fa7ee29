package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/draft"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/report"
	"github.com/duizhao/duizhao/segment"
)

func (t *tool) importCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     t.say.Text("exchange.import.about"),
		UsageText: "duizhao import [OPTIONS] FILE [ARTICLE…]",
		Description: "   duizhao import a.xlf\n   duizhao import --dry-run a.xlf articles/apec.zh-Hant.md\n" +
			"   duizhao import --reviewed returned.tmx",
		Flags: append(append(t.articleFlags(), t.alignerFlags()...),
			&cli.StringFlag{Name: "format-in", Usage: t.say.Text("exchange.flag.format-in")},
			&cli.BoolFlag{Name: "reviewed", Usage: t.say.Text("exchange.flag.reviewed"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "force", Usage: t.say.Text("exchange.flag.force"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "dry-run", Usage: t.say.Text("cli.flag.dry-run"), DisableDefaultText: true},
			t.failOnFlag(),
		),
		Action: t.importUnits,
	}
}

func (t *tool) importUnits(c *cli.Context) error {
	if c.NArg() == 0 {
		return fault.New("cli.no-files", "")
	}
	if _, err := judge(c, nil); err != nil {
		return err
	}
	f, err := t.unitFile(c, c.Args().First())
	if err != nil {
		return err
	}
	to, err := targetOf(c, f)
	if err != nil {
		return err
	}
	path, err := t.importArticle(c, f)
	if err != nil {
		return err
	}
	settings, err := t.settings(c)
	if err != nil {
		return err
	}
	in, err := t.takeIn(c, settings, path, to, f)
	if err != nil {
		return err
	}
	return t.imported(c, in)
}

// takeIn puts the units of a file into an article, with the article's files as
// they are when they are written.
func (t *tool) takeIn(c *cli.Context, settings *pipeline.Settings, path string, to lang.Tag, f *exchange.File) (in *incoming, err error) {
	a, err := articleWith(c, settings, path, to)
	if err != nil {
		return nil, err
	}
	opt, err := t.pairOptions(c, settings)
	if err != nil {
		return nil, err
	}
	target := targetPath(a, to)
	err = rewrite([]string{a.Ledger(), target, a.Source.Path}, func(was [][]byte) (func() error, error) {
		if a.Targets = nil; was[1] != nil {
			a.Targets = []pipeline.File{{Path: target, Lang: to}}
		}
		p, err := pairedOf(c.Context, a, to, opt)
		if err != nil {
			return nil, err
		}
		if f.From != lang.Und && f.From != p.file.From {
			return nil, fault.New("exchange.wrong-pair", f.Path, "From", string(f.From), "To", string(f.To), "Article", a.Source.Path, "Lang", string(p.file.From))
		}
		in = &incoming{paired: p, in: f, path: target, reviewed: c.Bool("reviewed"), force: c.Bool("force")}
		in.decide()
		if in.known == 0 {
			return nil, fault.New("exchange.none-known", f.Path, "Article", a.Source.Path)
		}
		if err := in.apply(); err != nil {
			return nil, err
		}
		if err := in.check(c.Context, opt); err != nil || in.made == nil || c.Bool("dry-run") {
			return nil, err
		}
		return func() error { return saveDraft(a.Ledger(), target, in.target(), was[1], in.made) }, nil
	})
	return in, err
}

// unitFile reads a bilingual file, "-" for standard input.
func (t *tool) unitFile(c *cli.Context, path string) (*exchange.File, error) {
	format := exchange.Format(c.String("format-in"))
	if format != "" && !slices.Contains(exchange.Readable, format) {
		return nil, fault.New("cli.format", "", "Word", string(format), "Formats", strings.Join(unitFormats, ", "))
	}
	if path != "-" {
		return exchange.ReadFile(path, format)
	}
	data, err := io.ReadAll(io.LimitReader(t.in, exchange.MaxFile+1))
	if err != nil {
		return nil, fault.New("exchange.unreadable", "", "Reason", err.Error()).Because(err)
	}
	return exchange.Read("", data, format)
}

// targetOf is the language that a file's translations are in.
func targetOf(c *cli.Context, f *exchange.File) (lang.Tag, error) {
	tags, err := languagesFlag(c, "to")
	if err != nil {
		return lang.Und, err
	}
	switch {
	case len(tags) > 1:
		return lang.Und, fault.New("exchange.one-target", "")
	case len(tags) == 1 && f.To != lang.Und && f.To != tags[0]:
		return lang.Und, fault.New("exchange.wrong-target", f.Path, "To", string(f.To), "Wanted", string(tags[0]))
	case len(tags) == 1:
		return tags[0], nil
	case f.To == lang.Und:
		return lang.Und, fault.New("exchange.no-target", f.Path)
	}
	return f.To, nil
}

// importArticle finds the source file of the article that a file belongs to:
// the one that it names, within the project, or the one that the user names.
func (t *tool) importArticle(c *cli.Context, f *exchange.File) (string, error) {
	named := c.Args().Tail()
	if len(named) == 1 {
		return named[0], nil
	}
	base := filepath.Base(filepath.FromSlash(f.Original))
	for _, path := range named { // of several the one that the file is of
		sel, err := selection(c)
		if err != nil {
			return "", err
		}
		if a, err := articleAt(path, sel); err == nil && filepath.Base(a.Source.Path) == base {
			return a.Source.Path, nil
		}
	}
	if f.Original == "" {
		return "", fault.New("exchange.no-article", f.Path)
	}
	if len(named) > 0 {
		return "", fault.New("exchange.article-missing", f.Path, "Article", f.Original)
	}
	rel := filepath.FromSlash(f.Original)
	if !filepath.IsLocal(rel) || strings.Contains(f.Original, `\`) {
		return "", fault.New("exchange.outside", f.Path, "Article", f.Original)
	}
	root, err := t.root(c)
	if err != nil {
		return "", err
	}
	path := filepath.Join(root, rel)
	if !within(root, path) {
		return "", fault.New("exchange.outside", f.Path, "Article", f.Original)
	}
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return "", fault.New("exchange.article-missing", f.Path, "Article", f.Original)
	}
	if dir, err := os.Getwd(); err == nil { // as the user would name it
		if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
			path = rel
		}
	}
	return path, nil
}

// within reports whether a path lies in a folder when links are followed. A
// path that does not exist lies where its name says.
func within(root, path string) bool {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return os.IsNotExist(err)
	}
	base, err := filepath.EvalSymlinks(root)
	if err != nil {
		return false
	}
	abs, err1 := filepath.Abs(real)
	top, err2 := filepath.Abs(base)
	rel, err3 := filepath.Rel(top, abs)
	return err1 == nil && err2 == nil && err3 == nil && filepath.IsLocal(rel)
}

// target is the translation as it was, nil for none.
func (in *incoming) target() *segment.Text {
	if len(in.work.Targets) == 0 {
		return nil
	}
	return in.work.Targets[0]
}

// apply puts what was decided into the target's text.
func (in *incoming) apply() error {
	if len(in.pieces) == 0 {
		return nil
	}
	job := draft.Job{Source: in.work.Source, Ledger: in.kept, Path: in.path, Lang: in.paired.file.To}
	var err error
	if in.bt == nil {
		in.made, err = draft.Apply(job, nil, in.pieces, true)
	} else {
		// A person's words that nobody has changed since they were exported may be
		// replaced: what may not has been left out already.
		job.Ledger = in.paired.asDraft(in.kept)
		in.made, err = draft.Apply(job, in.target(), in.pieces, true)
	}
	if err == nil {
		in.found = append(in.found, in.made.Findings...)
	}
	return err
}

// asDraft records the pairs of a translation that has no beads in the ledger
// yet as they were exported, so that sentences can be placed by id.
func (p *paired) asDraft(l *ledger.Ledger) *ledger.Ledger {
	for _, b := range l.Beads(p.file.From, p.file.To) {
		if b.Pin == ledger.Given {
			return l
		}
	}
	var beads []ledger.Bead
	for _, b := range p.bt.Beads {
		if b.Source.Len() == 0 || b.Target.Len() == 0 {
			continue
		}
		beads = append(beads, ledger.Bead{From: p.file.From, To: p.file.To, Source: p.ids.Source[b.Source.From:b.Source.To],
			Target: p.ids.Targets[0][b.Target.From:b.Target.To], Pin: ledger.Given, Origin: &ledger.Origin{By: "person"}})
	}
	return l.Put(beads...)
}

// imported tells what became of the units.
func (t *tool) imported(c *cli.Context, in *incoming) error {
	placed := 0
	if in.made != nil {
		placed = in.made.Report.Placed
	}
	if err := report.Write(t.out, reportFormat(t), in.found, report.Options{Printer: t.say, Color: t.color}); err != nil {
		return err
	}
	id := "exchange.import.done"
	if c.Bool("dry-run") {
		id = "exchange.import.would"
	}
	t.note(t.say.Text(id, "Count", placed, "Same", in.same, "Empty", in.empty, "Refused", in.refused, "Path", in.path))
	exit, err := judge(c, in.found)
	if err != nil {
		return err
	}
	if exit == exitOK && in.refused > 0 {
		if worst, ok := finding.Worst(in.found); ok && worst >= finding.Error {
			exit = exitFindings
		}
	}
	if exit != exitOK {
		return status(exit)
	}
	return nil
}

func reportFormat(t *tool) report.Format {
	if t.json {
		return report.JSON
	}
	return report.Text
}

// unitName is a unit's place in the file that it came from.
func unitName(f *exchange.File, u *exchange.Unit) string {
	name := f.Path
	if name == "" {
		name = "-"
	}
	return fmt.Sprintf("%s:%d", name, u.Line)
}
