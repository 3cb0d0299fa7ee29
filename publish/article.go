package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/pipeline"
)

var errChanging = errors.New("the article changes while it is built")

// maxTries is how often an article is built again whose files changed
// meanwhile, because somebody saved one.
const maxTries = 3

// article brings one article up to date. What fails, even by a mistake of ours,
// is its own failure.
func (r *run) article(ctx context.Context, it *item) {
	if !it.p.chosen {
		return
	}
	defer func() {
		if p := recover(); p != nil {
			it.fail(fault.New("publish.internal-article", it.p.path, "Reason", fmt.Sprint(p)))
		}
	}()
	it.outcome = Outcome{Path: it.p.path, Missing: it.p.missing}
	if len(it.p.Targets) == 0 {
		it.outcome.State, it.outcome.Told = Untranslated, r.told(it.p.path)
		return
	}
	for try := 1; ; try++ {
		err := r.update(ctx, it)
		if errors.Is(err, errChanging) && try < maxTries {
			continue
		}
		if errors.Is(err, errChanging) {
			err = fault.New("publish.changing", it.p.path)
		}
		if err != nil {
			it.fail(err)
		}
		return
	}
}

func (it *item) fail(err error) {
	it.entry, it.key = nil, Hash{}
	it.outcome = Outcome{Path: it.p.path, State: Failed, Err: err, Missing: it.p.missing, Why: it.outcome.Why}
	var f *fault.Error
	if errors.As(err, &f) && f.Class == fault.Stale {
		it.outcome.State = Stale
	}
}

// update finds out whether anything is to be done for an article, and does it.
func (r *run) update(ctx context.Context, it *item) error {
	in, err := r.inputs(it.p)
	if err != nil {
		return err
	}
	out := &it.outcome
	out.Why = in.entry.why(it.old)
	if r.opt.Frozen && out.Why != "" {
		return stale(it.p.path, out.Why)
	}
	if !r.opt.NoCache {
		ok, err := r.restore(it, in)
		if ok || err != nil {
			return err
		}
	}
	switch {
	case out.Why != "":
	case r.opt.NoCache:
		out.Why = "anew"
	default:
		out.Why = "cache"
	}
	if r.opt.DryRun {
		out.State, it.entry = Built, it.old // what it would write is not known before
		return nil
	}
	return r.build(ctx, it, in)
}

// told reports whether an earlier run, as far as the cache remembers, has
// already told that the article has no translation.
func (r *run) told(path string) bool {
	at := Sum([]byte("no translation\x00" + path))
	_, ok := r.cache.get(kindMemo, at)
	if !ok && !r.cache.off && !r.opt.DryRun {
		r.cache.put(kindMemo, at, nil)
	}
	return ok
}

// stale is the fault of what is out of date under Frozen.
func stale(path, why string) error {
	f := fault.New("publish.stale", path, "Why", why)
	f.Class = fault.Stale
	return f
}

// differs is the fault of an output that is not what the lock says.
func differs(path string) error {
	f := fault.New("publish.differs", path)
	f.Class = fault.Stale
	return f
}

// restore puts an article's outputs in place from what is there and what the
// cache has. ok is false when it must be built.
func (r *run) restore(it *item, in inputs) (ok bool, err error) {
	f, ok := r.cache.facts(in.cache, headOnly)
	if !ok {
		return false, nil
	}
	out := &it.outcome
	out.State = Unchanged
	entry := *in.entry
	complete(&entry, f)
	for _, path := range sortedKeys(entry.Outputs) {
		h := entry.Outputs[path]
		if !local(path) {
			return false, nil
		}
		if r.opt.Frozen && it.old.Outputs[path] != h {
			return false, differs(path)
		}
		place := r.place(path)
		if now, err := hashFile(place); err == nil && now == h {
			continue
		}
		data, ok := r.cache.get(kindOutput, h)
		if !ok {
			return false, nil
		}
		if err := r.put(path, data, it.old.output(path)); err != nil {
			return false, err
		}
		out.State = Restored
	}
	it.entry, it.key, out.Facts = &entry, in.cache, f
	if len(f.Findings) > 0 {
		l := library{encoding: r.opt.Build.Encoding}
		out.Findings = l.restoreAll(f.Findings)
	}
	return true, nil
}

