package publish

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

// finish takes the last step over all articles: what they show together, the
// files of the project itself, the lock, and what is to be removed. all gives
// the facts.
func (r *run) finish(ctx context.Context, old *lockReader, all func(parts) All) error {
	key := r.lastKey()
	found, err := r.across(ctx, key, all)
	if err != nil {
		return err
	}
	site, err := r.site(ctx, key, old.site, all(everything))
	if err != nil {
		return err
	}
	if old.site != nil {
		for p, h := range old.site.Outputs {
			if site == nil || site.Outputs[p] == (Hash{}) {
				r.doubtful[p] = h
			}
		}
	}
	if site != nil {
		for p := range site.Outputs {
			r.outputs = append(r.outputs, pathKey(p))
		}
	}
	dead, err := r.deadLinks(ctx, key, site, all(headOnly))
	if err != nil {
		return err
	}
	r.sum.Findings = slices.Concat(found, dead, r.tally.Findings(), r.terms.Lint())
	if err := r.remove(); err != nil || r.lock == nil {
		return err
	}
	if site != nil {
		if err := r.lock.put(site); err != nil {
			return err
		}
	}
	return r.lock.commit()
}

// lastKey is the hash of all that the last step depends on.
func (r *run) lastKey() Hash {
	data := append([]byte(nil), r.settings[:]...)
	for _, k := range r.keys {
		data = append(append(data, k.path...), k.key[:]...)
	}
	suppress, _ := json.Marshal(r.opt.Config.Suppress)
	data = append(append(data, suppress...), r.opt.Program[:]...)
	for _, s := range r.opt.Config.Suppress {
		if s.Until != "" && string(s.Until) < r.opt.Today {
			data = append(data, s.Until...)
		}
	}
	return Sum(data)
}

// across compares the articles with each other. What was found is remembered
// until a fact changes.
func (r *run) across(ctx context.Context, key Hash, all func(parts) All) ([]finding.Finding, error) {
	l := library{encoding: r.opt.Build.Encoding}
	if data, ok := r.cache.get(kindLast, key); ok && !r.cache.off {
		var list []Finding
		if unmarshal(data, &list) == nil {
			for i := range list {
				list[i].whole()
			}
			found := l.restoreAll(list)
			return r.placed(found), nil
		}
	}
	suspects, err := r.suspects(ctx, all(headKeys))
	if err != nil {
		return nil, err
	}
	facts := map[lang.Tag][]check.Fact{}
	for tag := range r.pairs { // a language without suspects counts for suppressions that match nothing
		facts[tag] = nil
	}
	if len(suspects) > 0 {
		if err := r.gather(ctx, &l, facts, suspects, all(everything)); err != nil {
			return nil, err
		}
	}
	found := r.opt.Settings.Compare(facts)
	if data, err := json.Marshal(keepAll(found)); err == nil && !r.opt.DryRun {
		r.cache.put(kindLast, key, data)
	}
	return found, nil
}

// placed gives findings about the configuration its text again, which no reader
// of articles can read.
func (r *run) placed(list []finding.Finding) []finding.Finding {
	for i := range list {
		if p := list[i].Source; p != nil && p.Doc.Path == r.opt.Config.Path {
			p.Doc.Text = r.opt.Config.Text
		}
	}
	return list
}

// suspect is half of a pair's key: a source sentence with several translations,
// or a translation of several source sentences.
type suspect struct {
	tag    lang.Tag
	target bool
	half   uint32
}

// suspects finds by their hashes alone the sentences that may have been
// translated two ways: of an archive, 8 bytes a pair are held at once.
func (r *run) suspects(ctx context.Context, all All) (map[suspect]bool, error) {
	keys := pairKeys{}
	for tag, n := range r.pairs {
		keys[tag] = make([]uint64, 0, n)
	}
	for f, err := range all {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return nil, err
		}
		for tag, list := range f.keys {
			keys[tag] = append(keys[tag], list...)
		}
	}
	out := map[suspect]bool{}
	for tag, list := range keys {
		for _, target := range []bool{false, true} {
			if target { // the other half first
				for i, k := range list {
					list[i] = k<<32 | k>>32
				}
			}
			slices.Sort(list)
			for i := 1; i < len(list); i++ {
				if list[i] != list[i-1] && list[i]>>32 == list[i-1]>>32 {
					out[suspect{tag, target, uint32(list[i] >> 32)}] = true
				}
			}
		}
	}
	return out, nil
}

