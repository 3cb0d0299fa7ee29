// Package atomicfile writes files whole or not at all: beside the target,
// synced, then renamed over it.
package atomicfile

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/duizhao/duizhao/fault"
)

// prefix begins the names of unfinished files, so that a later run can tell
// them from a person's and remove them (see Sweep).
const prefix = ".duizhao-tmp-"

// Write puts data at path with the given permissions, replacing what was
// there. Until the rename the old file stays as it was; after an error no new
// file is left. Missing folders are made. A file that holds the same bytes is
// left alone, time stamp included.
func Write(path string, data []byte, perm fs.FileMode) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return failed(path, err)
	}
	tmp, err := os.CreateTemp(dir, prefix+"*")
	if err != nil {
		return failed(path, err)
	}
	defer os.Remove(tmp.Name()) // fails after the rename, which is what we want
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Chmod(perm)
		if runtime.GOOS == "windows" {
			err = nil // only the read-only bit exists there
		}
	}
	if err == nil {
		err = tmp.Sync()
	}
	if closing := tmp.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = rename(tmp.Name(), path)
	}
	if err != nil {
		return failed(path, err)
	}
	syncDir(dir)
	return nil
}

// rename moves from over to. Windows refuses while another program (a PDF
// viewer, a virus scanner) has the target open, often only for an instant.
func rename(from, to string) error {
	err := os.Rename(from, to)
	if runtime.GOOS != "windows" {
		return err
	}
	for wait := 10 * time.Millisecond; err != nil && wait < time.Second; wait *= 2 {
		if !errors.Is(err, fs.ErrPermission) {
			return err
		}
		time.Sleep(wait)
		err = os.Rename(from, to)
	}
	return err
}

// syncDir makes the rename itself durable where the system can; where it
// can't (Windows, some network file systems) the data is still synced.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// Sweep removes unfinished files older than age from dir: the litter of a run
// that was killed.
func Sweep(dir string, age time.Duration) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > age {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// failed names the path that a person asked for, not the temporary one.
func failed(path string, err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		err = pe.Err
	case errors.As(err, &le):
		err = le.Err
	}
	return fault.New("file.write", path).Because(err)
}
