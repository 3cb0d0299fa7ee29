package atomicfile

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// prefix begins the names of unfinished files, so that a later run can tell
// them from a person's and remove them (see Sweep). The machine and the process
// that write them follow.
const prefix = ".duizhao-tmp-"

// pattern is the name of a new unfinished file, as os.CreateTemp takes it.
var pattern = sync.OnceValue(func() string { return fmt.Sprintf("%s%s-%d-*", prefix, machine(), os.Getpid()) })

// machine tells hosts apart that share a folder.
func machine() string {
	name, _ := os.Hostname()
	h := fnv.New32a()
	h.Write([]byte(name))
	return fmt.Sprintf("%08x", h.Sum32())
}

// abandoned is the age from which an unfinished file of another machine is
// litter: no write takes a day.
const abandoned = 24 * time.Hour

// Sweep removes from dir the unfinished files of runs that are gone: those
// whose process on this machine is no more, and any that is older than a day.
// What a run that is still going on writes stays.
func Sweep(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix) && litter(e) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// SweepAll is Sweep of a folder and of all folders below it.
func SweepAll(root string) {
	_ = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasPrefix(e.Name(), prefix) && litter(e) {
			_ = os.Remove(path)
		}
		return nil
	})
}

// litter reports an unfinished file whose writer is gone.
func litter(e fs.DirEntry) bool {
	host, rest, _ := strings.Cut(strings.TrimPrefix(e.Name(), prefix), "-")
	number, _, _ := strings.Cut(rest, "-")
	if pid, err := strconv.Atoi(number); err == nil && host == machine() && !alive(pid) {
		return true
	}
	info, err := e.Info()
	return err == nil && time.Since(info.ModTime()) > abandoned
}

// alive reports whether there is a process of this number.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false // Windows opens the process
	}
	defer p.Release()
	if runtime.GOOS == "windows" {
		return true
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, syscall.EPERM)
}
