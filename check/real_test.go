package check

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// realText calls each for the bitexts of a gold set: NAME.zh, NAME.en or
// NAME.ko, NAME.gold.
func realText(t testing.TB, set string, each func(*bitext.Bitext)) {
	t.Helper()
	dir := filepath.Join(require.Dir(t, "bitext", "DUIZHAO_BITEXT", "../shared/bitext"), set)
	golds, _ := filepath.Glob(filepath.Join(dir, "*.gold"))
	sort.Strings(golds)
	if len(golds) == 0 {
		require.Missing(t, "bitext", "no gold files in "+dir)
	}
	for _, gold := range golds {
		base := strings.TrimSuffix(gold, ".gold")
		source := lines(t, base+".zh", lang.ZhHant)
		tag := lang.En
		if _, err := os.Stat(base + ".ko"); err == nil {
			tag = lang.Ko
		}
		target := lines(t, base+"."+string(tag), tag)
		if bt, err := bitext.New(source, target, goldBeads(t, gold, len(source.Sentences), len(target.Sentences))); err != nil {
			t.Fatal(err)
		} else {
			each(bt)
		}
	}
}

func lines(t testing.TB, path string, tag lang.Tag) *segment.Text {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if tag.Chinese() && lang.Detect(string(data)).Tag == lang.ZhHans {
		tag = lang.ZhHans
	}
	return segment.Lines(path, tag, strings.TrimSuffix(string(data), "\n"))
}

// goldBeads reads beads of the form [0,1]:[0].
func goldBeads(t testing.TB, path string, sources, targets int) []bitext.Bead {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var beads []bitext.Bead
	s, u := 0, 0
	span := func(list string, from int) bitext.Range {
		list = strings.Trim(strings.TrimSpace(list), "[]")
		if list == "" {
			return bitext.Range{From: from, To: from}
		}
		return bitext.Range{From: from, To: from + len(strings.Split(list, ","))}
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		a, b, ok := strings.Cut(line, ":")
		if !ok {
			t.Fatalf("%s: %q", path, line)
		}
		bead := bitext.Bead{Source: span(a, s), Target: span(b, u), Confidence: 1}
		s, u = bead.Source.To, bead.Target.To
		beads = append(beads, bead)
	}
	if s != sources || u != targets {
		t.Fatalf("%s: beads end at %d and %d of %d and %d", path, s, u, sources, targets)
	}
	return beads
}

// ceilings are alarms per 1,000 source sentences above which a check on news
// has become worse. docs/checks.md tells how many of them are right.
var ceilings = map[finding.Code]float64{
	Number: 60, Date: 15, Currency: 5, Unit: 5, Untranslated: 2, Residue: 2, Brackets: 40, Punctuation: 6, RepeatedWord: 3, Particle: 3,
}

// TestQualityReal counts the alarms of each check on texts with gold
// alignments: news, or the sets that DUIZHAO_SETS names. DUIZHAO_JUDGE=n prints
// n findings of each code, drawn at random but always the same, for judging.
func TestQualityReal(t *testing.T) {
	judge, _ := strconv.Atoi(os.Getenv("DUIZHAO_JUDGE"))
	sets := []string{"news-zhtwen", "news-zhtwko", "news-zhko-drop"}
	further := os.Getenv("DUIZHAO_SETS")
	if further != "" {
		sets = strings.Split(further, ",")
	}
	for _, set := range sets {
		sentences, found := 0, map[finding.Code][]string{}
		realText(t, set, func(bt *bitext.Bitext) {
			sentences += len(bt.Source.Sentences)
			for _, f := range Run(bt, IDs{}, nil, Options{Dictionary: dictionary}).Findings {
				found[f.Code] = append(found[f.Code], describe(f))
			}
		})
		t.Logf("%s: %d source sentences", set, sentences)
		for _, d := range defaults {
			list := found[d.Code]
			if len(list) == 0 {
				continue
			}
			rate := 1000 * float64(len(list)) / float64(sentences)
			t.Logf("%-12s %-16s %4d findings, %5.1f per 1,000 sentences", set, d.Code, len(list), rate)
			if max, ok := ceilings[d.Code]; ok && rate > max && further == "" {
				t.Errorf("%s: %s: %.1f alarms per 1,000 sentences, at most %.1f", set, d.Code, rate, max)
			}
			sort.Slice(list, func(i, j int) bool { return hash(list[i]) < hash(list[j]) })
			for _, text := range list[:min(judge, len(list))] {
				fmt.Println(text)
			}
		}
	}
}

// describe is a finding with its sentences, on a few lines.
func describe(f finding.Finding) string {
	out := fmt.Sprintf("%s %v\n", f.Code, f.Args)
	for _, p := range []*finding.Place{f.Source, f.Target} {
		if p != nil && p.Sentence != nil {
			out += "   " + p.Sentence.Text + "\n"
		}
	}
	return out
}

// hash orders texts at random, always the same.
func hash(text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(text))
	return h.Sum64()
}

// TestQualityRealRecall changes one figure in each sentence of news whose
// figures agree with the source, and counts how often that is found.
func TestQualityRealRecall(t *testing.T) {
	for _, set := range []string{"news-zhtwen", "news-zhtwko"} {
		planted, found := 0, 0
		realText(t, set, func(bt *bitext.Bitext) {
			for _, b := range bt.Beads {
				if b.Source.Len() != 1 || b.Target.Len() != 1 {
					continue
				}
				source, target := bt.Source.String(b.Source.From), bt.Target.String(b.Target.From)
				if wrong, ok := otherFigure(target); ok && !values(t, bt.Target.Doc.Lang, source, target) {
					planted++
					if values(t, bt.Target.Doc.Lang, source, wrong) {
						found++
					} else if os.Getenv("DUIZHAO_JUDGE") != "" {
						fmt.Println("not found:", source, "\n   ", wrong)
					}
				}
			}
		})
		t.Logf("%s: %d of %d changed figures found (%.2f)", set, found, planted, ratio(found, planted))
		if ratio(found, planted) < 0.8 {
			t.Errorf("%s: recall below .80", set)
		}
	}
}

// values reports a finding about numbers or dates in one pair of sentences.
func values(t testing.TB, tag lang.Tag, source, target string) bool {
	bt := pair(t, tag, []string{source}, []string{target})
	for _, f := range Run(bt, IDs{}, nil, Options{Dictionary: dictionary}).Findings {
		if f.Code == Number || f.Code == Date {
			return true
		}
	}
	return false
}

// otherFigure raises the first digit from 1 to 8 of the first figure of two
// digits or more.
func otherFigure(text string) (string, bool) {
	for i := 0; i+1 < len(text); i++ {
		c, next := text[i], text[i+1]
		if (i == 0 || text[i-1] == ' ' || text[i-1] == '$') && c >= '1' && c <= '8' && next >= '0' && next <= '9' {
			return text[:i] + string(c+1) + text[i+1:], true
		}
	}
	return "", false
}
