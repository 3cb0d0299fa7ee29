package wire

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"sort"
	"strings"
)

// Secret is a key. However it is printed or encoded it gives "***"; only
// Reveal gives the key. The text sits in a closure, because fmt prints
// unexported fields without asking their methods.
type Secret struct{ reveal func() string }

const hidden = "***"

// NewSecret keeps a key. The zero Secret and that of "" are empty.
func NewSecret(key string) Secret {
	if key == "" {
		return Secret{}
	}
	return Secret{func() string { return key }}
}

// Reveal gives the key, for the one place that puts it into a request.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// Empty reports whether there is no key.
func (s Secret) Empty() bool { return s.Reveal() == "" }

// String, GoString, Format, MarshalJSON and MarshalText hide the key.
func (Secret) String() string               { return hidden }
func (Secret) GoString() string             { return hidden }
func (Secret) Format(f fmt.State, _ rune)   { io.WriteString(f, hidden) }
func (Secret) MarshalJSON() ([]byte, error) { return json.Marshal(hidden) }
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// minPiece is the shortest piece of a key, in bytes, that counts as one:
// servers echo the beginning and the end of a key that they refuse.
const minPiece = 6

// Scrub takes a key out of a text: as it is, percent-encoded, in base64, and
// every piece of it of minPiece bytes and more.
func Scrub(text string, keys ...Secret) string {
	for _, k := range keys {
		key := k.Reveal()
		if key == "" {
			continue
		}
		forms := []string{key, url.QueryEscape(key), url.PathEscape(key), base64.StdEncoding.EncodeToString([]byte(key)), base64.URLEncoding.EncodeToString([]byte(key))}
		sort.SliceStable(forms, func(a, b int) bool { return len(forms[a]) > len(forms[b]) })
		for _, f := range forms {
			if strings.Contains(text, f) {
				text = strings.ReplaceAll(text, f, hidden)
			}
		}
		text = scrubPieces(text, key)
	}
	return text
}

// scrubPieces replaces each longest run of the text that is part of the key.
func scrubPieces(text, key string) string {
	if len(key) < minPiece {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		n := 0
		if i+minPiece <= len(text) && strings.Contains(key, text[i:i+minPiece]) {
			for n = minPiece; i+n < len(text) && n < len(key) && strings.Contains(key, text[i:i+n+1]); n++ {
			}
		}
		if n > 0 {
			b.WriteString(hidden)
			i += n
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}
