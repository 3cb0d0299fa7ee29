package fonts

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// rows reads a table of testdata: columns by tab, # begins a comment line.
func rows(t *testing.T, name string, columns int) [][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for n, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			t.Fatalf("%s:%d: %d columns, not %d", name, n+1, len(cells), columns)
		}
		out = append(out, cells)
	}
	return out
}

var styles = map[string]Style{"r": Regular, "b": Bold, "i": Italic, "bi": BoldItalic, "m": Mono, "bm": Bold | Mono}

// every lists the embedded fonts.
var every = []*font{latin.regular, latin.bold, latin.italic, latin.boldItalic,
	serifTC.regular, serifSC.regular, serifKR.regular, serifJP.regular, mono.regular}

func TestChoose(t *testing.T) {
	for _, row := range rows(t, "choose.txt", 5) {
		for _, r := range row[2] {
			face := Choose(lang.Tag(row[0]), styles[row[1]], r)
			got, width := "none", 0
			if face != nil {
				got, width = face.Name(), face.Advance(r)
				if face.Synthetic() {
					got += "+"
				}
			}
			if got != row[3] {
				t.Errorf("%s %s %q (U+%04X): %s, want %s", row[0], row[1], r, r, got, row[3])
			}
			if want, err := strconv.Atoi(row[4]); err == nil && width != want {
				t.Errorf("%s %q in %s is %d wide, want %d", row[0], r, got, width, want)
			}
		}
	}
}

// TestCascade: Choose takes the first face of the cascade that has the
// character, and equal questions get the same face.
func TestCascade(t *testing.T) {
	for _, tag := range []lang.Tag{lang.ZhHant, lang.ZhHans, lang.En, lang.Ko, "ja", lang.Und} {
		for _, style := range styles {
			cascade := Cascade(tag, style)
			for _, r := range "中们한A“𠮷😀" {
				var want *Face
				if i := slices.IndexFunc(cascade, func(f *Face) bool { return f.Has(r) }); i >= 0 {
					want = cascade[i]
				}
				if got := Choose(tag, style, r); got != want {
					t.Errorf("%s %q: Choose and Cascade differ", tag, r)
				}
			}
		}
	}
}

// TestChinesePunctuation: two dashes join without a gap, and what stands in
// the middle of its em does so.
func TestChinesePunctuation(t *testing.T) {
	for _, tag := range []lang.Tag{lang.ZhHant, lang.ZhHans} {
		for _, c := range []struct {
			r     rune
			width int
		}{{'—', 1000}, {'⸺', 2000}, {'⸻', 3000}} {
			f := Choose(tag, Regular, c.r)
			left, right, ok := f.Ink(c.r)
			if f.Advance(c.r) != c.width || left != 0 || right != c.width || !ok {
				t.Errorf("%s %c: ink from %d to %d of %d", tag, c.r, left, right, f.Advance(c.r))
			}
		}
		for _, r := range "·…‧" {
			f := Choose(tag, Regular, r)
			left, right, _ := f.Ink(r)
			if off := left + right - f.Advance(r); off < -2 || off > 2 {
				t.Errorf("%s %c: ink from %d to %d of %d is not in the middle", tag, r, left, right, f.Advance(r))
			}
		}
	}
}

func TestMetrics(t *testing.T) {
	for _, c := range []struct {
		r                        rune
		ascent, descent, capital int
	}{{'中', 880, 120, 729}, {'A', 1069, 293, 714}, {'한', 880, 120, 729}} {
		f := Choose(lang.En, Regular, c.r)
		if f.Ascent() != c.ascent || f.Descent() != c.descent || f.CapHeight() != c.capital {
			t.Errorf("%s: ascent %d, descent %d, capitals %d; want %+v", f.Name(), f.Ascent(), f.Descent(), f.CapHeight(), c)
		}
	}
	f := Choose(lang.En, Regular, 'A')
	if f.Advance('中') != 0 || f.Has('中') {
		t.Error("the Latin font has no 中")
	}
	if _, _, ok := f.Ink(' '); ok {
		t.Error("a space has no ink")
	}
	if left, right, ok := f.Ink('é'); !ok || left < 0 || right <= left || right > f.Advance('é') {
		t.Errorf("é, a composite glyph, has ink from %d to %d, %v", left, right, ok)
	}
}

// TestScale rounds to the nearest, to both sides alike.
func TestScale(t *testing.T) {
	for _, c := range []struct{ v, em, want int }{{512, 1024, 500}, {1, 2048, 0}, {2, 2048, 1}, {-2, 2048, -1}, {1229, 2048, 600}, {-1229, 2048, -600}, {7, 1000, 7}} {
		if got := scale(c.v, c.em); got != c.want {
			t.Errorf("%d of %d units is %d, want %d", c.v, c.em, got, c.want)
		}
	}
}

func TestIgnorable(t *testing.T) {
	for _, r := range []rune{0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x180B, 0x200B, 0x200D, 0x202A, 0x2060, 0x2066, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xE0001, 0xE0100} {
		if !Ignorable(r) {
			t.Errorf("U+%04X is ignorable", r)
		}
	}
	for _, r := range []rune{' ', 'A', 0xA0, 0x0600, 0x06DD, 0x2028, 0x3000, 0xFFF9, 0xFFFC, 0xFFFD, 0x13430, '中', '😀'} {
		if Ignorable(r) {
			t.Errorf("U+%04X is not ignorable", r)
		}
	}
}
