package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// glossaryCommand is the family of commands that read and edit a termbase.
func (t *tool) glossaryCommand() *cli.Command {
	file := &cli.StringFlag{Name: "glossary", Aliases: []string{"g"}, Usage: t.say.Text("cli.flag.glossary-file"), Value: "glossary.csv", TakesFile: true}
	dry := &cli.BoolFlag{Name: "dry-run", Usage: t.say.Text("cli.flag.dry-run"), DisableDefaultText: true}
	sub := func(name, usage, examples string, action cli.ActionFunc, flags ...cli.Flag) *cli.Command {
		return &cli.Command{Name: name, Usage: t.say.Text("cli.glossary." + name), UsageText: "duizhao glossary " + usage, Description: examples,
			Flags: append([]cli.Flag{file}, flags...), Action: action}
	}
	return &cli.Command{
		Name:      "glossary",
		Usage:     t.say.Text("cli.glossary.about"),
		UsageText: "duizhao glossary COMMAND [OPTIONS] [ARGUMENTS]",
		Subcommands: []*cli.Command{
			sub("list", "list [TEXT]", "   duizhao glossary list\n   duizhao glossary list 薩德", t.glossaryList),
			sub("show", "show TERM", "   duizhao glossary show 李在明", t.glossaryShow),
			sub("add", "add COLUMN=VALUE…", "   duizhao glossary add zh-Hant=慶州 en=Gyeongju ko=경주", t.glossaryAdd, dry),
			sub("set", "set TERM COLUMN=VALUE…", "   duizhao glossary set 慶州 en-forbidden=Qingzhou", t.glossarySet, dry),
			sub("remove", "remove TERM", "   duizhao glossary remove 慶州 --dry-run", t.glossaryRemove, dry),
			sub("lint", "lint [FOLDER | FILE…]", "   duizhao glossary lint\n   duizhao glossary lint articles", t.glossaryLint,
				t.formatFlag(reportFormats()...), t.outFlag(), t.failOnFlag()),
			t.glossaryCheckCommand(), t.glossaryFixCommand(dry), t.glossaryExtractCommand(),
			sub("merge", "merge BASE OURS THEIRS [-o FILE]", "   duizhao glossary merge base.csv ours.csv theirs.csv -o glossary.csv", t.glossaryMerge, t.outFlag(), dry),
			sub("diff", "diff OLD NEW", "   duizhao glossary diff old.csv glossary.csv", t.glossaryDiff),
			t.glossaryImportCommand(dry), t.glossaryExportCommand(),
		},
		Action: func(c *cli.Context) error {
			if word := c.Args().First(); word != "" {
				return t.unknown("cli.unknown-command", word, commandNames(c.Command.Subcommands))
			}
			return cli.ShowSubcommandHelp(c)
		},
	}
}

// glossaryList prints the concepts, one a line, those that contain a text when
// one is given.
func (t *tool) glossaryList(c *cli.Context) error {
	g, err := glossary.Load(c.String("glossary"))
	if err != nil {
		return err
	}
	want := strings.ToLower(c.Args().First())
	rows := []map[string]string{}
	for i := range g.Concepts {
		row := map[string]string{}
		found := want == ""
		for _, cell := range g.Row(i) {
			row[cell.Column] = cell.Value
			found = found || strings.Contains(strings.ToLower(cell.Value), want)
		}
		if !found {
			continue
		}
		rows = append(rows, row)
		if t.json {
			continue
		}
		var parts []string
		for _, tag := range []lang.Tag{lang.ZhHant, lang.En, lang.Ko} {
			if term, ok := g.Concepts[i].First(tag, glossary.Preferred); ok {
				parts = append(parts, term.Text)
			} else {
				parts = append(parts, "—")
			}
		}
		if _, err := fmt.Fprintln(t.out, strings.Join(parts, "\t")); err != nil {
			return err
		}
	}
	if t.json {
		return t.printJSON(rows)
	}
	return nil
}

