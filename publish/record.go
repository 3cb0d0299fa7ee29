package publish

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/segment"
)

// record makes the facts of an article that has been built; outputs are its
// files in the order of r.Outputs.
func record(r *pipeline.Result, outputs []Output) *Facts {
	ed := r.Edition
	f := &Facts{Name: r.Article.Name, Path: filepath.ToSlash(r.Article.Source.Path), Under: r.Article.Under, Left: r.Left, Body: &Body{}, keys: pairKeys{}}
	f.text(ed.Source, ed.IDs.Source)
	for k, t := range ed.Targets {
		f.text(t.Target, ed.IDs.Targets[k])
		out := &f.Texts[k+1]
		out.Beads = len(t.Beads)
		out.Draft = drafts(t.Target)
		out.Review = review(r.Kept, ed.Source.Doc.Lang, out.Lang)
		f.terms(r, k)
		f.pairs(k+1, r.Facts[out.Lang])
		f.Stale = append(f.Stale, keepAll(r.Stale[k]))
	}
	for _, m := range r.Editions {
		e := Edition{Name: m.Name, Langs: []lang.Tag{f.Texts[0].Lang}}
		for _, k := range m.Targets {
			e.Langs = append(e.Langs, f.Texts[k+1].Lang)
			e.Draft += f.Texts[k+1].Draft
		}
		f.Editions = append(f.Editions, e)
	}
	for i, o := range r.Outputs {
		e := &f.Editions[o.Edition]
		e.Outputs = append(e.Outputs, outputs[i])
	}
	f.Findings = keepAll(r.Findings)
	return f
}

// text records one text and its sentences.
func (f *Facts) text(t *segment.Text, ids []string) {
	d := t.Doc
	out := Text{Lang: d.Lang, Path: filepath.ToSlash(d.Path), Title: d.Title, Date: d.Date, Author: d.Author,
		Tags: pipeline.Tags(d), Summary: pipeline.Summary(d), Sentences: len(t.Sentences)}
	for _, m := range d.Meta {
		out.Context = append(out.Context, Field{m.Key, m.Value})
	}
	out.Links = links(d)
	f.Texts = append(f.Texts, out)
	list := make([]Sentence, len(t.Sentences))
	for i, s := range t.Sentences {
		list[i].Text = strings.Join(strings.Fields(t.Raw(i)), " ")
		if i < len(ids) {
			list[i].ID = ids[i]
		}
		if kind := d.Blocks[s.Block].Kind; kind != doc.Paragraph {
			list[i].Kind = kind.String()
		}
	}
	f.Body.Sentences = append(f.Body.Sentences, list)
}

// drafts counts the sentences that are not translated yet.
func drafts(t *segment.Text) (n int) {
	for i := range t.Sentences {
		if _, ok := doc.ParsePlace(t.Raw(i)); ok {
			n++
		}
	}
	return n
}

// review counts what the ledger says of a translation's beads.
func review(l *ledger.Ledger, from, to lang.Tag) (out Review) {
	if l == nil {
		return out
	}
	for _, b := range l.Beads(from, to) {
		if b.Origin == nil && b.Review == "" {
			continue
		}
		source, target := l.Changed(b)
		switch {
		case source || target:
		case b.Review == "reviewed":
			out.Reviewed++
		case b.Origin != nil && b.Origin.By != "person" && b.Origin.By != "":
			out.Machine++
		}
		if o := b.Origin; o != nil && o.By != "person" && o.By != "" {
			by := strings.TrimSpace(o.By + " " + o.Model)
			if i, found := slices.BinarySearch(out.By, by); !found {
				out.By = slices.Insert(out.By, i, by)
			}
		}
	}
	return out
}

// terms records where the concepts of the termbase stand.
func (f *Facts) terms(r *pipeline.Result, k int) {
	t := r.Edition.Targets[k]
	uses := make([]TermUse, len(t.Terms))
	for i, term := range t.Terms {
		uses[i] = TermUse{Text: k + 1, Concept: term.ID, Source: term.Source, Target: term.Target, Also: term.Also, Note: term.Note}
	}
	add := func(list []int, sentence int) []int {
		if n := len(list); n > 0 && list[n-1] == sentence {
			return list
		}
		return append(list, sentence)
	}
	for _, m := range t.Marks {
		u := &uses[m.Term]
		if m.Side == 0 {
			u.In = add(u.In, m.Sentence)
		} else {
			u.Out = add(u.Out, m.Sentence)
		}
	}
	f.Body.Terms = append(f.Body.Terms, uses...)
}

// pairs records what is compared across articles.
func (f *Facts) pairs(text int, facts []check.Fact) {
	tag := f.Texts[text].Lang
	for _, x := range facts {
		f.Body.Pairs = append(f.Body.Pairs, Pair{
			Text: text, Source: x.Source.Sentence.Index, Target: x.Target.Sentence.Index,
			SourceAt: [2]int{x.Source.Span.Start, x.Source.Span.End}, TargetAt: [2]int{x.Target.Span.Start, x.Target.Span.End},
			Accepted: x.Accepted(),
		})
		f.keys[tag] = append(f.keys[tag], keyOf(x.Keys()))
	}
}

func keepAll(list []finding.Finding) []Finding {
	var out []Finding
	for _, f := range list {
		out = append(out, keep(f))
	}
	return out
}

// keep takes a finding from its documents.
func keep(f finding.Finding) Finding {
	out := Finding{Code: f.Code, Severity: f.Severity, Args: f.Args, Term: f.Term, Source: keepPlace(f.Source), Target: keepPlace(f.Target)}
	if f.Fix != nil {
		out.Fix = &Fix{Path: filepath.ToSlash(f.Fix.Doc.Path), Lang: f.Fix.Doc.Lang, Start: f.Fix.Span.Start, End: f.Fix.Span.End, With: f.Fix.Text, Safe: f.Fix.Safe}
	}
	return out
}

func keepPlace(p *finding.Place) *Place {
	if p == nil {
		return nil
	}
	out := &Place{Path: filepath.ToSlash(p.Doc.Path), Lang: p.Doc.Lang, Start: p.Span.Start, End: p.Span.End, Sentence: -1}
	if s := p.Sentence; s != nil {
		out.Sentence, out.ID, out.Text = s.Index, s.ID, s.Text
	}
	return out
}
