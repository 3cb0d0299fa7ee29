package wire

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

const key = "sk-live/Zq8+Tb=47wPmRx"

func TestSecretIsHidden(t *testing.T) {
	type holder struct {
		Open   Secret
		closed Secret
		list   []Secret
	}
	s := NewSecret(key)
	for _, v := range []any{s, &s, holder{s, s, []Secret{s}}, &holder{s, s, nil}, map[string]Secret{"k": s}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			text := fmt.Sprintf(verb, v)
			if strings.Contains(text, key) || strings.Contains(text, fmt.Sprintf("%x", key)) {
				t.Errorf("%s of %T shows the key: %s", verb, v, text)
			}
		}
		data, err := json.Marshal(v)
		if err != nil || strings.Contains(string(data), key) {
			t.Errorf("JSON of %T: %s, %v", v, data, err)
		}
	}
	if s.Reveal() != key || s.Empty() || !(Secret{}).Empty() || !NewSecret("").Empty() {
		t.Error("the key itself is lost")
	}
}

func TestScrub(t *testing.T) {
	for _, text := range []string{
		"the key " + key + " is wrong", url.QueryEscape(key), url.PathEscape(key), base64.StdEncoding.EncodeToString([]byte(key)),
		"it begins with " + key[:8] + "…", "it ends in …" + key[len(key)-6:], key[3:12] + key[1:9], strings.Repeat(key, 3),
	} {
		got := Scrub(text, Secret{}, NewSecret(key))
		for i := 0; i+minPiece <= len(key); i++ {
			if strings.Contains(got, key[i:i+minPiece]) {
				t.Errorf("%q became %q", text, got)
			}
		}
		if !strings.Contains(got, hidden) {
			t.Errorf("%q became %q", text, got)
		}
	}
	const plain = "status 401: no such model; 鍵は *** ではない"
	if got := Scrub(plain, NewSecret(key)); got != plain {
		t.Errorf("%q became %q", plain, got)
	}
}

func FuzzScrub(f *testing.F) {
	f.Add("the key "+key, key)
	f.Add("aaaaaa", "aaaaaaa")
	f.Fuzz(func(t *testing.T, text, key string) {
		got := Scrub(text, NewSecret(key))
		if len(key) >= minPiece && !strings.Contains(hidden, key) && strings.Contains(got, key) {
			t.Fatalf("%q is in %q", key, got)
		}
	})
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		ms, after, date string
		want            time.Duration
	}{
		{"", "", "", 0},
		{"1500", "7", "", 1500 * time.Millisecond},
		{"0", "7", "", 7 * time.Second},
		{"-5", "", "", 0},
		{"x", "2.5", "", 2500 * time.Millisecond},
		{"", "-1", "", 0},
		{"", "NaN", "", 0},
		{"", "Inf", "", maxAfter},
		{"", "1e300", "", maxAfter},
		{"", "Sun, 22 Nov 2026 10:00:09 GMT", "", 9 * time.Second},
		{"", "Sun, 22 Nov 2026 10:00:09 GMT", "Sun, 22 Nov 2026 10:00:05 GMT", 4 * time.Second},
		{"", "Sun, 22 Nov 2026 09:00:00 GMT", "", 0},
		{"", "Fri, 31 Dec 9999 23:59:59 GMT", "", maxAfter},
		{"", "soon", "", 0},
	} {
		h := http.Header{"Retry-After-Ms": {c.ms}, "Retry-After": {c.after}, "Date": {c.date}}
		if got := retryAfter(h, now); got != c.want {
			t.Errorf("%q %q %q: %v, want %v", c.ms, c.after, c.date, got, c.want)
		}
	}
}

// fixed is a client of a handler that counts the time it would wait.
func fixed(t *testing.T, h http.HandlerFunc) (*Client, *[]time.Duration) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	base, _ := url.Parse(server.URL)
	waits := &[]time.Duration{}
	return (&Client{
		Base: base, Timeout: time.Second, Deadline: 10 * time.Minute, Jitter: func() float64 { return 0.5 },
		Wait: func(_ context.Context, d time.Duration) error { *waits = append(*waits, d); return nil },
	}).Open(), waits
}

func TestBackoff(t *testing.T) {
	c, waits := fixed(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) })
	err := c.JSON(context.Background(), Call{Path: "/"}, nil)
	var f *Failure
	if !errors.As(err, &f) || f.Kind != Retry || f.Attempts != maxAttempts {
		t.Fatal(err)
	}
	want := []time.Duration{1000, 1600, 2560, 4096, 6553, 10485, 16777}
	for i, w := range *waits {
		if w.Truncate(time.Millisecond) != want[i]*time.Millisecond {
			t.Errorf("wait %d is %v, want %v ms", i, w, want[i])
		}
	}
	if len(*waits) != len(want) {
		t.Errorf("%d waits", len(*waits))
	}
	for n := range 40 {
		c.Jitter = nil
		d := c.backoff(n)
		if d < 770*time.Millisecond || d > time.Duration(1.24*float64(maxWait)) {
			t.Errorf("wait %d is %v", n, d)
		}
	}
}

