package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/internal/require"
)

// TestMain lets the test program stand in for duizhao: with DUIZHAO_TEST_BUILD
// it builds the project in that folder and ends. With DUIZHAO_TEST_UNSAFE it
// does so without the defence that the tests are about, as the control.
func TestMain(m *testing.M) {
	dir := os.Getenv("DUIZHAO_TEST_BUILD")
	if dir == "" {
		os.Exit(m.Run())
	}
	if os.Getenv("DUIZHAO_TEST_UNSAFE") != "" {
		atomicfile.Hook = func(op, path string) error { // as one who writes in place: truncate, then write
			if op == "create" && strings.HasPrefix(path, "dist") {
				_ = os.MkdirAll(filepath.Dir(path), 0o755)
				_ = os.WriteFile(path, nil, 0o644)
				time.Sleep(20 * time.Millisecond)
			}
			return nil
		}
	}
	os.Exit(child(dir))
}

// child is a build in a process of its own: 0 well, 6 articles failed, 2 the
// run failed. Messages name the path first.
func child(dir string) int {
	if err := os.Chdir(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	opt, err := optionsHere()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	opt.Report = func(o *Outcome) error {
		if o.Err != nil {
			fmt.Fprintln(os.Stderr, o.Err)
		}
		return nil
	}
	sum, err := Build(context.Background(), opt)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 2
	case sum.States[Failed] > 0:
		return 6
	}
	return 0
}

// command is a build of dir in a process of its own.
func command(dir string, env ...string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(append(os.Environ(), "DUIZHAO_TEST_BUILD="+dir), env...)
	return c
}

// versions makes a project with two versions of its sources, and what each is
// published as.
type versions struct {
	dir     string
	sources [2]map[string]string
	outputs [2]map[string]string
	locks   [2]string
}

func twoVersions(t *testing.T, n int) *versions {
	t.Helper()
	project(t, n)
	edit(t, "duizhao.yaml", "[html, jsonl]", "[html]")
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	v := &versions{dir: dir}
	for k := range 2 {
		if k == 1 {
			for path := range tree(t, "articles") {
				edit(t, filepath.Join("articles", path), "---\n\n", "---\n\n2026: ")
			}
		}
		v.sources[k] = tree(t, "articles")
		made(t, func(o *Options) { o.NoCache = true })
		v.outputs[k], v.locks[k] = tree(t, "dist"), content(t, LockName)
	}
	for path, text := range v.outputs[0] {
		if v.outputs[1][path] == text {
			t.Fatalf("both versions of %s are the same: the test is blind", path)
		}
	}
	return v
}

