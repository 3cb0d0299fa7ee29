package publish

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// inputs is all that decides what an article's outputs are.
type inputs struct {
	entry *Entry // without outputs
	texts Hash
	cache Hash // the key of what is cached: the entry's, and what changes findings only
}

var buffers = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}

// hashFile hashes the content of a file.
func hashFile(path string) (Hash, error) {
	f, err := os.Open(path)
	if err != nil {
		return Hash{}, err
	}
	defer f.Close()
	h := sha256.New()
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{f}, *buffer); err != nil { // a file alone would bring its own buffer
		return Hash{}, err
	}
	return Hash(h.Sum(nil)[:20]), nil
}

// inputs hashes what an article depends on. Its texts are read only where they,
// or the concepts of the termbase, have changed since they were last looked at.
func (r *run) inputs(p *planned) (inputs, error) {
	e := &Entry{Article: p.path, Settings: r.settings, Lexicon: r.opt.Lexicon, Tool: r.opt.Version, Targets: map[string]Hash{}}
	var list []string // of what the memo is about
	for i, f := range append([]pipeline.File{p.Source}, p.Targets...) {
		h, err := hashFile(f.Path)
		if err != nil {
			_, err = pipeline.ReadText(f, read.Options{}) // words it
			if err == nil {
				err = errChanging
			}
			return inputs{}, err
		}
		if path := filepath.ToSlash(f.Path); i == 0 {
			e.Source = h
		} else {
			e.Targets[path] = h
		}
		list = append(list, f.Path, string(f.Lang), h.String())
	}
	if h, err := hashFile(p.Ledger()); err == nil {
		e.Ledger = h
	} else if !errors.Is(err, fs.ErrNotExist) {
		_, err := pipeline.Load(p.Article, r.opt.Build.Options) // words it
		return inputs{}, err
	}
	in := inputs{entry: e, texts: Sum([]byte(strings.Join(list, "\x00")))}
	m, err := r.memo(p, in.texts)
	if err != nil {
		return inputs{}, err
	}
	e.Terms = m.hash()
	for _, name := range m.Pictures {
		if e.Pictures == nil {
			e.Pictures = map[string]Hash{}
		}
		e.Pictures[name] = Hash{}
		if data, ok := pipeline.Picture(p.Dir, name); ok {
			e.Pictures[name] = Sum(data)
		}
	}
	until := m.Until
	if own := r.opt.suppressed(p.Name); len(own) > 0 {
		data, _ := json.Marshal(own)
		e.Settings = Sum(append(e.Settings[:], data...))
		until = slices.Clone(until)
		for _, s := range own {
			until = append(until, string(s.Until))
		}
	}
	in.cache = r.cacheKey(e, until)
	return in, nil
}

// cacheKey adds to an entry's key what may change findings but no output: which
// of the last days have passed, and the program where its version is none.
func (r *run) cacheKey(e *Entry, until []string) Hash {
	key := e.key()
	data := append(key[:], r.opt.Program[:]...)
	for _, day := range until {
		if day != "" && r.opt.Today != "" && day < r.opt.Today {
			data = append(data, day...)
		}
	}
	return Sum(data)
}

// memoForm changes with what memos hold, so that those of an older release are
// not taken for new ones.
const memoForm = "2\x00"

// untilDay finds the last days in comments that accept findings; what it finds
// beside them does no harm.
var untilDay = regexp.MustCompile(`until\s+(\d{4}-\d\d-\d\d)`)

// memo gives what there is to know of the article's texts, from the cache or by
// reading them.
func (r *run) memo(p *planned, texts Hash) (*memo, error) {
	b, err := r.base(p.Glossaries)
	if err != nil {
		return nil, err
	}
	var loaded []*segment.Text
	load := func() ([]*segment.Text, error) {
		if loaded != nil {
			return loaded, nil
		}
		for _, f := range append([]pipeline.File{p.Source}, p.Targets...) {
			t, err := pipeline.ReadText(f, read.Options{Encoding: r.opt.Build.Encoding})
			if err != nil {
				return nil, err
			}
			loaded = append(loaded, t)
		}
		return loaded, nil
	}
	at := Sum([]byte(memoForm + p.path))
	m := &memo{}
	if data, ok := r.cache.get(kindMemo, at); ok && !r.cache.off && json.Unmarshal(data, m) == nil && m.Texts == texts {
		was := m.Base
		current, err := m.current(b, p.Name, r.cache, load)
		if err != nil {
			return nil, err
		}
		if current {
			if m.Base != was {
				r.keepMemo(at, m)
			}
			return m, nil
		}
	}
	list, err := load()
	if err != nil {
		return nil, err
	}
	scope := pipeline.ScopeOf(p.Name, list[0])
	m = &memo{Texts: texts, Client: scope.Client, Domain: scope.Domain}
	for _, t := range list {
		m.Pictures = append(m.Pictures, pipeline.Pictures(t.Doc)...)
		if strings.Contains(t.Doc.Text, "duizhao:") {
			for _, found := range untilDay.FindAllStringSubmatch(t.Doc.Text, -1) {
				m.Until = append(m.Until, found[1])
			}
		}
	}
	slices.Sort(m.Pictures)
	slices.Sort(m.Until)
	m.Pictures, m.Until = slices.Compact(m.Pictures), slices.Compact(m.Until)
	m.take(b, p.Name, list)
	r.keepMemo(at, m)
	return m, nil
}

func (r *run) keepMemo(at Hash, m *memo) {
	if r.cache.off || r.opt.DryRun {
		return
	}
	data, _ := json.Marshal(m)
	r.cache.put(kindMemo, at, data)
}

// base is the termbase of an article, nil for none.
func (r *run) base(paths []string) (*base, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	key := strings.Join(paths, "\x00")
	if b := r.bases[key]; b != nil {
		return b, nil
	}
	_, joined, err := r.terms.Load(paths)
	if err != nil {
		return nil, err
	}
	b := newBase(joined)
	r.bases[key] = b
	if !r.opt.DryRun {
		r.cache.put(kindTerms, b.hash, encodeConcepts(b.list))
	}
	return b, nil
}
