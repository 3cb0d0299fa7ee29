package publish

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/segment"
)

// base is the termbase of some of the articles, its concepts hashed one by one.
type base struct {
	joined *glossary.Glossary
	list   []concept
	at     map[string]int // by id
	hash   Hash           // of the whole list

	mu   sync.Mutex
	from map[Hash]*change // by the hash of an older list
}

// concept is a concept of the termbase with the hash of all that it says.
type concept struct {
	ID   string `json:"id"`
	Hash Hash   `json:"hash"`
}

func newBase(joined *glossary.Glossary) *base {
	b := &base{joined: joined, at: map[string]int{}, from: map[Hash]*change{}}
	for i := range joined.Concepts {
		b.list = append(b.list, concept{joined.Concepts[i].ID, hashConcept(&joined.Concepts[i])})
		b.at[joined.Concepts[i].ID] = i
	}
	b.hash = Sum(encodeConcepts(b.list))
	return b
}

// hashConcept is the hash of what a concept says; where it stands in its file
// does not count.
func hashConcept(c *glossary.Concept) Hash {
	plain := *c
	plain.Line = 0
	data, _ := json.Marshal(plain)
	return Sum(data)
}

func encodeConcepts(list []concept) []byte {
	var b bytes.Buffer
	for _, c := range list {
		fmt.Fprintf(&b, "%s %s\n", c.Hash, strings.ReplaceAll(c.ID, "\n", " "))
	}
	return b.Bytes()
}

func decodeConcepts(data []byte) ([]concept, bool) {
	var out []concept
	for line := range strings.Lines(string(data)) {
		hash, id, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		c := concept{ID: id}
		if !ok || c.Hash.UnmarshalText([]byte(hash)) != nil {
			return nil, false
		}
		out = append(out, c)
	}
	return out, true
}

// change is what an older list of concepts lacks.
type change struct {
	known bool               // false: the older list is not known any more
	added *glossary.Glossary // the concepts that are new or say something else
}

// since compares an older list, which the cache may still have, with the list.
func (b *base) since(old Hash, c *cache) *change {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ch := b.from[old]; ch != nil {
		return ch
	}
	ch := &change{}
	b.from[old] = ch
	data, ok := c.get(kindTerms, old)
	if !ok {
		return ch
	}
	list, ok := decodeConcepts(data)
	if !ok {
		return ch
	}
	was := map[concept]bool{}
	for _, x := range list {
		was[x] = true
	}
	ch.known, ch.added = true, &glossary.Glossary{Path: b.joined.Path}
	for i, x := range b.list {
		if !was[x] {
			ch.added.Concepts = append(ch.added.Concepts, b.joined.Concepts[i])
		}
	}
	return ch
}

// memo is what is remembered of an article, so that a run in which nothing of
// it changed need not read its texts: valid as long as they have the hash.
type memo struct {
	Texts    Hash      `json:"texts"`           // of names, languages and contents
	Base     Hash      `json:"base,omitzero"`   // the list of concepts that Terms was taken from
	Terms    []concept `json:"terms,omitempty"` // the concepts that occur in the article, in the order of the list
	Client   string    `json:"client,omitempty"`
	Domain   string    `json:"domain,omitempty"`
	Pictures []string  `json:"pictures,omitempty"` // that the texts name, sorted
	Until    []string  `json:"until,omitempty"`    // last days in comments of the texts, sorted
}

// current reports whether the memo's concepts are still those that a fresh look
// at the whole termbase would give, and brings the memo up to date. texts reads
// the article; it is called only where some concept changed.
func (m *memo) current(b *base, article string, c *cache, texts func() ([]*segment.Text, error)) (bool, error) {
	if b == nil {
		return m.Base == Hash{}, nil
	}
	if m.Base == b.hash {
		return true, nil
	}
	ch := b.since(m.Base, c)
	if !ch.known {
		return false, nil
	}
	last := -1
	for _, x := range m.Terms {
		i, ok := b.at[x.ID]
		if !ok || b.list[i].Hash != x.Hash || i < last {
			return false, nil // it is gone, says something else, or stands elsewhere
		}
		last = i
	}
	if len(ch.added.Concepts) > 0 {
		list, err := texts()
		if err != nil {
			return false, err
		}
		if len(pipeline.Slice(ch.added, pipeline.Scope{Client: m.Client, Domain: m.Domain, Article: article}, list...).Concepts) > 0 {
			return false, nil
		}
	}
	m.Base = b.hash
	return true, nil
}

// take sets the memo's concepts by a look at the whole termbase.
func (m *memo) take(b *base, article string, texts []*segment.Text) {
	m.Base, m.Terms = Hash{}, nil
	if b == nil {
		return
	}
	m.Base = b.hash
	for _, x := range pipeline.Slice(b.joined, pipeline.Scope{Client: m.Client, Domain: m.Domain, Article: article}, texts...).Concepts {
		m.Terms = append(m.Terms, b.list[b.at[x.ID]])
	}
}

// hash is that of the slice of the termbase that the article uses.
func (m *memo) hash() Hash {
	if len(m.Terms) == 0 {
		return Hash{}
	}
	return Sum(encodeConcepts(m.Terms))
}
