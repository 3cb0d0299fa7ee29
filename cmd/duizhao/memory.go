package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/memory"
)

// memoryName is the memory of a project that names none.
const memoryName = "memory.tmx"

// memoryCommand is the family of commands about translation memories.
func (t *tool) memoryCommand() *cli.Command {
	return &cli.Command{
		Name:      "memory",
		Usage:     t.say.Text("memory.about"),
		UsageText: "duizhao memory COMMAND [OPTIONS] [ARGUMENTS]",
		Subcommands: []*cli.Command{
			t.memoryImportCommand(), t.memoryExportCommand(), t.memorySearchCommand(), t.memoryStatsCommand(), t.memoryPruneCommand(),
		},
		Action: func(c *cli.Context) error {
			if word := c.Args().First(); word != "" {
				return t.unknown("cli.unknown-command", word, commandNames(c.Command.Subcommands))
			}
			return cli.ShowSubcommandHelp(c)
		},
	}
}

func (t *tool) memoryFlags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.StringSliceFlag{Name: "memory", Aliases: []string{"m"}, Usage: t.say.Text("memory.flag.memory"), TakesFile: true},
		&cli.StringFlag{Name: "config", Aliases: []string{"c"}, Usage: t.say.Text("cli.flag.config"), TakesFile: true},
	}, more...)
}

// memoryConfig is the configuration of the project that the command stands in.
// Arguments of these commands need not be paths of the project.
func (t *tool) memoryConfig(c *cli.Context) (*config.Config, error) {
	if path := c.String("config"); path != "" {
		return config.Load(path)
	}
	return config.Find(".")
}

// memoryPaths are the memories that a command works with, the one that is
// written to first: --memory, else those of the configuration, else memory.tmx
// beside it.
func memoryPaths(c *cli.Context, conf *config.Config) []string {
	if list := c.StringSlice("memory"); len(list) > 0 {
		return list
	}
	dir := "."
	if conf.Path != "" {
		dir = filepath.Dir(conf.Path)
	}
	var out []string
	for _, path := range conf.Memory {
		if path = filepath.FromSlash(path); !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		out = append(out, path)
	}
	if out == nil {
		out = []string{filepath.Join(dir, memoryName)}
	}
	return out
}

// memoryCache is the folder for indexes of memories.
func (t *tool) memoryCache(conf *config.Config) string {
	dir := t.getenv("DUIZHAO_CACHE")
	if dir == "" {
		dir = filepath.Join(filepath.Dir(conf.Path), ".duizhao", "cache")
		if conf.Path == "" {
			return "" // a folder that is no project gets no litter
		}
	}
	return filepath.Join(dir, "memory")
}

// openMemory opens the memories of a project. A memory.tmx that nobody named
// may be missing.
func (t *tool) openMemory(c *cli.Context, conf *config.Config) (*memory.Memory, error) {
	paths := memoryPaths(c, conf)
	if len(c.StringSlice("memory"))+len(conf.Memory) == 0 {
		if _, err := os.Stat(paths[0]); errors.Is(err, fs.ErrNotExist) {
			return memory.New(), nil
		}
	}
	return memory.Open(paths, t.memoryCache(conf))
}

// projectTerms are the termbases of a configuration, or glossary.csv beside
// it; nil for none.
func projectTerms(conf *config.Config) (*glossary.Glossary, error) {
	dir := filepath.Dir(conf.Path)
	paths := conf.Glossary
	if len(paths) == 0 && exists(filepath.Join(dir, "glossary.csv")) {
		paths = []string{"glossary.csv"}
	}
	var list []*glossary.Glossary
	for _, path := range paths {
		g, err := glossary.Load(filepath.Join(dir, filepath.FromSlash(path)))
		if err != nil {
			return nil, err
		}
		list = append(list, g)
	}
	if len(list) == 0 {
		return nil, nil
	}
	return glossary.Join(list...), nil
}

