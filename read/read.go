// Package read makes a document of a file: bytes are decoded to UTF-8, the
// language is settled, and Markdown or plain text becomes blocks and runs that
// point into the decoded text.
//
// Nothing that a reader would see is lost or changed: what is markup stays in
// Document.Text, what is text is in some block, and bytes that are no text in
// any supported encoding are an error, never replaced. Text is not normalised.
//
// # What was decided
//
//   - A line end inside a paragraph is nothing between wide characters and a
//     space otherwise (CSS Text 3, section 4.1.3).
//   - White space around the text of a block, ideographic indents too, control
//     characters and byte order marks inside a text are left out of it.
//   - Emphasis in Markdown opens and closes beside Chinese and Korean as its
//     writers expect (see emphasis.go); one tilde is no strikethrough.
//   - HTML in Markdown: tags go, their text stays; br, b, i, a and the like keep
//     their meaning; scripts, styles and comments are no text. Titles of links
//     are markup.
//   - A picture is a Caption block whose text is its caption if it has one, else
//     its title, else its alternative. Within a line its alternative stands.
//   - A footnote stays where it stands in the file, referred to or not, and a
//     reference to it is a run without text.
//   - Rows of a table that are longer than its head keep their cells.
//   - Plain text: blank lines part paragraphs; lines without blank lines between
//     are paragraphs too unless they look hard-wrapped (see wrapped). Datelines,
//     bylines, credits and captions are known by forms that prose does not take
//     (see classify), headings by standing short and alone before prose. Such a
//     line is the title where it begins the text and a blank line follows; the
//     first sentence never is. What the user, the front matter or a Markdown
//     heading says goes before, and the file's name stands in for want of any.
//   - What the rules for plain text know is known in Markdown paragraphs too,
//     outside of lists and quotes.
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
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, unreadable(path, err)
	case info.IsDir():
		return nil, fault.New("read.directory", path)
	case info.Mode().IsRegular() && info.Size() > MaxFile:
		return nil, fault.New("read.too-large", path, "Limit", MaxFile>>20)
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return Bytes(path, data, opt)
}

// unreadable is the fault for a file that can't be opened or read.
func unreadable(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New("read.missing-file", path)
	case errors.Is(err, fs.ErrPermission):
		return fault.New("read.forbidden", path)
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err // the path stands in the fault
	}
	return fault.New("read.unreadable", path).Because(err)
}

// Bytes reads the document in data; path gives its name, language and format
// and is not opened.
func Bytes(path string, data []byte, opt Options) (*doc.Document, error) {
	if len(data) > MaxFile {
		return nil, fault.New("read.too-large", path, "Limit", MaxFile>>20)
	}
	name, tag, named := SplitName(path)
	h := hint{tag: tag, chinese: tag.Chinese() || named && tag == lang.Und}
	if opt.Lang != lang.Und {
		h = hint{tag: opt.Lang, chinese: opt.Lang.Chinese()}
	}
	text, encoding, err := decode(path, data, opt.Encoding, h)
	if err != nil {
		return nil, err
	}
	if strings.TrimFunc(text, blankRune) == "" {
		return nil, fault.New("read.empty-file", path)
	}
	d := &doc.Document{Path: path, Name: name, Text: text, Encoding: encoding, Markdown: opt.markdown(path)}
	var front frontMatter
	if d.Markdown {
		if front, err = readFrontMatter(path, text); err != nil {
			return nil, err
		}
		if d.Blocks, err = markdown(path, text, front.end); err != nil {
			return nil, err
		}
		d.Blocks = leadingTag(d.Blocks)
		classifyAll(d.Blocks)
	} else {
		d.Blocks = plainText(text)
	}
	titled(d, front, opt.Title)
	if !readable(d.Blocks) {
		return nil, fault.New("read.no-text", path)
	}
	describe(d, front)
	d.Lang = language(d, h.tag, front.field("lang", "language"))
	return d, nil
}

// markdown reports whether a file is to be read as Markdown.
func (o Options) markdown(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".md", ".markdown", ".mdown", ".mkd":
		return o.Format != Text
	}
	return o.Format == Markdown
}

// readable reports whether any block has text.
func readable(blocks []*doc.Block) bool {
	for _, b := range blocks {
		if b.Text != "" {
			return true
		}
	}
	return false
}

// language settles a document's language: what the user or the file's name
// says, else what the front matter says, else what the text looks like. Where
// they say no more than Chinese, the text decides its script.
func language(d *doc.Document, known lang.Tag, front string) lang.Tag {
	if known != lang.Und {
		return known
	}
	if tag, ok := lang.Parse(front); ok && tag != lang.Und {
		return tag
	}
	var text strings.Builder
	for _, b := range d.Blocks {
		if b.Kind != doc.Code {
			text.WriteString(b.Text)
			text.WriteByte('\n')
		}
	}
	if tag := lang.Detect(text.String()).Tag; tag != lang.Und {
		return tag
	}
	return lang.En // digits and marks alone
}

// describe takes date, author and the other fields from the front matter and,
// where it has none, from the lines of the text that tell.
func describe(d *doc.Document, front frontMatter) {
	date, author := tell(d.Blocks)
	d.Author = front.field("author", "authors", "by", "作者", "저자", "글쓴이")
	if d.Author == "" {
		d.Author = author
	}
	d.Date = date
	if _, _, iso, ok := findDate(front.field("date", "published", "日期", "날짜")); ok {
		d.Date = iso
	}
	for _, f := range front.fields {
		switch strings.ToLower(f.Key) {
		case "author":
			d.AuthorAt = f.Src
		case "title", "date":
		default:
			d.Meta = append(d.Meta, f)
		}
	}
}

// titled settles the title: what the user gave, else the front matter, else the
// first heading, else the file's name; never the first sentence. A title that
// the file gives stands in a Title block, once.
func titled(d *doc.Document, front frontMatter, given string) {
	heading := titleHeading(d)
	switch {
	case strings.TrimSpace(given) != "":
		d.Title, d.TitleOf = strings.Join(strings.Fields(given), " "), doc.TitleFlag
	case front.title != nil:
		d.Title, d.TitleOf = front.title.Text, doc.TitleFrontMatter
		if heading >= 0 && plain(d.Blocks[heading].Text) == plain(front.title.Text) {
			d.Blocks = append(d.Blocks[:heading:heading], d.Blocks[heading+1:]...)
		}
		d.Blocks = append([]*doc.Block{front.title}, d.Blocks...)
	case heading >= 0:
		d.Blocks[heading].Kind = doc.Title
		d.Title, d.TitleOf = plain(d.Blocks[heading].Text), doc.TitleHeading
	default:
		d.Title, d.TitleOf = d.Name, doc.TitleFileName
	}
	if len(doc.Places(d.Title)) > 0 { // of a draft: not translated yet
		d.Title = d.Name
	}
}

// titleHeading is the index of the heading that is the document's title: the
// first block if it is a heading, else the first of level 1; -1 for none. Plain
// text has headings only by guess: the title is the one that begins the text,
// datelines aside, with a blank line after it.
func titleHeading(d *doc.Document) int {
	for i, b := range d.Blocks {
		if !d.Markdown {
			switch {
			case b.Kind == doc.Dateline:
				continue
			case b.Kind == doc.Heading && i+1 < len(d.Blocks) && blankBetween(d.Text, b, d.Blocks[i+1]):
				return i
			}
			return -1
		}
		if b.Kind == doc.Heading && b.Text != "" && b.Quote == 0 && b.List.Depth == 0 && (i == 0 || b.Level == 1) {
			return i
		}
	}
	return -1
}

// plain is a text on one line.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

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
