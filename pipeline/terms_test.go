package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"testing"
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
