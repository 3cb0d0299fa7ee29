package main

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/memory"
)

func (t *tool) memoryPruneCommand() *cli.Command {
	return &cli.Command{
		Name: "prune", Usage: t.say.Text("memory.prune.about"), UsageText: "duizhao memory prune [OPTIONS]",
		Description: "   duizhao memory prune --unreviewed --older-than 2025-01-01 --dry-run\n   duizhao memory prune --contradictory",
		Flags: t.memoryFlags(
			&cli.StringFlag{Name: "older-than", Usage: t.say.Text("memory.flag.older-than")},
			&cli.StringFlag{Name: "origin", Usage: t.say.Text("memory.flag.prune-origin")},
			&cli.BoolFlag{Name: "unreviewed", Usage: t.say.Text("memory.flag.unreviewed"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "contradictory", Usage: t.say.Text("memory.flag.contradictory"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "dry-run", Usage: t.say.Text("cli.flag.dry-run"), DisableDefaultText: true},
		),
		Action: t.memoryPrune,
	}
}

// memoryPrune takes the units that all given rules choose out of the first
// memory, and prints them.
func (t *tool) memoryPrune(c *cli.Context) error {
	if c.NArg() > 0 {
		return fault.New("memory.no-arguments", "")
	}
	rules := memory.Rules{Origin: c.String("origin"), Unreviewed: c.Bool("unreviewed"), Contradictory: c.Bool("contradictory")}
	if word := c.String("older-than"); word != "" {
		day, err := time.Parse(time.DateOnly, word)
		if err != nil {
			return fault.New("memory.date", "", "Word", word)
		}
		rules.OlderThan = day.Format("20060102T000000Z")
	}
	if rules == (memory.Rules{}) {
		return fault.New("memory.no-rule", "")
	}
	conf, err := t.memoryConfig(c)
	if err != nil {
		return err
	}
	path, m, err := t.ownMemory(c, conf)
	if err != nil {
		return err
	}
	gone := map[*memory.Unit]bool{}
	for _, u := range m.Matching(rules) {
		gone[u] = true
		if _, err := fmt.Fprintf(t.out, "- %s\t%s\n", oneLine(u.Source), oneLine(u.Target)); err != nil {
			return err
		}
	}
	left := m.Without(func(u *memory.Unit) bool { return gone[u] })
	if !c.Bool("dry-run") && len(gone) > 0 {
		if err := left.Save(path); err != nil {
			return err
		}
	}
	t.note(t.say.Text("memory.prune.done", "Count", len(gone), "After", left.Len(), "Path", path))
	return nil
}

// writeTo writes what print prints to a file, whole or not at all.
func (t *tool) writeTo(path string, print func(io.Writer) error) error {
	var b bytes.Buffer
	if err := print(&b); err != nil {
		return err
	}
	return atomicfile.Write(path, b.Bytes(), 0o644)
}