// use puts a version of the sources in place.
func (v *versions) use(t *testing.T, k int) {
	t.Helper()
	for path, text := range v.sources[k] {
		if err := os.WriteFile(filepath.Join(v.dir, "articles", path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// torn lists the published files that are neither the old nor the new, and
// whether the lock is whole.
func (v *versions) torn(t *testing.T) []string {
	t.Helper()
	var out []string
	for path, text := range tree(t, filepath.Join(v.dir, "dist")) {
		if text != v.outputs[0][path] && text != v.outputs[1][path] && !strings.Contains(path, ".duizhao-tmp-") {
			out = append(out, path)
		}
	}
	r, err := openLock(filepath.Join(v.dir, LockName))
	if err == nil {
		_, err = r.upTo("", func(*Entry) error { return nil })
		r.close()
	}
	if err != nil {
		out = append(out, LockName+": "+err.Error())
	}
	return out
}

// litter lists unfinished files anywhere in the project.
func (v *versions) litter(t *testing.T) []string {
	t.Helper()
	var out []string
	for path := range tree(t, v.dir) {
		if strings.Contains(path, ".duizhao-tmp-") {
			out = append(out, path)
		}
	}
	return out
}

// kill runs builds and kills each at a random moment; it gives what was torn.
func (v *versions) kill(t *testing.T, times int, r *rand.Rand, env ...string) (torn []string) {
	t.Helper()
	begin := time.Now()
	v.use(t, 0)
	if out, err := command(v.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole := max(time.Since(begin), 20*time.Millisecond)
	killed, started := 0, 0
	for i := 0; killed < times && i < 4*times; i++ { // a build that ended before is not counted
		started++
		v.use(t, i%2)
		if r.IntN(2) == 0 {
			_ = os.RemoveAll(filepath.Join(v.dir, ".duizhao/cache"))
		}
		c := command(v.dir, env...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(r.Int64N(int64(whole))))
		_ = c.Process.Kill()
		if err := c.Wait(); err != nil {
			killed++
		}
		torn = append(torn, v.torn(t)...)
	}
	t.Logf("%d of %d builds were killed before their end, at moments within %v", killed, started, whole)
	if killed < times/2 {
		t.Errorf("only %d of %d builds were killed: the test shows nothing", killed, started)
	}
	return torn
}

// TestKill kills builds at random moments: 20, and 500 where DUIZHAO_LONG is
// set. Each published file is whole at all times, and the next run leaves no
// litter.
func TestKill(t *testing.T) {
	times, seed := 20, uint64(1)
	if os.Getenv("DUIZHAO_LONG") != "" {
		times, seed = 500, uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	v := twoVersions(t, 6)
	if torn := v.kill(t, times, rand.New(rand.NewPCG(seed, 9))); len(torn) > 0 {
		t.Errorf("torn: %v", torn)
	}
	v.use(t, 1)
	if out, err := command(v.dir).CombinedOutput(); err != nil {
		t.Fatalf("after the kills: %v: %s", err, out)
	}
	sameTree(t, "after the kills", tree(t, filepath.Join(v.dir, "dist")), v.outputs[1])
	if content(t, LockName) != v.locks[1] {
		t.Error("after the kills: another lock")
	}
	if litter := v.litter(t); len(litter) > 0 {
		t.Errorf("litter: %v", litter)
	}
}

// TestKillNoticed is the control: a build that writes in place is caught.
func TestKillNoticed(t *testing.T) {
	v := twoVersions(t, 6)
	if torn := v.kill(t, 20, rand.New(rand.NewPCG(1, 9)), "DUIZHAO_TEST_UNSAFE=1"); len(torn) == 0 {
		t.Error("20 kills of a build that writes in place tore nothing: the test is blind")
	}
}

// TestEveryCallFails fails the calls to the file system of a build in turn: each
// where DUIZHAO_LONG is set, else each ninth. The message names a path, what is published is old or new, and the next build is
// as if nothing had been.
func TestEveryCallFails(t *testing.T) {
	t.Cleanup(func() { atomicfile.Hook = nil })
	v := twoVersions(t, 2)
	edit(t, "duizhao.yaml", "version: 1", "version: 1\nkeep-ids: true")
	var mu sync.Mutex
	count, fail, failed := 0, -1, ""
	hook := func(op, path string) error {
		mu.Lock()
		defer mu.Unlock()
		count++
		if count-1 != fail {
			return nil
		}
		failed = op + " " + filepath.ToSlash(path)
		return syscall.ENOSPC
	}
	start := func() { // version 0, and nothing of version 1 in the cache
		atomicfile.Hook = nil
		_ = os.RemoveAll(".duizhao")
		v.use(t, 0)
		made(t, nil)
		v.use(t, 1)
	}
	for k := range 2 { // what they are with ids kept
		v.use(t, k)
		made(t, func(o *Options) { o.NoCache = true })
		v.outputs[k], v.locks[k] = tree(t, "dist"), content(t, LockName)
	}
	start()
	atomicfile.Hook, count = hook, 0
	made(t, func(o *Options) { o.Jobs = 1 })
	calls := count
	if calls < 50 {
		t.Fatalf("only %d calls", calls)
	}
	silent, step := 0, 9
	if os.Getenv("DUIZHAO_LONG") != "" {
		step = 1
	}
	for fail = 0; fail < calls; fail += step {
		start()
		failed, count = "", 0
		atomicfile.Hook = hook
		var first error
		sum, _, err := build(t, func(o *Options) {
			o.Jobs = 1
			o.Report = func(out *Outcome) error {
				if first == nil {
					first = out.Err
				}
				return nil
			}
		})
		atomicfile.Hook = nil
		if err == nil && sum.States[Failed] > 0 {
			err = first
		}
		op, path, _ := strings.Cut(failed, " ")
		var f *fault.Error
		switch {
		case failed == "":
			t.Errorf("call %d was not made", fail)
		case err == nil && strings.HasPrefix(path, ".duizhao/cache/") && !strings.Contains(path, "/facts/"):
			silent++ // the cache is a help
		case !errors.As(err, &f) || filepath.ToSlash(f.Path) != path || !errors.Is(err, syscall.ENOSPC):
			t.Errorf("%s of %s: %v", op, path, err)
		}
		if torn := v.torn(t); len(torn) > 0 {
			t.Errorf("%s of %s tore %v", op, path, torn)
		}
		made(t, nil)
		sameTree(t, "after "+failed, tree(t, "dist"), v.outputs[1])
		if litter := v.litter(t); len(litter) > 0 {
			t.Errorf("after %s: %v", failed, litter)
		}
	}
	t.Logf("of %d calls each %d. failed in turn; %d of them were the cache's own", calls, step, silent)
}

// TestAtOnce runs builds at the same time: by turns, and where no turn can be
// taken.
func TestAtOnce(t *testing.T) {
	v := twoVersions(t, 5)
	for _, turns := range []bool{true, false} {
		_ = os.RemoveAll(".duizhao")
		if !turns {
			if err := os.MkdirAll(".duizhao/running/x", 0o755); err != nil { // a folder can't be opened for writing
				t.Fatal(err)
			}
		}
		for round := range 3 {
			v.use(t, round%2)
			var wait sync.WaitGroup
			for range 4 {
				wait.Go(func() {
					if out, err := command(v.dir).CombinedOutput(); err != nil {
						t.Errorf("turns %v: %v: %s", turns, err, out)
					}
				})
			}
			wait.Wait()
			sameTree(t, fmt.Sprintf("turns %v", turns), tree(t, "dist"), v.outputs[round%2])
			if content(t, LockName) != v.locks[round%2] {
				t.Errorf("turns %v: another lock", turns)
			}
		}
		if litter := v.litter(t); len(litter) > 0 {
			t.Errorf("litter: %v", litter)
		}
	}
}

// TestRealCallsFail lets the kernel fail calls: strace's injection.
func TestRealCallsFail(t *testing.T) {
	strace := require.Tool(t, "strace", "strace")
	v := twoVersions(t, 2)
	for _, c := range []struct{ call, errno, says string }{
		{"fsync", "EIO", "input/output error"},
		{"renameat,renameat2,rename", "EIO", "input/output error"},
		{"mkdirat", "EACCES", "permission denied"},
	} {
		// strace counts the calls of each thread for itself, so the scheduler decides
		// which files a number hits. What only fails to keep a file of the cache is
		// not told: on a busy machine that can be all of the first numbers.
		said, runs := 0, 0
		for n := 1; n <= 12 || said == 0 && n <= 60; n += 2 {
			runs++
			_ = os.RemoveAll(".duizhao")
			_ = os.RemoveAll("dist")
			v.use(t, n%2)
			args := []string{"-f", "-qq", "-o", os.DevNull, "-e", "trace=" + c.call, "-e", "inject=" + c.call + ":error=" + c.errno + ":when=" + strconv.Itoa(n)}
			cmd := exec.Command(strace, append(args, os.Args[0])...)
			cmd.Env = append(os.Environ(), "DUIZHAO_TEST_BUILD="+v.dir)
			out, err := cmd.CombinedOutput()
			text := string(out)
			if strings.Contains(text, "goroutine ") {
				t.Fatalf("%s %d: %s", c.call, n, text)
			}
			if err != nil && strings.Contains(text, c.says) {
				said++
				if !strings.Contains(text, "dist/") && !strings.Contains(text, ".duizhao/") && !strings.Contains(text, LockName) {
					t.Errorf("%s %d names no path: %s", c.call, n, text)
				}
			}
			if torn := v.torn(t); len(torn) > 0 {
				t.Errorf("%s %d tore %v", c.call, n, torn)
			}
		}
		t.Logf("%s: %d of %d failures were told of", c.call, said, runs)
		if said == 0 {
			t.Errorf("no failure of %s was told of", c.call)
		}
		if out, err := command(v.dir).CombinedOutput(); err != nil {
			t.Errorf("after %s: %v: %s", c.call, err, out)
		}
	}
}

// TestDiskFull builds on a file system of one megabyte.
func TestDiskFull(t *testing.T) {
	unshare := require.Tool(t, "unshare", "unshare")
	if runtime.GOOS != "linux" {
		t.Skip("needs Linux")
	}
	v := twoVersions(t, 20)
	small := filepath.Join(t.TempDir(), "small")
	if err := os.Mkdir(small, 0o755); err != nil {
		t.Fatal(err)
	}
	script := `mount -t tmpfs -o size=1m tmpfs "$1" || exit 77; cp -r duizhao.yaml terms.csv articles "$1" || exit 78
"$2"; code=$?; cp -r "$1/dist" "$3"; exit $code`
	cmd := exec.Command(unshare, "-rm", "sh", "-c", script, "sh", small, os.Args[0], filepath.Join(v.dir, "saved"))
	cmd.Env = append(os.Environ(), "DUIZHAO_TEST_BUILD="+small)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && (exit.ExitCode() == 77 || exit.ExitCode() == 1 && strings.Contains(string(out), "unshare")) {
		require.Missing(t, "unshare", "no user namespaces here: "+string(out))
	}
	text := string(out)
	if err == nil || !strings.Contains(text, "no space left on device") || strings.Contains(text, "goroutine ") {
		t.Fatalf("%v: %s", err, text)
	}
	if !strings.Contains(text, "dist") && !strings.Contains(text, ".duizhao") && !strings.Contains(text, LockName) {
		t.Errorf("no path is named: %s", text)
	}
	saved := tree(t, "saved")
	for _, path := range slices.Sorted(maps.Keys(saved)) {
		if !strings.Contains(path, ".duizhao-tmp-") && saved[path] != v.outputs[0][path] && saved[path] != v.outputs[1][path] {
			t.Errorf("%s is torn", path)
		}
	}
	t.Logf("exit %v, %d files published before the disk was full", err, len(saved))
}

// TestForbidden: a folder that can't be written ends in a message with its path.
func TestForbidden(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("needs permissions that bind")
	}
	project(t, 1)
	if err := os.Mkdir("dist", 0o555); err != nil {
		t.Fatal(err)
	}
	sum, _, err := build(t, nil)
	if err != nil || sum.States[Failed] != 1 {
		t.Errorf("%v %v", sum, err)
	}
}
