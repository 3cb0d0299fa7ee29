package truetype

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
)

// Limits on a font that is read. The largest CJK fonts have 65,535 glyphs in
// some 40 MB.
const (
	MaxFile   = 64 << 20 // bytes of a file
	maxTables = 256
)

// Faults of a font that users can do something about. Other errors say only
// that the file is damaged.
var (
	ErrCollection = errors.New("a font collection (TTC) holds several fonts")
	ErrCFF        = errors.New("the outlines are PostScript (CFF), not TrueType")
	ErrWOFF       = errors.New("a web font (WOFF) is compressed")
	ErrNotFont    = errors.New("not a TrueType font")
	ErrNoUnicode  = errors.New("the font has no Unicode character map")
	ErrRestricted = errors.New("the font's licence bits forbid embedding or subsetting")
)

// Font is what subsets are made from.
type Font struct {
	// Tables that are carried over, with changes: at least 54, 36, 96, 32
	// bytes and a whole name table.
	Head, Hhea, OS2, Post, Name []byte

	UnitsPerEm int
	Cmap       Cmap
	Advances   []uint16 // in font units, one for each glyph
	Outlines   Outlines
}

// Outlines gives the outline of a glyph. An implementation must be safe for
// concurrent use.
type Outlines interface {
	Glyph(id uint16) (Glyph, error)
}

// Parse reads a TrueType font file. The result keeps data.
func Parse(data []byte) (*Font, error) {
	tables, err := directory(data)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf", "name"} {
		if tables[name] == nil {
			return nil, damaged("no table %q", name)
		}
	}
	f := &Font{}
	if err := f.fixed(tables); err != nil {
		return nil, err
	}
	maxp := tables["maxp"]
	if len(maxp) < 6 {
		return nil, damaged("maxp is too short")
	}
	n := int(u16(maxp, 4))
	if n == 0 {
		return nil, damaged("no glyphs")
	}
	bearings, err := f.metrics(tables["hmtx"], n)
	if err != nil {
		return nil, err
	}
	loca, err := locations(tables["loca"], int(u16(f.Head, 50)), n, len(tables["glyf"]))
	if err != nil {
		return nil, err
	}
	f.Outlines = &glyf{data: tables["glyf"], loca: loca, bearings: bearings}
	f.Cmap, err = parseCmap(tables["cmap"], n)
	return f, err
}

// directory finds the tables of a font file.
func directory(data []byte) (map[string][]byte, error) {
	if len(data) > MaxFile {
		return nil, damaged("larger than %d bytes", MaxFile)
	}
	if len(data) < 12 {
		return nil, ErrNotFont
	}
	switch string(data[:4]) {
	case "ttcf":
		return nil, ErrCollection
	case "OTTO":
		return nil, ErrCFF
	case "wOFF", "wOF2":
		return nil, ErrWOFF
	case "\x00\x01\x00\x00", "true":
	default:
		return nil, ErrNotFont
	}
	n := int(u16(data, 4))
	if n > maxTables || len(data) < 12+16*n {
		return nil, damaged("the table directory is cut off")
	}
	tables := make(map[string][]byte, n)
	for i := range n {
		record := data[12+16*i:]
		offset, length := uint64(u32(record, 8)), uint64(u32(record, 12))
		if offset+length > uint64(len(data)) {
			return nil, damaged("table %q is cut off", record[:4])
		}
		tables[string(record[:4])] = data[offset : offset+length : offset+length]
	}
	if tables["glyf"] == nil && (tables["CFF "] != nil || tables["CFF2"] != nil) {
		return nil, ErrCFF
	}
	return tables, nil
}

// fixed takes over the tables of fixed layout, filling in those that a font
// may lack.
func (f *Font) fixed(tables map[string][]byte) error {
	f.Head, f.Hhea, f.OS2, f.Post, f.Name = tables["head"], tables["hhea"], tables["OS/2"], tables["post"], tables["name"]
	if len(f.Head) < 54 || len(f.Hhea) < 36 {
		return damaged("head or hhea is too short")
	}
	f.Head, f.Hhea = f.Head[:54:54], f.Hhea[:36:36]
	if u32(f.Head, 12) != 0x5F0F3CF5 {
		return damaged("head has a wrong magic number")
	}
	f.UnitsPerEm = int(u16(f.Head, 18))
	if f.UnitsPerEm < 16 || f.UnitsPerEm > 16384 {
		return damaged("%d units per em", f.UnitsPerEm)
	}
	if len(f.OS2) < 78 {
		f.OS2 = defaultOS2(f)
	} else {
		// fsType: restricted, no subsetting, bitmaps only.
		if kind := u16(f.OS2, 8); kind&0xF == 2 || kind&0x300 != 0 {
			return ErrRestricted
		}
		f.OS2 = wholeOS2(f)
	}
	if len(f.Post) < 32 {
		f.Post = make([]byte, 32)
		binary.BigEndian.PutUint16(f.Post[8:], uint16(-f.UnitsPerEm/10&0xFFFF))
		binary.BigEndian.PutUint16(f.Post[10:], uint16(f.UnitsPerEm/20))
	}
	f.Post = append([]byte{0, 3, 0, 0}, f.Post[4:32]...)
	var err error
	f.Name, err = trimName(f.Name)
	return err
}

