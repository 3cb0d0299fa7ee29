// Package ledger is NAME.duizhao.jsonl, the file beside an article that holds
// what must survive: the permanent ids of sentences, and what people decided
// about beads. Whatever can be computed again is not in it.
//
// # The file
//
// UTF-8, one JSON object a line, in an order that depends on the texts alone,
// so that a change of one sentence or one decision changes few lines of a diff.
// The first line names the format; then come the sentences of each language
// (languages by tag, sentences in the order of the text), then the beads (by
// languages, then in the order of the source).
//
//	{"duizhao":"ledger","version":1}
//	{"lang":"en","id":"s7h2kq4c","text":"The harbour froze, and nobody fished."}
//	{"lang":"en","id":"sm3x5v2a","text":"In March the ice went out."}
//	{"lang":"zh-Hant","id":"sd4t6yqe","text":"港口結了冰。"}
//	{"lang":"zh-Hant","id":"s2w7nbka","text":"沒有人捕魚。"}
//	{"lang":"zh-Hant","id":"sx5uo3pl","text":"舊的第三句。","gone":true}
//	{"lang":"zh-Hant","id":"sc6rj7fd","text":"三月，冰化了。"}
//	{"from":"zh-Hant","to":"en","source":["sd4t6yqe","s2w7nbka"],"target":["s7h2kq4c"],"pin":"confirmed"}
//	{"from":"zh-Hant","to":"en","source":["sc6rj7fd"],"target":["sm3x5v2a"],"origin":{"by":"memory","score":92},"review":"reviewed","basis":{"source":"q5kdm2c7","target":"wz4t6yqe"}}
//
// A sentence line gives a sentence its id. The text is there so that the
// sentence is found again after an edit; it is the text as last seen, white
// space collapsed, in NFC; of a text longer than 8 KiB it is the beginning, and
// "sum" is the hash of the whole. A sentence that has left its text stays where
// it was as "gone": its id is given to no other, and it gets it back when it
// returns.
//
// A bead line is a decision about a group of sentences: "pin" (the alignment is
// confirmed, rejected, or given by a draft), "origin" (where the translation
// came from), "review" (how far a person has seen to it). A bead without
// sentences on one side names in "after" the sentence of that side that it
// stands behind ("" for the beginning). "basis" holds hashes of both sides'
// texts when the decision was made: a difference says that the source has
// changed since (stale) or that the translation was edited.
//
// Unknown fields and unknown lines are kept when the file is rewritten, so
// that an older program does not lose what a newer one wrote.
package ledger

import (
	"github.com/duizhao/duizhao/lang"
)

// Suffix ends the name of a ledger: NAME + Suffix stands beside the article.
const Suffix = ".duizhao.jsonl"

// Ledger is the content of one file. It is never changed: what alters it
// returns a new one. The zero value is an empty ledger.
type Ledger struct {
	texts  []text  // by tag
	beads  []Bead  // in the order of the file
	header []field // unknown fields of the first line
	others []string
}

// text is the sentences of one language in order, the gone among them.
type text struct {
	tag       lang.Tag
	sentences []sentence
	at        map[string]int // id → index in sentences
}

func newText(tag lang.Tag, sentences []sentence) text {
	t := text{tag, sentences, make(map[string]int, len(sentences))}
	for i := range sentences {
		t.at[sentences[i].id] = i
	}
	return t
}

// sentence is one sentence line.
type sentence struct {
	id    string
	text  string // normalised, at most maxText bytes
	sum   string // hash of the whole text when it is longer, else ""
	gone  bool
	extra []field
}

// Pin says what was decided about the pairing of a bead.
type Pin string

// The decisions about a pairing. The empty pin leaves it to the aligner.
const (
	Unpinned  Pin = ""
	Confirmed Pin = "confirmed" // kept exactly
	Rejected  Pin = "rejected"  // not to be proposed again
	Given     Pin = "given"     // came paired: a draft, a TMX
)

// Bead is a decision about a group of source and target sentences.
type Bead struct {
	From, To       lang.Tag
	Source, Target []string // ids in the order of the text; one of them may be empty
	After          string   // where one is: the id that the bead stands behind on that side
	Pin            Pin
	Origin         *Origin // nil where nothing is known
	Review         string  // "" or a state such as "reviewed"
	Basis          Basis
	extra          []field
}

// Origin tells where a translation came from.
type Origin struct {
	By       string // "memory", "person", or a provider's name
	Model    string // of a provider
	Score    int    // of a memory match, per cent; 0 for none
	Repaired bool   // terms were put right after the answer
	extra    []field
}

// Basis holds hashes of the texts that a decision was made about, "" for a
// side on which nothing is recorded.
type Basis struct{ Source, Target string }

// Empty reports whether there is nothing to keep.
func (l *Ledger) Empty() bool {
	return len(l.texts) == 0 && len(l.beads) == 0 && len(l.others) == 0
}

// of gives the sentences of a language, an empty text for none.
func (l *Ledger) of(tag lang.Tag) *text {
	for i := range l.texts {
		if l.texts[i].tag == tag {
			return &l.texts[i]
		}
	}
	return &text{tag: tag}
}

// get is the sentence of an id, nil for none.
func (t *text) get(id string) *sentence {
	if i, ok := t.at[id]; ok {
		return &t.sentences[i]
	}
	return nil
}
