package align

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// lines makes a text of one sentence a line.
func lines(tag lang.Tag, sentences ...string) *segment.Text {
	text := strings.Join(sentences, "\n")
	if text != "" {
		text += "\n"
	}
	return segment.Lines("test."+string(tag), tag, text)
}

func mustAlign(t testing.TB, source, target *segment.Text, opt Options) *bitext.Bitext {
	t.Helper()
	bt, err := Align(context.Background(), source, target, opt)
	if err != nil {
		t.Fatal(err)
	}
	return bt
}

func format(bt *bitext.Bitext) string {
	var out []string
	for _, b := range bt.Beads {
		out = append(out, FormatBead(b))
	}
	return strings.Join(out, " ")
}

var (
	zhHarbour = []string{"港口在清晨五點開放。", "漁夫們把船推進海裡，檢查漁網。", "去年他們捕到一千二百噸鯖魚。", "老陳說：「天氣越來越難預測。」", "沒有人知道明年會怎樣。"}
	enHarbour = []string{"The harbour opens at five in the morning.", "The fishermen push their boats into the sea.", "They check their nets.", "Last year they caught 1,200 tonnes of mackerel.", "“The weather is harder and harder to predict,” says Old Chen.", "Nobody knows what next year will bring."}
	koHarbour = []string{"항구는 새벽 다섯 시에 문을 연다.", "어부들은 배를 바다로 밀고 어망을 검사한다.", "작년에 그들은 고등어 1,200톤을 잡았다.", "천 씨는 “날씨를 예측하기가 점점 어렵다”고 말한다.", "내년에 어떻게 될지는 아무도 모른다."}
)