// os2Size is the length of OS/2 version 4, which every subset gets.
const os2Size = 96

// defaultOS2 stands in for a missing OS/2 table, from head and hhea.
func defaultOS2(f *Font) []byte {
	t := make([]byte, os2Size)
	binary.BigEndian.PutUint16(t[4:], 400) // usWeightClass
	binary.BigEndian.PutUint16(t[6:], 5)   // usWidthClass
	copy(t[68:72], f.Hhea[4:8])            // sTypoAscender, sTypoDescender
	copy(t[74:76], f.Hhea[4:6])            // usWinAscent
	descent := -int(int16(u16(f.Hhea, 6))) // usWinDescent is positive
	binary.BigEndian.PutUint16(t[76:], uint16(max(descent, 0)))
	binary.BigEndian.PutUint16(t[88:], uint16(f.UnitsPerEm*7/10)) // sCapHeight
	binary.BigEndian.PutUint16(t[0:], 4)
	return t
}

// wholeOS2 brings an OS/2 table of any version to version 4.
func wholeOS2(f *Font) []byte {
	t := make([]byte, os2Size)
	version := u16(f.OS2, 0)
	copy(t, f.OS2)
	if version < 2 || len(f.OS2) < os2Size {
		clear(t[min(len(f.OS2), 86):])
		if version == 0 {
			clear(t[78:])
		}
		binary.BigEndian.PutUint16(t[88:], uint16(f.UnitsPerEm*7/10))
	}
	binary.BigEndian.PutUint16(t[0:], 4)
	return t
}

// metrics reads hmtx: advances into the font, left side bearings as result.
func (f *Font) metrics(hmtx []byte, n int) (bearings []int16, err error) {
	long := int(u16(f.Hhea, 34))
	if long == 0 || long > n || len(hmtx) < 4*long+2*(n-long) {
		return nil, damaged("hmtx does not fit %d glyphs", n)
	}
	f.Advances = make([]uint16, n)
	bearings = make([]int16, n)
	for i := range n {
		if i < long {
			f.Advances[i] = u16(hmtx, 4*i)
			bearings[i] = int16(u16(hmtx, 4*i+2))
		} else {
			f.Advances[i] = f.Advances[long-1]
			bearings[i] = int16(u16(hmtx, 4*long+2*(i-long)))
		}
	}
	return bearings, nil
}

// locations reads loca: n+1 ascending offsets into glyf.
func locations(loca []byte, format, n, size int) ([]uint32, error) {
	width := 2
	if format == 1 {
		width = 4
	} else if format != 0 {
		return nil, damaged("loca format %d", format)
	}
	if len(loca) < width*(n+1) {
		return nil, damaged("loca does not fit %d glyphs", n)
	}
	out := make([]uint32, n+1)
	for i := range out {
		if format == 0 {
			out[i] = 2 * uint32(u16(loca, 2*i))
		} else {
			out[i] = u32(loca, 4*i)
		}
		if int64(out[i]) > int64(size) || i > 0 && out[i] < out[i-1] {
			return nil, damaged("loca points outside of glyf")
		}
	}
	return out, nil
}

// Mapping is one entry of a cmap.
type Mapping struct {
	Rune  rune
	Glyph uint16
}

// Cmap is a character map in ascending order of characters, each once; no
// entry has glyph 0.
type Cmap []Mapping

// Glyph finds the glyph of a character, 0 when there is none.
func (c Cmap) Glyph(r rune) uint16 {
	i := sort.Search(len(c), func(i int) bool { return c[i].Rune >= r })
	if i < len(c) && c[i].Rune == r {
		return c[i].Glyph
	}
	return 0
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }

func damaged(format string, args ...any) error {
	return fmt.Errorf("the font is damaged: "+format, args...)
}
