package read

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
)

// charset is one encoding that texts come in.
type charset struct {
	name  string            // as Document.Encoding has it
	codec encoding.Encoding // nil for UTF-8, which is not converted
	model *model            // what its texts look like, for telling encodings apart
}

// The supported encodings. GB18030 holds GB 2312 and GBK; Big5 is the WHATWG
// one, with HKSCS; CP949 holds EUC-KR (KS X 1001).
var (
	utf8Set  = &charset{"utf-8", nil, &anyModel}
	utf16le  = &charset{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), &anyModel}
	utf16be  = &charset{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), &anyModel}
	gb18030  = &charset{"gb18030", simplifiedchinese.GB18030, &gbModel}
	big5     = &charset{"big5", traditionalchinese.Big5, &big5Model}
	cp949    = &charset{"cp949", korean.EUCKR, &koreanModel}
	cp1252   = &charset{"windows-1252", charmap.Windows1252, &westernModel}
	charsets = []*charset{utf8Set, utf16le, utf16be, gb18030, big5, cp949, cp1252}
)

// encodingAliases are other names of the supported encodings, in lower case
// without "-", "_" and spaces.
var encodingAliases = map[string]*charset{
	"utf8": utf8Set, "utf8bom": utf8Set, "utf8sig": utf8Set, "ascii": utf8Set, "usascii": utf8Set,
	"utf16le": utf16le, "utf16be": utf16be, "ucs2": utf16le, "unicode": utf16le,
	"gb18030": gb18030, "gbk": gb18030, "gb2312": gb18030, "cp936": gb18030, "ms936": gb18030, "windows936": gb18030, "euccn": gb18030,
	"big5": big5, "big5hkscs": big5, "cp950": big5, "ms950": big5, "windows950": big5, "big5eten": big5,
	"cp949": cp949, "ms949": cp949, "windows949": cp949, "uhc": cp949, "euckr": cp949, "ksc5601": cp949, "ksx1001": cp949,
	"ksc56011987": cp949,
	"windows1252": cp1252, "cp1252": cp1252, "latin1": cp1252, "iso88591": cp1252, "iso885915": cp1252, "ansi": cp1252,
}

// Encodings lists the names that Options.Encoding is known by, best known first.
func Encodings() []string {
	names := []string{"utf-8", "utf-16"}
	for _, c := range charsets[1:] {
		names = append(names, c.name)
	}
	return names
}

// decode gives the text of data as UTF-8 without byte order mark, and the name
// of its encoding. named is the encoding that the user gave, "" for none.
// Bytes that are no text in the encoding are a fault that names their line and
// column; they are never replaced.
func decode(path string, data []byte, named string, h hint) (text, name string, err error) {
	if what := signature(data); what != "" {
		return "", "", fault.New("read.binary", path, "What", what)
	}
	set, rest, err := choose(path, data, named, h)
	if err != nil {
		return "", "", err
	}
	if set.codec == nil {
		text = string(rest)
		if !utf8.ValidString(text) {
			at := firstInvalid(text)
			pos := doc.PositionIn(text, at)
			return "", "", fault.New("read.broken-utf8", path, "Byte", hexByte(text[at])).At(pos.Line, pos.Column)
		}
	} else {
		decoded, err := set.codec.NewDecoder().Bytes(rest)
		if err != nil { // the decoders of x/text replace and do not fail
			return "", "", fault.New("read.bad-bytes", path, "Encoding", set.name).Because(err)
		}
		text = strings.TrimPrefix(string(decoded), "\uFEFF") // GB 18030 has a mark too
		if at := strings.IndexRune(text, utf8.RuneError); at >= 0 {
			pos := doc.PositionIn(text, at)
			return "", "", fault.New("read.bad-bytes", path, "Encoding", set.name).At(pos.Line, pos.Column)
		}
	}
	if at := strings.IndexByte(text, 0); at >= 0 {
		pos := doc.PositionIn(text, at)
		return "", "", fault.New("read.nul-byte", path).At(pos.Line, pos.Column)
	}
	return text, set.name, nil
}

// choose finds the encoding of data and gives the bytes after the byte order
// mark. A byte order mark stands above a name, and a name above the bytes.
func choose(path string, data []byte, named string, h hint) (*charset, []byte, error) {
	marks := []struct {
		mark string
		set  *charset
	}{{"\xEF\xBB\xBF", utf8Set}, {"\xFF\xFE", utf16le}, {"\xFE\xFF", utf16be}}
	for _, m := range marks {
		if rest, ok := bytes.CutPrefix(data, []byte(m.mark)); ok {
			return m.set, rest, nil
		}
	}
	switch key := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(named)); key {
	case "":
	case "utf16": // without a byte order mark: the likelier order
		return likelier(data, utf16le, utf16be), data, nil
	default:
		set := encodingAliases[key]
		if set == nil {
			return nil, nil, fault.New("read.encoding-name", path, "Name", named, "Known", strings.Join(Encodings(), ", "))
		}
		return set, data, nil
	}
	set := sniff(data, h)
	if set == nil {
		if bytes.IndexByte(data, 0) >= 0 {
			return nil, nil, fault.New("read.binary", path, "What", "")
		}
		return nil, nil, fault.New("read.encoding-unknown", path, "Known", strings.Join(Encodings(), ", "))
	}
	return set, data, nil
}

// firstInvalid is the offset of the first byte of text that is no UTF-8.
func firstInvalid(text string) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(text)
}

func hexByte(b byte) string {
	const digits = "0123456789ABCDEF"
	return "0x" + string([]byte{digits[b>>4], digits[b&15]})
}

// signatures are the first bytes of files that people take for texts.
var signatures = []struct{ prefix, what string }{
	{"PK\x03\x04", "ZIP, DOCX, XLSX, EPUB"}, {"%PDF-", "PDF"}, {`{\rtf`, "RTF"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "DOC, XLS, HWP"}, {"\x1F\x8B", "gzip"},
	{"\x89PNG\r\n", "PNG"}, {"\xFF\xD8\xFF", "JPEG"}, {"GIF8", "GIF"}, {"7z\xBC\xAF\x27\x1C", "7z"},
	{"\x7FELF", "ELF"}, {"BZh", "bzip2"}, {"\xFD7zXZ", "xz"}, {"Rar!", "RAR"}, {"SQLite format 3\x00", "SQLite"},
	{"HWP Document File", "HWP"},
}

// signature names the kind of file that data begins like, "" for none.
func signature(data []byte) string {
	for _, s := range signatures {
		if len(data) >= len(s.prefix) && string(data[:len(s.prefix)]) == s.prefix {
			return s.what
		}
	}
	return ""
}
