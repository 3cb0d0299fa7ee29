package pipeline

import (
	"os"
	"path/filepath"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// Alone is the fault of an article without any translation:
// pipeline.no-targets, or pipeline.named-translation where its one text is a
// translation itself, whose source stands beside it and was not named.
func Alone(a Article) error {
	path := a.Source.Path
	ext := filepath.Ext(path)
	if !a.Source.Lang.Chinese() {
		for _, tag := range []lang.Tag{lang.ZhHant, lang.ZhHans} {
			source := filepath.Join(a.Dir, a.Name+"."+string(tag)+ext)
			if _, err := os.Stat(source); err == nil {
				return fault.New("pipeline.named-translation", path, "Source", source)
			}
		}
	}
	return fault.New("pipeline.no-targets", path, "Name", a.Name, "Ext", ext)
}
