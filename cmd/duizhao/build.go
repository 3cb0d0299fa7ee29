package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"
	"golang.org/x/sync/errgroup"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/render"
	"github.com/duizhao/duizhao/report"
)

// articleFlags are the flags of every command that takes an article.
func (t *tool) articleFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "from", Usage: t.say.Text("cli.flag.from")},
		&cli.StringSliceFlag{Name: "to", Usage: t.say.Text("cli.flag.to")},
		&cli.StringSliceFlag{Name: "glossary", Aliases: []string{"g"}, Usage: t.say.Text("cli.flag.glossary"), TakesFile: true},
		&cli.StringFlag{Name: "config", Aliases: []string{"c"}, Usage: t.say.Text("cli.flag.config"), TakesFile: true},
		&cli.StringFlag{Name: "title", Usage: t.say.Text("cli.flag.title")},
		&cli.StringFlag{Name: "encoding", Usage: t.say.Text("cli.flag.encoding")},
	}
}

// renderFlags are the flags of every command that makes editions.
func (t *tool) renderFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "unit", Usage: t.say.Text("cli.flag.unit"), Value: "paragraph"},
		&cli.BoolFlag{Name: "embed-fonts", Usage: t.say.Text("cli.flag.embed-fonts"), DisableDefaultText: true},
		&cli.BoolFlag{Name: "strict-fonts", Usage: t.say.Text("cli.flag.strict-fonts"), DisableDefaultText: true},
		&cli.StringSliceFlag{Name: "font", Usage: t.say.Text("cli.flag.font"), TakesFile: true},
		&cli.StringFlag{Name: "paper", Usage: t.say.Text("cli.flag.paper"), Value: "a4"},
	}
}

func renderOptions(c *cli.Context) (pipeline.RenderOptions, error) {
	unit, ok := render.ParseUnit(c.String("unit"))
	if !ok {
		return pipeline.RenderOptions{}, fault.New("cli.unit", "", "Word", c.String("unit"))
	}
	paper := strings.ToLower(c.String("paper"))
	if paper != "a4" && paper != "letter" {
		return pipeline.RenderOptions{}, fault.New("cli.paper", "", "Word", c.String("paper"))
	}
	look := pipeline.RenderOptions{Unit: unit, EmbedFonts: c.Bool("embed-fonts"), StrictFonts: c.Bool("strict-fonts"),
		Paper: paper, Version: revision()}
	for _, path := range c.StringSlice("font") {
		if look.Fonts == nil {
			look.Fonts = &fonts.Set{}
		}
		if err := look.Fonts.Add(path); err != nil {
			return look, err
		}
	}
	return look, nil
}

// selection reads --from, --to and --glossary.
func selection(c *cli.Context) (pipeline.Selection, error) {
	from, err := languageFlag(c, "from")
	if err != nil {
		return pipeline.Selection{}, err
	}
	to, err := languagesFlag(c, "to")
	sel := pipeline.Selection{From: from, To: to}
	if list := c.StringSlice("glossary"); len(list) > 0 {
		sel.Glossaries = list
	}
	return sel, err
}

// articles finds what the arguments name: the articles of folders, and the one
// article that loose files make together.
func articles(c *cli.Context, out string, settings *pipeline.Settings) ([]pipeline.Article, error) {
	sel, err := selectionOf(c, settings)
	if err != nil {
		return nil, err
	}
	if c.NArg() == 0 {
		return nil, fault.New("cli.no-files", "")
	}
	var found []pipeline.Article
	var loose []string
	for _, path := range c.Args().Slice() {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fault.New("read.missing-file", path).Because(err)
		}
		if !info.IsDir() {
			loose = append(loose, path)
			continue
		}
		more, err := pipeline.Discover(path, out, sel)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	if len(loose) == 1 && c.NArg() == 1 && sourceName(loose[0], sel) { // its translations lie beside it
		a, err := pipeline.One(loose[0], filepath.Dir(loose[0]), sel)
		if err != nil {
			return nil, err
		}
		return []pipeline.Article{a}, nil
	}
	if len(loose) > 0 {
		a, err := pipeline.Loose(loose, looseLanguages(loose, sel), sel)
		if err != nil {
			return nil, err
		}
		found = append(found, a)
	}
	return found, nil
}

