package draft

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
)

// extent is the place of sentence i in the file with the markup that is its
// own: the asterisks around its bold words, the address of its link, a
// footnote's sign. clean is false where an element reaches beyond the sentence
// or its markup is not found.
func (a *article) extent(i int) (s doc.Span, clean bool) {
	list := a.pieces(i)
	src := a.Sentences[i].Src
	if len(list) == 0 {
		return src, false
	}
	b := a.Doc.Blocks[a.Sentences[i].Block]
	text := a.Doc.Text
	clean = true
	first, last := list[0], list[len(list)-1]
	f, l := &b.Runs[first.run], &b.Runs[last.run]
	s = doc.Span{Start: f.Src.Start, End: l.Src.End}
	if !a.Doc.Markdown || b.Kind == doc.Title && a.Doc.TitleOf == doc.TitleFrontMatter {
		if first.span.Start > f.Span.Start { // others of the paragraph stand before it
			return src, true
		}
		return doc.Span{Start: min(src.Start, s.Start), End: max(src.End, src.Start)}, true
	}
	if first.span.Start > f.Span.Start {
		s.Start = src.Start
		clean = len(ends(f)) == 0
	} else {
		var before []element
		if first.run > 0 {
			before = ends(&b.Runs[first.run-1])
		}
		need, shared := without(ends(f), before)
		clean = !shared
		var found bool
		limit := b.Src.Start
		if first.run > 0 {
			limit = b.Runs[first.run-1].Src.End
		}
		s.Start, found = back(text, max(0, min(limit, s.Start)), s.Start, need, f.Style&doc.Mono == 0)
		clean = clean && found
	}
	if last.span.End < l.Span.End {
		s.End = src.End
		clean = clean && len(ends(l)) == 0
	} else {
		var after []element
		if last.run+1 < len(b.Runs) {
			after = ends(&b.Runs[last.run+1])
		}
		need, shared := without(ends(l), after)
		var found bool
		s.End, found = forward(text, s.End, need)
		clean = clean && !shared && found
	}
	for _, m := range a.images(a.Sentences[i].Block) {
		if m.inText && m.src.Start < s.End && s.Start < m.src.End {
			s = doc.Span{Start: min(s.Start, m.src.Start), End: max(s.End, m.src.End)}
		}
	}
	return s, clean
}

// ends are the elements of a run that have markup at their ends, code among
// them.
func ends(r *doc.Run) []element {
	out := elements(r)
	if r.Style&doc.Mono != 0 {
		out = append(out, element{kind: code})
	}
	return out
}

// without is a without the elements of b; shared tells whether there are any.
func without(a, b []element) (rest []element, shared bool) {
	for _, e := range a {
		if slices.Contains(b, e) {
			shared = true
		} else {
			rest = append(rest, e)
		}
	}
	return rest, shared
}

// back looks before offset at for the markup that opens the elements. escapes
// says that a backslash before a mark belongs to it.
func back(text string, limit, at int, need []element, escapes bool) (int, bool) {
	if escapes && at > limit && text[at-1] == '\\' && at < len(text) && punctuation(text[at]) {
		at--
	}
	pos, kept := at, at
	for len(need) > 0 && pos > limit {
		head := text[limit:pos]
		n, kind := 0, slotKind(-1)
		switch c := head[len(head)-1]; {
		case (strings.HasSuffix(head, "**") || strings.HasSuffix(head, "__")) && has(need, strong):
			n, kind = 2, strong
		case (c == '*' || c == '_') && has(need, emph):
			n, kind = 1, emph
		case strings.HasSuffix(head, "~~") && has(need, strike):
			n, kind = 2, strike
		case c == '[' && has(need, link), c == '<' && has(need, link):
			n, kind = 1, link
		case c == '`' && has(need, code):
			n, kind = len(head)-len(strings.TrimRight(head, "`")), code
		case (c == ' ' || c == '\n') && has(need, code) && strings.HasSuffix(head[:len(head)-1], "`"):
			n = 1
		case c == '>':
			open := strings.LastIndexByte(head, '<')
			if open < 0 {
				return kept, false
			}
			n, kind = len(head)-open, tagKind(head[open:])
			if !has(need, kind) {
				kind = -1
			}
		default:
			return kept, false
		}
		pos -= n
		if kind >= 0 {
			need = slices.DeleteFunc(slices.Clone(need), func(e element) bool { return e.kind == kind })
			kept = pos
		}
	}
	return kept, len(need) == 0
}

// forward looks from offset at on for the markup that closes the elements.
func forward(text string, at int, need []element) (int, bool) {
	pos, kept := at, at
	for len(need) > 0 && pos < len(text) {
		tail := text[pos:]
		n, kind := 0, slotKind(-1)
		switch c := tail[0]; {
		case (strings.HasPrefix(tail, "**") || strings.HasPrefix(tail, "__")) && has(need, strong):
			n, kind = 2, strong
		case (c == '*' || c == '_') && has(need, emph):
			n, kind = 1, emph
		case strings.HasPrefix(tail, "~~") && has(need, strike):
			n, kind = 2, strike
		case c == ']' && has(need, link):
			n, kind = max(1, len(linkEnd(text, pos))), link
		case c == '>' && has(need, link):
			n, kind = 1, link
		case c == '`' && has(need, code):
			n, kind = len(tail)-len(strings.TrimLeft(tail, "`")), code
		case (c == ' ' || c == '\n') && has(need, code) && strings.HasPrefix(tail[1:], "`"):
			n = 1
		case c == '!' && pictureEnd(text, pos) > pos:
			n = pictureEnd(text, pos) - pos
		case c == '<':
			end := strings.IndexByte(tail, '>')
			if end < 0 {
				return kept, false
			}
			n, kind = end+1, tagKind(tail[:end+1])
			if !has(need, kind) {
				kind = -1
			}
		default:
			return kept, false
		}
		pos += n
		if kind >= 0 {
			need = slices.DeleteFunc(slices.Clone(need), func(e element) bool { return e.kind == kind })
			kept = pos
		}
	}
	return kept, len(need) == 0
}

func has(list []element, kind slotKind) bool {
	return slices.ContainsFunc(list, func(e element) bool { return e.kind == kind })
}

// tagKind is what an HTML tag gives its text, -1 for nothing.
func tagKind(tag string) slotKind {
	name := strings.ToLower(strings.Trim(tag, "</> \t"))
	name, _, _ = strings.Cut(name, " ")
	switch name {
	case "b", "strong":
		return strong
	case "i", "em", "cite":
		return emph
	case "del", "s", "strike":
		return strike
	case "code", "kbd", "tt", "samp":
		return code
	case "a":
		return link
	}
	return -1
}

func punctuation(c byte) bool {
	return '!' <= c && c <= '~' && !alphanumeric(rune(c))
}
