package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/fault"
)

// TestRewrite: work whose files change while it is done is done again with
// what they are by then; files that never hold still are not written.
func TestRewrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	edit := func(text string) { must(t, os.WriteFile(path, []byte(text), 0o644)) }
	for _, c := range []struct {
		name    string
		edits   []string // what a person writes during each attempt, "" for nothing
		want    string
		changes bool
	}{
		{"nobody else writes", nil, " done", false},
		{"a file comes", []string{"mine"}, "mine done", false},
		{"it is edited twice", []string{"mine", "mine, later"}, "mine, later done", false},
		{"it never holds still", []string{"1", "2", "3", "4", "5", "6"}, "5", true},
	} {
		os.Remove(path)
		tries := 0
		err := rewrite([]string{path}, func(was [][]byte) (func() error, error) {
			if tries < len(c.edits) {
				edit(c.edits[tries])
			}
			tries++
			return func() error { edit(string(was[0]) + " done"); return nil }, nil
		})
		got, _ := os.ReadFile(path)
		var f *fault.Error
		if changed := errors.As(err, &f) && f.ID == "draft.keeps-changing"; string(got) != c.want || changed != c.changes {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
}

// TestSecondLook: a translation that a person writes in while import or review
// asks a service of embeddings keeps what the person wrote.
func TestSecondLook(t *testing.T) {
	const source, mine = "a.zh-Hant.txt", "a.en.txt"
	const text = "It might have been otherwise. Well. Perhaps it would snow again before long, she thought. Who knew? Not I. Then came spring.\n"
	for _, c := range []struct {
		name, unit string
		args       []string
	}{
		{"import", "Then he left.", []string{"import", "in.tsv", source, "--to", "en"}},
		{"import with force", "Then he left.", []string{"import", "--force", "in.tsv", source, "--to", "en"}},
		{"review", "", []string{"review", "--to", "en", source}},
	} {
		t.Run(c.name, func(t *testing.T) { // a text whose pairs are in doubt, so that the service is asked
			t.Chdir(t.TempDir())
			write := func(name, text string) { must(t, os.WriteFile(name, []byte(text), 0o644)) }
			write(source, "天氣不好。大家都不高興。他沒有說話。後來走了。\n")
			write(mine, text)
			edited := false
			server := httptest.NewServer(embeddings(func() {
				if !edited {
					edited = true
					write(mine, strings.NewReplacer("might have", "might well have", "Not I", "Not he").Replace(text))
				}
			}))
			defer server.Close()
			duizhao := func(args ...string) (int, string) {
				var out bytes.Buffer
				code := run(append([]string{"duizhao"}, args...), nil, &out, &out, func(name string) string {
					return map[string]string{"DUIZHAO_UI_LANG": "en"}[name]
				})
				return code, out.String()
			}
			if code, out := duizhao("export", source, "--to", "en", "-o", "in.tsv"); code != 0 {
				t.Fatal(out)
			}
			if c.unit != "" {
				data, _ := os.ReadFile("in.tsv")
				write("in.tsv", strings.Replace(string(data), "Then came spring.", c.unit, 1))
			}
			code, out := duizhao(append(c.args, "--embeddings", server.URL, "--embeddings-model", "m", "--embeddings-cache", "cache")...)
			if code != 0 || !edited {
				t.Fatalf("exit %d, asked: %t\n%s", code, edited, out)
			}
			got, _ := os.ReadFile(mine)
			for _, want := range []string{"might well have", "Not he.", c.unit} {
				if !strings.Contains(string(got), want) {
					t.Errorf("%q is gone:\n%s", want, got)
				}
			}
			if c.unit == "" {
				if _, out := duizhao(c.args...); !strings.Contains(out, "0 sentences are now reviewed") {
					t.Errorf("what was reviewed is not what stands there: %s", out)
				}
			}
		})
	}
}

// embeddings is a service that gives every text the same vector, after it has
// called before.
func embeddings(before func()) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		before()
		var in struct{ Input []string }
		json.NewDecoder(r.Body).Decode(&in)
		type vector struct {
			Index     int       `json:"index"`
			Embedding []float64 `json:"embedding"`
		}
		out := struct {
			Data []vector `json:"data"`
		}{}
		for i := range in.Input {
			out.Data = append(out.Data, vector{i, []float64{1, 0}})
		}
		json.NewEncoder(w).Encode(out)
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
