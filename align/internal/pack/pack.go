// Package pack is the layout of the aligner's compiled tables: flat arrays in
// one string, read in place, so that a program that embeds one has it without
// any loading.
//
// A table maps keys to weighted values. Layout, little endian: "DZT2"; the
// numbers of keys and values and the lengths of the three blobs as uint32; the
// offsets of keys, of values and of the keys' pairs (each one more than their
// number); the keys and the values, both in byte order; the pairs, each the
// difference of its value's number to the one before as a varint and the
// weight as one byte (see Weight). Offsets are kept as one uint32 for every
// sixteen of them and then, as uint16, how far each lies behind it.
package pack

import (
	"encoding/binary"
	"errors"
	"math"
	"sort"
	"strings"
)

const magic = "DZT2"

// Pair is one value of a key, with its weight (0–1].
type Pair struct {
	Value  int
	Weight float32
}

// Table is a compiled table. The zero value is an empty table.
type Table struct {
	keys, values            int
	keyOff, valOff, pairOff offsets
	keyBlob, valBlob, pairs string
}

// Open reads a table in place; data is kept.
func Open(data string) (*Table, error) {
	const head = 4 + 5*4
	bad := errors.New("pack: not a table")
	if len(data) < head || data[:4] != magic {
		return nil, bad
	}
	n := [5]int{}
	for i := range n {
		n[i] = int(u32(data, 4+4*i))
	}
	t := &Table{keys: n[0], values: n[1]}
	rest := data[head:]
	cut := func(size int) string {
		if size < 0 || size > len(rest) {
			size, bad = len(rest), errors.Join(bad)
			rest = ""
			return ""
		}
		s := rest[:size]
		rest = rest[size:]
		return s
	}
	a, b := sizeOfOffsets(n[0]+1), sizeOfOffsets(n[1]+1)
	if want := 2*a + b + n[2] + n[3] + n[4]; want != len(rest) {
		return nil, bad
	}
	t.keyOff, t.valOff, t.pairOff = newOffsets(cut(a), n[0]+1), newOffsets(cut(b), n[1]+1), newOffsets(cut(a), n[0]+1)
	t.keyBlob, t.valBlob, t.pairs = cut(n[2]), cut(n[3]), cut(n[4])
	return t, nil
}

func u32(s string, at int) uint32 {
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

// offsets are rising numbers.
type offsets struct{ base, rest string }

const offsetBlock = 16

func sizeOfOffsets(n int) int { return 4*((n+offsetBlock-1)/offsetBlock) + 2*n }

func newOffsets(s string, n int) offsets {
	k := 4 * ((n + offsetBlock - 1) / offsetBlock)
	return offsets{s[:k], s[k:]}
}

func (o *offsets) at(i int) uint32 {
	return u32(o.base, i/offsetBlock*4) + uint32(o.rest[2*i]) + uint32(o.rest[2*i+1])<<8
}

// putOffsets appends offsets, of which no sixteen neighbours may lie further
// apart than a uint16 holds.
func putOffsets(dst []byte, list []int) ([]byte, error) {
	for i := 0; i < len(list); i += offsetBlock {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(list[i]))
	}
	for i, x := range list {
		d := x - list[i/offsetBlock*offsetBlock]
		if d > math.MaxUint16 {
			return nil, errors.New("pack: entries too long")
		}
		dst = binary.LittleEndian.AppendUint16(dst, uint16(d))
	}
	return dst, nil
}

// Len is the number of keys.
func (t *Table) Len() int { return t.keys }

// Values is the number of values.
func (t *Table) Values() int { return t.values }

// Key is the key of number i.
func (t *Table) Key(i int) string { return t.keyBlob[t.keyOff.at(i):t.keyOff.at(i+1)] }

// Value is the value of number i.
func (t *Table) Value(i int) string { return t.valBlob[t.valOff.at(i):t.valOff.at(i+1)] }

// Find gives the number of a key, or -1.
func (t *Table) Find(key string) int {
	i := t.lower(key, 0, t.keys)
	if i < t.keys && t.Key(i) == key {
		return i
	}
	return -1
}

// FindValue gives the number of a value, or -1.
func (t *Table) FindValue(value string) int {
	i := sort.Search(t.values, func(i int) bool { return t.Value(i) >= value })
	if i < t.values && t.Value(i) == value {
		return i
	}
	return -1
}

