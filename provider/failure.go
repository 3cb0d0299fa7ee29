package provider

import (
	"errors"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/provider/internal/wire"
)

// base is what every client over HTTP is made of.
type base struct {
	setup
	wire *wire.Client
}

// Name is the service's name.
func (b *base) Name() string { return b.setup.Name }

// Close ends idle connections.
func (b *base) Close() error { return b.wire.Close() }

// fail makes an *Error of a fault about this service.
func (b *base) fail(kind Kind, id string, args ...any) *Error {
	return newError(kind, id, append(args, "Name", b.setup.Name)...)
}

func newError(kind Kind, id string, args ...any) *Error {
	f := fault.New(id, "", args...)
	f.Class = fault.Provider
	if kind == Spent {
		f.Class = fault.Quota
	}
	return &Error{Kind: kind, Fault: f}
}

// failed words what came of a call.
func (b *base) failed(err error) error {
	var f *wire.Failure
	if !errors.As(err, &f) {
		return err
	}
	e := b.worded(f)
	e.After = f.After
	return e
}

func (b *base) worded(f *wire.Failure) *Error {
	kind := Kind(f.Kind)
	host := b.wire.Base.Host
	switch f.Cause {
	case wire.Redirect:
		return b.fail(kind, "provider.redirect", "Host", host, "Where", f.Where)
	case wire.Timeout:
		return b.fail(kind, "provider.timeout", "Host", host, "Attempts", f.Attempts, "Seconds", int(b.conf.Timeout.Seconds()))
	case wire.Dropped:
		e := b.fail(kind, "provider.dropped", "Host", host, "Attempts", f.Attempts)
		e.Fault = e.Fault.Because(errors.New(f.Err))
		return e
	case wire.Unreachable:
		e := b.fail(kind, "provider.down", "Host", host)
		if f.Err != "" {
			e.Fault = e.Fault.Because(errors.New(f.Err))
		}
		return e
	case wire.Endless:
		return b.fail(kind, "provider.endless", "MB", wire.MaxAnswer>>20)
	case wire.NotJSON:
		return b.fail(kind, "provider.not-json", "Host", host, "Text", f.Text)
	}
	switch kind {
	case Key:
		return b.fail(kind, "provider.key", "Status", f.Status, "Text", f.Text, "Env", b.shownEnv())
	case Spent:
		return b.fail(kind, "provider.spent", "Status", f.Status, "Text", f.Text)
	case TooLarge:
		return b.fail(kind, "provider.too-large", "Status", f.Status, "Text", f.Text)
	case Retry, Down:
		return b.fail(kind, "provider.busy", "Status", f.Status, "Text", f.Text, "Attempts", f.Attempts)
	case Refused:
		return b.fail(kind, "provider.refusal", "Text", f.Text)
	}
	return b.fail(kind, "provider.status", "Status", f.Status, "Text", f.Text)
}

// shownEnv names the variable of the key, also where none was read.
func (b *base) shownEnv() string {
	if env := b.keyEnv(); env != "" {
		return env
	}
	return b.setup.KeyEnv
}

// line is what a service says, on one line and without the key.
func (b *base) line(text string) string {
	return wire.Scrub(wire.OneLine([]byte(text)), b.wire.Secrets...)
}

// inOrder gives the texts of an answer that has no ids the ids of the request.
// Fault (Refused): provider.count.
func (b *base) inOrder(r Request, texts []string) ([]Segment, error) {
	if len(texts) != len(r.Segments) {
		return nil, b.fail(Refused, "provider.count", "Got", len(texts), "Want", len(r.Segments))
	}
	out := make([]Segment, len(texts))
	for i, t := range texts {
		out[i] = Segment{ID: r.Segments[i].ID, Text: t}
	}
	return out, nil
}

// pair gives a service's codes of a source and a target language.
func (b *base) pair(sources, targets map[string]string, from, to lang.Tag) (source, target string, err error) {
	if source, err = b.language(sources, string(from)); err != nil {
		return "", "", err
	}
	target, err = b.language(targets, string(to))
	return source, target, err
}

// language gives a service's code of a language. Fault (Bad): provider.language.
func (b *base) language(codes map[string]string, tag string) (string, error) {
	if c, ok := codes[tag]; ok {
		return c, nil
	}
	return "", b.fail(Bad, "provider.language", "Tag", tag)
}
