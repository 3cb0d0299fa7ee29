package main

import (
	"cmp"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/memory"
	"github.com/duizhao/duizhao/pipeline"
)

func (t *tool) memoryImportCommand() *cli.Command {
	return &cli.Command{
		Name: "import", Usage: t.say.Text("memory.import.about"), UsageText: "duizhao memory import [OPTIONS] FILE | ARTICLE…",
		Description: "   duizhao memory import client.tmx returned.xlf\n   duizhao memory import --reviewed pairs.tsv\n" +
			"   duizhao memory import articles/apec\n   duizhao memory import --all --min-confidence 0.95 a.zh-Hant.md a.en.md",
		Flags: append(t.memoryFlags(
			&cli.StringFlag{Name: "format-in", Usage: t.say.Text("exchange.flag.format-in")},
			&cli.StringFlag{Name: "from", Usage: t.say.Text("cli.flag.from")},
			&cli.StringSliceFlag{Name: "to", Usage: t.say.Text("memory.flag.to")},
			&cli.StringSliceFlag{Name: "glossary", Aliases: []string{"g"}, Usage: t.say.Text("cli.flag.glossary"), TakesFile: true},
			&cli.BoolFlag{Name: "all", Usage: t.say.Text("memory.flag.all"), DisableDefaultText: true},
			&cli.Float64Flag{Name: "min-confidence", Usage: t.say.Text("memory.flag.min-confidence"), Value: 0.9},
			&cli.BoolFlag{Name: "reviewed", Usage: t.say.Text("memory.flag.reviewed"), DisableDefaultText: true},
			&cli.StringFlag{Name: "origin", Usage: t.say.Text("memory.flag.origin")},
			&cli.BoolFlag{Name: "dry-run", Usage: t.say.Text("cli.flag.dry-run"), DisableDefaultText: true},
		), t.alignerFlags()...),
		Action: t.memoryImport,
	}
}

// memoryImport adds the pairs of bilingual files and of articles to the first
// memory.
func (t *tool) memoryImport(c *cli.Context) error {
	if c.NArg() == 0 {
		return fault.New("cli.no-files", "")
	}
	if p := c.Float64("min-confidence"); !(p >= 0 && p <= 1) {
		return fault.New("memory.confidence", "", "Word", p)
	}
	conf, err := t.memoryConfig(c)
	if err != nil {
		return err
	}
	path, m, err := t.ownMemory(c, conf)
	if err != nil {
		return err
	}
	files, articles, err := t.memoryInputs(c, conf)
	if err != nil {
		return err
	}
	var units []memory.Unit
	for _, path := range files {
		f, err := exchange.ReadFile(path, exchange.Format(c.String("format-in")))
		if err != nil {
			return err
		}
		units = append(units, memory.Units(f)...)
	}
	for _, a := range articles {
		more, err := t.articlePairs(c, conf, a)
		if err != nil {
			return err
		}
		units = append(units, more...)
	}
	if units, err = chosen(c, units); err != nil {
		return err
	}
	for i := range units {
		if c.Bool("reviewed") {
			units[i].Reviewed = true
		}
		if word := c.String("origin"); word != "" {
			units[i].Origin = word
		}
	}
	grown := m.Add(units...)
	if !c.Bool("dry-run") && (exists(path) || grown.Len() > 0) {
		if err := grown.Save(path); err != nil {
			return err
		}
	}
	t.note(t.say.Text("memory.import.done", "Read", len(units), "Before", m.Len(), "After", grown.Len(), "Path", path))
	return nil
}

// ownMemory opens the memory that is written to; one that is not there yet is
// empty.
func (t *tool) ownMemory(c *cli.Context, conf *config.Config) (path string, m *memory.Memory, err error) {
	path = memoryPaths(c, conf)[0]
	if !exists(path) {
		return path, memory.New(), nil
	}
	m, err = memory.Open([]string{path}, "")
	return path, m, err
}

// memoryInputs parts the arguments: bilingual files, and articles.
func (t *tool) memoryInputs(c *cli.Context, conf *config.Config) (files []string, found []pipeline.Article, err error) {
	sel, err := selection(c)
	if err != nil {
		return nil, nil, err
	}
	if sel.Glossaries == nil {
		for _, g := range conf.Glossary {
			sel.Glossaries = append(sel.Glossaries, filepath.Join(filepath.Dir(conf.Path), filepath.FromSlash(g)))
		}
	}
	var loose []string
	for _, path := range c.Args().Slice() {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, nil, fault.New("read.missing-file", path).Because(err)
		case info.IsDir():
			more, err := pipeline.Discover(path, "", sel)
			if err != nil {
				return nil, nil, err
			}
			found = append(found, more...)
		case c.String("format-in") != "" || exchange.FormatOf(path) != "":
			files = append(files, path)
		default:
			loose = append(loose, path)
		}
	}
	switch {
	case len(loose) == 1:
		a, err := pipeline.One(loose[0], filepath.Dir(loose[0]), sel)
		return files, append(found, a), err
	case len(loose) > 1:
		a, err := pipeline.Loose(loose, nil, sel)
		return files, append(found, a), err
	}
	return files, found, nil
}

