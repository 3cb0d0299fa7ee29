package ledger

import (
	"sort"
	"unicode"
)

// shape is what sentences are compared by.
type shape struct {
	runes    []rune
	features []uint64 // sorted hashes: words of alphabets, pairs of neighbouring ideographs and syllables
}

// maxCompared is how many characters the edit distance is computed of; longer
// texts are compared by their features alone.
const maxCompared = 1000

func shapeOf(text string) *shape {
	s := &shape{runes: []rune(text)}
	var word []rune
	var last rune // the ideograph or syllable before
	add := func(list ...rune) {
		h := uint64(14695981039346656037) // FNV-1a, by characters
		for _, r := range list {
			h = (h ^ uint64(r)) * 1099511628211
		}
		s.features = append(s.features, h)
	}
	flush := func() {
		if len(word) > 0 {
			add(word...)
			word = word[:0]
		}
	}
	for _, r := range s.runes {
		switch {
		case r >= 0x1100 && unicode.IsLetter(r):
			flush()
			if last != 0 {
				add(last, r)
			}
			last = r
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r):
			word, last = append(word, unicode.ToLower(r)), 0
		case r != ' ': // a pair of Hangul syllables may have a space between
			flush()
			last = 0
		default:
			flush()
		}
	}
	flush()
	sort.Slice(s.features, func(i, j int) bool { return s.features[i] < s.features[j] })
	return s
}

// shared counts the features that a and b have in common, as multisets.
func shared(a, b *shape) int {
	n := 0
	for i, j := 0, 0; i < len(a.features) && j < len(b.features); {
		switch x, y := a.features[i], b.features[j]; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// Thresholds of similarity, in thousandths. Unrelated sentences of the same
// language have an edit similarity of 100 to 350.
const (
	sameSentence = 500 // an edited sentence is the same one
	sameMoved    = 580 // also where it stands elsewhere
	partOf       = 800 // of the features of the shorter: one holds the other
)

// similarity of two sentences in thousandths: one minus the Levenshtein
// distance over the longer length; for long texts the Dice coefficient of
// their features. A sentence that holds the other reaches sameSentence, so
// that one of the pieces of a sentence that was divided has its id.
func similarity(a, b *shape) int {
	long, short := max(len(a.runes), len(b.runes)), min(len(a.runes), len(b.runes))
	if long == 0 {
		return 0 // two empty lines tell nothing
	}
	common := shared(a, b)
	score := 0
	switch {
	case short*1000/long < sameSentence:
	case long > maxCompared:
		score = 2000 * common / (len(a.features) + len(b.features))
	default:
		score = 1000 - 1000*distance(a.runes, b.runes)/long
	}
	if score < sameSentence && holds(a, b, common) {
		score = sameSentence + 10*short/long
	}
	return score
}

// holds reports whether one of the two is a part of the other, given the
// number of features that they share.
func holds(a, b *shape, common int) bool {
	few := min(len(a.features), len(b.features))
	return few >= 3 && common*1000 >= few*partOf
}

// distance is the Levenshtein distance of a and b in characters, by Myers'
// bit-vector algorithm (J. ACM 46, 1999) in the block form of Hyyrö (2003).
func distance(a, b []rune) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	blocks := (len(a) + 63) / 64
	peq := map[rune][]uint64{}
	for i, r := range a {
		bits := peq[r]
		if bits == nil {
			bits = make([]uint64, blocks)
			peq[r] = bits
		}
		bits[i/64] |= 1 << (i % 64)
	}
	none := make([]uint64, blocks)
	pv, mv := make([]uint64, blocks), make([]uint64, blocks)
	for i := range pv {
		pv[i] = ^uint64(0)
	}
	last := uint64(1) << ((len(a) - 1) % 64)
	score := len(a)
	for _, r := range b {
		eqs := peq[r]
		if eqs == nil {
			eqs = none
		}
		carryP, carryM := uint64(1), uint64(0) // the row above grows by one with each column
		for k := range pv {
			eq := eqs[k]
			xv := eq | mv[k]
			eq |= carryM
			xh := (((eq & pv[k]) + pv[k]) ^ pv[k]) | eq
			ph, mh := mv[k]|^(xh|pv[k]), pv[k]&xh
			if k == blocks-1 {
				if ph&last != 0 {
					score++
				}
				if mh&last != 0 {
					score--
				}
			}
			outP, outM := ph>>63, mh>>63
			ph, mh = ph<<1|carryP, mh<<1|carryM
			pv[k], mv[k] = mh|^(xv|ph), ph&xv
			carryP, carryM = outP, outM
		}
	}
	return score
}
