package truetype

import (
	"encoding/binary"
	"math/rand/v2"
)

// tableFont makes a font of glyphs in memory. Characters are A, B, C … for
// glyphs 1, 2, 3 …, unless chars says otherwise.
func tableFont(chars []rune, glyphs ...Glyph) *Font {
	f := &Font{UnitsPerEm: 1000, Outlines: Glyphs(append([]Glyph{box(0, 0, 500, 700)}, glyphs...))}
	f.Head = make([]byte, 54)
	binary.BigEndian.PutUint32(f.Head, 0x00010000)
	binary.BigEndian.PutUint32(f.Head[12:], 0x5F0F3CF5)
	put16(f.Head, 16, 1<<1|1, 1000)
	f.Hhea = make([]byte, 36)
	put16(f.Hhea, 0, 1, 0, 880, -120)
	f.OS2 = defaultOS2(f)
	f.Post = make([]byte, 32)
	f.Post[1] = 3
	name := func(s string) []byte { return widen([]byte(s)) }
	f.Name = encodeName(map[uint16][]byte{0: name("Copyright nobody"), 1: name("Test"), 2: name("Regular"), 6: name("Test-Regular"), 13: name("OFL")})
	for i := range len(glyphs) + 1 {
		f.Advances = append(f.Advances, uint16(500+i))
	}
	for i := range glyphs {
		r := 'A' + rune(i)
		if i < len(chars) {
			r = chars[i]
		}
		f.Cmap = append(f.Cmap, Mapping{r, uint16(i + 1)})
	}
	return f
}

// box is a glyph of one rectangle.
func box(x0, y0, x1, y1 int16) Glyph {
	g := Glyph{Ends: []uint16{3}, Points: []Point{{x0, y0, true}, {x0, y1, true}, {x1, y1, true}, {x1, y0, true}}}
	g.Box = bounds(g.Points)
	return g
}

// random makes a glyph of random contours, with steps of every size class.
func random(r *rand.Rand) Glyph {
	var g Glyph
	g.Overlap = r.IntN(2) == 0
	x, y := 0, 0
	step := func(at int) int {
		for {
			limit := []int{1, 2, 64, 256, 768, 1280, 4096, 20000}[r.IntN(8)]
			if to := at + r.IntN(2*limit) - limit; to > -16000 && to < 16000 {
				return to
			}
		}
	}
	for range 1 + r.IntN(5) {
		for range 1 + r.IntN(40) {
			if r.IntN(4) > 0 {
				x = step(x)
			}
			if r.IntN(4) > 0 {
				y = step(y)
			}
			g.Points = append(g.Points, Point{int16(x), int16(y), r.IntN(3) > 0})
		}
		g.Ends = append(g.Ends, uint16(len(g.Points)-1))
	}
	// A run of equal points makes repeated flags, of more than 256 too.
	for range r.IntN(600) {
		g.Points = append(g.Points, g.Points[len(g.Points)-1])
	}
	g.Ends[len(g.Ends)-1] = uint16(len(g.Points) - 1)
	g.Box = bounds(g.Points)
	return g
}

// composite is a glyph of other glyphs, each moved to the right of the last.
func composite(parts ...uint16) Glyph {
	var g Glyph
	for i, id := range parts {
		g.Components = append(g.Components, Component{Flags: argXY | argWords, Glyph: id, Args: [2]int16{int16(600 * i), 0}})
	}
	g.Box = Box{0, 0, int16(600 * len(parts)), 700}
	return g
}
