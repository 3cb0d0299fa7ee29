package main

import (
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
			return cli.ShowCommandHelp(app, word)
		},
	}
}
