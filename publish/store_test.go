package publish

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

// sample is facts with something in every field.
func sample() *Facts {
	return &Facts{
		Name: "boat", Path: "a/boat.zh-Hant.md", Under: "deep", Left: []lang.Tag{lang.Ko},
		Texts: []Text{
			{Lang: lang.ZhHant, Path: "a/boat.zh-Hant.md", Title: "渡船", Date: "2026-01-02", Author: "周", Tags: []string{"<水>"}, Summary: "…", Sentences: 1, Context: []Field{{"client", "x"}}},
			{Lang: lang.En, Path: "a/boat.en.md", Title: "Ferry", Sentences: 2, Beads: 1, Draft: 1, Review: Review{Machine: 1, Reviewed: 2, By: []string{"memory"}}},
		},
		Editions: []Edition{{Name: "boat.zh-Hant.en", Langs: []lang.Tag{lang.ZhHant, lang.En}, Draft: 1, Outputs: []Output{{Path: "deep/boat.zh-Hant.en.html", Format: "html", Size: 3, Hash: Sum([]byte("abc"))}}}},
		Findings: []Finding{{Code: "number", Severity: finding.Error, Args: map[string]any{"Found": "3", "Count": 3, "Share": 0.5}, Term: "船",
			Target: &Place{Path: "a/boat.en.md", Lang: lang.En, Start: 1, End: 4, Sentence: 0, ID: "s1", Text: "Ferry"}, Fix: &Fix{Path: "a/boat.en.md", Lang: lang.En, Start: 1, End: 2, With: "x", Safe: true}}},
		Stale: [][]Finding{{{Code: check.SuppressionStale, Args: map[string]any{"Kind": "unused"}}}},
		Body: &Body{
			Sentences: [][]Sentence{{{ID: "s0", Text: "渡船", Kind: "title"}}, {{ID: "s1", Text: "Ferry"}, {ID: "s2", Text: "…"}}},
			Terms:     []TermUse{{Text: 1, Concept: "t1", Source: "渡船", Target: "ferry", Also: []string{"boat"}, Note: "n", In: []int{0}, Out: []int{0, 1}}},
			Pairs:     []Pair{{Text: 1, Source: 0, Target: 1, SourceAt: [2]int{1, 2}, TargetAt: [2]int{3, 4}, Accepted: []check.Accepted{{Code: check.TwoWays, Until: "2027-01-01"}}}},
		},
		keys: pairKeys{lang.En: {keyOf("渡船", "ferry"), 7}},
	}
}

// TestStored: facts come back as they were, as far as they are asked for.
func TestStored(t *testing.T) {
	want := sample()
	data, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := decode(data, everything)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	head, err := decode(data, headOnly)
	if err != nil || head.Body != nil || head.keys != nil || !reflect.DeepEqual(head.Findings, want.Findings) {
		t.Errorf("%+v, %v", head, err)
	}
	for _, harm := range [][2]string{{`"in":[0]`, `"in":[9]`}, {`"source":0`, `"source":-1`}, {"\n", " "}, {`"text":1`, `"text":0`}} {
		if _, err := decode([]byte(strings.Replace(string(data), harm[0], harm[1], 1)), everything); err == nil {
			t.Errorf("%q for %q is taken", harm[1], harm[0])
		}
	}
}

// FuzzDecode: any bytes give facts whose indices are good, or an error.
func FuzzDecode(f *testing.F) {
	data, err := sample().encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("{}\n{}\n{}\n"))
	f.Add([]byte("{\"texts\":[{}]}\n{\"en\":\"AAAA\"}\n{\"sentences\":[[]]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if x, err := decode(data, everything); err == nil && (x.Body == nil || len(x.Body.Sentences) != len(x.Texts)) {
			t.Errorf("%+v", x)
		}
	})
}

// FuzzLock: any file is read as a lock, sorted and each article once, or is an
// error with its line.
func FuzzLock(f *testing.F) {
	f.Add(lockHead + "\n")
	f.Add(lockHead + "\n" + `{"article":"a","source":"","settings":"","tool":"x","outputs":{"a.html":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}` + "\n" + `{"site":"","outputs":{}}` + "\n")
	f.Add(lockHead + "\n<<<<<<< ours\n")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), LockName)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		r, err := openLock(path)
		if err != nil {
			return
		}
		defer r.close()
		last := ""
		_, _ = r.upTo("", func(e *Entry) error {
			if e.Article <= last {
				t.Errorf("%q behind %q", e.Article, last)
			}
			last = e.Article
			return nil
		})
	})
}

