// Package read makes a document of a file: bytes are decoded to UTF-8, the
// language is settled, and Markdown or plain text becomes blocks and runs that
// point into the decoded text.
//
// Nothing that a reader would see is lost or changed: what is markup stays in
// Document.Text, what is text is in some block, and bytes that are no text in
// any supported encoding are an error, never replaced.
package read

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// Format is how the text of a file is marked up.
type Format int

// The formats that can be read.
const (
	Auto     Format = iota // Markdown for .md and .markdown, plain text otherwise
	Text                   // plain text as newspapers send it
	Markdown               // CommonMark with tables, strikethrough, footnotes and front matter
)

// Options are what the caller knows about a file. The zero value finds
// everything out.
type Options struct {
	Lang     lang.Tag // Und: from the file's name, else from the text's script
	Title    string   // stands above any title that the file gives
	Format   Format
	Encoding string // a name such as big5 or utf-16le; "" finds it out
}

// MaxFile is the size in bytes of the largest file that is read.
const MaxFile = 64 << 20

// File reads the document in the file at path. All errors are *fault.Error
// about that path.
func File(path string, opt Options) (*doc.Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fault.New("read.directory", path)
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return Bytes(path, data, opt)
}

func unreadable(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New("read.missing-file", path).Because(err)
	}
	return fault.New("read.unreadable", path).Because(err)
}

// Bytes reads the document in data; path gives its name, language and format
// and is not opened.
func Bytes(path string, data []byte, opt Options) (*doc.Document, error) {
	if len(data) > MaxFile {
		return nil, fault.New("read.too-large", path, "Limit", MaxFile>>20)
	}
	name, tag, _ := SplitName(path)
	if opt.Lang != lang.Und {
		tag = opt.Lang
	}
	d := &doc.Document{Path: path, Name: name, Lang: tag, Text: string(data), Encoding: "utf-8"}
	if d.Lang == lang.Und {
		d.Lang = lang.Detect(d.Text).Tag
	}
	at := 0
	for _, par := range strings.SplitAfter(d.Text, "\n\n") {
		if t := strings.TrimSpace(par); t != "" {
			start := at + strings.Index(par, t)
			src := doc.Span{Start: start, End: start + len(t)}
			d.Blocks = append(d.Blocks, &doc.Block{Src: src, Text: t, Runs: []doc.Run{{Span: doc.Span{End: len(t)}, Src: src}}})
		}
		at += len(par)
	}
	d.Title, d.TitleOf = name, doc.TitleFileName
	if opt.Title != "" {
		d.Title, d.TitleOf = opt.Title, doc.TitleFlag
	}
	return d, nil
}

// SplitName parts the base name of a path, NAME.LANG.ext, into the article's
// name and its language. ok is false when the name holds no language; name is
// then the base name without its extension. For NAME.zh.ext the tag is Und and
// ok true: the text's script decides between Traditional and Simplified.
func SplitName(path string) (name string, tag lang.Tag, ok bool) {
	base := filepath.Base(path)
	name = strings.TrimSuffix(base, filepath.Ext(base))
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		if tag, ok := lang.Parse(name[i+1:]); ok {
			return name[:i], tag, true
		}
	}
	return name, lang.Und, false
}
