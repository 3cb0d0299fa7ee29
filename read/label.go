package read

import (
	"regexp"
	"sync"

	"github.com/duizhao/duizhao/doc"
)

// maxLabelLine is the length in bytes up to which a paragraph may be a byline,
// a dateline, a credit or a heading.
const maxLabelLine = 240

// classify says what a paragraph of its own is, judged by its text: a byline,
// a dateline, a credit, a caption or a plain paragraph. Every rule asks for a
// form that ordinary prose does not take; what is in doubt stays a paragraph.
func classify(s string) doc.Kind {
	if len(s) <= maxLabelLine {
		if _, ok := byline(s); ok {
			return doc.Byline
		}
		if dateline(s) {
			return doc.Dateline
		}
		if credit(s) {
			return doc.Credit
		}
	}
	if caption(s) {
		return doc.Caption
	}
	return doc.Paragraph
}

// lazy is a regular expression that is compiled when it is first used: a run
// that reads no text, or none that looks like a label, need not wait for it.
func lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// classifyAll settles what the plain paragraphs of a document are. The last
// paragraph of an article may end in the agency that it is from; only a word
// such as 攝 or 사진 makes it a caption.
func classifyAll(blocks []*doc.Block) {
	last := -1
	for i, b := range blocks {
		if b.Kind == doc.Paragraph && b.Quote == 0 && b.List.Depth == 0 {
			b.Kind = classify(b.Text)
		}
		if b.Kind == doc.Caption && b.Image.Dest == "" || b.Kind == doc.Paragraph {
			last = i
		}
	}
	if last >= 0 && blocks[last].Kind == doc.Caption && !ofPicture(blocks[last].Text) {
		blocks[last].Kind = doc.Paragraph
	}
}

// headBlocks is how far into a document its date is looked for.
const headBlocks = 8

// tell gives the date and the author that a document's blocks name: the first
// dateline with a whole date near its head or its end, the first author line.
func tell(blocks []*doc.Block) (date, author string) {
	for i, b := range blocks {
		switch b.Kind {
		case doc.Dateline:
			if _, _, iso, ok := findDate(b.Text); ok && date == "" && (i < headBlocks || i >= len(blocks)-3) {
				date = iso
			}
		case doc.Byline:
			if author == "" {
				author, _ = byline(b.Text)
			}
		}
	}
	return date, author
}