// concept finds the one concept that a term names.
func concept(g *glossary.Glossary, term string) (int, error) {
	switch found := g.Lookup(term); len(found) {
	case 0:
		return 0, fault.New("cli.glossary.no-term", g.Path, "Term", term)
	case 1:
		return found[0], nil
	default:
		var ids []string
		for _, i := range found {
			ids = append(ids, g.Concepts[i].ID)
		}
		return 0, fault.New("cli.glossary.many", g.Path, "Term", term, "IDs", strings.Join(ids, ", "))
	}
}

func (t *tool) glossaryShow(c *cli.Context) error {
	if c.NArg() != 1 {
		return fault.New("cli.glossary.one-term", "")
	}
	g, err := glossary.Load(c.String("glossary"))
	if err != nil {
		return err
	}
	found := g.Lookup(c.Args().First())
	if len(found) == 0 {
		return fault.New("cli.glossary.no-term", g.Path, "Term", c.Args().First())
	}
	if t.json {
		rows := []map[string]string{}
		for _, i := range found {
			row := map[string]string{"id": g.Concepts[i].ID}
			for _, cell := range g.Row(i) {
				row[cell.Column] = cell.Value
			}
			rows = append(rows, row)
		}
		return t.printJSON(rows)
	}
	for _, i := range found {
		fmt.Fprintf(t.out, "%s:%d  %s\n", g.Path, g.Concepts[i].Line, g.Concepts[i].ID)
		for _, cell := range g.Row(i) {
			fmt.Fprintf(t.out, "  %-14s %s\n", cell.Column, cell.Value)
		}
	}
	return nil
}

// cells reads COLUMN=VALUE arguments.
func cells(args []string) ([]glossary.Cell, error) {
	var out []glossary.Cell
	for _, a := range args {
		column, value, ok := strings.Cut(a, "=")
		if !ok || column == "" {
			return nil, fault.New("cli.glossary.cell", "", "Word", a)
		}
		out = append(out, glossary.Cell{Column: column, Value: value})
	}
	if len(out) == 0 {
		return nil, fault.New("cli.glossary.cell", "", "Word", "")
	}
	return out, nil
}

