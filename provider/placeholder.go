package provider

import (
	"html"
	"regexp"
	"strings"
)

// placeholder matches <x1>, </x1> and <x2/>.
var placeholder = regexp.MustCompile(`<(/?)(x[0-9]+)(/?)>`)

// marked reports whether a segment has a placeholder.
func marked(segments []Segment) bool {
	for _, s := range segments {
		if placeholder.MatchString(s.Text) {
			return true
		}
	}
	return false
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// toMarkup writes a segment as XML that is HTML too: its placeholders are the
// only tags.
func toMarkup(text string) string {
	var b strings.Builder
	at := 0
	for _, m := range placeholder.FindAllStringIndex(text, -1) {
		b.WriteString(escaper.Replace(text[at:m[0]]))
		b.WriteString(text[m[0]:m[1]])
		at = m[1]
	}
	b.WriteString(escaper.Replace(text[at:]))
	return b.String()
}

// emptyPair matches <x2></x2>, which parsers of HTML and XML write for <x2/>.
var emptyPair = regexp.MustCompile(`<(x[0-9]+)>\s*</(x[0-9]+)>`)

// fromMarkup reads a service's markup back as text. Where the source has <x2/>,
// <x2></x2> is the same.
func fromMarkup(answer, source string) string {
	answer = emptyPair.ReplaceAllStringFunc(answer, func(pair string) string {
		m := emptyPair.FindStringSubmatch(pair)
		if m[1] == m[2] && strings.Contains(source, "<"+m[1]+"/>") {
			return "<" + m[1] + "/>"
		}
		return pair
	})
	return html.UnescapeString(answer)
}

// bodyTexts gives the texts as they are sent: as markup where one of them has
// placeholders.
func bodyTexts(r Request) (texts []string, mark bool) {
	mark = marked(r.Segments)
	for _, s := range r.Segments {
		if mark {
			s.Text = toMarkup(s.Text)
		}
		texts = append(texts, s.Text)
	}
	return texts, mark
}

// runes counts code points, by which Google, Azure and Papago bill.
func runes(texts []string) int {
	n := 0
	for _, t := range texts {
		n += len([]rune(t))
	}
	return n
}
