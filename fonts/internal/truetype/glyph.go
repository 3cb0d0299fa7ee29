package truetype

import "encoding/binary"

// Point is a point of a quadratic outline, in font units.
type Point struct {
	X, Y int16
	On   bool // on the curve; else a control point
}

// Component is a part of a composite glyph.
type Component struct {
	Flags     uint16 // of the specification, without "more" and instructions
	Glyph     uint16
	Args      [2]int16 // offsets or point numbers, see Flags
	Transform [8]byte  // the scale values in F2Dot14, as many as Flags say
}

// Box is a bounding box in font units.
type Box struct{ MinX, MinY, MaxX, MaxY int16 }

// Glyph is a decoded outline: contours or components, neither for a blank.
type Glyph struct {
	Points     []Point
	Ends       []uint16 // index of the last point of each contour
	Components []Component
	Box        Box // of all points; of a composite as its record says
	// Bearing is the left side bearing less Box.MinX: nearly always 0.
	// Rasterizers move the outline by it.
	Bearing int16
	Overlap bool // contours overlap (flag bit 6 of the first point)
}

// Blank reports whether the glyph draws nothing.
func (g *Glyph) Blank() bool { return len(g.Points) == 0 && len(g.Components) == 0 }

// Flags of points and components, glyf chapter of the specification.
const (
	onCurve   = 1 << 0
	xShort    = 1 << 1
	yShort    = 1 << 2
	repeat    = 1 << 3
	xSame     = 1 << 4
	ySame     = 1 << 5
	overlap   = 1 << 6
	argWords  = 1 << 0
	argXY     = 1 << 1
	oneScale  = 1 << 3
	more      = 1 << 5
	twoScales = 1 << 6
	matrix    = 1 << 7
	hasInstr  = 1 << 8
)

const maxComponents = 256

// glyf is the outlines of a font file.
type glyf struct {
	data     []byte
	loca     []uint32
	bearings []int16
}

// Glyph decodes a glyph.
func (t *glyf) Glyph(id uint16) (Glyph, error) {
	if int(id)+1 >= len(t.loca) {
		return Glyph{}, damaged("no glyph %d", id)
	}
	g, err := decodeGlyph(t.data[t.loca[id]:t.loca[id+1]])
	if err == nil && !g.Blank() {
		g.Bearing = t.bearings[id] - g.Box.MinX
	}
	return g, err
}

// decodeGlyph reads a record of the glyf table, without its hints.
func decodeGlyph(b []byte) (Glyph, error) {
	var g Glyph
	if len(b) == 0 {
		return g, nil
	}
	if len(b) < 10 {
		return g, damaged("a glyph is cut off")
	}
	contours := int(int16(u16(b, 0)))
	g.Box = Box{int16(u16(b, 2)), int16(u16(b, 4)), int16(u16(b, 6)), int16(u16(b, 8))}
	if contours < 0 {
		return g, g.decodeComponents(b[10:])
	}
	return g, g.decodeSimple(b[10:], contours)
}

func (g *Glyph) decodeComponents(b []byte) error {
	for {
		if len(b) < 6 || len(g.Components) == maxComponents {
			return damaged("a composite glyph is cut off")
		}
		c := Component{Flags: u16(b, 0), Glyph: u16(b, 2)}
		b = b[4:]
		if c.Flags&argWords != 0 {
			if len(b) < 4 {
				return damaged("a composite glyph is cut off")
			}
			c.Args = [2]int16{int16(u16(b, 0)), int16(u16(b, 2))}
			b = b[4:]
		} else {
			c.Args = [2]int16{int16(int8(b[0])), int16(int8(b[1]))}
			if c.Flags&argXY == 0 { // point numbers are unsigned
				c.Args = [2]int16{int16(b[0]), int16(b[1])}
			}
			b = b[2:]
		}
		n := c.scales()
		if len(b) < n {
			return damaged("a composite glyph is cut off")
		}
		copy(c.Transform[:n], b)
		b = b[n:]
		last := c.Flags&more == 0
		c.Flags &^= more | hasInstr
		g.Components = append(g.Components, c)
		if last {
			return nil
		}
	}
}

// scales is the number of bytes of the component's transform.
func (c *Component) scales() int {
	switch {
	case c.Flags&oneScale != 0:
		return 2
	case c.Flags&twoScales != 0:
		return 4
	case c.Flags&matrix != 0:
		return 8
	}
	return 0
}

func (g *Glyph) decodeSimple(b []byte, contours int) error {
	if contours == 0 {
		g.Box = Box{}
		return nil
	}
	if len(b) < 2*contours+2 {
		return damaged("a glyph is cut off")
	}
	g.Ends = make([]uint16, contours)
	last := -1
	for i := range g.Ends {
		g.Ends[i] = u16(b, 2*i)
		if int(g.Ends[i]) <= last {
			return damaged("the contours of a glyph are out of order")
		}
		last = int(g.Ends[i])
	}
	b = b[2*contours:]
	hints := int(u16(b, 0))
	if len(b) < 2+hints {
		return damaged("the hints of a glyph are cut off")
	}
	b = b[2+hints:]
	n := last + 1
	flags := make([]byte, n)
	for i := 0; i < n; {
		if len(b) == 0 {
			return damaged("the points of a glyph are cut off")
		}
		flag, times := b[0], 1
		b = b[1:]
		if flag&repeat != 0 {
			if len(b) == 0 {
				return damaged("the points of a glyph are cut off")
			}
			times += int(b[0])
			b = b[1:]
		}
		for ; times > 0 && i < n; times-- {
			flags[i] = flag
			i++
		}
	}
	g.Overlap = flags[0]&overlap != 0
	g.Points = make([]Point, n)
	xs, b, err := coordinates(flags, xShort, xSame, b)
	if err != nil {
		return err
	}
	ys, _, err := coordinates(flags, yShort, ySame, b)
	if err != nil {
		return err
	}
	for i := range g.Points {
		g.Points[i] = Point{xs[i], ys[i], flags[i]&onCurve != 0}
	}
	g.Box = bounds(g.Points)
	return nil
}

