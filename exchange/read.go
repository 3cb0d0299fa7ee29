package exchange

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// Bounds of what is read.
const (
	MaxFile  = 64 << 20  // bytes of a file
	maxUnits = 1_000_000 // units of a file
	maxText  = 1 << 20   // bytes of one text
	maxMarks = 500       // placeholders of a unit
)

// Readable lists the formats that Read knows.
var Readable = []Format{TMX, XLIFF, TSV, JSONL}

// FormatOf is the format that a file's name promises, "" for none.
func FormatOf(path string) Format {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".tmx":
		return TMX
	case ".xlf", ".xliff", ".mxliff", ".sdlxliff", ".mqxliff":
		return XLIFF
	case ".tsv", ".tab":
		return TSV
	case ".jsonl", ".ndjson":
		return JSONL
	}
	return ""
}

// Sniff guesses the format of data that has no name. What is neither XML nor
// JSON counts as TSV when a tab stands in its first line; "" is no format.
func Sniff(data []byte) Format {
	head, _, ok := decode(data[:min(len(data), 4096)&^1])
	if !ok {
		return ""
	}
	text := strings.TrimLeft(string(head), " \t\r\n")
	switch {
	case strings.HasPrefix(text, "{"):
		return JSONL
	case strings.HasPrefix(text, "<"):
		for _, f := range []struct {
			tag    string
			format Format
		}{{"<tmx", TMX}, {"<xliff", XLIFF}, {":xliff", XLIFF}} {
			if strings.Contains(text, f.tag) {
				return f.format
			}
		}
		return ""
	}
	line, _, _ := strings.Cut(string(head), "\n")
	if strings.Contains(line, "\t") {
		return TSV
	}
	return ""
}

// ReadFile reads the file at path; without a format its name decides, or its
// beginning.
func ReadFile(path string, format Format) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return Read(path, data, format)
}

func unreadable(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return fault.New("exchange.unreadable", path, "Reason", err.Error()).Because(err)
}

// Read reads the units of a bilingual file. Without a format the path decides,
// or the data's beginning. All errors are *fault.Error, with line and column
// where there is one.
//
// Nothing is fetched: a DOCTYPE may name a DTD, which is not read, and may not
// declare anything.
func Read(path string, data []byte, format Format) (*File, error) {
	if len(data) > MaxFile {
		return nil, fault.New("exchange.too-large", path, "Limit", MaxFile>>20)
	}
	if format == "" {
		format = FormatOf(path)
	}
	if format == "" {
		format = Sniff(data)
	}
	var out *File
	var err error
	switch format {
	case TSV:
		out, err = readTSV(path, data)
	case JSONL:
		out, err = readJSONL(path, data)
	case TMX:
		out, err = readTMX(path, data)
	case XLIFF:
		out, err = readXLIFF(path, data)
	default:
		return nil, fault.New("exchange.unknown-format", path, "Formats", formatNames())
	}
	if err != nil {
		return nil, err
	}
	out.Path, out.Format = path, format
	out.settle()
	return out, nil
}

func formatNames() string {
	var names []string
	for _, f := range Readable {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// settle finds the script of what is only said to be Chinese, and the
// languages of the file where all units agree on them.
func (f *File) settle() {
	var chinese bytes.Buffer
	add := func(as, text string) {
		if tag, ok := lang.Parse(as); ok && tag == lang.Und && chinese.Len() < 64<<10 {
			chinese.WriteString(text)
		}
	}
	for i := range f.Units {
		u := &f.Units[i]
		if u.FromAs == "" && u.ToAs == "" || chinese.Len() > 64<<10 {
			continue
		}
		add(u.FromAs, u.Source)
		add(u.ToAs, u.Target)
	}
	script := lang.Und
	if chinese.Len() > 0 {
		if script = lang.Detect(chinese.String()).Tag; !script.Chinese() {
			script = lang.ZhHant
		}
	}
	tags := map[string]lang.Tag{}
	tagOf := func(as string) lang.Tag {
		tag, ok := tags[as]
		if !ok {
			tag = Language(as)
			if parsed, known := lang.Parse(as); known && parsed == lang.Und {
				tag = script
			}
			tags[as] = tag
		}
		return tag
	}
	for i := range f.Units {
		u := &f.Units[i]
		u.From, u.To = tagOf(u.FromAs), tagOf(u.ToAs)
	}
	f.From = agreed(f.Units, func(u *Unit) lang.Tag { return u.From })
	f.To = agreed(f.Units, func(u *Unit) lang.Tag { return u.To })
}

// agreed is the language that all units have which have one, Und for none.
func agreed(units []Unit, of func(*Unit) lang.Tag) lang.Tag {
	out := lang.Und
	for i := range units {
		switch tag := of(&units[i]); {
		case tag == lang.Und || tag == out:
		case out == lang.Und:
			out = tag
		default:
			return lang.Und
		}
	}
	return out
}

// Language is the language that a file's attribute names; a tag that duizhao
// does not know stays as it is.
func Language(as string) lang.Tag {
	if tag, ok := lang.Parse(as); ok || strings.EqualFold(as, "und") {
		return tag
	}
	return lang.Tag(as)
}
