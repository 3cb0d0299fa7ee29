package hanconv

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// The ideographs that Simplified looks up: extension A and the unified block.
const (
	runeFirst = 0x3400
	runeLast  = 0x9FFF
)

// simplified maps each ideograph to its Simplified form, on its own.
var simplified = sync.OnceValue(func() []rune {
	var b strings.Builder
	for r := rune(runeFirst); r <= runeLast; r++ {
		b.WriteRune(r)
		b.WriteByte('\n') // no phrase crosses it
	}
	out := make([]rune, 0, runeLast-runeFirst+1)
	for line := range strings.SplitSeq(Convert(T2S, b.String()), "\n") {
		if r, size := utf8.DecodeRuneInString(line); size > 0 {
			out = append(out, r)
		}
	}
	return out
})

// Simplified is the Simplified form of one character by itself, for text that
// is compared and need not be spelt right. Every other character, those beyond
// the ideographs of the basic plane among them, comes back as it is.
func Simplified(r rune) rune {
	if r < runeFirst || r > runeLast {
		return r
	}
	return simplified()[r-runeFirst]
}
