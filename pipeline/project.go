package pipeline

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// InProject lists the articles of a project, sorted by the paths of their
// sources, each once: what the configuration's sources name, without the folder
// out of the outputs. seen gives a path of the configuration as it is seen from
// the current folder; nil stands for a build, which goes into the project's.
// Where sel names no language the configuration's from is the source's; which
// translations are wanted is left to the caller.
func InProject(conf *config.Config, seen func(path string) string, out string, sel Selection) ([]Article, error) {
	if seen == nil {
		seen = func(path string) string { return filepath.Clean(filepath.FromSlash(path)) }
	}
	sel.Project = seen(".")
	if sel.From == lang.Und {
		sel.From = lang.Tag(conf.From)
	}
	sources := conf.Sources
	if len(sources) == 0 {
		sources = []string{"."}
	}
	var found []Article
	for _, s := range sources {
		path := seen(s)
		info, err := os.Stat(path)
		if err != nil {
			id := "pipeline.source-unreadable"
			if errors.Is(err, fs.ErrNotExist) {
				id = "pipeline.no-source"
			}
			return nil, fault.New(id, conf.Path, "Source", s)
		}
		if !info.IsDir() {
			a, err := One(path, sel.Project, sel)
			if err != nil {
				return nil, err
			}
			found = append(found, a)
			continue
		}
		list, err := Discover(path, out, sel)
		if err != nil {
			return nil, err
		}
		found = append(found, list...)
	}
	slices.SortStableFunc(found, func(a, b Article) int { return strings.Compare(a.slashed(), b.slashed()) })
	return slices.CompactFunc(found, func(a, b Article) bool { return a.Source.Path == b.Source.Path }), nil // named twice
}

// slashed is the path of the source with forward slashes.
func (a Article) slashed() string { return filepath.ToSlash(a.Source.Path) }
