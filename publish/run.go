package publish

import (
	"cmp"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
)

// run is one build or merge of a project.
type run struct {
	opt      *Options
	plan     []planned
	cache    *cache
	settings Hash
	terms    pipeline.Bases

	mu    sync.Mutex
	bases map[string]*base

	// What is gathered article by article, in their order.
	keys     []kept          // of the facts there are
	outputs  []uint64        // hashes of the paths of all outputs, for removal
	doubtful map[string]Hash // outputs of before that are perhaps nobody's now
	tally    *pipeline.Tally
	pairs    map[lang.Tag]int // how many there are at most
	lock     *lockWriter      // nil where none is written
	manifest *manifest        // of a shard
	sum      *Summary
}

// kept tells where an article's facts are.
type kept struct {
	path string
	key  Hash
}

// Build builds the project in the current folder: what has changed, or the
// articles that Only or Shard choose. The error is about the whole run (the
// configuration, the lock, a context that ended); that an article failed is told
// to Report and counted in the summary, whose Err is the first such error whose
// class is not that of a wrong file (a service, a quota).
//
// What is left out when only some articles are built: nothing is removed, and
// the last step is not taken.
func Build(ctx context.Context, opt Options) (*Summary, error) {
	r, done, err := start(ctx, &opt)
	if err != nil {
		return nil, err
	}
	defer done()
	list := r.plan
	old, err := r.begin()
	if err != nil {
		return nil, err
	}
	defer old.close()
	defer r.abandon()
	if opt.Started != nil {
		chosen := 0
		for i := range list {
			if list[i].chosen {
				chosen++
			}
		}
		opt.Started(chosen)
	}
	if err := r.articles(ctx, old); err != nil {
		return nil, err
	}
	if _, err := old.upTo("", r.gone); err != nil {
		return nil, err
	}
	switch {
	case opt.Shard.Of > 0:
		if !opt.DryRun {
			return r.sum, r.manifest.commit()
		}
		return r.sum, nil
	case opt.Only != "":
		return r.sum, r.keepSite(old)
	}
	if opt.Frozen && r.sum.States[Stale]+r.sum.States[Failed] > 0 {
		return r.sum, nil // whoever looks across articles would find others than those of the lock
	}
	return r.sum, r.finish(ctx, old, r.all)
}

// start plans a run, gets it going, and reads the termbases, of which a broken
// one is an error of the run. done ends it.
func start(ctx context.Context, opt *Options) (r *run, done func(), err error) {
	list, err := plan(opt)
	if err != nil {
		return nil, nil, err
	}
	r = &run{opt: opt, plan: list, settings: opt.settingsOf(), bases: map[string]*base{}}
	if done, err = r.open(ctx); err != nil {
		return nil, nil, err
	}
	for i := range list {
		if _, err := r.base(list[i].Glossaries); err != nil {
			done()
			return nil, nil, err
		}
	}
	return r, done, nil
}

// open gets the run going: its cache, and its turn.
func (r *run) open(ctx context.Context) (done func(), err error) {
	opt := r.opt
	opt.Jobs = max(opt.Jobs, 1)
	opt.Build.Bases = &r.terms
	opt.Build.DryRun = false
	r.sum = &Summary{Articles: len(r.plan), States: map[State]int{}}
	r.doubtful, r.pairs, r.tally = map[string]Hash{}, map[lang.Tag]int{}, opt.Settings.Tally()
	r.cache = &cache{dir: opt.cacheDir()}
	release := func() {}
	if !opt.DryRun {
		if release, err = takeTurn(ctx, opt); err != nil {
			return nil, err
		}
	}
	done = release
	if opt.NoCache {
		dir, err := os.MkdirTemp("", "duizhao-")
		if err != nil {
			release()
			return nil, fault.New("file.write", os.TempDir()).Because(err)
		}
		r.cache = &cache{dir: dir, off: true}
		done = func() { os.RemoveAll(dir); release() }
	} else if !opt.DryRun {
		limit := cmp.Or(opt.CacheLimit, DefaultCacheLimit)
		done = func() { r.cache.trim(limit); release() }
	}
	if !opt.DryRun {
		r.sweep()
	}
	return done, nil
}

// sweep removes what killed runs left.
func (r *run) sweep() {
	atomicfile.SweepAll(r.opt.Build.Out)
	atomicfile.SweepAll(r.cache.dir)
	atomicfile.Sweep(".")
	last := ""
	for i := range r.plan {
		if dir := r.plan[i].Dir; dir != last {
			atomicfile.Sweep(dir)
			last = dir
		}
	}
}

// begin opens the lock that is, and the one that is to be.
func (r *run) begin() (*lockReader, error) {
	old, err := openLock(LockName)
	if err != nil {
		return nil, err
	}
	switch {
	case r.opt.DryRun:
	case r.opt.Shard.Of > 0:
		r.manifest, err = newManifest(r)
	case !r.opt.Frozen:
		r.lock, err = newLock(LockName)
	}
	if err != nil {
		old.close()
		return nil, err
	}
	return old, nil
}

func (r *run) abandon() {
	if r.lock != nil {
		r.lock.abort()
	}
	if r.manifest != nil {
		r.manifest.abort()
	}
}

// item is one article on its way.
type item struct {
	p    *planned
	old  *Entry
	done chan struct{}

	entry   *Entry // as the lock is to have it; nil for none
	key     Hash   // of its facts; zero for none
	ledger  []byte // that was written, nil for none
	outcome Outcome
}