// sourceName reports a file that its name makes the source of an article.
func sourceName(path string, sel pipeline.Selection) bool {
	_, tag, named := read.SplitName(path)
	return named && (sel.From != lang.Und && tag == sel.From || sel.From == lang.Und && (tag == lang.Und || tag.Chinese()) || sel.To != nil)
}

// looseLanguages applies --from and --to to files named one by one, where the
// flags name exactly as many languages as there are files: the first file is
// the source.
func looseLanguages(paths []string, sel pipeline.Selection) map[string]lang.Tag {
	out := map[string]lang.Tag{}
	if sel.From != lang.Und && len(sel.To) == len(paths)-1 {
		for i, path := range paths {
			if i == 0 {
				out[path] = sel.From
			} else {
				out[path] = sel.To[i-1]
			}
		}
	}
	return out
}

func (t *tool) buildCommand() *cli.Command {
	flags := slices.Concat(t.articleFlags(), t.alignerFlags(), t.renderFlags(), t.engineFlags())
	return &cli.Command{
		Name:      "build",
		Usage:     t.say.Text("cli.build.about"),
		UsageText: "duizhao build [OPTIONS] [FOLDER | SOURCE TARGET…]",
		Description: "   duizhao build\n   duizhao build --frozen --fail-on warning\n   duizhao build samples/apec\n   duizhao build a.zh-Hant.txt a.en.txt a.ko.txt -o out\n" +
			"   duizhao build articles --formats html --embed-fonts --fail-on warning",
		Flags: append(append(flags, t.projectFlags()...),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: t.say.Text("cli.flag.output-folder"), Value: "dist", TakesFile: true},
			&cli.StringFlag{Name: "formats", Usage: t.say.Text("cli.flag.formats"), Value: "html,pdf"},
			&cli.BoolFlag{Name: "keep-ids", Usage: t.say.Text("cli.flag.keep-ids"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "dry-run", Usage: t.say.Text("cli.flag.dry-run"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "force", Usage: t.say.Text("publish.flag.force"), DisableDefaultText: true},
			&cli.IntFlag{Name: "jobs", Aliases: []string{"j"}, Usage: t.say.Text("cli.flag.jobs"), DefaultText: t.say.Text("cli.flag.jobs.default")},
			t.failOnFlag(), t.reportFlag(),
		),
		Action: t.build,
	}
}

func (t *tool) build(c *cli.Context) error {
	if c.NArg() == 0 {
		return t.buildProject(c)
	}
	for _, name := range []string{"only", "frozen", "no-cache", "shard"} {
		if c.IsSet(name) {
			return fault.New("publish.project-flag", "", "Flag", "--"+name)
		}
	}
	beside, err := reports(c)
	if err != nil {
		return err
	}
	look, err := renderOptions(c)
	if err != nil {
		return err
	}
	formats, err := buildFormats(c.String("formats"))
	if err != nil {
		return err
	}
	if _, err := judge(c, nil); err != nil {
		return err
	}
	workers, err := jobs(c)
	if err != nil {
		return err
	}
	if c.String("output") == "" {
		return fault.New("cli.no-output", "")
	}
	if err := t.draftMissing(c); err != nil {
		return err
	}
	found, stages, err := t.articles(c, c.String("output"))
	if err != nil {
		return err
	}
	opt := pipeline.BuildOptions{
		Options:       stages,
		RenderOptions: look, Out: c.String("output"), Formats: formats, KeepIDs: c.Bool("keep-ids") || stages.Settings.KeepIDs(), DryRun: c.Bool("dry-run"),
		Force: c.Bool("force"),
	}
	if err := collisions(found); err != nil {
		return err
	}
	heads := make([]string, len(found))
	results, err := t.buildAll(c.Context, found, opt, workers, func(i int, r *pipeline.Result) {
		if r.Err == nil {
			heads[i] = t.headline(r)
		}
	})
	if err != nil {
		return err
	}
	last := &results[len(results)-1]
	last.Findings = append(last.Findings, afterwards(results, stages.Settings)...)
	var all []finding.Finding
	for _, r := range results {
		all = append(all, r.Findings...)
	}
	if err := t.writeReports(beside, all); err != nil {
		return err
	}
	return t.sum(c, results, heads)
}

// buildFormats reads the list of --formats.
func buildFormats(list string) ([]pipeline.Format, error) {
	var out []pipeline.Format
	for _, word := range strings.Split(list, ",") {
		f := pipeline.Format(strings.TrimSpace(word))
		switch f {
		case pipeline.HTML, pipeline.PDF, pipeline.PlainText, pipeline.JSONLines:
			out = append(out, f)
		default:
			return nil, fault.New("cli.format", "", "Word", string(f), "Formats", "html, pdf, text, jsonl")
		}
	}
	return out, nil
}

// collisions refuses two articles whose editions would have one name.
func collisions(found []pipeline.Article) error {
	seen := map[string]string{}
	for _, a := range found {
		key := strings.ToLower(a.Under + "/" + a.Name + "." + string(a.Source.Lang))
		if other := seen[key]; other != "" {
			return fault.New("cli.same-output", a.Source.Path, "Other", other)
		}
		seen[key] = a.Source.Path
	}
	return nil
}

// buildAll builds articles side by side; results are in the order of articles.
// each, where it is not nil, sees every result whole, one at a time; what is
// kept of them then is without texts and editions, so that memory does not grow
// with the folder.
func (t *tool) buildAll(ctx context.Context, found []pipeline.Article, opt pipeline.BuildOptions, jobs int, each func(i int, r *pipeline.Result)) ([]pipeline.Result, error) {
	results := make([]pipeline.Result, len(found))
	if opt.Bases == nil {
		opt.Bases = &pipeline.Bases{}
	}
	bar := t.progress(len(found))
	defer bar.close()
	var one sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(jobs)
	for i, a := range found {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			r := guarded(ctx, a, opt)
			if each != nil {
				one.Lock()
				each(i, &r)
				one.Unlock()
			}
			r.Edition, r.Kept, r.Ledger, r.Used = nil, nil, nil, nil
			results[i] = r
			bar.add()
			return nil
		})
	}
	return results, group.Wait()
}

