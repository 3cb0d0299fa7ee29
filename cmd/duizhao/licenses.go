package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/licences"
)

func (t *tool) licensesCommand() *cli.Command {
	return &cli.Command{
		Name:        "licenses",
		Aliases:     []string{"licences"},
		Usage:       t.say.Text("cli.licenses.about"),
		UsageText:   "duizhao licenses [NAME…]",
		Description: "   duizhao licenses\n   duizhao licenses fpdf\n   duizhao licenses --json",
		Action: func(c *cli.Context) error {
			all, err := licences.All()
			if err != nil {
				return err
			}
			chosen := all
			if c.NArg() > 0 {
				chosen = nil
				for _, e := range all {
					for _, word := range c.Args().Slice() {
						if strings.Contains(strings.ToLower(e.Name), strings.ToLower(word)) {
							chosen = append(chosen, e)
							break
						}
					}
				}
				if len(chosen) == 0 {
					return fault.New("cli.licenses.none", "", "Word", c.Args().First())
				}
			}
			if t.json {
				return t.printJSON(chosen)
			}
			for _, e := range chosen {
				_, err := fmt.Fprintf(t.out, "%s %s (%s)\n  %s\n  %s: %s\n  %s: %s\n\n%s\n\n%s\n\n", e.Name, e.Version, e.Licence, e.Holder,
					t.say.Text("cli.licenses.source"), e.Source, t.say.Text("cli.licenses.changes"), e.Changes,
					strings.TrimSpace(e.Text), strings.Repeat("─", 72))
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
}
