package html

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// writer collects markup. Text and attribute values pass through its methods
// and nothing else writes what comes from a document.
type writer struct{ buf []byte }

// raw writes markup of our own.
func (w *writer) raw(parts ...string) {
	for _, s := range parts {
		w.buf = append(w.buf, s...)
	}
}

// text writes character data.
func (w *writer) text(s string) { w.buf = appendEscaped(w.buf, s) }

// attr writes an attribute with a leading space, its value quoted.
func (w *writer) attr(name, value string) {
	w.buf = append(w.buf, ' ')
	w.buf = append(w.buf, name...)
	w.buf = append(w.buf, '=', '"')
	w.buf = appendEscaped(w.buf, value)
	w.buf = append(w.buf, '"')
}

// appendEscaped escapes for both text and double-quoted attributes. What HTML
// forbids in a document (controls, noncharacters, broken UTF-8) becomes
// U+FFFD, as a browser would make of it.
func appendEscaped(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			i++
			switch {
			case c == '&':
				dst = append(dst, "&amp;"...)
			case c == '<':
				dst = append(dst, "&lt;"...)
			case c == '>':
				dst = append(dst, "&gt;"...)
			case c == '"':
				dst = append(dst, "&#34;"...)
			case c == '\r':
				if i == len(s) || s[i] != '\n' {
					dst = append(dst, '\n')
				}
			case c < ' ' && c != '\t' && c != '\n' || c == 0x7f:
				dst = append(dst, "\uFFFD"...)
			default:
				dst = append(dst, c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError || forbidden(r) {
			dst = append(dst, "\uFFFD"...)
		} else {
			dst = append(dst, s[i:i+n]...)
		}
		i += n
	}
	return dst
}

// forbidden reports the code points above ASCII that HTML does not allow (HTML
// Living Standard, 13.2.3.5): C1 controls and noncharacters.
func forbidden(r rune) bool {
	return r < 0xa0 || 0xfdd0 <= r && r <= 0xfdef || r&0xfffe == 0xfffe
}

// safeLink gives the address that a link may have in an edition: http, https,
// mailto, or a path relative to the edition. ok is false for everything else:
// a page that people pass on must not run a script or open a program.
func safeLink(dest string) (href string, ok bool) {
	if dest == "" || strings.HasPrefix(dest, "#") || !utf8.ValidString(dest) {
		return "", false
	}
	for _, r := range dest { // a browser drops some of these and reads the rest
		if r <= ' ' || r == 0x7f || r == '\\' || r >= 0x80 && forbidden(r) {
			return "", false
		}
	}
	u, err := url.Parse(dest)
	if err != nil {
		return "", false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return dest, u.Host != ""
	case "mailto":
		return dest, u.Opaque != ""
	case "":
		// Without a scheme a colon before the first slash would be one to a
		// browser; url.Parse refuses that. "//host" names a host.
		return dest, u.Host == "" && !strings.HasPrefix(dest, "//")
	}
	return "", false
}

// word keeps the letters, digits and hyphens of a language tag, so that it can
// stand in a style sheet and an id.
func word(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, s)
}
