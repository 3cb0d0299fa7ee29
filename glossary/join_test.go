package glossary

import (
	"fmt"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestJoin: a later termbase stands before an earlier one, ids stay unique.
func TestJoin(t *testing.T) {
	house := parsed(t, "zh-Hant,en\n貿易,trade\n主席,president\n主席,chair\n")
	client := parsed(t, "zh-Hans,en\n贸易,commerce\n农业,farming\n")
	g := Join(house, client)
	var got []string
	ids := map[string]bool{}
	for _, c := range g.Concepts {
		en, _ := c.First(lang.En, Preferred)
		got = append(got, en.Text)
		ids[c.ID] = true
	}
	if s := strings.Join(got, " "); s != "commerce president chair farming" || len(ids) != 4 {
		t.Errorf("%s with %d ids", s, len(ids))
	}
	if hits := g.Find(lang.ZhHant, "農業與貿易"); len(hits) != 2 {
		t.Errorf("%+v", hits)
	}
	if len(house.Concepts) != 3 {
		t.Error("Join changed its argument")
	}
}

func TestWithin(t *testing.T) {
	g := parsed(t, "zh-Hant,en,client,domain,article\n甲,a,,,\n乙,b,X,,\n丙,c,,law,\n丁,d,,,spring\n")
	for scope, want := range map[[3]string]int{{"", "", ""}: 2, {"X", "", ""}: 3, {"Y", "law", "spring"}: 3, {"X", "trade", "spring"}: 3, {"X", "law", "spring"}: 4} {
		if got := len(g.Within(scope[0], scope[1], scope[2]).Concepts); got != want {
			t.Errorf("%v: %d concepts, want %d", scope, got, want)
		}
	}
}

// BenchmarkCompile makes the matchers of ten thousand terms.
func BenchmarkCompile(b *testing.B) {
	var table strings.Builder
	table.WriteString("zh-Hant,en,ko\n")
	for i := 0; i < 10_000; i++ {
		fmt.Fprintf(&table, "%c%c%c%c,term %d %c%c,용어%d\n", 0x4E00+i%15000, 0x4F00+i*7%15000, 0x5E00+i*3%10000, 0x6000+i%3000, i, 'a'+i%26, 'a'+i/26%26, i)
	}
	for range b.N {
		g, err := Parse("g.csv", []byte(table.String()))
		if err != nil {
			b.Fatal(err)
		}
		for _, tag := range []lang.Tag{lang.ZhHant, lang.En, lang.Ko} {
			g.Find(tag, "x")
		}
		g.Pairs(lang.ZhHant, lang.En)
	}
}
