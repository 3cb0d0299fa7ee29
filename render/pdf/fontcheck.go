package pdf

import (
	"encoding/binary"
	"errors"
)

// readable reports why fpdf could not read a font. fpdf itself says so on
// standard output, and goes on with a broken one.
func readable(data []byte) error {
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 && string(data[:4]) != "true" {
		return errors.New("no TrueType outlines")
	}
	tables := map[string][]byte{}
	for i := 0; i < int(binary.BigEndian.Uint16(data[4:])); i++ {
		at := 12 + 16*i
		if at+16 > len(data) {
			return errors.New("truncated table directory")
		}
		from, size := uint64(binary.BigEndian.Uint32(data[at+8:])), uint64(binary.BigEndian.Uint32(data[at+12:]))
		if from+size > uint64(len(data)) {
			return errors.New("table " + string(data[at:at+4]) + " lies outside of the file")
		}
		tables[string(data[at:at+4])] = data[from : from+size]
	}
	for _, need := range []struct {
		name string
		size int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 6}, {"hmtx", 4}, {"cmap", 4}, {"loca", 4}, {"glyf", 1}, {"post", 32}, {"name", 6}} {
		if len(tables[need.name]) < need.size {
			return errors.New("table " + need.name + " is missing or too short")
		}
	}
	u16 := func(table string, at int) uint16 { return binary.BigEndian.Uint16(tables[table][at:]) }
	switch {
	case u16("name", 0) != 0:
		return errors.New("name table of another format than 0")
	case u16("head", 52) != 0 || u16("hhea", 32) != 0 || u16("hhea", 34) == 0:
		return errors.New("metrics in an unknown format")
	}
	if os2 := tables["OS/2"]; len(os2) >= 10 {
		if embedding := binary.BigEndian.Uint16(os2[8:]); embedding == 2 || embedding&0x0300 != 0 {
			return errors.New("its licence bits forbid embedding or subsetting")
		}
	}
	return nil
}
