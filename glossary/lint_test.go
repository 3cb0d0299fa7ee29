package glossary

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestLint: every kind of doubt, at its line, and nothing about a good table.
func TestLint(t *testing.T) {
	for _, c := range []struct {
		name, table string
		want        []string // code and line
	}{
		{"good", "zh-Hant,en,en-forbidden,ko\n高峰會,summit,top meeting,정상회의\n外交,diplomacy,,외교\n", nil},
		{"the same twice", "zh-Hant,en\n外交,diplomacy\n貿易,trade\n外交,diplomacy\n", []string{"glossary-duplicate 4"}},
		{"in either script", "zh-Hant,zh-Hans,en\n貿易,,trade\n,贸易,commerce\n", []string{"glossary-conflict 3"}},
		{"a term within a Korean compound", "zh-Hant,ko\n慶州,경주\n慶州博物館,국립경주박물관\n", nil},
		{"a term within", "zh-Hant,en\n總統,president\n總統府,Blue House\n副總統,vice president\n", []string{"glossary-contained 3"}},
		{"allowed and forbidden", "zh-Hant,en,en-forbidden\n主席,chairman,Chairman\n", []string{"glossary-contradiction 2"}},
		{"forbidden within allowed", "zh-Hant,en,en-forbidden\n韓國,South Korea,Korea\n", []string{"glossary-inside 2"}},
		{"ambiguous fold", "zh-Hans,en\n头发,hair\n", []string{"glossary-fold 2"}},
		{"half a row", "zh-Hant,en\n外交,\n,trade\n", []string{"glossary-incomplete 2", "glossary-incomplete 3"}},
		{"no Chinese at all", "en,ko\ntrade,무역\nfishery,어업\n", []string{"glossary-no-source 1"}},
		{"a misspelt column", "zh-Hant,en,en-forbiden,source\n外交,diplomacy,,x\n", []string{"glossary-column 1"}},
		{"a formula", "zh-Hant,en,note\n外交,diplomacy,=1+1\n溫度,temperature,-5\n", []string{"glossary-formula 2"}},
	} {
		g, err := Parse("g.csv", []byte(c.table))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range Lint(g) {
			got = append(got, fmt.Sprintf("%s %d", f.Code, f.Source.Position().Line))
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != strings.Join(c.want, ", ") {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestUnused(t *testing.T) {
	g, err := Parse("g.csv", []byte("zh-Hant,ko\n外交,외교\n貿易,무역\n漁業,어업\n"))
	if err != nil {
		t.Fatal(err)
	}
	found := Unused(g, map[lang.Tag][]string{lang.ZhHans: {"贸易增长"}, lang.Ko: {"외교적 노력"}})
	if len(found) != 1 || found[0].Term != "漁業" {
		t.Errorf("%+v", found)
	}
}
