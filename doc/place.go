package doc

import "strings"

// An empty place stands in a draft for a sentence that is not translated yet:
// ⟦id⟧, the permanent id of the source sentence in white square brackets
// (U+27E6, U+27E7), which no newspaper writes. It is counted, never printed as
// it is, and never mistaken for a translation.
const (
	placeOpen  = "⟦"
	placeClose = "⟧"
	maxPlaceID = 64 // bytes
)

// EmptyPlace is the empty place of the source sentence with this id.
func EmptyPlace(id string) string { return placeOpen + id + placeClose }

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
	rest, found := strings.CutPrefix(text, placeOpen)
	if !found {
		return 0, false
	}
	for i := 0; i < len(rest) && i <= maxPlaceID; i++ {
		switch c := rest[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9' && i > 0:
		default:
			if i > 0 && strings.HasPrefix(rest[i:], placeClose) {
				return len(placeOpen) + i + len(placeClose), true
			}
			return 0, false
		}
	}
	return 0, false
}
