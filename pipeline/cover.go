package pipeline

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render/html"
)

// PictureFile is the format of the picture that previews of an article show. The
// editions carry theirs within; a preview needs a file with an address.
const PictureFile Format = "picture"

// cover is that picture: image or cover of the source's front matter, else the
// first picture that a text has and the editions show.
type cover struct {
	html.Preview
	name string // base name of the file that is published; "" for a picture that has an address elsewhere
	data []byte
}

// coverOf finds the picture of an article, nil for none and for a site without
// an address.
func (s Site) coverOf(a Article, ed *bitext.Edition) *cover {
	if s.Title == "" || s.URL == "" {
		return nil
	}
	source := ed.Source.Doc
	dest := coverField(source)
	if u, err := url.Parse(dest); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		return &cover{Preview: html.Preview{Address: u.String()}}
	}
	asset, ok := ed.Assets[dest]
	if !ok && dest != "" {
		if root, err := os.OpenRoot(a.Dir); err == nil {
			asset, ok = loadPicture(root, dest)
			root.Close()
		}
	}
	docs := []*doc.Document{source}
	for _, t := range ed.Targets {
		docs = append(docs, t.Target.Doc)
	}
	alt := ""
	for _, d := range docs {
		for _, b := range d.Blocks {
			switch x, there := ed.Assets[b.Image.Dest]; {
			case b.Image.Dest == "":
			case !ok && there:
				asset, ok, dest = x, true, b.Image.Dest
				fallthrough
			case alt == "" && ok && b.Image.Dest == dest:
				if alt = b.Image.Alt; alt == "" {
					alt = b.Text
				}
			}
		}
	}
	if !ok {
		return nil
	}
	name := a.Name + "." + string(source.Lang) + "." + strings.TrimPrefix(asset.Type, "image/")
	return &cover{html.Preview{Address: s.address(a, name), Alt: strings.Join(strings.Fields(alt), " "), Width: asset.Width, Height: asset.Height}, name, asset.Data}
}

// coverField is the picture that the front matter names.
func coverField(d *doc.Document) string { return field(d, "image", "cover") }

// putCover publishes the picture beside the editions, where one of them needs it.
func putCover(r *Result, c *cover, dir string, write func(string, []byte) error) error {
	if c == nil || c.name == "" {
		return nil
	}
	path := filepath.Join(dir, c.name)
	if err := write(path, c.data); err != nil {
		return err
	}
	r.Outputs = append(r.Outputs, Output{Path: path, Bytes: len(c.data), Format: PictureFile})
	return nil
}
