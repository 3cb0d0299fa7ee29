package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

func (t *tool) segmentCommand() *cli.Command {
	return &cli.Command{
		Name:        "segment",
		Usage:       t.say.Text("cli.segment.about"),
		UsageText:   "duizhao segment [--lang LANG] [--format text|jsonl] FILE…",
		Description: "   duizhao segment article.zh-Hant.md\n   duizhao segment article.txt --lang zh-Hant --format jsonl",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "lang", Aliases: []string{"l"}, Usage: t.say.Text("cli.flag.lang")},
			&cli.StringFlag{Name: "encoding", Usage: t.say.Text("cli.flag.encoding")},
			t.formatFlag("text", "jsonl"),
			t.outFlag(),
		},
		Action: func(c *cli.Context) error {
			format, err := t.format(c, "text", "jsonl")
			if err != nil {
				return err
			}
			if c.NArg() == 0 {
				return fault.New("cli.no-files", "")
			}
			tag, err := languageFlag(c, "lang")
			if err != nil {
				return err
			}
			return t.output(c, func(w io.Writer) error {
				for _, path := range c.Args().Slice() {
					d, err := t.readDocument(path, read.Options{Lang: tag, Encoding: c.String("encoding")})
					if err != nil {
						return err
					}
					text := segment.Document(d)
					if format == "jsonl" {
						err = writeSentences(w, text)
					} else {
						err = printSentences(w, text)
					}
					if err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

// readDocument reads a file, or standard input for "-".
func (t *tool) readDocument(path string, opt read.Options) (*doc.Document, error) {
	if path != "-" {
		return read.File(path, opt)
	}
	data, err := io.ReadAll(io.LimitReader(t.in, read.MaxFile+1))
	if err != nil {
		return nil, fault.New("cli.stdin", "").Because(err)
	}
	return read.Bytes("-", data, opt)
}

// printSentences prints a line for each sentence, blocks parted by an empty
// line and headed by their kind.
func printSentences(w io.Writer, text *segment.Text) error {
	out := bufio.NewWriter(w)
	block := -1
	for i, s := range text.Sentences {
		if s.Block != block {
			if block >= 0 {
				fmt.Fprintln(out)
			}
			block = s.Block
			b := text.Doc.Blocks[block]
			at := text.Doc.Position(b.Src.Start)
			fmt.Fprintf(out, "# %s %s:%d\n", b.Kind, text.Doc.Path, at.Line)
		}
		fmt.Fprintf(out, "%d\t%s\n", i, oneLine(text.String(i)))
	}
	return out.Flush()
}

// sentenceLine is a sentence in JSON. Byte offsets are into the UTF-8 text of
// the file; line and column count from 1, the column in code points.
type sentenceLine struct {
	File   string   `json:"file"`
	Lang   lang.Tag `json:"lang"`
	Index  int      `json:"index"`
	ID     string   `json:"id"`
	Block  int      `json:"block"`
	Kind   string   `json:"kind"`
	Start  int      `json:"start"`
	End    int      `json:"end"`
	Line   int      `json:"line"`
	Column int      `json:"column"`
	Text   string   `json:"text"`
}

func writeSentences(w io.Writer, text *segment.Text) error {
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	ids, _ := (&ledger.Ledger{}).Carry(text)
	for i, s := range text.Sentences {
		at := text.Doc.Position(s.Src.Start)
		if err := encoder.Encode(sentenceLine{text.Doc.Path, text.Doc.Lang, i, ids.Source[i], s.Block, text.Doc.Blocks[s.Block].Kind.String(),
			s.Src.Start, s.Src.End, at.Line, at.Column, text.String(i)}); err != nil {
			return err
		}
	}
	return out.Flush()
}