// articles builds the articles side by side and takes each in the order of the
// plan. No more than a few wait for their turn, so that memory does not grow
// with their number.
func (r *run) articles(ctx context.Context, old *lockReader) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan *item, 4*r.opt.Jobs+8)
	var workers sync.WaitGroup
	defer workers.Wait()
	go func() {
		defer close(queue)
		slots := make(chan struct{}, r.opt.Jobs)
		pass := func(e *Entry) error { // an entry without an article takes its turn too
			it := &item{old: e, done: make(chan struct{})}
			close(it.done)
			select {
			case <-ctx.Done():
				return context.Cause(ctx)
			case queue <- it:
				return nil
			}
		}
		for i := range r.plan {
			it := &item{p: &r.plan[i], done: make(chan struct{})}
			var err error
			if it.old, err = old.upTo(it.p.path, pass); err != nil {
				cancel(err)
				return
			}
			select {
			case <-ctx.Done():
				return
			case slots <- struct{}{}:
			}
			workers.Add(1)
			go func() {
				defer workers.Done()
				defer func() { <-slots }()
				defer close(it.done)
				r.article(ctx, it)
			}()
			select {
			case <-ctx.Done():
				return
			case queue <- it:
			}
		}
	}()
	for it := range queue {
		select {
		case <-it.done:
		case <-ctx.Done():
			<-it.done
		}
		if err := context.Cause(ctx); err != nil {
			drain(queue)
			return err
		}
		if err := r.take(it); err != nil {
			cancel(err)
			drain(queue)
			return err
		}
	}
	return context.Cause(ctx)
}

func drain(queue chan *item) {
	for range queue {
	}
}

// gone is an entry of the lock whose article is no more.
func (r *run) gone(e *Entry) error {
	if r.opt.Only != "" || r.opt.Shard.Of > 0 {
		return r.write(e) // kept until everything is built
	}
	if r.opt.Frozen {
		r.sum.States[Stale]++
		return r.tell(&Outcome{Path: e.Article, State: Stale, Why: "gone", Err: stale(e.Article, "gone")})
	}
	for path, h := range e.Outputs {
		r.doubtful[path] = h
	}
	return nil
}

// write adds an entry to the lock.
func (r *run) write(e *Entry) error {
	if r.lock == nil || e == nil {
		return nil
	}
	return r.lock.put(e)
}

func (r *run) tell(out *Outcome) error {
	if r.opt.Report == nil {
		return nil
	}
	return r.opt.Report(out)
}

// take adds one finished article to what is gathered.
func (r *run) take(it *item) error {
	switch {
	case it.p == nil:
		return r.gone(it.old)
	case !it.p.chosen:
		return r.write(it.old)
	}
	out := &it.outcome
	r.sum.States[out.State]++
	if out.Err != nil && r.sum.Err == nil {
		var f *fault.Error
		if errors.As(out.Err, &f) && f.Class != fault.Usage && f.Class != fault.Stale {
			r.sum.Err = out.Err
		}
	}
	entry := it.entry
	if entry == nil && (out.State == Failed || out.State == Stale) {
		entry = it.old // what was published of it stays
	}
	if entry != nil {
		for path := range entry.Outputs {
			r.outputs = append(r.outputs, pathKey(path))
		}
	}
	if it.old != nil && (entry == nil || entry != it.old) {
		for path, h := range it.old.Outputs {
			if entry == nil || entry.Outputs[path] == (Hash{}) {
				r.doubtful[path] = h
			}
		}
	}
	f := out.Facts
	if f == nil && out.State == Failed && it.old != nil { // so do its facts, where the cache has them
		it.key = r.cacheKey(it.old, nil)
		f, _ = r.cache.facts(it.key, headOnly)
	}
	if f != nil {
		r.tally.Add(f.Name, r.stale(f))
		for _, t := range f.Texts {
			r.pairs[t.Lang] += t.Beads
		}
		r.keys = append(r.keys, kept{it.p.path, it.key})
	}
	if r.manifest != nil {
		if err := r.manifest.put(it, r.cache); err != nil {
			return err
		}
	}
	if err := r.write(entry); err != nil {
		return err
	}
	return r.tell(out)
}

// stale gives what translations say about suppressions; it has no place.
func (r *run) stale(f *Facts) [][]finding.Finding {
	var l library
	out := make([][]finding.Finding, len(f.Stale))
	for i, list := range f.Stale {
		out[i] = l.restoreAll(list)
	}
	return out
}

func pathKey(path string) uint64 { return keyOf(path, strings.ToUpper(path)) }

// all goes over the facts of all articles.
func (r *run) all(what parts) All {
	return func(yield func(*Facts, error) bool) {
		for _, k := range r.keys {
			f, ok := r.cache.facts(k.key, what)
			if !ok {
				yield(nil, fault.New("publish.facts-lost", k.path))
				return
			}
			if !yield(f, nil) {
				return
			}
		}
	}
}

// keepSite copies the last line of a lock of which only some articles changed.
func (r *run) keepSite(old *lockReader) error {
	if r.lock == nil {
		return nil
	}
	if old.site != nil {
		if err := r.lock.put(old.site); err != nil {
			return err
		}
	}
	return r.lock.commit()
}

// sortedKeys lists the keys of a map in their order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
