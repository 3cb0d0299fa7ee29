package glossary

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/duizhao/duizhao/lang"
)

// codec is how the bytes of a file stand for its text.
type codec struct {
	name   string
	bom    []byte
	order  binary.ByteOrder  // UTF-16 only
	legacy encoding.Encoding // local code pages only
	common func(lead, trail byte) bool
}

var (
	utf8Plain = codec{name: "utf-8"}
	utf8BOM   = codec{name: "utf-8", bom: []byte{0xEF, 0xBB, 0xBF}}
	utf16LE   = codec{name: "utf-16le", bom: []byte{0xFF, 0xFE}, order: binary.LittleEndian}
	utf16BE   = codec{name: "utf-16be", bom: []byte{0xFE, 0xFF}, order: binary.BigEndian}
)

// codePages are what Excel saves "CSV" in on Chinese and Korean Windows.
// common says which byte pairs are the frequent characters: level 1 of Big5
// and GB 2312, the Hangul rows of KS X 1001.
var codePages = []codec{
	{name: "big5", legacy: traditionalchinese.Big5, common: func(l, t byte) bool { return l >= 0xA4 && l <= 0xC6 }},
	{name: "gb18030", legacy: simplifiedchinese.GB18030, common: func(l, t byte) bool { return l >= 0xB0 && l <= 0xD7 && t >= 0xA1 }},
	{name: "cp949", legacy: korean.EUCKR, common: func(l, t byte) bool { return l >= 0xB0 && l <= 0xC8 && t >= 0xA1 }},
}

// decode finds out the encoding of data and gives its text without the byte
// order mark. ok is false for bytes that are no text.
func decode(data []byte) (text string, c codec, ok bool) {
	for _, c := range []codec{utf8BOM, utf16LE, utf16BE} {
		if bytes.HasPrefix(data, c.bom) {
			text, ok := c.decode(data[len(c.bom):])
			return text, c, ok
		}
	}
	if c, is := bareUTF16(data); is {
		text, ok := c.decode(data)
		return text, c, ok
	}
	if utf8.Valid(data) {
		return string(data), utf8Plain, !binaryText(string(data))
	}
	best := -1.0
	for _, page := range codePages {
		t, good := page.decode(data)
		if !good {
			continue
		}
		if score := page.score(data, t); score > best {
			best, text, c, ok = score, t, page, true
		}
	}
	return text, c, ok
}

// bareUTF16 recognises UTF-16 without a mark: the header is ASCII, so every
// second byte of it is zero.
func bareUTF16(data []byte) (codec, bool) {
	head := data[:min(len(data), 64)&^1]
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	c := utf16LE
	if even > odd {
		c = utf16BE
	}
	c.bom = nil
	return c, len(head) >= 4 && max(even, odd)*4 >= len(head) && min(even, odd) == 0
}

// decode gives the text of bytes without their mark.
func (c codec) decode(data []byte) (string, bool) {
	var text string
	switch {
	case c.order != nil:
		if len(data)%2 != 0 {
			return "", false
		}
		units := make([]uint16, len(data)/2)
		for i := range units {
			units[i] = c.order.Uint16(data[2*i:])
		}
		text = string(utf16.Decode(units))
	case c.legacy != nil:
		out, err := c.legacy.NewDecoder().Bytes(data)
		if err != nil {
			return "", false
		}
		text = string(out)
	default:
		if !utf8.Valid(data) {
			return "", false
		}
		return string(data), !binaryText(string(data))
	}
	return text, !strings.ContainsRune(text, utf8.RuneError) && !binaryText(text)
}

// encode is the inverse of decode, with the mark. ok is false when the
// encoding lacks a character.
func (c codec) encode(text string) (data []byte, ok bool) {
	switch {
	case c.order != nil:
		data = append(data, c.bom...)
		for _, u := range utf16.Encode([]rune(text)) {
			data = append(data, 0, 0)
			c.order.PutUint16(data[len(data)-2:], u)
		}
		return data, true
	case c.legacy != nil:
		out, err := c.legacy.NewEncoder().Bytes([]byte(text))
		return out, err == nil
	}
	return append(bytes.Clone(c.bom), text...), true
}

// binaryText reports control characters that no text file has.
func binaryText(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7F
	}) >= 0
}

// score rates a reading of data as this code page: the part of its byte pairs
// that are frequent characters, plus how well the cells of Chinese columns are
// Han and those of Korean columns Hangul. Bytes alone can't tell CP949 Hangul
// from level 1 hanzi of GB 2312; the columns can.
func (c codec) score(data []byte, text string) float64 {
	pairs, common := 0, 0
	for i := 0; i+1 < len(data); i++ {
		if data[i] < 0x80 {
			continue
		}
		pairs++
		if c.common(data[i], data[i+1]) {
			common++
		}
		i++
	}
	if pairs == 0 {
		return 0
	}
	return float64(common)/float64(pairs) + 2*columnFit(text)
}

// columnFit is the part of the non-ASCII letters under language columns that
// belong to the language's script.
func columnFit(text string) float64 {
	f := &file{text: text}
	if f.scan("", 200) != nil || f.header("") != nil {
		return 0
	}
	fit, all := 0, 0
	for _, r := range f.rows[f.head+1:] {
		for i, cell := range r.cells {
			if i >= len(f.columns) || f.columns[i].role != roleTerm {
				continue
			}
			tag := f.columns[i].tag
			for _, r := range cell.value {
				if r < 0x80 || !unicode.IsLetter(r) {
					continue
				}
				all++
				if tag.Chinese() && unicode.Is(unicode.Han, r) || tag == lang.Ko && unicode.Is(unicode.Hangul, r) {
					fit++
				}
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(fit) / float64(all)
}

// firstBroken is the line, from 1, of the first byte that is no text in UTF-8:
// a control character, or a byte that fits no sequence; 0 where there is none.
func firstBroken(data []byte) int {
	line := 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1, r < ' ' && r != '\n' && r != '\r' && r != '\t':
			return line
		case r == '\n':
			line++
		}
		data = data[n:]
	}
	return 0
}