// gather makes facts of the suspects: of each pair of texts the first, and all
// that comments have something to say about, as check.Consistency needs them.
func (r *run) gather(ctx context.Context, l *library, facts map[lang.Tag][]check.Fact, suspects map[suspect]bool, all All) error {
	type pair struct {
		tag            lang.Tag
		source, target string
	}
	seen := map[pair]bool{}
	for f, err := range all {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		at := map[lang.Tag]int{}
		for _, p := range f.Body.Pairs {
			tag := f.Texts[p.Text].Lang
			k := f.keys[tag][at[tag]]
			at[tag]++
			if !suspects[suspect{tag, false, uint32(k >> 32)}] && !suspects[suspect{tag, true, uint32(k)}] {
				continue
			}
			id := pair{tag, f.Body.Sentences[0][p.Source].Text, f.Body.Sentences[p.Text][p.Target].Text}
			if len(p.Accepted) == 0 {
				if seen[id] {
					continue
				}
				seen[id] = true
			}
			facts[tag] = append(facts[tag], l.fact(f, p))
		}
	}
	return nil
}

// site runs the step that puts files of the project's own, where it is needed.
// It gives the line of the lock, nil for none.
func (r *run) site(ctx context.Context, key Hash, old *siteLine, all All) (*siteLine, error) {
	last := r.opt.Last
	if last == nil {
		return nil, nil
	}
	key = Sum([]byte(key.String() + last.Key))
	if old != nil && !r.opt.NoCache && old.Site == r.siteKey(last) && r.intact(key, old) {
		return old, nil
	}
	if r.opt.DryRun {
		return old, nil
	}
	line := &siteLine{Site: r.siteKey(last), Outputs: map[string]Hash{}}
	put := func(name string, data []byte) error {
		name = path.Clean(name)
		if !local(name) {
			return fault.New("file.write", name)
		}
		h := Sum(data)
		if r.opt.Frozen && (old == nil || old.Outputs[name] != h) {
			return differs(name)
		}
		line.Outputs[name] = h
		var was Hash
		if old != nil {
			was = old.Outputs[name]
		}
		return r.put(name, data, was)
	}
	if err := last.Run(ctx, all, put); err != nil {
		return nil, err
	}
	if r.opt.Frozen && len(line.Outputs) != len(old.Outputs) {
		return nil, differs(LockName)
	}
	data, _ := json.Marshal(line)
	r.cache.put(kindLast, key, data)
	return line, nil
}

// siteKey is what the lock says of the site: what it is made with. What it is
// made of stands in the lines above.
func (r *run) siteKey(last *Last) Hash {
	return Sum([]byte(last.Key + "\x00" + r.opt.Version + "\x00" + r.settings.String()))
}

// intact reports that the files of the site were made of these facts, and are
// as they were made.
func (r *run) intact(key Hash, old *siteLine) bool {
	var was siteLine
	data, ok := r.cache.get(kindLast, key)
	if !ok || json.Unmarshal(data, &was) != nil || len(was.Outputs) != len(old.Outputs) {
		return false
	}
	for p, h := range was.Outputs {
		if now, err := hashFile(r.place(p)); err != nil || now != h || old.Outputs[p] != h {
			return false
		}
	}
	return true
}

// remove takes away the outputs that belong to no article any more: those that
// the lock knew, and whose content is what was written. What a person changed
// stays, and is told.
func (r *run) remove() error {
	if r.opt.Frozen {
		return nil
	}
	slices.Sort(r.outputs)
	for _, p := range sortedKeys(r.doubtful) {
		if _, ours := slices.BinarySearch(r.outputs, pathKey(p)); ours || !local(p) {
			continue
		}
		place := r.place(p)
		now, err := hashFile(place)
		if err != nil {
			continue // gone already
		}
		if now != r.doubtful[p] && !r.made(now) {
			if r.opt.Notice != nil {
				r.opt.Notice(fault.New("publish.not-ours", place))
			}
			continue
		}
		r.sum.Removed = append(r.sum.Removed, p)
		if r.opt.DryRun {
			continue
		}
		if err := atomicfile.Remove(place); err != nil {
			return err
		}
		for dir := filepath.Dir(place); len(dir) > len(filepath.Clean(r.opt.Build.Out)); dir = filepath.Dir(dir) {
			if os.Remove(dir) != nil {
				break // not empty
			}
		}
	}
	return nil
}

// made reports a content that a run here has made: the lock may be older than
// an output, after a kill.
func (r *run) made(h Hash) bool {
	kept := cache{dir: r.opt.cacheDir()} // a run without a cache has one that knows nothing
	_, err := os.Stat(kept.path(kindOutput, h))
	return err == nil
}

// describe says which share this is, for messages.
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Index, s.Of) }
