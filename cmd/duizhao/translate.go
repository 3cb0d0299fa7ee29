package main

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/draft"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/provider"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
	"github.com/duizhao/duizhao/translate"
)

// engineFlags say who translates and within which bounds.
func (t *tool) engineFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "provider", Usage: t.say.Text("draft.flag.provider")},
		&cli.StringFlag{Name: "model", Usage: t.say.Text("draft.flag.model")},
		&cli.StringSliceFlag{Name: "memory", Usage: t.say.Text("draft.flag.memory"), TakesFile: true},
		&cli.IntFlag{Name: "max-characters", Usage: t.say.Text("draft.flag.max-characters"), DefaultText: "–"},
		&cli.IntFlag{Name: "max-tokens", Usage: t.say.Text("draft.flag.max-tokens"), DefaultText: "–"},
		&cli.Float64Flag{Name: "max-cost", Usage: t.say.Text("draft.flag.max-cost"), DefaultText: "–"},
		&cli.StringSliceFlag{Name: "redact", Usage: t.say.Text("draft.flag.redact")},
		&cli.IntFlag{Name: "concurrency", Usage: t.say.Text("draft.flag.concurrency"), DefaultText: "4"},
	}
}

func (t *tool) translateCommand() *cli.Command {
	return &cli.Command{
		Name:      "translate",
		Usage:     t.say.Text("draft.translate.about"),
		UsageText: "duizhao translate [OPTIONS] --to LANG[,LANG…] FOLDER | SOURCE…",
		Description: "   duizhao translate --to en,ko articles/apec.zh-Hant.md\n   duizhao translate --to en --provider openai --model gpt-5-mini articles\n" +
			"   duizhao translate --to en --provider deepl --dry-run articles",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "from", Usage: t.say.Text("cli.flag.from")},
			&cli.StringSliceFlag{Name: "to", Usage: t.say.Text("draft.flag.to")},
			&cli.StringSliceFlag{Name: "glossary", Aliases: []string{"g"}, Usage: t.say.Text("cli.flag.glossary"), TakesFile: true},
			&cli.StringFlag{Name: "config", Aliases: []string{"c"}, Usage: t.say.Text("cli.flag.config"), TakesFile: true},
			&cli.StringFlag{Name: "encoding", Usage: t.say.Text("cli.flag.encoding")},
			&cli.BoolFlag{Name: "dry-run", Usage: t.say.Text("draft.flag.dry-run"), DisableDefaultText: true},
			&cli.BoolFlag{Name: "force", Usage: t.say.Text("draft.flag.force"), DisableDefaultText: true},
			t.failOnFlag(),
		}, t.engineFlags()...),
		Action: t.translate,
	}
}

func (t *tool) translate(c *cli.Context) error {
	e, err := t.engine(c)
	if err != nil {
		return err
	}
	defer provider.Close(e.opt.Provider)
	found, err := e.articles(c)
	if err != nil {
		return err
	}
	return t.finish(c, e, e.run(c, found, c.Bool("force"), c.Bool("dry-run")))
}

// engine is what translates the articles of a run.
type engine struct {
	tool     *tool
	conf     *config.Config
	settings *pipeline.Settings
	to       []lang.Tag
	opt      translate.Options
	made     []drafted
	findings []finding.Finding
}

// drafted is what became of one article in one language.
type drafted struct {
	Path     string             `json:"path"`
	Lang     lang.Tag           `json:"lang"`
	Written  bool               `json:"written"`
	States   draft.Counts       `json:"states"`
	Summary  translate.Summary  `json:"-"`
	Report   draft.Report       `json:"-"`
	Foreseen translate.Estimate `json:"-"`
	person   int                // sentences of a translation that a person made and that was left alone
}

