package render

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/segment"
)

// marked reads the notation of testdata/pieces.txt.
func marked(in string) (*segment.Text, []Mark) {
	b := &doc.Block{}
	t := &segment.Text{Doc: &doc.Document{Blocks: []*doc.Block{b}}}
	var marks []Mark
	var style doc.Style
	var link string
	run, sentence, term := 0, 0, 0
	flush := func(end int) {
		if end > run {
			b.Runs = append(b.Runs, doc.Run{Span: doc.Span{Start: run, End: end}, Style: style, Link: link})
		}
		run = end
	}
	cut := func(end int) {
		if end > sentence {
			t.Sentences = append(t.Sentences, segment.Sentence{Index: len(t.Sentences), Span: doc.Span{Start: sentence, End: end}})
		}
		sentence = end
	}
	runes := []rune(in)
	for i := 0; i < len(runes); i++ {
		n := len(b.Text)
		switch runes[i] {
		case '*', '_':
			flush(n)
			style ^= map[rune]doc.Style{'*': doc.Emph, '_': doc.Strong}[runes[i]]
		case '~':
			flush(n)
			b.Text += "\n"
			b.Runs = append(b.Runs, doc.Run{Span: doc.Span{Start: n, End: n + 1}, Style: doc.Break})
			run = n + 1
		case '<':
			flush(n)
			link, _, _ = strings.Cut(string(runes[i+1:]), "|")
			i += len([]rune(link)) + 1
		case '>':
			flush(n)
			link = ""
		case '{':
			term = n
		case '}':
			marks = append(marks, Mark{Sentence: len(t.Sentences), Span: doc.Span{Start: term, End: n}})
		case '/':
			cut(n)
		case '^':
			flush(n)
			i++
			b.Runs = append(b.Runs, doc.Run{Span: doc.Span{Start: n, End: n}, Note: string(runes[i])})
		default:
			b.Text += string(runes[i])
		}
	}
	flush(len(b.Text))
	cut(len(b.Text))
	return t, marks
}

func showPiece(p Piece) string {
	out := fmt.Sprintf("%q %d", p.Text, p.Sentence)
	for i, name := range []string{"emph", "strong", "mono", "strike", "break"} {
		if p.Style&(1<<i) != 0 {
			out += " " + name
		}
	}
	if p.Link != "" {
		out += " link=" + p.Link
	}
	if p.Note != "" {
		out += " note=" + p.Note
	}
	if p.Mark >= 0 {
		out += fmt.Sprintf(" term%d", p.Mark)
	}
	return out
}

func TestPieces(t *testing.T) {
	data, err := os.ReadFile("testdata/pieces.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split(string(data), "\n## ")[1:]
	if len(cases) < 14 {
		t.Fatalf("only %d cases read", len(cases))
	}
	for _, c := range cases {
		lines := strings.Split(strings.TrimSpace(c), "\n")
		t.Run(lines[0], func(t *testing.T) {
			text, marks := marked(strings.TrimPrefix(lines[1], "in: "))
			part := Part{Span: doc.Span{Start: 0, End: len(text.Doc.Blocks[0].Text)}, Begins: true, Ends: true,
				Sentences: bitext.Range{From: 0, To: len(text.Sentences)}}
			var want []string
			for _, line := range lines[2:] {
				if v, ok := strings.CutPrefix(line, "part: "); ok {
					fmt.Sscanf(v, "%d-%d", &part.Sentences.From, &part.Sentences.To)
					part.Span = doc.Span{Start: text.Sentences[part.Sentences.From].Span.Start, End: text.Sentences[part.Sentences.To-1].Span.End}
					part.Begins = part.Sentences.From == 0
					part.Ends = part.Sentences.To == len(text.Sentences)
				} else {
					want = append(want, strings.TrimPrefix(line, "=> "))
				}
			}
			var got []string
			for _, p := range Pieces(text, marks, part) {
				got = append(got, showPiece(p))
			}
			if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
				t.Errorf("got:\n%s\nwant:\n%s", g, w)
			}
		})
	}
}

