// Package wire is the way to a translation service over HTTP: one host, no
// redirects, bounded answers, deadlines, and calls that are made again where
// that can help. It knows nothing of any service's language.
package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// MaxAnswer bounds an answer, in bytes after decompression.
const MaxAnswer = 16 << 20

const (
	maxAttempts = 8
	maxTimeouts = 2 // attempts that may end without an answer in time: each may have been billed
	maxHeader   = 256 << 10
)

// Client speaks to one host. It is safe for use by several goroutines.
type Client struct {
	Base     *url.URL
	Timeout  time.Duration // of one attempt, to the last byte of the answer
	Deadline time.Duration // of one call with all its attempts and waits
	Secrets  []Secret      // taken out of all that the service says

	// Judge is the service's own reading of a status and what came with it;
	// ok false leaves it to the usual one.
	Judge func(status int, body []byte) (kind Kind, ok bool)
	// Say finds the service's words in the body of a failure; nil shows all.
	Say func(body []byte) string

	Wait   func(ctx context.Context, d time.Duration) error // nil really waits
	Jitter func() float64                                   // 0 to 1, nil for random

	http    *http.Client
	reached atomic.Bool // the host has answered before
}

// Loopback reports whether a host is this machine: the name localhost or a
// loopback address.
func Loopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

var errNotLocal = errors.New("the address is not of this machine")

// Open makes the client ready for use. Where the base is plain http on this
// machine, it connects to no other, whatever the name resolves to.
func (c *Client) Open() *Client {
	dialer := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}
	proxy := http.ProxyFromEnvironment
	if Loopback(c.Base.Hostname()) {
		proxy = nil
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			if host, _, err := net.SplitHostPort(address); err != nil || !Loopback(host) {
				return errNotLocal
			}
			return nil
		}
	}
	c.http = &http.Client{
		Transport: &http.Transport{
			Proxy:                  proxy,
			DialContext:            dialer.DialContext,
			ForceAttemptHTTP2:      true,
			MaxIdleConnsPerHost:    32,
			IdleConnTimeout:        90 * time.Second,
			TLSHandshakeTimeout:    15 * time.Second,
			MaxResponseHeaderBytes: maxHeader,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// Close ends idle connections.
func (c *Client) Close() error {
	c.http.CloseIdleConnections()
	return nil
}

// Call is one request.
type Call struct {
	Method string // "" for POST
	Path   string // after Base's, with its query
	Header http.Header
	Body   any // sent as JSON, nil for none
}

// JSON makes a call, again where that can help, and decodes its answer into
// out (nil for an answer that doesn't matter). It gives a *Failure, or ctx's
// error.
func (c *Client) JSON(ctx context.Context, call Call, out any) error {
	var body []byte
	if call.Body != nil {
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(call.Body); err != nil {
			return &Failure{Kind: Bad, Cause: NotJSON, Err: err.Error()}
		}
		body = b.Bytes()
	}
	wait := sleep
	if c.Wait != nil {
		wait = c.Wait
	}
	var worked, waited time.Duration
	timeouts := 0
	for attempt := 1; ; attempt++ {
		start := time.Now()
		raw, failure := c.try(ctx, call, body, c.Deadline-worked-waited)
		worked += time.Since(start)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if failure == nil {
			if out == nil || json.Unmarshal(c.unechoed(raw), out) == nil {
				return nil
			}
			return &Failure{Kind: Refused, Cause: NotJSON, Status: http.StatusOK, Text: c.scrub(OneLine(raw)), Attempts: attempt}
		}
		failure.Attempts = attempt
		if failure.Cause == Timeout {
			timeouts++
		}
		pause := c.backoff(attempt - 1)
		if failure.After > 0 {
			pause = failure.After
		} else if failure.Kind == Retry {
			failure.After = pause
		}
		if failure.Kind != Retry || attempt == maxAttempts || timeouts == maxTimeouts || worked+waited+pause >= c.Deadline {
			return failure
		}
		waited += pause
		if err := wait(ctx, pause); err != nil {
			return err
		}
	}
}

// minEcho is the shortest key, in bytes, that is taken out of answers: local
// servers are given keys that are words, such as the name of a model.
const minEcho = 16

// unechoed is an answer without keys: one in a translation would stand in the
// draft and be published with it.
func (c *Client) unechoed(raw []byte) []byte {
	for _, s := range c.Secrets {
		if key := s.Reveal(); len(key) >= minEcho {
			raw = bytes.ReplaceAll(raw, []byte(key), []byte(hidden))
			raw = bytes.ReplaceAll(raw, []byte(strings.ReplaceAll(key, "/", `\/`)), []byte(hidden))
		}
	}
	return raw
}

// try makes one attempt: the body of a success, or what came instead.
func (c *Client) try(ctx context.Context, call Call, body []byte, left time.Duration) ([]byte, *Failure) {
	limit := min(c.Timeout, left)
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	req, err := c.request(ctx, call, body)
	if err != nil {
		return nil, &Failure{Kind: Bad, Cause: Unreachable, Err: c.scrub(err.Error())}
	}
	answer, err := c.http.Do(req)
	if err != nil {
		return nil, c.broken(ctx, err)
	}
	defer answer.Body.Close()
	c.reached.Store(true)
	raw, err := io.ReadAll(io.LimitReader(answer.Body, MaxAnswer+1))
	if len(raw) > MaxAnswer {
		return nil, &Failure{Kind: Refused, Cause: Endless, Status: answer.StatusCode}
	}
	if answer.StatusCode >= 300 {
		return nil, c.refusal(answer, raw)
	}
	if err != nil {
		return nil, c.broken(ctx, err)
	}
	return raw, nil
}

func (c *Client) request(ctx context.Context, call Call, body []byte) (*http.Request, error) {
	method := call.Method
	if method == "" {
		method = http.MethodPost
	}
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(c.Base.String(), "/")+call.Path, reader)
	if err != nil {
		return nil, err
	}
	for name, values := range call.Header {
		req.Header[name] = values
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "duizhao")
	return req, nil
}

// broken reads an error of the network.
func (c *Client) broken(ctx context.Context, err error) *Failure {
	f := &Failure{Kind: Retry, Cause: Dropped, Err: c.scrub(plain(err))}
	var dial *net.OpError
	var timeout net.Error
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		f.Cause = Timeout
	case errors.As(err, &dial) && dial.Op == "dial", isTLS(err):
		f.Cause = Unreachable
		if isTLS(err) || !c.reached.Load() {
			f.Kind = Down
		}
	case errors.As(err, &timeout) && timeout.Timeout():
		f.Cause = Timeout
	}
	return f
}

