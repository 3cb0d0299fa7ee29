package wire

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Kind says what can be done about a failure; the values are those of
// provider.Kind, in its order.
type Kind int

// Kinds of failure, see provider.Kind.
const (
	Retry Kind = iota
	TooLarge
	Refused
	Key
	Spent
	Bad
	Down
)

// Cause says what happened.
type Cause int

// Causes of a failure.
const (
	Status      Cause = iota // the service answered with a status that is no success
	Redirect                 // it sent us elsewhere, which is never followed
	Timeout                  // no whole answer in time
	Dropped                  // the connection broke before the answer was whole
	Unreachable              // no connection
	Endless                  // the answer is larger than any can be
	NotJSON                  // the answer is not what the protocol says
)

// Failure is what came of a call instead of an answer. No key is in it.
type Failure struct {
	Kind     Kind
	Cause    Cause
	Status   int           // 0 without an answer
	Text     string        // what the service said, one line
	Where    string        // of a redirect: the host that it points to
	After    time.Duration // when the service wants to be asked again, 0 unknown
	Attempts int
	Err      string // what the network said, "" for nothing
}

func (f *Failure) Error() string {
	parts := []string{fmt.Sprintf("status %d", f.Status)}
	for _, s := range []string{f.Text, f.Where, f.Err} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ": ")
}

// maxText is how much of a service's words is shown, in runes.
const maxText = 200

// OneLine is the beginning of a service's words, on one line and without
// control characters.
func OneLine(raw []byte) string {
	if len(raw) > 16*maxText {
		raw = raw[:16*maxText]
	}
	text := string(bytes.ToValidUTF8(raw, []byte("?")))
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control) {
			return ' '
		}
		return r
	}, text)
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > maxText {
		return string(runes[:maxText]) + "…"
	}
	return string(runes)
}
