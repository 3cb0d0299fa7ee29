package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
)

// schemaLine lets editors find the JSON Schema of the file.
const schemaLine = "# yaml-language-server: $schema=https://raw.githubusercontent.com/duizhao/duizhao/main/docs/duizhao.schema.json\n"

func (t *tool) initCommand() *cli.Command {
	return &cli.Command{
		Name:        "init",
		Usage:       t.say.Text("init.about"),
		UsageText:   "duizhao init [--yes] [FOLDER]",
		Description: "   duizhao init\n   duizhao init --yes articles",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Usage: t.say.Text("init.flag.yes"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "dry-run", Usage: t.say.Text("init.flag.dry-run"), DisableDefaultText: true},
		},
		Action: t.init,
	}
}

// init looks at a folder, asks what it can't know, and writes duizhao.yaml.
func (t *tool) init(c *cli.Context) error {
	if c.NArg() > 1 {
		return fault.New("init.one-folder", "")
	}
	dir := c.Args().First()
	if dir == "" {
		dir = "."
	}
	if info, err := os.Stat(dir); err != nil {
		return fault.New("read.missing-file", dir).Because(err)
	} else if !info.IsDir() {
		return fault.New("init.no-folder", dir)
	}
	path := filepath.Join(dir, config.Name)
	if _, err := os.Lstat(path); err == nil {
		return fault.New("init.exists", path)
	}
	conf, terms, err := guessProject(dir)
	if err != nil {
		return err
	}
	if !c.Bool("yes") && terminal(t.in) {
		if err := t.ask(conf); err != nil {
			return err
		}
	}
	data, err := conf.YAML(true)
	if err != nil {
		return err
	}
	data = append([]byte(schemaLine), data...)
	if _, err := config.Parse(path, data); err != nil { // what was answered must be read again
		return err
	}
	if c.Bool("dry-run") {
		_, err := t.out.Write(data)
		return err
	}
	if err := atomicfile.Write(path, data, 0o644); err != nil {
		return err
	}
	t.note(t.say.Text("init.wrote", "Path", path))
	if !terms {
		if err := t.firstGlossary(filepath.Join(dir, pipeline.GlossaryName)); err != nil {
			return err
		}
	}
	t.note(t.say.Text("init.next", "Out", conf.Effective().Out))
	return nil
}

// firstGlossary writes an empty termbase, so that there is one to edit.
func (t *tool) firstGlossary(path string) error {
	data, err := glossary.New(path).Bytes()
	if err != nil {
		return err
	}
	if err := atomicfile.Write(path, data, 0o644); err != nil {
		return err
	}
	t.note(t.say.Text("init.wrote", "Path", path))
	return nil
}

// guessProject makes a configuration of what stands in a folder; terms reports
// whether a termbase stands there.
func guessProject(dir string) (conf *config.Config, terms bool, err error) {
	conf = &config.Config{Version: 1, KeepIDs: true}
	found, err := pipeline.Discover(dir, filepath.Join(dir, "dist"), pipeline.Selection{})
	var f *fault.Error
	if errors.As(err, &f) && f.ID == "pipeline.texts-in-output" { // the project uses dist for something else
		conf.Out = newFolder(dir)
		found, err = pipeline.Discover(dir, filepath.Join(dir, conf.Out), pipeline.Selection{})
	}
	if errors.As(err, &f) && f.ID == "pipeline.no-articles" {
		err = nil
	}
	if err != nil {
		return nil, false, err
	}
	_, none := os.Stat(filepath.Join(dir, pipeline.GlossaryName))
	terms = none == nil
	have := map[lang.Tag]bool{}
	for _, a := range found {
		top, _, _ := strings.Cut(a.Under, "/")
		if top == "" {
			top = "."
		}
		if !slices.Contains(conf.Sources, top) {
			conf.Sources = append(conf.Sources, top)
		}
		for _, target := range a.Targets {
			have[target.Lang] = true
		}
		terms = terms || a.Glossaries != nil
	}
	if slices.Contains(conf.Sources, ".") || len(conf.Sources) == 0 {
		conf.Sources = []string{"."}
	}
	for _, tag := range []lang.Tag{lang.En, lang.Ko} {
		if have[tag] || len(have) == 0 {
			conf.Targets = append(conf.Targets, config.Language(tag))
		}
	}
	return conf, terms, nil
}

// newFolder is a name for the folder of outputs that nothing in dir has.
func newFolder(dir string) string {
	name := "editions"
	for n := 2; ; n++ {
		if _, err := os.Lstat(filepath.Join(dir, name)); errors.Is(err, fs.ErrNotExist) || n > 1000 {
			return name
		}
		name = "editions-" + strconv.Itoa(n)
	}
}

// ask asks for what a folder does not tell. An empty answer takes what stands
// in brackets; the end of input ends the command without a file.
func (t *tool) ask(conf *config.Config) error {
	in := bufio.NewReader(io.LimitReader(t.in, 1<<20))
	var failed error
	question := func(id, given string) string {
		if failed != nil {
			return given
		}
		fmt.Fprintf(t.err, "%s [%s] ", t.say.Text(id), given)
		line, err := in.ReadString('\n')
		if err != nil {
			failed = fault.New("init.no-answer", "")
			return given
		}
		if line = strings.TrimSpace(line); line == "" {
			return given
		}
		return line
	}
	words := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '，' || r == '、' })
	}
	conf.Sources = words(question("init.ask.sources", strings.Join(conf.Sources, ", ")))
	targets := words(question("init.ask.targets", joinLanguages(conf.Targets)))
	conf.Targets = nil
	for _, w := range targets {
		conf.Targets = append(conf.Targets, config.Language(w))
	}
	if formats := words(question("init.ask.formats", "html, pdf")); !slices.Equal(formats, []string{"html", "pdf"}) {
		conf.Formats = formats
	}
	if name := question("init.ask.provider", "memory"); name != "memory" {
		conf.Provider.Name = name
	}
	if conf.Site.Title = question("init.ask.title", ""); conf.Site.Title != "" {
		conf.Site.URL = config.Address(question("init.ask.url", ""))
	}
	return failed
}

func joinLanguages(list []config.Language) string {
	var out []string
	for _, l := range list {
		out = append(out, string(l))
	}
	return strings.Join(out, ", ")
}
