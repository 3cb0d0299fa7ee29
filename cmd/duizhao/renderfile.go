package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
)

// unitArgument is the bilingual file that `duizhao render` was given: its one
// argument, "-" for standard input. TSV must be said to be one, since tables
// of all kinds end in .tsv.
func unitArgument(c *cli.Context) (string, bool) {
	if c.NArg() != 1 {
		return "", false
	}
	path := c.Args().First()
	return path, path == "-" || c.String("format-in") != "" || slices.Contains(exchange.Readable, exchange.FormatOf(path))
}

// editionOf makes an edition of the pairs of a bilingual file. Nothing is
// aligned.
func (t *tool) editionOf(c *cli.Context, path string) (*bitext.Edition, error) {
	f, err := t.unitFile(c, path)
	if err != nil {
		return nil, err
	}
	sel, err := selection(c)
	if err != nil {
		return nil, err
	}
	from, targets, err := languagesOf(f, sel)
	if err != nil {
		return nil, err
	}
	name := nameOfUnits(f)
	var terms *glossary.Glossary
	settings, err := t.settings(c)
	if err != nil {
		return nil, err
	}
	if sel.Glossaries == nil {
		sel.Glossaries = settings.Glossaries()
	}
	if len(sel.Glossaries) > 0 {
		var list []*glossary.Glossary
		for _, g := range sel.Glossaries {
			one, err := glossary.Load(g)
			if err != nil {
				return nil, err
			}
			list = append(list, one)
		}
		terms = glossary.Join(list...).Within("", "", name)
	}
	b, ids, err := f.Bitext(name, from, targets[0])
	if err != nil {
		return nil, err
	}
	if title := c.String("title"); title != "" {
		b.Source.Doc.Title = title
	}
	ed := &bitext.Edition{Name: name, Source: b.Source, IDs: ids}
	ed.Targets = []bitext.Target{check.Run(b, check.IDs{Source: ids.Source, Target: ids.Targets[0]}, terms, settings.Check(name))}
	return ed, nil
}

// nameOfUnits is the name of the article that a file is of, else the file's.
func nameOfUnits(f *exchange.File) string {
	path := f.Original
	if path == "" {
		path = f.Path
	}
	if path == "" {
		return "edition"
	}
	name := filepath.Base(filepath.FromSlash(path))
	if base, _, found := strings.Cut(name, "."); found && base != "" {
		name = base
	}
	return name
}

// languagesOf is the language pair to show: that of the flags, else the one
// that the file has; a file of several needs --to. Texts without a language
// are looked at.
func languagesOf(f *exchange.File, sel pipeline.Selection) (from lang.Tag, to []lang.Tag, err error) {
	if len(sel.To) > 1 {
		return from, nil, fault.New("exchange.one-target", "")
	}
	var source, target strings.Builder
	for i := range f.Units {
		u := &f.Units[i]
		if u.FromAs == "" && source.Len() < 64<<10 {
			source.WriteString(exchange.Plain(u.Source))
		}
		if u.ToAs == "" && target.Len() < 64<<10 {
			target.WriteString(exchange.Plain(u.Target))
		}
	}
	from, wanted := sel.From, f.To
	if len(sel.To) == 1 {
		wanted = sel.To[0]
	}
	if from == lang.Und {
		from = f.From
	}
	if from == lang.Und && source.Len() > 0 {
		from = lang.Detect(source.String()).Tag
	}
	if wanted == lang.Und && target.Len() > 0 {
		wanted = lang.Detect(target.String()).Tag
	}
	for i := range f.Units {
		u := &f.Units[i]
		if u.FromAs == "" {
			u.From = from
		}
		if u.ToAs == "" {
			u.To = wanted
		}
	}
	if from == lang.Und || wanted == lang.Und {
		return from, nil, fault.New("exchange.which-pair", f.Path, "Languages", strings.Join(pairsIn(f), ", "))
	}
	return from, []lang.Tag{wanted}, nil
}

// pairsIn lists the language pairs of a file.
func pairsIn(f *exchange.File) []string {
	var out []string
	for _, u := range f.Units {
		if pair := string(u.From) + " → " + string(u.To); !slices.Contains(out, pair) && len(out) < 10 {
			out = append(out, pair)
		}
	}
	return out
}