// TestDeadline: a service that wants more time than there is gets none.
func TestDeadline(t *testing.T) {
	c, waits := fixed(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "400")
		w.WriteHeader(429)
	})
	err := c.JSON(context.Background(), Call{Path: "/"}, nil)
	var f *Failure
	if !errors.As(err, &f) || f.After != 400*time.Second || len(*waits) != 1 || f.Attempts != 2 {
		t.Errorf("%v after %v", err, *waits)
	}
}

// TestRecovers: a service that comes back gives its answer.
func TestRecovers(t *testing.T) {
	n := 0
	c, waits := fixed(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		switch n {
		case 1:
			panic(http.ErrAbortHandler)
		case 2:
			w.Header().Set("Retry-After-Ms", "250")
			w.WriteHeader(429)
		default:
			fmt.Fprint(w, `{"ok":true}`)
		}
	})
	var out struct{ OK bool }
	if err := c.JSON(context.Background(), Call{Path: "/x", Body: map[string]string{"a": "<&>"}}, &out); err != nil || !out.OK || len(*waits) != 2 || (*waits)[1] != 250*time.Millisecond {
		t.Errorf("%v %v %v", out, err, *waits)
	}
}

// TestEcho: no key comes back in an answer.
func TestEcho(t *testing.T) {
	for _, text := range []string{key, strings.ReplaceAll(key, "/", `\/`)} {
		c, _ := fixed(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, `{"text":"a %s b"}`, text) })
		for _, secret := range []string{key, "sk-live"} { // the second is a word, no key
			c.Secrets = []Secret{NewSecret(secret)}
			var out struct{ Text string }
			if err := c.JSON(context.Background(), Call{Path: "/"}, &out); err != nil {
				t.Fatal(err)
			}
			if hidden := out.Text == "a *** b"; hidden != (secret == key) {
				t.Errorf("%q", out.Text)
			}
		}
	}
}

// TestCancelled: the caller's end is the caller's error.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	c, _ := fixed(t, func(w http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	if err := c.JSON(ctx, Call{Path: "/"}, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	c, _ = fixed(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	c.Wait = func(ctx context.Context, _ time.Duration) error { return context.Canceled }
	if err := c.JSON(context.Background(), Call{Path: "/"}, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestOnlyThisMachine: plain http on this machine connects to no other, even
// where the name "localhost" leads away.
func TestOnlyThisMachine(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LocalHost.": true, "127.0.0.1": true, "127.9.8.7": true, "::1": true,
		"localhost.example.org": false, "10.0.0.1": false, "0.0.0.0": false, "": false, "example.org": false, "169.254.169.254": false, "::ffff:10.0.0.1": false,
	} {
		if got := Loopback(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
	base, _ := url.Parse("http://localhost:1")
	c := (&Client{Base: base, Timeout: time.Second, Deadline: time.Second}).Open()
	c.Base, _ = url.Parse("http://192.0.2.1:1") // as if the name had led there
	err := c.JSON(context.Background(), Call{Path: "/"}, nil)
	if err == nil || !strings.Contains(err.Error(), errNotLocal.Error()) {
		t.Errorf("got %v", err)
	}
}

func TestNobodyThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	base, _ := url.Parse(server.URL)
	server.Close()
	waits := 0
	c := (&Client{Base: base, Timeout: time.Second, Deadline: time.Minute, Wait: func(context.Context, time.Duration) error { waits++; return nil }}).Open()
	var f *Failure
	if err := c.JSON(context.Background(), Call{Path: "/"}, nil); !errors.As(err, &f) || f.Kind != Down || f.Cause != Unreachable || waits != 0 {
		t.Errorf("%v, %d waits", err, waits)
	}
	c.reached.Store(true) // it was there before: it may come back
	if err := c.JSON(context.Background(), Call{Path: "/"}, nil); !errors.As(err, &f) || f.Kind != Retry || waits != maxAttempts-1 {
		t.Errorf("%v, %d waits", err, waits)
	}
}

// TestTLS: a certificate that nobody vouches for is not asked again.
func TestTLS(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	server.Config.ErrorLog = nil
	base, _ := url.Parse(server.URL)
	c := (&Client{Base: base, Timeout: time.Second, Deadline: time.Minute}).Open()
	var f *Failure
	if err := c.JSON(context.Background(), Call{Path: "/"}, nil); !errors.As(err, &f) || f.Kind != Down || f.Attempts != 1 {
		t.Error(err)
	}
}

// TestBomb: what counts is the size of an answer when it is unpacked.
func TestBomb(t *testing.T) {
	var small bytes.Buffer
	z := gzip.NewWriter(&small)
	for range 64 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	c, _ := fixed(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(small.Bytes())
	})
	c.Timeout = time.Minute
	var f *Failure
	if err := c.JSON(context.Background(), Call{Path: "/"}, nil); small.Len() > 1<<20 || !errors.As(err, &f) || f.Cause != Endless {
		t.Errorf("%d bytes: %v", small.Len(), err)
	}
}

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " a\r\n\tb ": "a b", "x\x1b[31my": "x [31my", "a\u202eb": "a b", "\xff\xfe": "?",
		strings.Repeat("字", 300): strings.Repeat("字", maxText) + "…",
	} {
		if got := OneLine([]byte(in)); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}
