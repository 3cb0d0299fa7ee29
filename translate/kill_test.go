package translate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/duizhao/duizhao/provider"
)

// overHTTP is a service behind a socket, for a process of its own.
type overHTTP struct{ url string }

func (o overHTTP) Name() string            { return "stub" }
func (o overHTTP) Limits() provider.Limits { return provider.Limits{} }

func (o overHTTP) Translate(ctx context.Context, q provider.Request) (provider.Answer, error) {
	var a provider.Answer
	body, err := json.Marshal(q)
	if err != nil {
		return a, err
	}
	req, err := http.NewRequestWithContext(ctx, "POST", o.url, bytes.NewReader(body))
	if err != nil {
		return a, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return a, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(data, &a)
}

// The environment of the process that is killed.
const (
	childURL, childJournal, childOut = "DUIZHAO_TEST_URL", "DUIZHAO_TEST_JOURNAL", "DUIZHAO_TEST_OUT"
	childUnits                       = 120
)

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if os.Getenv(childURL) == "" {
		os.Exit(m.Run())
	}
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil || len(data) == 0 {
		panic(err)
	}
	c := readCorpus(panics{})
	opt := c.options(overHTTP{os.Getenv(childURL)})
	opt.ChunkSegments, opt.Journal = 5, os.Getenv(childJournal)
	results, _, err := Run(context.Background(), c.units(childUnits), opt)
	if err != nil {
		panic(err)
	}
	text, err := json.Marshal(results)
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(os.Getenv(childOut), text, 0o600); err != nil {
		panic(err)
	}
}

// panics is a testing.TB for where there is none.
type panics struct{ testing.TB }

func (panics) Helper()                   {}
func (panics) Fatal(args ...any)         { panic(fmt.Sprint(args...)) }
func (panics) Fatalf(f string, a ...any) { panic(fmt.Sprintf(f, a...)) }

// TestKilled: a run that is killed again and again, at any moment, sends no
// sentence again that it had finished, and ends with the bytes of a run that
// was left alone. 6 kills, or DUIZHAO_KILLS.
func TestKilled(t *testing.T) {
	want := 6
	if s := os.Getenv("DUIZHAO_KILLS"); s != "" {
		want, _ = strconv.Atoi(s)
	}
	c := readCorpus(t)
	var mu sync.Mutex
	sent := map[string]int{}     // by text
	finished := map[string]int{} // by text: how often it had been sent when it was found finished
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q provider.Request
		if json.NewDecoder(r.Body).Decode(&q) != nil {
			return
		}
		a := provider.Answer{Model: "stub-1"}
		mu.Lock()
		for _, seg := range q.Segments {
			sent[seg.Text]++
			text := c.translation(seg.Text, q.To)
			if rndOf(7, provider.Request{Segments: []provider.Segment{seg}, Complaint: q.Complaint}).IntN(4) == 0 {
				text = number.ReplaceAllString(text, "9$0") // some have to be asked for again, some in vain
			}
			a.Texts = append(a.Texts, provider.Segment{ID: seg.ID, Text: text})
		}
		mu.Unlock()
		time.Sleep(2 * time.Millisecond)
		json.NewEncoder(w).Encode(a)
	}))
	defer server.Close()
	run := func(dir string, after time.Duration) (out []byte, killed bool) {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childURL+"="+server.URL, childJournal+"="+filepath.Join(dir, "journal.jsonl"), childOut+"="+filepath.Join(dir, "out"))
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if after > 0 {
			timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
			defer timer.Stop()
		}
		err := cmd.Wait()
		if err != nil && (after == 0 || stderr.Len() > 0) {
			t.Fatalf("%v: %s", err, stderr.String())
		}
		if err != nil {
			return nil, true
		}
		out, err = os.ReadFile(filepath.Join(dir, "out"))
		if err != nil {
			t.Fatal(err)
		}
		return out, false
	}
	begun := time.Now()
	undisturbed, _ := run(t.TempDir(), 0)
	whole := time.Since(begun)
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 1))
	t.Logf("seed %d, an undisturbed run takes %v", seed, whole)
	kills, repeated := 0, 0
	for kills < want {
		dir := t.TempDir()
		clear(sent)
		clear(finished)
		for {
			out, killed := run(dir, time.Duration(rnd.Int64N(int64(whole)))+1)
			entries, err := readJournal(filepath.Join(dir, "journal.jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			mu.Lock()
			for text, n := range finished {
				if sent[text] > n {
					t.Errorf("seed %d: %q was sent again after it was finished", seed, text)
				}
			}
			clear(finished)
			texts := map[string]bool{}
			for _, e := range entries {
				texts[e.Text] = true
			}
			for _, u := range c.units(childUnits) {
				if texts[c.translation(u.Text, "en")] {
					finished[u.Text] = sent[u.Text]
				}
			}
			mu.Unlock()
			if !killed {
				if !bytes.Equal(out, undisturbed) {
					t.Errorf("seed %d: after kills the result is another", seed)
				}
				break
			}
			kills++
		}
		for _, n := range sent {
			repeated += n - 1
		}
	}
	t.Logf("%d kills; %d sentences were sent more than once, being on their way or asked for again", kills, repeated)
}
