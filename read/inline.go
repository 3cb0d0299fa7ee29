package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/duizhao/duizhao/doc"
)

// inline turns the inline nodes of one block into text and runs.
type inline struct {
	builder
	source  []byte    // the bytes of src
	pending doc.Span  // a line end whose meaning the next character decides
	waiting bool      // pending holds one
	ink     ink       // the look of the text before it
	html    []htmlTag // style elements that raw HTML has opened
	cell    bool      // in a table cell, where \| in code stands for |
	keepAlt bool      // the alternative of a picture stands in the text
	dropped bool      // a picture stood here and nothing has followed yet
	found   []picture // the pictures within the text
}

// htmlTag is an open element of raw HTML that gives its text a style or a link.
type htmlTag struct {
	name  string
	style doc.Style
	link  string
}

// htmlStyles are the elements that raw HTML gives a style with.
var htmlStyles = map[string]doc.Style{"b": doc.Strong, "strong": doc.Strong, "i": doc.Emph, "em": doc.Emph, "cite": doc.Emph,
	"code": doc.Mono, "kbd": doc.Mono, "tt": doc.Mono, "samp": doc.Mono, "del": doc.Strike, "s": doc.Strike, "strike": doc.Strike}

// nodes adds the siblings from n on, up to but without stop.
func (b *inline) nodes(n, stop ast.Node, k ink) {
	for ; n != nil && n != stop; n = n.NextSibling() {
		b.node(n, k)
	}
}

func (b *inline) node(n ast.Node, k ink) {
	switch n := n.(type) {
	case *ast.Text:
		b.raw(n.Segment.Start, n.Segment.Stop, b.styled(k), true)
		if n.HardLineBreak() {
			b.breakAt(n.Segment.Stop, lineFeed(b.src, n.Segment.Stop), k)
		} else if n.SoftLineBreak() {
			b.softBreak(n.Segment.Stop, b.styled(k))
		}
	case *ast.CodeSpan:
		k.style |= doc.Mono
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				b.code(t.Segment, b.styled(k))
			}
		}
	case *ast.Emphasis:
		k.style |= doc.Emph
		if n.Level == 2 {
			k.style = k.style&^doc.Emph | doc.Strong
		}
		b.nodes(n.FirstChild(), nil, k)
	case *east.Strikethrough:
		k.style |= doc.Strike
		b.nodes(n.FirstChild(), nil, k)
	case *ast.Link:
		k.link = resolve(n.Destination)
		b.nodes(n.FirstChild(), nil, k)
	case *ast.Image:
		if b.picture(resolve(n.Destination), b.plain(n.FirstChild()), oneLine(resolve(n.Title))) {
			b.nodes(n.FirstChild(), nil, k)
		}
	case *ast.AutoLink:
		b.autoLink(n, k)
	case *ast.RawHTML:
		b.rawHTML(n, k)
	case *noteRef:
		b.settle(utf8.RuneError, b.styled(k))
		b.note(n.label, doc.Span{Start: n.Pos(), End: n.Pos() + n.len}, b.styled(k))
	default:
		b.nodes(n.FirstChild(), nil, k)
	}
}

// styled adds the style and the link of raw HTML around it to k.
func (b *inline) styled(k ink) ink {
	for _, t := range b.html {
		k.style |= t.style
		if k.link == "" {
			k.link = t.link
		}
	}
	return k
}

// element opens or closes an element of raw HTML that gives its text a style or
// a link.
func (b *inline) element(t tag) {
	switch {
	case htmlStyles[t.name] == 0 && t.name != "a":
	case t.closing:
		for i := len(b.html) - 1; i >= 0; i-- {
			if b.html[i].name == t.name {
				b.html = append(b.html[:i], b.html[i+1:]...)
				return
			}
		}
	case len(b.html) < maxNesting:
		b.html = append(b.html, htmlTag{t.name, htmlStyles[t.name], t.attr["href"]})
	}
}

// raw adds bytes of the file with their entities and, where escapes is true,
// backslash escapes resolved.
func (b *inline) raw(from, to int, k ink, escapes bool) {
	if b.waiting { // an ideographic indent of the next line is no text
		from = to - len(strings.TrimLeftFunc(b.src[from:to], unicode.IsSpace))
	}
	if from >= to {
		return
	}
	first, _ := utf8.DecodeRuneInString(b.src[from:to])
	if b.closeUp(first) {
		from += len(b.src[from:to]) - len(strings.TrimLeft(b.src[from:to], " \t"))
	}
	b.settle(first, k)
	start := from
	for at := from; at < to; {
		switch c := b.src[at]; {
		case c == '\\' && escapes && at+1 < to && util.IsPunct(b.src[at+1]):
			b.file(start, at, k)
			start = at + 1
			at += 2
		case c == '&':
			n := entity(b.src[at:to])
			if n == 0 {
				at++
				continue
			}
			b.file(start, at, k)
			b.put(oneLine(resolveEntity(b.src[at:at+n])), doc.Span{Start: at, End: at + n}, k)
			at += n
			start = at
		default:
			at++
		}
	}
	b.file(start, to, k)
}

