package main

import (
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// maxImport bounds a file that a glossary is imported from, in bytes.
const maxImport = 64 << 20

// glossaryFormats are the words for --format.
func glossaryFormats() []string {
	var out []string
	for _, f := range glossary.Formats {
		out = append(out, string(f))
	}
	return out
}

// exchangeFlags are what import and export share.
func (t *tool) exchangeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "glossary", Aliases: []string{"g"}, Usage: t.say.Text("cli.flag.glossary-file"), Value: "glossary.csv", TakesFile: true},
		&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: t.say.Labelled(t.say.Text("cli.flag.format"), t.say.List(glossaryFormats())), DefaultText: t.say.Text("cli.flag.format.by-name")},
		&cli.StringFlag{Name: "from", Usage: t.say.Text("cli.flag.from"), Value: "zh-Hant"},
		&cli.StringFlag{Name: "to", Usage: t.say.Text("cli.flag.to-one"), Value: "en"},
	}
}

// exchangeOptions reads format and languages; path gives the format where the
// flag does not.
func (t *tool) exchangeOptions(c *cli.Context, path string) (format glossary.Format, from, to lang.Tag, err error) {
	format = glossary.FormatOf(path)
	if c.String("format") != "" {
		word, err := t.format(c, glossaryFormats()...)
		if err != nil {
			return "", from, to, err
		}
		format = glossary.Format(word)
	}
	if from, err = languageFlag(c, "from"); err == nil {
		to, err = languageFlag(c, "to")
	}
	return format, from, to, err
}

func (t *tool) glossaryImportCommand(dry cli.Flag) *cli.Command {
	return &cli.Command{
		Name: "import", Usage: t.say.Text("cli.glossary.import"), UsageText: "duizhao glossary import [OPTIONS] FILE",
		Description: "   duizhao glossary import terms.tbx\n   duizhao glossary import deepl.csv --format deepl --from zh-Hant --to ko --dry-run",
		Flags:       append(t.exchangeFlags(), dry),
		Action:      t.glossaryImport,
	}
}

// glossaryImport adds the terms of a file to the termbase: new rows, and the
// cells that a row of the same term lacks. What both have, each in its own
// way, stays as it is and is said.
func (t *tool) glossaryImport(c *cli.Context) error {
	if c.NArg() != 1 {
		return fault.New("cli.glossary.one-file", "")
	}
	path := c.Args().First()
	format, from, to, err := t.exchangeOptions(c, path)
	if err != nil {
		return err
	}
	data, err := readBounded(path, maxImport)
	if err != nil {
		return err
	}
	theirs, err := glossary.Import(path, data, format, from, to)
	if err != nil {
		return err
	}
	ours := glossary.New(c.String("glossary"))
	if exists(ours.Path) {
		if ours, err = glossary.Load(ours.Path); err != nil {
			return err
		}
	}
	merged, conflicts, err := glossary.Merge(glossary.New(""), ours, theirs)
	if err != nil {
		return err
	}
	if err := t.printChanges(glossary.Diff(ours, merged)); err != nil {
		return err
	}
	for _, x := range conflicts {
		t.note(t.say.Text("cli.glossary.kept", "Term", x.Name, "Column", x.Column, "Ours", x.Ours, "Theirs", x.Theirs))
	}
	return t.saveGlossary(c, merged, c.String("glossary"))
}

// readBounded reads a file of at most limit bytes.
func readBounded(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New("read.missing-file", path).Because(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fault.New("read.unreadable", path).Because(err)
	}
	if int64(len(data)) > limit {
		return nil, fault.New("read.too-large", path, "Limit", limit>>20)
	}
	return data, nil
}

func (t *tool) glossaryExportCommand() *cli.Command {
	return &cli.Command{
		Name: "export", Usage: t.say.Text("cli.glossary.export"), UsageText: "duizhao glossary export [OPTIONS] FILE",
		Description: "   duizhao glossary export terms.tbx\n   duizhao glossary export omegat.txt --format omegat --to ko",
		Flags: append(t.exchangeFlags(),
			&cli.StringFlag{Name: "title", Usage: t.say.Text("cli.flag.glossary-title"), Value: "Glossary"}),
		Action: t.glossaryExport,
	}
}

func (t *tool) glossaryExport(c *cli.Context) error {
	if c.NArg() > 1 || c.NArg() == 0 && c.String("format") == "" {
		return fault.New("cli.glossary.one-file", "")
	}
	path := c.Args().First()
	format, from, to, err := t.exchangeOptions(c, path)
	if err != nil {
		return err
	}
	if path != "" && path != "-" && c.String("format") == "" && !glossary.NamesFormat(path) {
		return fault.New("glossary.file-ending", path, "Formats", strings.Join(glossaryFormats(), ", "))
	}
	g, err := glossary.Load(c.String("glossary"))
	if err != nil {
		return err
	}
	data, err := g.Export(format, from, to, c.String("title"))
	if err != nil {
		return err
	}
	if path == "" || path == "-" {
		_, err := t.out.Write(data)
		return err
	}
	if err := spare(path, []string{c.String("glossary")}); err != nil {
		return err
	}
	return atomicfile.Write(path, data, 0o644)
}