// engine reads the configuration and the flags of a run that translates.
func (t *tool) engine(c *cli.Context) (*engine, error) {
	conf, err := t.configuration(c)
	if err != nil {
		return nil, err
	}
	e := &engine{tool: t, conf: conf}
	if e.settings, err = pipeline.NewSettings(conf, t.today().Format(time.DateOnly)); err != nil {
		return nil, err
	}
	if e.to, err = languagesFlag(c, "to"); err != nil {
		return nil, err
	}
	if e.to == nil {
		for _, l := range conf.Targets {
			e.to = append(e.to, lang.Tag(l))
		}
	}
	if len(e.to) == 0 {
		return nil, fault.New("draft.no-target", "")
	}
	p := conf.Provider
	e.opt = translate.Options{MegaZhao: conf.Check.Zhao == "1e6", Dictionary: pipeline.Dictionary(), Concurrency: p.Concurrency, RatePerMinute: p.Rate, Context: p.Context,
		MaxCharacters: p.Cap.Characters, MaxTokens: p.Cap.Tokens, MaxCost: p.Cap.Cost,
		Price: translate.Price{Currency: p.Price.Currency, MillionCharacters: p.Price.Characters, MillionInputTokens: p.Price.Input, MillionOutputTokens: p.Price.Output}}
	e.opt.Redact = append(slices.Clone(p.Redact), c.StringSlice("redact")...)
	for name, to := range map[string]*int{"max-characters": &e.opt.MaxCharacters, "max-tokens": &e.opt.MaxTokens, "concurrency": &e.opt.Concurrency} {
		if c.IsSet(name) {
			if *to = c.Int(name); *to <= 0 {
				return nil, fault.New("draft.positive", "", "Flag", "--"+name)
			}
		}
	}
	if c.IsSet("max-cost") {
		if e.opt.MaxCost = c.Float64("max-cost"); !(e.opt.MaxCost > 0) {
			return nil, fault.New("draft.positive", "", "Flag", "--max-cost")
		}
	}
	if e.opt.Memory, err = t.openMemory(c, conf); err != nil {
		return nil, err
	}
	return e, e.service(c)
}

// service makes the provider that --provider or the configuration name; none
// for the memory alone.
func (e *engine) service(c *cli.Context) (err error) {
	p := e.conf.Provider
	name := p.Name
	if c.IsSet("provider") {
		name = c.String("provider")
	}
	if name == "" || name == "memory" {
		return nil
	}
	if name != p.Name { // what the file says is about another service
		p = config.Provider{Timeout: p.Timeout, Instruction: p.Instruction}
	}
	if c.IsSet("model") {
		p.Model = c.String("model")
	}
	conf := provider.Config{Model: p.Model, URL: string(p.URL), KeyEnv: string(p.KeyEnv), Command: p.Command, Timeout: time.Duration(p.Timeout) * time.Second,
		Instruction: p.Instruction, Formality: p.Formality, Domains: p.Domains, Region: p.Region, Project: p.Project, Glossary: p.Glossary}
	if e.conf.Path != "" {
		conf.Dir = filepath.Dir(e.conf.Path)
	}
	e.opt.Engine = strings.Join([]string{p.Model, string(p.URL), strings.Join(p.Command, " "), p.Instruction, p.Formality, p.Domains, p.Glossary}, "\x1f")
	getenv := e.tool.getenv
	if c.Bool("dry-run") { // nothing is sent, so no key is needed to learn what it would cost
		getenv = func(name string) string { return cmp.Or(e.tool.getenv(name), "unset") }
	}
	e.opt.Provider, err = provider.New(name, conf, getenv)
	return err
}

// articles finds the sources that the arguments name: those of folders, and
// files, each with the translations that lie beside it.
func (e *engine) articles(c *cli.Context) ([]pipeline.Article, error) {
	if c.NArg() == 0 {
		return nil, fault.New("cli.no-files", "")
	}
	return sources(c, e.settings, c.Args().Slice())
}

// sources finds the articles of folders and of source files, whatever
// translations there are.
func sources(c *cli.Context, settings *pipeline.Settings, args []string) ([]pipeline.Article, error) {
	sel, err := selectionOf(c, settings)
	if err != nil {
		return nil, err
	}
	sel.To = nil
	var found []pipeline.Article
	for _, path := range args {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fault.New("read.missing-file", path).Because(err)
		}
		var more []pipeline.Article
		if info.IsDir() {
			more, err = pipeline.Discover(path, "", sel)
		} else {
			var a pipeline.Article
			if _, _, named := read.SplitName(path); named {
				a, err = pipeline.One(path, filepath.Dir(path), sel)
			} else {
				a, err = pipeline.Loose([]string{path}, nil, sel)
			}
			more = []pipeline.Article{a}
		}
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	return found, nil
}

