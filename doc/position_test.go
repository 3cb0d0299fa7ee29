package doc

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPosition(t *testing.T) {
	for _, c := range []struct {
		text         string
		at           int
		line, column int
		shown        string
		start        int
	}{
		{"", 0, 1, 1, "", 0},
		{"abc", 0, 1, 1, "abc", 0},
		{"abc", 3, 1, 4, "abc", 0},
		{"abc", 99, 1, 4, "abc", 0},
		{"abc", -1, 1, 1, "abc", 0},
		{"慶州\n釜山", 7, 2, 1, "釜山", 7},
		{"慶州\n釜山", 10, 2, 2, "釜山", 7},
		{"慶州\n釜山", 6, 1, 3, "慶州", 0}, // the line feed stands on its line
		{"慶州\r\n釜山\r\n", 8, 2, 1, "釜山", 8},
		{"慶州\r\n釜山\r\n", 11, 2, 2, "釜山", 8},
		{"慶州\r\n釜山\r\n", 16, 3, 1, "", 16},
		{"a\rb\rc", 4, 3, 1, "c", 4}, // an old Mac's
		{"a\r\r\nb", 4, 3, 1, "b", 4},
		{"a\n\nb", 2, 2, 1, "", 2},
		{"𠮷野家", 4, 1, 2, "𠮷野家", 0}, // columns are code points
		{"e\u0301x", 3, 1, 3, "e\u0301x", 0},
	} {
		d := &Document{Text: c.text}
		if got := d.Position(c.at); got != (Position{c.line, c.column}) {
			t.Errorf("Position(%q, %d) = %v, want %d:%d", c.text, c.at, got, c.line, c.column)
		}
		if line, start := d.LineAt(c.at); line != c.shown || start != c.start {
			t.Errorf("LineAt(%q, %d) = %q at %d, want %q at %d", c.text, c.at, line, start, c.shown, c.start)
		}
	}
}

// Counted one by one, the positions of a text are what PositionIn says.
func FuzzPosition(f *testing.F) {
	for _, s := range []string{"", "a\r\nb\rc\nd", "慶\n\n州", "\r\r\n\n\r"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want := Position{1, 1}
		d := &Document{Text: text}
		for i, r := range text {
			if got := PositionIn(text, i); got != want {
				t.Fatalf("%q at %d: %v, want %v", text, i, got, want)
			}
			if line, start := d.LineAt(i); start > i || strings.ContainsAny(line, "\n") || 1+utf8.RuneCountInString(text[start:i]) != want.Column {
				t.Fatalf("%q at %d: line %q at %d, column %d", text, i, line, start, want.Column)
			}
			want.Column++
			if r == '\n' || r == '\r' && loneCR(text, i) {
				want = Position{want.Line + 1, 1}
			}
		}
	})
}
