package main

import (
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
)

func (t *tool) configCommand() *cli.Command {
	return &cli.Command{
		Name:        "config",
		Usage:       t.say.Text("config.about"),
		UsageText:   "duizhao config show|schema",
		Description: "   duizhao config show\n   duizhao config show --config other.yaml\n   duizhao config schema > duizhao.schema.json",
		Subcommands: []*cli.Command{
			{
				Name:      "show",
				Usage:     t.say.Text("config.show.about"),
				UsageText: "duizhao config show [FOLDER]",
				Flags: []cli.Flag{
					&cli.StringFlag{Name: "config", Aliases: []string{"c"}, Usage: t.say.Text("cli.flag.config"), TakesFile: true},
				},
				Action: t.showConfig,
			},
			{
				Name:      "schema",
				Usage:     t.say.Text("config.schema.about"),
				UsageText: "duizhao config schema",
				Action: func(*cli.Context) error {
					_, err := t.out.Write(config.Schema())
					return err
				},
			},
		},
		Action: func(c *cli.Context) error {
			if word := c.Args().First(); word != "" {
				return t.unknown("cli.unknown-command", word, commandNames(c.Command.Subcommands))
			}
			return cli.ShowSubcommandHelp(c)
		},
	}
}

// showConfig prints the configuration that holds in a folder, defaults and the
// levels of all checks included: what a person compares with what happened.
func (t *tool) showConfig(c *cli.Context) error {
	conf, err := t.configuration(c)
	if err != nil {
		return err
	}
	e := conf.Effective()
	levels := map[string]config.Level{}
	for _, d := range check.Defaults() {
		levels[string(d.Code)] = config.Level(d.Level.String())
	}
	for code, level := range e.Check.Levels {
		levels[code] = level
	}
	e.Check.Levels = levels
	data, err := e.YAML(!t.quiet)
	if t.json {
		data, err = e.JSON()
	}
	if err != nil {
		return err
	}
	if conf.Path == "" {
		t.note(t.say.Text("config.none"))
	} else {
		t.note(t.say.Text("config.from", "Path", conf.Path))
	}
	_, err = t.out.Write(data)
	return err
}

// configuration reads duizhao.yaml: the one that --config names, else the one
// of the folder of the first argument, or of a folder above it.
func (t *tool) configuration(c *cli.Context) (*config.Config, error) {
	if path := c.String("config"); path != "" {
		return config.Load(path)
	}
	dir := c.Args().First()
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	if c.NArg() > 0 {
		if _, err := os.Stat(dir); err != nil {
			return nil, fault.New("read.missing-file", c.Args().First()).Because(err)
		}
	}
	return config.Find(dir)
}
