package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/duizhao/duizhao/fault"
)

// project makes a generated project of n articles the current folder, without
// PDF, which takes long.
func project(t *testing.T, n int) {
	t.Helper()
	dir := t.TempDir()
	generate(t, dir, n)
	t.Chdir(dir)
	edit(t, "duizhao.yaml", "layouts:", "formats: [html, jsonl]\nlayouts:")
}

// edit replaces the first old in a file, which must be there.
func edit(t *testing.T, path, old, new string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("%s has no %q: %v", path, old, err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(data), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// made runs a build and lists, sorted, the articles that were not unchanged.
func made(t *testing.T, change func(*Options)) []string {
	t.Helper()
	sum, list, err := build(t, change)
	if err != nil {
		t.Fatal(err)
	}
	_ = sum
	return list
}

func build(t *testing.T, change func(*Options)) (*Summary, []string, error) {
	t.Helper()
	opt := options(t)
	var list []string
	opt.Report = func(o *Outcome) error {
		if o.State != Unchanged {
			list = append(list, fmt.Sprintf("%s %s %s", strings.TrimSuffix(filepath.Base(o.Path), ".zh-Hant.md"), o.State, o.Why))
		}
		return nil
	}
	if change != nil {
		change(&opt)
	}
	sum, err := Build(context.Background(), opt)
	return sum, list, err
}

// tree reads every file below dir.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return out
}

// sameTree fails where two sets of files differ, and says where.
func sameTree(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if text, ok := got[path]; !ok {
			t.Errorf("%s: %s is missing", what, path)
		} else if text != want[path] {
			t.Errorf("%s: %s differs", what, path)
		}
	}
	for path := range got {
		if _, ok := want[path]; !ok {
			t.Errorf("%s: %s is one too many", what, path)
		}
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestOnlyWhatChanged: a change builds the articles that it is about, and no
// other; what it gives is what a build of everything gives.
func TestOnlyWhatChanged(t *testing.T) {
	project(t, 6)
	if got := made(t, nil); len(got) != 6 {
		t.Fatalf("first: %v", got)
	}
	// Article i is about thing i and thing 7i+3: 石灰窯 (1) is that of article 1,
	// 水力磨坊 (2) of 2, 織布廠 (9) of none, 燈塔 (6) of none.
	for _, c := range []struct {
		name   string
		change func()
		want   []string
	}{
		{"nothing", func() {}, nil},
		{"a source", func() { edit(t, "articles/00/a00003.zh-Hant.md", "date: ", "date: 1") }, []string{"a00003 built source"}},
		{"a translation", func() { edit(t, "articles/00/a00004.ko.md", "다.", "다!") }, []string{"a00004 built targets"}},
		{"a term", func() { edit(t, "terms.csv", "lime kiln", "lime oven") }, []string{"a00001 built terms"}},
		{"a term that nothing uses", func() { edit(t, "terms.csv", "warehouse number 7,", "warehouse no. 7,") }, nil},
		{"a new term of another article's text", func() { edit(t, "terms.csv", "石灰窯", "程慧,Cheng Hui,청후이,\n石灰窯") },
			uses(t, "程慧", "Cheng Hui", "청후이", "terms")},
		{"a new forbidden form", func() { edit(t, "terms.csv", "石灰窯", "海風,sea wind,해풍,mending the roof\n石灰窯") },
			uses(t, "海風", "mending the roof", "해풍", "terms")},
		{"terms that change places", func() {
			edit(t, "terms.csv", "水力磨坊,watermill,물레방앗간,\n", "")
			edit(t, "terms.csv", "鹽田,", "水力磨坊,watermill,물레방앗간,\n鹽田,")
		}, nil},
		{"a term that goes", func() { edit(t, "terms.csv", "鹽田,salt pan,염전,\n", "") }, uses(t, "鹽田", "salt pan", "염전", "terms")},
		{"a setting", func() { edit(t, "duizhao.yaml", "version: 1", "version: 1\ncheck: {zhao: 1e6}") },
			[]string{"a00000 built settings", "a00001 built settings", "a00002 built settings", "a00003 built settings", "a00004 built settings", "a00005 built settings"}},
		{"a suppression of one article", func() {
			edit(t, "duizhao.yaml", "version: 1", "version: 1\nsuppress: [{code: number, article: a00002, reason: known}]")
		}, []string{"a00002 built settings"}},
	} {
		c.change()
		got := made(t, nil)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if again := made(t, nil); again != nil {
			t.Errorf("%s: a second run makes %v", c.name, again)
		}
		dist, lock := tree(t, "dist"), content(t, LockName)
		fresh := made(t, func(o *Options) { o.NoCache = true })
		if len(fresh) != 6 {
			t.Fatalf("%s: --no-cache makes %v", c.name, fresh)
		}
		sameTree(t, c.name, dist, tree(t, "dist"))
		if lock != content(t, LockName) {
			t.Errorf("%s: the lock of a build of everything differs", c.name)
		}
	}
}

// uses lists the articles with one of the words, as made does.
func uses(t *testing.T, zh, en, ko, why string) []string {
	t.Helper()
	var out []string
	for path, text := range tree(t, "articles") {
		for suffix, w := range map[string]string{".zh-Hant.md": zh, ".en.md": en, ".ko.md": ko} {
			if name, ok := strings.CutSuffix(filepath.Base(path), suffix); ok && strings.Contains(text, w) {
				out = append(out, name+" built "+why)
			}
		}
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) == 0 || len(out) == 6 {
		t.Fatalf("%q is in %d articles: the case shows nothing", zh, len(out))
	}
	return out
}

// TestSameBytes: the number of workers, the cache and where the run starts do
// not matter.
func TestSameBytes(t *testing.T) {
	project(t, 5)
	edit(t, "duizhao.yaml", "formats: [html, jsonl]", "formats: [html, pdf]")
	made(t, func(o *Options) { o.Jobs = 1 })
	want, lock := tree(t, "dist"), content(t, LockName)
	if len(want) != 5*4 {
		t.Fatalf("%d outputs", len(want))
	}
	for _, c := range []struct {
		name   string
		before func()
		state  State
		jobs   int
	}{
		{"no cache, eight workers", func() { os.RemoveAll(".duizhao") }, Built, 8},
		{"no lock", func() { os.Remove(LockName) }, Unchanged, 2},
		{"no outputs", func() { os.RemoveAll("dist") }, Restored, 2},
		{"neither", func() { os.RemoveAll("dist"); os.RemoveAll(".duizhao") }, Built, 3},
		{"a torn output", func() {
			for path := range want {
				_ = os.Truncate(filepath.Join("dist", path), 100)
			}
		}, Restored, 2},
	} {
		c.before()
		sum, _, err := build(t, func(o *Options) { o.Jobs = c.jobs })
		if err != nil || sum.States[c.state] != 5 {
			t.Errorf("%s: %v %v", c.name, sum.States, err)
		}
		sameTree(t, c.name, tree(t, "dist"), want)
		if content(t, LockName) != lock {
			t.Errorf("%s: another lock", c.name)
		}
	}
}

// TestDamagedCache: whatever file of the cache is torn, changed or emptied, the
// outputs are the same, and it is whole again afterwards.
func TestDamagedCache(t *testing.T) {
	project(t, 3)
	made(t, nil)
	want := tree(t, "dist")
	for _, harm := range []func(string) string{
		func(s string) string { return s[:len(s)/2] },
		func(string) string { return "" },
		func(s string) string { // one bit
			b := []byte(s)
			b[len(b)*2/3] ^= 4
			return string(b)
		},
		func(s string) string { return strings.Replace(s, "\n", "\n ", 1) },
	} {
		files := tree(t, ".duizhao/cache")
		if len(files) < 3*5 {
			t.Fatalf("only %d files in the cache", len(files))
		}
		for path, text := range files {
			if err := os.WriteFile(filepath.Join(".duizhao/cache", path), []byte(harm(text)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		os.RemoveAll("dist")
		if got := made(t, nil); len(got) != 3 || !strings.Contains(got[0], "built") {
			t.Errorf("after harm: %v", got)
		}
		sameTree(t, "dist", tree(t, "dist"), want)
		os.RemoveAll("dist")
		if got := made(t, nil); len(got) != 3 || !strings.Contains(got[0], "restored") {
			t.Errorf("after mending: %v", got)
		}
	}
}

// TestGone: outputs of an article that is no more are removed, and nothing
// else: not what a person put there or changed.
func TestGone(t *testing.T) {
	project(t, 4)
	made(t, nil)
	mine := filepath.FromSlash("dist/00/mine.html")
	if err := os.WriteFile(mine, []byte("by hand"), 0o644); err != nil {
		t.Fatal(err)
	}
	changed := filepath.FromSlash("dist/00/a00002.zh-Hant.ko.html")
	if err := os.WriteFile(changed, []byte("changed by hand"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, l := range []string{"zh-Hant", "en", "ko"} {
		if err := os.Remove("articles/00/a00002." + l + ".md"); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove("articles/00/a00001.ko.md"); err != nil {
		t.Fatal(err)
	}
	var notices []string
	sum, _, err := build(t, func(o *Options) { o.Only = "a0000[03]*" })
	if err != nil || len(sum.Removed) != 0 {
		t.Fatalf("--only removed %v, %v", sum.Removed, err)
	}
	sum, _, err = build(t, func(o *Options) { o.DryRun = true })
	if err != nil || len(sum.Removed) != 3 || len(tree(t, "dist")) != 17 {
		t.Fatalf("--dry-run: %v, %v", sum.Removed, err)
	}
	sum, _, err = build(t, func(o *Options) {
		o.Notice = func(f *fault.Error) { notices = append(notices, f.ID+" "+filepath.ToSlash(f.Path)) }
	})
	want := []string{"00/a00001.zh-Hant.ko.html", "00/a00001.zh-Hant.ko.jsonl", "00/a00002.zh-Hant.en.html", "00/a00002.zh-Hant.en.jsonl", "00/a00002.zh-Hant.ko.jsonl"}
	if err != nil || !slices.Equal(sum.Removed, want) {
		t.Errorf("removed %v, want %v (%v)", sum.Removed, want, err)
	}
	if !slices.Equal(notices, []string{"publish.not-ours dist/00/a00002.zh-Hant.ko.html"}) {
		t.Errorf("notices %v", notices)
	}
	if content(t, mine) != "by hand" || content(t, changed) != "changed by hand" {
		t.Error("a foreign file was touched")
	}
	if strings.Contains(content(t, LockName), "a00002") {
		t.Error("the lock still has it")
	}
}

// TestBroken: an article that fails leaves the others, and what was published
// of it before.
func TestBroken(t *testing.T) {
	project(t, 4)
	made(t, nil)
	want, lock := tree(t, "dist"), content(t, LockName)
	whole := content(t, "articles/00/a00002.en.md")
	if err := os.WriteFile("articles/00/a00002.en.md", []byte(" \n"), 0o644); err != nil {
		t.Fatal(err)
	}
	sum, list, err := build(t, nil)
	if err != nil || sum.States[Failed] != 1 || sum.States[Unchanged] != 3 || len(list) != 1 || !strings.HasPrefix(list[0], "a00002 failed") {
		t.Fatalf("%v %v %v", sum, list, err)
	}
	sameTree(t, "dist", tree(t, "dist"), want)
	if content(t, LockName) != lock {
		t.Error("the lock changed")
	}
	if err := os.WriteFile("articles/00/a00002.en.md", []byte(whole), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := made(t, nil); got != nil {
		t.Errorf("when it is whole again: %v", got)
	}
}

// TestFrozen: nothing that is out of date passes, and nothing of the project is
// written.
func TestFrozen(t *testing.T) {
	project(t, 3)
	edit(t, "duizhao.yaml", "version: 1", "version: 1\nkeep-ids: true")
	made(t, nil)
	frozen := func(o *Options) { o.Frozen = true }
	want := tree(t, ".")
	for _, dir := range []string{".duizhao", "dist"} {
		os.RemoveAll(dir)
		sum, list, err := build(t, frozen)
		if err != nil || sum.States[Stale] != 0 || len(list) != 3 {
			t.Fatalf("without %s: %v %v %v", dir, sum, list, err)
		}
	}
	delete(want, ".duizhao/running")
	for _, c := range []struct{ name, path, old, new, want string }{
		{"a source", "articles/00/a00001.zh-Hant.md", "date: ", "date: 1", "a00001 stale source"},
		{"a term", "terms.csv", "lime kiln", "lime oven", "a00001 stale terms"},
		{"a ledger", "articles/00/a00001.duizhao.jsonl", `"id":"s`, `"id":"t`, "a00001 stale ledger"},
		{"an output", LockName, `"outputs":{"00/a00000.zh-Hant.en.html":"`, `"outputs":{"00/a00000.zh-Hant.en.html":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2","x":"`, "a00000 stale "},
		{"an article too many", LockName, "a00001.zh-Hant.md\"", "a00001b.zh-Hant.md\"", "a00001b stale gone"},
	} {
		before := content(t, c.path)
		edit(t, c.path, c.old, c.new)
		files, lock := tree(t, "articles"), content(t, LockName)
		sum, list, err := build(t, frozen)
		if err != nil || sum.States[Stale] == 0 || !strings.Contains(strings.Join(list, "|"), strings.TrimSpace(c.want)) {
			t.Errorf("%s: %v %v %v", c.name, sum, list, err)
		}
		sameTree(t, c.name, tree(t, "articles"), files)
		if lock != content(t, LockName) {
			t.Errorf("%s: the lock was written", c.name)
		}
		if err := os.WriteFile(c.path, []byte(before), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if sum, _, err := build(t, frozen); err != nil || sum.States[Stale] != 0 {
		t.Errorf("at the end: %v %v", sum, err)
	}
}

// TestShares: all shares together give what one run gives, byte for byte.
func TestShares(t *testing.T) {
	project(t, 14)
	for i, said := range []string{"The fog lifts at noon.", "Only at noon does the fog lift.", "The fog lifts at noon."} {
		for lang, text := range map[string]string{"zh-Hant": "海上的霧到中午才散。", "en": said, "ko": "바다 안개는 한낮에야 걷힌다."} {
			path := fmt.Sprintf("articles/00/a%05d.%s.md", 3*i+1, lang)
			if err := os.WriteFile(path, []byte(content(t, path)+"\n"+text+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	site := &Last{Key: "1", Run: func(ctx context.Context, all All, put Put) error {
		var b strings.Builder
		for f, err := range all {
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, f.Path, f.Texts[1].Title, len(f.Body.Sentences[2]), f.Editions[1].Outputs[0].Hash)
		}
		return put("deep/index.txt", []byte(b.String()))
	}}
	last := func(o *Options) { o.Last = site }
	sum, _, err := build(t, last)
	if err != nil {
		t.Fatal(err)
	}
	want, lock, across := tree(t, "dist"), content(t, LockName), len(sum.Findings)
	if want["deep/index.txt"] == "" || across == 0 {
		t.Fatalf("no index, or nothing found across articles (%d): the test shows less than it should", across)
	}
	for _, shared := range []bool{false, true} {
		for _, path := range []string{"dist", LockName, ".duizhao"} {
			os.RemoveAll(path)
		}
		var folders []string
		for i := 1; i <= 10; i++ {
			out := "dist"
			if !shared {
				out = fmt.Sprintf("share%d", i)
			}
			_, _, err := build(t, func(o *Options) {
				o.Shard, o.Build.Out, o.Cache = Shard{i, 10}, out, fmt.Sprintf(".duizhao/cache%d", i)
				o.Jobs = 1 + i%3
				last(o)
			})
			if err != nil {
				t.Fatal(err)
			}
			folders = append(folders, out)
		}
		if shared {
			folders = folders[:1]
		}
		opt := options(t)
		last(&opt)
		sum, err := Merge(context.Background(), opt, folders)
		if err != nil || len(sum.Findings) != across {
			t.Fatalf("merge: %v, %d findings, want %d", err, len(sum.Findings), across)
		}
		sameTree(t, "merged", tree(t, "dist"), want)
		if content(t, LockName) != lock {
			t.Error("merged: another lock")
		}
		if shared {
			continue
		}
		for _, c := range []struct {
			want  string
			harm  func()
			share []string
		}{
			{"publish.shard-missing", func() {}, folders[1:]},
			{"publish.shard-twice", func() {}, append(slices.Clone(folders), folders[0])},
			{"publish.shard-syntax", func() { edit(t, "share1/"+ManifestName(Shard{1, 10}), `{"end":`, `{"end":1`) }, folders},
			{"publish.shard-other", func() { edit(t, "duizhao.yaml", "version: 1", "version: 1\npaper: letter") }, folders[1:]},
			{"publish.no-shard", func() {}, []string{"articles"}},
		} {
			kept := content(t, "duizhao.yaml")
			c.harm()
			opt := options(t)
			if opt.Config.Paper == "letter" {
				opt.Build.Paper = "letter"
			}
			_, err := Merge(context.Background(), opt, c.share)
			var f *fault.Error
			if !errors.As(err, &f) || f.ID != c.want {
				t.Errorf("want %s: %v", c.want, err)
			}
			if err := os.WriteFile("duizhao.yaml", []byte(kept), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestShareTorn: an output of a share that is missing or changed is not taken.
func TestShareTorn(t *testing.T) {
	project(t, 2)
	if _, _, err := build(t, func(o *Options) { o.Shard, o.Build.Out = Shard{1, 1}, "share" }); err != nil {
		t.Fatal(err)
	}
	path := filepath.FromSlash("share/00/a00001.zh-Hant.ko.html")
	if err := os.Truncate(path, 1000); err != nil {
		t.Fatal(err)
	}
	_, err := Merge(context.Background(), options(t), []string{"share"})
	var f *fault.Error
	if !errors.As(err, &f) || f.ID != "publish.shard-output" || f.Path != path {
		t.Error(err)
	}
	if _, err := os.Stat(LockName); err == nil {
		t.Error("a lock was written")
	}
}

// TestLastStep: what it put is removed when it no longer puts it, and it is not
// taken again for nothing.
func TestLastStep(t *testing.T) {
	project(t, 2)
	runs, names := 0, []string{"a.html", "b.html"}
	last := func(o *Options) {
		o.Last = &Last{Key: strings.Join(names, " "), Run: func(ctx context.Context, all All, put Put) error {
			runs++
			for _, n := range names {
				if err := put(n, []byte(n)); err != nil {
					return err
				}
			}
			return nil
		}}
	}
	made(t, last)
	made(t, last)
	if runs != 1 {
		t.Errorf("%d runs for one state", runs)
	}
	_ = os.WriteFile("dist/a.html", []byte("a.h"), 0o644) // torn
	made(t, last)
	if runs != 2 || content(t, "dist/a.html") != "a.html" {
		t.Errorf("%d runs, %q", runs, content(t, "dist/a.html"))
	}
	_ = os.WriteFile("dist/a.html", []byte("by hand"), 0o644)
	_, _, err := build(t, last)
	if f := (*fault.Error)(nil); !errors.As(err, &f) || f.ID != "pipeline.foreign" || filepath.ToSlash(f.Path) != "dist/a.html" || content(t, "dist/a.html") != "by hand" {
		t.Errorf("%v, %q", err, content(t, "dist/a.html"))
	}
	made(t, func(o *Options) { last(o); o.Build.Force = true })
	if runs != 4 || content(t, "dist/a.html") != "a.html" {
		t.Errorf("%d runs, %q", runs, content(t, "dist/a.html"))
	}
	names = names[:1]
	made(t, last)
	if _, err := os.Stat("dist/b.html"); err == nil || runs != 5 {
		t.Errorf("b.html is still there, or %d runs", runs)
	}
	names = []string{"../a.html"}
	if _, _, err := build(t, last); err == nil {
		t.Error("a file outside of the outputs was put")
	}
}

// TestUntouched: a build of what has not changed writes no file again, not even
// when it makes everything anew.
func TestUntouched(t *testing.T) {
	project(t, 2)
	last := func(o *Options) {
		o.Build.KeepIDs = true
		o.Last = &Last{Key: "1", Run: func(ctx context.Context, all All, put Put) error { return put("a.html", []byte("a")) }}
	}
	made(t, last)
	old := time.Unix(1_000_000_000, 0)
	for name := range tree(t, ".") {
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	check := func() {
		t.Helper()
		for name := range tree(t, ".") {
			if info, err := os.Stat(name); err != nil || !info.ModTime().Equal(old) {
				t.Errorf("%s was written again", name)
			}
		}
	}
	made(t, last)
	check()
	made(t, func(o *Options) { last(o); o.NoCache = true })
	check()
	made(t, func(o *Options) { last(o); o.Only = "a00001*" })
	check()
}

// TestMatch is what --only takes.
func TestMatch(t *testing.T) {
	for _, c := range []struct {
		glob, path string
		want       bool
	}{
		{"a.zh-Hant.md", "x/a.zh-Hant.md", true}, {"*harbour*", "x/y/the-harbour.zh-Hant.md", true}, {"x/*", "x/y/a.md", true}, {"x/**", "x/y/a.md", true},
		{"x", "x/y/a.md", true}, {"y", "x/y/a.md", false}, {"**/y", "x/y/a.md", true}, {"**/*.md", "x/y/a.md", true}, {"./x/", "x/a.md", true},
		{"x/b*", "x/a.md", false}, {"**", "a.md", true}, {"x/**/z/*.md", "x/z/a.md", true}, {"x/**/z/*.md", "x/y/y/z/a.md", true},
	} {
		if got, err := Match(c.glob, c.path); got != c.want || err != nil {
			t.Errorf("%s, %s: %v %v", c.glob, c.path, got, err)
		}
	}
	if _, err := Match("x/[", "x/a"); err == nil {
		t.Error("no pattern, no error")
	}
}

// TestShardOf: every article is in one share, and shares are about as large.
func TestShardOf(t *testing.T) {
	counts := make([]int, 10)
	for i := range 10_000 {
		in := 0
		for k := range counts {
			if (Shard{k + 1, 10}).has(fmt.Sprintf("articles/%d.zh-Hant.md", i)) {
				counts[k]++
				in++
			}
		}
		if in != 1 {
			t.Fatalf("article %d is in %d shares", i, in)
		}
	}
	for k, n := range counts {
		if n < 850 || n > 1150 {
			t.Errorf("share %d has %d of 10000", k+1, n)
		}
	}
	for _, wrong := range []string{"", "3", "0/3", "4/3", "a/b", "1/0", "1/99999999"} {
		if _, err := ParseShard(wrong); err == nil {
			t.Errorf("%q is a share", wrong)
		}
	}
}
