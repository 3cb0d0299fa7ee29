package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/fault"
)

func (t *tool) scoreCommand() *cli.Command {
	return &cli.Command{
		Name:        "score",
		Usage:       t.say.Text("cli.score.about"),
		UsageText:   "duizhao align score [--merge] GOLD TEST",
		Description: "   duizhao align score a.gold a.align\n   duizhao align score a.gold a.jsonl\n   duizhao align score gold/ aligned/ --merge",
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
			var trust align.Reliability
			for _, p := range pairs {
				gold, err := readBeads(p[0])
				if err != nil {
					return err
				}
				test, confidence, err := readTest(p[1])
				if err != nil {
					return err
				}
				tally.Score(gold, test, c.Bool("merge"))
				judgeConfidence(&trust, gold, test, confidence)
			}
			return t.output(c, func(w io.Writer) error { return t.printScore(w, &tally, &trust) })
		},
	}
}

// scorePairs matches gold with test: two files, or NAME.gold of one folder
// with NAME.jsonl or NAME.align of the other.
func scorePairs(gold, test string) (out [][2]string, err error) {
	info, err := os.Stat(gold)
	if err != nil {
		return nil, fault.New("read.missing-file", gold).Because(err)
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
		name := filepath.Join(test, strings.TrimSuffix(filepath.Base(f), ".gold"))
		if _, err := os.Stat(name + ".jsonl"); err == nil {
			out = append(out, [2]string{f, name + ".jsonl"})
		} else {
			out = append(out, [2]string{f, name + ".align"})
		}
	}
	return out, nil
}

func readBeads(path string) ([]align.GoldBead, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New("read.missing-file", path).Because(err)
	}
	defer f.Close()
	return align.ReadBeads(path, bufio.NewReader(f))
}

// readTest reads beads, and their confidence from a file that
// `align --format jsonl` wrote; nil for a bare list of beads.
func readTest(path string) (beads []align.GoldBead, confidence []float64, err error) {
	if filepath.Ext(path) != ".jsonl" {
		beads, err = readBeads(path)
		return beads, nil, err
	}
	data, err := readBounded(path, maxBeads)
	if err != nil {
		return nil, nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, maxBeads)
	for n := 1; lines.Scan(); n++ {
		var b exchange.Bead
		if err := json.Unmarshal(lines.Bytes(), &b); err != nil {
			return nil, nil, fault.New("align.beads", path).At(n, 0).Because(err)
		}
		beads = append(beads, align.GoldBead{Source: b.Source, Target: b.Target})
		confidence = append(confidence, b.Confidence)
	}
	return beads, confidence, lines.Err()
}

// maxBeads bounds a file of beads, in bytes.
const maxBeads = 256 << 20

// judgeConfidence counts for each bead with a confidence whether gold has it.
func judgeConfidence(trust *align.Reliability, gold, test []align.GoldBead, confidence []float64) {
	right := map[string]bool{}
	for _, b := range gold {
		right[fmt.Sprint(b)] = true
	}
	for i, p := range confidence {
		trust.Add(p, right[fmt.Sprint(test[i])])
	}
}

// printScore prints precision, recall and F1, strict and lax, for all beads
// and for each shape.
func (t *tool) printScore(w io.Writer, tally *align.Tally, trust *align.Reliability) error {
	if t.json {
		type figures struct {
			P  float64 `json:"precision"`
			R  float64 `json:"recall"`
			F1 float64 `json:"f1"`
		}
		of := func(p align.PRF) figures { return figures{p.P, p.R, p.F1} }
		result := map[string]any{"strict": of(tally.Strict()), "lax": of(tally.Lax()), "gold": tally.Gold, "test": tally.Test}
		if trust.Beads > 0 {
			share, right := trust.Coverage()
			result["confidence"] = map[string]float64{"sureShare": share, "sureRight": right, "calibrationError": trust.ECE()}
		}
		return json.NewEncoder(w).Encode(result)
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
	if trust.Beads > 0 {
		fmt.Fprintln(out, "\nconfidence  beads  right  stated")
		for i, bin := range trust.Bins {
			if bin.Count > 0 {
				n := float64(bin.Count)
				fmt.Fprintf(out, "%.1f–%.1f     %5d  %.3f  %.3f\n", float64(i)/10, float64(i+1)/10, bin.Count, float64(bin.Right)/n, bin.Confidence/n)
			}
		}
		share, right := trust.Coverage()
		fmt.Fprintf(out, "≥ 0.9: %.1f %% of the beads, %.1f %% of them right; calibration error %.3f\n", share*100, right*100, trust.ECE())
	}
	return out.Flush()
}
