package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// TestTermbases: several termbases are joined, a concept that is bound to a
// client holds for that client's articles only, and a fault of a termbase is
// said once however many articles use it.
func TestTermbases(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.zh-Hant.md": "---\ntitle: 港口\nclient: port\n---\n\n漁船停在港口。\n",
		"a.en.md":      "---\ntitle: The Harbour\n---\n\nThe boats lie in the haven.\n",
		"b.zh-Hant.md": "---\ntitle: 港口\n---\n\n漁船停在港口。\n",
		"b.en.md":      "---\ntitle: The Harbour\n---\n\nThe boats lie in the haven.\n",
		"house.csv":    "zh-Hant,en,colour\n漁船,boat,\n",
		"client.csv":   "zh-Hant,en,en-forbidden,client\n港口,harbour,haven,port\n港口,harbour,harbour,\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	articles, err := Discover(dir, "", Selection{Glossaries: []string{filepath.Join(dir, "house.csv"), filepath.Join(dir, "client.csv")}})
	if err != nil {
		t.Fatal(err)
	}
	var results []Result
	for _, a := range articles {
		r := Build(context.Background(), a, BuildOptions{Formats: []Format{}, DryRun: true})
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		forbidden := 0
		for _, f := range r.Findings {
			if f.Code == "term-forbidden" && f.Args["Found"] == "haven" {
				forbidden++
			}
		}
		if want := map[string]int{"a": 1, "b": 0}[a.Name]; forbidden != want {
			t.Errorf("article %s: %d forbidden terms, want %d", a.Name, forbidden, want)
		}
		results = append(results, r)
	}
	contradictions := 0
	for _, f := range Termbases(results) {
		if f.Code == "glossary-contradiction" {
			contradictions++
		}
	}
	if contradictions != 1 {
		t.Errorf("%d contradictions said, want 1", contradictions)
	}
}

// TestSlice: an article sees the concepts that occur in one of its texts, those
// inside longer words and forbidden forms included, in the termbase's order, and
// those of other clients and articles not.
func TestSlice(t *testing.T) {
	g, err := glossary.Parse("t.csv", []byte("id,zh-Hant,en,en-forbidden,ko,client,article\n"+
		"a,燈塔,lighthouse,,등대,,\nb,渡船,ferry,wherry,나룻배,,\nc,石灰窯,lime kiln,,석회 가마,,\nd,港口,port,,항구,acme,\ne,港口,harbour,,항구,,other\nf,海,sea,,바다,,\ng,霧,fog,,안개,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	text := func(path, body string) *segment.Text {
		d, err := read.Bytes(path, []byte(body), read.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return segment.Document(d)
	}
	zh := text("x.zh-Hant.md", "---\nclient: acme\n---\n燈塔旁邊是港口。\n")
	en := text("x.en.md", "The wherry lies by the tower. Nobody sees it in the fog.\n")
	for _, c := range []struct{ client, article, want string }{{"", "x", "a b g"}, {"acme", "x", "a b d g"}, {"", "other", "a b e g"}} {
		var ids []string
		for _, x := range Slice(g, Scope{Client: c.client, Article: c.article}, zh, en).Concepts {
			ids = append(ids, x.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("client %q, article %q: %s, want %s", c.client, c.article, got, c.want)
		}
	}
	if s := ScopeOf("x", zh); s.Client != "acme" {
		t.Errorf("%+v", s)
	}
}

// TestLayoutKinds: the editions of several translations, as the configuration asks.
func TestLayoutKinds(t *testing.T) {
	for _, c := range []struct {
		n     int
		kinds []string
		want  string
	}{{0, nil, "[]"}, {1, []string{"all"}, "[[0]]"}, {2, nil, "[[0] [1] [0 1]]"}, {2, []string{"each"}, "[[0] [1]]"}, {3, []string{"all"}, "[[0 1 2]]"}} {
		if got := fmt.Sprint(Layouts(c.n, c.kinds...)); got != c.want {
			t.Errorf("%d %v: %s, want %s", c.n, c.kinds, got, c.want)
		}
	}
}

// TestSummary: front matter first, then the first paragraph, cut between words.
func TestSummary(t *testing.T) {
	for _, c := range []struct{ path, text, summary, tags string }{
		{"a.en.md", "---\nsummary: In short.\ntags: [sea, 'fog', sea]\n---\n# T\n\nLong text.\n", "In short.", "[sea fog]"},
		{"a.zh-Hant.md", "---\nkeywords: 海、霧\n---\n# 題\n\n海上有霧。\n", "海上有霧。", "[海 霧]"},
		{"a.en.md", "# T\n\n" + strings.Repeat("word ", 60) + "\n", strings.TrimSpace(strings.Repeat("word ", 40)) + "…", "[]"},
		{"a.en.md", "# T\n\n⟦saaaaaaa⟧\n\nSecond.\n", "Second.", "[]"},
	} {
		d, err := read.Bytes(c.path, []byte(c.text), read.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got, tags := Summary(d), fmt.Sprint(Tags(d)); got != c.summary || tags != c.tags {
			t.Errorf("%q: %q %s", c.text, got, tags)
		}
	}
}
