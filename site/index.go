package site

import (
	"encoding/binary"
	"strconv"
)

// index is the part of a language's search index that one pass makes.
type index struct {
	pass, passes int
	shards       int // must be known before the first article where there are several passes
	postings     int // held
	short        map[token]*posting
	words        map[string]*posting
}

func newIndex(pass, passes int) *index {
	return &index{pass: pass, passes: passes, short: map[token]*posting{}, words: map[string]*posting{}}
}

// add enters the tokens of an article. Articles come in rising order.
func (x *index) add(ordinal int, lines [][3]string) {
	short := func(t token) {
		if p := x.short[t]; p != nil {
			x.postings += p.add(ordinal)
		} else if x.passes == 1 || shardOf(t.String(), x.shards)%x.passes == x.pass {
			p = &posting{last: -1}
			x.postings += p.add(ordinal)
			x.short[t] = p
		}
	}
	word := func(w string) {
		if p := x.words[w]; p != nil {
			x.postings += p.add(ordinal)
		} else if x.passes == 1 || shardOf(w, x.shards)%x.passes == x.pass {
			p = &posting{last: -1}
			x.postings += p.add(ordinal)
			x.words[string(append([]byte(nil), w...))] = p // w is a piece of a whole text
		}
	}
	for _, l := range lines {
		tokens(foldText(l[1]), short, word)
	}
}

// posting is the articles of a token in rising order, the first as its number
// and one, the others as the distance from the one before (encoding/binary's
// varint).
type posting struct {
	last int // -1 before the first
	list []byte
}

// add enters an article and tells how many entries that made: 0 or 1.
func (p *posting) add(ordinal int) int {
	if ordinal == p.last {
		return 0
	}
	p.list = binary.AppendUvarint(p.list, uint64(ordinal-p.last))
	p.last = ordinal
	return 1
}

// String writes the first number and the distances in base 36.
func (p *posting) String() string {
	var out []byte
	for rest := p.list; len(rest) > 0; {
		n, size := binary.Uvarint(rest)
		rest = rest[size:]
		if out == nil {
			n--
		} else {
			out = append(out, ' ')
		}
		out = strconv.AppendUint(out, n, 36)
	}
	return string(out)
}

// writeShards writes a pass's part of the index.
func (b *builder) writeShards(p *pair, x *index) error {
	x.shards = p.shards()
	members := make([]map[string]string, x.shards)
	enter := func(t string, list *posting) {
		s := shardOf(t, x.shards)
		if members[s] == nil {
			members[s] = map[string]string{}
		}
		members[s][t] = list.String()
	}
	for t, list := range x.short {
		enter(t.String(), list)
	}
	for w, list := range x.words {
		enter(w, list)
	}
	for s := x.pass; s < x.shards; s += x.passes {
		if members[s] == nil {
			members[s] = map[string]string{}
		}
		if err := b.data(p.dir()+"/search/"+strconv.Itoa(s)+".js", p.dir(), strconv.Itoa(s), members[s]); err != nil {
			return err
		}
		members[s] = nil
	}
	return nil
}
