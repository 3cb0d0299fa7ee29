package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// Format is a kind of output.
type Format string

// The formats of editions.
const (
	HTML      Format = "html"
	PDF       Format = "pdf"
	PlainText Format = "text"
	JSONLines Format = "jsonl"
)

// BuildOptions are what a build is asked for. The zero value builds HTML and
// PDF into the current folder.
type BuildOptions struct {
	Options
	RenderOptions
	Out     string
	Formats []Format // nil: HTML and PDF
	KeepIDs bool     // write a ledger even where there is none yet
	DryRun  bool     // render, but write nothing
	Force   bool     // write editions of texts in the wrong language too
}

// Output is one file that was written.
type Output struct {
	Path  string
	Bytes int
}

// Result is what became of one article.
type Result struct {
	Article  Article
	Edition  *bitext.Edition // nil after an error
	Outputs  []Output
	Findings []finding.Finding
	Left     []lang.Tag // targets in the wrong language: their editions were not written
	Err      error

	terms []*glossary.Glossary      // the termbases used
	facts map[lang.Tag][]check.Fact // what Across compares
	stale [][]finding.Finding       // by target: what it says about suppressions, see Settings.Stale
}

// Build takes one article through all stages and writes its editions. What
// fails is in the result's Err; nothing is half written.
func Build(ctx context.Context, a Article, opt BuildOptions) Result {
	r := Result{Article: a}
	r.Err = build(ctx, &r, opt)
	return r
}

func build(ctx context.Context, r *Result, opt BuildOptions) error {
	w, err := Load(r.Article, opt.Options)
	if err != nil {
		return err
	}
	if len(w.Targets) == 0 {
		return fault.New("pipeline.no-targets", r.Article.Source.Path, "Name", r.Article.Name)
	}
	ed, kept, err := w.Edition(ctx, opt.Options)
	if err != nil {
		return err
	}
	for k, t := range ed.Targets {
		var stale []finding.Finding
		ed.Targets[k], stale = takeStale(t)
		r.stale = append(r.stale, stale)
	}
	r.terms = w.Terms
	r.facts = map[lang.Tag][]check.Fact{}
	for k, t := range ed.Targets {
		r.facts[t.Target.Doc.Lang] = check.Facts(t.Bitext, check.IDs{Source: ed.IDs.Source, Target: ed.IDs.Targets[k]})
	}
	r.Edition = ed
	r.Findings = edFindings(ed)
	var good []int
	for k, t := range ed.Targets {
		if wrongLanguage(t) {
			r.Left = append(r.Left, t.Target.Doc.Lang)
		} else {
			good = append(good, k)
		}
	}
	formats := opt.Formats
	if formats == nil {
		formats = []Format{HTML, PDF}
	}
	dir := filepath.Join(opt.Out, filepath.FromSlash(r.Article.Under))
	for _, layout := range Layouts(len(good)) {
		part := Only(ed, pick(good, layout)...)
		for _, format := range formats {
			if err := ctx.Err(); err != nil {
				return err
			}
			data, found, err := Render(part, format, opt.RenderOptions)
			if err != nil {
				return err
			}
			r.Findings = addNew(r.Findings, opt.Settings.level(found))
			path := filepath.Join(dir, BaseName(part)+"."+format.ending())
			if !opt.DryRun {
				if err := atomicfile.Write(path, data, 0o644); err != nil {
					return err
				}
			}
			r.Outputs = append(r.Outputs, Output{Path: path, Bytes: len(data)})
		}
	}
	return keepLedger(r.Article, kept, opt)
}

// keepLedger writes the ledger where there is one already, or where ids are to
// be kept from now on.
func keepLedger(a Article, kept interface{ Save(string) error }, opt BuildOptions) error {
	path := a.Ledger()
	if opt.DryRun {
		return nil
	}
	if _, err := os.Stat(path); err != nil && !opt.KeepIDs {
		return nil
	}
	return kept.Save(path)
}

func (f Format) ending() string {
	if f == PlainText {
		return "txt"
	}
	return string(f)
}

func pick(from, at []int) []int {
	out := make([]int, len(at))
	for i, k := range at {
		out[i] = from[k]
	}
	return out
}

// edFindings lists the findings of all targets in the order of the columns.
func edFindings(ed *bitext.Edition) []finding.Finding {
	var out []finding.Finding
	for _, t := range ed.Targets {
		out = append(out, t.Findings...)
	}
	return out
}

// addNew appends what is not there yet: two editions of one text report the
// same missing character.
func addNew(findings, more []finding.Finding) []finding.Finding {
	type key struct {
		code             finding.Code
		path, term, args string
		start            int
	}
	of := func(f finding.Finding) key {
		k := key{code: f.Code, term: f.Term, args: fmt.Sprint(f.Args)} // fmt prints maps in the order of their keys
		p := f.Target
		if p == nil {
			p = f.Source
		}
		if p != nil {
			k.path, k.start = p.Doc.Path, p.Span.Start
		}
		return k
	}
	seen := map[key]bool{}
	for _, f := range findings {
		seen[of(f)] = true
	}
	for _, f := range more {
		if k := of(f); !seen[k] {
			seen[k] = true
			findings = append(findings, f)
		}
	}
	return findings
}
