package read

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/duizhao/duizhao/doc"
)

// paragraph emits a paragraph of Markdown. Pictures that have a line of it to
// themselves become blocks, and so do those within its text, behind it; what follows one on the next line is its caption if
// it looks like one, and a paragraph otherwise.
func (w *walker) paragraph(n ast.Node, p place) {
	src := w.extent(n)
	if src.Empty() {
		return
	}
	first := n.FirstChild()
	for first != nil {
		image, after := leadingImage(first, w.bytes)
		if image == nil {
			break
		}
		at := doc.Span{Start: src.Start, End: src.End}
		if after != nil {
			at.End = w.startOf(after, src.End)
		}
		block := w.picture(image, at)
		src.Start = at.End
		if after != nil && imageOnly(after) == nil && w.isCaption(after) {
			b := w.inline()
			b.nodes(after, nil, ink{})
			if text := b.block(doc.Caption, doc.Span{Start: at.Start, End: src.End}); text != nil {
				text.Image = block.Image
				w.add(text, p)
				w.pictures(b, text.Src.End, p)
				return
			}
		}
		w.add(block, p)
		first = after
	}
	if first == nil {
		return
	}
	b := w.inline()
	b.nodes(first, nil, ink{})
	block := b.block(doc.Paragraph, src)
	if block == nil || p != (place{}) || !w.captions(block, first) {
		w.add(block, p)
	}
	w.pictures(b, src.End, p)
}

// captions joins a paragraph that is the caption of the picture in the block
// before it to that block.
func (w *walker) captions(b *doc.Block, first ast.Node) bool {
	if len(w.blocks) == 0 {
		return false
	}
	last := w.blocks[len(w.blocks)-1]
	if last.Kind != doc.Caption || last.Image.Dest == "" || last.Text != last.Image.Alt || last.Quote > 0 || last.List.Depth > 0 {
		return false
	}
	if !w.isCaption(first) {
		return false
	}
	last.Text, last.Runs, last.Src.End = b.Text, b.Runs, b.Src.End
	w.done = max(w.done, b.Src.End)
	return true
}

// isCaption reports whether the siblings from n on are a caption: emphasised as
// a whole, or a text that ends in a credit.
func (w *walker) isCaption(n ast.Node) bool {
	if e, ok := n.(*ast.Emphasis); ok && e.Level == 1 && n.NextSibling() == nil {
		return true
	}
	b := w.inline()
	b.nodes(n, nil, ink{})
	block := b.block(doc.Paragraph, doc.Span{})
	if block == nil {
		return false
	}
	kind := classify(block.Text)
	return kind == doc.Caption || kind == doc.Credit
}

// leadingImage gives the picture that n begins with, and the node after the
// line end or the white space that follows; nil when there is none or text
// follows on its line.
func leadingImage(n ast.Node, source []byte) (*ast.Image, ast.Node) {
	image := imageOnly(n)
	if image == nil {
		return nil, nil
	}
	next := n.NextSibling()
	if next == nil {
		return image, nil
	}
	t, ok := next.(*ast.Text)
	if ok && blank(string(t.Segment.Value(source))) &&
		(t.SoftLineBreak() || t.HardLineBreak() || t.NextSibling() == nil || imageOnly(t.NextSibling()) != nil) {
		return image, t.NextSibling()
	}
	if imageOnly(next) != nil {
		return image, next
	}
	return nil, nil
}

// imageOnly gives the picture that n is, or that is all there is in the link n.
func imageOnly(n ast.Node) *ast.Image {
	if l, ok := n.(*ast.Link); ok && l.ChildCount() == 1 {
		n = l.FirstChild()
	}
	image, _ := n.(*ast.Image)
	return image
}

// picture is the block of a picture: its title if it has one, else its
// alternative, stands for a caption.
func (w *walker) picture(image *ast.Image, src doc.Span) *doc.Block {
	b := w.inline()
	b.nodes(image.FirstChild(), nil, ink{})
	alt := b.block(doc.Caption, src)
	out := alt
	if title := string(image.Title); !blank(title) {
		// the title stands after the address, in the last bytes of the image
		t := w.inline()
		if at := strings.LastIndex(w.src[src.Start:src.End], title); at >= 0 {
			t.raw(src.Start+at, src.Start+at+len(title), ink{}, true)
		} else {
			t.put(oneLine(resolve(image.Title)), src, ink{})
		}
		if block := t.block(doc.Caption, src); block != nil {
			out = block
		}
	}
	if out == nil {
		out = &doc.Block{Kind: doc.Caption, Src: src}
	}
	out.Image.Dest = resolve(image.Destination)
	if alt != nil {
		out.Image.Alt = alt.Text
	}
	return out
}

// startOf is where an inline node begins in the file.
func (w *walker) startOf(n ast.Node, otherwise int) int {
	if at := n.Pos(); at >= 0 && at <= otherwise {
		return at
	}
	return otherwise
}
