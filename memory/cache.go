package memory

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"path/filepath"
	"runtime/debug"
	"sort"
	"strings"
	"sync"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/lang"
)

// A cache file holds the units of one TMX file and their indexes:
//
//	magic        16 bytes
//	program      32 bytes: hash of what the index depends on besides the file
//	content      32 bytes: SHA-256 of the TMX file
//	checksum      4 bytes: CRC-32C of all that follows
//	body         see encoder.shard
//
// Numbers are little-endian, lists begin with their length. Whatever in it is
// not as it must be makes the file count as missing.
const (
	magic    = "duizhao memory 1"
	headSize = len(magic) + 32 + 32 + 4
	maxCache = 2 << 30
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// cachePath is the cache file of a TMX file: of its path, so that a new content
// takes the place of the old one.
func cachePath(dir, path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	sum := sha256.Sum256([]byte(filepath.ToSlash(path)))
	return filepath.Join(dir, "memory-"+hex.EncodeToString(sum[:12])+".idx")
}

// program is the hash of what an index depends on besides the units: the
// program's version, and what fold makes of some text.
var program = sync.OnceValue(func() [32]byte {
	h := sha256.New()
	if info, ok := debug.ReadBuildInfo(); ok {
		h.Write([]byte(info.Main.Version))
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
				h.Write([]byte(s.Value))
			}
		}
	}
	for _, probe := range []struct {
		tag  lang.Tag
		text string
	}{
		{lang.ZhHant, "「頭髮」後天發，約30多萬人在2025年10月31日下午3點半花1,500億美元；第三次、三成、2.5個百分點、F-35 <x1>里</x1>&amp;數百萬？"},
		{lang.ZhHans, "乾隆年间，三分之一的二十公里，二〇二四年！"},
		{lang.En, "On Oct. 31, 2025 at 3:30 p.m. an 8% rise, $1.5 billion, the third of twenty-five."},
		{lang.Ko, "2025년 10월 31일 오후 3시 30분, 제3차 1조 2,000억 달러, 세 번째 3만 명."},
	} {
		f := fold(probe.tag, probe.text)
		s := shapeOf(&f)
		for _, list := range [][]symbol{s.symbols, s.figures, {symbol(s.marks)}} {
			_ = binary.Write(h, binary.LittleEndian, list) // a hash does not fail
		}
	}
	return [32]byte(h.Sum(nil))
})

// cached gives the shard of a TMX file with this content, nil where the cache
// has none.
func cached(dir, path string, content [32]byte) *shard {
	data, err := read(cachePath(dir, path), maxCache)
	if err != nil {
		return nil
	}
	return decode(data, path, content)
}

// cache writes a shard. A cache that can't be written is done without.
func cache(dir string, s *shard, content [32]byte) {
	_ = atomicfile.Write(cachePath(dir, s.path), encode(s, content), 0o644)
}

func encode(s *shard, content [32]byte) []byte {
	e := &encoder{strings: map[string]uint32{}}
	e.shard(s)
	body := binary.LittleEndian.AppendUint32(make([]byte, 0, 4+e.text.Len()+len(e.b)), uint32(e.text.Len()))
	body = append(body, e.text.String()...)
	return sealed(append(body, e.b...), content)
}

// sealed puts the head before a body.
func sealed(body []byte, content [32]byte) []byte {
	p := program()
	out := make([]byte, 0, headSize+len(body))
	out = append(out, magic...)
	out = append(out, p[:]...)
	out = append(out, content[:]...)
	out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(body, castagnoli))
	return append(out, body...)
}

// encoder writes the body. All texts stand in one block; a string is its end
// and its length there.
type encoder struct {
	b       []byte
	text    strings.Builder
	strings map[string]uint32 // short ones that come often → where they end
}

func (e *encoder) number(n int) { e.b = binary.LittleEndian.AppendUint32(e.b, uint32(n)) }

