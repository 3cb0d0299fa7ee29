// Package pack is the container of the embedded fonts. It holds what a program
// needs at once (coverage and widths) in a small index, and the outlines in
// chunks of some hundred glyphs, compressed one by one, common characters
// first; so opening a font of 20,000 glyphs costs under a millisecond, and a
// page of text unpacks only the chunks that its characters are in.
//
// Layout: the magic "DZF1"; the length of the compressed index, 4 bytes, most
// significant first; the index; the chunks without gaps. Index and chunks are
// Zstandard frames (RFC 8878). The index is a row of varints and byte strings:
//
//	the tables head, hhea, OS/2, post, name, each headed by its length
//	the number of glyphs; their advances, 2 bytes each
//	the number of characters; for each the distance from the one before, and
//	its glyph as a signed distance from the glyph of the one before
//	the number of chunks; for each the number of its glyphs and its length
//
// A chunk is what truetype.EncodeChunk makes.
package pack

import (
	"encoding/binary"
	"errors"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/duizhao/duizhao/fonts/internal/truetype"
	"github.com/klauspost/compress/zstd"
)

const magic = "DZF1"

// Limits, far above any font: bytes of an index and of a chunk when unpacked.
const (
	maxIndex = 4 << 20
	maxChunk = 16 << 20
)

// errDamaged means that a container is not what Encode wrote. Embedded fonts
// are compared with their check sums in the tests, so only a broken program
// meets it.
var errDamaged = errors.New("the embedded font is damaged")

// Encode packs a font into chunks of size glyphs.
func Encode(f *truetype.Font, size int) ([]byte, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression),
		zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	if err != nil {
		return nil, err
	}
	var chunks, sizes []byte
	count := 0
	for start := 0; start < len(f.Advances); start += size {
		var glyphs []truetype.Glyph
		for id := start; id < min(start+size, len(f.Advances)); id++ {
			g, err := f.Outlines.Glyph(uint16(id))
			if err != nil {
				return nil, err
			}
			if g.Bearing != 0 {
				return nil, errors.New("a glyph whose left side bearing is not its left edge cannot be packed")
			}
			glyphs = append(glyphs, g)
		}
		chunk := enc.EncodeAll(truetype.EncodeChunk(glyphs), nil)
		sizes = binary.AppendUvarint(sizes, uint64(len(glyphs)))
		sizes = binary.AppendUvarint(sizes, uint64(len(chunk)))
		chunks = append(chunks, chunk...)
		count++
	}
	index := enc.EncodeAll(append(binary.AppendUvarint(encodeIndex(f), uint64(count)), sizes...), nil)
	out := binary.BigEndian.AppendUint32([]byte(magic), uint32(len(index)))
	return append(append(out, index...), chunks...), nil
}

// encodeIndex writes the index up to the list of chunks.
func encodeIndex(f *truetype.Font) []byte {
	var out []byte
	for _, t := range [][]byte{f.Head, f.Hhea, f.OS2, f.Post, f.Name} {
		out = binary.AppendUvarint(out, uint64(len(t)))
		out = append(out, t...)
	}
	out = binary.AppendUvarint(out, uint64(len(f.Advances)))
	for _, a := range f.Advances {
		out = binary.BigEndian.AppendUint16(out, a)
	}
	out = binary.AppendUvarint(out, uint64(len(f.Cmap)))
	r, g := 0, 0
	for _, m := range f.Cmap {
		out = binary.AppendUvarint(out, uint64(int(m.Rune)-r))
		out = binary.AppendVarint(out, int64(int(m.Glyph)-g))
		r, g = int(m.Rune), int(m.Glyph)
	}
	return out
}

// decoder unpacks frames; it has no state between calls of DecodeAll.
var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxChunk))
	if err != nil { // only for wrong options
		panic(err)
	}
	return d
})