func (t *tool) memorySearchCommand() *cli.Command {
	return &cli.Command{
		Name: "search", Usage: t.say.Text("memory.search.about"), UsageText: "duizhao memory search [OPTIONS] TEXT",
		Description: "   duizhao memory search 港口有45艘漁船。\n   duizhao memory search --to ko --min 60 --json 港口有45艘漁船。",
		Flags: t.memoryFlags(
			&cli.StringFlag{Name: "from", Usage: t.say.Text("cli.flag.from")},
			&cli.StringSliceFlag{Name: "to", Usage: t.say.Text("memory.flag.to")},
			&cli.IntFlag{Name: "min", Usage: t.say.Text("memory.flag.min"), Value: 60},
			&cli.IntFlag{Name: "max", Usage: t.say.Text("memory.flag.max"), Value: 5},
		),
		Action: t.memorySearch,
	}
}

// memoryMatch is a match in JSON.
type memoryMatch struct {
	Score    int           `json:"score"`
	Kind     string        `json:"kind"`
	From     lang.Tag      `json:"from"`
	To       lang.Tag      `json:"to"`
	Source   string        `json:"source"`
	Target   string        `json:"target"`
	Stored   string        `json:"stored,omitempty"` // the translation before swaps
	Swapped  []memory.Swap `json:"swapped,omitempty"`
	Diff     []memoryOp    `json:"diff"`
	Origin   string        `json:"origin,omitempty"`
	Reviewed bool          `json:"reviewed"`
	Date     string        `json:"date,omitempty"`
	File     string        `json:"file"`
	Line     int           `json:"line"`
}

type memoryOp struct {
	Op   string `json:"op"`
	Text string `json:"text"`
}

func (t *tool) memorySearch(c *cli.Context) error {
	text := strings.Join(c.Args().Slice(), " ")
	if strings.TrimSpace(text) == "" {
		return fault.New("memory.no-text", "")
	}
	least, most := c.Int("min"), c.Int("max")
	if least < 0 || least > 101 || most < 1 {
		return fault.New("memory.range", "")
	}
	from, err := languageFlag(c, "from")
	if err != nil {
		return err
	}
	if from == lang.Und {
		from = lang.Detect(text).Tag
	}
	to, err := languagesFlag(c, "to")
	if err != nil {
		return err
	}
	conf, err := t.memoryConfig(c)
	if err != nil {
		return err
	}
	m, err := t.openMemory(c, conf)
	if err != nil {
		return err
	}
	terms, err := projectTerms(conf)
	if err != nil {
		return err
	}
	if len(to) == 0 {
		to = targetsOf(m, from)
	}
	var found []memory.Match
	for _, tag := range to {
		found = append(found, m.With(terms).Find(from, tag, text, "", "", least, most)...)
	}
	if t.json {
		list := []memoryMatch{}
		for _, x := range found {
			list = append(list, matchJSON(x))
		}
		return t.printJSON(list)
	}
	for _, x := range found {
		if err := t.printMatch(x); err != nil {
			return err
		}
	}
	if len(found) == 0 {
		t.note(t.say.Text("memory.search.none", "Min", least))
	}
	return nil
}

// targetsOf lists the languages that the memory has translations of from in.
func targetsOf(m *memory.Memory, from lang.Tag) []lang.Tag {
	var out []lang.Tag
	for _, s := range m.Stats() {
		for _, side := range [][2]lang.Tag{{s.From, s.To}, {s.To, s.From}} {
			if (side[0] == from || side[0].Chinese() && from.Chinese()) && !slices.Contains(out, side[1]) {
				out = append(out, side[1])
			}
		}
	}
	slices.Sort(out)
	return out
}

func matchJSON(x memory.Match) memoryMatch {
	u := x.Unit
	out := memoryMatch{Score: x.Score, Kind: x.Kind.String(), From: u.From, To: u.To, Source: u.Source, Target: x.Target, Swapped: x.Swapped,
		Origin: u.Origin, Reviewed: u.Reviewed, Date: u.Date, File: filepath.ToSlash(u.Path), Line: u.Line, Diff: []memoryOp{}}
	if x.Target != u.Target {
		out.Stored = u.Target
	}
	for _, op := range x.Diff {
		out.Diff = append(out.Diff, memoryOp{op.Kind.String(), op.Text})
	}
	return out
}

