package html

import "strings"

// longRun is the length in bytes from which on a run of ASCII without a space
// is one that lines must break in: an address, as a rule. Unbroken it would
// leave the line before it short, and a justified one stretched.
const longRun = 24

// breakable writes text that may break within its long runs, behind the marks
// that part an address.
func (w *writer) breakable(s string) {
	for s != "" {
		from, to := nextLongRun(s)
		w.text(s[:from])
		for run := s[from:to]; run != ""; {
			i := strings.IndexAny(run, "/.?&=#-_%,;:+@") + 1
			for i > 0 && i < len(run) && strings.IndexByte("/:", run[i]) >= 0 {
				i++ // not between the marks of ://
			}
			if i == 0 || i == len(run) {
				w.text(run)
				break
			}
			w.text(run[:i])
			w.raw("<wbr>")
			run = run[i:]
		}
		s = s[to:]
	}
}

// hasLongRun reports whether a text has a long run.
func hasLongRun(s string) bool {
	from, to := nextLongRun(s)
	return from < to
}

// nextLongRun gives the first long run of a text, an empty one at its end when
// it has none.
func nextLongRun(s string) (from, to int) {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7f {
			from = i + 1
		} else if (i+1 == len(s) || s[i+1] <= ' ' || s[i+1] >= 0x7f) && i+1-from >= longRun {
			return from, i + 1
		}
	}
	return len(s), len(s)
}
