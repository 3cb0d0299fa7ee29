package provider

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/provider/internal/wire"
)

// program is any program that speaks JSON lines (docs/providers.md, "exec"):
// it reads one request a line on its standard input and writes one answer a
// line on its standard output. It runs as long as the client, serves one
// request at a time, and is started again where it ends or is killed.
type program struct {
	setup
	secrets  []wire.Secret
	turn     chan struct{} // holds one token: whose request is served
	running  *process      // nil before the first request and after a failure; held with turn
	number   int           // of the last request; held with turn
	answered atomic.Bool
}

func newExec(s setup) (Provider, error) {
	if len(s.conf.Command) == 0 || strings.TrimSpace(s.conf.Command[0]) == "" {
		return nil, fault.New("provider.needs-command", "", "Name", s.Name)
	}
	p := &program{setup: s, turn: make(chan struct{}, 1)}
	p.turn <- struct{}{}
	if s.conf.KeyEnv != "" {
		key, err := s.key() // for the program, which finds it in its environment
		if err != nil {
			return nil, err
		}
		p.secrets = []wire.Secret{key}
	}
	return p, nil
}

// Name is the service's name.
func (p *program) Name() string { return p.setup.Name }

// Limits of a request.
func (p *program) Limits() Limits { return execLimits }

// Close ends the program: its standard input is closed, and what has not gone
// two seconds later is killed.
func (p *program) Close() error {
	<-p.turn
	if p.running != nil {
		p.running.end()
		p.running = nil
	}
	p.turn <- struct{}{}
	return nil
}

type execRequest struct {
	ID          string    `json:"id"`
	From        string    `json:"from"`
	To          string    `json:"to"`
	Segments    []Segment `json:"segments"`
	Terms       []Term    `json:"terms"`
	Context     []string  `json:"context"`
	Examples    []Pair    `json:"examples"`
	Complaint   string    `json:"complaint,omitempty"`
	Model       string    `json:"model,omitempty"`
	Instruction string    `json:"instruction,omitempty"`
	Formality   string    `json:"formality,omitempty"`
	Domains     string    `json:"domains,omitempty"`
}

type execAnswer struct {
	ID       string    `json:"id"`
	Segments []Segment `json:"segments"`
	Model    string    `json:"model"`
	Usage    struct {
		Characters   int `json:"characters"`
		InputTokens  int `json:"input_tokens"`
		OutputTokens int `json:"output_tokens"`
	} `json:"usage"`
	Error *struct {
		Kind    string  `json:"kind"`
		Message string  `json:"message"`
		After   float64 `json:"after"`
	} `json:"error"`
}

// Translate asks for all segments at once.
func (p *program) Translate(ctx context.Context, r Request) (Answer, error) {
	if len(r.Segments) == 0 {
		return Answer{}, nil
	}
	select {
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	case <-p.turn:
	}
	defer func() { p.turn <- struct{}{} }()
	p.number++
	id := strconv.Itoa(p.number)
	line, err := json.Marshal(execRequest{
		ID: id, From: string(r.From), To: string(r.To), Segments: r.Segments, Terms: list(r.Terms), Context: list(r.Context), Examples: list(r.Examples),
		Complaint: r.Complaint, Model: p.conf.Model, Instruction: p.conf.Instruction, Formality: p.conf.Formality, Domains: p.conf.Domains,
	})
	if err != nil {
		return Answer{}, p.fail(Bad, "provider.exec-start").Fault.Because(err)
	}
	raw, err := p.ask(ctx, append(line, '\n'))
	if err != nil {
		p.drop()
		return Answer{}, err
	}
	answer, err := p.read(raw, id)
	if err != nil {
		return Answer{}, err
	}
	p.answered.Store(true)
	return answer, nil
}

// list is never null in JSON.
func list[T any](x []T) []T {
	if x == nil {
		return []T{}
	}
	return x
}

// ask writes a line and gives the one that comes back. A program that has
// ended since its last answer is started again, once.
func (p *program) ask(ctx context.Context, line []byte) ([]byte, error) {
	for {
		fresh := p.running == nil
		if fresh {
			started, err := start(p.conf.Command, p.conf.Dir, p.conf.Stderr, p.secrets)
			if err != nil {
				e := p.fail(Bad, "provider.exec-start")
				e.Fault = e.Fault.Because(err)
				return nil, e
			}
			p.running = started
		}
		raw, err := p.running.exchange(ctx, line, p.conf.Timeout)
		switch {
		case err == nil:
			return raw, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, errTimeout):
			return nil, p.fail(p.once(Down), "provider.exec-timeout", "Seconds", int(p.conf.Timeout/time.Second))
		case errors.Is(err, errTooLong):
			return nil, p.fail(Refused, "provider.endless", "MB", wire.MaxAnswer>>20)
		case fresh:
			status := p.running.kill()
			return nil, p.fail(p.once(Bad), "provider.exec-exit", "Status", status, "Text", p.running.said())
		}
		p.drop()
	}
}

// once is Refused for a program that has answered before, so that a smaller
// request is tried, and kind for one that never has.
func (p *program) once(kind Kind) Kind {
	if p.answered.Load() {
		return Refused
	}
	return kind
}

func (p *program) drop() {
	if p.running != nil {
		p.running.kill()
		p.running = nil
	}
}

// read reads an answer. After a line that is none the program is out of step
// and is ended.
func (p *program) read(raw []byte, id string) (Answer, error) {
	var a execAnswer
	if err := json.Unmarshal(raw, &a); err != nil || a.ID != id {
		p.drop()
		return Answer{}, p.fail(p.once(Bad), "provider.exec-line", "Text", p.scrub(raw))
	}
	if a.Error != nil {
		return Answer{}, p.failed(a)
	}
	used := Usage{Characters: max(0, a.Usage.Characters), InputTokens: max(0, a.Usage.InputTokens), OutputTokens: max(0, a.Usage.OutputTokens)}
	return Answer{Texts: a.Segments, Usage: used, Model: p.scrub([]byte(a.Model))}, nil
}

// failed reads the failure that a program reports.
func (p *program) failed(a execAnswer) error {
	kind := Bad
	for k := Retry; k <= Down; k++ {
		if a.Error.Kind == k.String() {
			kind = k
		}
	}
	e := p.fail(kind, "provider.exec-said", "Text", p.scrub([]byte(a.Error.Message)))
	if s := a.Error.After; s > 0 && s < 86400 {
		e.After = time.Duration(s * float64(time.Second))
	}
	return e
}

func (p *program) scrub(raw []byte) string { return wire.Scrub(wire.OneLine(raw), p.secrets...) }

func (p *program) fail(kind Kind, id string, args ...any) *Error {
	return newError(kind, id, append(args, "Command", p.conf.Command[0], "Name", p.setup.Name)...)
}
