package doc

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// An empty place stands in a draft for a sentence that is not translated yet:
// ⟦id⟧, the permanent id of the source sentence in white square brackets
// (U+27E6, U+27E7). It is counted, never printed as it is, and never mistaken
// for a translation. Only what has exactly the form of such an id is a place:
// an author's own ⟦note1⟧ or ⟦sic⟧ is text.
const (
	placeOpen  = "⟦"
	placeClose = "⟧"
	placeID    = 8 // bytes: an s and seven of a–z and 2–7, as package ledger names sentences
)

// EmptyPlace is the empty place of the source sentence with this id. An id of
// another form, which a file from elsewhere may have, is hashed into one.
func EmptyPlace(id string) string {
	if place := placeOpen + id + placeClose; isPlace(place) {
		return place
	}
	sum := sha256.Sum256([]byte(id))
	return placeOpen + "s" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))[:placeID-1] + placeClose
}

func isPlace(text string) bool {
	n, ok := placeAt(text)
	return ok && n == len(text)
}

// ParsePlace gives the id of the empty place that the text is, white space
// around it aside. ok is false for any other text.
func ParsePlace(text string) (id string, ok bool) {
	text = strings.TrimSpace(text)
	end, ok := placeAt(text)
	if !ok || end != len(text) {
		return "", false
	}
	return text[len(placeOpen) : end-len(placeClose)], true
}

// Places lists the empty places in a text, in order, as byte ranges.
func Places(text string) []Span {
	var out []Span
	for at := 0; ; {
		i := strings.Index(text[at:], placeOpen)
		if i < 0 {
			return out
		}
		at += i
		if n, ok := placeAt(text[at:]); ok {
			out = append(out, Span{at, at + n})
			at += n
		} else {
			at += len(placeOpen)
		}
	}
}

// placeAt gives the length of the place that text begins with.
func placeAt(text string) (n int, ok bool) {
	n = len(placeOpen) + placeID + len(placeClose)
	if len(text) < n || !strings.HasPrefix(text, placeOpen+"s") || text[n-len(placeClose):n] != placeClose {
		return 0, false
	}
	for _, c := range []byte(text[len(placeOpen) : len(placeOpen)+placeID]) {
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return 0, false
		}
	}
	return n, true
}
