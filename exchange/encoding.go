package exchange

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
)

// text gives the data of a file as UTF-8 without byte order mark, or a fault
// that says where it is none.
func text(path string, data []byte) ([]byte, error) {
	out, name, ok := decode(data)
	if !ok {
		return nil, fault.New("exchange.encoding", path, "Encoding", name)
	}
	if at := invalid(out); at >= 0 {
		pos := doc.PositionIn(string(out), at)
		return nil, fault.New("exchange.bytes", path, "Encoding", name).At(pos.Line, pos.Column)
	}
	return out, nil
}

// invalid is the offset of the first byte that is no text, -1 for none.
func invalid(data []byte) int {
	if utf8.Valid(data) {
		return bytes.IndexByte(data, 0)
	}
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

// decode converts to UTF-8 what begins with a byte order mark, is UTF-16
// without one, or is XML that declares an encoding. The encoding is not known
// when ok is false; name is its name.
func decode(data []byte) (out []byte, name string, ok bool) {
	utf16 := func(e unicode.Endianness) ([]byte, string, bool) {
		out, err := unicode.UTF16(e, unicode.IgnoreBOM).NewDecoder().Bytes(data)
		return bytes.TrimPrefix(out, []byte("\uFEFF")), "utf-16", err == nil
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("<\x00")):
		return utf16(unicode.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")), bytes.HasPrefix(data, []byte("\x00<")):
		return utf16(unicode.BigEndian)
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return data[3:], "utf-8", true
	}
	name = declared(data)
	if name == "" || strings.HasPrefix(name, "utf-") || strings.HasPrefix(name, "utf16") {
		return data, "utf-8", true // a file that says UTF-16 and is not was converted by somebody
	}
	var codec encoding.Encoding
	codec, err := htmlindex.Get(name)
	if err != nil {
		return nil, name, false
	}
	out, err = codec.NewDecoder().Bytes(data)
	return out, name, err == nil
}

// declared is the encoding that an XML declaration names, in lower case.
func declared(data []byte) string {
	if !bytes.HasPrefix(data, []byte("<?xml")) {
		return ""
	}
	end := bytes.Index(data[:min(len(data), 400)], []byte("?>"))
	if end < 0 {
		return ""
	}
	_, rest, found := strings.Cut(string(data[:end]), "encoding")
	if !found {
		return ""
	}
	rest = strings.TrimLeft(rest, " \t\r\n=")
	if rest == "" {
		return ""
	}
	name, _, _ := strings.Cut(rest[1:], rest[:1])
	return strings.ToLower(strings.TrimSpace(name))
}