// run drafts articles in the languages that are wanted. What was finished
// before an error is written. Of several articles one whose files are at fault
// fails alone; what is wrong with the service or the run ends it.
func (e *engine) run(c *cli.Context, found []pipeline.Article, force, dry bool) error {
	failed := 0
	for _, a := range found {
		err := e.article(c, a, force, dry)
		var f *fault.Error
		switch {
		case err == nil:
		case len(found) > 1 && c.Context.Err() == nil && errors.As(err, &f) && f.Class == fault.Usage && f.Path != "":
			e.tool.complain(err)
			failed++
		default:
			return err
		}
	}
	switch failed {
	case 0:
		return nil
	case len(found):
		return status(exitUsage)
	}
	return status(exitPartly)
}

func (e *engine) article(c *cli.Context, a pipeline.Article, force, dry bool) error {
	if !dry {
		atomicfile.Sweep(a.Dir)
	}
	all := a
	a.Targets = nil
	w, err := pipeline.Load(a, pipeline.Options{Encoding: c.String("encoding"), Settings: e.settings})
	if err != nil {
		return err
	}
	for _, tag := range e.to {
		if tag == a.Source.Lang {
			return fault.New("draft.same-language", a.Source.Path, "Lang", string(tag))
		}
		d := desk{engine: e, work: w, tag: tag, path: targetPath(all, tag)}
		if k := slices.IndexFunc(all.Targets, func(f pipeline.File) bool { return f.Lang == tag }); k >= 0 {
			if d.target, err = pipeline.ReadText(all.Targets[k], read.Options{Encoding: c.String("encoding")}); err != nil {
				return err
			}
		}
		if err := d.draft(c, force, dry); err != nil {
			return err
		}
	}
	return nil
}

// targetPath is where the translation of an article stands; one that is not
// there yet will stand beside the source and be of its kind.
func targetPath(a pipeline.Article, tag lang.Tag) string {
	for _, f := range a.Targets {
		if f.Lang == tag {
			return f.Path
		}
	}
	return filepath.Join(a.Dir, a.Name+"."+string(tag)+filepath.Ext(a.Source.Path))
}

// desk is one article in one language on its way.
type desk struct {
	*engine
	work   *pipeline.Work
	tag    lang.Tag
	path   string
	target *segment.Text // nil where there is no file yet
}

func (d *desk) draft(c *cli.Context, force, dry bool) error {
	job := draft.Job{Source: d.work.Source, Ledger: d.work.Ledger, Path: d.path, Lang: d.tag}
	made := drafted{Path: d.path, Lang: d.tag}
	if d.target != nil && !force && !draft.Drafted(d.work.Source, d.target, d.work.Ledger, d.tag) {
		made.States = draft.Count(draft.States(d.work.Source, d.target, d.work.Ledger, d.tag))
		made.person = made.States.Total
		d.made = append(d.made, made)
		return nil
	}
	units, places := d.units(job, force)
	opt := d.opt
	opt.From, opt.To, opt.Glossary = d.work.Source.Doc.Lang, d.tag, d.work.Glossary
	if opt.Provider != nil {
		opt.Journal = d.journal()
	}
	if dry {
		var err error
		if made.Foreseen, err = translate.Foresee(units, opt); err != nil {
			return err
		}
		made.States = draft.Count(draft.States(d.work.Source, d.target, d.work.Ledger, d.tag))
		d.made = append(d.made, made)
		return nil
	}
	bar := d.tool.progress(0)
	opt.Progress = func(p translate.Progress) {
		bar.expect(p.Total)
		for bar.done < p.Done {
			bar.add()
		}
	}
	results, sum, failed := translate.Run(c.Context, units, opt)
	bar.close()
	named, err := d.names(c, job, force)
	if err != nil {
		return err
	}
	if failed != nil && code(failed) == exitUsage { // refused before it began
		return failed
	}
	out, err := d.put(c, job, append(pieces(results), named...), force)
	if err != nil {
		if failed != nil {
			return failed
		}
		return err
	}
	if out == nil {
		made.States = draft.Count(draft.States(d.work.Source, d.target, d.work.Ledger, d.tag))
		made.person = made.States.Total
		d.made = append(d.made, made)
		return failed
	}
	d.work.Ledger = out.Ledger
	made.Written, made.Summary, made.Report = true, sum, out.Report
	made.States = draft.Count(draft.States(d.work.Source, out.Target, out.Ledger, d.tag))
	d.made = append(d.made, made)
	d.findings = append(d.findings, placed(results, places)...)
	d.findings = append(d.findings, out.Findings...)
	return failed
}

