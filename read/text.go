package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
)

// line is one line of plain text: the bytes of its text without the white
// space around it, and what was before them.
type line struct {
	from, to int
	indented bool // by an ideographic space, a tab or at least two spaces
	ideo     bool // by an ideographic space
	width    int  // in terminal cells
	alone    bool // a byline, dateline, credit or separator: a paragraph of its own
}

// plainText makes blocks of a plain text. Blank lines part paragraphs. Where
// lines follow each other without one, each is a paragraph, as in texts copied
// from a page, unless the text is broken into lines of even length, as in mail
// (see wrapped).
func plainText(text string) []*doc.Block {
	groups := lineGroups(text)
	joined := wrapped(text, groups)
	var blocks []*doc.Block
	for _, g := range groups {
		for len(g) > 0 {
			n := 1
			if joined {
				n = paragraphLines(text, g)
			}
			blocks = append(blocks, textBlocks(text, g[:n])...)
			g = g[n:]
		}
	}
	blocks = leadingTag(blocks)
	classifyAll(blocks)
	plainHeadings(text, blocks)
	return blocks
}

// lineGroups cuts text into lines, and those into groups parted by blank lines.
func lineGroups(text string) [][]line {
	var groups [][]line
	fresh := true
	for at := 0; at < len(text); {
		end, next := lineEnd(text, at)
		raw := text[at:end]
		body := strings.TrimLeftFunc(raw, blankRune)
		lead := raw[:len(raw)-len(body)]
		body = strings.TrimRightFunc(body, blankRune)
		if body == "" {
			fresh = true
			at = next
			continue
		}
		l := line{from: at + len(lead), to: at + len(lead) + len(body), ideo: strings.Contains(lead, "\u3000")}
		l.indented = l.ideo || strings.Contains(lead, "\t") || len(lead) >= 2
		if fresh {
			groups = append(groups, nil)
			fresh = false
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], l)
		at = next
	}
	for _, g := range groups {
		if len(g) > 1 {
			measure(text, g)
		}
	}
	return groups
}

// measure finds what decides whether lines that follow each other belong
// together.
func measure(text string, g []line) {
	for i := range g {
		l := &g[i]
		body := text[l.from:l.to]
		l.width = 4 * maxWrap
		if len(body) <= l.width {
			l.width = columns(body)
		}
		if len(body) <= maxLabelLine {
			l.alone = classify(body) != doc.Paragraph || isSeparator(body)
		}
	}
}

// blankRune reports what is white space in a line of plain text.
func blankRune(r rune) bool {
	drop, space := untext(r)
	return drop || space || unicode.IsSpace(r) || r == '\u200B'
}

// lineEnd finds the end of the line that begins at at, and the beginning of
// the next one. CR, LF, CRLF, form feed and Unicode's separators end a line.
func lineEnd(text string, at int) (end, next int) {
	i := strings.IndexAny(text[at:], "\n\r\f\u2028\u2029\u0085")
	if i < 0 {
		return len(text), len(text)
	}
	end = at + i
	_, n := utf8.DecodeRuneInString(text[end:])
	if strings.HasPrefix(text[end:], "\r\n") {
		n = 2
	}
	return end, end + n
}

// Bounds of what is taken for a text with hard line breaks, in terminal cells:
// mail and typewritten texts break at 60 to 80. A verse is shorter, a paragraph
// longer.
const (
	minWrap = 40
	maxWrap = 130
)

// wrapped reports whether the lines of a text are hard-wrapped. Looked at are
// the lines that another follows directly: in a wrapped text nearly all of them
// are about as long as their median, and most end within a sentence; in a text
// with a paragraph a line their lengths scatter and most end with a full stop.
func wrapped(text string, groups [][]line) bool {
	var widths []int
	open := 0
	for _, g := range groups {
		for i := 0; i+1 < len(g); i++ {
			if g[i].alone || g[i+1].alone || g[i+1].ideo {
				continue
			}
			widths = append(widths, g[i].width)
			if !closed(text[g[i].from:g[i].to]) {
				open++
			}
		}
	}
	if len(widths) == 0 {
		return false
	}
	sorted := slices.Sorted(slices.Values(widths))
	median := sorted[len(sorted)/2]
	even := 0
	for _, w := range widths {
		if w*4 >= median*3 && w*5 <= median*6 {
			even++
		}
	}
	return median >= minWrap && median <= maxWrap && even*10 >= len(widths)*7 && open*2 >= len(widths)
}

// paragraphLines is the number of lines at the head of a group of wrapped
// lines that make one paragraph.
func paragraphLines(text string, g []line) int {
	widest := 0
	for _, l := range g {
		widest = max(widest, l.width)
	}
	for i := 1; i < len(g); i++ {
		last, next := g[i-1], g[i]
		switch {
		case last.alone, next.alone, next.ideo, next.indented && !last.indented && i > 1:
			return i
		case closed(text[last.from:last.to]) && last.width*10 < widest*7:
			return i
		case itemMark(text[next.from:next.to]):
			return i
		}
	}
	return len(g)
}

