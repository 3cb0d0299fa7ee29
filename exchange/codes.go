package exchange

import "strings"

// piece is a stretch of a segment as a format has it: text, or a code.
type piece struct {
	kind  tokenKind
	text  string // of text
	key   string // names the code within its unit: one key, one code
	class string // codes of one class may stand for each other where keys differ
	want  int    // the number that the file gives it, 0 for none
	code  Code   // what is known about it; N is not set
}

// numbered gives the two sides of a unit as marked text. Codes have the numbers
// that their file gives them, where it gives one to each and they are free,
// else the lowest free ones in the order of the source. Codes of the target
// whose keys the source lacks are matched by class and order with codes that
// the target lacks, unless the file numbers both.
func numbered(source, target []piece) (s, t string, codes []Code) {
	if wordsOnly(source) && wordsOnly(target) {
		return firstText(source), firstText(target), nil
	}
	n := numberer{numbers: map[string]int{}, used: map[int]bool{}, same: map[string]string{}}
	n.match(source, target)
	all := [][]piece{source, target}
	wanted := true // numbers that a file counts from 0, or gives to some, would be out of order
	for _, side := range all {
		for _, p := range side {
			wanted = wanted && (p.kind == textToken || p.want >= 1 && p.want <= maxMark)
		}
	}
	for _, first := range []bool{wanted, false} {
		for _, side := range all {
			for _, p := range side {
				n.assign(p, first)
			}
		}
	}
	texts := [2]string{}
	for i, side := range all {
		var b strings.Builder
		for _, p := range side {
			b.WriteString(token{p.kind, n.numbers[n.name(p.key)], p.text}.String())
			if p.kind == openToken || p.kind == aloneToken {
				c := p.code
				c.N = n.numbers[n.name(p.key)]
				codes = append(codes, c)
			}
		}
		texts[i] = b.String()
	}
	return texts[0], texts[1], sortMarks(codes)
}

// wordsOnly reports whether a side has no codes.
func wordsOnly(side []piece) bool {
	return len(side) == 0 || len(side) == 1 && side[0].kind == textToken
}

// firstText is the text of a side without codes.
func firstText(side []piece) string {
	if len(side) == 0 {
		return ""
	}
	return Mark(side[0].text)
}

// numberer gives numbers to keys.
type numberer struct {
	numbers map[string]int
	used    map[int]bool
	same    map[string]string // key of the target → key of the source
	next    int
}

func (n *numberer) name(key string) string {
	if other, ok := n.same[key]; ok {
		return other
	}
	return key
}

func (n *numberer) assign(p piece, wanted bool) {
	if p.kind == textToken || wanted && n.used[p.want] {
		return
	}
	key := n.name(p.key)
	if n.numbers[key] != 0 {
		return
	}
	number := p.want
	if !wanted {
		for n.next++; n.used[n.next]; n.next++ {
		}
		number = n.next
	}
	n.numbers[key] = number
	n.used[number] = true
}

// match pairs the codes that only one side has, class by class in order.
func (n *numberer) match(source, target []piece) {
	keys := func(side []piece) map[string]bool {
		out := map[string]bool{}
		for _, p := range side {
			if p.kind != textToken {
				out[p.key] = true
			}
		}
		return out
	}
	inSource, inTarget := keys(source), keys(target)
	left := map[string][]piece{} // class → codes of the source alone
	done := map[string]bool{}
	for _, p := range source {
		if p.kind != textToken && !inTarget[p.key] && !done[p.key] {
			done[p.key] = true
			left[p.class] = append(left[p.class], p)
		}
	}
	for _, p := range target {
		if p.kind == textToken || inSource[p.key] || n.same[p.key] != "" || len(left[p.class]) == 0 {
			continue
		}
		if p.want > 0 && left[p.class][0].want > 0 {
			continue // the file numbers both, and not alike
		}
		n.same[p.key] = left[p.class][0].key
		left[p.class] = left[p.class][1:]
	}
}

// side collects the pieces of one side of a unit.
type side struct {
	pieces []piece
	words  []byte         // the text since the last code
	open   map[string]int // pairing name → index of the piece that opens it
}

func (s *side) text(text string) { s.words = append(s.words, text...) }

// flush makes a piece of the text since the last code.
func (s *side) flush() {
	if len(s.words) > 0 {
		s.pieces = append(s.pieces, piece{text: string(s.words)})
		s.words = s.words[:0]
	}
}

func (s *side) alone(p piece) {
	s.flush()
	p.kind = aloneToken
	s.pieces = append(s.pieces, p)
}

// begin adds a code that opens; pair is what its end will name.
func (s *side) begin(pair string, p piece) {
	if s.open == nil {
		s.open = map[string]int{}
	}
	s.flush()
	p.kind = openToken
	s.pieces = append(s.pieces, p)
	s.open[pair] = len(s.pieces) - 1
}

// end adds the code that closes what pair opened; without that it stands alone.
func (s *side) end(pair string, p piece) {
	i, ok := s.open[pair]
	if !ok {
		s.alone(p)
		return
	}
	s.flush()
	delete(s.open, pair)
	s.pieces[i].code.Close = p.code.Open
	s.pieces[i].code.Sub = append(s.pieces[i].code.Sub, p.code.Sub...)
	opened := s.pieces[i]
	s.pieces = append(s.pieces, piece{kind: closeToken, key: opened.key, class: opened.class, want: opened.want})
}

// done gives the pieces. What was opened and never closed stands alone.
func (s *side) done() []piece {
	s.flush()
	for _, i := range s.open {
		s.pieces[i].kind = aloneToken
	}
	s.open = nil
	return s.pieces
}
