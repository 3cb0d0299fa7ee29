package preview

import (
	"html"
	"io/fs"
	"net/url"
	"path"
	"strings"
)

// list writes links to the pages and documents of a folder, a few hundred at
// most: a project without a site has no first page of its own.
func (s *Server) list(b *strings.Builder, dir string, depth int) {
	entries, err := fs.ReadDir(s.root.FS(), dir)
	if err != nil || depth > 4 {
		return
	}
	for i, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case i == 300:
			b.WriteString("<li>…</li>")
			return
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			s.list(b, name, depth+1)
		case path.Ext(name) == ".html" || path.Ext(name) == ".pdf":
			u := url.URL{Path: "/" + name}
			b.WriteString("<li><a href=\"" + html.EscapeString(u.EscapedPath()) + "\">" + html.EscapeString(name) + "</a></li>")
		}
	}
}
