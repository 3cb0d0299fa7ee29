package memory

import "math/bits"

// pattern is a sentence made ready to be compared with many: for each symbol
// the places where it stands, as bits.
type pattern struct {
	symbols []symbol
	blocks  int      // words of 64 bits that a row takes
	keys    []symbol // open addressing; 0 is no symbol that fold gives
	rows    []uint64 // blocks for each key
	pv, mv  []uint64 // room for distance
}

func newPattern(symbols []symbol) *pattern {
	p := &pattern{symbols: symbols, blocks: (len(symbols) + 63) / 64}
	slots := 1 << bits.Len(uint(2*len(symbols)))
	p.keys, p.rows = make([]symbol, slots), make([]uint64, slots*p.blocks)
	for i, s := range symbols {
		k := p.slot(s)
		p.keys[k] = s
		p.rows[k*p.blocks+i/64] |= 1 << (i % 64)
	}
	p.pv, p.mv = make([]uint64, p.blocks), make([]uint64, p.blocks)
	return p
}

// slot finds the place of a symbol, or the empty one where it would stand.
func (p *pattern) slot(s symbol) int {
	mask := uint32(len(p.keys) - 1)
	k := uint32(s) * 2654435761 >> 7 & mask
	for p.keys[k] != s && p.keys[k] != 0 {
		k = (k + 1) & mask
	}
	return int(k)
}

// distance is the Levenshtein distance of the pattern and other in symbols, by
// Myers' bit-vector algorithm (J. ACM 46, 1999) in the block form of Hyyrö
// (2003). A distance above limit may come out as any number above it.
func (p *pattern) distance(other []symbol, limit int) int {
	m := len(p.symbols)
	if m == 0 || len(other) == 0 {
		return m + len(other)
	}
	if d := m - len(other); d > limit || -d > limit {
		return limit + 1
	}
	if p.blocks == 1 {
		return p.short(other, limit)
	}
	return p.long(other, limit)
}

// short is distance for patterns of at most 64 symbols.
func (p *pattern) short(other []symbol, limit int) int {
	score, last := len(p.symbols), uint64(1)<<(len(p.symbols)-1)
	pv, mv := ^uint64(0), uint64(0)
	for j, s := range other {
		eq := p.rows[p.slot(s)]
		xv := eq | mv
		xh := (((eq & pv) + pv) ^ pv) | eq
		ph, mh := mv|^(xh|pv), pv&xh
		if ph&last != 0 {
			score++
		} else if mh&last != 0 {
			score--
		}
		if score-(len(other)-1-j) > limit {
			return limit + 1
		}
		ph, mh = ph<<1|1, mh<<1
		pv, mv = mh|^(xv|ph), ph&xv
	}
	return score
}

func (p *pattern) long(other []symbol, limit int) int {
	score, last := len(p.symbols), uint64(1)<<((len(p.symbols)-1)%64)
	for k := range p.pv {
		p.pv[k], p.mv[k] = ^uint64(0), 0
	}
	for j, s := range other {
		row := p.rows[p.slot(s)*p.blocks:]
		carryP, carryM := uint64(1), uint64(0) // the row above grows by one with each column
		for k := range p.pv {
			eq, pv, mv := row[k], p.pv[k], p.mv[k]
			xv := eq | mv
			eq |= carryM
			xh := (((eq & pv) + pv) ^ pv) | eq
			ph, mh := mv|^(xh|pv), pv&xh
			if k == p.blocks-1 {
				if ph&last != 0 {
					score++
				} else if mh&last != 0 {
					score--
				}
			}
			outP, outM := ph>>63, mh>>63
			ph, mh = ph<<1|carryP, mh<<1|carryM
			p.pv[k], p.mv[k] = mh|^(xv|ph), ph&xv
			carryP, carryM = outP, outM
		}
		if score-(len(other)-1-j) > limit {
			return limit + 1
		}
	}
	return score
}
