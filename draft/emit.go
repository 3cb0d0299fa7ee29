package draft

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
)

// form is where content is written.
type form struct {
	manner manner
	cell   bool // in a table
	start  bool // at the beginning of a line, where words could be the mark of a block
	task   bool // of an item of a list, where [x] is a box
	// fill gives the words that stand for a picture's alternative, or its title.
	fill func(pic *doc.Block) string
}

// write is the content as it stands in a file, on one line but for hard
// breaks.
func (c *content) write(f form) string {
	if f.manner == plain {
		return strings.Join(strings.Fields(c.plain()), " ")
	}
	w := writer{form: f, c: c}
	for k, t := range tidy(c.tokens) {
		w.token(k, t)
	}
	return w.b.String()
}

// tidy moves the white space at the edges of a style or link outside of it,
// where it would keep the markup from working, and drops what is empty.
func tidy(tokens []token) []token {
	out := append([]token(nil), tokens...)
	for changed := true; changed; {
		changed = false
		for k := 0; k+1 < len(out); k++ {
			a, b := &out[k], &out[k+1]
			switch {
			case a.what == opens && b.what == closes && a.slot == b.slot:
				out = append(out[:k], out[k+2:]...)
				changed = true
			case a.what == words && a.text == "":
				out = append(out[:k], out[k+1:]...)
				changed = true
			case a.what == words && b.what == words:
				a.text += b.text
				out = append(out[:k+1], out[k+2:]...)
				changed = true
			case a.what == opens && b.what == words && b.text != strings.TrimLeftFunc(b.text, unicode.IsSpace):
				inner := strings.TrimLeftFunc(b.text, unicode.IsSpace)
				space := b.text[:len(b.text)-len(inner)]
				open := *a
				rest := append([]token{{what: words, text: space}, open, {what: words, text: inner}}, out[k+2:]...)
				out = append(out[:k:k], rest...)
				changed = true
			case a.what == words && b.what == closes && a.text != strings.TrimRightFunc(a.text, unicode.IsSpace):
				inner := strings.TrimRightFunc(a.text, unicode.IsSpace)
				space := a.text[len(inner):]
				rest := append([]token{{what: words, text: inner}, *b, {what: words, text: space}}, out[k+2:]...)
				out = append(out[:k:k], rest...)
				changed = true
			}
		}
	}
	return out
}

// writer writes one sentence.
type writer struct {
	form
	c     *content
	b     strings.Builder
	inAlt int // within a picture's alternative, where markup is no use
}

var (
	markOf = map[slotKind]string{emph: "*", strong: "**", strike: "~~"}
	tagOf  = map[slotKind]string{emph: "em", strong: "strong", strike: "del"}
)

func (w *writer) token(k int, t token) {
	start := w.start
	w.start = false
	if t.what == words {
		w.words(t.text, start)
		return
	}
	s := &w.c.slots[t.slot]
	switch {
	case s.kind == alt:
		w.alternative(s, t.what == opens)
	case w.inAlt > 0 || w.manner == bare && s.paired():
		if !s.paired() {
			w.b.WriteString(escapeReferences(s.text))
		}
	case s.kind == link:
		w.link(s, t.what == opens)
	case s.paired() && w.manner == markdown:
		w.b.WriteString(markOf[s.kind])
	case s.paired():
		w.b.WriteString(map[bool]string{true: "<", false: "</"}[t.what == opens] + tagOf[s.kind] + ">")
	default:
		w.single(s)
	}
}

// words writes text; at the start of a line it must not be the mark of a block.
func (w *writer) words(text string, start bool) {
	if w.manner != markdown {
		out := strings.ReplaceAll(escapeReferences(text), ":", "&#58;") // a line at the head of a file could be front matter
		if start {
			out = guardReferences(out)
		}
		w.b.WriteString(out)
		return
	}
	box := ""
	if start && w.task {
		box = taskBox.FindString(text)
	}
	prev, _ := utf8.DecodeLastRuneInString(w.b.String())
	out := escapeMarkdown(text[len(box):], prev, w.cell, true)
	if start && box == "" {
		out = guard(out)
	}
	w.b.WriteString(box + out)
}