// FuzzPieces holds that the pieces of all parts of a block, joined, are its
// text; that no piece crosses a sentence, and that no reference is lost.
func FuzzPieces(f *testing.F) {
	f.Add("a*b_c*d_e/^1{x}y^2/z")
	f.Add("^1甲。/*乙{丙}*。/{丁}。~")
	f.Add("*/^a^b/{}")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 500 || strings.Count(in, "<") > 0 || strings.HasSuffix(in, "^") || strings.Count(in, "{") != strings.Count(in, "}") {
			t.Skip()
		}
		text, all := marked(in)
		var marks []Mark // only what package check can make: in order, inside a sentence
		end := 0
		for _, m := range all {
			if m.Sentence < len(text.Sentences) && m.Span.Start >= end && !m.Span.Empty() &&
				m.Span.Start >= text.Sentences[m.Sentence].Span.Start && m.Span.End <= text.Sentences[m.Sentence].Span.End {
				marks, end = append(marks, m), m.Span.End
			}
		}
		b := text.Doc.Blocks[0]
		notes := 0
		for _, r := range b.Runs {
			if r.Note != "" {
				notes++
			}
		}
		joined := ""
		marked := map[int]string{}
		for i, s := range text.Sentences {
			part := Part{Span: s.Span, Sentences: bitext.Range{From: i, To: i + 1}, Begins: i == 0, Ends: i == len(text.Sentences)-1}
			for _, p := range Pieces(text, marks, part) {
				if p.Text != b.Text[p.Span.Start:p.Span.End] || p.Sentence != i {
					t.Fatalf("piece %+v in sentence %d", p, i)
				}
				if p.Text == "" && p.Note == "" {
					t.Fatalf("empty piece %+v", p)
				}
				if p.Note != "" {
					notes--
				}
				if p.Mark >= 0 {
					marked[p.Mark] += p.Text
				}
				joined += p.Text
			}
		}
		if len(text.Sentences) > 0 && (joined != b.Text || notes != 0) {
			t.Fatalf("joined %q of %q, references left: %d", joined, b.Text, notes)
		}
		for i, m := range marks {
			if marked[i] != b.Text[m.Span.Start:m.Span.End] {
				t.Fatalf("mark %d is %q", i, marked[i])
			}
		}
	})
}

func TestMarksMergeTheTargets(t *testing.T) {
	ed := editionOf(t, []string{"甲乙丙 丁", "a b", "가 나"}, []string{"1-1 1-1", "1-1 1-1"})
	for k := range ed.Targets {
		ed.Targets[k].Terms = make([]bitext.Term, 3)
	}
	mark := func(k int, side bitext.Side, sentence, start, end, term int) {
		ed.Targets[k].Marks = append(ed.Targets[k].Marks, bitext.TermMark{Side: side, Sentence: sentence, Span: doc.Span{Start: start, End: end}, Term: term})
	}
	mark(0, bitext.SourceSide, 0, 0, 3, 0)
	mark(0, bitext.SourceSide, 0, 3, 6, 1)
	mark(0, bitext.TargetSide, 1, 2, 3, 1)
	mark(1, bitext.SourceSide, 0, 0, 3, 2)   // the same place: both entries
	mark(1, bitext.SourceSide, 0, 3, 9, 1)   // longer than target 0's
	mark(1, bitext.SourceSide, 1, 10, 13, 9) // no such term
	got := fmt.Sprint(Marks(ed, 0), Marks(ed, 1), Marks(ed, 2))
	want := fmt.Sprint([]Mark{{0, doc.Span{Start: 0, End: 3}, []TermRef{{0, 0}, {1, 2}}}, {0, doc.Span{Start: 3, End: 9}, []TermRef{{1, 1}}}},
		[]Mark{{1, doc.Span{Start: 2, End: 3}, []TermRef{{0, 1}}}}, []Mark{})
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n := len(MarksOf(Marks(ed, 0), bitext.Range{From: 1, To: 2})); n != 0 {
		t.Errorf("%d marks in the second sentence", n)
	}
}
