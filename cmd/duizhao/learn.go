package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

func (t *tool) learnCommand() *cli.Command {
	return &cli.Command{
		Name:      "learn",
		Usage:     t.say.Text("cli.learn.about"),
		UsageText: "duizhao align learn [--pairs FILE] [--to LANG] [FOLDER…] -o project.lex",
		Description: "   duizhao align learn articles --to en -o project.lex\n" +
			"   duizhao align learn --pairs chapters.tsv --segmented --from zh-Hans --to en -o book.lex",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "pairs", Usage: t.say.Text("cli.flag.pairs"), TakesFile: true},
			&cli.StringFlag{Name: "from", Usage: t.say.Text("cli.flag.from")},
			&cli.StringSliceFlag{Name: "to", Usage: t.say.Text("cli.flag.to-one")},
			&cli.BoolFlag{Name: "segmented", Usage: t.say.Text("cli.flag.segmented"), DisableDefaultText: true},
			&cli.StringFlag{Name: "weights", Usage: t.say.Text("cli.flag.weights")},
			t.outFlag(),
		},
		Action: t.learn,
	}
}

// learn reads all pairs, learns word pairs from them and writes the lexicon.
func (t *tool) learn(c *cli.Context) error {
	sel, err := selection(c)
	if err != nil {
		return err
	}
	if len(sel.To) > 1 {
		return fault.New("cli.one-target", "")
	}
	var files [][2]pipeline.File
	if path := c.String("pairs"); path != "" {
		if files, err = pairsFile(path, sel); err != nil {
			return err
		}
	}
	for _, dir := range c.Args().Slice() {
		found, err := pipeline.Discover(dir, "", pipeline.Selection{From: sel.From})
		if err != nil {
			return err
		}
		files = append(files, pairsOf(found, sel.To)...)
	}
	if len(files) == 0 {
		return fault.New("cli.learn.nothing", "")
	}
	var pairs []align.Pair
	for _, f := range files {
		source, err := t.text(f[0], c.Bool("segmented"))
		if err != nil {
			return err
		}
		target, err := t.text(f[1], c.Bool("segmented"))
		if err != nil {
			return err
		}
		if n := len(pairs); n > 0 && pairs[0].Target.Doc.Lang != target.Doc.Lang {
			return fault.New("cli.learn.languages", f[1].Path, "First", string(pairs[0].Target.Doc.Lang), "Lang", string(target.Doc.Lang))
		}
		pairs = append(pairs, align.Pair{Source: source, Target: target})
	}
	var opt align.Options
	if err := weightsFlag(c, &opt); err != nil {
		return err
	}
	lexicon, err := align.Learn(c.Context, pairs, opt)
	if err != nil {
		return err
	}
	t.note(t.say.Text("cli.learn.learned", "Count", lexicon.Len(), "Pairs", len(pairs)))
	return t.output(c, func(w io.Writer) error {
		_, err := lexicon.WriteTo(w)
		return err
	})
}

// text reads a file as sentences: one a line when segmented.
func (t *tool) text(f pipeline.File, segmented bool) (*segment.Text, error) {
	opt := read.Options{Lang: f.Lang}
	if segmented {
		opt.Format = read.Text
	}
	d, err := t.readDocument(f.Path, opt)
	if err != nil {
		return nil, err
	}
	if segmented {
		return segment.Lines(f.Path, d.Lang, d.Text), nil
	}
	return segment.Document(d), nil
}

// pairsOf lists the source and each wanted target of articles.
func pairsOf(found []pipeline.Article, to []lang.Tag) (out [][2]pipeline.File) {
	for _, a := range found {
		for _, target := range a.Targets {
			if to == nil || target.Lang == to[0] {
				out = append(out, [2]pipeline.File{a.Source, target})
			}
		}
	}
	return out
}

// maxPairs bounds a list of pairs, in bytes.
const maxPairs = 8 << 20

