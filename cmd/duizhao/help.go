package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// templates sets the library's help templates in the interface language.
func (t *tool) templates() {
	usage, commands, options, examples, common := t.say.Text("cli.help.usage"), t.say.Text("cli.help.commands"),
		t.say.Text("cli.help.options"), t.say.Text("cli.help.examples"), t.say.Text("cli.help.common")
	flags := `{{range .VisibleFlags}}
   {{.}}{{end}}`
	cli.AppHelpTemplate = `{{.Name}} — {{.Usage}}

` + usage + `
   {{.UsageText}}

{{.Description}}

` + commands + `{{range .VisibleCommands}}
   {{join .Names ", "}}{{"\t"}}{{.Usage}}{{end}}

` + options + flags + `
`
	// One template for both: the library shows a command without subcommands
	// by either, depending on how help was asked for.
	command := `{{.HelpName}} — {{.Usage}}

` + usage + `
   {{.UsageText}}
{{if .Description}}
` + examples + `
{{.Description}}
{{end}}{{if .VisibleCommands}}
` + commands + `{{range .VisibleCommands}}
   {{join .Names ", "}}{{"\t"}}{{.Usage}}{{end}}
{{end}}{{if .VisibleFlags}}
` + options + flags + `
{{end}}
` + common + `
`
	cli.CommandHelpTemplate, cli.SubcommandHelpTemplate = command, command
}

// flagLine gives a line of the list of options in the interface language. The
// library writes "(default: –)" where there is none, since a number has to have
// some default, and the heading in English.
func (t *tool) flagLine(f cli.Flag) string {
	line := strings.Replace(plainFlagLine(f), " (default: –)", "", 1)
	if i := strings.LastIndex(line, "(default: "); i >= 0 {
		value, closed := strings.CutSuffix(line[i+len("(default: "):], ")")
		if closed {
			line = t.say.Aside(strings.TrimRight(line[:i], " "), t.say.Labelled(t.say.Text("cli.help.default"), value))
		}
	}
	return line
}

// plainFlagLine is the library's own way.
var plainFlagLine = cli.FlagStringer

// helpOf is the help command among a command's own commands.
func (t *tool) helpOf(of *cli.Command) *cli.Command {
	return &cli.Command{
		Name:            "help",
		Aliases:         []string{"h"},
		Usage:           t.say.Text("cli.help.about"),
		UsageText:       "duizhao " + of.Name + " help [COMMAND]",
		HideHelpCommand: true,
		Action: func(c *cli.Context) error {
			word := c.Args().First()
			if word == "" {
				return cli.ShowSubcommandHelp(c.Lineage()[1])
			}
			if lookup(of.Subcommands, word) == nil {
				return t.unknown("cli.unknown-command", word, commandNames(of.Subcommands))
			}
			return cli.ShowCommandHelp(c.Lineage()[1], word)
		},
	}
}

// helpCommand is `duizhao help [COMMAND]`.
func (t *tool) helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Aliases:   []string{"h"},
		Usage:     t.say.Text("cli.help.about"),
		UsageText: "duizhao help [COMMAND]",
		Action: func(c *cli.Context) error {
			app := c.Lineage()[len(c.Lineage())-2]
			word := c.Args().First()
			if word == "" {
				return cli.ShowAppHelp(app)
			}
			if lookup(c.App.Commands, word) == nil {
				return t.unknown("cli.unknown-command", word, commandNames(c.App.Commands))
			}
			if cmd := lookup(c.App.Commands, word); c.NArg() > 1 && len(cmd.Subcommands) > 0 { // help memory import
				second := c.Args().Get(1)
				if lookup(cmd.Subcommands, second) == nil {
					return t.unknown("cli.unknown-command", second, commandNames(cmd.Subcommands))
				}
				return c.App.RunContext(c.Context, []string{c.App.Name, word, second, "--help"})
			}
			return cli.ShowCommandHelp(app, word)
		},
	}
}
