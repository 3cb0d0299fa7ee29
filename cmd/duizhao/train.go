package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/align/embed"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

func (t *tool) trainCommand() *cli.Command {
	return &cli.Command{
		Name:        "train",
		Usage:       t.say.Text("cli.train.about"),
		UsageText:   "duizhao align train --to LANG -o FILE GOLD-FOLDER…",
		Description: "   duizhao align train --to en gold/novels -o novels.weights\n   duizhao align a.zh-Hant.md a.en.md --weights novels.weights",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "to", Usage: t.say.Text("cli.flag.to-one")},
			&cli.StringFlag{Name: "name", Usage: t.say.Text("cli.flag.train-name"), Value: "own"},
			&cli.IntFlag{Name: "folds", Usage: t.say.Text("cli.flag.folds")},
			t.outFlag(),
		},
		Action: t.train,
	}
}

// train learns weights from folders of gold alignments (NAME.zh, NAME.en or
// NAME.ko, and their gold), and prints the held-out score of each text.
func (t *tool) train(c *cli.Context) error {
	to, err := languagesFlag(c, "to")
	if err != nil {
		return err
	}
	if len(to) != 1 {
		return fault.New("cli.train.language", "")
	}
	if c.NArg() == 0 {
		return fault.New("cli.train.no-gold", "")
	}
	set := &align.WeightSet{Name: c.String("name"), Pairs: map[string]*align.Weights{},
		Notes: []string{"duizhao weights 1: " + c.String("name"), "Made by duizhao align train; only weights of features, no text."}}
	var examples []*align.Example
	for _, dir := range c.Args().Slice() {
		found, sum, err := align.ReadSet(dir, to[0])
		if err != nil {
			return err
		}
		examples = append(examples, found...)
		set.Notes = append(set.Notes, fmt.Sprintf("%s: %s, %d texts, SHA-256 %s", to[0], filepath.Base(dir), len(found), sum))
	}
	shipped, err := align.NamedWeights("")
	if err != nil {
		return err
	}
	// A set of one's own is small: its weights move away from those that ship
	// only as far as it shows reason to.
	result, err := align.Train(c.Context, examples, align.TrainOptions{Folds: c.Int("folds"), L2: adaptation, Prior: shipped.For(lang.ZhHant, to[0])})
	if err != nil {
		return err
	}
	set.Pairs[pairName(to[0])] = result.Weights
	for _, h := range result.Each {
		t.note(fmt.Sprintf("%s  strict F1 %.3f  lax F1 %.3f", h.Name, h.Strict().F1, h.Lax().F1))
	}
	if c.Int("folds") != 1 {
		share, right := result.After.Coverage()
		t.note(t.say.Text("cli.train.held-out", "Strict", fmt.Sprintf("%.3f", result.Held.Strict().F1), "Lax", fmt.Sprintf("%.3f", result.Held.Lax().F1),
			"Share", fmt.Sprintf("%.0f", share*100), "Right", fmt.Sprintf("%.1f", right*100), "ECE", fmt.Sprintf("%.3f", result.After.ECE())))
	}
	return t.output(c, func(w io.Writer) error {
		_, err := set.WriteTo(w)
		return err
	})
}

// adaptation is how strongly weights that are trained are tied to those that
// ship.
const adaptation = 8

// pairName is the key of a language in a weights file.
func pairName(tag lang.Tag) string {
	if tag == lang.En || tag == lang.Ko {
		return string(tag)
	}
	return "other"
}

// secondOpinion reads the flags of the embeddings service; nil without them.
// Its key comes from the environment only.
func (t *tool) secondOpinion(c *cli.Context) align.Embedder {
	url := strings.TrimSpace(c.String("embeddings"))
	if url == "" {
		return nil
	}
	cache := c.String("embeddings-cache")
	if dir, err := os.UserCacheDir(); cache == "" && err == nil {
		cache = filepath.Join(dir, "duizhao", "embeddings")
	}
	return &embed.Client{URL: url, Model: c.String("embeddings-model"), Key: t.getenv("DUIZHAO_EMBEDDINGS_KEY"), Cache: cache}
}
