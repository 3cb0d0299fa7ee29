// Command weights trains a weights file of the aligner from gold sets:
//
//	go run ./align/gen/weights -name default -o align/data/weights/default.txt \
//	  en:align/testdata/gold-prose,weight=2,dress=sdwWg  en:SETS/bible-zhen,weight=0.1,coarse  ko:…
//
// Each argument is a target language and a folder (see align.ReadSet), with
// options: weight=X, coarse (gold is coarser than sentences), documents (see
// package docset), dress=LETTERS
// (see align.Dress), label=TEXT (name, version and licence for the note).
// The file says on what it was trained, with SHA-256 and held-out scores. No
// text gets into it, only weights.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/align/gen/docset"
	"github.com/duizhao/duizhao/lang"
)

func main() {
	name := flag.String("name", "default", "name of the set")
	out := flag.String("o", "", "file to write")
	l2 := flag.Float64("l2", 3, "strength of the prior")
	tie := flag.Float64("tie", 0, "strength of a prior that ties other languages to the weights of English; 0 for none")
	rare := flag.Float64("rare", 0, "taken from the bias of null beads")
	temper := flag.Float64("temper", 0, "how much English texts in doubt temper their posteriors")
	nFolds := flag.Int("folds", 8, "held-out folds; 0 leaves one text out at a time")
	base := flag.String("base", "", "weights file whose other languages are kept")
	flag.Parse()
	if err := run(*name, *out, *base, *tie, align.TrainOptions{L2: *l2, Rare: *rare, Folds: *nFolds, Temper: *temper}, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "weights:", err)
		os.Exit(1)
	}
}

func run(name, out, base string, tie float64, opt align.TrainOptions, args []string) error {
	set := &align.WeightSet{Name: name, Pairs: map[string]*align.Weights{}}
	if base != "" {
		f, err := os.Open(base)
		if err != nil {
			return err
		}
		old, err := align.ReadWeights(base, f)
		f.Close()
		if err != nil {
			return err
		}
		set.Pairs = old.Pairs
	}
	set.Notes = []string{"duizhao weights 1: " + name, "Made by align/gen/weights; only weights of features, no text."}
	byLang := map[string][]string{}
	var order []string
	for _, a := range args {
		l, rest, ok := strings.Cut(a, ":")
		if !ok {
			return fmt.Errorf("%s: no language", a)
		}
		if byLang[l] == nil {
			order = append(order, l)
		}
		byLang[l] = append(byLang[l], rest)
	}
	sort.Strings(order)
	for _, l := range order {
		now := opt
		if en := set.Pairs[string(lang.En)]; tie > 0 && l != string(lang.En) && en != nil {
			now.L2, now.Prior = tie, en
		}
		w, notes, err := train(l, byLang[l], now)
		if err != nil {
			return err
		}
		set.Pairs[l] = w
		set.Notes = append(set.Notes, notes...)
	}
	if set.Pairs["other"] == nil {
		set.Pairs["other"] = set.Pairs[order[0]]
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = set.WriteTo(f)
	return err
}

func train(l string, specs []string, opt align.TrainOptions) (*align.Weights, []string, error) {
	var all []*align.Example
	var notes []string
	if l != string(lang.En) {
		opt.Temper = 0
	}
	for _, spec := range specs {
		parts := strings.Split(spec, ",")
		reader := align.ReadSet
		if slices.Contains(parts, "documents") {
			reader = docset.Read
		}
		examples, sum, err := reader(parts[0], lang.Tag(l))
		if err != nil {
			return nil, nil, err
		}
		label := filepath.Base(parts[0])
		for _, p := range parts[1:] {
			key, value, _ := strings.Cut(p, "=")
			for _, ex := range examples {
				switch key {
				case "weight":
					ex.Weight, err = strconv.ParseFloat(value, 64)
				case "documents":
				case "coarse":
					ex.Coarse = true
				case "dress":
					ex.Dress = value
				case "label":
					label = value
				default:
					err = fmt.Errorf("%s: no option", p)
				}
				if err != nil {
					return nil, nil, err
				}
			}
		}
		for _, ex := range examples {
			ex.Set = label
		}
		all = append(all, examples...)
		notes = append(notes, fmt.Sprintf("[%s] trained on %s: %d texts, SHA-256 %s", l, label, len(examples), sum))
	}
	r, err := align.Train(context.Background(), all, opt)
	if err != nil {
		return nil, nil, err
	}
	share, right := r.After.Coverage()
	notes = append(notes, fmt.Sprintf("[%s] held out: strict F1 %.3f, lax F1 %.3f; calibration error %.3f; confidence of 0.9 and more: %.0f %% of beads, %.1f %% of them right",
		l, r.Held.Strict().F1, r.Held.Lax().F1, r.After.ECE(), 100*share, 100*right))
	for _, n := range notes {
		fmt.Println(n)
	}
	for _, e := range r.Each {
		fmt.Printf("  %-24s strict %.3f lax %.3f\n", e.Name, e.Strict().F1, e.Lax().F1)
	}
	for _, set := range r.Sets {
		fmt.Printf("  held out, %-24s strict %.3f lax %.3f\n", set.Name, set.Strict().F1, set.Lax().F1)
	}
	return r.Weights, notes, nil
}