// FuzzShare: any file is read as a manifest to its end, or is an error.
func FuzzShare(f *testing.F) {
	facts, err := sample().encode()
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	_ = e.Encode(manifestHead{"shard", 1, 1, 2, Sum(nil), 3})
	_ = e.Encode(manifestLine{Entry: &Entry{Article: "a/boat.zh-Hant.md"}, Key: Sum(nil)})
	b.Write(facts)
	_ = e.Encode(manifestLine{Failed: "b.zh-Hant.md"})
	n := 2
	_ = e.Encode(manifestLine{End: &n})
	f.Add(b.String())
	f.Add(strings.Replace(b.String(), `{"end":2}`, "", 1))
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "m.jsonl")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := openShare(".", path)
		if s != nil {
			defer s.file.Close()
		}
		count := 0
		for ; err == nil && s.next != nil; err = s.advance() {
			count++
		}
		if err == nil && count != s.n {
			t.Errorf("%d articles, %d counted", count, s.n)
		}
		if err == nil && text == b.String() && count != 2 {
			t.Errorf("the good one has %d articles", count)
		}
	})
}

// TestMemoCurrent: what is remembered of the concepts that an article uses is
// given up as soon as a fresh look would give others, and not before.
func TestMemoCurrent(t *testing.T) {
	project(t, 3)
	opt := options(t)
	list, err := plan(&opt)
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.SplitAfter(content(t, "terms.csv"), "\n")
	cache := &cache{dir: "c"}
	look := func() (*run, []*memo) {
		r := &run{opt: &opt, plan: list, bases: map[string]*base{}, cache: cache}
		var out []*memo
		for i := range list {
			m, err := r.memo(&list[i], Sum([]byte("same")))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, m)
		}
		return r, out
	}
	look()
	for i := range 60 {
		k := 1 + i*7%(len(rows)-2)
		switch i % 4 {
		case 0:
			rows[k] = strings.Replace(rows[k], ",", "樣,", 1)
		case 1:
			rows[k], rows[k+1] = rows[k+1], rows[k]
		case 2:
			rows[k] = ""
		case 3:
			rows[k] = []string{"屋頂,roof,지붕,\n", "狗,dog,개,\n", "沒有的詞,nothing,없음,\n", "何大同,Ho Ta-tung,허다퉁,\n"}[i/4%4] + rows[k]
		}
		if err := os.WriteFile("terms.csv", []byte(strings.Join(rows, "")), 0o644); err != nil {
			t.Fatal(err)
		}
		r, kept := look()
		fresh := &run{opt: &opt, plan: list, bases: r.bases, cache: &cache2}
		for a := range list {
			m, err := fresh.memo(&list[a], Sum([]byte("same")))
			if err != nil {
				t.Fatal(err)
			}
			if m.hash() != kept[a].hash() {
				t.Fatalf("change %d: article %d has %v, a fresh look gives %v", i, a, kept[a].Terms, m.Terms)
			}
		}
	}
}

// cache2 remembers nothing.
var cache2 = cache{dir: os.DevNull + "/x", off: true}

// TestTrim: the oldest files go until the cache is small enough.
func TestTrim(t *testing.T) {
	c := &cache{dir: t.TempDir()}
	var all []Hash
	for i := range 10 {
		data := bytes.Repeat([]byte{byte(i)}, 1000)
		c.put(kindOutput, Sum(data), data)
		all = append(all, Sum(data))
		then := time.Unix(int64(1_000_000+i), 0)
		if err := os.Chtimes(c.path(kindOutput, Sum(data)), then, then); err != nil {
			t.Fatal(err)
		}
	}
	c.trim(10_000)
	c.trim(4_500)
	for i, h := range all {
		if _, ok := c.get(kindOutput, h); ok != (i >= 6) {
			t.Errorf("file %d of 10: there %v", i, ok)
		}
	}
}