func (e *encoder) string(s string) {
	end, known := e.strings[s]
	if !known {
		e.text.WriteString(s)
		end = uint32(e.text.Len())
		if len(s) < 24 {
			e.strings[s] = end
		}
	}
	e.number(int(end))
	e.number(len(s))
}

func list[T any](e *encoder, items []T, write func(T)) {
	e.number(len(items))
	for _, x := range items {
		write(x)
	}
}

func (e *encoder) prop(p exchange.Prop) { e.string(p.Key); e.string(p.Value) }

func numbers[T ~uint32](e *encoder, items []T) {
	list(e, items, func(n T) { e.b = binary.LittleEndian.AppendUint32(e.b, uint32(n)) })
}

func (e *encoder) shard(s *shard) {
	list(e, s.notes.props, e.prop)
	list(e, s.notes.notes, e.string)
	list(e, s.units, e.unit)
	var keys []pairKey
	for k := range s.indexes {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return keys[i].from < keys[j].from || keys[i].from == keys[j].from && keys[i].to < keys[j].to
	})
	list(e, keys, func(k pairKey) {
		e.string(string(k.from))
		e.string(string(k.to))
		e.index(s.indexes[k])
	})
}

func (e *encoder) unit(u *Unit) {
	for _, s := range []string{u.ID, u.Source, u.Target, string(u.From), string(u.To), u.Before, u.After, u.Origin, u.Date} {
		e.string(s)
	}
	reviewed := 0
	if u.Reviewed {
		reviewed = 1
	}
	e.number(reviewed)
	e.number(u.Line)
	list(e, u.Codes, func(c exchange.Code) {
		e.number(c.N)
		e.string(c.Type)
		e.string(c.Open)
		e.string(c.Close)
		list(e, c.Sub, e.string)
	})
	list(e, u.Props, e.prop)
	list(e, u.Notes, e.string)
}

func (e *encoder) index(x *index) {
	turned := 0
	if x.turned {
		turned = 1
	}
	e.number(turned)
	numbers(e, x.units)
	numbers(e, x.offsets)
	numbers(e, x.symbols)
	numbers(e, x.marks)
	numbers(e, x.values)
	numbers(e, x.figures)
	list(e, x.grams, func(g uint64) { e.b = binary.LittleEndian.AppendUint64(e.b, g) })
	numbers(e, x.lists)
	numbers(e, x.entries)
}

// decode reads a cache file; nil for one that is damaged, of another program
// or of another content.
func decode(data []byte, path string, content [32]byte) *shard {
	p := program()
	if len(data) < headSize || !bytes.Equal(data[:len(magic)], []byte(magic)) || !bytes.Equal(data[len(magic):len(magic)+32], p[:]) ||
		!bytes.Equal(data[len(magic)+32:headSize-4], content[:]) ||
		binary.LittleEndian.Uint32(data[headSize-4:]) != crc32.Checksum(data[headSize:], castagnoli) {
		return nil
	}
	d := &decoder{b: data[headSize:]}
	size := d.number()
	if d.bad || size > len(d.b) {
		return nil
	}
	d.text, d.b = string(d.b[:size]), d.b[size:]
	s := d.shard(path)
	if d.bad || len(d.b) > 0 {
		return nil
	}
	return s
}

// decoder reads a body. bad is set at the first thing that is not as it must
// be; what is read afterwards is empty.
type decoder struct {
	b    []byte
	text string
	bad  bool
}

func (d *decoder) number() int {
	if len(d.b) < 4 {
		d.bad, d.b = true, nil
		return 0
	}
	n := binary.LittleEndian.Uint32(d.b)
	d.b = d.b[4:]
	return int(n)
}

func (d *decoder) string() string {
	end, n := d.number(), d.number()
	if n > end || end > len(d.text) {
		d.bad = true
		return ""
	}
	return d.text[end-n : end]
}

// count reads the length of a list whose items take size bytes at least.
func (d *decoder) count(size int) int {
	n := d.number()
	if n < 0 || n > len(d.b)/size {
		d.bad = true
		return 0
	}
	return n
}

