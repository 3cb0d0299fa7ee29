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
	"github.com/duizhao/duizhao/read"
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
		if holds(out, path) {
			return nil, fault.New("pipeline.output-holds-sources", conf.Path, "Out", out, "Source", s)
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

// Project is the folder of the configuration, "" where there is none.
func (s *Settings) Project() string {
	if s == nil || s.config == nil || s.config.Path == "" {
		return ""
	}
	return filepath.Dir(s.config.Path)
}

// holds reports whether a folder is the folder or file path, or has it in it.
func holds(dir, path string) bool {
	if dir == "" {
		return false
	}
	real := func(path string) string {
		abs, err := filepath.Abs(path)
		if err != nil {
			return path
		}
		if there, err := filepath.EvalSymlinks(abs); err == nil {
			return there
		}
		return abs
	}
	rel, err := filepath.Rel(real(dir), real(path))
	return err == nil && filepath.IsLocal(rel)
}

// overlooked finds a text of an article in the folder skip of the outputs below
// root: a source with a translation beside it, or, where no article was found
// elsewhere, any source. Outputs themselves, NAME.LANG.LANG.txt, are none.
func overlooked(root, skip string, none bool) (text string) {
	if skip == "" || holds(skip, root) || !holds(root, skip) {
		return ""
	}
	type at struct{ dir, name string }
	first, entries := map[at]string{}, 0
	_ = filepath.WalkDir(skip, func(path string, e fs.DirEntry, err error) error {
		if entries++; entries > maxEntries {
			return fs.SkipAll
		}
		if err != nil || e.IsDir() || hidden(e.Name()) || !Readable(path) {
			return nil
		}
		name, tag, ok := read.SplitName(path)
		if !ok || IsEdition(path) {
			return nil
		}
		key := at{filepath.Dir(path), name}
		if other := first[key]; other != "" {
			text = other
			return fs.SkipAll
		}
		first[key] = path
		if none && text == "" && (tag == lang.Und || tag.Chinese()) {
			text = path
		}
		return nil
	})
	return text
}

// slashed is the path of the source with forward slashes.
func (a Article) slashed() string { return filepath.ToSlash(a.Source.Path) }