// itemMark reports whether a line begins like an item of a list.
func itemMark(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("-*•·●○■□◆◇▲△▼▽※", r) {
		return strings.HasPrefix(s[n:], " ") || strings.HasPrefix(s[n:], "\u3000") || r > 0x7F
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	rest := s[digits:]
	return digits > 0 && digits <= 3 && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ") || strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, "．"))
}

// closed reports whether a text ends with the end of a sentence, closing
// marks and brackets aside.
func closed(s string) bool {
	s = strings.TrimRight(s, "”’」』》〉）)]】〕\"' \u3000")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。！？!?.…；;：:．｡", r) && s != ""
}

// textBlocks makes the block of the lines of one paragraph.
func textBlocks(text string, lines []line) []*doc.Block {
	b := builder{src: text}
	for i, l := range lines {
		if i > 0 && !hyphenated(text, lines[i-1], l) {
			after, _ := utf8.DecodeRuneInString(text[l.from:])
			b.join(doc.Span{Start: lines[i-1].to, End: l.from}, after, ink{})
		}
		b.file(l.from, l.to, ink{})
	}
	src := doc.Span{Start: lines[0].from, End: lines[len(lines)-1].to}
	if len(lines) == 1 && isSeparator(text[src.Start:src.End]) {
		return []*doc.Block{{Kind: doc.Rule, Src: src}}
	}
	if block := b.block(doc.Paragraph, src); block != nil {
		return []*doc.Block{block}
	}
	return nil
}

// hyphenated reports whether a word goes on over the line end. Its hyphen is
// kept: whether it belongs to the word is not known.
func hyphenated(text string, last, next line) bool {
	if last.to-last.from < 2 || text[last.to-1] != '-' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:last.to-1])
	after, _ := utf8.DecodeRuneInString(text[next.from:])
	return unicode.IsLetter(before) && unicode.IsLower(after)
}

// isSeparator reports whether a line is a row of ornaments that parts two
// sections.
func isSeparator(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("*＊-—–─━_=＝~～·•◇◆○●☆★※", r):
			n++
		case !unicode.IsSpace(r):
			return false
		}
	}
	return n >= 3
}

// plainHeadings makes headings of short lines that stand alone before prose. A
// line counts as short up to 60 columns and twelve words, and may not end like
// a sentence; what follows must be a paragraph of at least 60 columns that does,
// or, at the head of the text, what stands before one. Two short lines in a row
// are no headings: lists, verses and addresses look like that.
//
// At the head of the text, datelines aside, such a line is the title if a blank
// line follows; there it may be of 110 columns and 20 words, as headlines are, and
// East Asian prose behind it need be of 20 columns only: a sentence says in ten
// characters what takes sixty letters.
func plainHeadings(text string, blocks []*doc.Block) {
	limited := func(i, width, words int) bool {
		if i < 0 || i >= len(blocks) || blocks[i].Kind != doc.Paragraph {
			return false
		}
		s := blocks[i].Text
		if len(s) > maxLabelLine || columns(s) > width || len(strings.Fields(s)) > words {
			return false
		}
		r, _ := utf8.DecodeLastRuneInString(s)
		return !closed(s) && !strings.ContainsRune("，、,；;：:—-~～", r) && strings.ContainsFunc(s, unicode.IsLetter)
	}
	short := func(i int) bool { return limited(i, 60, 12) }
	prose := func(i int) bool {
		return i < len(blocks) && blocks[i].Kind == doc.Paragraph && closed(blocks[i].Text) &&
			(len(blocks[i].Text) > 200 || columns(blocks[i].Text) >= 60)
	}
	sentence := func(i int) bool {
		return i < len(blocks) && blocks[i].Kind == doc.Paragraph && closed(blocks[i].Text) && columns(blocks[i].Text) >= 20 &&
			2*columns(blocks[i].Text) >= 3*utf8.RuneCountInString(blocks[i].Text) // mostly wide characters
	}
	first := 0
	for first < len(blocks) && blocks[first].Kind == doc.Dateline {
		first++
	}
	for i, b := range blocks {
		head := i == first && limited(i, 110, 20) && i+1 < len(blocks) && blankBetween(text, b, blocks[i+1])
		if !head && !short(i) || i > 0 && short(i-1) && blocks[i-1].Kind != doc.Heading {
			continue
		}
		next := i + 1
		if i == 0 || head {
			for next < len(blocks) && (blocks[next].Kind == doc.Byline || blocks[next].Kind == doc.Dateline || blocks[next].Kind == doc.Caption) {
				next++
			}
		}
		if prose(next) || head && sentence(next) {
			b.Kind, b.Level = doc.Heading, 2
			if i == 0 || head {
				b.Level = 1
			}
		}
	}
}

// blankBetween reports whether a blank line stands between two blocks.
func blankBetween(text string, a, b *doc.Block) bool {
	ends := 0
	for at := a.Src.End; at < b.Src.Start; {
		end, next := lineEnd(text, at)
		if end == next || next > b.Src.Start {
			break
		}
		ends, at = ends+1, next
	}
	return ends > 1
}