// coordinates decodes the x or the y values.
func coordinates(flags []byte, short, same byte, b []byte) ([]int16, []byte, error) {
	out := make([]int16, len(flags))
	at := 0
	for i, flag := range flags {
		switch {
		case flag&short != 0:
			if len(b) < 1 {
				return nil, nil, damaged("the points of a glyph are cut off")
			}
			if flag&same != 0 {
				at += int(b[0])
			} else {
				at -= int(b[0])
			}
			b = b[1:]
		case flag&same == 0:
			if len(b) < 2 {
				return nil, nil, damaged("the points of a glyph are cut off")
			}
			at += int(int16(u16(b, 0)))
			b = b[2:]
		}
		if at != int(int16(at)) {
			return nil, nil, damaged("a point lies outside of the design space")
		}
		out[i] = int16(at)
	}
	return out, b, nil
}

func bounds(points []Point) Box {
	if len(points) == 0 {
		return Box{}
	}
	p := points[0]
	box := Box{p.X, p.Y, p.X, p.Y}
	for _, p := range points[1:] {
		box.MinX, box.MaxX = min(box.MinX, p.X), max(box.MaxX, p.X)
		box.MinY, box.MaxY = min(box.MinY, p.Y), max(box.MaxY, p.Y)
	}
	return box
}

// encode appends the glyf record of the glyph, its components renumbered by
// rename, without hints and not padded.
func (g *Glyph) encode(out []byte, rename map[uint16]uint16) []byte {
	if g.Blank() {
		return out
	}
	contours := len(g.Ends)
	if len(g.Components) > 0 {
		contours = 0xFFFF
	}
	for _, v := range []uint16{uint16(contours), uint16(g.Box.MinX), uint16(g.Box.MinY), uint16(g.Box.MaxX), uint16(g.Box.MaxY)} {
		out = binary.BigEndian.AppendUint16(out, v)
	}
	if len(g.Components) > 0 {
		return g.encodeComponents(out, rename)
	}
	for _, end := range g.Ends {
		out = binary.BigEndian.AppendUint16(out, end)
	}
	out = append(out, 0, 0) // no instructions
	return g.encodePoints(out)
}

func (g *Glyph) encodeComponents(out []byte, rename map[uint16]uint16) []byte {
	for i, c := range g.Components {
		flags := c.Flags
		if i+1 < len(g.Components) {
			flags |= more
		}
		out = binary.BigEndian.AppendUint16(out, flags)
		id := c.Glyph
		if rename != nil {
			id = rename[id]
		}
		out = binary.BigEndian.AppendUint16(out, id)
		for _, a := range c.Args {
			if flags&argWords != 0 {
				out = binary.BigEndian.AppendUint16(out, uint16(a))
			} else {
				out = append(out, byte(a))
			}
		}
		out = append(out, c.Transform[:c.scales()]...)
	}
	return out
}

func (g *Glyph) encodePoints(out []byte) []byte {
	scratch := make([]byte, 4*len(g.Points))
	xs, ys := scratch[:0:2*len(g.Points)], scratch[2*len(g.Points):2*len(g.Points)]
	var x, y int
	flagAt, run := -1, 0 // where the last flag stands, how often it repeats
	for i, p := range g.Points {
		var flag byte
		if p.On {
			flag = onCurve
		}
		if i == 0 && g.Overlap {
			flag |= overlap
		}
		var bits byte
		xs, bits = delta(xs, int(p.X)-x, xShort, xSame)
		flag |= bits
		ys, bits = delta(ys, int(p.Y)-y, yShort, ySame)
		flag |= bits
		x, y = int(p.X), int(p.Y)
		switch {
		case flagAt >= 0 && out[flagAt]&^repeat == flag && run == 0:
			out[flagAt] |= repeat
			out, run = append(out, 1), 1
		case flagAt >= 0 && out[flagAt]&^repeat == flag && run < 255:
			run++
			out[flagAt+1] = byte(run)
		default:
			flagAt, run = len(out), 0
			out = append(out, flag)
		}
	}
	return append(append(out, xs...), ys...)
}

// delta appends one coordinate and gives the flag bits that say how.
func delta(out []byte, d int, short, same byte) ([]byte, byte) {
	switch {
	case d == 0:
		return out, same
	case d > 0 && d < 256:
		return append(out, byte(d)), short | same
	case d < 0 && d > -256:
		return append(out, byte(-d)), short
	}
	return binary.BigEndian.AppendUint16(out, uint16(d)), 0
}
