package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
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
	Force   bool     // replace files that duizhao did not write, too
	Site    Site     // that HTML editions stand in
	Layouts []string // "each", "all" or both, see Layouts; nil: both

	// Write takes each file as soon as it is made, the ledger last; nil writes it
	// at its path.
	Write func(path string, data []byte) error
}

// Output is one file that was written.
type Output struct {
	Path    string
	Bytes   int
	Format  Format
	Edition int // index into Result.Editions
}

// Made is one edition that was made, without its content.
type Made struct {
	Name    string // base name of its files
	Targets []int  // of the article
}

// Result is what became of one article.
type Result struct {
	Article  Article
	Edition  *bitext.Edition // nil after an error
	Editions []Made
	Outputs  []Output
	Ledger   []byte         // as it is to be kept, nil for none
	Kept     *ledger.Ledger // the same, kept or not
	Findings []finding.Finding
	Left     []lang.Tag // targets in the wrong language: their editions were not written
	Err      error

	Facts map[lang.Tag][]check.Fact // what Across compares
	Stale [][]finding.Finding       // by target: what it says about suppressions of the configuration, see Tally
	Used  *glossary.Glossary        // the concepts that it uses, nil without a termbase

	terms []*glossary.Glossary // the termbases used
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
		return Alone(r.Article)
	}
	ed, kept, err := w.Edition(ctx, opt.Options)
	if err != nil {
		return err
	}
	r.terms, r.Used, r.Facts = w.Terms, w.Glossary, map[lang.Tag][]check.Fact{}
	var good []int
	for k, t := range ed.Targets {
		var stale []finding.Finding
		ed.Targets[k], stale = takeStale(t)
		r.Stale = append(r.Stale, stale)
		tag := t.Target.Doc.Lang
		r.Facts[tag] = check.Facts(t.Bitext, check.IDs{Source: ed.IDs.Source, Target: ed.IDs.Targets[k]})
		if wrongLanguage(t) {
			r.Left = append(r.Left, tag)
		} else {
			good = append(good, k)
		}
	}
	r.Edition = ed
	r.Findings = edFindings(ed)
	if err := renderAll(ctx, r, good, opt); err != nil {
		return err
	}
	return keepLedger(r, kept, opt)
}

// renderAll makes the editions of the good targets and hands on each file
// before the next is made.
func renderAll(ctx context.Context, r *Result, good []int, opt BuildOptions) error {
	formats := opt.Formats
	if formats == nil {
		formats = []Format{HTML, PDF}
	}
	write := opt.write()
	dir := filepath.Join(opt.Out, filepath.FromSlash(r.Article.Under))
	for _, layout := range Layouts(len(good), opt.Layouts...) {
		at := pick(good, layout)
		r.Editions = append(r.Editions, Made{Name: BaseName(Only(r.Edition, at...)), Targets: at})
	}
	var picture *cover
	if slices.Contains(formats, HTML) && len(r.Editions) > 0 {
		picture = opt.Site.coverOf(r.Article, r.Edition)
	}
	if err := putCover(r, picture, dir, write); err != nil {
		return err
	}
	var found []finding.Finding
	for k, made := range r.Editions {
		part, look := Only(r.Edition, made.Targets...), opt.RenderOptions
		look.Place = opt.Site.place(r.Article, r.Editions, k, formats, part, picture)
		for _, format := range formats {
			if err := ctx.Err(); err != nil {
				return err
			}
			data, more, err := Render(part, format, look)
			if err != nil {
				return err
			}
			found = addNew(found, more)
			path := filepath.Join(dir, made.Name+"."+format.ending())
			if r.Article.has(path) {
				return fault.New("pipeline.output-is-source", path)
			}
			if err := write(path, data); err != nil {
				return err
			}
			r.Outputs = append(r.Outputs, Output{Path: path, Bytes: len(data), Format: format, Edition: k})
		}
	}
	r.tell(found, good, formats, opt)
	return nil
}

// tell adds to the result what the making of editions of the good targets found
// and nobody has accepted.
func (r *Result) tell(found []finding.Finding, good []int, formats []Format, opt BuildOptions) {
	codes := renderCodes(formats, opt.RenderOptions)
	if len(r.Editions) == 0 {
		codes = nil
	}
	kept, stale := opt.Settings.accept(r.Article.Name, found, bitexts(Only(r.Edition, good...)), codes)
	r.Findings = addNew(r.Findings, kept)
	for k := range r.Stale { // every target would say the same
		r.Stale[k] = append(r.Stale[k], stale...)
	}
}

// write is where editions go.
func (opt *BuildOptions) write() func(string, []byte) error {
	switch {
	case opt.DryRun && opt.Force:
		return func(string, []byte) error { return nil }
	case opt.DryRun:
		return func(path string, data []byte) error { return MayPut(path, data, nil) }
	case opt.Write != nil:
		return opt.Write
	}
	return func(path string, data []byte) error { return Put(path, data, opt.Force, nil) }
}

// keepLedger writes the ledger where there is one already, or where ids are to
// be kept from now on.
func keepLedger(r *Result, kept *ledger.Ledger, opt BuildOptions) error {
	r.Kept = kept
	path := r.Article.Ledger()
	if _, err := os.Stat(path); err != nil && !opt.KeepIDs {
		return nil
	}
	r.Ledger = kept.Bytes()
	switch {
	case opt.DryRun:
		return nil
	case opt.Write != nil:
		return opt.Write(path, r.Ledger)
	}
	return atomicfile.Write(path, r.Ledger, 0o644)
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
