// Package hostile is a translation service for tests that does, on demand,
// everything that services do when they go wrong. It listens on this machine
// only and speaks the published protocols of OpenAI, Anthropic, DeepL (with
// glossaries), LibreTranslate, Google, Papago and Azure.
package hostile

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// Protocol is what a server speaks.
type Protocol string

// Protocols.
const (
	OpenAI         Protocol = "openai"
	Anthropic      Protocol = "anthropic"
	DeepL          Protocol = "deepl"
	LibreTranslate Protocol = "libretranslate"
	Google         Protocol = "google"
	Papago         Protocol = "papago"
	Azure          Protocol = "azure"
)

// Exchange is one request with what came of it.
type Exchange struct {
	Method, Path string
	Header       http.Header
	Body         []byte
	Behaviour    string // "" for requests other than translations
	Status       int    // 0 where the connection was dropped
	Answer       []byte // what was written, at most 64 KB of it
}

// Server is a service. Its fields may be set before the first request.
type Server struct {
	URL string // without a path

	// Translate makes the translations; nil for Fake. Markup of the protocol
	// (tags, entities) must be kept.
	Translate func(from, to, text string) string
	// Choose says how the n-th translation (from 0) goes, where the script of
	// Then has no more to say; nil for "good". See Behaviours.
	Choose func(n int) string
	// Key, where set, is what a request must carry; others get 401.
	Key string
	// Latency is waited before every answer.
	Latency time.Duration
	// Refuses names JSON fields at the top of a request, such as
	// response_format, that get 400: older and smaller servers.
	Refuses []string

	protocol   Protocol
	elsewhere  *httptest.Server
	mutex      sync.Mutex
	script     []string
	count      int
	log        []Exchange
	away       int
	glossaries []glossary
}

// New starts a server, which ends with the test.
func New(t testing.TB, protocol Protocol) *Server {
	t.Helper()
	s := &Server{protocol: protocol}
	s.elsewhere = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mutex.Lock()
		s.away++
		s.mutex.Unlock()
		w.WriteHeader(http.StatusTeapot)
	}))
	server := httptest.NewServer(http.HandlerFunc(s.serve))
	s.URL = server.URL
	t.Cleanup(func() {
		server.CloseClientConnections()
		s.elsewhere.CloseClientConnections()
		server.Close()
		s.elsewhere.Close()
	})
	return s
}

// Base is the address that a client of this protocol is configured with.
func (s *Server) Base() string {
	if s.protocol == OpenAI {
		return s.URL + "/v1"
	}
	return s.URL
}

// Then says how the next translations go, one behaviour each; after them it is
// Choose's turn.
func (s *Server) Then(behaviours ...string) *Server {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.script = append(s.script, behaviours...)
	return s
}

// Log is what has happened so far.
func (s *Server) Log() []Exchange {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]Exchange(nil), s.log...)
}

// Count is the number of translations that were asked for.
func (s *Server) Count() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.count
}

// Elsewhere is how often a redirect to another host was followed.
func (s *Server) Elsewhere() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.away
}

// next takes the behaviour of the next translation.
func (s *Server) next() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	n := s.count
	s.count++
	if len(s.script) > 0 {
		b := s.script[0]
		s.script = s.script[1:]
		return b
	}
	if s.Choose != nil {
		return s.Choose(n)
	}
	return "good"
}

// recorder keeps what is written.
type recorder struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	if r.body.Len() < 64<<10 {
		r.body.Write(p[:min(len(p), 64<<10-r.body.Len())])
	}
	return r.ResponseWriter.Write(p)
}

// Unwrap lets http.NewResponseController flush.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// Guard sets the key that requests must carry, while the server runs: a client
// that is a program of its own gives the race detector no order of events.
func (s *Server) Guard(key string) {
	s.mutex.Lock()
	s.Key = key
	s.mutex.Unlock()
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 8<<20))
	if err != nil {
		return
	}
	rec := &recorder{ResponseWriter: w}
	entry := Exchange{Method: r.Method, Path: r.URL.RequestURI(), Header: r.Header.Clone(), Body: body}
	defer func() {
		entry.Status, entry.Answer = rec.status, rec.body.Bytes()
		s.mutex.Lock()
		s.log = append(s.log, entry)
		s.mutex.Unlock()
	}()
	if s.Latency > 0 {
		time.Sleep(s.Latency)
	}
	key := s.keyOf(r, body)
	s.mutex.Lock()
	want := s.Key
	s.mutex.Unlock()
	if want != "" && key != want {
		s.refuse(rec, http.StatusUnauthorized, "", key)
		return
	}
	if s.serveGlossaries(rec, r, body) {
		return
	}
	job, ok := s.read(r, body)
	if !ok {
		s.refuse(rec, http.StatusNotFound, "", key)
		return
	}
	for _, field := range s.Refuses {
		if _, has := job.fields[field]; has {
			s.say(rec, http.StatusBadRequest, "unknown field "+field, "")
			return
		}
	}
	entry.Behaviour = s.next()
	s.behave(rec, r, job, entry.Behaviour, key)
}
