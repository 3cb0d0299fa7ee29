package glossary

import (
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestAgree: the form of a particle by the sound before it.
func TestAgree(t *testing.T) {
	for _, c := range []struct{ noun, particle, want string }{
		{"이재명", "는", "은"}, {"사드", "은", "는"}, {"사드", "을", "를"}, {"정상회담", "가", "이"}, {"경주", "이", "가"},
		{"서울", "으로", "로"}, {"경주", "으로", "로"}, {"미국", "로", "으로"}, {"미국", "로부터", "으로부터"}, {"서울", "와", "과"},
		{"APEC", "는", "은"}, {"THAAD", "은", "는"}, {"FTA", "을", "를"}, {"IBM", "는", "은"}, {"G20", "는", "은"}, {"5", "은", "는"},
		{"사드", "에서", "에서"}, {"미국", "라고", "이라고"}, {"사드", "이라는", "라는"}, {"Google", "는", "는"},
	} {
		if got := Agree(c.noun, c.particle); got != c.want {
			t.Errorf("%s + %s: %s, want %s", c.noun, c.particle, got, c.want)
		}
	}
}

// TestReplacement: the preferred form in the inflection, with the article and
// the particle of the form that it replaces.
func TestReplacement(t *testing.T) {
	g, err := Parse("g.csv", []byte("zh-Hant,en,en-forbidden,ko,ko-forbidden,part-of-speech\n"+
		"移民,migrant,alien,이주민,이방인,noun\n李在明,Lee Jae-myung,Li Zaiming,이재명,리자이밍|이자이,\n薩德,THAAD,Sade,사드,싸드시스템,\n"+
		"國家元首,head of state,ruler,,,noun\n無核化,denuclearise,disarm,,,verb\n天燈,sky lantern,Kongming lantern,,,\n優惠,benefit,advantage,,,\n特使,envoy,ambassador,,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		tag        lang.Tag
		text, want string
	}{
		{lang.En, "An alien and two aliens. Aliens!", "A migrant and two migrants. Migrants!"},
		{lang.En, "ALIENS HELD", "MIGRANTS HELD"},
		{lang.En, "He met Li Zaiming's wife.", "He met Lee Jae-myung's wife."},
		{lang.En, "a Sade radar", "a THAAD radar"},
		{lang.En, "the town's Kongming lanterns. Kongming lanterns", "the town's sky lanterns. Sky lanterns"},
		{lang.En, "Fires\n\n“Kongming lanterns of a\nKongming lantern”", "Fires\n\n“Sky lanterns of a\nsky lantern”"},
		{lang.En, "a KONGMING LANTERN", "a SKY LANTERN"},
		{lang.En, "two rulers, a ruler", "two heads of state, a head of state"},
		{lang.En, "they disarmed while disarming", "they denuclearised while denuclearising"},
		{lang.En, "an advantage; an ambassador", "a benefit; an envoy"},
		{lang.Ko, "리자이밍은 이자이가 이자이(李在明)는", "이재명은 이재명이 이재명(李在明)은"},
		{lang.Ko, "싸드시스템을 싸드시스템으로 싸드시스템이라는", "사드를 사드로 사드라는"},
		{lang.Ko, "이방인에게", "이주민에게"},
	} {
		text := c.text
		hits := g.Find(c.tag, text)
		for i := len(hits) - 1; i >= 0; i-- {
			if span, with, ok := g.Replacement(c.tag, text, hits[i]); ok {
				text = text[:span.Start] + with + text[span.End:]
			}
		}
		if text != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.text, text, c.want)
		}
	}
}
