package publish

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/duizhao/duizhao/fault"
)

// takeTurn waits until no other run builds this project, or this share of it.
// The lock is the system's own on an open file (flock, LockFileEx): it ends with
// its process however that ends. Where there is none (a folder that can't be
// written, some network file systems) the run goes on without: two runs at once
// then do work twice, but every file is still written whole, and what they write
// is the same.
func takeTurn(ctx context.Context, opt *Options) (release func(), err error) {
	dir := ".duizhao"
	if os.MkdirAll(dir, 0o755) != nil {
		return func() {}, nil
	}
	ignore := filepath.Join(dir, ".gitignore")
	if _, err := os.Stat(ignore); err != nil {
		_ = os.WriteFile(ignore, []byte("*\n"), 0o644) // only help: a torn one still ignores
	}
	name := "running"
	if opt.Shard.Of > 0 {
		name = fmt.Sprintf("running-%d-of-%d", opt.Shard.Index, opt.Shard.Of)
	}
	got := make(chan func(), 1)
	go func() {
		unlock, err := lockedfile.MutexAt(filepath.Join(dir, name)).Lock()
		if err != nil {
			unlock = func() {}
		}
		got <- unlock
	}()
	patience := time.NewTimer(time.Second)
	defer patience.Stop()
	for {
		select {
		case release := <-got:
			return release, nil
		case <-patience.C:
			if opt.Notice != nil {
				opt.Notice(fault.New("publish.waiting", filepath.Join(dir, name)))
			}
		case <-ctx.Done():
			go func() { (<-got)() }()
			return nil, ctx.Err()
		}
	}
}
