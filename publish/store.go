package publish

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/fnv"
	"slices"

	"github.com/duizhao/duizhao/lang"
)

// Facts are stored as three lines, so that each step reads no more than it
// needs: the head (Facts without Body, JSON), the keys of the pairs (base64),
// and the body (JSON).

// pairKeys holds by language of the translation, for each pair, the hash of
// what is compared across articles: of the source sentence in the upper half,
// of the translation in the lower.
type pairKeys map[lang.Tag][]uint64

// keyOf makes one of them.
func keyOf(source, target string) uint64 {
	half := func(s string) uint64 {
		h := fnv.New64a()
		h.Write([]byte(s))
		sum := h.Sum64()
		return (sum ^ sum>>32) & 0xFFFFFFFF
	}
	return half(source)<<32 | half(target)
}

// encode writes facts as they are stored.
func (f *Facts) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(f); err != nil {
		return nil, err
	}
	keys := map[string]string{}
	for tag, list := range f.keys {
		raw := make([]byte, 0, 8*len(list))
		for _, k := range list {
			raw = binary.LittleEndian.AppendUint64(raw, k)
		}
		keys[string(tag)] = base64.StdEncoding.EncodeToString(raw)
	}
	if err := e.Encode(keys); err != nil {
		return nil, err
	}
	err := e.Encode(f.Body)
	return b.Bytes(), err
}

// parts says how much of stored facts is read.
type parts int

const (
	headOnly parts = iota
	headKeys
	everything
)

var errFacts = errors.New("these are no facts")

// decode reads stored facts.
func decode(data []byte, what parts) (*Facts, error) {
	lines := bytes.SplitN(data, []byte("\n"), 4)
	if len(lines) != 4 || len(lines[3]) != 0 {
		return nil, errFacts
	}
	f := &Facts{}
	if err := unmarshal(lines[0], f); err != nil {
		return nil, err
	}
	for i := range f.Findings {
		f.Findings[i].whole()
	}
	for _, list := range f.Stale {
		for i := range list {
			list[i].whole()
		}
	}
	if what >= headKeys {
		var keys map[string]string
		if err := json.Unmarshal(lines[1], &keys); err != nil {
			return nil, err
		}
		f.keys = pairKeys{}
		for tag, text := range keys {
			raw, err := base64.StdEncoding.DecodeString(text)
			if err != nil || len(raw)%8 != 0 {
				return nil, cmp.Or(err, errFacts)
			}
			list := make([]uint64, 0, len(raw)/8)
			for ; len(raw) > 0; raw = raw[8:] {
				list = append(list, binary.LittleEndian.Uint64(raw))
			}
			f.keys[lang.Tag(tag)] = list
		}
	}
	if what == everything {
		f.Body = &Body{}
		if err := json.Unmarshal(lines[2], f.Body); err != nil {
			return nil, err
		}
		if !f.sound() {
			return nil, errFacts
		}
	}
	return f, nil
}

// unmarshal keeps numbers as they are written.
func unmarshal(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(v)
}

// whole turns the numbers of arguments into ints again, which the plurals of
// messages need.
func (f *Finding) whole() {
	for k, v := range f.Args {
		if n, ok := v.(json.Number); ok {
			if i, err := n.Int64(); err == nil {
				f.Args[k] = int(i)
			} else if x, err := n.Float64(); err == nil {
				f.Args[k] = x
			}
		}
	}
}

// sound reports that all indices of the body are in range.
func (f *Facts) sound() bool {
	b := f.Body
	if len(b.Sentences) != len(f.Texts) || len(f.Texts) == 0 {
		return false
	}
	in := func(text, sentence int) bool {
		return text >= 0 && text < len(b.Sentences) && sentence >= 0 && sentence < len(b.Sentences[text])
	}
	for _, p := range b.Pairs {
		if p.Text < 1 || !in(0, p.Source) || !in(p.Text, p.Target) {
			return false
		}
	}
	for _, t := range b.Terms {
		if t.Text < 1 || slices.ContainsFunc(t.In, func(i int) bool { return !in(0, i) }) || slices.ContainsFunc(t.Out, func(i int) bool { return !in(t.Text, i) }) {
			return false
		}
	}
	return true
}
