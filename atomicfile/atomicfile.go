// Package atomicfile writes files whole or not at all: beside the target,
// synced, then renamed over it.
package atomicfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/duizhao/duizhao/fault"
)

// Hook, where it is set, is asked before every call to the file system that
// changes something; an error takes the place of the call's own. op is one of
// mkdir, create, write, chmod, sync, close, rename and remove, path is what the
// caller asked for. It is there for tests, which fail each call in turn.
var Hook func(op, path string) error

func ask(op, path string) error {
	if Hook == nil {
		return nil
	}
	return Hook(op, path)
}

// Write puts data at path with the given permissions, replacing what was
// there. Until the rename the old file stays as it was; after an error no new
// file is left. Missing folders are made. A file that holds the same bytes is
// left alone, time stamp included.
func Write(path string, data []byte, perm fs.FileMode) error { return put(path, data, perm, true) }

// Keep is Write without syncing: what is kept is whole after a kill, but may be
// lost or torn after a power cut. It is for files that are checked when they
// are read and can be made again.
func Keep(path string, data []byte, perm fs.FileMode) error { return put(path, data, perm, false) }

func put(path string, data []byte, perm fs.FileMode, sync bool) error {
	if same(path, data) {
		return nil
	}
	f, err := create(path, perm, sync)
	if err != nil {
		return err
	}
	defer f.Abort()
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.commit()
}

// same reports a file that holds exactly data.
func same(path string, data []byte) bool {
	info, err := os.Stat(path)
	if err != nil || info.Size() != int64(len(data)) {
		return false
	}
	old, err := os.ReadFile(path)
	return err == nil && bytes.Equal(old, data)
}

// same reports that what was written is what stands at the path already.
func (f *File) same() bool {
	size, err := f.tmp.Seek(0, io.SeekCurrent)
	if err != nil {
		return false
	}
	old, err := os.Open(f.path)
	if err != nil {
		return false
	}
	defer old.Close()
	if info, err := old.Stat(); err != nil || info.Size() != size {
		return false
	}
	a, b := make([]byte, 64<<10), make([]byte, 64<<10)
	for at := int64(0); at < size; {
		n, err := f.tmp.ReadAt(a, at)
		if n == 0 && err != nil {
			return false
		}
		if m, _ := old.ReadAt(b[:n], at); !bytes.Equal(a[:n], b[:m]) {
			return false
		}
		at += int64(n)
	}
	return true
}

// File is a file that is being written. Nobody sees it until Commit.
type File struct {
	path string
	perm fs.FileMode
	sync bool
	tmp  *os.File
	err  error // the first error; it stays
}

// Create begins a file that is written piece by piece, for what is too large
// to be held. The caller must Commit it or Abort it.
func Create(path string, perm fs.FileMode) (*File, error) { return create(path, perm, true) }

func create(path string, perm fs.FileMode, sync bool) (*File, error) {
	dir := filepath.Dir(path)
	err := ask("mkdir", path)
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err == nil {
		err = ask("create", path)
	}
	var tmp *os.File
	if err == nil {
		tmp, err = os.CreateTemp(dir, pattern())
	}
	if err != nil {
		return nil, failed(path, err)
	}
	return &File{path: path, perm: perm, sync: sync, tmp: tmp}, nil
}

// Write appends to the file. The error names the path that a person asked for.
func (f *File) Write(data []byte) (int, error) {
	if f.err == nil {
		f.err = ask("write", f.path)
	}
	n := 0
	if f.err == nil {
		n, f.err = f.tmp.Write(data)
	}
	if f.err != nil {
		return n, failed(f.path, f.err)
	}
	return n, nil
}

// Commit puts the file at its path. After an error there is no new file, and
// the old one is as it was. A file that holds the same bytes is left alone, as
// by Write.
func (f *File) Commit() error {
	if f.tmp == nil {
		return nil
	}
	if f.err == nil && f.same() {
		f.Abort()
		return nil
	}
	return f.commit()
}

func (f *File) commit() error {
	name := f.tmp.Name()
	step := func(op string, call func() error) {
		if f.err != nil {
			return
		}
		if f.err = ask(op, f.path); f.err == nil {
			f.err = call()
		}
	}
	step("chmod", func() error {
		if err := f.tmp.Chmod(f.perm); runtime.GOOS != "windows" { // only the read-only bit exists there
			return err
		}
		return nil
	})
	if f.sync {
		step("sync", f.tmp.Sync)
	}
	step("close", f.tmp.Close)
	step("rename", func() error { return rename(name, f.path) })
	if f.err != nil {
		f.Abort()
		return failed(f.path, f.err)
	}
	f.tmp = nil
	if f.sync {
		syncDir(filepath.Dir(f.path))
	}
	return nil
}

// Abort gives the file up. After Commit it does nothing.
func (f *File) Abort() {
	if f.tmp == nil {
		return
	}
	_ = f.tmp.Close()
	_ = os.Remove(f.tmp.Name())
	f.tmp = nil
}

// Remove takes a file away. One that is not there is no error.
func Remove(path string) error {
	err := ask("remove", path)
	if err == nil {
		err = os.Remove(path)
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fault.New("file.remove", path).Because(err)
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

// failed names the path that a person asked for, not the temporary one.
func failed(path string, err error) error { return fault.New("file.write", path).Because(err) }
