package provider_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/duizhao/duizhao/provider"
)

// TestMain is also the program that the tests of exec run: this test binary,
// called with "as-program" and what it should do.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "as-program" {
		engine(os.Args[2:])
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// engine translates by turning texts into capitals between brackets, or
// misbehaves. What it is told happens from the n-th request on, where the
// second argument is n.
func engine(args []string) {
	how, from := args[0], 1
	if len(args) > 1 {
		fmt.Sscan(args[1], &from)
	}
	if how == "gone" {
		fmt.Fprintln(os.Stderr, "no model file; the key was "+planted)
		os.Exit(3)
	}
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	for n := 1; ; n++ {
		text, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var r struct {
			ID       string
			Segments []provider.Segment
		}
		if json.Unmarshal(text, &r) != nil {
			os.Exit(4)
		}
		answer := map[string]any{"id": r.ID, "model": "engine-1", "usage": map[string]int{"characters": 7}}
		var texts []provider.Segment
		for _, s := range r.Segments {
			texts = append(texts, provider.Segment{ID: s.ID, Text: "[" + strings.ToUpper(s.Text) + "]"})
		}
		answer["segments"] = texts
		if how == "allergic" && strings.Contains(string(text), "花粉") {
			fmt.Fprintln(os.Stderr, "sneezed")
			os.Exit(9)
		}
		if n >= from {
			misbehave(how, out, answer)
		}
		json.NewEncoder(out).Encode(answer)
		out.Flush()
		if how == "one" {
			return
		}
	}
}

func misbehave(how string, out *bufio.Writer, answer map[string]any) {
	switch how {
	case "die":
		fmt.Fprintln(os.Stderr, "first line")
		fmt.Fprintln(os.Stderr, "out of memory, key "+planted)
		os.Exit(9)
	case "hang":
		time.Sleep(time.Minute)
	case "banner":
		fmt.Fprintln(out, "loading model… 100 %, "+planted)
	case "stranger":
		answer["id"] = "other"
	case "endless":
		for range 20 << 10 {
			fmt.Fprint(out, strings.Repeat("x", 1<<10))
		}
		fmt.Fprintln(out)
	case "blank lines":
		fmt.Fprint(out, "\n\r\n  \n")
	case "spent", "retry", "key", "refused", "too-large", "nonsense":
		answer["error"] = map[string]any{"kind": how, "message": "no more\nfor " + planted, "after": 2.5}
	case "child": // a child that outlives us unless the group is killed
		child := exec.Command(os.Args[0], "as-program", "sleep", answer["id"].(string))
		child.Stdout = os.Stdout
		if err := child.Start(); err != nil {
			os.Exit(5)
		}
		path := os.Getenv("DUIZHAO_TEST_PID")
		if os.WriteFile(path+".new", []byte(fmt.Sprint(child.Process.Pid)), 0o644) != nil || os.Rename(path+".new", path) != nil {
			os.Exit(6)
		}
		time.Sleep(time.Minute)
	}
}

// sleeper is the child of "child".
func init() {
	if len(os.Args) > 2 && os.Args[1] == "as-program" && os.Args[2] == "sleep" {
		time.Sleep(time.Minute)
		os.Exit(0)
	}
}

func program(t *testing.T, stderr *bytes.Buffer, timeout time.Duration, args ...string) provider.Provider {
	t.Helper()
	conf := provider.Config{Command: append([]string{os.Args[0], "as-program"}, args...), KeyEnv: "PLANTED", Timeout: timeout}
	if stderr != nil {
		conf.Stderr = stderr
	}
	p, err := provider.New("exec", conf, environment)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { provider.Close(p) })
	return p
}

func TestExec(t *testing.T) {
	p := program(t, nil, time.Minute, "well")
	var group sync.WaitGroup
	for k := range 20 { // side by side: each caller gets its own answer
		group.Go(func() {
			r := sample
			r.Segments = []provider.Segment{{ID: fmt.Sprint("s", k), Text: fmt.Sprint("渡輪 abc ", k)}}
			a, err := p.Translate(context.Background(), r)
			want := provider.Segment{ID: fmt.Sprint("s", k), Text: fmt.Sprint("[渡輪 ABC ", k, "]")}
			if err != nil || len(a.Texts) != 1 || a.Texts[0] != want || a.Model != "engine-1" || a.Usage.Characters != 7 {
				t.Errorf("%+v %v", a, err)
			}
		})
	}
	group.Wait()
}

