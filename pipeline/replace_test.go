package pipeline

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/duizhao/duizhao/fault"
)

// TestOwn: whatever a build writes is known as an output by itself, and what
// people write under such names is not.
func TestOwn(t *testing.T) {
	dir := folder(t, "a.zh-Hant.txt", "a.en.txt")
	found, err := Discover(dir, "", Selection{})
	if err != nil {
		t.Fatal(err)
	}
	r := Build(context.Background(), found[0], BuildOptions{Out: filepath.Join(dir, "out"), Formats: []Format{HTML, PDF, PlainText, JSONLines}})
	if r.Err != nil || len(r.Outputs) != 4 {
		t.Fatal(r.Err, r.Outputs)
	}
	for _, o := range r.Outputs {
		data, err := os.ReadFile(o.Path)
		if err != nil {
			t.Fatal(err)
		}
		if !Own(o.Path, data) {
			t.Errorf("%s is not known as an output:\n%.300s", o.Path, data)
		}
	}
	for name, text := range map[string]string{
		"a.html": "<!DOCTYPE html><title>made by hand, with duizhao beside it</title>", "b.html": `<meta name="generator" content="duizhaoist">`,
		"a.pdf": "%PDF-1.7 <xmp:CreatorTool>Writer</xmp:CreatorTool>", "a.jsonl": `{"row":1}`, "a.txt": "en route to the harbour", "b.txt": "港口結冰了。",
		"a.xml": "<feed></feed>", "a.js": "alert('duizhao')", "a.css": "p{}", "a.png": "duizhao(",
	} {
		if Own(name, []byte(text)) {
			t.Errorf("%s: %q passes for an output", name, text)
		}
	}
}

// TestForeign: a file that somebody else wrote is not replaced, unless that is
// asked for; a torn or older output is; a text of the article never.
func TestForeign(t *testing.T) {
	dir := folder(t, "a.zh-Hant.txt", "a.en.txt")
	found, err := Discover(dir, "", Selection{})
	if err != nil {
		t.Fatal(err)
	}
	opt := BuildOptions{Out: filepath.Join(dir, "out"), Formats: []Format{HTML, PlainText}}
	page := filepath.Join(dir, "out", "a.zh-Hant.en.html")
	try := func(want string) {
		t.Helper()
		r := Build(context.Background(), found[0], opt)
		id := ""
		if f := (*fault.Error)(nil); errors.As(r.Err, &f) {
			id = f.ID
		}
		if id != want {
			t.Errorf("%v, want %q", r.Err, want)
		}
	}
	holds := func(want []byte) {
		t.Helper()
		if data, err := os.ReadFile(page); err != nil || !bytes.Equal(data, want) {
			t.Errorf("%v: %.200q", err, data)
		}
	}
	put := func(data []byte) {
		t.Helper()
		if err := os.WriteFile(page, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	try("")
	whole, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, own := range [][]byte{nil, whole[:100], bytes.Replace(whole, []byte("harbour"), []byte("port"), 1)} {
		put(own)
		try("")
		holds(whole)
	}
	mine := []byte("<p>by hand")
	put(mine)
	try("pipeline.foreign")
	opt.DryRun = true
	try("pipeline.foreign")
	holds(mine)
	opt.Force = true
	try("")
	holds(mine)
	opt.DryRun = false
	try("")
	holds(whole)
	found[0].Targets[0].Path = filepath.Join(dir, "out", "a.zh-Hant.en.txt")
	if err := os.Rename(filepath.Join(dir, "a.en.txt"), found[0].Targets[0].Path); err != nil {
		t.Fatal(err)
	}
	try("pipeline.output-is-source")
}
