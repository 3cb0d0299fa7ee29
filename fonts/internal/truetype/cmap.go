package truetype

import (
	"encoding/binary"
	"sort"
	"unicode/utf8"
)

// parseCmap reads the Unicode subtable that covers most: format 12 for all of
// Unicode, else format 4 for the Basic Multilingual Plane. n is the number of
// glyphs; entries beyond it are dropped.
func parseCmap(table []byte, n int) (Cmap, error) {
	if len(table) < 4 {
		return nil, damaged("cmap is too short")
	}
	count := int(u16(table, 2))
	if len(table) < 4+8*count {
		return nil, damaged("cmap is cut off")
	}
	var full, basic []byte
	for i := range count {
		record := table[4+8*i:]
		platform, encoding, offset := u16(record, 0), u16(record, 2), u32(record, 4)
		if uint64(offset)+4 > uint64(len(table)) {
			return nil, damaged("cmap is cut off")
		}
		sub := table[offset:]
		unicode := platform == 0 && encoding != 5 || platform == 3 && (encoding == 1 || encoding == 10)
		switch format := u16(sub, 0); {
		case unicode && format == 12 && full == nil:
			full = sub
		case unicode && format == 4 && basic == nil:
			basic = sub
		}
	}
	switch {
	case full != nil:
		return parseFormat12(full, n)
	case basic != nil:
		return parseFormat4(basic, n)
	}
	return nil, ErrNoUnicode
}

// parseFormat12 reads segmented coverage.
func parseFormat12(sub []byte, n int) (Cmap, error) {
	if len(sub) < 16 {
		return nil, damaged("cmap is cut off")
	}
	groups := uint64(u32(sub, 12))
	if 16+12*groups > uint64(len(sub)) {
		return nil, damaged("cmap is cut off")
	}
	var out Cmap
	last := int64(-1)
	for i := range int(groups) {
		g := sub[16+12*i:]
		start, end, glyph := int64(u32(g, 0)), int64(u32(g, 4)), int64(u32(g, 8))
		if start <= last || end < start || end > utf8.MaxRune {
			return nil, damaged("the groups of cmap are out of order")
		}
		last = end
		for r := start; r <= end && glyph < int64(n); r, glyph = r+1, glyph+1 {
			out = out.with(rune(r), uint16(glyph))
		}
	}
	return out, nil
}

// parseFormat4 reads segment mapping to delta values.
func parseFormat4(sub []byte, n int) (Cmap, error) {
	if len(sub) < 14 {
		return nil, damaged("cmap is cut off")
	}
	// Fonts with many segments overflow the 16-bit length; go by the table.
	segments := int(u16(sub, 6)) / 2
	if len(sub) < 16+8*segments {
		return nil, damaged("cmap is cut off")
	}
	ends, starts := sub[14:], sub[16+2*segments:]
	deltas, ranges := sub[16+4*segments:], sub[16+6*segments:]
	var out Cmap
	last := -1
	for i := range segments {
		start, end := int(u16(starts, 2*i)), int(u16(ends, 2*i))
		delta, offset := u16(deltas, 2*i), int(u16(ranges, 2*i))
		if end < start || start <= last {
			return nil, damaged("the segments of cmap are out of order")
		}
		last = end
		for r := start; r <= end; r++ {
			glyph := uint16(r) + delta
			if offset != 0 && offset != 0xFFFF {
				at := 2*i + offset + 2*(r-start)
				if at+2 > len(ranges) {
					break
				}
				if glyph = u16(ranges, at); glyph != 0 {
					glyph += delta
				}
			}
			if int(glyph) < n {
				out = out.with(rune(r), glyph)
			}
		}
	}
	return out, nil
}

// with appends an entry, unless it says nothing: glyph 0, or U+FFFF and the
// surrogates, which are no characters.
func (c Cmap) with(r rune, glyph uint16) Cmap {
	if glyph == 0 || r == 0xFFFF || r >= 0xD800 && r < 0xE000 {
		return c
	}
	return append(c, Mapping{r, glyph})
}

// run is a stretch of consecutive characters with consecutive glyphs.
type run struct{ start, end, glyph int }

func (c Cmap) runs() []run {
	var out []run
	for _, m := range c {
		r, g := int(m.Rune), int(m.Glyph)
		if n := len(out); n > 0 && out[n-1].end+1 == r && out[n-1].glyph+r-out[n-1].start == g {
			out[n-1].end = r
			continue
		}
		out = append(out, run{r, r, g})
	}
	return out
}

// maxRuns is how many segments fit into format 4, whose length is a 16-bit
// number of bytes, besides the last one that the format demands.
const maxRuns = (0xFFFF-16)/8 - 1

// Basic reports whether the cmap of the written font has a subtable of format
// 4. It has none when there are too many characters far from each other.
func (c *Cut) Basic() bool {
	return len(c.cmap.basic().runs()) <= maxRuns
}

// basic is the part in the Basic Multilingual Plane.
func (c Cmap) basic() Cmap {
	return c[:sort.Search(len(c), func(i int) bool { return c[i].Rune > 0xFFFF })]
}

// encodeCmap writes a cmap table: format 4 for the Basic Multilingual Plane,
// and format 12 when there are characters beyond it or format 4 cannot hold
// all.
func encodeCmap(c Cmap) []byte {
	basic := c.basic()
	runs := basic.runs()
	overflow := len(runs) > maxRuns
	var four []byte
	if !overflow {
		four = encodeFormat4(runs)
	}
	table := []byte{0, 0, 0, 1}
	if !overflow && len(basic) == len(c) {
		table = append(table, 0, 3, 0, 1, 0, 0, 0, 12)
		return append(table, four...)
	}
	twelve := encodeFormat12(c.runs())
	if overflow {
		table = append(table, 0, 3, 0, 10, 0, 0, 0, 12)
		return append(table, twelve...)
	}
	table[3] = 2
	table = append(table, 0, 3, 0, 1, 0, 0, 0, 20, 0, 3, 0, 10)
	table = binary.BigEndian.AppendUint32(table, uint32(20+len(four)))
	return append(append(table, four...), twelve...)
}

// encodeFormat4 writes every run as a segment with a delta.
func encodeFormat4(runs []run) []byte {
	n := len(runs) + 1
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	length := 16 + 8*n
	out := make([]byte, 0, length)
	for _, v := range []int{4, length, 0, 2 * n, 2 * power, log, 2*n - 2*power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	for _, r := range runs {
		out = binary.BigEndian.AppendUint16(out, uint16(r.end))
	}
	out = append(out, 0xFF, 0xFF, 0, 0)
	for _, r := range runs {
		out = binary.BigEndian.AppendUint16(out, uint16(r.start))
	}
	out = append(out, 0xFF, 0xFF)
	for _, r := range runs {
		out = binary.BigEndian.AppendUint16(out, uint16(r.glyph-r.start))
	}
	out = append(out, 0, 1)
	return append(out, make([]byte, 2*n)...)
}

func encodeFormat12(runs []run) []byte {
	out := []byte{0, 12, 0, 0}
	for _, v := range []int{16 + 12*len(runs), 0, len(runs)} {
		out = binary.BigEndian.AppendUint32(out, uint32(v))
	}
	for _, r := range runs {
		for _, v := range []int{r.start, r.end, r.glyph} {
			out = binary.BigEndian.AppendUint32(out, uint32(v))
		}
	}
	return out
}
