package pipeline

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCover: which picture previews show, by what the source and its
// translation say.
func TestCover(t *testing.T) {
	picture := func(width int) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 2))); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	const first, second = "![一條船](ship%201.png)", "![](quay.png \"The quay\")"
	for _, c := range []struct {
		name, source, target string
		url                  string
		width                int // of the picture that is published, 0 for none
		address, alt         string
	}{
		{"first of the source", first + "\n\n文。\n\n![](quay.png)", "Text.", "https://example.org/x/", 3, "https://example.org/x/a/boat.zh-Hant.png", "一條船"},
		{"the translation's", "文。", "Text.\n\n" + second, "https://example.org", 4, "https://example.org/a/boat.zh-Hant.png", "The quay"},
		{"the front matter's", "---\nimage: quay.png\n---\n" + first + "\n\n文。", "Text.", "https://example.org/", 4, "https://example.org/a/boat.zh-Hant.png", ""},
		{"with its alternative", "---\ncover: ./ship%201.png\n---\n![岸](quay.png)\n\n![船](./ship%201.png)", "Text.", "https://example.org/", 3, "https://example.org/a/boat.zh-Hant.png", "船"},
		{"elsewhere", "---\nimage: https://pictures.example.org/1.jpg?a=1&b=2\n---\n文。", "Text.", "https://example.org/", 0, "https://pictures.example.org/1.jpg?a=1&amp;b=2", ""},
		{"outside of the folder", "---\nimage: ../secret.png\n---\n文。", "Text.", "https://example.org/", 0, "", ""},
		{"missing, so another", "---\nimage: none.png\n---\n" + first, "Text.", "https://example.org/", 3, "https://example.org/a/boat.zh-Hant.png", "一條船"},
		{"none", "文。", "Text.", "https://example.org/", 0, "", ""},
		{"no address", first + "\n\n文。", "Text.", "", 0, "", ""},
	} {
		dir := t.TempDir()
		for name, data := range map[string][]byte{
			"a/boat.zh-Hant.md": []byte(c.source + "\n"), "a/boat.en.md": []byte(c.target + "\n"), "a/ship 1.png": picture(3), "a/quay.png": picture(4), "secret.png": picture(5),
		} {
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		found, err := Discover(dir, "", Selection{})
		if err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(dir, "out")
		r := Build(context.Background(), found[0], BuildOptions{Out: out, Formats: []Format{HTML}, Site: Site{Title: "Boats", URL: c.url}})
		if r.Err != nil {
			t.Fatal(c.name, r.Err)
		}
		page, err := os.ReadFile(filepath.Join(out, "a", "boat.zh-Hant.en.html"))
		if err != nil {
			t.Fatal(err)
		}
		meta := func(name string) string {
			_, rest, _ := strings.Cut(string(page), `property="`+name+`" content="`)
			value, _, _ := strings.Cut(rest, `"`)
			return value
		}
		if got := meta("og:image"); got != c.address {
			t.Errorf("%s: address %q, want %q", c.name, got, c.address)
		}
		if got := meta("og:image:alt"); got != c.alt {
			t.Errorf("%s: alternative %q, want %q", c.name, got, c.alt)
		}
		data, _ := os.ReadFile(filepath.Join(out, "a", "boat.zh-Hant.png"))
		if want := picture(max(c.width, 1)); c.width == 0 && data != nil || c.width > 0 && (!bytes.Equal(data, want) || r.Outputs[0].Format != PictureFile) {
			t.Errorf("%s: a picture of %d bytes, %v", c.name, len(data), r.Outputs)
		}
	}
}
