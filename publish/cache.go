package publish

import (
	"bytes"
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	"github.com/duizhao/duizhao/atomicfile"
)

// cache is the folder of what can be made again, by content: outputs by their
// own hash, everything else by the hash of what it was made of. It may be
// deleted at any time. Every file begins with the hash of the rest, or is named
// by it: what is damaged is noticed when it is read, removed and made again.
type cache struct {
	dir string
	off bool // read nothing: made anew, and taken away at the end

	grown atomic.Bool // this run has put something
}

// The kinds of cached files.
const (
	kindOutput = "out"   // by content
	kindFacts  = "facts" // by key of the article
	kindMemo   = "memo"  // by path of the article
	kindTerms  = "terms" // by hash of the termbase
	kindLast   = "last"  // by key of the last step
)

// DefaultCacheLimit is the size in bytes above which the oldest files of the
// cache are removed.
const DefaultCacheLimit = 4 << 30

func (c *cache) path(kind string, h Hash) string {
	name := h.String()
	return filepath.Join(c.dir, kind, name[:2], name[2:])
}

// get reads a file of the cache; a damaged one is removed.
func (c *cache) get(kind string, h Hash) ([]byte, bool) {
	path := c.path(kind, h)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	if kind == kindOutput {
		if Sum(data) == h {
			return data, true
		}
	} else if sum, rest, ok := bytes.Cut(data, []byte("\n")); ok && string(sum) == Sum(rest).String() {
		return rest, true
	}
	_ = os.Remove(path)
	return nil, false
}

// put writes a file of the cache. The cache is a help: that a file can't be
// kept fails nothing.
func (c *cache) put(kind string, h Hash, data []byte) {
	if kind != kindOutput {
		data = append([]byte(Sum(data).String()+"\n"), data...)
	}
	c.grown.Store(true)
	_ = atomicfile.Keep(c.path(kind, h), data, 0o644)
}

// mustPut is put where the run needs to read the file again.
func (c *cache) mustPut(kind string, h Hash, data []byte) error {
	c.grown.Store(true)
	data = append([]byte(Sum(data).String()+"\n"), data...)
	return atomicfile.Keep(c.path(kind, h), data, 0o644)
}

// facts reads an article's facts.
func (c *cache) facts(key Hash, what parts) (*Facts, bool) {
	data, ok := c.get(kindFacts, key)
	if !ok {
		return nil, false
	}
	f, err := decode(data, what)
	if err != nil {
		_ = os.Remove(c.path(kindFacts, key))
		return nil, false
	}
	return f, true
}

// trim removes the oldest files until the cache is no larger than limit; a run
// that put nothing into it leaves it alone. Age is
// that of the file; nothing else depends on it.
func (c *cache) trim(limit int64) {
	type old struct {
		path string
		size int64
		time int64
	}
	var total int64
	if !c.grown.Load() {
		return
	}
	walk := func(each func(string, fs.FileInfo)) {
		_ = filepath.WalkDir(c.dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				if info, err := e.Info(); err == nil {
					each(path, info)
				}
			}
			return nil
		})
	}
	walk(func(_ string, info fs.FileInfo) { total += info.Size() })
	if total <= limit {
		return
	}
	var files []old
	walk(func(path string, info fs.FileInfo) {
		files = append(files, old{path, info.Size(), info.ModTime().UnixNano()})
	})
	slices.SortFunc(files, func(a, b old) int { return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.path, b.path)) })
	for _, f := range files {
		if total <= limit {
			return
		}
		if os.Remove(f.path) == nil {
			total -= f.size
		}
	}
}
