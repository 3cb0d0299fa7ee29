package truetype

import (
	"encoding/binary"
	"slices"
)

// Limits on composite glyphs, so that a font cannot make a reader of the
// subset recurse or multiply without end.
const (
	maxDepth  = 8
	maxPoints = 0xFFFF  // of a glyph
	maxTotal  = 8 << 20 // points of all glyphs; Noto Serif TC has 2.6 million
)

// Cut is a font cut down to some glyphs, ready to be written.
type Cut struct {
	font     *Font
	cmap     Cmap
	glyphs   []Glyph
	sources  []uint16          // glyph ids in the font
	renamed  map[uint16]uint16 // the reverse
	points   int               // of all glyphs
	profiles map[uint16]profile
}

// profile is what maxp wants to know of a glyph with its components resolved.
type profile struct{ points, contours, depth int }

// Cut takes the glyphs of chars, with .notdef and the components of composite
// glyphs. chars say under which character each glyph of the font is found in
// the result, each character once; the glyphs are numbered in their order.
// Equal input gives equal output.
func (f *Font) Cut(chars []Mapping) (*Cut, error) {
	c := &Cut{font: f, renamed: map[uint16]uint16{}, profiles: map[uint16]profile{}}
	if err := c.take(0); err != nil {
		return nil, err
	}
	for _, m := range chars {
		if err := c.take(m.Glyph); err != nil {
			return nil, err
		}
		c.cmap = append(c.cmap, Mapping{m.Rune, c.renamed[m.Glyph]})
	}
	slices.SortFunc(c.cmap, func(a, b Mapping) int { return int(a.Rune) - int(b.Rune) })
	for i := 0; i < len(c.glyphs); i++ {
		for _, part := range c.glyphs[i].Components {
			if err := c.take(part.Glyph); err != nil {
				return nil, err
			}
		}
	}
	for id := range c.sources {
		if _, err := c.profile(uint16(id), 0); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// take adds a glyph of the font unless it is there.
func (c *Cut) take(id uint16) error {
	if _, ok := c.renamed[id]; ok {
		return nil
	}
	if int(id) >= len(c.font.Advances) {
		return damaged("no glyph %d", id)
	}
	g, err := c.font.Outlines.Glyph(id)
	if err != nil {
		return err
	}
	if c.points += len(g.Points); c.points > maxTotal {
		return damaged("the outlines have more than %d points", maxTotal)
	}
	c.renamed[id] = uint16(len(c.glyphs))
	c.glyphs = append(c.glyphs, g)
	c.sources = append(c.sources, id)
	return nil
}

// Font is the cut as a font of its own.
func (c *Cut) Font() *Font {
	f := *c.font
	f.Cmap = c.cmap
	f.Advances = make([]uint16, len(c.glyphs))
	glyphs := make(Glyphs, len(c.glyphs))
	for i, g := range c.glyphs {
		f.Advances[i] = c.font.Advances[c.sources[i]]
		g.Components = slices.Clone(g.Components)
		for j := range g.Components {
			g.Components[j].Glyph = c.renamed[g.Components[j].Glyph]
		}
		glyphs[i] = g
	}
	f.Outlines = glyphs
	return &f
}

// Glyphs is Outlines in memory.
type Glyphs []Glyph

// Glyph gives a glyph.
func (g Glyphs) Glyph(id uint16) (Glyph, error) {
	if int(id) >= len(g) {
		return Glyph{}, damaged("no glyph %d", id)
	}
	return g[id], nil
}

// profile counts a glyph (by its new id) with its components.
func (c *Cut) profile(id uint16, level int) (profile, error) {
	if p, ok := c.profiles[id]; ok {
		return p, nil
	}
	g := &c.glyphs[id]
	p := profile{points: len(g.Points), contours: len(g.Ends)}
	if level > maxDepth {
		return p, damaged("composite glyphs are nested too deep")
	}
	for _, part := range g.Components {
		sub, err := c.profile(c.renamed[part.Glyph], level+1)
		if err != nil {
			return p, err
		}
		p.points += sub.points
		p.contours += sub.contours
		p.depth = max(p.depth, sub.depth+1)
		if p.points > maxPoints || p.depth > maxDepth {
			return p, damaged("a composite glyph is too large")
		}
	}
	c.profiles[id] = p
	return p, nil
}

// table is a finished table of a font file.
type table struct {
	tag  string
	data []byte
}

// tables builds all tables, in the order of their tags.
func (c *Cut) tables() []table {
	glyf, loca, long := c.outlines()
	hmtx, hhea := c.metrics()
	return []table{
		{"OS/2", c.os2()}, {"cmap", encodeCmap(c.cmap)}, {"glyf", glyf}, {"head", c.head(long)},
		{"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", c.maxp()},
		{"name", c.font.Name}, {"post", c.font.Post},
	}
}

func (c *Cut) outlines() (glyf, loca []byte, long bool) {
	offsets := make([]uint32, 0, len(c.glyphs)+1)
	size := 0
	for i := range c.glyphs {
		size += 24 + 4*len(c.glyphs[i].Points)
	}
	glyf = make([]byte, 0, size)
	for i := range c.glyphs {
		offsets = append(offsets, uint32(len(glyf)))
		glyf = c.glyphs[i].encode(glyf, c.renamed)
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
	}
	offsets = append(offsets, uint32(len(glyf)))
	long = len(glyf) > 2*0xFFFF
	for _, o := range offsets {
		if long {
			loca = binary.BigEndian.AppendUint32(loca, o)
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16(o/2))
		}
	}
	return glyf, loca, long
}

// metrics builds hmtx, with a whole entry for every glyph (fpdf overwrites the
// font it is given where entries are short), and the hhea that goes with it.
func (c *Cut) metrics() (hmtx, hhea []byte) {
	var widest, minLeft, minRight, extent int
	first := true
	for i := range c.glyphs {
		g, advance := &c.glyphs[i], int(c.font.Advances[c.sources[i]])
		left := 0
		if !g.Blank() {
			left = int(int16(int(g.Box.MinX) + int(g.Bearing)))
			right := advance - left - (int(g.Box.MaxX) - int(g.Box.MinX))
			if first {
				minLeft, minRight, first = left, right, false
			}
			minLeft, minRight = min(minLeft, left), min(minRight, right)
			extent = max(extent, left+int(g.Box.MaxX)-int(g.Box.MinX))
		}
		widest = max(widest, advance)
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(advance))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(left))
	}
	hhea = slices.Clone(c.font.Hhea)
	put16(hhea, 10, widest, minLeft, minRight, extent)
	put16(hhea, 32, 0, len(c.glyphs))
	return hmtx, hhea
}

