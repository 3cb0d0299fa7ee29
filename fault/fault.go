// Package fault holds errors that a person can act on: what went wrong, in
// which file and line, and what to do. The wording lives in package message in
// four languages; Error gives a plain English line for logs and tests.
package fault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sort"
	"strings"
)

// Class says which part of the outside world an error is about; the command
// line turns it into an exit code.
type Class int

// Classes of error. The zero value is Usage: configuration, arguments or files.
const (
	Usage    Class = iota
	Provider       // a translation or embedding service, its key or the network
	Quota          // a quota or a cost cap
	Stale          // something is out of date under --frozen
)

// Error is a fault. ID names its message in the catalogue ("read.empty-file"),
// Args are what the message names.
type Error struct {
	ID           string
	Args         map[string]any
	Path         string // the file that it is about, "" for none
	Line, Column int    // from 1; 0 for unknown
	Class        Class
	Err          error // the cause, nil for none
}

// New makes a fault about a file. args are pairs of name and value.
func New(id, path string, args ...any) *Error {
	e := &Error{ID: id, Path: path}
	for i := 0; i+1 < len(args); i += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[args[i].(string)] = args[i+1]
	}
	return e
}

// At returns a copy of the fault at a line and column (from 1).
func (e *Error) At(line, column int) *Error {
	out := *e
	out.Line, out.Column = line, column
	return &out
}

// Because returns a copy of the fault with its cause. Of a file error about a
// fault with a path only the cause behind it is kept, since the fault names the
// file itself.
func (e *Error) Because(err error) *Error {
	out := *e
	out.Err = err
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case e.Path == "":
	case errors.As(err, &path):
		out.Err = path.Err
	case errors.As(err, &link):
		out.Err = link.Err
	}
	return &out
}

// Error is the fault in plain English: place, id, arguments and cause.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Path != "" {
		b.WriteString(e.Path)
		if e.Line > 0 {
			fmt.Fprintf(&b, ":%d", e.Line)
		}
		b.WriteString(": ")
	}
	b.WriteString(e.ID)
	keys := make([]string, 0, len(e.Args))
	for k := range e.Args {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, " %s=%v", k, e.Args[k])
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is a fault of the same id.
func (e *Error) Is(target error) bool {
	var other *Error
	return errors.As(target, &other) && other.ID == e.ID
}
