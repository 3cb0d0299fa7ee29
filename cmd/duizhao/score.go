package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/fault"
)

func (t *tool) scoreCommand() *cli.Command {
	return &cli.Command{
		Name:        "score",
		Usage:       t.say.Text("cli.score.about"),
		UsageText:   "duizhao align score [--merge] GOLD TEST",
		Description: "   duizhao align score a.gold a.align\n   duizhao align score gold/ aligned/ --merge",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "merge", Usage: t.say.Text("cli.flag.merge"), DisableDefaultText: true},
			t.outFlag(),
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return fault.New("cli.score.two", "", "Given", c.NArg())
			}
			pairs, err := scorePairs(c.Args().Get(0), c.Args().Get(1))
			if err != nil {
				return err
			}
			var tally align.Tally
			for _, p := range pairs {
				gold, err := readBeads(p[0])
				if err != nil {
					return err
				}
				test, err := readBeads(p[1])
				if err != nil {
					return err
				}
				tally.Score(gold, test, c.Bool("merge"))
			}
			return t.output(c, func(w io.Writer) error { return t.printScore(w, &tally) })
		},
	}
}

// scorePairs matches gold with test: two files, or NAME.gold of one folder
// with NAME.align of the other.
func scorePairs(gold, test string) (out [][2]string, err error) {
	info, err := os.Stat(gold)
	if err != nil {
		return nil, fault.New("read.missing-file", gold).Because(bare(err))
	}
	if !info.IsDir() {
		return [][2]string{{gold, test}}, nil
	}
	files, err := filepath.Glob(filepath.Join(gold, "*.gold"))
	if err != nil || len(files) == 0 {
		return nil, fault.New("cli.score.no-gold", gold)
	}
	sort.Strings(files)
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".gold") + ".align"
		out = append(out, [2]string{f, filepath.Join(test, name)})
	}
	return out, nil
}

func readBeads(path string) ([]align.GoldBead, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New("read.missing-file", path).Because(bare(err))
	}
	defer f.Close()
	return align.ReadBeads(path, bufio.NewReader(f))
}

// printScore prints precision, recall and F1, strict and lax, for all beads
// and for each shape.
func (t *tool) printScore(w io.Writer, tally *align.Tally) error {
	if t.json {
		type figures struct {
			P  float64 `json:"precision"`
			R  float64 `json:"recall"`
			F1 float64 `json:"f1"`
		}
		of := func(p align.PRF) figures { return figures{p.P, p.R, p.F1} }
		return json.NewEncoder(w).Encode(map[string]any{"strict": of(tally.Strict()), "lax": of(tally.Lax()), "gold": tally.Gold, "test": tally.Test})
	}
	out := bufio.NewWriter(w)
	row := func(name string, p align.PRF, of int) {
		fmt.Fprintf(out, "%-7s P %.3f  R %.3f  F1 %.3f  (%d)\n", name, p.P, p.R, p.F1, of)
	}
	row("strict", tally.Strict(), tally.Gold)
	row("lax", tally.Lax(), tally.Gold)
	var shapes []string
	for s := range tally.ByShape {
		shapes = append(shapes, s)
	}
	sort.Strings(shapes)
	for _, s := range shapes {
		row(s, tally.ByShape[s].Strict(), tally.ByShape[s].Gold)
	}
	return out.Flush()
}
