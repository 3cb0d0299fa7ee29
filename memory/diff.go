package memory

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDiff bounds the work of a difference: the product of the counts of
// pieces that are compared one by one.
const maxDiff = 4 << 20

// diff tells how to make b of a: by characters, but for words and numbers,
// which stay whole. It is a longest common subsequence; what is deleted stands
// before what is inserted in its place.
func diff(a, b string) []Op {
	x, y := pieces(a), pieces(b)
	head := 0
	for head < len(x) && head < len(y) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < len(x)-head && tail < len(y)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	var out ops
	out.add(Keep, x[:head]...)
	out.middle(x[head:len(x)-tail], y[head:len(y)-tail])
	out.add(Keep, x[len(x)-tail:]...)
	return out
}

// pieces cuts a text into what diff compares.
func pieces(text string) []string {
	var out []string
	for i := 0; i < len(text); {
		n := placeholder(text[i:])
		if n == 0 {
			r, size := utf8.DecodeRuneInString(text[i:])
			n = max(wordLen(text[i:], r, size), size)
			if n == size { // marks that combine belong to their letter
				for i+n < len(text) {
					r, size := utf8.DecodeRuneInString(text[i+n:])
					if !unicode.Is(unicode.Mn, r) {
						break
					}
					n += size
				}
			}
		}
		out = append(out, text[i:i+n])
		i += n
	}
	return out
}

type ops []Op

func (o *ops) add(kind OpKind, pieces ...string) {
	if len(pieces) == 0 {
		return
	}
	text := strings.Join(pieces, "")
	if n := len(*o); n > 0 && (*o)[n-1].Kind == kind {
		(*o)[n-1].Text += text
		return
	}
	*o = append(*o, Op{kind, text})
}

// middle compares what is left between the common beginning and end.
func (o *ops) middle(x, y []string) {
	if len(x)*len(y) == 0 || len(x)*len(y) > maxDiff {
		o.add(Delete, x...)
		o.add(Insert, y...)
		return
	}
	width := len(y) + 1
	best := make([]int32, (len(x)+1)*width) // length of the longest common subsequence of x[i:] and y[j:]
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				best[i*width+j] = best[(i+1)*width+j+1] + 1
			} else {
				best[i*width+j] = max(best[(i+1)*width+j], best[i*width+j+1])
			}
		}
	}
	var gone, come []string
	flush := func() {
		o.add(Delete, gone...)
		o.add(Insert, come...)
		gone, come = gone[:0], come[:0]
	}
	i, j := 0, 0
	for i < len(x) && j < len(y) {
		switch {
		case x[i] == y[j]:
			flush()
			o.add(Keep, x[i])
			i, j = i+1, j+1
		case best[(i+1)*width+j] >= best[i*width+j+1]:
			gone = append(gone, x[i])
			i++
		default:
			come = append(come, y[j])
			j++
		}
	}
	gone, come = append(gone, x[i:]...), append(come, y[j:]...)
	flush()
}
