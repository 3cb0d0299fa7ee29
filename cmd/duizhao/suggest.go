package main

import (
	"github.com/urfave/cli/v2"
	"github.com/xrash/smetrics"
)

// nearest gives the candidate that word was most probably meant to be, or ""
// when none is near: Jaro–Winkler similarity of at least 0.8.
func nearest(word string, candidates []string) string {
	best, at := 0.8, ""
	for _, c := range candidates {
		if s := smetrics.JaroWinkler(word, c, 0.7, 4); s > best {
			best, at = s, c
		}
	}
	return at
}

// commandNames lists what can be typed as a command.
func commandNames(commands []*cli.Command) []string {
	var out []string
	for _, c := range commands {
		if !c.Hidden {
			out = append(out, c.Names()...)
		}
	}
	return out
}

// flagNames lists the long names of flags.
func flagNames(sets ...[]cli.Flag) []string {
	var out []string
	for _, flags := range sets {
		for _, f := range flags {
			for _, n := range f.Names() {
				if len(n) > 1 {
					out = append(out, n)
				}
			}
		}
	}
	return out
}
