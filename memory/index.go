package memory

import (
	"cmp"
	"slices"
	"sync"

	"github.com/duizhao/duizhao/lang"
)

// maxSymbols bounds what of a sentence is compared; what stands behind is only
// looked at when two sentences could be the same.
const maxSymbols = 4096

// pairKey is a direction. All Chinese sources share one, since they answer
// each other.
type pairKey struct{ from, to lang.Tag }

func keyOf(from, to lang.Tag) pairKey {
	if from.Chinese() {
		from = "zh"
	}
	return pairKey{from, to}
}

// index finds the units of one direction. Its entries stand in the order of
// their length in symbols, so that sentences of like length are a range.
//
// Grams are pairs of neighbouring symbols, with a border at either end. The
// second and further occurrences of a pair in a sentence count as other grams,
// so that an entry stands at most once in a list, and the number of lists that
// two sentences share is the size of the multisets' intersection.
type index struct {
	units   []uint32 // of each entry: its unit in the shard
	offsets []uint32 // of each entry: where its symbols begin; one more at the end
	symbols []symbol
	marks   []uint32 // of each entry
	values  []uint32 // of each entry: where its figures begin; one more at the end
	figures []symbol
	grams   []uint64 // ascending
	lists   []uint32 // of each gram: where its entries begin; one more at the end
	entries []uint32 // ascending within a list

	turned bool      // the units are read from target to source
	room   sync.Pool // *counts
}

func (x *index) len() int { return len(x.units) }

func (x *index) length(i int) int { return int(x.offsets[i+1] - x.offsets[i]) }

func (x *index) shape(i int) shape {
	return shape{x.symbols[x.offsets[i]:x.offsets[i+1]], x.figures[x.values[i]:x.values[i+1]], x.marks[i]}
}

// shape is what the index holds of a sentence.
type shape struct {
	symbols []symbol // values by their class
	figures []symbol // the values themselves, ascending
	marks   uint32
}

// shapeOf gives the shape of a folded sentence.
func shapeOf(f *folded) shape {
	s := shape{marks: f.marks, symbols: make([]symbol, 0, min(len(f.tokens), maxSymbols))}
	for _, t := range f.tokens {
		if len(s.symbols) == maxSymbols {
			break
		}
		if t.value < 0 {
			s.symbols = append(s.symbols, t.symbol)
			continue
		}
		s.symbols = append(s.symbols, classOf(f.values[t.value], f.text[t.start:t.end]))
		s.figures = append(s.figures, t.symbol)
	}
	slices.Sort(s.figures)
	return s
}

// gramsOf puts the grams of symbols into out, ascending but for repeated ones.
func gramsOf(symbols []symbol, out []uint64) []uint64 {
	out = out[:0]
	last := symbol(0)
	for _, s := range symbols {
		out = append(out, uint64(last)<<32|uint64(s))
		last = s
	}
	out = append(out, uint64(last)<<32)
	slices.Sort(out)
	for i, first := 1, 0; i < len(out); i++ {
		if out[i] != out[first] {
			first = i
		} else {
			out[i] = again(out[i], i-first)
		}
	}
	return out
}

// again is the gram of the n-th further occurrence of a gram: a hash, which
// could in principle be that of another.
func again(gram uint64, n int) uint64 {
	h := gram + uint64(n)*0x9E3779B97F4A7C15
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// build makes the index of the units that ids names, whose shapes stand at the
// same places in shapes.
func build(ids []uint32, shapes []shape) *index {
	order := make([]int, len(ids))
	total, figures := 0, 0
	for i := range order {
		order[i] = i
		total += len(shapes[i].symbols)
		figures += len(shapes[i].figures)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(shapes[a].symbols), len(shapes[b].symbols)) })
	x := &index{
		units: make([]uint32, len(ids)), marks: make([]uint32, len(ids)),
		offsets: make([]uint32, 1, len(ids)+1), symbols: make([]symbol, 0, total),
		values: make([]uint32, 1, len(ids)+1), figures: make([]symbol, 0, figures),
	}
	for n, i := range order {
		x.units[n], x.marks[n] = ids[i], shapes[i].marks
		x.symbols = append(x.symbols, shapes[i].symbols...)
		x.offsets = append(x.offsets, uint32(len(x.symbols)))
		x.figures = append(x.figures, shapes[i].figures...)
		x.values = append(x.values, uint32(len(x.figures)))
	}
	x.list(total)
	return x
}

// list makes the lists of grams.
func (x *index) list(total int) {
	t := newNumbering(total/3 + 1)
	seen := make([]uint32, 0, total+x.len()) // numbers of the grams of all entries in their order
	var sizes []uint32
	var room []uint64
	for i := range x.units {
		room = gramsOf(x.symbols[x.offsets[i]:x.offsets[i+1]], room)
		for _, g := range room {
			n := t.number(g)
			if int(n) == len(sizes) {
				sizes = append(sizes, 0)
				x.grams = append(x.grams, g)
			}
			sizes[n]++
			seen = append(seen, n)
		}
	}
	order := make([]uint32, len(x.grams))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(x.grams[a], x.grams[b]) })
	sorted := make([]uint64, len(order))
	next := make([]uint32, len(order)) // where the next entry of a gram's list goes
	x.lists = make([]uint32, len(order)+1)
	for i, n := range order {
		sorted[i] = x.grams[n]
		next[n] = x.lists[i]
		x.lists[i+1] = x.lists[i] + sizes[n]
	}
	x.grams = sorted
	x.entries = make([]uint32, len(seen))
	at := 0
	for i := range x.units {
		for range x.length(i) + 1 {
			n := seen[at]
			x.entries[next[n]] = uint32(i)
			next[n]++
			at++
		}
	}
}

// numbering gives numbers to grams in the order in which they come: a hash
// table that is made for that and nothing else.
type numbering struct {
	grams   []uint64
	numbers []uint32 // number + 1, 0 for an empty slot
	count   int
}

func newNumbering(size int) *numbering {
	slots := 1024
	for slots < 2*size {
		slots *= 2
	}
	return &numbering{grams: make([]uint64, slots), numbers: make([]uint32, slots)}
}

// number is the number of a gram.
func (t *numbering) number(gram uint64) uint32 {
	k := t.slot(gram)
	if t.numbers[k] == 0 {
		if 3*t.count > 2*len(t.grams) {
			t.grow()
			k = t.slot(gram)
		}
		t.count++
		t.grams[k], t.numbers[k] = gram, uint32(t.count)
	}
	return t.numbers[k] - 1
}

func (t *numbering) slot(gram uint64) int {
	mask := uint64(len(t.grams) - 1)
	k := again(gram, 0) & mask
	for t.numbers[k] != 0 && t.grams[k] != gram {
		k = (k + 1) & mask
	}
	return int(k)
}

func (t *numbering) grow() {
	old := *t
	t.grams, t.numbers = make([]uint64, 2*len(old.grams)), make([]uint32, 2*len(old.numbers))
	for i, n := range old.numbers {
		if n > 0 {
			k := t.slot(old.grams[i])
			t.grams[k], t.numbers[k] = old.grams[i], n
		}
	}
}
