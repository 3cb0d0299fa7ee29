package pdf

import (
	"net/url"
	"strings"
)

// Schemes of links that an edition follows; anything else stays plain text.
var linkSchemes = map[string]bool{"http": true, "https": true, "mailto": true, "ftp": true, "tel": true}

// maxURI is the longest address that is believed, in bytes.
const maxURI = 2000

// linkURI is a link's destination as a URI of ASCII characters, percent-encoded
// where it must be (RFC 3987, section 3.1); ok is false for a destination
// that is no absolute address of a known scheme.
func linkURI(dest string) (uri string, ok bool) {
	dest = strings.TrimSpace(dest)
	scheme, rest, found := strings.Cut(dest, ":")
	if !found || rest == "" || len(dest) > maxURI || !linkSchemes[strings.ToLower(scheme)] {
		return "", false
	}
	if _, err := url.Parse(dest); err != nil {
		return "", false
	}
	var b strings.Builder
	for i := 0; i < len(dest); i++ {
		c := dest[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`<>"{}|\^`+"`", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String(), true
}