// TestExecStartsAgain: a program that ends after each answer is started anew.
func TestExecStartsAgain(t *testing.T) {
	p := program(t, nil, time.Minute, "one")
	for range 5 {
		if a, err := p.Translate(context.Background(), sample); err != nil || len(a.Texts) != 3 {
			t.Fatal(a, err)
		}
	}
}

func TestExecFaults(t *testing.T) {
	for _, c := range []struct {
		args     []string
		kind, id string
		text     string
	}{
		{[]string{"gone"}, "bad", "provider.exec-exit", "no model file"},
		{[]string{"die"}, "bad", "provider.exec-exit", "out of memory"},
		{[]string{"die", "2"}, "", "", ""}, // started again, it answers
		{[]string{"allergic", "2"}, "refused", "provider.exec-exit", "sneezed"},
		{[]string{"hang"}, "down", "provider.exec-timeout", ""},
		{[]string{"hang", "2"}, "refused", "provider.exec-timeout", ""},
		{[]string{"banner"}, "bad", "provider.exec-line", "loading model"},
		{[]string{"stranger"}, "bad", "provider.exec-line", ""},
		{[]string{"stranger", "2"}, "refused", "provider.exec-line", ""},
		{[]string{"endless"}, "refused", "provider.endless", ""},
		{[]string{"spent"}, "spent", "provider.exec-said", "no more for"},
		{[]string{"retry"}, "retry", "provider.exec-said", ""},
		{[]string{"key"}, "key", "provider.exec-said", ""},
		{[]string{"refused"}, "refused", "provider.exec-said", ""},
		{[]string{"too-large"}, "too-large", "provider.exec-said", ""},
		{[]string{"nonsense"}, "bad", "provider.exec-said", ""},
		{[]string{"blank lines"}, "", "", ""},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			timeout := time.Minute
			if c.args[0] == "hang" {
				timeout = 500 * time.Millisecond
			}
			var stderr bytes.Buffer
			p := program(t, &stderr, timeout, c.args...)
			if len(c.args) > 1 {
				if _, err := p.Translate(context.Background(), sample); err != nil {
					t.Fatal(err)
				}
			}
			r := sample
			if c.args[0] == "allergic" {
				r.Segments = []provider.Segment{{ID: "p", Text: "春天的花粉"}}
			}
			_, err := p.Translate(context.Background(), r)
			var e *provider.Error
			if c.kind == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if !errors.As(err, &e) || e.Kind.String() != c.kind || e.Fault.ID != c.id || !strings.Contains(err.Error(), c.text) {
				t.Errorf("got %v", err)
			}
			if c.kind == "retry" && e.After != 2500*time.Millisecond {
				t.Errorf("after %v", e.After)
			}
			provider.Close(p)
			unseen(t, p, err)
			if strings.Contains(stderr.String(), planted) {
				t.Errorf("standard error shows the key: %s", stderr.String())
			}
			if c.args[0] == "die" && !strings.Contains(stderr.String(), "first line\n") {
				t.Errorf("standard error: %q", stderr.String())
			}
		})
	}
}

func TestExecNotThere(t *testing.T) {
	p, err := provider.New("exec", provider.Config{Command: []string{"/nowhere/engine"}}, environment)
	if err != nil {
		t.Fatal(err)
	}
	var e *provider.Error
	if _, err := p.Translate(context.Background(), sample); !errors.As(err, &e) || e.Fault.ID != "provider.exec-start" {
		t.Error(err)
	}
}

// TestExecKillsGroup: what the program has started ends with it.
func TestExecKillsGroup(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("looks at /proc")
	}
	pidFile := filepath.Join(t.TempDir(), "pid")
	t.Setenv("DUIZHAO_TEST_PID", pidFile)
	p := program(t, nil, time.Minute, "child")
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		for {
			if _, err := os.Stat(pidFile); err == nil {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		cancel()
	}()
	if _, err := p.Translate(ctx, sample); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	pid, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	for range 200 {
		stat, err := os.ReadFile("/proc/" + string(pid) + "/stat")
		if err != nil || bytes.Contains(stat, []byte(") Z ")) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("process %s is still there", pid)
}
