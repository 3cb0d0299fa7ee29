package read

import (
	"bytes"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
)

// Encode gives text as bytes of the encoding that the document came in, with
// the byte order mark that original, its file's bytes, has. A character that
// the encoding lacks is the fault read.unencodable.
func Encode(d *doc.Document, text string, original []byte) ([]byte, error) {
	var set *charset
	for _, c := range charsets {
		if c.name == d.Encoding {
			set = c
		}
	}
	if set == nil {
		return nil, fault.New("read.unencodable", d.Path, "Encoding", d.Encoding)
	}
	out := []byte(text)
	if set.codec != nil {
		var err error
		if out, err = set.codec.NewEncoder().Bytes(out); err != nil {
			return nil, fault.New("read.unencodable", d.Path, "Encoding", d.Encoding)
		}
	}
	for _, mark := range [][]byte{{0xEF, 0xBB, 0xBF}, {0xFF, 0xFE}, {0xFE, 0xFF}} {
		wide := len(mark) == 2
		if bytes.HasPrefix(original, mark) && wide == (set == utf16le || set == utf16be) && (wide || set == utf8Set) {
			return append(bytes.Clone(mark), out...), nil
		}
	}
	return out, nil
}
