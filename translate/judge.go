package translate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// judge holds a translation to its source.
type judge struct {
	from, to lang.Tag
	g        *glossary.Glossary
	mega     bool
	words    check.Dictionary
}

// verdict is what is wrong with a translation.
type verdict struct {
	broken   []finding.Finding // for which a place stays empty
	problems []finding.Finding // that the text is kept with
}

// ok reports that nothing is wrong that is worth asking again for.
func (v verdict) ok() bool {
	return len(v.broken) == 0 && !slices.ContainsFunc(v.problems, worthAsking)
}

// all lists everything that is wrong, the worst first.
func (v verdict) all() []finding.Finding { return append(slices.Clone(v.broken), v.problems...) }

// weight orders verdicts: the less the better.
func (v verdict) weight() int {
	n := 1000 * len(v.broken)
	for _, f := range v.problems {
		n += 1 + 3*int(f.Severity)
		if worthAsking(f) {
			n += 10
		}
	}
	return n
}

// asking are the codes of package check that a service may put right when it
// is told; the others are a matter of form.
var asking = []finding.Code{
	check.TermMissing, check.TermForbidden, check.NameReading, check.Number, check.Date, check.Currency, check.Unit, check.Residue,
}

func worthAsking(f finding.Finding) bool { return slices.Contains(asking, f.Code) }

// repairing are the codes whose safe fixes are applied.
var repairing = []finding.Code{check.TermForbidden, check.NameReading, check.Particle, check.Punctuation}

// levels switches off what only a whole text shows.
var levels = map[finding.Code]check.Level{
	check.TermInconsistent: check.Off, check.TermFirstMention: check.Off, check.TermLaterMention: check.Off,
	check.Omission: check.Off, check.Addition: check.Off, check.OtherScript: check.Off,
}

// judge gives the verdict about coded texts.
func (j *judge) judge(source, target string) verdict {
	v := verdict{broken: j.structure(source, target)}
	if len(v.broken) > 0 {
		return v // the rest would only be noise
	}
	found, _ := j.check(source, target)
	src, tgt := words(source), words(target)
	v.broken = append(j.foreign(src, tgt, found), j.length(src, tgt)...)
	for _, f := range found {
		if f.Code != check.WrongLanguage && f.Code != check.Untranslated {
			v.problems = append(v.problems, placeless(f))
		}
	}
	return v
}

// check runs the checks of texts on a bitext of one sentence.
func (j *judge) check(source, target string) ([]finding.Finding, *doc.Document) {
	src, tgt := sentence(j.from, source), sentence(j.to, target)
	if len(src.Sentences) == 0 || len(tgt.Sentences) == 0 {
		return nil, tgt.Doc
	}
	bt := &bitext.Bitext{Source: src, Target: tgt, Beads: []bitext.Bead{{Source: bitext.Range{To: 1}, Target: bitext.Range{To: 1}, Confidence: 1}}}
	return check.Run(bt, check.IDs{}, j.g, check.Options{Levels: levels, MegaZhao: j.mega, Dictionary: j.words}).Findings, tgt.Doc
}

// sentence is coded text as a document of one sentence. Its runs leave the
// placeholders out, so that a fix of the words finds its place in the coded
// text.
func sentence(tag lang.Tag, coded string) *segment.Text {
	d := &doc.Document{Lang: tag, Text: coded, Title: "-"}
	b := &doc.Block{Src: doc.Span{End: len(coded)}}
	var text strings.Builder
	add := func(s string, from, to int) {
		if s == "" {
			return
		}
		at := text.Len()
		text.WriteString(s)
		b.Runs = append(b.Runs, doc.Run{Span: doc.Span{Start: at, End: text.Len()}, Src: doc.Span{Start: from, End: to}})
	}
	at := 0
	for i, r := range coded {
		if !isMark(r) {
			continue
		}
		add(coded[at:i], at, i)
		at = i + utf8.RuneLen(r)
		if kind, _ := parts(r); kind == alone {
			add(object, i, at)
		}
	}
	add(coded[at:], at, len(coded))
	t := &segment.Text{Doc: d}
	if b.Text = text.String(); b.Text != "" {
		d.Blocks = []*doc.Block{b}
		t.Sentences = []segment.Sentence{{Span: doc.Span{End: len(b.Text)}, Src: b.Src}}
	}
	return t
}

// placeless is a finding without its places, which are in texts that nobody
// else has.
func placeless(f finding.Finding) finding.Finding {
	f.Source, f.Target, f.Fix = nil, nil, nil
	return f
}

// maxRepairs bounds how often a repair may bring another to light.
const maxRepairs = 3

// repair applies what can be put right safely to a coded translation. The
// result has the same placeholders, and never a heavier verdict.
func (j *judge) repair(source, target string) (string, bool) {
	repaired := false
	for range maxRepairs {
		found, d := j.check(source, target)
		better, applied := check.Fix(d, found, repairing...)
		if len(applied) == 0 || !slices.Equal(marks(better), marks(target)) || !nested(better) && nested(target) {
			break
		}
		if j.judge(source, better).weight() > j.judge(source, target).weight() {
			break
		}
		target, repaired = better, true
	}
	return target, repaired
}
