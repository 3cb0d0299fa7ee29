package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/duizhao/duizhao/doc"
)

// picture is a picture within running text. An edition sets pictures between
// paragraphs: each becomes a caption block of its own behind the block that it
// stands in.
type picture struct {
	image doc.Image
	text  string // stands under it
}

// picture takes a picture within the text. It reports whether the picture's
// alternative is to stand in the text as well: in a heading or a table's cell,
// which may be nothing without it. Elsewhere it stands under the picture.
func (b *inline) picture(dest, alt, title string) (inText bool) {
	if strings.TrimSpace(dest) == "" {
		return true // shows nothing but its alternative
	}
	p := picture{image: doc.Image{Dest: dest, Alt: alt}}
	if !b.keepAlt {
		p.text = alt
		b.dropped = true
	}
	if !blank(title) {
		p.text = title
	}
	b.found = append(b.found, p)
	return b.keepAlt
}

// plain is the text of the siblings from n on.
func (b *inline) plain(n ast.Node) string {
	in := inline{builder: builder{src: b.src}, source: b.source, keepAlt: true}
	in.nodes(n, nil, ink{})
	return strings.TrimSpace(oneLine(in.text.String()))
}

// maxCloseUp bounds the text, in bytes, in which the space before a picture is
// taken back.
const maxCloseUp = 64 << 10

// closeUp closes the gap that a picture leaves in the text: of the spaces on
// both sides one stays, and none before a mark that ends a clause. It reports
// whether the spaces that follow are to be left out.
func (b *inline) closeUp(after rune) (skip bool) {
	if !b.dropped {
		return false
	}
	b.dropped = false
	s := b.text.String()
	last, _ := utf8.DecodeLastRuneInString(s)
	if s != "" && !unicode.IsSpace(last) {
		return false
	}
	if strings.ContainsRune(".,;:!?)]}。，、；：！？）」』》”’", after) && s != "" && len(s) <= maxCloseUp {
		to := len(strings.TrimRight(s, " "))
		b.runs = clip(b.runs, 0, to)
		b.text.Reset()
		b.text.WriteString(s[:to])
	}
	return true
}

// emitFound emits the pictures found within the text, which ends at an offset
// of the file. They stand behind it, so that their words have no place of
// their own in the file: what they are is said to be there.
func (b *inline) emitFound(end int, emit func(*doc.Block)) {
	for _, p := range b.found {
		at := doc.Span{Start: end, End: end}
		text := builder{src: b.src}
		text.put(p.text, at, ink{})
		block := text.block(doc.Caption, at)
		if block == nil {
			block = &doc.Block{Kind: doc.Caption, Src: at}
		}
		block.Image = p.image
		emit(block)
	}
	b.found = nil
}

// pictures emits the pictures found within a block that ends at an offset.
func (w *walker) pictures(b *inline, end int, p place) {
	b.emitFound(max(end, w.done), func(block *doc.Block) { w.add(block, p) })
}
