package pdf

import (
	"encoding/binary"
	"errors"
	"sort"
)

var be = binary.BigEndian

// sfntTables finds the tables of a TrueType file.
func sfntTables(data []byte) (map[string][]byte, error) {
	if len(data) < 12 || be.Uint32(data) != 0x00010000 && string(data[:4]) != "true" {
		return nil, errors.New("no TrueType outlines")
	}
	tables := map[string][]byte{}
	for i := 0; i < int(be.Uint16(data[4:])); i++ {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, errors.New("truncated table directory")
		}
		name := string(data[at : at+4])
		from, size := uint64(be.Uint32(data[at+8:])), uint64(be.Uint32(data[at+12:]))
		if from+size > uint64(len(data)) {
			return nil, errors.New("table " + name + " lies outside of the file")
		}
		tables[name] = data[from : from+size]
	}
	return tables, nil
}

// readable reports why fpdf could not read a font. fpdf itself says so on
// standard output, and goes on with a broken one.
func readable(data []byte) error {
	tables, err := sfntTables(data)
	if err != nil {
		return err
	}
	for _, need := range []struct {
		name string
		size int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 32}, {"hmtx", 4}, {"cmap", 4}, {"loca", 4}, {"glyf", 1}, {"post", 32}, {"name", 6}} {
		if len(tables[need.name]) < need.size {
			return errors.New("table " + need.name + " is missing or too short")
		}
	}
	u16 := func(table string, at int) uint16 { return be.Uint16(tables[table][at:]) }
	switch {
	case u16("name", 0) != 0:
		return errors.New("name table of another format than 0")
	case u16("head", 52) != 0 || u16("hhea", 32) != 0 || u16("hhea", 34) == 0 || u16("head", 18) == 0:
		return errors.New("metrics in an unknown format")
	}
	if os2 := tables["OS/2"]; len(os2) >= 10 {
		if embedding := be.Uint16(os2[8:]); embedding == 2 || embedding&0x0300 != 0 {
			return errors.New("its licence bits forbid embedding or subsetting")
		}
	}
	return nil
}

// trueType is a font taken apart so far that glyphs can be added. It is made
// of the subsets of package fonts, which are small and well formed.
type trueType struct {
	tables  map[string][]byte
	units   int // per em
	codes   map[uint16]uint16
	loca    []uint32
	glyf    []byte
	metrics []metric
}

type metric struct {
	advance uint16
	bearing int16
}

// openTrueType takes a font apart.
func openTrueType(data []byte) (*trueType, error) {
	if err := readable(data); err != nil {
		return nil, err
	}
	tables, _ := sfntTables(data)
	f := &trueType{tables: tables, units: int(be.Uint16(tables["head"][18:])), glyf: append([]byte(nil), tables["glyf"]...)}
	glyphs, full := int(be.Uint16(tables["maxp"][4:])), int(be.Uint16(tables["hhea"][34:]))
	size := 2
	if be.Uint16(tables["head"][50:]) != 0 {
		size = 4
	}
	if full > glyphs || len(tables["loca"]) < (glyphs+1)*size || len(tables["hmtx"]) < 4*full+2*(glyphs-full) {
		return nil, errors.New("its tables do not agree on the number of glyphs")
	}
	for i := 0; i <= glyphs; i++ {
		at := 2 * uint32(be.Uint16(tables["loca"][i*2:]))
		if size == 4 {
			at = be.Uint32(tables["loca"][i*4:])
		}
		if at > uint32(len(f.glyf)) || i > 0 && at < f.loca[i-1] {
			return nil, errors.New("a glyph lies outside of its table")
		}
		f.loca = append(f.loca, at)
	}
	hmtx := tables["hmtx"]
	for i := 0; i < glyphs; i++ {
		if i < full {
			f.metrics = append(f.metrics, metric{be.Uint16(hmtx[4*i:]), int16(be.Uint16(hmtx[4*i+2:]))})
		} else {
			f.metrics = append(f.metrics, metric{f.metrics[full-1].advance, int16(be.Uint16(hmtx[4*full+2*(i-full):]))})
		}
	}
	var err error
	f.codes, err = codesOf(tables["cmap"], glyphs)
	return f, err
}

// codesOf reads a cmap of format 4.
func codesOf(cmap []byte, glyphs int) (map[uint16]uint16, error) {
	broken := errors.New("no cmap of format 4")
	for i := 0; i < int(be.Uint16(cmap[2:])) && 4+8*i+8 <= len(cmap); i++ {
		at := uint64(be.Uint32(cmap[4+8*i+4:]))
		if at+16 > uint64(len(cmap)) || be.Uint16(cmap[at:]) != 4 {
			continue
		}
		t := cmap[at:]
		n := int(be.Uint16(t[6:])) / 2
		if 16+8*n > len(t) {
			return nil, broken
		}
		out := map[uint16]uint16{}
		for s := 0; s < n; s++ {
			end, start := int(be.Uint16(t[14+2*s:])), int(be.Uint16(t[16+2*n+2*s:]))
			delta, offset := be.Uint16(t[16+4*n+2*s:]), int(be.Uint16(t[16+6*n+2*s:]))
			for c := start; c <= end && c < 0xFFFF; c++ {
				g := uint16(c) + delta
				if offset != 0 {
					p := 16 + 6*n + 2*s + offset + 2*(c-start)
					if p+2 > len(t) {
						return nil, broken
					}
					if g = be.Uint16(t[p:]); g != 0 {
						g += delta
					}
				}
				if g != 0 && int(g) < glyphs {
					out[uint16(c)] = g
				}
			}
		}
		return out, nil
	}
	return nil, broken
}

