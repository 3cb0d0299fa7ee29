package align

import (
	"testing"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

func codes(f []finding.Finding) (out []finding.Code) {
	for _, x := range f {
		out = append(out, x.Code)
	}
	return out
}

func has(f []finding.Finding, code finding.Code) bool {
	for _, c := range codes(f) {
		if c == code {
			return true
		}
	}
	return false
}

func TestInspect(t *testing.T) {
	zh, en := lines(lang.ZhHant, repeat(zhHarbour, 30)...), lines(lang.En, repeat(enHarbour, 30)...)
	swappedZh, swappedEn := lines(lang.ZhHant, enHarbour...), lines(lang.En, zhHarbour...)
	if f := Inspect(zh, en); len(f) != 0 {
		t.Error("a good pair:", codes(f))
	}
	if f := Inspect(swappedZh, swappedEn); !has(f, CodeSwapped) {
		t.Error("swapped files:", codes(f))
	}
	if f := Inspect(zh, lines(lang.En)); !has(f, CodeEmptySide) {
		t.Error("an empty side:", codes(f))
	}
	if f := Inspect(zh, lines(lang.En, enHarbour...)); !has(f, CodeFarLonger) {
		t.Error("far longer:", codes(f))
	}
	if f := Inspect(zh, lines("fr", "Le port ouvre à cinq heures du matin.")); !has(f, CodeNoLexicon) {
		t.Error("no lexicon:", codes(f))
	}
}

func TestMoved(t *testing.T) {
	zh := []string{"圖書館星期一關門。", "孩子們在河邊放風箏，風很大，線斷了兩次。", "市長昨天宣布新的預算。", "老師帶來一籃蘋果和三本舊地圖。", "下雨的時候，屋頂會漏水。", "我們決定明年春天再來。"}
	en := []string{"The library is closed on Mondays.", "The mayor announced a new budget yesterday.", "The teacher brought a basket of apples and three old maps.", "When it rains, the roof leaks.", "We decided to come again next spring.", "The children flew kites by the river; the wind was strong and the string broke twice."}
	bt := mustAlign(t, lines(lang.ZhHant, zh...), lines(lang.En, en...), Options{})
	f := Moved(bt)
	if len(f) != 1 || f[0].Source.Sentence.Index != 1 || f[0].Target.Sentence.Index != 5 {
		t.Errorf("%s: %+v", format(bt), f)
	}
	same := mustAlign(t, lines(lang.ZhHant, zh...), lines(lang.En, en[:5]...), Options{})
	if f := Moved(same); len(f) != 0 {
		t.Errorf("a sentence that is left out has not moved: %+v", f)
	}
}

func TestDoubt(t *testing.T) {
	good := mustAlign(t, lines(lang.ZhHant, repeat(zhHarbour, 6)...), lines(lang.En, repeat(enHarbour, 6)...), Options{})
	if f := Doubt(good); len(f) != 0 {
		t.Errorf("a translation is doubted: %+v", f)
	}
	var other []string
	for _, s := range []string{"Quarterly dividends were suspended.", "Enzymes catalyse reactions.", "Violins are tuned in fifths.", "Photons carry momentum.", "A goalkeeper wears gloves.", "Inflation erodes savings.", "Basalt cools into columns.", "The verb agrees with its subject."} {
		other = append(other, s)
	}
	bad := mustAlign(t, lines(lang.ZhHant, repeat(zhHarbour, 6)...), lines(lang.En, repeat(other, 4)...), Options{})
	if f := Doubt(bad); !has(f, CodeUnrelated) {
		t.Errorf("unrelated texts are not doubted: %s", format(bad))
	}
}