// units are the sentences of the source; those that nothing is wanted for are
// locked.
func (d *desk) units(job draft.Job, force bool) ([]translate.Unit, map[string]*finding.Place) {
	ids, _ := job.Ledger.Carry(job.Source)
	wanted := map[string]bool{}
	for _, id := range draft.Wanted(job, d.target, force) {
		wanted[id] = true
	}
	places := map[string]*finding.Place{}
	for i, s := range job.Source.Sentences {
		places[ids.Source[i]] = &finding.Place{Doc: job.Source.Doc, Span: s.Src, Sentence: &finding.Sentence{Index: i, ID: ids.Source[i], Text: job.Source.String(i)}}
	}
	var out []translate.Unit
	for _, u := range draft.Units(job.Source, ids.Source) {
		out = append(out, translate.Unit{ID: u.ID, Text: u.Text, Before: u.Before, After: u.After, Locked: !wanted[u.ID]})
	}
	for _, f := range draft.Fields(job, d.target, force) {
		if !f.Name {
			out = append(out, translate.Unit{ID: f.ID, Text: f.Text})
			places[f.ID] = &finding.Place{Doc: job.Source.Doc, Span: f.Src}
		}
	}
	return out, places
}

// names translates the names in the front matter: by the termbases and the
// memory, since a service would make some up.
func (d *desk) names(c *cli.Context, job draft.Job, force bool) ([]draft.Piece, error) {
	var units []translate.Unit
	for _, f := range draft.Fields(job, d.target, force) {
		if f.Name {
			units = append(units, translate.Unit{ID: f.ID, Text: f.Text})
		}
	}
	if len(units) == 0 {
		return nil, nil
	}
	opt := translate.Options{From: job.Source.Doc.Lang, To: d.tag, Memory: d.opt.Memory}
	if len(d.work.Terms) > 0 { // also what the text itself does not have
		opt.Glossary = glossary.Join(d.work.Terms...)
	}
	results, _, err := translate.Run(c.Context, units, opt)
	return pieces(results), err
}

// pieces are the results that have a text.
func pieces(results []translate.Result) []draft.Piece {
	var out []draft.Piece
	for _, r := range results {
		if r.Text != "" {
			out = append(out, draft.Piece{ID: r.ID, Text: r.Text,
				Origin: ledger.Origin{By: r.Origin.By, Model: r.Origin.Model, Score: r.Origin.Score, Repaired: r.Origin.Repaired}})
		}
	}
	return out
}

// placed gives the findings about answers the places of their sentences.
func placed(results []translate.Result, places map[string]*finding.Place) []finding.Finding {
	var out []finding.Finding
	for _, r := range results {
		for _, f := range r.Problems {
			if f.Source == nil {
				f.Source = places[r.ID]
			}
			f.Fix, f.Target = nil, nil
			out = append(out, f)
		}
	}
	return out
}

// journal is where finished sentences are kept until the draft has them: in
// the project's .duizhao, else in that of the article's folder.
func (d *desk) journal() string {
	dir := d.work.Article.Dir
	if d.conf.Path != "" {
		dir = filepath.Dir(d.conf.Path)
	}
	return filepath.Join(dir, ".duizhao", "translate", d.work.Article.Name+"."+string(d.work.Source.Doc.Lang)+"."+string(d.tag)+".jsonl")
}

// put brings the draft up to date with the pieces and writes it. A service may
// have been asked for minutes, in which a person wrote in the file or another
// run drafted another language, so both files are read again; nil says that
// the file is a person's by now.
func (d *desk) put(c *cli.Context, job draft.Job, list []draft.Piece, force bool) (out *draft.Draft, err error) {
	kept := d.work.Article.Ledger()
	err = rewrite([]string{kept, d.path}, func(was [][]byte) (func() error, error) {
		var err error
		if d.work.Ledger, err = ledger.Load(kept); err != nil {
			return nil, err
		}
		job.Ledger, d.target, out = d.work.Ledger, nil, nil
		if was[1] != nil {
			if d.target, err = pipeline.ReadText(pipeline.File{Path: d.path, Lang: d.tag}, read.Options{Encoding: c.String("encoding")}); err != nil {
				return nil, err
			}
			if !force && !draft.Drafted(d.work.Source, d.target, d.work.Ledger, d.tag) {
				return nil, nil
			}
		}
		if out, err = draft.Update(job, d.target, list, force); err != nil {
			return nil, err
		}
		return func() error { return saveDraft(kept, d.path, d.target, was[1], out) }, nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