// guarded turns a panic in one article, which would be our mistake, into that
// article's error, so that the others are still built.
func guarded(ctx context.Context, a pipeline.Article, opt pipeline.BuildOptions) (r pipeline.Result) {
	defer func() {
		if p := recover(); p != nil {
			r = pipeline.Result{Article: a, Err: fault.New("cli.internal-article", a.Source.Path, "Reason", fmt.Sprint(p))}
		}
	}()
	return pipeline.Build(ctx, a, opt)
}

// sum prints what was built and found, and gives the exit.
func (t *tool) sum(c *cli.Context, results []pipeline.Result, heads []string) error {
	exit, failed := exitOK, 0
	for _, r := range results {
		if r.Err == nil {
			worst, err := judge(c, r.Findings)
			if err != nil {
				return err
			}
			exit = stronger(exit, worst)
			continue
		}
		failed++
		if len(results) == 1 || code(r.Err) == exitInterrupted {
			for _, o := range r.Outputs { // what was finished before stays, and is said
				t.note(t.say.Text("cli.build.wrote", "Path", o.Path, "KB", (o.Bytes+512)/1024))
			}
			return r.Err
		}
	}
	if failed > 0 {
		exit = stronger(exit, exitPartly)
	}
	if failed == len(results) {
		exit = stronger(exit, exitUsage)
	}
	var err error
	if t.json {
		err = t.sumJSON(results)
	} else {
		err = t.sumText(results, heads, c.Bool("dry-run"))
	}
	if err != nil {
		return err
	}
	if exit != exitOK {
		return status(exit)
	}
	return nil
}

