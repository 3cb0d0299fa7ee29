// Command duizhao pairs a Chinese article with its English or Korean
// translation and makes side-by-side editions of them.
//
// Rules of the terminal, kept by every command: results go to standard
// output, progress and notices to standard error; --json makes results JSON
// and errors {"error","code"}; NO_COLOR beats FORCE_COLOR and --color beats
// both; a progress bar is drawn only on a terminal and only when the work
// takes longer than a second; the exit codes are those of exit.go.
package main

import (
	"os"
)

func main() {
	os.Exit(run(os.Args, os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
