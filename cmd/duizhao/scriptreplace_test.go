package main

import (
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// replaceIn puts new text in the place of old text that a file must have; of
// several places the first, or all where the count is 0:
//
//	replace OLD FILE NEW [COUNT]
func replaceIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args) > 4 {
		ts.Fatalf("usage: replace OLD FILE NEW [COUNT]")
	}
	count := 1
	if len(args) == 4 {
		n, err := strconv.Atoi(args[3])
		ts.Check(err)
		count = n
	}
	text := ts.ReadFile(args[1])
	if !strings.Contains(text, args[0]) {
		ts.Fatalf("%s has no %q", args[1], args[0])
	}
	if count == 0 {
		count = -1
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Replace(text, args[0], args[2], count)), 0o644))
}
