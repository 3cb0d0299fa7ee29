package main

import (
	"context"
	"errors"

	"github.com/duizhao/duizhao/fault"
)

// Exit codes. Where several apply the first in the order 130, 2, 3, 4, 5, 6, 1
// wins.
const (
	exitOK          = 0
	exitFindings    = 1   // findings at or above --fail-on
	exitUsage       = 2   // usage, configuration or files
	exitProvider    = 3   // a service, its key or the network
	exitQuota       = 4   // a quota or a cost cap
	exitStale       = 5   // something is out of date under --frozen
	exitPartly      = 6   // some articles failed, the others are done
	exitInterrupted = 130 // ctrl-C
)

// precedence ranks the codes, the strongest first.
var precedence = []int{exitInterrupted, exitUsage, exitProvider, exitQuota, exitStale, exitPartly, exitFindings}

// stronger gives the code that wins.
func stronger(a, b int) int {
	for _, c := range precedence {
		if a == c || b == c {
			return c
		}
	}
	return exitOK
}

// status is an error that only says how to exit: all that there is to say has
// been printed.
type status int

func (s status) Error() string { return "" }

// code is the exit code of an error.
func code(err error) int {
	var s status
	var f *fault.Error
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &s):
		return int(s)
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &f):
		switch f.Class {
		case fault.Provider:
			return exitProvider
		case fault.Quota:
			return exitQuota
		case fault.Stale:
			return exitStale
		}
	}
	return exitUsage
}
