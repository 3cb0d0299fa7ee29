package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
)

// builder makes the text and the runs of one block. Text is added in the order
// of the file, either as bytes of the file or as a substitute for some.
type builder struct {
	src  string // Document.Text
	text strings.Builder
	runs []doc.Run
}

// ink is how a run looks and what it refers to.
type ink struct {
	style doc.Style
	link  string
}

// file adds the bytes [from, to) of the file. Control characters and byte order
// marks inside a text are no text: they stay in the file and out of the block.
// Line and paragraph separators become spaces.
func (b *builder) file(from, to int, k ink) {
	start := from
	for at := from; at < to; {
		r, n := utf8.DecodeRuneInString(b.src[at:to])
		if drop, space := untext(r); drop || space {
			b.verbatim(start, at, k)
			if space {
				b.put(" ", doc.Span{Start: at, End: at + n}, k)
			}
			start = at + n
		}
		at += n
	}
	b.verbatim(start, to, k)
}

// untext says whether a character is to be left out of the text of a block, or
// stands for a space in it.
func untext(r rune) (drop, space bool) {
	switch {
	case r == '\t' || r == '\n':
		return false, false
	case r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
		return false, true
	}
	return r < ' ' || r == '\uFEFF' || 0x7F <= r && r < 0xA0, false
}

func (b *builder) verbatim(from, to int, k ink) {
	if from >= to {
		return
	}
	at := b.text.Len()
	b.text.WriteString(b.src[from:to])
	if n := len(b.runs); n > 0 {
		last := &b.runs[n-1]
		if last.Src.End == from && last.Src.Len() == last.Span.Len() && last.Style == k.style && last.Link == k.link && last.Note == "" {
			last.Src.End, last.Span.End = to, at+to-from
			return
		}
	}
	b.runs = append(b.runs, doc.Run{Span: doc.Span{Start: at, End: at + to - from}, Src: doc.Span{Start: from, End: to},
		Style: k.style, Link: k.link})
}

// put adds text that stands for the bytes src of the file. Runs whose lengths
// agree are the same bytes (see doc.Run); a substitute that happens to be as
// long as what it stands for is mapped to the place before it.
func (b *builder) put(text string, src doc.Span, k ink) {
	clean := strings.Map(func(r rune) rune {
		drop, space := untext(r)
		switch {
		case drop:
			return -1
		case space:
			return ' '
		}
		return r
	}, text)
	if clean == "" {
		return
	}
	if src.Len() == len(clean) {
		if b.src[src.Start:src.End] == clean {
			b.verbatim(src.Start, src.End, k)
			return
		}
		src.End = src.Start
	}
	at := b.text.Len()
	b.text.WriteString(clean)
	b.runs = append(b.runs, doc.Run{Span: doc.Span{Start: at, End: at + len(clean)}, Src: src, Style: k.style, Link: k.link})
}

// note adds a reference to a footnote. It has no text.
func (b *builder) note(label string, src doc.Span, k ink) {
	at := b.text.Len()
	b.runs = append(b.runs, doc.Run{Span: doc.Span{Start: at, End: at}, Src: src, Style: k.style, Link: k.link, Note: label})
}

// join adds what a line end inside a paragraph stands for: nothing between
// wide characters, a space otherwise (CSS Text 3, 4.1.3). src is the line end
// with the white space around it, after the character that follows.
func (b *builder) join(src doc.Span, after rune, k ink) {
	before, n := utf8.DecodeLastRuneInString(b.text.String())
	if n == 0 || unicode.IsSpace(before) || unicode.IsSpace(after) || tight(before, after) {
		return
	}
	b.put(" ", src, k)
}

// block is the block built so far, without white space around its text; nil
// when there is neither text nor a footnote reference in it.
func (b *builder) block(kind doc.Kind, src doc.Span) *doc.Block {
	text := b.text.String()
	from := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	to := len(strings.TrimRightFunc(text, unicode.IsSpace))
	if from >= to {
		from, to = 0, 0
	}
	block := &doc.Block{Kind: kind, Src: src, Text: text[from:to], Runs: clip(b.runs, from, to)}
	if block.Text == "" && len(block.Runs) == 0 {
		return nil
	}
	return block
}

// clip is the part of runs that covers the text [from, to), counted from there.
// Footnote references at either end are kept.
func clip(runs []doc.Run, from, to int) []doc.Run {
	var out []doc.Run
	for _, r := range runs {
		if r.Span.End < from || r.Span.Start > to || r.Span.Empty() && r.Note == "" {
			continue
		}
		same := r.Src.Len() == r.Span.Len()
		if cut := min(from-r.Span.Start, r.Span.Len()); cut > 0 {
			if same {
				r.Src.Start += cut
			}
			r.Span.Start += cut
		}
		if cut := min(r.Span.End-to, r.Span.Len()); cut > 0 {
			if same {
				r.Src.End -= cut
			}
			r.Span.End -= cut
		}
		if !same && r.Src.Len() == r.Span.Len() {
			r.Src.End = r.Src.Start
		}
		if r.Span.Empty() && r.Note == "" {
			continue
		}
		r.Span.Start -= from
		r.Span.End -= from
		out = append(out, r)
	}
	return out
}

// cut divides a block's text at the byte offsets of its text [from, to) and
// gives that part as a block of the same kind. Its place in the file is that of
// its runs.
func cut(b *doc.Block, from, to int) *doc.Block {
	text := b.Text[from:to]
	from += len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	text = strings.TrimSpace(text)
	part := *b
	part.Text, part.Runs = text, clip(b.Runs, from, from+len(text))
	if n := len(part.Runs); n > 0 {
		part.Src = doc.Span{Start: part.Runs[0].Src.Start, End: part.Runs[n-1].Src.End}
	}
	return &part
}