// articlePairs gives the pairs of an article: those that a person has reviewed
// or confirmed, or with --all every one that is sure enough.
func (t *tool) articlePairs(c *cli.Context, conf *config.Config, a pipeline.Article) ([]memory.Unit, error) {
	aligner, err := t.alignOptions(c)
	if err != nil {
		return nil, err
	}
	settings, err := pipeline.NewSettings(conf, t.today().Format(time.DateOnly))
	if err != nil {
		return nil, err
	}
	opt := pipeline.Options{Settings: settings, Align: aligner}
	base := "."
	if conf.Path != "" {
		base = filepath.Dir(conf.Path)
	}
	name := original(base, a.Source.Path)
	var out []memory.Unit
	for _, target := range a.Targets {
		one := a
		one.Targets, one.Missing = []pipeline.File{target}, nil
		more, err := articleUnits(c.Context, one, target.Lang, opt, name, func(b bitext.Bead, state exchange.State) bool {
			if c.Bool("all") {
				return b.Confidence >= c.Float64("min-confidence")
			}
			return state == exchange.Reviewed || b.Origin == bitext.Confirmed
		})
		if err != nil {
			return nil, err
		}
		for i := range more {
			more[i].Date = t.today().UTC().Format("20060102T000000Z")
		}
		out = append(out, more...)
	}
	return out, nil
}

// articleUnits gives the beads of an article and one of its translations that
// keep chooses, as units that know where they come from.
func articleUnits(ctx context.Context, a pipeline.Article, to lang.Tag, opt pipeline.Options, name string, keep func(bitext.Bead, exchange.State) bool) ([]memory.Unit, error) {
	p, err := pairedOf(ctx, a, to, opt)
	if err != nil {
		return nil, err
	}
	makers := map[string]string{} // ids of the source sentences → who translated them
	for _, b := range p.kept.Beads(p.file.From, to) {
		if b.Origin != nil {
			makers[strings.Join(b.Source, "+")] = b.Origin.By
		}
	}
	f := *p.file
	f.Units = nil
	for _, u := range p.file.Units {
		if u.Target == "" || u.State == exchange.Stale || !keep(p.beads[u.ID], u.State) {
			continue
		}
		u.Notes, u.Paragraph = nil, 0
		u.Props = []exchange.Prop{{Key: memory.ArticleProp, Value: name}}
		f.Units = append(f.Units, u)
	}
	out := memory.Units(&f)
	for i := range out {
		if by := makers[out[i].ID]; by != "" && out[i].Origin != memory.Person {
			out[i].Origin = by
		}
		out[i].Path = a.Source.Path
	}
	return out, nil
}

// chosen keeps the units in the languages of --from and --to; for a file made
// in the other direction the sides are exchanged when the memory is searched.
func chosen(c *cli.Context, units []memory.Unit) ([]memory.Unit, error) {
	from, err := languageFlag(c, "from")
	if err != nil {
		return nil, err
	}
	to, err := languagesFlag(c, "to")
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(units, func(u memory.Unit) bool {
		fits := func(a, b lang.Tag) bool {
			return (from == lang.Und || a == from) && (len(to) == 0 || slices.Contains(to, b))
		}
		return !fits(u.From, u.To) && !fits(u.To, u.From)
	}), nil
}

func (t *tool) memoryExportCommand() *cli.Command {
	return &cli.Command{
		Name: "export", Usage: t.say.Text("memory.export.about"), UsageText: "duizhao memory export [OPTIONS] [FILE]",
		Description: "   duizhao memory export all.tmx\n   duizhao memory export --to ko --only-reviewed reviewed.tsv\n   duizhao memory export --format jsonl",
		Flags: t.memoryFlags(
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: t.say.Text("cli.flag.format") + ": tmx, xliff, tsv, jsonl", DefaultText: t.say.Text("cli.flag.format.by-name")},
			&cli.StringFlag{Name: "from", Usage: t.say.Text("cli.flag.from")},
			&cli.StringSliceFlag{Name: "to", Usage: t.say.Text("memory.flag.to")},
			&cli.BoolFlag{Name: "only-reviewed", Usage: t.say.Text("memory.flag.only-reviewed"), DisableDefaultText: true},
			t.outFlag(),
		),
		Action: t.memoryExport,
	}
}

// memoryExport writes the memories as one file for another tool.
func (t *tool) memoryExport(c *cli.Context) error {
	if c.NArg() > 1 {
		return fault.New("memory.one-file", "")
	}
	path := cmp.Or(c.String("output"), c.Args().First())
	format := exchange.FormatOf(path)
	if word := c.String("format"); word != "" {
		if !slices.Contains(exchange.Readable, exchange.Format(word)) {
			return fault.New("cli.format", "", "Word", word, "Formats", "tmx, xliff, tsv, jsonl")
		}
		format = exchange.Format(word)
	}
	if format == "" {
		format = exchange.TMX
	}
	from, err := languageFlag(c, "from")
	if err != nil {
		return err
	}
	to, err := languagesFlag(c, "to")
	if err != nil {
		return err
	}
	conf, err := t.memoryConfig(c)
	if err != nil {
		return err
	}
	m, err := t.openMemory(c, conf)
	if err != nil {
		return err
	}
	m = m.Without(func(u *memory.Unit) bool {
		return from != lang.Und && u.From != from || len(to) > 0 && !slices.Contains(to, u.To) || c.Bool("only-reviewed") && !u.Reviewed
	})
	f := memory.File(slices.Collect(m.All))
	if (format == exchange.TSV || format == exchange.XLIFF) && (f.From == lang.Und || f.To == lang.Und) && m.Len() > 0 {
		return fault.New("memory.one-pair", "", "Format", string(format))
	}
	print := func(w io.Writer) error {
		if format == exchange.TMX {
			return m.Write(w, nil)
		}
		return exchange.WriteFile(w, format, f)
	}
	if path == "" || path == "-" {
		return print(t.out)
	}
	if err := spare(path, memoryPaths(c, conf)); err != nil { // of a part the memory would be left with nothing else
		return err
	}
	if err := t.writeTo(path, print); err != nil {
		return err
	}
	t.note(t.say.Text("memory.export.done", "Count", m.Len(), "Path", path))
	return nil
}
