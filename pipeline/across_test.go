package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/duizhao/duizhao/config"
)

// TestAcross: one sentence translated two ways in two articles is found, and
// only by the last step.
func TestAcross(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.zh-Hant.txt": "漁會宣布港口即日起封閉。\n\n船長們都同意了。\n",
		"a.en.txt":      "The fishermen’s association has closed the harbour as of today.\n\nThe captains all agreed.\n",
		"b.zh-Hant.txt": "漁會宣布港口即日起封閉。\n\n沒有人問為什麼。\n",
		"b.en.txt":      "From today the port is shut, the fishing cooperative announced.\n\nNobody asked why.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	articles, err := Discover(dir, "", Selection{})
	if err != nil {
		t.Fatal(err)
	}
	var results []Result
	for _, a := range articles {
		r := Build(context.Background(), a, BuildOptions{Formats: []Format{}, DryRun: true})
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		results = append(results, r)
	}
	found := Across(results, nil)
	if len(found) != 1 || found[0].Code != "translated-two-ways" {
		t.Fatalf("found %v", found)
	}
	c, err := config.Parse("duizhao.yaml", []byte("check: {levels: {translated-two-ways: \"off\"}}"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSettings(c, "")
	if err != nil {
		t.Fatal(err)
	}
	if found := Across(results, s); len(found) != 0 {
		t.Errorf("found %v though it is off", found)
	}
	if one := Across(results[:1], nil); len(one) != 0 {
		t.Errorf("one article alone gives %v", one)
	}
}