func TestAlignSmall(t *testing.T) {
	for _, c := range []struct {
		name           string
		source, target *segment.Text
		want           string
	}{
		{"a sentence is split", lines(lang.ZhHant, zhHarbour...), lines(lang.En, enHarbour...), "[0]:[0] [1]:[1, 2] [2]:[3] [3]:[4] [4]:[5]"},
		{"Korean", lines(lang.ZhHant, zhHarbour...), lines(lang.Ko, koHarbour...), "[0]:[0] [1]:[1] [2]:[2] [3]:[3] [4]:[4]"},
		{"from English to Chinese", lines(lang.En, enHarbour...), lines(lang.ZhHant, zhHarbour...), "[0]:[0] [1, 2]:[1] [3]:[2] [4]:[3] [5]:[4]"},
		{"no target", lines(lang.ZhHant, zhHarbour[:2]...), lines(lang.En), "[0]:[] [1]:[]"},
		{"no source", lines(lang.ZhHant), lines(lang.En, enHarbour[:2]...), "[]:[0] []:[1]"},
		{"nothing", lines(lang.ZhHant), lines(lang.En), ""},
	} {
		if got := format(mustAlign(t, c.source, c.target, Options{})); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestAlignScripts(t *testing.T) {
	hans := []string{"港口在清晨五点开放。", "渔夫们把船推进海里，检查渔网。", "去年他们捕到一千二百吨鲭鱼。", "老陈说：“天气越来越难预测。”", "没有人知道明年会怎样。"}
	a := format(mustAlign(t, lines(lang.ZhHant, zhHarbour...), lines(lang.En, enHarbour...), Options{}))
	b := format(mustAlign(t, lines(lang.ZhHans, hans...), lines(lang.En, enHarbour...), Options{}))
	if a != b {
		t.Errorf("Traditional %s, Simplified %s", a, b)
	}
}

func TestPins(t *testing.T) {
	source, target := lines(lang.ZhHant, zhHarbour...), lines(lang.En, enHarbour...)
	pin := func(a, b, c, d int) Pin { return Pin{bitext.Range{From: a, To: b}, bitext.Range{From: c, To: d}} }
	bt := mustAlign(t, source, target, Options{Confirmed: []Pin{pin(1, 3, 1, 4)}})
	if got := format(bt); got != "[0]:[0] [1, 2]:[1, 2, 3] [3]:[4] [4]:[5]" {
		t.Error("confirmed:", got)
	}
	if b := bt.Beads[1]; b.Origin != bitext.Confirmed || b.Confidence != 1 {
		t.Errorf("the confirmed bead is %+v", b)
	}
	bt = mustAlign(t, source, target, Options{Confirmed: []Pin{pin(0, 5, 0, 6)}})
	if got := format(bt); got != "[0, 1, 2, 3, 4]:[0, 1, 2, 3, 4, 5]" {
		t.Error("a bead of no usual shape:", got)
	}
	bt = mustAlign(t, source, target, Options{Confirmed: []Pin{pin(2, 3, 3, 3)}})
	if got := format(bt); !strings.Contains(got, "[2]:[]") {
		t.Error("a confirmed omission:", got)
	}
	bt = mustAlign(t, source, target, Options{Rejected: []Pin{pin(2, 3, 3, 4)}})
	if got := format(bt); strings.Contains(got, "[2]:[3] ") {
		t.Error("rejected:", got)
	}
	for _, bad := range [][]Pin{{pin(0, 1, 0, 9)}, {pin(0, 2, 0, 2), pin(1, 3, 2, 3)}, {pin(0, 1, 2, 3), pin(1, 2, 0, 1)}, {pin(1, 1, 1, 1)}} {
		if _, err := Align(context.Background(), source, target, Options{Confirmed: bad}); err == nil || !strings.Contains(err.Error(), "align.pins") {
			t.Errorf("pins %v: %v", bad, err)
		}
	}
}

func TestTermsSpeak(t *testing.T) {
	// Two sentences of one shape that only the termbase can tell apart.
	source := lines(lang.ZhHant, "甲乙丙丁的戊己。", "庚辛壬癸的子丑。", "甲乙丙丁的戊己庚辛。")
	target := lines(lang.En, "Zorblax qux wibble.", "Frobnitz qux wobble.")
	terms := []TermPair{{Source: []string{"庚辛壬癸"}, Target: []string{"Zorblax"}}, {Source: []string{"戊己庚辛"}, Target: []string{"Frobnitz"}}}
	bt := mustAlign(t, source, target, Options{Terms: terms})
	without := mustAlign(t, source, target, Options{})
	if format(bt) == format(without) {
		t.Error("the termbase changed nothing:", format(bt))
	}
	for _, b := range bt.Beads {
		if b.Source.From <= 1 && 1 < b.Source.To && !(b.Target.From == 0 && b.Target.To > 0) {
			t.Error("庚辛壬癸 is not beside Zorblax:", format(bt))
		}
	}
}

func TestDeterministic(t *testing.T) {
	source, target := lines(lang.ZhHant, repeat(zhHarbour, 20)...), lines(lang.En, repeat(enHarbour, 20)...)
	a := mustAlign(t, source, target, Options{})
	for range 3 {
		if b := mustAlign(t, source, target, Options{}); !reflect.DeepEqual(a.Beads, b.Beads) {
			t.Fatal("the same input gave other beads")
		}
	}
}

func repeat(s []string, n int) (out []string) {
	for range n {
		out = append(out, s...)
	}
	return out
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Align(ctx, lines(lang.ZhHant, zhHarbour...), lines(lang.En, enHarbour...), Options{}); err != context.Canceled {
		t.Error(err)
	}
}

func TestUnknownWeights(t *testing.T) {
	_, err := Align(context.Background(), lines(lang.ZhHant, "你好。"), lines(lang.En, "Hello."), Options{Weights: "../default"})
	if err == nil || !strings.Contains(err.Error(), "align.weights") {
		t.Error(err)
	}
}

// Input that no one would write must neither crash nor take forever.
func TestDegenerate(t *testing.T) {
	long := strings.Repeat("的", 100_000) + "。"
	for name, c := range map[string][2]*segment.Text{
		"one very long sentence":  {lines(lang.ZhHant, "一。", long, "二。"), lines(lang.En, "One.", strings.Repeat("of ", 50_000)+".", "Two.")},
		"all the same":            {lines(lang.ZhHant, repeat([]string{"是的，先生。"}, 1500)...), lines(lang.En, repeat([]string{"Yes, sir."}, 1400)...)},
		"fifty times longer":      {lines(lang.ZhHant, repeat(zhHarbour, 100)...), lines(lang.En, enHarbour...)},
		"punctuation alone":       {lines(lang.ZhHant, "……", "？！", "——"), lines(lang.En, "...", "?!", "--")},
		"the wrong languages":     {lines(lang.ZhHant, enHarbour...), lines(lang.En, zhHarbour...)},
		"an unknown pair":         {lines("fr", "Bonjour Paul.", "Il est 10 heures."), lines("de", "Guten Tag, Paul.", "Es ist 10 Uhr.")},
		"broken characters":       {lines(lang.ZhHant, "\xff\xfe。", "a\x00b。"), lines(lang.Ko, "\xed\xa0\x80.", "\x00.")},
		"numbers of every length": {lines(lang.ZhHant, strings.Repeat("9", 5000), strings.Repeat("九", 5000)), lines(lang.En, strings.Repeat("9", 5000), strings.Repeat("1,", 5000))},
	} {
		bt := mustAlign(t, c[0], c[1], Options{})
		if len(bt.Beads) == 0 {
			t.Error(name, "has no bead")
		}
	}
}

func FuzzAlign(f *testing.F) {
	f.Add(strings.Join(zhHarbour, "\n"), strings.Join(enHarbour, "\n"), byte(0))
	f.Add(strings.Join(zhHarbour, "\n"), strings.Join(koHarbour, "\n"), byte(1))
	f.Add("「。」\n三十二\n", "'\"'\n32\n\n", byte(2))
	f.Add("", "x", byte(3))
	f.Add("0", "2"+strings.Repeat("\x8e", 200), byte(2)) // no UTF-8
	f.Fuzz(func(t *testing.T, a, b string, pick byte) {
		if len(a) > 4000 || len(b) > 4000 {
			return
		}
		tags := []lang.Tag{lang.En, lang.Ko, lang.ZhHans, "fr"}
		source, target := segment.Lines("a", lang.ZhHant, a), segment.Lines("b", tags[pick%4], b)
		var opt Options
		if n, m := len(source.Sentences), len(target.Sentences); pick > 128 && n > 1 && m > 1 {
			opt.Confirmed = []Pin{{bitext.Range{From: n / 2, To: n/2 + 1}, bitext.Range{From: m / 2, To: m/2 + 1}}}
		}
		bt, err := Align(context.Background(), source, target, opt) // bitext.New checks the invariant
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range opt.Confirmed {
			kept := false
			for _, x := range bt.Beads {
				kept = kept || x.Source == p.Source && x.Target == p.Target && x.Origin == bitext.Confirmed
			}
			if !kept {
				t.Fatal("a confirmed bead was lost")
			}
		}
	})
}