var taskBox = regexp.MustCompile(`^\[[ xX]\] `)

// box is the box of a task that a sentence begins with, "" for none.
func (c *content) box() string {
	if len(c.tokens) == 0 || c.tokens[0].what != words {
		return ""
	}
	return taskBox.FindString(c.tokens[0].text)
}

func (w *writer) link(s *slot, open bool) {
	switch {
	case w.manner != markdown && open:
		w.b.WriteString("<a href=" + attribute(s.dest) + ">")
	case w.manner != markdown:
		w.b.WriteString("</a>")
	case open:
		w.b.WriteByte('[')
	case len(s.raw) > 1:
		w.b.WriteString(s.raw)
	default:
		w.b.WriteString("](" + destination(s.dest) + ")")
	}
}

// alternative writes the two ends of a picture whose alternative stands in the
// text.
func (w *writer) alternative(s *slot, open bool) {
	if open {
		w.inAlt++
		w.b.WriteString("![")
		return
	}
	w.inAlt--
	w.b.WriteString("](" + destination(s.pic.Image.Dest) + w.title(s.pic, w.fill(s.pic)) + ")")
}

// title is the title of a picture as it follows the address: there when the
// source's caption is not the alternative.
func (w *writer) title(pic *doc.Block, text string) string {
	if pic.Text == "" || pic.Text == pic.Image.Alt {
		return ""
	}
	return ` "` + strings.ReplaceAll(escapeReferences(text), `"`, "&quot;") + `"`
}

func (w *writer) single(s *slot) {
	switch s.kind {
	case note:
		w.b.WriteString(s.raw)
	case newline:
		if w.manner == markdown && !w.cell {
			w.b.WriteString(s.raw)
			w.start = true
		} else {
			w.b.WriteString("<br>")
		}
	case code:
		if w.manner == markdown && strings.TrimSpace(s.text) != "" {
			w.b.WriteString(fence(s.text, w.cell))
		} else {
			w.b.WriteString("<code>" + escapeReferences(s.text) + "</code>")
		}
	case address:
		switch {
		case s.raw != "" && w.manner == markdown:
			w.b.WriteString(s.raw)
		case w.manner == markdown:
			prev, _ := utf8.DecodeLastRuneInString(w.b.String())
			w.b.WriteString(escapeMarkdown(s.text, prev, w.cell, true))
		default:
			w.b.WriteString(escapeReferences(s.text))
		}
	case picture:
		w.b.WriteString(w.picture(s))
	}
}

// picture is the markup of a picture with translated words. What the source
// has around it, a link or the attributes of a tag, stays.
func (w *writer) picture(s *slot) string {
	text := ""
	if w.fill != nil {
		text = w.fill(s.pic)
	}
	if strings.HasPrefix(s.raw, "<") {
		return setAlternative(s.raw, text)
	}
	out := pictureMarkup(s.pic, text, w.manner)
	if s.raw != "" {
		return "[" + out + s.raw
	}
	return out
}

// pictureMarkup writes a picture. Its words stand where the source's caption
// comes from: as the alternative, or as the title and the alternative.
func pictureMarkup(pic *doc.Block, text string, m manner) string {
	if m != markdown {
		return "<img src=" + attribute(pic.Image.Dest) + " alt=" + attribute(text) + ">"
	}
	words := text
	if pic.Image.Alt == "" {
		words = ""
	}
	w := writer{}
	return "![" + escapeReferences(words) + "](" + destination(pic.Image.Dest) + w.title(pic, text) + ")"
}

var altAttribute = regexp.MustCompile(`(?i)(\salt\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)`)

// setAlternative gives a tag <img> another alternative.
func setAlternative(tag, text string) string {
	at := altAttribute.FindStringSubmatchIndex(tag)
	if at == nil {
		return tag
	}
	return tag[:at[4]] + attribute(text) + tag[at[5]:]
}
