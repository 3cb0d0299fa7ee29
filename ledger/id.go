package ledger

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxText is how many bytes of a sentence a line holds.
const maxText = 8 << 10

var base = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// hash is 40 bits of the SHA-256 of a normalised text, as 8 letters and digits.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base.EncodeToString(sum[:5])
}

// namer gives out ids that are free. The zero value is not usable.
type namer struct {
	taken map[string]bool
	next  map[string]int // by text: the number to try next
}

func newNamer(old []sentence) *namer {
	n := &namer{taken: make(map[string]bool, len(old)), next: map[string]int{}}
	for i := range old {
		n.taken[old[i].id] = true
	}
	return n
}

// name gives a sentence its first id: "s" and 7 characters of the hash of its
// text; where that is taken, of the text and the first number that makes it
// free. It depends on the texts alone, so an article without a ledger has the
// same ids each time.
func (n *namer) name(key string) string {
	for {
		tried := key
		if k := n.next[key]; k > 0 {
			tried += "\x00" + strconv.Itoa(k+1)
		}
		n.next[key]++
		if id := "s" + hash(tried)[:7]; !n.taken[id] {
			n.taken[id] = true
			return id
		}
	}
}

// normalize is the text that sentences are compared by: NFC, white space
// collapsed, valid UTF-8. Reading and writing it changes nothing more.
func normalize(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
}

// clip cuts a normalised text to maxText bytes, at a character; sum is then
// the hash of the whole.
func clip(s string) (head, sum string) {
	if len(s) <= maxText {
		return s, ""
	}
	end := maxText
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end], hash(s)
}

// key identifies the whole text of a sentence.
func (s *sentence) key() string {
	if s.sum != "" {
		return "\x00" + s.sum + s.text
	}
	return s.text
}