// sumText prints an article's counts, its files and its findings.
func (t *tool) sumText(results []pipeline.Result, heads []string, dry bool) error {
	errors, warnings, files := 0, 0, 0
	for i, r := range results {
		for _, tag := range r.Article.Missing {
			if len(r.Article.Targets) == 0 {
				break // the error says it
			}
			t.note(t.say.Text("cli.build.missing", "Name", r.Article.Name, "Lang", t.say.Language(tag), "Tag", string(tag), "Ext", filepath.Ext(r.Article.Source.Path)))
		}
		if r.Err != nil {
			t.complain(r.Err)
			continue
		}
		if !t.quiet {
			fmt.Fprintln(t.out, heads[i])
		}
		for _, o := range r.Outputs {
			files++
			if !t.quiet {
				id := "cli.build.wrote"
				if dry {
					id = "cli.build.would-write"
				}
				fmt.Fprintln(t.out, "  "+t.say.Text(id, "Path", o.Path, "KB", (o.Bytes+512)/1024))
			}
		}
		for _, tag := range r.Left {
			t.note(t.say.Text("cli.build.left", "Name", r.Article.Name, "Lang", t.say.Language(tag)))
		}
		if err := report.Write(t.out, report.Text, r.Findings, report.Options{Printer: t.say, Color: t.color}); err != nil {
			return err
		}
		e, w := finding.Count(r.Findings)
		errors, warnings = errors+e, warnings+w
	}
	if !t.quiet {
		fmt.Fprintln(t.out, t.say.Text("cli.build.sum", "Files", files, "Errors", errors, "Warnings", warnings))
	}
	return nil
}

// headline is the line above an article's files.
func (t *tool) headline(r *pipeline.Result) string {
	var parts []string
	for _, target := range r.Edition.Targets {
		parts = append(parts, t.say.Text("cli.build.target", "Lang", t.say.Language(target.Target.Doc.Lang),
			"Sentences", len(target.Target.Sentences), "Beads", len(target.Beads)))
	}
	return t.say.Text("cli.build.article", "Name", r.Article.Name, "Lang", t.say.Language(r.Edition.Source.Doc.Lang),
		"Sentences", len(r.Edition.Source.Sentences), "Targets", strings.Join(parts, "; "))
}

// sumJSON prints one object a run: what was written and found of each article.
func (t *tool) sumJSON(results []pipeline.Result) error {
	type article struct {
		Name     string          `json:"name"`
		Source   string          `json:"source"`
		Outputs  []string        `json:"outputs"`
		Left     []lang.Tag      `json:"wrongLanguage,omitempty"`
		Missing  []lang.Tag      `json:"missing,omitempty"`
		Error    string          `json:"error,omitempty"`
		Findings json.RawMessage `json:"findings"`
	}
	out := struct {
		Articles []article `json:"articles"`
	}{Articles: []article{}}
	for _, r := range results {
		a := article{Name: r.Article.Name, Source: r.Article.Source.Path, Outputs: []string{}, Left: r.Left, Missing: r.Article.Missing}
		for _, o := range r.Outputs {
			a.Outputs = append(a.Outputs, o.Path)
		}
		if r.Err != nil {
			a.Error = t.say.Error(r.Err)
		}
		var b strings.Builder
		if err := report.Write(&b, report.JSON, r.Findings, report.Options{Printer: t.say}); err != nil {
			return err
		}
		a.Findings = json.RawMessage(b.String())
		out.Articles = append(out.Articles, a)
	}
	return t.printJSON(out)
}
