package pipeline

import (
	"net/url"
	"path"
	"strings"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/read"
)

// EditionLink is the address, in an edition with the languages from and to, of
// what a text refers to as dest. A text refers to another as it stands beside
// it, NAME.zh-Hant.md; a reader of the edition wants the edition of that
// article in the same languages. Every other address stays as it is.
func EditionLink(dest string, from lang.Tag, to []lang.Tag) string {
	u, ok := relativeLink(dest)
	if !ok || !Readable(u.Path) {
		return dest
	}
	name, tag, ok := read.SplitName(path.Base(u.Path))
	if !ok || strings.Contains(name, "/") {
		return dest
	}
	if tag.Chinese() { // an archive may have sources in both scripts
		from = tag
	}
	name += "." + string(from)
	for _, t := range to {
		name += "." + string(t)
	}
	u.Path, u.RawPath = path.Join(path.Dir(u.Path), name+".html"), ""
	out := u.String()
	if strings.HasPrefix(dest, "./") && !strings.HasPrefix(out, "./") && !strings.HasPrefix(out, "../") {
		out = "./" + out
	}
	return out
}

// relativeLink reads an address that has a path but no scheme and no host.
func relativeLink(dest string) (*url.URL, bool) {
	if strings.HasPrefix(dest, "#") || strings.HasPrefix(dest, "/") {
		return nil, false
	}
	u, err := url.Parse(dest)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return nil, false
	}
	return u, true
}

// RelativeLink reports whether an address leads to a file beside the text or
// elsewhere in its project.
func RelativeLink(dest string) bool {
	_, ok := relativeLink(dest)
	return ok
}
