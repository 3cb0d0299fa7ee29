package ledger

import (
	"bytes"
	"encoding/json"
	"sort"
	"strconv"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/lang"
)

// Save writes the ledger to path, whole or not at all. An empty ledger writes
// nothing, and a file that holds the same bytes is left alone.
func (l *Ledger) Save(path string) error {
	if l.Empty() {
		return nil
	}
	return atomicfile.Write(path, l.Bytes(), 0o644)
}

// Bytes is the file's content; an empty ledger has none.
func (l *Ledger) Bytes() []byte {
	if l.Empty() {
		return nil
	}
	w := &writer{}
	w.open()
	w.str("duizhao", "ledger")
	w.raw("version", strconv.Itoa(version))
	w.close(l.header)
	for _, t := range l.texts {
		for i := range t.sentences {
			w.sentence(string(t.tag), &t.sentences[i])
		}
	}
	for i := range l.beads {
		w.bead(&l.beads[i])
	}
	for _, line := range l.others {
		w.buf.WriteString(line)
		w.buf.WriteByte('\n')
	}
	return w.buf.Bytes()
}

// sorted gives the beads in the order of the file: by languages, then by where
// the first sentence stands that the ledger knows, then as they were.
func sorted(l *Ledger) []Bead {
	at := func(tag lang.Tag, ids []string, after string) int {
		if len(ids) > 0 {
			if i, ok := l.of(tag).at[ids[0]]; ok {
				return 2*i + 1
			}
		} else if i, ok := l.of(tag).at[after]; ok {
			return 2*i + 2
		}
		return 0
	}
	type ranked struct {
		Bead
		source, target int
	}
	list := make([]ranked, len(l.beads))
	for i, b := range l.beads {
		list[i] = ranked{b, at(b.From, b.Source, b.After), at(b.To, b.Target, b.After)}
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		switch {
		case a.From != b.From:
			return a.From < b.From
		case a.To != b.To:
			return a.To < b.To
		case a.source != b.source:
			return a.source < b.source
		}
		return a.target < b.target
	})
	out := make([]Bead, len(list))
	for i := range list {
		out[i] = list[i].Bead
	}
	return out
}

// writer writes objects with their members in a fixed order.
type writer struct {
	buf   bytes.Buffer
	first bool
}

func (w *writer) sentence(tag string, s *sentence) {
	w.open()
	w.str("lang", tag)
	w.str("id", s.id)
	w.str("text", s.text)
	if s.sum != "" {
		w.str("sum", s.sum)
	}
	if s.gone {
		w.raw("gone", "true")
	}
	w.close(s.extra)
}

func (w *writer) bead(b *Bead) {
	w.open()
	w.str("from", string(b.From))
	w.str("to", string(b.To))
	w.ids("source", b.Source)
	w.ids("target", b.Target)
	if len(b.Source) == 0 || len(b.Target) == 0 {
		w.str("after", b.After)
	}
	if b.Pin != Unpinned {
		w.str("pin", string(b.Pin))
	}
	if o := b.Origin; o != nil {
		n := &writer{}
		n.open()
		n.str("by", o.By)
		if o.Model != "" {
			n.str("model", o.Model)
		}
		if o.Score != 0 {
			n.raw("score", strconv.Itoa(o.Score))
		}
		if o.Repaired {
			n.raw("repaired", "true")
		}
		n.shut(o.extra)
		w.raw("origin", n.buf.String())
	}
	if b.Review != "" {
		w.str("review", b.Review)
	}
	if b.Basis != (Basis{}) {
		n := &writer{}
		n.open()
		n.str("source", b.Basis.Source)
		n.str("target", b.Basis.Target)
		n.shut(nil)
		w.raw("basis", n.buf.String())
	}
	w.close(b.extra)
}

func (w *writer) open() {
	w.buf.WriteByte('{')
	w.first = true
}

func (w *writer) key(key string) {
	if !w.first {
		w.buf.WriteByte(',')
	}
	w.first = false
	w.quote(key)
	w.buf.WriteByte(':')
}

func (w *writer) str(key, value string) { w.key(key); w.quote(value) }
func (w *writer) raw(key, value string) { w.key(key); w.buf.WriteString(value) }

func (w *writer) ids(key string, ids []string) {
	w.key(key)
	w.buf.WriteByte('[')
	for i, id := range ids {
		if i > 0 {
			w.buf.WriteByte(',')
		}
		w.quote(id)
	}
	w.buf.WriteByte(']')
}

// shut ends the object with the members that this version does not know.
func (w *writer) shut(extra []field) {
	for _, f := range extra {
		w.raw(f.key, string(f.raw))
	}
	w.buf.WriteByte('}')
}

func (w *writer) close(extra []field) {
	w.shut(extra)
	w.buf.WriteByte('\n')
}

// quote writes a JSON string; < > and & stay readable.
func (w *writer) quote(s string) {
	enc := json.NewEncoder(&w.buf)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	w.buf.Truncate(w.buf.Len() - 1)
}
