package truetype

import "encoding/binary"

// appendTriplet appends a point, as the distance from the point before, in the
// variable-length form of WOFF2 section 5.2: a flag byte that says the size and
// signs of the two values, and their bits.
func appendTriplet(flags, data []byte, dx, dy int, on bool) ([]byte, []byte) {
	ax, ay := max(dx, -dx), max(dy, -dy)
	sx, sy := 0, 0 // 1 for positive
	if dx > 0 {
		sx = 1
	}
	if dy > 0 {
		sy = 1
	}
	var flag int
	switch {
	case dx == 0 && ay < 1280:
		flag = ay>>8<<1 + sy
		data = append(data, byte(ay))
	case dy == 0 && ax < 1280:
		flag = 10 + ax>>8<<1 + sx
		data = append(data, byte(ax))
	case dx != 0 && dy != 0 && ax < 65 && ay < 65:
		flag = 20 + (ax-1)&0x30 + (ay-1)&0x30>>2 + sx + sy<<1
		data = append(data, byte((ax-1)&0xF<<4|(ay-1)&0xF))
	case dx != 0 && dy != 0 && ax < 769 && ay < 769:
		flag = 84 + 12*((ax-1)>>8) + (ay-1)>>8<<2 + sx + sy<<1
		data = append(data, byte(ax-1), byte(ay-1))
	case ax < 4096 && ay < 4096:
		flag = 120 + sx + sy<<1
		data = append(data, byte(ax>>4), byte(ax<<4|ay>>8), byte(ay))
	default:
		flag = 124 + sx + sy<<1
		data = binary.BigEndian.AppendUint16(data, uint16(ax))
		data = binary.BigEndian.AppendUint16(data, uint16(ay))
	}
	if !on {
		flag |= 0x80
	}
	return append(flags, byte(flag)), data
}

// tripletSize is how many bytes of data follow a flag.
func tripletSize(flag byte) int { return int(tripletSizes[flag&0x7F]) }

var tripletSizes = func() (sizes [128]byte) {
	for flag := range sizes {
		switch {
		case flag < 84:
			sizes[flag] = 1
		case flag < 120:
			sizes[flag] = 2
		case flag < 124:
			sizes[flag] = 3
		default:
			sizes[flag] = 4
		}
	}
	return sizes
}()

// triplet decodes a point; data has tripletSize(flag) bytes.
func triplet(flag byte, data []byte) (dx, dy int, on bool) {
	on = flag&0x80 == 0
	f := int(flag & 0x7F)
	sign := func(bit, v int) int {
		if bit&1 == 0 {
			return -v
		}
		return v
	}
	switch {
	case f < 10:
		return 0, sign(f, f&14<<7+int(data[0])), on
	case f < 20:
		return sign(f, (f-10)&14<<7+int(data[0])), 0, on
	case f < 84:
		b := f - 20
		return sign(f, 1+b&0x30+int(data[0]>>4)), sign(f>>1, 1+b&0x0C<<2+int(data[0]&0xF)), on
	case f < 120:
		b := f - 84
		return sign(f, 1+b/12<<8+int(data[0])), sign(f>>1, 1+b%12>>2<<8+int(data[1])), on
	case f < 124:
		return sign(f, int(data[0])<<4+int(data[1]>>4)), sign(f>>1, int(data[1]&0xF)<<8+int(data[2])), on
	}
	return sign(f, int(u16(data, 0))), sign(f>>1, int(u16(data, 2))), on
}