func (c *Cut) head(long bool) []byte {
	head := slices.Clone(c.font.Head)
	put16(head, 8, 0, 0) // checkSumAdjustment, filled in at the end
	flags := u16(head, 16) &^ (1<<2 | 1<<3 | 1<<4)
	var box Box
	first := true
	for i := range c.glyphs {
		g := &c.glyphs[i]
		if g.Blank() {
			continue
		}
		if g.Bearing != 0 {
			flags &^= 1 << 1 // "left side bearing point at x = 0"
		}
		if first {
			box, first = g.Box, false
		}
		box.MinX, box.MinY = min(box.MinX, g.Box.MinX), min(box.MinY, g.Box.MinY)
		box.MaxX, box.MaxY = max(box.MaxX, g.Box.MaxX), max(box.MaxY, g.Box.MaxY)
	}
	put16(head, 16, int(flags))
	put16(head, 36, int(box.MinX), int(box.MinY), int(box.MaxX), int(box.MaxY))
	format := 0
	if long {
		format = 1
	}
	put16(head, 50, format, 0)
	return head
}

func (c *Cut) maxp() []byte {
	var points, contours, points2, contours2, parts, depth int
	for id := range c.glyphs {
		g, p := &c.glyphs[id], c.profiles[uint16(id)]
		if len(g.Components) == 0 {
			points, contours = max(points, p.points), max(contours, p.contours)
			continue
		}
		points2, contours2 = max(points2, p.points), max(contours2, p.contours)
		parts, depth = max(parts, len(g.Components)), max(depth, p.depth)
	}
	maxp := make([]byte, 32)
	put16(maxp, 0, 1, 0, len(c.glyphs), points, contours, points2, contours2, 2)
	put16(maxp, 28, parts, depth)
	return maxp
}

func (c *Cut) os2() []byte {
	os2 := slices.Clone(c.font.OS2)
	if n := len(c.cmap); n > 0 {
		put16(os2, 64, int(min(c.cmap[0].Rune, 0xFFFF)), int(min(c.cmap[n-1].Rune, 0xFFFF)))
	}
	return os2
}

// SFNT writes the font as a TrueType file.
func (c *Cut) SFNT() []byte {
	tables := c.tables()
	n := len(tables)
	out := []byte{0, 1, 0, 0}
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	for _, v := range []int{n, 16 * power, log, 16 * (n - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at, head := 12+16*n, 0
	for _, t := range tables {
		if t.tag == "head" {
			head = at
		}
		out = append(out, t.tag...)
		for _, v := range []uint32{checksum(t.data), uint32(at), uint32(len(t.data))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		at += len(t.data) + -len(t.data)&3
	}
	out = slices.Grow(out, at-len(out))
	for _, t := range tables {
		out = append(out, t.data...)
		out = append(out, make([]byte, -len(t.data)&3)...)
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum is the sum of the big-endian words of data, padded with zeros.
func checksum(data []byte) (sum uint32) {
	for ; len(data) >= 4; data = data[4:] {
		sum += u32(data, 0)
	}
	if len(data) > 0 {
		var last [4]byte
		copy(last[:], data)
		sum += u32(last[:], 0)
	}
	return sum
}

// put16 writes consecutive 16-bit values.
func put16(b []byte, at int, values ...int) {
	for i, v := range values {
		binary.BigEndian.PutUint16(b[at+2*i:], uint16(v))
	}
}
