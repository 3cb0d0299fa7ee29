package truetype

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/andybalholm/brotli"
)

// knownTags are the numbers of table tags in WOFF2 section 4.1 that a cut font
// has.
var knownTags = map[string]byte{
	"cmap": 0, "head": 1, "hhea": 2, "hmtx": 3, "maxp": 4, "name": 5, "OS/2": 6, "post": 7, "glyf": 10, "loca": 11,
}

// brotliLevel: the outlines hold few repeats, and 5 is within 5 % of the size of
// 11 in a sixtieth of the time.
const brotliLevel = 5

// WOFF2 writes the font in the WOFF File Format 2.0, with the outlines
// transformed as its section 5.1 describes.
func (c *Cut) WOFF2() ([]byte, error) {
	tables := c.tables()
	// loca has to follow glyf.
	slices.SortStableFunc(tables, func(a, b table) int { return int(knownTags[a.tag]) - int(knownTags[b.tag]) })
	var directory, stream []byte
	total := 12 + 16*len(tables)
	for _, t := range tables {
		total += len(t.data) + -len(t.data)&3
		directory = append(directory, knownTags[t.tag])
		directory = appendBase128(directory, len(t.data))
		switch t.tag {
		case "glyf":
			data := c.transformed(tables)
			directory = appendBase128(directory, len(data))
			stream = append(stream, data...)
		case "loca": // rebuilt from glyf
			directory = appendBase128(directory, 0)
		case "head":
			head := slices.Clone(t.data)
			head[16] |= 1 << 3 // flags bit 11: losslessly transformed
			stream = append(stream, head...)
		default:
			stream = append(stream, t.data...)
		}
	}
	var packed bytes.Buffer
	w := brotli.NewWriterOptions(&packed, brotli.WriterOptions{Quality: brotliLevel})
	if _, err := w.Write(stream); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	const header = 48
	length := header + len(directory) + packed.Len()
	length += -length & 3
	out := []byte("wOF2\x00\x01\x00\x00")
	out = binary.BigEndian.AppendUint32(out, uint32(length))
	out = binary.BigEndian.AppendUint16(out, uint16(len(tables)))
	out = append(out, 0, 0)
	out = binary.BigEndian.AppendUint32(out, uint32(total))
	out = binary.BigEndian.AppendUint32(out, uint32(packed.Len()))
	out = append(out, make([]byte, header-len(out))...) // version, no metadata, no private data
	out = append(append(out, directory...), packed.Bytes()...)
	return append(out, make([]byte, length-len(out))...), nil
}

// transformed is the glyf table in the form of section 5.1.
func (c *Cut) transformed(tables []table) []byte {
	var contours, points, flags, glyphs, composites, boxes, overlaps []byte
	bitmap := make([]byte, (len(c.glyphs)+31)/32*4)
	overlaps = make([]byte, (len(c.glyphs)+7)/8)
	anyOverlap := false
	for i := range c.glyphs {
		g := &c.glyphs[i]
		if len(g.Components) > 0 {
			contours = append(contours, 0xFF, 0xFF)
			composites = g.encodeComponents(composites, c.renamed)
			bitmap[i/8] |= 0x80 >> (i % 8)
			for _, v := range []int16{g.Box.MinX, g.Box.MinY, g.Box.MaxX, g.Box.MaxY} {
				boxes = binary.BigEndian.AppendUint16(boxes, uint16(v))
			}
			continue
		}
		contours = binary.BigEndian.AppendUint16(contours, uint16(len(g.Ends)))
		if g.Blank() {
			continue
		}
		last := -1
		for _, end := range g.Ends {
			points = append255(points, int(end)-last)
			last = int(end)
		}
		flags, glyphs = g.triplets(flags, glyphs)
		glyphs = append(glyphs, 0) // no instructions
		if g.Overlap {
			overlaps[i/8] |= 0x80 >> (i % 8)
			anyOverlap = true
		}
	}
	boxes = append(bitmap, boxes...)
	out := make([]byte, 8)
	if anyOverlap {
		out[3] = 1
	} else {
		overlaps = nil
	}
	put16(out, 4, len(c.glyphs))
	for _, t := range tables {
		if t.tag == "head" {
			copy(out[6:8], t.data[50:52]) // indexFormat
		}
	}
	streams := [][]byte{contours, points, flags, glyphs, composites, boxes, nil}
	for _, s := range streams {
		out = binary.BigEndian.AppendUint32(out, uint32(len(s)))
	}
	for _, s := range streams {
		out = append(out, s...)
	}
	return append(out, overlaps...)
}

// append255 appends a 255UInt16 (section 4.1).
func append255(out []byte, v int) []byte {
	switch {
	case v < 253:
		return append(out, byte(v))
	case v < 506:
		return append(out, 255, byte(v-253))
	case v < 762:
		return append(out, 254, byte(v-506))
	}
	return append(out, 253, byte(v>>8), byte(v))
}

// appendBase128 appends a UIntBase128 (section 4.1).
func appendBase128(out []byte, v int) []byte {
	var digits []byte
	for {
		digits = append(digits, byte(v&0x7F))
		if v >>= 7; v == 0 {
			break
		}
	}
	for i := len(digits) - 1; i > 0; i-- {
		out = append(out, digits[i]|0x80)
	}
	return append(out, digits[0])
}