func (t *tool) glossaryAdd(c *cli.Context) error {
	values, err := cells(c.Args().Slice())
	if err != nil {
		return err
	}
	path := c.String("glossary")
	g, err := glossary.Load(path)
	if errors.Is(err, fs.ErrNotExist) || err != nil && !exists(path) {
		g, err = glossary.New(path), nil
	}
	if err != nil {
		return err
	}
	if err := g.CheckColumns(values); err != nil {
		return err
	}
	for _, v := range values {
		if found := g.Lookup(v.Value); strings.HasPrefix(v.Column, "zh") && len(found) > 0 {
			return fault.New("cli.glossary.exists", path, "Term", v.Value).At(g.Concepts[found[0]].Line, 0)
		}
	}
	return t.edit(c, g, glossary.Edit{Op: glossary.AddRow, Values: values})
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (t *tool) glossarySet(c *cli.Context) error {
	if c.NArg() < 2 {
		return fault.New("cli.glossary.one-term", "")
	}
	g, err := glossary.Load(c.String("glossary"))
	if err != nil {
		return err
	}
	i, err := concept(g, c.Args().First())
	if err != nil {
		return err
	}
	values, err := cells(c.Args().Tail())
	if err != nil {
		return err
	}
	if err := g.CheckColumns(values); err != nil {
		return err
	}
	var edits []glossary.Edit
	for _, v := range values {
		edits = append(edits, glossary.Edit{Op: glossary.SetCell, ID: g.Concepts[i].ID, Column: v.Column, Value: v.Value})
	}
	return t.edit(c, g, edits...)
}

func (t *tool) glossaryRemove(c *cli.Context) error {
	if c.NArg() == 0 {
		return fault.New("cli.glossary.one-term", "")
	}
	g, err := glossary.Load(c.String("glossary"))
	if err != nil {
		return err
	}
	var edits []glossary.Edit
	for _, term := range c.Args().Slice() {
		i, err := concept(g, term)
		if err != nil {
			return err
		}
		edits = append(edits, glossary.Edit{Op: glossary.RemoveRow, ID: g.Concepts[i].ID})
	}
	return t.edit(c, g, edits...)
}

// edit applies edits, shows what they change, and writes the file unless
// --dry-run.
func (t *tool) edit(c *cli.Context, g *glossary.Glossary, edits ...glossary.Edit) error {
	edited, err := g.Apply(edits...)
	if err != nil {
		return err
	}
	if err := t.printChanges(glossary.Diff(g, edited)); err != nil {
		return err
	}
	return t.saveGlossary(c, edited, g.Path)
}

// saveGlossary writes a termbase unless --dry-run.
func (t *tool) saveGlossary(c *cli.Context, g *glossary.Glossary, path string) error {
	data, err := g.Bytes()
	if err != nil || c.Bool("dry-run") {
		return err
	}
	return atomicfile.Write(path, data, 0o644)
}

// printChanges prints differences, added with +, removed with -, changed
// with ~.
func (t *tool) printChanges(changes []glossary.Change) error {
	if t.json {
		type change struct {
			Kind   string `json:"kind"`
			Term   string `json:"term"`
			Column string `json:"column,omitempty"`
			Old    string `json:"old,omitempty"`
			New    string `json:"new,omitempty"`
		}
		list := []change{}
		for _, c := range changes {
			list = append(list, change{[...]string{"added", "removed", "changed"}[c.Kind], c.Name, c.Column, c.Old, c.New})
		}
		return t.printJSON(list)
	}
	for _, c := range changes {
		if c.Kind == glossary.CellChanged {
			if _, err := fmt.Fprintf(t.out, "~ %s  %s: %q → %q\n", c.Name, c.Column, c.Old, c.New); err != nil {
				return err
			}
			continue
		}
		var parts []string
		for _, cell := range c.Row {
			parts = append(parts, cell.Column+"="+cell.Value)
		}
		if _, err := fmt.Fprintf(t.out, "%c %s\n", "+-"[c.Kind], strings.Join(parts, "  ")); err != nil {
			return err
		}
	}
	return nil
}

func (t *tool) glossaryDiff(c *cli.Context) error {
	if c.NArg() != 2 {
		return fault.New("glossary.two-files", "", "Given", c.NArg())
	}
	old, err := glossary.Load(c.Args().Get(0))
	if err != nil {
		return err
	}
	now, err := glossary.Load(c.Args().Get(1))
	if err != nil {
		return err
	}
	return t.printChanges(glossary.Diff(old, now))
}

// glossaryMerge is a three-way merge; what it could not decide is printed and
// makes the exit code 1.
func (t *tool) glossaryMerge(c *cli.Context) error {
	if c.NArg() != 3 {
		return fault.New("cli.glossary.three-files", "", "Given", c.NArg())
	}
	var g [3]*glossary.Glossary
	for i := range g {
		var err error
		if g[i], err = glossary.Load(c.Args().Get(i)); err != nil {
			return err
		}
	}
	merged, conflicts, err := glossary.Merge(g[0], g[1], g[2])
	if err != nil {
		return err
	}
	if path := c.String("output"); path != "" {
		if err := t.saveGlossary(c, merged, path); err != nil {
			return err
		}
	} else {
		data, err := merged.Bytes()
		if err != nil {
			return err
		}
		if _, err := t.out.Write(data); err != nil {
			return err
		}
	}
	for _, x := range conflicts {
		fmt.Fprintln(t.err, t.say.Text("cli.glossary.conflict", "Term", x.Name, "Column", x.Column, "Base", x.Base, "Ours", x.Ours, "Theirs", x.Theirs))
	}
	if len(conflicts) > 0 {
		return status(exitFindings)
	}
	return nil
}
