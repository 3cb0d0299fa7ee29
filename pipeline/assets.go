package pipeline

import (
	"bytes"
	"image"
	_ "image/gif" // the decoders register themselves
	_ "image/jpeg"
	_ "image/png"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
)

// Bounds of a picture: a 70-byte PNG can claim gigabytes of pixels, so its
// header is read before any renderer decodes it.
const (
	maxPicture = 8 << 20 // bytes
	maxPixels  = 40_000_000
	maxAssets  = 64 << 20 // bytes of one edition's pictures together
)

// loadAssets reads the pictures that the texts name and that lie in or below
// the folder of their article. A picture elsewhere, on the network, of another
// type, too large or missing is left out: its caption and alternative text
// stand in its place.
func loadAssets(w *Work) (map[string]bitext.Asset, error) {
	assets := map[string]bitext.Asset{}
	total := 0
	for _, d := range documents(w) {
		root, err := os.OpenRoot(filepath.Dir(d.Path))
		if err != nil {
			continue // a document from standard input has no folder
		}
		for _, b := range d.Blocks {
			dest := b.Image.Dest
			if dest == "" {
				continue
			}
			if _, done := assets[dest]; done {
				continue
			}
			if a, ok := loadPicture(root, dest); ok && total+len(a.Data) <= maxAssets {
				assets[dest] = a
				total += len(a.Data)
			}
		}
		root.Close()
	}
	return assets, nil
}

// Pictures lists the pictures that a document names, each once, that of its
// front matter first.
func Pictures(d *doc.Document) []string {
	var out []string
	seen := map[string]bool{}
	if dest := coverField(d); dest != "" {
		seen[dest] = true
		out = append(out, dest)
	}
	for _, b := range d.Blocks {
		if dest := b.Image.Dest; dest != "" && !seen[dest] {
			seen[dest] = true
			out = append(out, dest)
		}
	}
	return out
}

// Picture reads one picture that a text in the folder dir names, as an edition
// would carry it. ok is false for one that is left out.
func Picture(dir, dest string) (data []byte, ok bool) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, false
	}
	defer root.Close()
	a, ok := loadPicture(root, dest)
	return a.Data, ok
}

func documents(w *Work) []*doc.Document {
	out := []*doc.Document{w.Source.Doc}
	for _, t := range w.Targets {
		out = append(out, t.Doc)
	}
	return out
}

// loadPicture reads one picture below root; root lets no path or link lead
// outside of it.
func loadPicture(root *os.Root, dest string) (a bitext.Asset, ok bool) {
	u, err := url.Parse(dest)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return a, false
	}
	name := filepath.FromSlash(strings.TrimPrefix(u.Path, "./"))
	if !filepath.IsLocal(name) || strings.ContainsAny(name, `\:`) && os.PathSeparator == '/' {
		return a, false
	}
	f, err := root.Open(name)
	if err != nil {
		return a, false
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPicture+1))
	if err != nil || len(data) > maxPicture {
		return a, false
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height {
		return a, false
	}
	return bitext.Asset{Type: "image/" + format, Data: data, Width: config.Width, Height: config.Height}, true
}
