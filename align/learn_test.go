package align

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// A made-up word that stands for another made-up word in every sentence must
// be learned, written, read back and used.
func TestLearn(t *testing.T) {
	var zh, en []string
	does := [][2]string{{"在港口看書", "read a book at the harbour"}, {"買了三個蘋果", "bought three apples"}, {"昨天很生氣", "was very angry yesterday"},
		{"等了一小時的火車", "waited an hour for the train"}, {"給母親寫信", "wrote a letter to his mother"}, {"把門關上", "closed the door"}}
	for k := range 12 {
		d := does[k%len(does)]
		zh = append(zh, "巴羅塔"+d[0]+"。", fmt.Sprintf("他在%d號桌吃飯。", k+30))
		en = append(en, "Zinnerfeld "+d[1]+".", fmt.Sprintf("He ate at table %d.", k+30))
	}
	source, target := lines(lang.ZhHant, zh...), lines(lang.En, en...)
	lex, err := Learn(context.Background(), []Pair{{source, target}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var first bytes.Buffer
	if _, err := lex.WriteTo(&first); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(first.String(), "zinnerfeld") {
		t.Errorf("the name was not learned:\n%s", first.String())
	}
	again, err := ReadLexicon("project.lex", bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	var second bytes.Buffer
	again.WriteTo(&second)
	if first.String() != second.String() {
		t.Error("what was written is not what was read")
	}
	if again.Len() != lex.Len() && again.Len() == 0 {
		t.Error("pairs were lost")
	}
}

// Learning twice gives the same bytes.
func TestLearnSame(t *testing.T) {
	ex := longText(t, lang.Ko, 300)
	var out [2]bytes.Buffer
	for k := range out {
		lex, err := Learn(context.Background(), []Pair{{ex.Source, ex.Target}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		lex.WriteTo(&out[k])
	}
	if !bytes.Equal(out[0].Bytes(), out[1].Bytes()) {
		t.Error("two runs differ")
	}
}

func TestReadLexiconFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "align.lexicon-kind",
		"something else":              "align.lexicon-kind",
		lexiconHead + "\n港口":          "p:2: align.lexicon-line",
		lexiconHead + "\n港口\tharbour": "p:2: align.lexicon-line",
		lexiconHead + "\n# x\n港口\tharbour 101": "p:3: align.lexicon-line",
	} {
		if _, err := ReadLexicon("p", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzReadLexicon(f *testing.F) {
	f.Add(lexiconHead + "\n港口\tharbour 40\tport 12\n")
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ReadLexicon("p", strings.NewReader(s))
		if err != nil {
			return
		}
		var b bytes.Buffer
		l.WriteTo(&b)
		if _, err := ReadLexicon("p", &b); err != nil {
			t.Fatal(err)
		}
	})
}

// Training on some texts must do well on others, and its file must come back
// as it was.
func TestTrain(t *testing.T) {
	set, _, err := ReadSet(filepath.Join("testdata", "gold-prose"), lang.En)
	if err != nil {
		t.Fatal(err)
	}
	set = set[:min(len(set), 6)]
	r, err := Train(context.Background(), set, TrainOptions{Rounds: 40, Folds: 3})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("six texts, held out: %s", show(&r.Held))
	if f := r.Held.Strict().F1; f < 0.9 {
		t.Errorf("held-out strict F1 %.3f", f)
	}
	ws := &WeightSet{Notes: []string{"a test"}, Pairs: map[string]*Weights{"en": r.Weights}}
	var b bytes.Buffer
	ws.WriteTo(&b)
	text := b.String()
	back, err := ReadWeights("w", &b)
	if err != nil {
		t.Fatal(err)
	}
	var c bytes.Buffer
	back.WriteTo(&c)
	if c.String() != text {
		t.Error("the weights file changed on its way")
	}
	if _, err := Align(context.Background(), set[0].Source, set[0].Target, Options{Trained: back}); err != nil {
		t.Error(err)
	}
	if _, err := Align(context.Background(), lines("fr", "Bonjour."), lines("de", "Guten Tag."), Options{Trained: back}); err != nil {
		t.Error("a pair that the trained set does not know:", err)
	}
	if _, err := Train(context.Background(), nil, TrainOptions{}); err == nil || !strings.Contains(err.Error(), "align.train-gold") {
		t.Error(err)
	}
}

func TestReadWeightsFaults(t *testing.T) {
	for _, bad := range []string{"fwd 1", "[en]\nfwd", "[en]\nfwd x", "[en]\nnothing 1", "[en]\ncalibrate 0.5 2", "[en]\ncalibrate 0.5 0.5\ncalibrate 0.4 0.5", "[en]\nfwd NaN"} {
		if _, err := ReadWeights("w", strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "align.weights-line") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// The same gold in other dress must still be gold: nothing falls out of the
// partition.
func TestAugment(t *testing.T) {
	set, _, err := ReadSet(filepath.Join("testdata", "gold-prose"), lang.En)
	if err != nil {
		t.Fatal(err)
	}
	for k, ex := range set {
		g := gapped(ex, uint64(k+1), 80, 80)
		n, m := 0, 0
		for _, b := range g.Gold {
			n, m = n+len(b.Source), m+len(b.Target)
		}
		if n != len(g.Source.Sentences) || m != len(g.Target.Sentences) {
			t.Errorf("%s: gold has %d and %d sentences of %d and %d", ex.Name, n, m, len(g.Source.Sentences), len(g.Target.Sentences))
		}
		if q := quoted(ex, 'n'); len(q.Target.Sentences) != len(ex.Target.Sentences) {
			t.Errorf("%s without quotation marks has %d sentences of %d", ex.Name, len(q.Target.Sentences), len(ex.Target.Sentences))
		}
	}
}

// fakeVectors embeds a sentence as what the test says it means.
type fakeVectors map[string][]float32

func (f fakeVectors) Embed(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for k, t := range texts {
		v := []float32{0.1, 0.1, 0.1}
		for word, x := range f {
			if strings.Contains(t, word) {
				for q := range v {
					v[q] += x[q]
				}
			}
		}
		out[k] = v
	}
	return out, nil
}

// Two sentences that no word tells apart: the second opinion does.
func TestSecondOpinion(t *testing.T) {
	source := lines(lang.ZhHant, "蓋路巴說了很多話。", "米諾卡也說了很多話。", "托希拉說了很多話。")
	target := lines(lang.En, "Wibble said many things that day.", "Zorp said many things that day.")
	pairing := func(v fakeVectors) string {
		return format(mustAlign(t, source, target, Options{Embedder: v}))
	}
	first := pairing(fakeVectors{"蓋": {9, 0, 0}, "Wibble": {9, 0, 0}, "托": {0, 9, 0}, "Zorp": {0, 9, 0}, "米": {0, 0, 9}})
	second := pairing(fakeVectors{"蓋": {9, 0, 0}, "Wibble": {9, 0, 0}, "米": {0, 9, 0}, "Zorp": {0, 9, 0}, "托": {0, 0, 9}})
	if first == second {
		t.Error("the vectors changed nothing:", first)
	}
}

func TestExplain(t *testing.T) {
	source, target := lines(lang.ZhHant, zhHarbour...), lines(lang.En, enHarbour...)
	bt := mustAlign(t, source, target, Options{})
	x, err := Explain(context.Background(), bt, Options{}, []int{2, 99})
	if err != nil || len(x) != 1 {
		t.Fatal(x, err)
	}
	var number, word bool
	for _, r := range x[0].Words {
		number = number || r.Kind == "number" && r.Source == "一千二百"
		word = word || r.Kind == "word" && strings.HasPrefix(r.Target, "mackerel")
	}
	if !number || !word || len(x[0].Marks) == 0 {
		t.Errorf("the number or the word is missing: %+v", x[0])
	}
}
