package site

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/publish"
)

// example is a project of n articles in English and Korean, with names, tags
// and titles that want escaping, articles without a date, one draft, and one
// without a Korean translation.
func example(n int) []*publish.Facts {
	var out []*publish.Facts
	for i := range n {
		name := fmt.Sprintf("port-%03d", i)
		if i == 1 {
			name = "a b#c?"
		}
		f := &publish.Facts{Name: name, Path: "texts/" + name + ".zh-Hant.md", Under: "texts"}
		date := fmt.Sprintf("%d-%02d-%02d", 2020+i%5, 1+i%12, 1+i%28)
		if i == 2 {
			date = ""
		}
		zh := publish.Text{Lang: lang.ZhHant, Title: fmt.Sprintf("港口的第 %d 夜", i), Date: date, Author: "對照", Tags: []string{"海 & 船", "<港口>"}, Summary: "漁船回來了。", Sentences: 3}
		en := publish.Text{Lang: lang.En, Title: fmt.Sprintf("Harbour night %d <i>", i), Tags: []string{"Sea & Ships", "C++"}, Summary: "The boats are back.", Sentences: 3}
		ko := publish.Text{Lang: lang.Ko, Title: fmt.Sprintf("항구의 밤 %d", i), Summary: "배가 돌아왔다.", Sentences: 3}
		f.Texts = []publish.Text{zh, en, ko}
		f.Editions = []publish.Edition{edition(f, lang.En), edition(f, lang.Ko), edition(f, lang.En, lang.Ko)}
		switch i {
		case 5:
			f.Texts[1].Title = name // no title yet
		case 3:
			f.Texts[1].Draft, f.Editions[0].Draft, f.Editions[2].Draft = 2, 2, 2
		case 4:
			f.Texts, f.Editions = f.Texts[:2], f.Editions[:1]
		}
		f.Body = &publish.Body{
			Sentences: [][]publish.Sentence{
				{{ID: "sa", Text: "十二月，漁船結了冰。"}, {ID: "sb", Text: fmt.Sprintf("燈塔第 %d 次亮起。", i)}, {ID: "sc", Text: "沒有人說話。"}},
				{{ID: "ta", Text: "In December the fishing boats froze."}, {ID: "tb", Text: fmt.Sprintf("The lighthouse was lit for time number %d.", i)}, {ID: "tc", Text: "Nobody spoke."}},
				{{ID: "ka", Text: "12월에 어선이 얼어붙었다."}, {ID: "kb", Text: fmt.Sprintf("등대가 %d번째로 켜졌다.", i)}, {ID: "kc", Text: "아무도 말하지 않았다."}},
			}[:len(f.Texts)],
			Terms: []publish.TermUse{
				{Text: 1, Concept: "boat", Source: "漁船", Target: "fishing boat", Note: "not “trawler”", In: []int{0}, Out: []int{0}},
				{Text: 1, Concept: "light", Source: "燈塔", Target: "lighthouse", Also: []string{"beacon"}, In: []int{1}},
			},
		}
		if i == 3 {
			f.Body.Sentences[1][1].Text = doc.EmptyPlace("sb")
		}
		if len(f.Texts) > 2 {
			f.Body.Terms = append(f.Body.Terms, publish.TermUse{Text: 2, Concept: "boat", Source: "漁船", Target: "어선", In: []int{0}})
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b *publish.Facts) int { return strings.Compare(a.Path, b.Path) })
	return out
}

func edition(f *publish.Facts, targets ...lang.Tag) publish.Edition {
	e := publish.Edition{Name: f.Name + ".zh-Hant", Langs: append([]lang.Tag{lang.ZhHant}, targets...)}
	for _, t := range targets {
		e.Name += "." + string(t)
	}
	for _, format := range []string{"html", "pdf"} {
		e.Outputs = append(e.Outputs, publish.Output{Path: f.Under + "/" + e.Name + "." + format, Format: format, Size: 123_456})
	}
	return e
}

var options = Options{Title: "Harbour & <Tide>", URL: "https://example.org/zh/", Description: "Nights at the port.", Author: "The harbour"}

