package truetype

import (
	"encoding/binary"
	"sort"
)

// A chunk is a row of glyphs as the embedded fonts store them, before general
// compression: streams of like values, which compress a quarter better than
// glyf records do, and from which one glyph can be taken without decoding the
// others. Its streams, each headed by its length as a varint:
//
//	shapes      per glyph a varint: contours*2 + overlap; 1 for a composite
//	counts      per contour a varint: its points
//	flags, data the points, as in WOFF2 section 5.2, each glyph from (0, 0)
//	composites  per composite glyph: its box, and its glyf record from there
//
// Hints and bearings are not kept: Glyph.Bearing of every glyph must be 0.

// Chunk is an opened chunk.
type Chunk struct {
	counts, flags, data, composites []byte
	glyphs                          []chunkGlyph
}

// chunkGlyph says where a glyph's values begin.
type chunkGlyph struct {
	shape                           uint32
	counts, flags, data, composites uint32
}

const compositeShape = 1

// EncodeChunk packs glyphs.
func EncodeChunk(glyphs []Glyph) []byte {
	var shapes, counts, flags, data, composites []byte
	for i := range glyphs {
		g := &glyphs[i]
		if len(g.Components) > 0 {
			shapes = append(shapes, compositeShape)
			composites = g.encode(composites, nil)
			continue
		}
		shape := uint64(len(g.Ends)) << 1
		if g.Overlap && shape > 0 {
			shape |= 1
		}
		shapes = binary.AppendUvarint(shapes, shape)
		last := -1
		for _, end := range g.Ends {
			counts = binary.AppendUvarint(counts, uint64(int(end)-last))
			last = int(end)
		}
		flags, data = g.triplets(flags, data)
	}
	var out []byte
	for _, s := range [][]byte{shapes, counts, flags, data, composites} {
		out = binary.AppendUvarint(out, uint64(len(s)))
	}
	for _, s := range [][]byte{shapes, counts, flags, data, composites} {
		out = append(out, s...)
	}
	return out
}

// triplets appends the points of a simple glyph.
func (g *Glyph) triplets(flags, data []byte) ([]byte, []byte) {
	x, y := 0, 0
	for _, p := range g.Points {
		flags, data = appendTriplet(flags, data, int(p.X)-x, int(p.Y)-y, p.On)
		x, y = int(p.X), int(p.Y)
	}
	return flags, data
}

// OpenChunk finds the glyphs in a chunk. The result keeps b.
func OpenChunk(b []byte) (*Chunk, error) {
	var lengths [5]uint64
	total := uint64(0)
	for i := range lengths {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > MaxFile {
			return nil, damaged("a chunk is cut off")
		}
		lengths[i], b = v, b[n:]
		total += v
	}
	if total != uint64(len(b)) {
		return nil, damaged("a chunk is cut off")
	}
	var streams [5][]byte
	for i, n := range lengths {
		streams[i], b = b[:n:n], b[n:]
	}
	c := &Chunk{counts: streams[1], flags: streams[2], data: streams[3], composites: streams[4]}
	return c, c.index(streams[0])
}

// index walks through the shapes and notes where each glyph begins.
func (c *Chunk) index(shapes []byte) error {
	var at chunkGlyph
	for len(shapes) > 0 {
		shape, n := binary.Uvarint(shapes)
		if n <= 0 || shape > 2*maxPoints+1 {
			return damaged("a chunk is cut off")
		}
		shapes = shapes[n:]
		at.shape = uint32(shape)
		c.glyphs = append(c.glyphs, at)
		if shape == compositeShape {
			_, size, err := decodeComposite(c.composites[at.composites:])
			if err != nil {
				return err
			}
			at.composites += uint32(size)
			continue
		}
		points := uint64(0)
		for range shape >> 1 {
			v, n := binary.Uvarint(c.counts[at.counts:])
			if n <= 0 || v == 0 {
				return damaged("a chunk is cut off")
			}
			at.counts += uint32(n)
			if points += v; points > maxPoints {
				return damaged("a chunk is cut off")
			}
		}
		if points > uint64(len(c.flags))-uint64(at.flags) {
			return damaged("a chunk is cut off")
		}
		for _, flag := range c.flags[at.flags : uint64(at.flags)+points] {
			at.data += uint32(tripletSize(flag))
		}
		at.flags += uint32(points)
		if uint64(at.data) > uint64(len(c.data)) {
			return damaged("a chunk is cut off")
		}
	}
	return nil
}

// Len is the number of glyphs.
func (c *Chunk) Len() int { return len(c.glyphs) }

// Glyph decodes the glyph at position i.
func (c *Chunk) Glyph(i int) (Glyph, error) {
	if i < 0 || i >= len(c.glyphs) {
		return Glyph{}, damaged("no glyph %d in its chunk", i)
	}
	at := c.glyphs[i]
	if at.shape == compositeShape {
		g, _, err := decodeComposite(c.composites[at.composites:])
		return g, err
	}
	g := Glyph{Overlap: at.shape&1 != 0, Ends: make([]uint16, 0, at.shape>>1)}
	last := -1
	for range at.shape >> 1 {
		n, size := binary.Uvarint(c.counts[at.counts:])
		at.counts += uint32(size)
		last += int(n)
		g.Ends = append(g.Ends, uint16(last))
	}
	g.Points = make([]Point, last+1)
	x, y := 0, 0
	data := c.data[at.data:]
	for j, flag := range c.flags[at.flags : int(at.flags)+last+1] {
		dx, dy, on := triplet(flag, data)
		data = data[tripletSize(flag):]
		x, y = x+dx, y+dy
		g.Points[j] = Point{int16(x), int16(y), on}
	}
	g.Box = bounds(g.Points)
	return g, nil
}

// decodeComposite reads a composite glyph's record and tells how long it is.
func decodeComposite(b []byte) (Glyph, int, error) {
	g, err := decodeGlyph(b)
	if err != nil || len(g.Components) == 0 {
		return g, 0, damaged("a composite glyph is cut off")
	}
	return g, len(g.encode(nil, nil)), nil
}

// Packed is Outlines in chunks that are opened when first needed.
type Packed struct {
	Starts []int // the first glyph of each chunk, ascending from 0
	Open   func(chunk int) (*Chunk, error)
}

// Glyph decodes a glyph.
func (p *Packed) Glyph(id uint16) (Glyph, error) {
	i := sort.SearchInts(p.Starts, int(id)+1) - 1
	if i < 0 {
		return Glyph{}, damaged("no glyph %d", id)
	}
	c, err := p.Open(i)
	if err != nil {
		return Glyph{}, err
	}
	return c.Glyph(int(id) - p.Starts[i])
}
