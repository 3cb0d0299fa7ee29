// Package preview shows a project while it is being worked on: it notices
// which files were saved, and serves the built pages to a browser on this
// machine, which it tells to load them anew.
package preview

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/duizhao/duizhao/fault"
)

// limits of what is watched; systems bound the number of folders too.
const (
	maxDepth   = 16
	maxFolders = 20_000
)

// Watch calls changed with the files below roots that were written, made,
// renamed or removed, sorted, once nothing has happened for the time quiet: an
// editor that saves a file makes several events, and git many. A root may be a
// single file. skip leaves out files and whole folders. The first call has no
// paths and comes as soon as everything is watched, so that no change is lost
// before it. Watch returns when ctx ends, or with an error when it cannot watch.
//
// changed is called on the goroutine of Watch; what happens meanwhile comes
// with the next call.
func Watch(ctx context.Context, roots []string, skip func(path string) bool, quiet time.Duration, changed func(paths []string)) error {
	w, err := fsnotify.NewBufferedWatcher(4096)
	if err != nil {
		return fault.New("preview.watch", "").Because(err)
	}
	defer w.Close()
	t := tree{w: w, skip: skip, files: map[string]bool{}, entered: map[string]bool{}}
	for _, root := range roots {
		if err := t.root(root); err != nil {
			return err
		}
	}
	changed(nil)
	pending := map[string]bool{}
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case e, ok := <-w.Events:
			if !ok {
				return nil
			}
			e.Name = filepath.Clean(e.Name) // of "." it says "./a"
			if !t.wanted(e) {
				continue
			}
			if e.Has(fsnotify.Create) {
				if err := t.enter(e.Name); err != nil {
					return err
				}
			}
			pending[e.Name] = true
			timer.Reset(quiet)
		case err, ok := <-w.Errors:
			if !ok {
				return nil
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return fault.New("preview.watch", "").Because(err)
			}
			pending[""] = true // something was lost: all may have changed
			timer.Reset(quiet)
		case <-timer.C:
			paths := make([]string, 0, len(pending))
			for p := range pending {
				paths = append(paths, p)
			}
			sort.Strings(paths)
			clear(pending)
			changed(paths)
		}
	}
}

// tree is what is watched.
type tree struct {
	w       *fsnotify.Watcher
	skip    func(string) bool
	files   map[string]bool // roots that are single files
	entered map[string]bool // folders of which every file counts
	folders int
}

// root watches a folder with all below it, or a file. Of a file the folder is
// watched: editors put a new file in the old one's place, which a watch on the
// file itself would not survive.
func (t *tree) root(path string) error {
	path = filepath.Clean(path)
	info, err := os.Stat(path)
	if err != nil {
		return fault.New("read.missing-file", path).Because(err)
	}
	if info.IsDir() {
		return t.enter(path)
	}
	t.files[path] = true
	return t.add(filepath.Dir(path))
}

// wanted reports whether an event is about a file that counts.
func (t *tree) wanted(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod || t.skip(e.Name) {
		return false
	}
	return t.entered[filepath.Dir(e.Name)] || t.files[e.Name]
}

// enter watches a folder and those below it; what is no folder is passed over.
func (t *tree) enter(path string) error {
	return filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) { // gone again
				return nil
			}
			return fault.New("preview.watch", p).Because(err)
		}
		if !e.IsDir() {
			return nil
		}
		if rel, err := filepath.Rel(path, p); err == nil && rel != "." {
			if t.skip(p) || strings.Count(filepath.ToSlash(rel), "/") >= maxDepth {
				return fs.SkipDir
			}
		}
		t.entered[p] = true
		return t.add(p)
	})
}

// add watches one folder.
func (t *tree) add(dir string) error {
	if t.folders++; t.folders > maxFolders {
		return fault.New("preview.too-many-folders", dir, "Limit", maxFolders)
	}
	err := t.w.Add(dir)
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EMFILE):
		return fault.New("preview.too-many-folders", dir, "Limit", t.folders-1)
	}
	return fault.New("preview.watch", dir).Because(err)
}
