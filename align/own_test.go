package align

import (
	"context"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// What one bead alone teaches speaks for its words everywhere but in that bead;
// what two beads teach speaks in both, on the word of the other.
func TestOwn(t *testing.T) {
	does := [][2]string{{"他在港口看書。", "He read a book at the harbour."}, {"她買了三個蘋果。", "She bought three apples."}, {"母親昨天很生氣。", "Mother was very angry yesterday."},
		{"我們等了一小時的火車。", "We waited an hour for the train."}, {"弟弟把門關上。", "My little brother closed the door."}}
	var zh, en []string
	for k := range 30 {
		zh, en = append(zh, does[k%len(does)][0]), append(en, does[k%len(does)][1])
	}
	// 嗄 stands in one bead, 鼐 in two, each beside the same made-up word.
	zh[5], en[5] = "他在嗄港口看書。", "He read a book at the zorp harbour."
	zh[11], en[11] = "她買了三個鼐蘋果。", "She bought three quorl apples."
	zh[20], en[20] = "他在鼐港口看書。", "He read a book at the quorl harbour."
	source, target := lines(lang.ZhHant, zh...), lines(lang.En, en...)
	p := newProblem(source, target, &Options{})
	w, err := p.opt.weights(lang.ZhHant, lang.En)
	if err != nil {
		t.Fatal(err)
	}
	f, err := p.search(context.Background(), w)
	if err != nil {
		t.Fatal(err)
	}
	p.learnFrom(f)
	m := f.scorer.matcher
	// r gives the ratio of a pair of words as sentence i is shown it.
	r := func(i int, z, e string) float32 {
		form, other := p.source.vocab[z], p.target.vocab[e]
		own := m.tr.own.of(i, form)
		for _, h := range m.tr.hits[form] {
			if h, own = less(h, own); h.form == other {
				return h.r
			}
		}
		return 0
	}
	if away, own := r(0, "嗄", "zorp"), r(5, "嗄", "zorp"); away < 2 || own > 1 {
		t.Errorf("one bead: %.2f elsewhere, %.2f in the bead", away, own)
	}
	if a, b, away := r(11, "鼐", "quorl"), r(20, "鼐", "quorl"), r(0, "鼐", "quorl"); a < 2 || b < 2 || away <= a || away <= b {
		t.Errorf("two beads: %.2f and %.2f in them, %.2f elsewhere", a, b, away)
	}
}

// Words near the diagonal of a bead win where nothing else tells them apart.
func TestDiagonal(t *testing.T) {
	co := newCounts()
	for _, w := range []string{"甲", "乙"} {
		co.source.of(w)
	}
	for _, w := range []string{"first", "last"} {
		co.target.of(w)
	}
	co.known = make([][]knownPair, 2)
	for range 4 {
		co.beads = append(co.beads, sureBead{z: []int32{0, 1}, e: []int32{0, 1}, atZ: []float32{0.1, 0.9}, atE: []float32{0.1, 0.9}, weight: 1})
	}
	lex := co.keep(co.train(), fromOthers)
	for z, want := range map[string]string{"甲": "first", "乙": "last"} {
		if list := lex.pairs[z]; len(list) != 1 || list[0].target != want {
			t.Errorf("%s: %v, want %s alone", z, list, want)
		}
	}
}

// A strong prior keeps weights where they are.
func TestPrior(t *testing.T) {
	set, _, err := ReadSet("testdata/gold-prose", lang.En)
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := NamedWeights("")
	if err != nil {
		t.Fatal(err)
	}
	prior := shipped.For(lang.ZhHant, lang.En)
	move := func(l2 float64) (sum float64) {
		r, err := Train(context.Background(), set[:2], TrainOptions{Rounds: 60, Folds: 1, L2: l2, Prior: prior})
		if err != nil {
			t.Fatal(err)
		}
		for f := range prior.w {
			d := r.Weights.w[f] - prior.w[f]
			sum += d * d
		}
		return sum
	}
	if loose, tied := move(0.5), move(200); tied > 0.05 || loose < 10*tied {
		t.Errorf("weights moved by %.3f (loose) and %.3f (tied)", loose, tied)
	}
}
