package draft

import (
	"regexp"
	"strings"

	"github.com/duizhao/duizhao/doc"
)

// image is the markup of a picture.
type image struct {
	src    doc.Span   // of the whole markup in the file
	alt    doc.Span   // of its alternative
	raw    string     // the tag; of Markdown what ends the link around, "" for none
	inText bool       // the alternative stands in the block's text
	pic    *doc.Block // the block behind, nil for none
	used   bool
}

var imageTag = regexp.MustCompile(`(?is)^<img\b(?:"[^"]*"|'[^']*'|[^"'>])*>`)

// findImages looks for the markup of pictures in a range of the file.
func findImages(text string, s doc.Span) []image {
	var out []image
	for at := s.Start; at < s.End; at++ {
		switch {
		case text[at] == '\\':
			at++
		case strings.HasPrefix(text[at:s.End], "!["):
			end := matching(text[:s.End], at+1, '[', ']')
			if end < 0 {
				continue
			}
			m := image{src: doc.Span{Start: at, End: end + 1}, alt: doc.Span{Start: at + 2, End: end}}
			m.src.End += max(len(linkEnd(text[:s.End], end)), 1) - 1
			if at > s.Start && text[at-1] == '[' && m.src.End < s.End && text[m.src.End] == ']' {
				m.raw = linkEnd(text[:s.End], m.src.End)
				m.src = doc.Span{Start: at - 1, End: m.src.End + len(m.raw)}
			}
			out = append(out, m)
			at = m.src.End - 1
		case text[at] == '<':
			if tag := imageTag.FindString(text[at:s.End]); tag != "" {
				out = append(out, image{src: doc.Span{Start: at, End: at + len(tag)}, raw: tag})
				at += len(tag) - 1
			}
		}
	}
	return out
}

// matching gives the offset of the mark that closes the one at offset at; -1
// for none.
func matching(text string, at int, open, shut byte) int {
	depth := 0
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// images lists the pictures within block i, in the order of the blocks behind
// it; nil where their markup is not found again.
func (a *article) images(i int) []image {
	pics := a.pics[i]
	if len(pics) == 0 {
		return nil
	}
	b := a.Doc.Blocks[i]
	span := b.Src
	if i+1 < len(a.Doc.Blocks) {
		span.End = max(span.End, a.Doc.Blocks[i+1].Src.Start)
	}
	found := findImages(a.Doc.Text, span)
	if len(found) != len(pics) {
		return nil
	}
	for n := range found {
		m := &found[n]
		m.pic = a.Doc.Blocks[pics[n]]
		for _, r := range b.Runs {
			if m.src.Start <= r.Src.Start && r.Src.End <= m.src.End && !r.Src.Empty() {
				m.inText = true
			}
		}
	}
	return found
}

// inImage gives the picture whose alternative holds an offset of the file.
func (r *reader) inImage(at int) *image {
	for n := range r.images {
		if m := &r.images[n]; m.inText && m.src.Start <= at && at < m.src.End {
			return m
		}
	}
	return nil
}

// linkEnd gives the source's own end of a link whose text ends at offset at,
// from the bracket on: ](…) or ][…]; "" where it has another form or is none.
func linkEnd(text string, at int) string {
	for n := 0; at < len(text) && n < 200; n++ {
		switch text[at] {
		case ']':
			rest := text[at+1:]
			switch {
			case strings.HasPrefix(rest, "("):
				if end := inlineEnd(text, at+1); end > 0 {
					return text[at:end]
				}
			case strings.HasPrefix(rest, "["):
				if end := strings.IndexByte(rest, ']'); end > 1 {
					return text[at : at+2+end]
				}
			}
			return "]"
		case '!': // a picture within the link
			if end := pictureEnd(text, at); end > at {
				at = end
				continue
			}
			return ""
		case '*', '_', '~', '`', '<', '/', '>':
		default:
			if c := text[at] | 0x20; c < 'a' || c > 'z' {
				return ""
			}
		}
		at++
	}
	return ""
}

// pictureEnd is the offset after the picture that begins at offset at; at for
// none.
func pictureEnd(text string, at int) int {
	if !strings.HasPrefix(text[at:], "![") {
		return at
	}
	shut := matching(text[:min(len(text), at+4096)], at+1, '[', ']')
	if shut < 0 {
		return at
	}
	return shut + max(1, len(linkEnd(text, shut)))
}

// inlineEnd is the offset after the parenthesis that closes the one at at, as
// a link's address and title have it; 0 for none.
func inlineEnd(text string, at int) int {
	depth := 0
	var quote byte
	for i := at; i < len(text) && i < at+4096; i++ {
		c := text[i]
		switch {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '<':
			quote = '>'
		case (c == '"' || c == '\'') && strings.ContainsRune(" \t\n", rune(text[i-1])):
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