func (t *Table) lower(key string, lo, hi int) int {
	for lo < hi {
		if m := int(uint(lo+hi) >> 1); t.Key(m) < key {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// Prefixes calls found for every key that begins s and ends at one of the
// byte offsets cuts (rising), with the key's number.
func (t *Table) Prefixes(s string, cuts []int, found func(cut, key int)) {
	lo, hi := 0, t.keys
	for _, c := range cuts {
		p := s[:c]
		lo = t.lower(p, lo, hi)
		if lo >= hi || !strings.HasPrefix(t.Key(lo), p) {
			return
		}
		if t.Key(lo) == p {
			found(c, lo)
		}
		// The end of the keys with this prefix: double the step, then bisect.
		step, end := 1, lo+1
		for end < hi && strings.HasPrefix(t.Key(end), p) {
			end = lo + 2*step
			step *= 2
		}
		from := lo + step/2
		end = min(end, hi)
		for from < end {
			if m := int(uint(from+end) >> 1); strings.HasPrefix(t.Key(m), p) {
				from = m + 1
			} else {
				end = m
			}
		}
		hi = from
	}
}

// Pairs appends the values of key i to out.
func (t *Table) Pairs(i int, out []Pair) []Pair {
	s := t.pairs[t.pairOff.at(i):t.pairOff.at(i+1)]
	value := 0
	for len(s) > 0 {
		d, shift, k := 0, 0, 0
		for k < len(s) {
			b := s[k]
			k++
			d |= int(b&0x7f) << shift
			if shift += 7; b < 0x80 {
				break
			}
		}
		if k >= len(s) {
			break
		}
		value += d
		out = append(out, Pair{value, weights[s[k]]})
		s = s[k+1:]
	}
	return out
}

// weights holds the 256 weights: 2^(-b/16).
var weights = func() (w [256]float32) {
	for i := range w {
		w[i] = float32(math.Exp2(-float64(i) / 16))
	}
	return w
}()

// Weight gives the byte whose weight is nearest to w.
func Weight(w float64) byte {
	if w <= 0 {
		return 255
	}
	return byte(math.Max(0, math.Min(255, math.Round(-16*math.Log2(w)))))
}

// Builder collects a table.
type Builder struct {
	pairs map[string]map[string]float64
}

// Add adds weight to a pair.
func (b *Builder) Add(key, value string, weight float64) {
	if b.pairs == nil {
		b.pairs = map[string]map[string]float64{}
	}
	m := b.pairs[key]
	if m == nil {
		m = map[string]float64{}
		b.pairs[key] = m
	}
	m[value] += weight
}

// Values is the set of all values.
func (b *Builder) Values() map[string]bool {
	seen := map[string]bool{}
	for _, m := range b.pairs {
		for v := range m {
			seen[v] = true
		}
	}
	return seen
}

// Bytes compiles the table. It fails on entries so long that sixteen of them
// take more than 64 KiB.
func (b *Builder) Bytes() ([]byte, error) {
	var keys, values []string
	for k := range b.pairs {
		keys = append(keys, k)
	}
	for v := range b.Values() {
		values = append(values, v)
	}
	sort.Strings(keys)
	sort.Strings(values)
	number := map[string]int{}
	for i, v := range values {
		number[v] = i
	}
	keyOff, valOff, pairOff := []int{0}, []int{0}, []int{0}
	var keyBlob, valBlob, pairs []byte
	for _, k := range keys {
		keyBlob = append(keyBlob, k...)
		ids := make([]int, 0, len(b.pairs[k]))
		for v := range b.pairs[k] {
			ids = append(ids, number[v])
		}
		sort.Ints(ids)
		last := 0
		for _, id := range ids {
			pairs = binary.AppendUvarint(pairs, uint64(id-last))
			pairs = append(pairs, Weight(b.pairs[k][values[id]]))
			last = id
		}
		keyOff, pairOff = append(keyOff, len(keyBlob)), append(pairOff, len(pairs))
	}
	for _, v := range values {
		valBlob = append(valBlob, v...)
		valOff = append(valOff, len(valBlob))
	}
	out := []byte(magic)
	for _, n := range []int{len(keys), len(values), len(keyBlob), len(valBlob), len(pairs)} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	var err error
	for _, list := range [][]int{keyOff, valOff, pairOff} {
		if out, err = putOffsets(out, list); err != nil {
			return nil, err
		}
	}
	for _, blob := range [][]byte{keyBlob, valBlob, pairs} {
		out = append(out, blob...)
	}
	return out, nil
}