// put puts an output in its place, which the lock said to hold was. It replaces
// only what duizhao wrote: what the lock or the cache knows, or what tells of
// itself that it is an output. In a dry run nothing is written.
func (r *run) put(path string, data []byte, was Hash) error {
	known := func(old []byte) bool {
		h := Sum(old)
		return h == was || r.made(h)
	}
	place, force := r.place(path), r.opt.Build.Force
	switch {
	case r.opt.DryRun && force:
		return nil
	case r.opt.DryRun:
		return pipeline.MayPut(place, data, known)
	}
	return pipeline.Put(place, data, force, known)
}

// place is where an output stands.
func (r *run) place(path string) string {
	return filepath.Join(r.opt.Build.Out, filepath.FromSlash(path))
}

// local reports a path that stays in the folder of outputs on any system:
// manifests and caches come from elsewhere.
func local(path string) bool { return fs.ValidPath(path) && !strings.ContainsAny(path, `\:`) }

// complete adds to an entry what the facts say of outputs and translations.
func complete(e *Entry, f *Facts) {
	e.Outputs, e.State, e.By = map[string]Hash{}, nil, nil
	for _, ed := range f.Editions {
		for _, o := range ed.Outputs {
			e.Outputs[o.Path] = o.Hash
		}
	}
	by := map[string]bool{}
	for _, t := range f.Texts[1:] {
		state := ""
		switch v := t.Review; {
		case v.Machine > 0 && v.Machine >= t.Beads:
			state = "machine"
		case v.Reviewed > 0 && v.Reviewed >= t.Beads:
			state = "reviewed"
		case v.Machine > 0 || v.Reviewed > 0:
			state = "mixed"
		}
		if state != "" {
			if e.State == nil {
				e.State = map[string]string{}
			}
			e.State[t.Path] = state
		}
		for _, b := range t.Review.By {
			by[b] = true
		}
	}
	if len(by) > 0 {
		e.By = sortedKeys(by)
	}
}

// build takes an article through the stages and publishes its outputs, each as
// soon as it is made.
func (r *run) build(ctx context.Context, it *item, in inputs) error {
	opt := r.opt.Build
	var outputs []Output
	ledger := it.p.Ledger()
	opt.Write = func(path string, data []byte) error {
		if path == ledger {
			return r.writeLedger(it, path, data, in.entry.Ledger)
		}
		rel, err := filepath.Rel(opt.Out, path)
		if err != nil {
			return fault.New("file.write", path).Because(err)
		}
		o := Output{Path: filepath.ToSlash(rel), Size: len(data), Hash: Sum(data)}
		if r.opt.Frozen && it.old.Outputs[o.Path] != o.Hash {
			return differs(o.Path)
		}
		outputs = append(outputs, o)
		if !r.opt.NoCache { // before it is published, so that a run after a kill knows it
			r.cache.put(kindOutput, o.Hash, data)
		}
		return r.put(o.Path, data, it.old.output(o.Path))
	}
	res := pipeline.Build(ctx, it.p.Article, opt)
	if res.Err != nil {
		return res.Err
	}
	now, err := r.inputs(it.p) // the ledger may have been written just now
	if err != nil {
		return err
	}
	if now.texts != in.texts || now.entry.Terms != in.entry.Terms {
		return errChanging
	}
	for i := range outputs {
		outputs[i].Format = string(res.Outputs[i].Format)
	}
	f := record(&res, outputs)
	data, err := f.encode()
	if err != nil {
		return fault.New("publish.internal-article", it.p.path, "Reason", err.Error())
	}
	if err := r.cache.mustPut(kindFacts, now.cache, data); err != nil {
		return err
	}
	complete(now.entry, f)
	f.Body, f.keys = nil, nil
	it.entry, it.key = now.entry, now.cache
	it.outcome.State, it.outcome.Facts, it.outcome.Findings = Built, f, res.Findings
	return nil
}

// writeLedger writes an article's ledger; under Frozen it must be as it is. was
// is the ledger that the build began with: what a translate or an import has
// put into it meanwhile is not written over.
func (r *run) writeLedger(it *item, path string, data []byte, was Hash) error {
	old, err := os.ReadFile(path)
	if err == nil && bytes.Equal(old, data) {
		return nil
	}
	if now := Sum(old); err == nil && now != was || err != nil && was != (Hash{}) {
		return errChanging
	}
	if r.opt.Frozen {
		it.outcome.Why = "ledger"
		return stale(it.p.path, "ledger")
	}
	it.ledger = data
	return atomicfile.Write(path, data, 0o644)
}