// plain is an error of the network without the method and address that
// net/http puts before it.
func plain(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err.Error()
	}
	return err.Error()
}

// refusal reads an answer that is no success.
func (c *Client) refusal(answer *http.Response, body []byte) *Failure {
	f := &Failure{Cause: Status, Status: answer.StatusCode, After: retryAfter(answer.Header, time.Now())}
	if answer.StatusCode < 400 {
		f.Kind, f.Cause = Bad, Redirect
		if to, err := answer.Location(); err == nil {
			f.Where = c.scrub(to.Scheme + "://" + to.Host)
		}
		return f
	}
	if c.Say != nil {
		f.Text = c.scrub(OneLine([]byte(c.Say(body))))
	}
	if f.Text == "" {
		f.Text = c.scrub(OneLine(body))
	}
	f.Kind = usual(answer.StatusCode)
	if c.Judge != nil {
		if kind, ok := c.Judge(answer.StatusCode, body); ok {
			f.Kind = kind
		}
	}
	// What Anthropic's and OpenAI's clients honour: the service may say itself
	// whether asking again makes sense. A key or a quota doesn't mend that way.
	switch answer.Header.Get("X-Should-Retry") {
	case "true":
		if f.Kind == Bad {
			f.Kind = Retry
		}
	case "false":
		if f.Kind == Retry {
			f.Kind = Down
		}
	}
	return f
}

// usual is what a status means where the service says nothing else.
func usual(status int) Kind {
	switch {
	case status == 408 || status == 409 || status == 429 || status >= 500:
		return Retry
	case status == 401 || status == 403 || status == 407:
		return Key
	case status == 402 || status == 456:
		return Spent
	case status == 413 || status == 414:
		return TooLarge
	}
	return Bad
}

func (c *Client) scrub(text string) string { return Scrub(text, c.Secrets...) }
