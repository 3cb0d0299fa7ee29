package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

// formatFlag offers the formats of a command's result, the first by default.
func (t *tool) formatFlag(formats ...string) cli.Flag {
	return &cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: t.say.Labelled(t.say.Text("cli.flag.format"), t.say.List(formats)),
		DefaultText: formats[0]}
}

// format reads --format. Without it --json means the first JSON format.
func (t *tool) format(c *cli.Context, formats ...string) (string, error) {
	word := c.String("format")
	if word == "" {
		if t.json {
			for _, f := range formats {
				if strings.HasPrefix(f, "json") {
					return f, nil
				}
			}
		}
		return formats[0], nil
	}
	for _, f := range formats {
		if f == word {
			return f, nil
		}
	}
	return "", fault.New("cli.format", "", "Word", word, "Formats", strings.Join(formats, ", "))
}

func (t *tool) outFlag() cli.Flag {
	return &cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: t.say.Text("cli.flag.output-file"), TakesFile: true}
}

// output runs print on standard output, or writes what it prints to -o FILE,
// whole or not at all, and not over a text.
func (t *tool) output(c *cli.Context, print func(io.Writer) error) error {
	path := c.String("output")
	if path == "" || path == "-" {
		return print(t.out)
	}
	if err := spare(path, c.Args().Slice()); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := print(&b); err != nil {
		return err
	}
	return atomicfile.Write(path, b.Bytes(), 0o644)
}

// languageFlag reads a language from a flag; Und when it is not given. "zh"
// alone leaves the script to the text.
func languageFlag(c *cli.Context, name string) (lang.Tag, error) {
	word := c.String(name)
	if word == "" {
		return lang.Und, nil
	}
	tag, ok := lang.Parse(word)
	if !ok {
		return lang.Und, fault.New("cli.language", "", "Word", word)
	}
	return tag, nil
}

// languagesFlag reads a list of languages parted by commas; nil when the flag
// is not given.
func languagesFlag(c *cli.Context, name string) ([]lang.Tag, error) {
	var out []lang.Tag
	for _, list := range c.StringSlice(name) {
		for _, word := range strings.Split(list, ",") {
			tag, ok := lang.Parse(word)
			if !ok || tag == lang.Und {
				return nil, fault.New("cli.language", "", "Word", word)
			}
			out = append(out, tag)
		}
	}
	return out, nil
}

func (t *tool) failOnFlag() cli.Flag {
	return &cli.StringFlag{Name: "fail-on", Usage: t.say.Text("cli.flag.fail-on"), Value: "error"}
}

// severityOf reads a level of --fail-on; none is above all severities.
func severityOf(word string) (finding.Severity, error) {
	switch word {
	case "error":
		return finding.Error, nil
	case "warning":
		return finding.Warning, nil
	case "none":
		return finding.Error + 1, nil
	}
	return 0, fault.New("cli.fail-on", "", "Word", word)
}

// judge is the exit that findings ask for under --fail-on.
func judge(c *cli.Context, findings []finding.Finding) (int, error) {
	level, err := severityOf(c.String("fail-on"))
	if err != nil {
		return exitUsage, err
	}
	if worst, ok := finding.Worst(findings); ok && worst >= level {
		return exitFindings, nil
	}
	return exitOK, nil
}

// oneLine folds the white space of text, for formats of one line a record.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// printJSON prints one value on standard output, indented, with < > & as they
// are.
func (t *tool) printJSON(v any) error {
	encoder := json.NewEncoder(t.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
