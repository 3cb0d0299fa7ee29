package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
)

// Merge takes the last step over the shares of a project, which lie in folders:
// it puts their outputs together in Build.Out, looks across all articles, writes
// the lock, and removes what is nobody's. What comes of it is, byte for byte,
// what one run over all articles writes. A share that is missing, comes twice or
// was made of another state of the project is an error.
func Merge(ctx context.Context, opt Options, folders []string) (*Summary, error) {
	opt.Shard, opt.Only, opt.NoCache = Shard{}, "", false
	r, done, err := start(ctx, &opt)
	if err != nil {
		return nil, err
	}
	defer done()
	list := r.plan
	shares, err := r.shares(folders)
	defer func() {
		for _, s := range shares {
			s.file.Close()
		}
	}()
	if err != nil {
		return nil, err
	}
	old, err := r.begin()
	if err != nil {
		return nil, err
	}
	defer old.close()
	defer r.abandon()
	for i := range list {
		if err := errors.Join(ctx.Err(), r.mergeOne(&list[i], shares, old)); err != nil {
			return nil, err
		}
	}
	for _, s := range shares {
		if s.next != nil {
			return nil, s.wrong()
		}
	}
	if _, err := old.upTo("", r.gone); err != nil {
		return nil, err
	}
	if err := r.finish(ctx, old, r.all); err != nil || opt.DryRun {
		return r.sum, err
	}
	for _, s := range shares { // what is published is no share any more
		if same, err := filepath.Abs(s.dir); err == nil {
			if out, err := filepath.Abs(opt.Build.Out); err == nil && same == out {
				s.file.Close()
				if err := atomicfile.Remove(s.path); err != nil {
					return r.sum, err
				}
			}
		}
	}
	return r.sum, nil
}

// shares opens the manifests in folders: all shares of one project, each once.
func (r *run) shares(folders []string) ([]*share, error) {
	var out []*share
	for _, dir := range folders {
		paths, _ := filepath.Glob(filepath.Join(escapeGlob(dir), ".duizhao-shard-*-of-*.jsonl"))
		if len(paths) == 0 {
			return out, fault.New("publish.no-shard", dir)
		}
		for _, path := range paths {
			s, err := openShare(dir, path)
			if err != nil {
				return out, err
			}
			out = append(out, s)
		}
	}
	of, project := out[0].head.Of, r.project()
	slices.SortFunc(out, func(a, b *share) int { return a.head.Shard - b.head.Shard })
	for i, s := range out {
		switch {
		case s.head.Project != project:
			return out, fault.New("publish.shard-other", s.path)
		case s.head.Of != of:
			return out, fault.New("publish.shard-count", s.path, "Of", s.head.Of, "Want", of)
		case i > 0 && s.head.Shard == out[i-1].head.Shard:
			return out, fault.New("publish.shard-twice", s.path, "Other", out[i-1].path)
		}
	}
	for i := 1; i <= of; i++ {
		if i > len(out) || out[i-1].head.Shard != i {
			return out, fault.New("publish.shard-missing", "", "Shard", Shard{i, of}.String())
		}
	}
	return out, nil
}

// escapeGlob keeps a folder's name from being read as a pattern.
func escapeGlob(dir string) string {
	var b []byte
	for i := range len(dir) {
		switch c := dir[i]; c {
		case '*', '?', '[':
			b = append(b, '[', c, ']')
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

// mergeOne takes over one article from the share that has it.
func (r *run) mergeOne(p *planned, shares []*share, old *lockReader) error {
	was, err := old.upTo(p.path, r.gone)
	if err != nil {
		return err
	}
	it := &item{p: p, old: was, outcome: Outcome{Path: p.path, State: Untranslated, Missing: p.missing}}
	s := shares[0]
	for i := range shares {
		if (Shard{i + 1, len(shares)}).has(p.path) {
			s = shares[i]
		}
	}
	if s.name() != p.path {
		if len(p.Targets) > 0 {
			return s.wrong()
		}
		return r.take(it)
	}
	line, facts := s.next, s.facts
	if err := s.advance(); err != nil {
		return err
	}
	if line.Entry == nil {
		it.fail(fault.New("publish.failed-in-shard", p.path, "Shard", Shard{s.head.Shard, s.head.Of}.String()))
		return r.take(it)
	}
	if err := r.adopt(it, s, line, facts); err != nil {
		var f *fault.Error
		if !errors.As(err, &f) || f.Class != fault.Stale {
			return err
		}
		it.fail(err)
	}
	return r.take(it)
}

// adopt puts the files of an article in place. Those of another folder are
// copied, and held to their hashes on the way.
func (r *run) adopt(it *item, s *share, line *manifestLine, facts []byte) error {
	f, err := decode(facts, headOnly)
	if err != nil || f.Path != it.p.path {
		return s.wrong()
	}
	it.entry, it.key = line.Entry, line.Key
	it.outcome.State, it.outcome.Facts = Unchanged, f
	it.outcome.Why = line.Entry.why(it.old)
	if r.opt.Frozen && it.outcome.Why != "" {
		return stale(it.p.path, it.outcome.Why)
	}
	for _, p := range sortedKeys(line.Entry.Outputs) {
		h := line.Entry.Outputs[p]
		if !local(p) {
			return s.wrong()
		}
		if r.opt.Frozen && it.old.Outputs[p] != h {
			return differs(p)
		}
		if now, err := hashFile(r.place(p)); err == nil && now == h {
			continue
		}
		from := filepath.Join(s.dir, filepath.FromSlash(p))
		data, err := os.ReadFile(from)
		if err != nil || Sum(data) != h {
			return fault.New("publish.shard-output", from).Because(err)
		}
		it.outcome.State = Restored
		if err := r.put(p, data, it.old.output(p)); err != nil {
			return err
		}
	}
	if r.opt.DryRun {
		return nil
	}
	if line.Ledger != "" && !r.opt.Frozen {
		if err := atomicfile.Write(it.p.Ledger(), []byte(line.Ledger), 0o644); err != nil {
			return err
		}
	}
	return r.cache.mustPut(kindFacts, line.Key, facts)
}
