package align

import (
	"sort"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// Codes of the findings of this package.
const (
	CodeMoved     finding.Code = "moved"      // a passage stands elsewhere in the translation
	CodeSwapped   finding.Code = "swapped"    // source and target have each other's language
	CodeEmptySide finding.Code = "empty-side" // one of the texts has no sentence
	CodeFarLonger finding.Code = "far-longer" // one text is many times longer than the other
	CodeUnrelated finding.Code = "unrelated"  // hardly a bead is likely: no translation of each other
	CodeNoLexicon finding.Code = "no-lexicon" // no dictionary for this pair of languages
)

// Inspect tells what is wrong with two texts as a pair, before any alignment:
// swapped files, an empty side, lengths far
// apart, a pair of languages without a lexicon.
func Inspect(source, target *segment.Text) []finding.Finding {
	var out []finding.Finding
	add := func(code finding.Code, sev finding.Severity, src, tgt *finding.Place, args map[string]any) {
		out = append(out, finding.Finding{Code: code, Severity: sev, Args: args, Source: src, Target: tgt})
	}
	s, t := scriptShare(source), scriptShare(target)
	n, m := len(source.Sentences), len(target.Sentences)
	if n == 0 || m == 0 {
		side, path := "source", source.Doc.Path
		if n > 0 {
			side, path = "target", target.Doc.Path
		}
		add(CodeEmptySide, finding.Error, whole(source), whole(target), map[string]any{"Side": side, "Path": path})
		return out
	}
	sWrong, tWrong := s.contradicts(source.Doc.Lang), t.contradicts(target.Doc.Lang)
	if sWrong && tWrong && !s.contradicts(target.Doc.Lang) && !t.contradicts(source.Doc.Lang) {
		add(CodeSwapped, finding.Error, whole(source), whole(target), map[string]any{"Source": string(source.Doc.Lang), "Target": string(target.Doc.Lang)})
		return out
	}
	if a, b := s.letters, t.letters; a > 200 && b > 200 || a > 2000 || b > 2000 {
		if ratio := float64(max(a, b)) / float64(max(min(a, b), 1)); ratio >= 8 {
			longer := "source"
			if t.letters > s.letters {
				longer = "target"
			}
			add(CodeFarLonger, finding.Warning, whole(source), whole(target), map[string]any{"Times": int(ratio), "Longer": longer})
		}
	}
	if !hasLexicon(source.Doc.Lang, target.Doc.Lang) {
		add(CodeNoLexicon, finding.Info, whole(source), whole(target), map[string]any{"Source": string(source.Doc.Lang), "Target": string(target.Doc.Lang)})
	}
	return out
}

// hasLexicon reports whether a dictionary for the two languages is embedded;
// other pairs are aligned by length, punctuation, numbers and shared words.
func hasLexicon(a, b lang.Tag) bool {
	if !a.Chinese() {
		a, b = b, a
	}
	return a.Chinese() && (b == lang.En || b == lang.Ko)
}

// script counts the letters of a text by script.
type script struct{ han, hangul, kana, latin, letters int }

func scriptShare(t *segment.Text) (s script) {
	for i := range t.Sentences {
		for _, c := range t.Raw(i) {
			switch {
			case c >= 0x4e00 && c <= 0x9fff || c >= 0x3400 && c <= 0x4dbf || c >= 0x20000 && c <= 0x323af:
				s.han++
				s.letters += 3
			case c >= 0xac00 && c <= 0xd7a3:
				s.hangul++
				s.letters += 2
			case c >= 0x3040 && c <= 0x30ff:
				s.kana++
				s.letters += 2
			case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0xc0 && c <= 0x24f:
				s.latin++
				s.letters++
			}
		}
	}
	return s
}

// contradicts reports whether the script of a text of some length is not that
// of the language.
func (s script) contradicts(tag lang.Tag) bool {
	all := s.han + s.hangul + s.kana + s.latin
	if all < 20 {
		return false
	}
	switch {
	case tag.Chinese():
		return s.han*5 < s.latin || s.hangul > s.han || s.kana > s.han/3
	case tag == lang.Ko:
		return s.hangul*5 < s.latin || s.han > 2*s.hangul
	case tag == "ja":
		return s.kana*10 < all
	case tag == lang.En:
		return s.latin < 2*(s.han+s.hangul+s.kana)
	}
	return false
}

// whole is a text's beginning as a place.
func whole(t *segment.Text) *finding.Place { return &finding.Place{Doc: t.Doc} }

// sentencePlace is a sentence as a place.
func sentencePlace(t *segment.Text, i int) *finding.Place {
	s := t.Sentences[i]
	return &finding.Place{Doc: t.Doc, Span: s.Src, Sentence: &finding.Sentence{Index: i, Text: t.String(i)}}
}

// A passage counts as moved when at least this many characters of it, all
// left out here, fit one passage that is added elsewhere.
const (
	movedLength = 40
	movedFit    = 0.9 // evidence by content word of both sides
	maxMoved    = 400 // null sentences a side that are compared
)

// Moved finds passages that the translation has in another place: sentences
// that are left out where they should stand and fit sentences that are added
// elsewhere. The alignment keeps the order of both texts, so it shows such a
// passage as an omission and an addition; this says that the two belong
// together. Each finding names the first sentence of both places.
func Moved(bt *bitext.Bitext) []finding.Finding {
	var alone, added []int
	for _, b := range bt.Beads {
		for i := b.Source.From; b.Target.Len() == 0 && i < b.Source.To; i++ {
			alone = append(alone, i)
		}
		for j := b.Target.From; b.Source.Len() == 0 && j < b.Target.To; j++ {
			added = append(added, j)
		}
	}
	if len(alone) == 0 || len(added) == 0 || len(alone) > maxMoved || len(added) > maxMoved {
		return nil
	}
	source, target := bt.Source, bt.Target
	if target.Doc.Lang.Chinese() && !source.Doc.Lang.Chinese() {
		source, target, alone, added = target, source, added, alone
	}
	found := movedPairs(source, target, alone, added)
	var out []finding.Finding
	for _, p := range found {
		s, t := sentencePlace(source, p.i), sentencePlace(target, p.j)
		if bt.Source != source {
			s, t = t, s
		}
		out = append(out, finding.Finding{Code: CodeMoved, Severity: finding.Info, Source: s, Target: t,
			Args: map[string]any{"Count": p.count, "Source": s.Sentence.Index, "Target": t.Sentence.Index}})
	}
	return out
}

// movedPair is a run of source sentences that fits a run of target sentences.
type movedPair struct{ i, j, count int }

func movedPairs(source, target *segment.Text, alone, added []int) []movedPair {
	p := newProblem(source, target, &Options{})
	c := p.scorer()
	type fit struct {
		i, j int
		fit  float32
	}
	var fits []fit
	s, t := &p.source.surface, &p.target.surface
	for _, i := range alone {
		for _, j := range added {
			c.row(i, j, j+1)
			ev := c.weigh(i, i+1, j, j+1)
			words := float32(s.words[i+1]-s.words[i]) + float32(t.words[j+1]-t.words[j])
			f := (ev.fwd + ev.rev) / (words + 2)
			if f >= movedFit && words >= 8 && ev.hitE >= 3 && ev.hitZ >= 3 {
				fits = append(fits, fit{i, j, f})
			}
		}
	}
	sort.Slice(fits, func(a, b int) bool {
		if fits[a].fit != fits[b].fit {
			return fits[a].fit > fits[b].fit
		}
		return fits[a].i < fits[b].i || fits[a].i == fits[b].i && fits[a].j < fits[b].j
	})
	usedI, usedJ := map[int]int{}, map[int]bool{}
	for _, f := range fits {
		if _, ok := usedI[f.i]; !ok && !usedJ[f.j] {
			usedI[f.i], usedJ[f.j] = f.j, true
		}
	}
	// Neighbours that moved together are one passage.
	var out []movedPair
	for _, i := range alone {
		j, ok := usedI[i]
		if !ok {
			continue
		}
		if n := len(out); n > 0 && i-(out[n-1].i+out[n-1].count) <= 1 && absInt(j-(out[n-1].j+out[n-1].count)) <= 2 {
			out[n-1].count++
			continue
		}
		out = append(out, movedPair{i, j, 1})
	}
	kept := out[:0]
	for _, m := range out {
		if width := s.length[m.i+m.count] - s.length[m.i]; width >= movedLength {
			kept = append(kept, m)
		}
	}
	return kept
}

// surely is the confidence that unrelated sentences of like length do not reach.
const surely = 0.75

// Doubt tells whether the two texts look like a translation of each other at
// all: fewer than a third of the sentences stand in likely paired beads. It is
// meant for the result of Align.
func Doubt(bt *bitext.Bitext) []finding.Finding {
	likely, all := 0, 0
	for _, b := range bt.Beads {
		k := b.Source.Len() + b.Target.Len()
		all += k
		if b.Confidence >= surely && b.Source.Len() > 0 && b.Target.Len() > 0 {
			likely += k
		}
	}
	if all < 20 || 3*likely >= all {
		return nil
	}
	return []finding.Finding{{Code: CodeUnrelated, Severity: finding.Warning, Source: whole(bt.Source), Target: whole(bt.Target),
		Args: map[string]any{"Percent": 100 * likely / all}}}
}
