package read

import (
	"bytes"
	"math"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
)

// hint is what is known of a text's language before it is decoded.
type hint struct {
	tag     lang.Tag
	chinese bool // Chinese, in whichever script
}

// sampleSize is how many bytes are decoded to tell the encoding.
const sampleSize = 32 << 10

// Mean costs per character outside ASCII above which an encoding does not
// explain the bytes. A Russian text read as Windows-1252 costs 10 a letter, a
// Japanese one in Shift JIS 12 in any of the Chinese encodings; texts in the
// encoding that they are read in cost 5 to 9.
const (
	unlikely        = 10.0
	unlikelyWestern = 8.0
	unlikelyWide    = 8.0 // UTF-16 without a mark
)

const (
	maxControls = 0.02 // share of control characters above which bytes are no text
	maxErrors   = 0.05 // share of invalid sequences above which they are in another encoding
)

// reading is what bytes look like in one encoding.
type reading struct {
	cost     float64 // of all characters
	chars    int     // characters
	beyond   int     // characters that are not plain ASCII text
	mean     float64 // cost of each of them
	errors   int     // invalid sequences among them
	controls int     // control characters among them
	longer   int     // characters that UTF-8 takes three or four bytes for
}

// sniff finds the encoding of bytes without a byte order mark: the one under
// which they are the likeliest text. The cost of a text is the sum of the
// negative logarithms of its characters' rough probabilities, in the language
// that the encoding was made for; an invalid sequence is a very rare character,
// so that a broken file is still known for what it is. nil: none explains it.
func sniff(data []byte, h hint) *charset {
	first := bytes.IndexFunc(data, func(r rune) bool { return r >= 0x80 || r == 0 })
	if first < 0 {
		if r := look(utf8Set, sample(data, 0)); r.plausible(utf8Set, false) {
			return utf8Set // ASCII
		}
		first = 0
	}
	if utf8.Valid(data) {
		if r := look(utf8Set, sample(data, first)); r.longer > 0 && r.plausible(utf8Set, false) {
			return utf8Set
		}
	}
	nul := bytes.IndexByte(data, 0) >= 0
	var best *charset
	bestCost := math.Inf(1)
	for _, set := range charsets {
		wide := set == utf16le || set == utf16be
		if wide && len(data)%2 == 1 || nul && !wide && set != utf8Set {
			continue
		}
		from := first
		if wide {
			from &^= 1
		}
		s := sample(data, from)
		r := look(set, s)
		if !r.plausible(set, nul) {
			continue
		}
		if cost := r.cost + prior(set, s, h); cost < bestCost {
			best, bestCost = set, cost
		}
	}
	if r := look(utf8Set, sample(data, 0)); best == nil && r.controls == 0 && r.errors*10 <= r.chars {
		return utf8Set // ASCII but for a few bytes, which decode reports with their place
	}
	return best
}

// look reads data in the encoding.
func look(set *charset, data []byte) reading {
	text := data
	if set.codec != nil {
		text, _ = set.codec.NewDecoder().Bytes(data)
	}
	var r reading
	prev := rune(' ')
	for len(text) > 0 {
		c, n := utf8.DecodeRune(text)
		text = text[n:]
		cost := set.model.cost(c, prev)
		prev = c
		r.cost += cost
		r.chars++
		if cost == costASCII {
			continue
		}
		r.beyond++
		r.mean += cost
		if c >= 0x800 && cost != costError {
			r.longer++
		}
		switch cost {
		case costError:
			r.errors++
		case costControl:
			r.controls++
		}
	}
	r.mean /= float64(max(1, r.beyond))
	return r
}

// plausible reports whether what was read is text at all. nul says that there
// are zero bytes, as UTF-16 has for ASCII.
func (r *reading) plausible(set *charset, nul bool) bool {
	controls := float64(r.controls) > maxControls*float64(r.chars) && r.controls > 1
	switch set {
	case utf8Set:
		if r.errors == 0 && r.longer > 0 { // no accident
			return true
		}
		return !controls && (r.errors == 0 || r.beyond > 2*r.errors)
	case utf16le, utf16be: // rarely without a mark, so it has to look very much like it
		return r.errors+r.controls == 0 && (r.mean <= unlikelyWide || nul && r.mean <= unlikely)
	case cp1252:
		return !controls && r.errors == 0 && r.mean <= unlikelyWestern
	}
	return !controls && float64(r.errors) <= 1+maxErrors*float64(r.beyond) && r.mean <= unlikely
}

// sample is the part of data that is looked at: from the first byte that is
// not ASCII on, cut at a line end, where no character can be torn.
func sample(data []byte, first int) []byte {
	s := data[first:]
	if len(s) <= sampleSize {
		return s
	}
	s = s[:sampleSize]
	if i := bytes.LastIndexByte(s, '\n'); i > sampleSize/2 {
		s = s[:i&^1]
	}
	return s
}

// likelier is the one of two sets that explains data better.
func likelier(data []byte, a, b *charset) *charset {
	s := sample(data, 0)
	if look(b, s[:len(s)&^1]).cost < look(a, s[:len(s)&^1]).cost {
		return b
	}
	return a
}

// prior is what the language that a file says it is in adds to the cost of an
// encoding. It decides only between readings of a few characters.
func prior(set *charset, data []byte, h hint) float64 {
	switch {
	case set == utf8Set && h.tag.CJK() || set == utf8Set && h.chinese:
		if !bytes.ContainsFunc(data, func(r rune) bool { return r >= 0x800 && r != utf8.RuneError }) {
			return 0 // sequences of two bytes only: no Chinese or Korean text
		}
		return -8
	case set == utf8Set: // what most files are in, and bytes are rarely by chance
		return -8
	case set == utf16le || set == utf16be: // rarely without a mark
		return 8
	case h.tag == lang.ZhHant && set == big5, h.tag == lang.ZhHans && set == gb18030:
		return -3
	case h.tag == lang.ZhHans && set == big5:
		return 3
	case h.chinese && set == cp949:
		return 6
	case h.tag == lang.Ko && set == cp949:
		return -4
	case h.tag == lang.Ko && (set == gb18030 || set == big5):
		return 4
	case h.tag == lang.Ko && set == cp1252, h.chinese && set == cp1252:
		return 4
	case h.tag != lang.Und && !h.tag.CJK() && set == cp1252:
		return -4
	}
	return 0
}
