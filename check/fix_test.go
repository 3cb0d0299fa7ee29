package check

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

const fixTable = "zh-Hant,en,en-forbidden,ko,ko-forbidden,part-of-speech\n" +
	"李在明,Lee Jae-myung,Li Zaiming,이재명,리자이밍|리자이,\n薩德,THAAD,Sade,사드,싸드시스템,\n慶州,Gyeongju,,경주,,\n移民,migrant,alien,이주민,외국인노동자,noun\n"

// TestFix: the fixes of a text, and that a second run changes nothing.
func TestFix(t *testing.T) {
	g, err := glossary.Parse("g.csv", []byte(fixTable))
	if err != nil {
		t.Fatal(err)
	}
	source := []string{"李在明反對薩德。", "移民來到慶州。", "李在明說明。"}
	for _, c := range []struct {
		tag          lang.Tag
		target, want []string
		changes      int
	}{
		{lang.En, []string{"Li Zaiming opposes a Sade base.", "An alien came to Qingzhou.", "Li Zaiming's words."},
			[]string{"Lee Jae-myung opposes a THAAD base.", "A migrant came to Gyeongju.", "Lee Jae-myung's words."}, 5},
		{lang.Ko, []string{"리자이는 싸드시스템을 반대한다.", "외국인노동자들이 칭저우으로 왔다.", "이재명(李在明)는 설명했다."},
			[]string{"이재명은 사드를 반대한다.", "이주민들이 경주로 왔다.", "이재명(李在明)은 설명했다."}, 5},
	} {
		text := strings.Join(c.target, "\n")
		for round := 1; round <= 2; round++ {
			bt := pair(t, c.tag, source, strings.Split(text, "\n"))
			fixed, applied := Fix(bt.Target.Doc, Run(bt, IDs{}, g, Options{Dictionary: dictionary}).Findings)
			if round == 1 && (fixed != strings.Join(c.want, "\n") || len(applied) != c.changes) {
				t.Errorf("%s: %d changes %+v\n got %q\nwant %q", c.tag, len(applied), applied, fixed, strings.Join(c.want, "\n"))
			}
			if round == 2 && fixed != text {
				t.Errorf("%s: a second run changes %+v", c.tag, applied)
			}
			text = fixed
		}
	}
}

// TestFixPlanted: over all planted texts with a forbidden form, a fixed text
// has no forbidden form left and a second run changes nothing.
func TestFixPlanted(t *testing.T) {
	for _, tag := range []lang.Tag{lang.En, lang.Ko} {
		path := "testdata/planted/term-forbidden." + string(tag) + ".txt"
		table, blocks := readPlanted(t, path)
		g, err := glossary.Parse(path, []byte(table))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range blocks {
			if !b.wrong {
				continue
			}
			bt := pair(t, tag, b.source, b.target)
			fixed, applied := Fix(bt.Target.Doc, Run(bt, IDs{}, g, Options{Dictionary: dictionary}).Findings)
			if len(applied) == 0 {
				t.Errorf("%s:%d: nothing fixed", path, b.line)
			}
			again := pair(t, tag, b.source, strings.Split(fixed, "\n"))
			for _, f := range Run(again, IDs{}, g, Options{}).Findings {
				if f.Code == TermForbidden || f.Code == Particle || f.Code == NameReading {
					t.Errorf("%s:%d: %q still has %s %v", path, b.line, fixed, f.Code, f.Args)
				}
			}
		}
	}
}

// TestRunPure: Run changes neither bitext nor glossary and gives the same
// twice; marks lie inside their blocks, in order, without overlap.
func TestRunPure(t *testing.T) {
	g, err := glossary.Parse("g.csv", []byte(fixTable))
	if err != nil {
		t.Fatal(err)
	}
	source := segment.Document(paragraphs("a.zh-Hant.md", lang.ZhHant, "李在明反對薩德。移民來到慶州。", "李在明說明。"))
	target := segment.Document(paragraphs("a.en.md", lang.En, "Lee Jae-myung opposes THAAD. A migrant came to Gyeongju.", "Lee Jae-myung explained."))
	bt, err := bitext.New(source, target, []bitext.Bead{
		{Source: bitext.Range{From: 0, To: 1}, Target: bitext.Range{From: 0, To: 1}, Confidence: 1},
		{Source: bitext.Range{From: 1, To: 2}, Target: bitext.Range{From: 1, To: 2}, Confidence: 1},
		{Source: bitext.Range{From: 2, To: 3}, Target: bitext.Range{From: 2, To: 3}, Confidence: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	out := Run(bt, IDs{Source: []string{"a", "b", "c"}, Target: []string{"d", "e", "f"}}, g, Options{Dictionary: dictionary})
	if len(out.Findings) != 0 || len(out.Terms) != 4 || len(out.Marks) != 10 {
		t.Errorf("%d findings, %d terms, %d marks: %+v", len(out.Findings), len(out.Terms), len(out.Marks), out)
	}
	last := bitext.TermMark{}
	for i, m := range out.Marks {
		text := source
		if m.Side == bitext.TargetSide {
			text = target
		}
		if i > 0 && m.Side == last.Side && (m.Sentence < last.Sentence || m.Sentence == last.Sentence && m.Span.Start < last.Span.End) {
			t.Errorf("mark %+v after %+v", m, last)
		}
		at := text.Sentences[m.Sentence]
		if m.Span.Start < at.Span.Start || m.Span.End > at.Span.End {
			t.Errorf("mark %+v outside its sentence %+v", m, at)
		}
		term, found := out.Terms[m.Term], text.Doc.Blocks[at.Block].Text[m.Span.Start:m.Span.End]
		if found != term.Source && found != term.Target {
			t.Errorf("mark on %q of %+v", found, term)
		}
		last = m
	}
}