// addNarrow adds a glyph under a code: that of another code, moved to the left
// by lead and with another advance (both in 1/1000 em). It is a composite of
// the one glyph, so that outlines are not copied.
func (f *trueType) addNarrow(code, of uint16, lead, advance int) error {
	g, ok := f.codes[of]
	if !ok || len(f.metrics) >= 0xFFFF {
		return errors.New("no glyph to narrow")
	}
	outline := f.glyf[f.loca[g]:f.loca[g+1]]
	if len(outline) < 10 {
		return errors.New("a blank glyph cannot be narrowed")
	}
	shift := int16(lead * f.units / 1000)
	b := []byte{0xFF, 0xFF} // a composite
	for i := 2; i < 10; i += 2 {
		v := int16(be.Uint16(outline[i:]))
		if i == 2 || i == 6 {
			v -= shift
		}
		b = be.AppendUint16(b, uint16(v))
	}
	b = be.AppendUint16(b, 0x0003) // the arguments are words, and distances
	b = be.AppendUint16(b, g)
	b = be.AppendUint16(b, uint16(-shift))
	b = be.AppendUint16(b, 0)
	for len(f.glyf)%4 != 0 {
		f.glyf = append(f.glyf, 0)
	}
	f.loca[len(f.loca)-1] = uint32(len(f.glyf))
	f.glyf = append(f.glyf, b...)
	f.glyf = append(f.glyf, 0, 0)
	f.codes[code] = uint16(len(f.metrics))
	f.loca = append(f.loca, uint32(len(f.glyf)))
	f.metrics = append(f.metrics, metric{uint16(advance * f.units / 1000), int16(be.Uint16(b[2:]))})
	return nil
}

// bytes puts the font together again.
func (f *trueType) bytes() []byte {
	t := map[string][]byte{}
	for name, data := range f.tables {
		t[name] = append([]byte(nil), data...)
	}
	t["glyf"], t["loca"], t["hmtx"] = f.glyf, nil, nil
	for _, at := range f.loca {
		t["loca"] = be.AppendUint32(t["loca"], at)
	}
	for _, m := range f.metrics {
		t["hmtx"] = be.AppendUint16(be.AppendUint16(t["hmtx"], m.advance), uint16(m.bearing))
	}
	be.PutUint16(t["head"][50:], 1)
	be.PutUint32(t["head"][8:], 0)
	n := uint16(len(f.metrics))
	be.PutUint16(t["hhea"][34:], n)
	maxp := t["maxp"]
	be.PutUint16(maxp[4:], n)
	for _, field := range []struct{ at, least int }{ // composites hold at most what single glyphs do
		{10, int(be.Uint16(maxp[6:]))}, {12, int(be.Uint16(maxp[8:]))}, {28, 1}, {30, int(be.Uint16(maxp[30:])) + 1}} {
		be.PutUint16(maxp[field.at:], uint16(max(int(be.Uint16(maxp[field.at:])), field.least)))
	}
	t["cmap"] = cmapOf(f.codes)
	return assemble(t)
}

// cmapOf writes a cmap of format 4 with a segment for each run of codes whose
// glyphs rise with them.
func cmapOf(codes map[uint16]uint16) []byte {
	all := make([]int, 0, len(codes))
	for c := range codes {
		all = append(all, int(c))
	}
	sort.Ints(all)
	type segment struct{ start, end, delta uint16 }
	var segments []segment
	for _, c := range all {
		code, delta := uint16(c), codes[uint16(c)]-uint16(c)
		if n := len(segments); n > 0 && segments[n-1].end+1 == code && segments[n-1].delta == delta {
			segments[n-1].end = code
			continue
		}
		segments = append(segments, segment{code, code, delta})
	}
	segments = append(segments, segment{0xFFFF, 0xFFFF, 1})
	n := len(segments)
	search, selector := 1, 0
	for search*2 <= n {
		search, selector = search*2, selector+1
	}
	b := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12} // one table: Windows, Unicode
	for _, v := range []int{4, 16 + 8*n, 0, 2 * n, 2 * search, selector, 2 * (n - search)} {
		b = be.AppendUint16(b, uint16(v))
	}
	for _, s := range segments {
		b = be.AppendUint16(b, s.end)
	}
	b = be.AppendUint16(b, 0)
	for _, s := range segments {
		b = be.AppendUint16(b, s.start)
	}
	for _, s := range segments {
		b = be.AppendUint16(b, s.delta)
	}
	return append(b, make([]byte, 2*n)...)
}

// assemble writes a TrueType file of tables.
func assemble(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	n := len(names)
	search, selector := 1, 0
	for search*2 <= n {
		search, selector = search*2, selector+1
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{n, 16 * search, selector, 16 * (n - search)} {
		out = be.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	for _, name := range names {
		out = append(out, name...)
		out = be.AppendUint32(out, checksum(tables[name]))
		out = be.AppendUint32(be.AppendUint32(out, uint32(at)), uint32(len(tables[name])))
		at += (len(tables[name]) + 3) &^ 3
	}
	head := 0
	for _, name := range names {
		if name == "head" {
			head = len(out)
		}
		out = append(out, tables[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	be.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(data []byte) (sum uint32) {
	for len(data) >= 4 {
		sum += be.Uint32(data)
		data = data[4:]
	}
	var last [4]byte
	copy(last[:], data)
	return sum + be.Uint32(last[:])
}
