package truetype

import (
	"encoding/binary"
	"unicode/utf16"
)

// kept are the name ids that a trimmed font keeps: copyright, family, style,
// unique id, full name, version, PostScript name, trademark, licence and its
// address.
var kept = map[uint16]bool{0: true, 1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true, 13: true, 14: true}

// Name ids of the specification that callers ask for.
const (
	NameCopyright  = 0
	NameFamily     = 1
	NameVersion    = 5
	NamePostScript = 6
	NameLicence    = 13
	NameLicenceURL = 14
)

// trimName rewrites a name table to the ids in kept, in American English in
// Unicode for Windows (platform 3, encoding 1), the only records that every
// reader takes.
func trimName(table []byte) ([]byte, error) {
	names := map[uint16][]byte{}
	if len(table) < 6 {
		return nil, damaged("name is too short")
	}
	count, strings := int(u16(table, 2)), int(u16(table, 4))
	if len(table) < 6+12*count {
		return nil, damaged("name is cut off")
	}
	for i := range count {
		record := table[6+12*i:]
		platform, encoding, language, id := u16(record, 0), u16(record, 2), u16(record, 4), u16(record, 6)
		length, offset := int(u16(record, 8)), strings+int(u16(record, 10))
		if offset+length > len(table) {
			return nil, damaged("name is cut off")
		}
		text := table[offset : offset+length]
		switch {
		case !kept[id]:
		case platform == 3 && (encoding == 1 || encoding == 10) && language == 0x409 && length%2 == 0:
			names[id] = text
		case platform == 1 && encoding == 0 && names[id] == nil:
			names[id] = widen(text)
		case platform == 3 && encoding == 1 && names[id] == nil && length%2 == 0:
			names[id] = text
		}
	}
	return encodeName(names), nil
}

// widen turns ASCII of a Macintosh record into UTF-16; other bytes become "?".
func widen(text []byte) []byte {
	out := make([]byte, 0, 2*len(text))
	for _, b := range text {
		if b > 0x7E {
			b = '?'
		}
		out = append(out, 0, b)
	}
	return out
}

func encodeName(names map[uint16][]byte) []byte {
	var records, text []byte
	n := 0
	for id := range uint16(15) {
		s := names[id]
		if s == nil || len(text)+len(s) > 0xFFFF {
			continue
		}
		for _, v := range []int{3, 1, 0x409, int(id), len(s), len(text)} {
			records = binary.BigEndian.AppendUint16(records, uint16(v))
		}
		text = append(text, s...)
		n++
	}
	out := binary.BigEndian.AppendUint16([]byte{0, 0}, uint16(n))
	out = binary.BigEndian.AppendUint16(out, uint16(6+12*n))
	return append(append(out, records...), text...)
}

// NameOf gives an entry of the font's name table, "" when it has none.
func (f *Font) NameOf(id int) string {
	if len(f.Name) < 6 {
		return ""
	}
	for i := range int(u16(f.Name, 2)) {
		at := 6 + 12*i
		if at+12 > len(f.Name) {
			break
		}
		if int(u16(f.Name, at+6)) != id {
			continue
		}
		length, start := int(u16(f.Name, at+8)), int(u16(f.Name, 4))+int(u16(f.Name, at+10))
		if start+length > len(f.Name) {
			break
		}
		units := make([]uint16, length/2)
		for j := range units {
			units[j] = u16(f.Name, start+2*j)
		}
		return string(utf16.Decode(units))
	}
	return ""
}