// Open reads the index of a container of size bytes. Chunks are read from r
// when first needed, and kept.
func Open(r io.ReaderAt, size int64) (*truetype.Font, error) {
	var head [8]byte
	if _, err := r.ReadAt(head[:], 0); err != nil || string(head[:4]) != magic {
		return nil, errDamaged
	}
	length := int64(binary.BigEndian.Uint32(head[4:]))
	if length > maxIndex || 8+length > size {
		return nil, errDamaged
	}
	index, err := unpack(r, 8, length)
	if err != nil || len(index) > maxIndex {
		return nil, errDamaged
	}
	d := &reader{rest: index}
	f := &truetype.Font{Head: d.bytes(), Hhea: d.bytes(), OS2: d.bytes(), Post: d.bytes(), Name: d.bytes()}
	if d.failed || len(f.Head) != 54 || len(f.Hhea) != 36 || len(f.OS2) != 96 || len(f.Post) != 32 || len(f.Name) < 6 {
		return nil, errDamaged
	}
	f.UnitsPerEm = int(binary.BigEndian.Uint16(f.Head[18:]))
	f.Advances = d.advances()
	f.Cmap = d.cmap(len(f.Advances))
	chunks := &chunks{source: r}
	starts := d.chunks(chunks, 8+length, size, len(f.Advances))
	if d.failed || len(d.rest) > 0 || f.UnitsPerEm < 16 {
		return nil, errDamaged
	}
	f.Outlines = &truetype.Packed{Starts: starts, Open: chunks.open}
	return f, nil
}

func unpack(r io.ReaderAt, at, length int64) ([]byte, error) {
	b := make([]byte, length)
	if n, err := r.ReadAt(b, at); n < len(b) {
		return nil, err
	}
	return decoder().DecodeAll(b, nil)
}

// chunks opens each chunk once.
type chunks struct {
	source io.ReaderAt
	parts  []part
}

type part struct {
	once   sync.Once
	at     int64
	length int64
	chunk  *truetype.Chunk
	err    error
}

func (c *chunks) open(i int) (*truetype.Chunk, error) {
	p := &c.parts[i]
	p.once.Do(func() {
		b, err := unpack(c.source, p.at, p.length)
		if err != nil {
			p.err = errDamaged
			return
		}
		p.chunk, p.err = truetype.OpenChunk(b)
	})
	return p.chunk, p.err
}

// reader reads the values of an index; after a failure it gives zeros.
type reader struct {
	rest   []byte
	failed bool
}

func (d *reader) number(limit int) int {
	v, n := binary.Uvarint(d.rest)
	if d.failed || n <= 0 || v > uint64(limit) {
		d.failed = true
		return 0
	}
	d.rest = d.rest[n:]
	return int(v)
}

func (d *reader) bytes() []byte { return d.take(d.number(0xFFFF)) }

func (d *reader) take(n int) []byte {
	if d.failed || n > len(d.rest) {
		d.failed = true
		return nil
	}
	b := d.rest[:n:n]
	d.rest = d.rest[n:]
	return b
}

func (d *reader) advances() []uint16 {
	n := d.number(0xFFFF)
	b := d.take(2 * n)
	out := make([]uint16, len(b)/2)
	for i := range out {
		out[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	return out
}

func (d *reader) cmap(glyphs int) truetype.Cmap {
	n := d.number(min(utf8.MaxRune, len(d.rest)))
	out := make(truetype.Cmap, 0, n)
	r, g := 0, 0
	for i := range n {
		step := d.number(utf8.MaxRune)
		v, size := binary.Varint(d.rest)
		if d.failed || size <= 0 {
			d.failed = true
			return nil
		}
		d.rest = d.rest[size:]
		r, g = r+step, g+int(v)
		if g <= 0 || g >= glyphs || r > utf8.MaxRune || i > 0 && step == 0 {
			d.failed = true
			return nil
		}
		out = append(out, truetype.Mapping{Rune: rune(r), Glyph: uint16(g)})
	}
	return out
}

// chunks reads where the chunks are; at is where the first one begins.
func (d *reader) chunks(c *chunks, at, size int64, glyphs int) (starts []int) {
	n := d.number(glyphs)
	c.parts = make([]part, n)
	start := 0
	for i := range c.parts {
		starts = append(starts, start)
		start += d.number(glyphs)
		length := int64(d.number(maxChunk))
		c.parts[i].at, c.parts[i].length = at, length
		at += length
	}
	if start != glyphs || at != size {
		d.failed = true
	}
	return starts
}
