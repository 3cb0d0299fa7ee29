package read

import (
	"strings"

	gmtext "github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"github.com/duizhao/duizhao/doc"
)

// tag is an HTML tag.
type tag struct {
	name    string
	closing bool
	attr    map[string]string
}

// parseTag reads one tag; the zero value is what is none, such as a comment.
func parseTag(s string) tag {
	z := html.NewTokenizer(strings.NewReader(s))
	kind := z.Next()
	if kind != html.StartTagToken && kind != html.SelfClosingTagToken && kind != html.EndTagToken {
		return tag{}
	}
	return tagOf(z.Token())
}

func tagOf(t html.Token) tag {
	out := tag{name: t.Data, closing: t.Type == html.EndTagToken, attr: map[string]string{}}
	for _, a := range t.Attr {
		if _, twice := out.attr[a.Key]; !twice {
			out.attr[a.Key] = a.Val
		}
	}
	return out
}

// blockTags begin and end a paragraph of their own. The number is the level of
// a heading.
var blockTags = map[string]int{"address": 0, "article": 0, "aside": 0, "blockquote": 0, "body": 0, "center": 0, "dd": 0, "details": 0,
	"dialog": 0, "dir": 0, "div": 0, "dl": 0, "dt": 0, "fieldset": 0, "figcaption": 0, "figure": 0, "footer": 0, "form": 0,
	"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "header": 0, "hr": 0, "html": 0, "li": 0, "main": 0, "menu": 0, "nav": 0, "ol": 0,
	"option": 0, "p": 0, "pre": 0, "section": 0, "select": 0, "summary": 0, "table": 0, "caption": 0, "tbody": 0, "td": 0, "tfoot": 0, "th": 0,
	"thead": 0, "tr": 0, "ul": 0, "video": 0, "audio": 0, "iframe": 0}

// htmlBlock reads the text of a block of HTML within Markdown. Tags are dropped
// and part paragraphs where they would in a browser; scripts, styles and
// comments are no text.
type htmlBlock struct {
	inline
	emit   func(*doc.Block) // takes a finished block
	at     int              // where the present block began, -1 for not yet
	end    int              // where its text ended
	kind   doc.Kind
	level  int
	image  doc.Image // of the <img> that still waits for its caption
	imgSrc doc.Span
	skip   string // the element whose content is no text
}

// read takes the lines of the block.
func (h *htmlBlock) read(lines *gmtext.Segments) {
	var joined strings.Builder
	type piece struct{ at, from int } // offset in joined, and in the file
	var pieces []piece
	for i := range lines.Len() {
		seg := lines.At(i)
		pieces = append(pieces, piece{joined.Len(), seg.Start})
		joined.WriteString(h.src[seg.Start:seg.Stop])
	}
	where := func(off int) int { // the place in the file of an offset in joined
		i := 0
		for i+1 < len(pieces) && pieces[i+1].at <= off {
			i++
		}
		pieces = pieces[i:] // offsets are asked for in order
		return pieces[0].from + off - pieces[0].at
	}
	z := html.NewTokenizer(strings.NewReader(joined.String()))
	h.at = -1
	off := 0
	text := func(s string) {
		for l := range strings.Lines(s) {
			h.line(l, where(off))
			off += len(l)
		}
	}
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		raw := string(z.Raw())
		switch kind {
		case html.TextToken:
			text(raw)
			continue
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			h.tag(tagOf(z.Token()), doc.Span{Start: where(off), End: where(off+len(raw)-1) + 1})
		}
		off += len(raw)
	}
	text(joined.String()[off:]) // a tag that nothing ends
	h.flush()
	h.waitingPicture()
}

// line takes one line of text at an offset of the file.
func (h *htmlBlock) line(s string, from int) {
	if h.skip != "" {
		return
	}
	trimmed := strings.TrimRight(s, "\r\n")
	body := strings.TrimLeft(trimmed, " \t")
	if body != "" {
		at := from + len(trimmed) - len(body)
		if h.at < 0 {
			h.at = at
		}
		if !h.waiting { // within a line, the space before the text counts
			at = from
		}
		h.raw(at, from+len(trimmed), h.styled(ink{}), false)
		h.end = from + len(trimmed)
	}
	if body == "" && trimmed != "" && !h.waiting && h.at >= 0 { // the space between two tags
		h.file(from, from+1, ink{})
	}
	if len(trimmed) < len(s) {
		h.softBreak(from+len(trimmed), h.styled(ink{}))
	}
}

// tag takes a tag and its place in the file.
func (h *htmlBlock) tag(t tag, src doc.Span) {
	switch t.name {
	case "script", "style", "template":
		h.skip = t.name
		if t.closing {
			h.skip = ""
		}
		return
	case "br":
		h.breakAt(src.Start, src.End, ink{})
		return
	case "img":
		if t.closing {
			return
		}
		if h.at >= 0 && !blank(h.text.String()) {
			alt := oneLine(t.attr["alt"])
			if h.inline.picture(t.attr["src"], alt, "") && alt != "" {
				h.settle('a', ink{})
				h.put(alt, src, h.styled(ink{}))
				h.end = src.End
			}
			return
		}
		h.waitingPicture()
		h.image, h.imgSrc = doc.Image{Dest: t.attr["src"], Alt: t.attr["alt"]}, src
		return
	}
	level, isBlock := blockTags[t.name]
	if !isBlock {
		h.element(t)
		return
	}
	h.flush()
	if t.closing {
		if t.name == "figure" {
			h.waitingPicture()
		}
		return
	}
	switch {
	case level > 0:
		h.kind, h.level = doc.Heading, level
	case t.name == "figcaption":
		h.kind = doc.Caption
	case t.name == "hr":
		h.emit(&doc.Block{Kind: doc.Rule, Src: src})
	}
}

// flush emits the present block.
func (h *htmlBlock) flush() {
	kind, level := h.kind, h.level
	h.kind, h.level = doc.Paragraph, 0
	h.waiting = false
	if h.at < 0 {
		return
	}
	src := doc.Span{Start: h.at, End: h.end}
	h.at = -1
	b := h.block(kind, src)
	h.builder = builder{src: h.src}
	if b == nil {
		h.emitFound(src.End, h.emit)
		return
	}
	b.Level = level
	if h.image.Dest != "" {
		if kind == doc.Caption || caption(b.Text) {
			b.Kind, b.Image, b.Src.Start = doc.Caption, h.image, min(src.Start, h.imgSrc.Start)
			h.image = doc.Image{}
		} else {
			h.waitingPicture()
		}
	}
	h.emit(b)
	h.emitFound(b.Src.End, h.emit)
}

// waitingPicture emits a picture that got no caption, with its alternative as text.
func (h *htmlBlock) waitingPicture() {
	if h.image.Dest == "" {
		return
	}
	b := builder{src: h.src}
	b.put(oneLine(h.image.Alt), h.imgSrc, ink{})
	block := b.block(doc.Caption, h.imgSrc)
	if block == nil {
		block = &doc.Block{Kind: doc.Caption, Src: h.imgSrc}
	}
	block.Image = h.image
	h.image = doc.Image{}
	h.emit(block)
}
