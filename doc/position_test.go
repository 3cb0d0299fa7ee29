package doc

import (
	"strconv"
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

// TestPositionSteps holds that a position costs little wherever it lies, also
// in a text that is one line: it counts the bytes that are read for it.
func TestPositionSteps(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("港口結了冰。", 50_000), // one line of 900 kB
		strings.Repeat("港口結了冰。\n", 50_000),
		strings.Repeat("\r\n", 50_000),
		strings.Repeat("\xff", 50_000),
	} {
		d := &Document{Text: text}
		d.Position(len(text)) // makes the index that all others use
		x := d.lines.Load()
		if x == nil {
			t.Fatal("Position counts from the beginning of the text")
		}
		for at := 0; at <= len(text); at += 997 {
			if n := at - x.before(at).at; n < 0 || n >= stride+utf8.UTFMax {
				t.Fatalf("%.20q: the position of %d counts over %d bytes", text, at, n)
			}
			if start := x.starts[x.line(at)]; start > at || start-x.before(start).at >= stride+utf8.UTFMax {
				t.Fatalf("%.20q at %d: the line begins at %d", text, at, start)
			}
			d.Position(at)
			if d.LineAt(at); d.lines.Load() != x {
				t.Fatal("the index was made twice")
			}
		}
		for _, at := range []int{0, 1, stride, stride + 1, len(text) / 2, len(text)} {
			if got, want := d.Position(at), PositionIn(text, at); got != want {
				t.Errorf("%.20q at %d: %v, want %v", text, at, got, want)
			}
		}
	}
}

// The positions of all sentences of a text, by its size: the time for a byte
// is the same.
func BenchmarkPosition(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		text := strings.Repeat("港口結了冰。", n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				d := &Document{Text: text}
				for at := 0; at < len(text); at += len("港口結了冰。") {
					d.Position(at)
				}
			}
		})
	}
}

// Counted one by one, the positions of a text are what PositionIn says.
func FuzzPosition(f *testing.F) {
	for _, s := range []string{"", "a\r\nb\rc\nd", "慶\n\n州", "\r\r\n\n\r"} {
		f.Add(s)
	}
	f.Add(strings.Repeat("慶\xff州\r\n𠮷\n", 300))
	f.Fuzz(func(t *testing.T, text string) {
		want := Position{1, 1}
		d := &Document{Text: text}
		for i, r := range text {
			if got := PositionIn(text, i); got != want {
				t.Fatalf("%q at %d: %v, want %v", text, i, got, want)
			}
			if got := d.Position(i); got != want {
				t.Fatalf("%q at %d: %v by the index, want %v", text, i, got, want)
			}
			if line, start := d.LineAt(i); start > i || strings.ContainsAny(line, "\n") || start < i && PositionIn(text, start+len(line)).Line != want.Line || 1+utf8.RuneCountInString(text[start:i]) != want.Column {
				t.Fatalf("%q at %d: line %q at %d, column %d", text, i, line, start, want.Column)
			}
			want.Column++
			if r == '\n' || r == '\r' && loneCR(text, i) {
				want = Position{want.Line + 1, 1}
			}
		}
	})
}
