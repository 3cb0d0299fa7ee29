package pipeline

import (
	"context"
	"slices"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// Options are what a run asks of the stages. The zero value is good.
type Options struct {
	Title    string // stands above the title of the source
	Encoding string // of every file; "" finds it out
	Align    align.Options
	Settings *Settings // nil for the defaults
	Bases    *Bases    // termbases of the run; nil to read them for this article alone
}

// Work is an article on its way through the stages: each method makes the next
// value and changes none.
type Work struct {
	Article  Article
	Terms    []*glossary.Glossary // the termbases as their files have them
	Glossary *glossary.Glossary   // the concepts of them that hold for the article and occur in it (see Slice); nil for none
	Ledger   *ledger.Ledger
	Source   *segment.Text
	Targets  []*segment.Text // in the order of Article.Targets
}

// Load reads and segments the texts of an article, with its termbase and
// ledger.
func Load(a Article, opt Options) (*Work, error) {
	w := &Work{Article: a}
	var err error
	if w.Ledger, err = ledger.Load(a.Ledger()); err != nil {
		return nil, err
	}
	if w.Source, err = ReadText(a.Source, read.Options{Title: opt.Title, Encoding: opt.Encoding}); err != nil {
		return nil, err
	}
	for _, f := range a.Targets {
		t, err := ReadText(f, read.Options{Encoding: opt.Encoding})
		if err != nil {
			return nil, err
		}
		w.Targets = append(w.Targets, t)
	}
	return w, w.loadTerms(opt.Bases)
}

// loadTerms reads the article's termbases and takes from them what holds for it
// and occurs in it.
func (w *Work) loadTerms(bases *Bases) (err error) {
	if bases == nil {
		bases = &Bases{}
	}
	var joined *glossary.Glossary
	w.Terms, joined, err = bases.Load(w.Article.Glossaries)
	if err != nil || joined == nil {
		return err
	}
	used := Slice(joined, ScopeOf(w.Article.Name, w.Source), append([]*segment.Text{w.Source}, w.Targets...)...)
	if len(used.Concepts) > 0 { // a termbase of which nothing occurs is as good as none
		w.Glossary = used
	}
	return nil
}

// ReadText reads and segments one file.
func ReadText(f File, opt read.Options) (*segment.Text, error) {
	opt.Lang = f.Lang
	d, err := read.File(f.Path, opt)
	if err != nil {
		return nil, err
	}
	return segment.Document(d), nil
}

// Align pairs the source with target k, with the termbase and the pins of the
// ledger as evidence. The findings are about the two texts as a pair, about
// passages that stand elsewhere, and about pins whose sentences are gone.
func (w *Work) Align(ctx context.Context, k int, opt align.Options) (*bitext.Bitext, []finding.Finding, error) {
	opt, pins := w.evidence(k, opt)
	found := slices.Clone(pins.Lost)
	given := map[align.Pin]bool{}
	for _, b := range pins.Confirmed {
		if b.Origin == bitext.Given {
			given[align.Pin{Source: b.Source, Target: b.Target}] = true
		}
	}
	found = append(found, align.Inspect(w.Source, w.Targets[k])...)
	b, err := align.Align(ctx, w.Source, w.Targets[k], opt)
	if err != nil {
		return nil, nil, err
	}
	for i, bead := range b.Beads { // the aligner keeps every pin alike; nobody has confirmed a draft's
		if given[align.Pin{Source: bead.Source, Target: bead.Target}] {
			b.Beads[i].Origin = bitext.Given
		}
	}
	return b, append(append(found, align.Doubt(b)...), align.Moved(b)...), nil
}

// Explain tells why beads of what Align made of target 0 were made.
func (w *Work) Explain(ctx context.Context, b *bitext.Bitext, opt align.Options, beads []int) ([]align.Explanation, error) {
	opt, _ = w.evidence(0, opt)
	return align.Explain(ctx, b, opt, beads)
}

// evidence adds to the options what the article knows about target k.
func (w *Work) evidence(k int, opt align.Options) (align.Options, ledger.Pins) {
	target := w.Targets[k]
	opt.Terms = slices.Clone(opt.Terms)
	if w.Glossary != nil {
		for _, p := range w.Glossary.Pairs(w.Source.Doc.Lang, target.Doc.Lang) {
			opt.Terms = append(opt.Terms, align.TermPair{Source: p.Source, Target: p.Target})
		}
	}
	pins := w.Ledger.Pins(w.Source, target)
	opt.Confirmed = append(slices.Clone(opt.Confirmed), asPins(pins.Confirmed)...)
	opt.Rejected = append(slices.Clone(opt.Rejected), asPins(pins.Rejected)...)
	return opt, pins
}

func asPins(beads []bitext.Bead) []align.Pin {
	var out []align.Pin
	for _, b := range beads {
		out = append(out, align.Pin{Source: b.Source, Target: b.Target})
	}
	return out
}

// Edition runs the remaining stages: every target aligned and checked, and
// the sentence ids carried over from the ledger. The second value is the
// ledger as it should be kept.
func (w *Work) Edition(ctx context.Context, opt Options) (*bitext.Edition, *ledger.Ledger, error) {
	checks := opt.Settings.options(w.Article.Name)
	ids, kept := w.Ledger.Carry(w.Source, w.Targets...)
	ed := &bitext.Edition{Name: w.Article.Name, Source: w.Source, IDs: ids}
	for k := range w.Targets {
		bt, lost, err := w.Align(ctx, k, opt.Align)
		if err != nil {
			return nil, nil, err
		}
		checks.Further, checks.FurtherCodes = opt.Settings.level(lost), alignCodes
		target := check.Run(bt, check.IDs{Source: ids.Source, Target: ids.Targets[k]}, w.Glossary, checks)
		target.Draft = bitext.DraftOf(w.Source, w.Targets[k])
		ed.Targets = append(ed.Targets, target)
	}
	sourceComments(ed)
	assets, err := loadAssets(w)
	if err != nil {
		return nil, nil, err
	}
	ed.Assets = assets
	return ed, kept, nil
}

// Only gives the edition of some of the targets, by index: zh–en of an
// edition that holds en and ko.
func Only(ed *bitext.Edition, targets ...int) *bitext.Edition {
	out := *ed
	out.Targets, out.IDs.Targets = nil, nil
	for _, k := range targets {
		out.Targets = append(out.Targets, ed.Targets[k])
		out.IDs.Targets = append(out.IDs.Targets, ed.IDs.Targets[k])
	}
	return &out
}

// Layouts lists the editions that are made of n targets: each alone, then all
// together where there are several. kinds leaves only "each" or only "all" of
// that; a single target always has its edition.
func Layouts(n int, kinds ...string) [][]int {
	var out [][]int
	var all []int
	for k := range n {
		if n == 1 || len(kinds) == 0 || slices.Contains(kinds, "each") {
			out = append(out, []int{k})
		}
		all = append(all, k)
	}
	if n > 1 && (len(kinds) == 0 || slices.Contains(kinds, "all")) {
		out = append(out, all)
	}
	return out
}

// BaseName is the name of an edition's files without their ending, such as
// apec.zh-Hant.en. It never changes, since it becomes an address.
func BaseName(ed *bitext.Edition) string {
	name := ed.Name + "." + string(ed.Source.Doc.Lang)
	for _, t := range ed.Targets {
		name += "." + string(t.Target.Doc.Lang)
	}
	return name
}

// wrongLanguage reports whether a target, or the source, is not in the
// language that it claims: its edition is not written then.
func wrongLanguage(t bitext.Target) bool {
	for _, f := range t.Findings {
		if f.Code == "wrong-language" && f.Severity == finding.Error {
			return true
		}
	}
	return false
}