// made makes the site of facts into a folder, with a small page in place of
// each edition.
func made(t testing.TB, facts []*publish.Facts, opt Options) (dir string, files map[string]string) {
	t.Helper()
	dir, files = t.TempDir(), map[string]string{}
	put := func(name string, data []byte) error {
		if !filepath.IsLocal(filepath.FromSlash(name)) || path.Clean(name) != name {
			return fmt.Errorf("no path below the site: %q", name)
		}
		if _, twice := files[name]; twice {
			return fmt.Errorf("written twice: %s", name)
		}
		files[name] = string(data)
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o644)
	}
	for _, f := range facts {
		for _, e := range f.Editions {
			for _, o := range e.Outputs {
				page := "<!DOCTYPE html><html lang=en><title>x</title><link rel=icon href=data:,>"
				for _, s := range f.Body.Sentences[0] {
					page += "<p id=" + s.ID + ">" + s.Text
				}
				if err := put(o.Path, []byte(page)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	editions := len(files)
	known := func(name string, data []byte) error {
		if !pipeline.Own(name, data) {
			return fmt.Errorf("%s is not known as an output: %.100s", name, data)
		}
		return put(name, data)
	}
	if err := Last(opt).Run(context.Background(), over(facts), known); err != nil || len(files) == editions {
		t.Fatal(err)
	}
	return dir, files
}

func over(facts []*publish.Facts) publish.All {
	return func(yield func(*publish.Facts, error) bool) {
		for _, f := range facts {
			if !yield(f, nil) {
				return
			}
		}
	}
}

// TestLinks: every address in every page leads to a file that is there, and to
// an element of it where it names one.
func TestLinks(t *testing.T) {
	_, files := made(t, example(70), options)
	pages := 0
	for name, text := range files {
		if !strings.HasSuffix(name, ".html") || strings.HasPrefix(name, "texts/") {
			continue
		}
		pages++
		for _, href := range addresses(t, text) {
			u, err := url.Parse(href)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if u.Scheme == "data" {
				continue
			}
			if rest, ok := strings.CutPrefix(href, options.URL); ok { // canonical and the like
				if u, err = url.Parse(rest); err != nil {
					t.Fatal(err)
				}
				if _, ok := files[u.Path]; !ok {
					t.Errorf("%s: nothing at %s", name, href)
				}
				continue
			}
			if u.IsAbs() || strings.HasPrefix(href, "/") {
				t.Errorf("%s: %s leads out of the site", name, href)
				continue
			}
			to := path.Join(path.Dir(name), u.Path)
			if u.Path == "" {
				to = name
			}
			target, ok := files[to]
			if !ok {
				t.Errorf("%s: nothing at %s (%s)", name, href, to)
			}
			if u.Fragment != "" && !strings.Contains(target, "id="+u.Fragment) && !strings.Contains(target, `id="`+u.Fragment+`"`) {
				t.Errorf("%s: %s has no %s", name, to, u.Fragment)
			}
		}
	}
	if pages < 15 {
		t.Errorf("only %d pages", pages)
	}
}

func addresses(t *testing.T, text string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "href" || a.Key == "src" {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

// TestLists: newest first, every article on its year's page, drafts marked and
// kept out of feed and sitemap.
func TestLists(t *testing.T) {
	_, files := made(t, example(70), options)
	front := files["en/index.html"]
	if got := strings.Count(front, "<h3>"); got != 50 {
		t.Errorf("the first page lists %d articles", got)
	}
	if i, j := strings.Index(front, "December 2024"), strings.Index(front, "May 2024"); i < 0 || j < i {
		t.Errorf("the months are not newest first: %d %d", i, j)
	}
	years := 0
	for _, y := range []string{"2020", "2021", "2022", "2023", "2024", "undated"} {
		years += strings.Count(files["en/"+y+".html"], "<h3>")
	}
	if years != 70 {
		t.Errorf("the years list %d articles", years)
	}
	if got := strings.Count(files["ko/index.html"]+files["ko/undated.html"], "항구의 밤 4<"); got != 0 {
		t.Error("an article without Korean is in the Korean list")
	}
	if !strings.Contains(files["en/2020.html"], `lang="zh-Hant">港口的第 5 夜</a>`) || strings.Contains(files["en/2020.html"], ">port-005<") {
		t.Error("a text without a title is listed by its file's name")
	}
	if !strings.Contains(files["en/2020.html"], `<span lang="zh-Hant">對照</span>`) {
		t.Error("the author of the source is said to have an English name")
	}
	if !strings.Contains(files["en/2023.html"], "draft, 1 of 3 sentences") {
		t.Error("the draft is not marked")
	}
	for name, text := range files {
		if strings.HasPrefix(name, "en/search/") && strings.Contains(text, "⟦") {
			t.Errorf("%s has an empty place", name)
		}
	}
	for _, name := range []string{"en/feed.xml", "sitemap.xml"} {
		if strings.Contains(files[name], "port-003.zh-Hant.en.html") {
			t.Errorf("%s has the draft", name)
		}
		if name == "sitemap.xml" && !strings.Contains(files[name], "https://example.org/zh/texts/a%20b%23c%3F.zh-Hant.en.html") {
			t.Errorf("%s lacks the escaped address", name)
		}
	}
	if !strings.Contains(files["en/"+"tag-"+slug("Sea & Ships")+".html"], "<h1>Sea &amp; Ships</h1>") {
		t.Error("the page of a tag is missing")
	}
	if slug("C++") == slug("C") || slug("C++") == slug("C#") || slug("海 船") != "海-船" {
		t.Errorf("slugs: %s %s %s", slug("C++"), slug("C#"), slug("海 船"))
	}
}

// TestAlone: a site without an address has no feed and no sitemap, one
// language no choice of languages, and a project without articles a page that
// says so by listing none.
func TestAlone(t *testing.T) {
	opt := options
	opt.URL = ""
	_, files := made(t, example(70)[4:5], opt)
	for name := range files {
		if strings.HasSuffix(name, ".xml") || strings.HasPrefix(name, "ko/") || name == "robots.txt" {
			t.Errorf("there is a %s", name)
		}
	}
	if strings.Contains(files["index.html"], `class="langs"`) || strings.Contains(files["index.html"], "canonical") {
		t.Error("the page offers what is not there")
	}
	_, files = made(t, nil, options)
	if files["index.html"] == "" {
		t.Error("an empty project has no first page")
	}
}

// TestSame: the same facts give the same bytes, in as many passes as it takes.
func TestSame(t *testing.T) {
	_, a := made(t, example(30), options)
	_, b := made(t, example(30), options)
	for name, text := range a {
		if b[name] != text {
			t.Errorf("%s differs", name)
		}
	}
	passes := map[string]string{}
	bd := &builder{opt: options, put: func(name string, data []byte) error { passes[name] = string(data); return nil }}
	for _, f := range example(30) {
		if err := bd.add(f); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range bd.pairs {
		p.arrange()
	}
	for pass := range 3 {
		if err := bd.searchPass(context.Background(), over(example(30)), pass, 3); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range passes {
		if a[name] != text {
			t.Errorf("%s differs when made in passes", name)
		}
	}
	if len(passes) < 30 {
		t.Errorf("only %d files", len(passes))
	}
}

func TestRelative(t *testing.T) {
	for _, c := range [][3]string{
		{"index.html", "en/index.html", "en/index.html"}, {"en/index.html", "index.html", "../index.html"}, {"en/a.html", "en/b.html", "b.html"},
		{"en/a.html", "ko/a.html", "../ko/a.html"}, {"index.html", "a:b.html", "./a:b.html"}, {"en/x.html", "t/港 口.html", "../t/%E6%B8%AF%20%E5%8F%A3.html"},
	} {
		if got := relative(c[0], c[1]); got != c[2] {
			t.Errorf("from %s to %s: %s, want %s", c[0], c[1], got, c[2])
		}
	}
}
