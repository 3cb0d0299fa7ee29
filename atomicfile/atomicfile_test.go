package atomicfile

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/duizhao/duizhao/fault"
)

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// entries lists what a folder holds.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

// TestEveryCallFails: whichever call to the file system fails, the old file
// stays whole, nothing else is left, and the error names the path.
func TestEveryCallFails(t *testing.T) {
	t.Cleanup(func() { Hook = nil })
	for _, op := range []string{"mkdir", "create", "write", "chmod", "sync", "close", "rename"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "a.txt")
		if err := Write(path, []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
		asked := false
		Hook = func(o, p string) error {
			if o != op {
				return nil
			}
			asked = true
			return syscall.ENOSPC
		}
		err := Write(path, []byte("new"), 0o644)
		Hook = nil
		var f *fault.Error
		if !asked || !errors.As(err, &f) || f.Path != path || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: asked %v, %v", op, asked, err)
		}
		if got := read(t, path); got != "old" {
			t.Errorf("%s: the file holds %q", op, got)
		}
		if names := entries(t, dir); len(names) != 1 {
			t.Errorf("%s: left %v", op, names)
		}
	}
	Hook = func(string, string) error { return syscall.EIO }
	if err := Remove("nowhere"); err == nil {
		t.Error("a removal that fails says nothing")
	}
}

// TestPieces: nobody sees a file before it is committed, and none is left when
// it is given up.
func TestPieces(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "deep", "a.txt")
	f, err := Create(path, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(f, "one ")
	fmt.Fprint(f, "two")
	if _, err := os.Stat(path); err == nil {
		t.Error("the file is seen before it is whole")
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	f.Abort()
	if got := read(t, path); got != "one two" {
		t.Errorf("%q", got)
	}
	f, _ = Create(path, 0o600)
	fmt.Fprint(f, "three")
	f.Abort()
	if got := read(t, path); got != "one two" || len(entries(t, filepath.Dir(path))) != 1 {
		t.Errorf("%q after giving up", got)
	}
}

// TestSameBytes: a file that holds the same bytes is not touched.
func TestSameBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	if err := Keep(path, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	pieces := func(list ...string) {
		t.Helper()
		f, err := Create(path, 0o644)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			fmt.Fprint(f, s)
		}
		if err := f.Commit(); err != nil || len(entries(t, filepath.Dir(path))) != 1 {
			t.Fatal(err, entries(t, filepath.Dir(path)))
		}
	}
	pieces("x")
	if info, _ := os.Stat(path); !info.ModTime().Equal(old) {
		t.Error("written again")
	}
	long := strings.Repeat("0123456789", 20_000)
	for _, list := range [][]string{{"y"}, {}, {long, "a"}, {long, "b"}, {"z", long[1:], "b"}} {
		pieces(list...)
		if got, want := read(t, path), strings.Join(list, ""); got != want {
			t.Errorf("%.20q… of %d bytes, want %.20q… of %d", got, len(got), want, len(want))
		}
	}
	_ = os.Chtimes(path, old, old)
	pieces("z", long[1:], "b")
	if info, _ := os.Stat(path); !info.ModTime().Equal(old) {
		t.Error("written again")
	}
}

// TestSweep removes what gone processes left, and nothing else.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	gone := exec.Command(os.Args[0], "-test.run=^$")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	name := func(host string, pid int) string { return fmt.Sprintf("%s%s-%d-77", prefix, host, pid) }
	files := map[string]bool{ // stays?
		name(machine(), gone.Process.Pid): false,
		name(machine(), os.Getpid()):      true,
		name("00000000", 1):               true, // another machine may still be writing
		prefix + "old":                    true,
		"a.html":                          true,
		".duizhao-other":                  true,
	}
	for n := range files {
		if err := os.WriteFile(filepath.Join(dir, n), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-25 * time.Hour)
	_ = os.Chtimes(filepath.Join(dir, prefix+"old"), old, old)
	files[prefix+"old"] = false
	SweepAll(filepath.Dir(dir))
	left := strings.Join(entries(t, dir), " ")
	for n, stays := range files {
		if strings.Contains(left, n) != stays {
			t.Errorf("%s: there is %q", n, left)
		}
	}
}