// pairsFile reads a list of pairs: source and target path parted by a tab, a
// pair a line, relative to the file's folder; lines that begin with # are
// comments.
func pairsFile(path string, sel pipeline.Selection) (out [][2]pipeline.File, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New("read.missing-file", path).Because(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPairs+1))
	if err != nil || len(data) > maxPairs {
		return nil, fault.New("cli.pairs.size", path, "Limit", maxPairs>>20)
	}
	to := lang.Und
	if len(sel.To) == 1 {
		to = sel.To[0]
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimPrefix(strings.TrimRight(lines.Text(), "\r"), "\ufeff")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		source, target, ok := strings.Cut(line, "\t")
		if !ok || source == "" || target == "" || strings.Contains(target, "\t") {
			return nil, fault.New("cli.pairs.line", path).At(n, 0)
		}
		at := func(p string) string {
			if filepath.IsAbs(p) {
				return p
			}
			return filepath.Join(filepath.Dir(path), filepath.FromSlash(p))
		}
		out = append(out, [2]pipeline.File{{Path: at(source), Lang: sel.From}, {Path: at(target), Lang: to}})
	}
	if err := lines.Err(); err != nil {
		return nil, fault.New("cli.pairs.line", path).Because(err)
	}
	return out, nil
}

// alignOptions reads the flags that the aligner obeys.
func (t *tool) alignOptions(c *cli.Context) (align.Options, error) {
	opt := align.Options{Embedder: t.secondOpinion(c)}
	if err := weightsFlag(c, &opt); err != nil {
		return opt, err
	}
	path := c.String("lexicon")
	if path == "" {
		return opt, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return opt, fault.New("read.missing-file", path).Because(err)
	}
	defer f.Close()
	opt.Lexicon, err = align.ReadLexicon(path, bufio.NewReader(f))
	return opt, err
}

// weightsFlag reads --weights: the name of a set that ships, or a file that
// `align train` wrote.
func weightsFlag(c *cli.Context, opt *align.Options) error {
	word := c.String("weights")
	if _, err := os.Stat(word); word == "" || err != nil {
		opt.Weights = word
		_, err := align.NamedWeights(word)
		return err
	}
	f, err := os.Open(word)
	if err != nil {
		return fault.New("read.unreadable", word).Because(err)
	}
	defer f.Close()
	opt.Trained, err = align.ReadWeights(word, bufio.NewReader(f))
	return err
}

// alignerFlags are the flags that alignOptions reads.
func (t *tool) alignerFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "lexicon", Usage: t.say.Text("cli.flag.lexicon"), TakesFile: true},
		&cli.StringFlag{Name: "weights", Usage: t.say.Text("cli.flag.weights"), DefaultText: "default"},
		&cli.StringFlag{Name: "embeddings", Usage: t.say.Text("cli.flag.embeddings")},
		&cli.StringFlag{Name: "embeddings-model", Usage: t.say.Text("cli.flag.embeddings-model")},
		&cli.StringFlag{Name: "embeddings-cache", Usage: t.say.Text("cli.flag.embeddings-cache"), TakesFile: true},
	}
}

// explained prints why beads were made: the words, numbers, names and marks
// that spoke for each, with their weights.
func explained(w io.Writer, list []align.Explanation, numbers []int) error {
	out := bufio.NewWriter(w)
	for i, e := range list {
		fmt.Fprintf(out, "%d  %s  confidence %.3f  score %+.2f\n", numbers[i], align.FormatBead(e.Bead), e.Bead.Confidence, e.Score)
		for _, r := range e.Words {
			fmt.Fprintf(out, "  %+6.2f  %-8s %s ↔ %s\n", r.Weight, r.Kind, r.Source, r.Target)
		}
		for _, r := range e.Marks {
			fmt.Fprintf(out, "  %+6.2f  %s\n", r.Weight, r.Kind)
		}
		if e.Weakest != "" {
			fmt.Fprintf(out, "  against: %s\n", e.Weakest)
		}
	}
	return out.Flush()
}