// entity is the length of the character reference that s begins with, 0 for none.
func entity(s string) int {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 || strings.Contains(s[1:end], "&") {
		return 0
	}
	if ref := s[:end+1]; resolveEntity(ref) != ref {
		return end + 1
	}
	return 0
}

func resolveEntity(ref string) string {
	plain := ref
	if digits, numeric := strings.CutPrefix(ref, "&#"); numeric && len(digits) <= 8 { // the library reads &#0700; as octal
		if digits = strings.TrimLeft(digits, "0"); digits != "" && '1' <= digits[0] && digits[0] <= '9' {
			plain = "&#" + digits
		}
	}
	if out := string(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(plain)))); out != plain {
		return out
	}
	return ref
}

// oneLine keeps a reference to a line feed from breaking the line.
func oneLine(s string) string {
	return strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s)
}

// resolve gives an address with its escapes and entities resolved.
func resolve(dest []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(dest))))
}

// code adds a piece of a code span, in which a line end is a space.
func (b *inline) code(seg text.Segment, k ink) {
	from, to := seg.Start, seg.Stop
	trimmed := strings.TrimRight(b.src[from:to], "\r\n")
	end := from + len(trimmed)
	if end > from {
		first, _ := utf8.DecodeRuneInString(trimmed)
		b.settle(first, k)
	}
	start := from
	for at := from; at < end; at++ {
		if b.cell && b.src[at] == '\\' && at+1 < end && b.src[at+1] == '|' {
			b.file(start, at, k)
			start = at + 1
			at++
		}
	}
	b.file(start, end, k)
	if end < to {
		b.softBreak(end, k)
	}
}

// softBreak notes a line end at an offset of the file.
func (b *inline) softBreak(at int, k ink) {
	b.pending = doc.Span{Start: at, End: lineFeed(b.src, at)}
	b.waiting, b.ink = true, k
}

// settle writes a noted line end before the character after it. The space that
// it may stand for looks like the text around where both sides look alike.
func (b *inline) settle(after rune, k ink) {
	if !b.waiting {
		return
	}
	b.waiting = false
	if k != b.ink {
		k = ink{}
	}
	b.join(b.pending, after, k)
}

// lineFeed is the offset after the white space at at up to and with the line
// end, and the white space that begins the next line.
func lineFeed(src string, at int) int {
	end := at
	if end < len(src) && src[end] == '\\' {
		end++
	}
	for end < len(src) && strings.IndexByte(" \t\r", src[end]) >= 0 {
		end++
	}
	if end < len(src) && src[end] == '\n' {
		end++
	}
	for end < len(src) && strings.IndexByte(" \t", src[end]) >= 0 {
		end++
	}
	return end
}

// breakAt adds a hard line break that the bytes [from, to) stand for.
func (b *inline) breakAt(from, to int, k ink) {
	b.waiting = false
	if strings.TrimSpace(b.text.String()) == "" {
		return
	}
	k = b.styled(k)
	k.style |= doc.Break
	b.put("\n", doc.Span{Start: from, End: to}, k)
}

// autoLink adds <https://…> or <name@host>.
func (b *inline) autoLink(n *ast.AutoLink, k ink) {
	label := n.Label(b.source)
	from := n.Pos() + 1
	if n.Pos() < 0 || !strings.HasPrefix(b.src[min(from, len(b.src)):], string(label)) {
		return
	}
	k = b.styled(k)
	k.link = string(n.URL(b.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(k.link, "mailto:") {
		k.link = "mailto:" + k.link
	}
	b.settle(rune(b.src[from]), k)
	b.file(from, from+len(label), k)
}

// rawHTML takes what an HTML tag means for the text: a line break, a style, a
// link, the alternative of a picture. Comments and other tags are markup.
func (b *inline) rawHTML(n *ast.RawHTML, k ink) {
	if n.Segments.Len() == 0 {
		return
	}
	from, to := n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop
	tag := parseTag(b.src[from:to])
	switch {
	case tag.name == "br":
		b.breakAt(from, to, k)
	case tag.name == "img" && !tag.closing:
		if !b.picture(tag.attr["src"], oneLine(tag.attr["alt"]), "") || tag.attr["alt"] == "" {
			return
		}
		b.settle('a', b.styled(k))
		b.put(oneLine(tag.attr["alt"]), doc.Span{Start: from, End: to}, b.styled(k))
	default:
		b.element(tag)
	}
}

// blank reports whether a text has nothing to read in it.
func blank(s string) bool { return strings.TrimFunc(s, unicode.IsSpace) == "" }
