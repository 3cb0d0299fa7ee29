package hanconv

import "testing"

// TestSimplified: one character by itself is what Convert makes of it.
func TestSimplified(t *testing.T) {
	for r := rune(0x3300); r < 0xa100; r++ {
		if got, want := Simplified(r), []rune(Convert(T2S, string(r)))[0]; got != want && r >= 0x3400 && r <= 0x9fff {
			t.Fatalf("%c: %c, want %c", r, got, want)
		}
	}
	for in, want := range map[rune]rune{'國': '国', '国': '国', 'a': 'a', '가': '가', '𠮷': '𠮷', -1: -1} {
		if got := Simplified(in); got != want {
			t.Errorf("%c: %c, want %c", in, got, want)
		}
	}
}
