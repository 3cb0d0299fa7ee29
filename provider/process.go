package provider

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"sync"
	"time"

	"github.com/duizhao/duizhao/provider/internal/wire"
)

// process is a running program with its pipes.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	lines  chan line
	gone   chan struct{} // closed when nobody reads lines any more
	stderr *tail
	once   sync.Once
	status string
}

type line struct {
	text []byte
	err  error
}

var (
	errTimeout = errors.New("no answer in time")
	errTooLong = errors.New("the line is too long")
)

// endGrace is how long a program may take to end once its input is closed.
const endGrace = 2 * time.Second

func start(command []string, dir string, stderr io.Writer, secrets []wire.Secret) (*process, error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	cmd.WaitDelay = endGrace // children of the program may hold its pipes
	ownGroup(cmd)
	p := &process{cmd: cmd, lines: make(chan line), gone: make(chan struct{}), stderr: &tail{out: stderr, secrets: secrets}}
	cmd.Stderr = p.stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p.in = in
	go p.scan(out)
	return p, nil
}

// scan hands on the lines of the program's output, until there is none or one
// is too long.
func (p *process) scan(out io.Reader) {
	reader := bufio.NewReaderSize(out, 64<<10)
	for {
		text, err := readLine(reader)
		if err == nil && len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		select {
		case p.lines <- line{text, err}:
		case <-p.gone:
			return
		}
		if err != nil {
			return
		}
	}
}

func readLine(r *bufio.Reader) ([]byte, error) {
	var text []byte
	for {
		part, err := r.ReadSlice('\n')
		text = append(text, part...)
		switch {
		case len(text) > wire.MaxAnswer:
			return nil, errTooLong
		case err == nil, err == io.EOF && len(text) > 0:
			return text, nil
		case err != bufio.ErrBufferFull:
			return nil, err
		}
	}
}

// exchange writes a line and waits for one.
func (p *process) exchange(ctx context.Context, request []byte, timeout time.Duration) ([]byte, error) {
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	written := make(chan error, 1)
	go func() { // a program that doesn't read blocks the pipe
		_, err := p.in.Write(request)
		written <- err
	}()
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-timer.C:
			return nil, errTimeout
		case err := <-written:
			if err != nil {
				return nil, err
			}
			written = nil
		case l := <-p.lines:
			return l.text, l.err
		}
	}
}

// end closes the program's input and kills it where it stays.
func (p *process) end() {
	p.in.Close()
	timer := time.AfterFunc(endGrace, func() { killGroup(p.cmd) })
	p.wait()
	timer.Stop()
}

// kill ends the program and all that it has started, and tells how it ended.
func (p *process) kill() string {
	killGroup(p.cmd)
	p.in.Close()
	return p.wait()
}

func (p *process) wait() string {
	p.once.Do(func() {
		close(p.gone)
		err := p.cmd.Wait()
		switch {
		case p.cmd.ProcessState != nil:
			p.status = p.cmd.ProcessState.String()
		case err != nil:
			p.status = err.Error()
		}
		p.stderr.flush()
	})
	return p.status
}

// said is the end of what the program wrote on its standard error.
func (p *process) said() string { return p.stderr.last() }

// tail passes standard error on by lines, without keys, and keeps the last.
type tail struct {
	mutex   sync.Mutex
	out     io.Writer
	secrets []wire.Secret
	part    []byte
	kept    string
}

const maxStderrLine = 4 << 10

func (t *tail) Write(data []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, c := range data {
		t.part = append(t.part, c)
		if c == '\n' || len(t.part) >= maxStderrLine {
			t.pass()
		}
	}
	return len(data), nil
}

func (t *tail) pass() {
	text := wire.Scrub(string(t.part), t.secrets...)
	t.part = t.part[:0]
	if t.out != nil {
		io.WriteString(t.out, text)
	}
	if s := wire.OneLine([]byte(text)); s != "" {
		t.kept = s
	}
}

func (t *tail) flush() {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if len(t.part) > 0 {
		t.pass()
	}
}

func (t *tail) last() string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.kept
}