func read1[T any](d *decoder, size int, item func() T) []T {
	n := d.count(size)
	if n == 0 {
		return nil
	}
	out := make([]T, 0, n)
	for i := 0; i < n && !d.bad; i++ {
		out = append(out, item())
	}
	return out
}

func readNumbers[T ~uint32](d *decoder) []T {
	n := d.count(4)
	out := make([]T, n)
	for i := range out {
		out[i] = T(binary.LittleEndian.Uint32(d.b[4*i:]))
	}
	d.b = d.b[4*n:]
	return out
}

func (d *decoder) prop() exchange.Prop { return exchange.Prop{Key: d.string(), Value: d.string()} }

func (d *decoder) shard(path string) *shard {
	s := &shard{path: path, indexes: map[pairKey]*index{}}
	s.notes.props = read1(d, 16, d.prop)
	s.notes.notes = read1(d, 8, d.string)
	units := read1(d, 92, func() Unit { return d.unit(path) })
	s.units = make([]*Unit, len(units))
	for i := range units {
		s.units[i] = &units[i]
	}
	for n := d.count(56); n > 0 && !d.bad; n-- {
		key := pairKey{lang.Tag(d.string()), lang.Tag(d.string())}
		x := d.index()
		if d.bad || !x.sound(len(units)) {
			d.bad = true
			return nil
		}
		s.indexes[key] = x
	}
	return s
}

func (d *decoder) unit(path string) Unit {
	u := Unit{Path: path}
	u.ID, u.Source, u.Target = d.string(), d.string(), d.string()
	u.From, u.To = lang.Tag(d.string()), lang.Tag(d.string())
	u.Before, u.After, u.Origin, u.Date = d.string(), d.string(), d.string(), d.string()
	u.Reviewed = d.number() == 1
	u.Line = d.number()
	u.Codes = read1(d, 32, func() exchange.Code {
		return exchange.Code{N: d.number(), Type: d.string(), Open: d.string(), Close: d.string(), Sub: read1(d, 8, d.string)}
	})
	u.Props = read1(d, 16, d.prop)
	u.Notes = read1(d, 8, d.string)
	return u
}

func (d *decoder) index() *index {
	x := &index{turned: d.number() == 1}
	x.units = readNumbers[uint32](d)
	x.offsets = readNumbers[uint32](d)
	x.symbols = readNumbers[symbol](d)
	x.marks = readNumbers[uint32](d)
	x.values = readNumbers[uint32](d)
	x.figures = readNumbers[symbol](d)
	n := d.count(8)
	x.grams = make([]uint64, n)
	for i := range x.grams {
		x.grams[i] = binary.LittleEndian.Uint64(d.b[8*i:])
	}
	d.b = d.b[8*n:]
	x.lists = readNumbers[uint32](d)
	x.entries = readNumbers[uint32](d)
	return x
}

// sound reports an index that can be searched: all that points into a list
// points to a place that is there.
func (x *index) sound(units int) bool {
	n := len(x.units)
	if len(x.marks) != n || !bounds(x.offsets, n, len(x.symbols)) || !bounds(x.values, n, len(x.figures)) ||
		!bounds(x.lists, len(x.grams), len(x.entries)) {
		return false
	}
	for _, u := range x.units {
		if int(u) >= units {
			return false
		}
	}
	for i := range n {
		if x.length(i) > maxSymbols || i > 0 && x.length(i) < x.length(i-1) {
			return false
		}
	}
	for i := range x.grams {
		if i > 0 && x.grams[i] <= x.grams[i-1] {
			return false
		}
		list := x.entries[x.lists[i]:x.lists[i+1]]
		for j, e := range list {
			if int(e) >= n || j > 0 && e <= list[j-1] {
				return false
			}
		}
	}
	return true
}

// bounds reports that list divides size items among n, in order.
func bounds(list []uint32, n, size int) bool {
	if len(list) != n+1 || list[0] != 0 || int(list[n]) != size {
		return false
	}
	for i := range n {
		if list[i] > list[i+1] {
			return false
		}
	}
	return true
}
