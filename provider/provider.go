// Package provider speaks to translation services: one small interface, and a
// client for each service behind it. A client sends what it is given and hands
// back what it gets; whether the answer is any good is for its caller to check.
//
// Nothing is sent anywhere before Translate or Prepare is called, and then only
// to the one address that the configuration names. See docs/providers.md.
package provider

import (
	"context"
	"io"
	"time"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// Term is a term of the glossary with its one allowed translation.
type Term struct {
	Source string `json:"source"`
	Target string `json:"target"`
	Name   bool   `json:"-"` // a proper noun, which has one form wherever it stands
}

// Pair is a sentence with its translation.
type Pair struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

// Segment is a sentence. Text is plain text, not markup: a "<" in it is a "<".
// Only the placeholders <x1>…</x1> and <x2/> stand for something else and must
// come back as they went.
type Segment struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Request is what is asked of a service at once. It must be within the
// provider's Limits.
type Request struct {
	From, To  lang.Tag
	Segments  []Segment
	Terms     []Term   // only those found in Segments
	Context   []string // a few source sentences before, not to be translated
	Examples  []Pair   // near matches of the memory
	Complaint string   // why the last answer for these segments was refused, "" at first
}

// Usage is what the service says it has counted; 0 where it doesn't say.
type Usage struct{ Characters, InputTokens, OutputTokens int }

// Answer is what the service gave, in any order and unchecked: ids may be
// missing, unknown or doubled, texts empty or in another language.
type Answer struct {
	Texts []Segment
	Usage Usage
	Model string // as the service names it, "" where it doesn't
}

// Limits bounds one Request: the number of segments, and the characters (code
// points) of their texts together.
type Limits struct{ Segments, Characters int }

// Provider is a service. Its methods may be called from several goroutines at
// once. An error of Translate is a *Error, or ctx's own; the answer beside it
// has no texts, but may say what the failed request has used.
type Provider interface {
	Name() string
	Limits() Limits
	Translate(ctx context.Context, r Request) (Answer, error)
}

// preparer is a service that holds the glossary itself.
type preparer interface {
	prepare(ctx context.Context, from, to lang.Tag, terms []Term) error
}

// Prepare hands the whole glossary of a pair of languages to a service that
// keeps glossaries of its own (DeepL), before the first request of that pair.
// For every other provider it does nothing.
func Prepare(ctx context.Context, p Provider, from, to lang.Tag, terms []Term) error {
	if g, ok := p.(preparer); ok {
		return g.prepare(ctx, from, to, terms)
	}
	return nil
}

// Close ends what a provider keeps running: the program of exec, and idle
// connections.
func Close(p Provider) error {
	if c, ok := p.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// Kind says what can be done about a failure.
type Kind int

// Kinds of failure.
const (
	Retry    Kind = iota // transient, and asked again in vain until the deadline; After says when the service wants to be asked next
	TooLarge             // the request is too large for the service: halve it
	Refused              // no usable answer (a refusal, cut short, not JSON): halve, or ask again
	Key                  // the key is missing, wrong or may not do this
	Spent                // a quota or the credit is used up
	Bad                  // the configuration or the request is wrong: the same request fails again
	Down                 // the service can't be reached
)

func (k Kind) String() string {
	names := [...]string{"retry", "too-large", "refused", "key", "spent", "bad", "down"}
	if k < 0 || int(k) >= len(names) {
		return "unknown"
	}
	return names[k]
}

// Error is a service's failure: a *fault.Error of class Quota for Spent and
// Provider for every other kind, and what can be done about it. No key is in
// it, not even where the service echoes one.
type Error struct {
	Kind  Kind
	After time.Duration // from now on, 0 unknown
	Fault *fault.Error
}

// Error is the fault in plain English.
func (e *Error) Error() string { return e.Fault.Error() }

// Unwrap gives the fault.
func (e *Error) Unwrap() error { return e.Fault }
