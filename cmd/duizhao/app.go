package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
)

// tool is what every command works with: where to print, in which language,
// and how loudly.
type tool struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	say      *message.Printer
	quiet    bool
	verbose  bool
	json     bool
	color    bool
	terminal bool // standard error is a terminal that can draw
}

// run is the whole program: it parses argv, works, prints and gives the exit
// code. A panic, which would be our mistake, ends in one line and code 2.
func run(argv []string, in io.Reader, out, errOut io.Writer, getenv func(string) string) (exit int) {
	t := &tool{in: in, out: out, err: errOut, getenv: getenv}
	t.say = message.New(uiLanguage(argv, getenv))
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintln(errOut, "duizhao: "+t.say.Text("cli.internal", "Reason", fmt.Sprint(p)))
			if getenv("DUIZHAO_DEBUG") != "" {
				errOut.Write(debug.Stack())
			}
			exit = exitUsage
		}
	}()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	app := t.app()
	err := app.RunContext(ctx, permute(app, argv))
	if ctx.Err() != nil {
		err = context.Canceled
	}
	t.complain(err)
	return code(err)
}

// app describes the command line.
func (t *tool) app() *cli.App {
	cli.HelpFlag = &cli.BoolFlag{Name: "help", Aliases: []string{"h"}, Usage: t.say.Text("cli.flag.help"), DisableDefaultText: true}
	cli.FlagStringer = t.flagLine
	app := &cli.App{
		Name:                   "duizhao",
		Usage:                  t.say.Text("cli.about"),
		UsageText:              "duizhao COMMAND [ARGUMENTS]",
		Description:            t.say.Text("cli.description"),
		Reader:                 t.in,
		Writer:                 t.out,
		ErrWriter:              t.err,
		HideVersion:            true,
		EnableBashCompletion:   true,
		UseShortOptionHandling: false,
		ExitErrHandler:         func(*cli.Context, error) {}, // run handles every error
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: t.say.Text("cli.flag.quiet"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: t.say.Text("cli.flag.verbose"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "json", Usage: t.say.Text("cli.flag.json"), DisableDefaultText: true},
			&cli.StringFlag{Name: "color", Usage: t.say.Text("cli.flag.color"), Value: "auto"},
			&cli.StringFlag{Name: "ui-lang", Usage: t.say.Text("cli.flag.ui-lang"), DefaultText: t.say.Text("cli.flag.ui-lang.default")},
			cli.HelpFlag, // the library adds it only together with its own help command
		},
		Before: t.before,
		Action: func(c *cli.Context) error {
			if word := c.Args().First(); word != "" {
				return t.unknown("cli.unknown-command", word, commandNames(c.App.Commands))
			}
			return cli.ShowAppHelp(c)
		},
		OnUsageError: t.usageError,
		Commands: []*cli.Command{
			t.initCommand(), t.configCommand(), t.buildCommand(), t.translateCommand(), t.statusCommand(), t.reviewCommand(), t.mergeCommand(), t.watchCommand(), t.segmentCommand(), t.alignCommand(), t.checkCommand(), t.renderCommand(), t.exportCommand(), t.importCommand(), t.glossaryCommand(), t.memoryCommand(),
			t.doctorCommand(), t.completionCommand(), t.licensesCommand(), t.versionCommand(), t.helpCommand(),
		},
	}
	for _, c := range app.Commands {
		c.OnUsageError = t.usageError
		c.HideHelpCommand = true
		for _, s := range c.Subcommands {
			s.OnUsageError = t.usageError
			s.HideHelpCommand = true
		}
		if len(c.Subcommands) > 0 { // else the library adds one of its own, in English
			c.Subcommands = append(c.Subcommands, t.helpOf(c))
		}
	}
	t.templates()
	return app
}

// before reads the flags that every command knows.
func (t *tool) before(c *cli.Context) error {
	t.quiet, t.verbose, t.json = c.Bool("quiet"), c.Bool("verbose"), c.Bool("json")
	if word := c.String("ui-lang"); word != "" {
		if tag, ok := uiTag(word); !ok {
			return fault.New("cli.ui-lang", "", "Word", word)
		} else {
			t.say = message.New(tag)
		}
	}
	switch c.String("color") {
	case "always":
		t.color = true
	case "never":
	case "auto":
		t.color = t.getenv("NO_COLOR") == "" && (t.getenv("FORCE_COLOR") != "" || terminal(t.out) && t.getenv("TERM") != "dumb")
	default:
		return fault.New("cli.color", "", "Word", c.String("color"))
	}
	t.terminal = terminal(t.err) && t.getenv("TERM") != "dumb"
	return nil
}

// terminal reports whether a stream, in or out, is a terminal.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// uiLanguage finds the language of messages before flags are parsed, since
// help is worded in it too: --ui-lang, DUIZHAO_UI_LANG, then the locale.
func uiLanguage(argv []string, getenv func(string) string) lang.Tag {
	words := []string{}
	for i, a := range argv {
		if v, ok := strings.CutPrefix(a, "--ui-lang="); ok {
			words = append(words, v)
		} else if a == "--ui-lang" && i+1 < len(argv) {
			words = append(words, argv[i+1])
		}
	}
	for _, name := range []string{"DUIZHAO_UI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			words = append(words, v)
			break // as in POSIX, the first that is set decides
		}
	}
	for _, w := range words {
		if tag, ok := uiTag(w); ok {
			return tag
		}
	}
	return lang.En
}

// uiTag reads a language of messages from a word such as zh_TW.UTF-8. Chinese
// without a script is Simplified, as most systems mean it.
func uiTag(word string) (lang.Tag, bool) {
	word, _, _ = strings.Cut(word, ".")
	word, _, _ = strings.Cut(word, "@")
	tag, ok := lang.Parse(word)
	if ok && tag == lang.Und {
		tag = lang.ZhHans
	}
	for _, l := range lang.UI {
		if l == tag {
			return tag, ok
		}
	}
	return lang.En, false
}

// complain prints an error the way that the flags ask for.
func (t *tool) complain(err error) {
	var s status
	if err == nil || errors.As(err, &s) {
		return
	}
	text := t.say.Error(err)
	if errors.Is(err, context.Canceled) {
		text = t.say.Text("cli.interrupted")
	}
	if t.json {
		line, _ := json.Marshal(map[string]any{"error": text, "code": code(err)})
		fmt.Fprintln(t.err, string(line))
		return
	}
	fmt.Fprintln(t.err, "duizhao: "+text)
}

// note prints a notice on standard error unless --quiet.
func (t *tool) note(text string) {
	if !t.quiet {
		fmt.Fprintln(t.err, text)
	}
}

// usageError turns the library's words about flags into ours.
func (t *tool) usageError(c *cli.Context, err error, _ bool) error {
	text := err.Error()
	sets := [][]cli.Flag{c.App.Flags}
	if c.Command != nil {
		sets = append(sets, c.Command.Flags)
	}
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: "); ok {
		name = strings.TrimLeft(name, "-")
		return t.unknown("cli.unknown-flag", name, flagNames(sets...))
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: "); ok {
		return fault.New("cli.flag-needs-value", "", "Flag", name)
	}
	return fault.New("cli.flag-value", "").Because(err)
}

// unknown is the error for a word that is no command or flag, with the one
// that was probably meant.
func (t *tool) unknown(id, word string, candidates []string) error {
	if near := nearest(word, candidates); near != "" {
		return fault.New(id+".near", "", "Word", word, "Near", near)
	}
	return fault.New(id, "", "Word", word)
}
