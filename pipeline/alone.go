package pipeline

import (
	"os"
	"path/filepath"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/read"
)

// Alone is the fault of an article without any translation:
// pipeline.no-targets, or pipeline.named-translation where its one text is a
// translation itself, whose source stands beside it and was not named.
func Alone(a Article) error {
	path := a.Source.Path
	if !a.Source.Lang.Chinese() {
		if source := SourceBeside(path); source != "" {
			return fault.New("pipeline.named-translation", path, "Source", source)
		}
	}
	return fault.New("pipeline.no-targets", path, "Name", a.Name, "Ext", filepath.Ext(path))
}

// SourceBeside finds the Chinese text of an article that stands beside another
// of its texts, "" for none.
func SourceBeside(path string) string {
	name, _, ok := read.SplitName(path)
	if !ok {
		return ""
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return ""
	}
	for _, e := range entries {
		n, tag, ok := read.SplitName(e.Name())
		if ok && n == name && (tag.Chinese() || tag == lang.Und) && e.Name() != filepath.Base(path) && Readable(e.Name()) { // Und: NAME.zh.md
			return filepath.Join(filepath.Dir(path), e.Name())
		}
	}
	return ""
}

// IsEdition reports whether a path is named as an edition is, NAME.LANG.LANG.txt:
// such a file is no text of an article.
func IsEdition(path string) bool {
	name, _, ok := read.SplitName(path)
	_, _, twice := read.SplitName(name + filepath.Ext(path))
	return ok && twice
}