// printMatch prints a match: what is known about it, its source with the
// differences marked, its translation.
func (t *tool) printMatch(x memory.Match) error {
	u := x.Unit
	words := []string{fmt.Sprintf("%d %%", x.Score), t.say.Text("memory.kind." + x.Kind.String()), fmt.Sprintf("%s → %s", u.From, u.To)}
	if u.Reviewed {
		words = append(words, t.say.Text("memory.reviewed"))
	}
	if u.Origin != "" {
		words = append(words, u.Origin)
	}
	if len(u.Date) >= 8 {
		words = append(words, u.Date[:4]+"-"+u.Date[4:6]+"-"+u.Date[6:8])
	}
	words = append(words, fmt.Sprintf("%s:%d", u.Path, u.Line))
	if _, err := fmt.Fprintf(t.out, "%s\n  %s\n  %s\n", strings.Join(words, "  "), t.marked(x.Diff), oneLine(x.Target)); err != nil {
		return err
	}
	for _, s := range x.Swapped {
		fmt.Fprintf(t.out, "  %s\n", t.say.Text("memory.swapped", "Old", s.TargetOld, "New", s.TargetNew))
	}
	return nil
}

// marked writes a difference: in colour where that can be seen, else as
// [-gone-]{+come+}.
func (t *tool) marked(diff []memory.Op) string {
	marks := map[memory.OpKind][2]string{memory.Delete: {"[-", "-]"}, memory.Insert: {"{+", "+}"}}
	if t.color {
		marks = map[memory.OpKind][2]string{memory.Delete: {"\x1b[31;9m", "\x1b[0m"}, memory.Insert: {"\x1b[32m", "\x1b[0m"}}
	}
	var b strings.Builder
	for _, op := range diff {
		m := marks[op.Kind]
		b.WriteString(m[0] + strings.NewReplacer("\n", " ", "\r", " ", "\t", " ", "\x1b", "").Replace(op.Text) + m[1])
	}
	return b.String()
}

func (t *tool) memoryStatsCommand() *cli.Command {
	return &cli.Command{
		Name: "stats", Usage: t.say.Text("memory.stats.about"), UsageText: "duizhao memory stats [OPTIONS]",
		Description: "   duizhao memory stats\n   duizhao memory stats -m client.tmx --json",
		Flags:       t.memoryFlags(), Action: t.memoryStats,
	}
}

func (t *tool) memoryStats(c *cli.Context) error {
	if c.NArg() > 0 {
		return fault.New("memory.no-arguments", "")
	}
	conf, err := t.memoryConfig(c)
	if err != nil {
		return err
	}
	m, err := t.openMemory(c, conf)
	if err != nil {
		return err
	}
	stats := m.Stats()
	if t.json {
		type row struct {
			From          lang.Tag       `json:"from"`
			To            lang.Tag       `json:"to"`
			Units         int            `json:"units"`
			Reviewed      int            `json:"reviewed"`
			Origins       map[string]int `json:"origins"`
			Duplicates    int            `json:"duplicates"`
			Contradictory int            `json:"contradictory"`
			Characters    int            `json:"characters"`
		}
		rows := []row{}
		for _, s := range stats {
			rows = append(rows, row(s))
		}
		return t.printJSON(rows)
	}
	for _, s := range stats {
		fmt.Fprintln(t.out, t.say.Text("memory.stats.pair", "From", string(s.From), "To", string(s.To), "Units", s.Units, "Reviewed", s.Reviewed, "Characters", s.Characters))
		for _, origin := range originsOf(s) {
			fmt.Fprintf(t.out, "  %s\n", t.say.Text("memory.stats.origin", "Origin", cmp.Or(origin, "–"), "Units", s.Origins[origin]))
		}
		if s.Duplicates+s.Contradictory > 0 {
			fmt.Fprintf(t.out, "  %s\n", t.say.Text("memory.stats.doubtful", "Duplicates", s.Duplicates, "Contradictory", s.Contradictory))
		}
	}
	if len(stats) == 0 {
		t.note(t.say.Text("memory.empty"))
	}
	return nil
}

func originsOf(s memory.Stats) []string {
	var out []string
	for origin := range s.Origins {
		out = append(out, origin)
	}
	slices.Sort(out)
	return out
}
