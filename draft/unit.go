package draft

import (
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/segment"
)

// Units gives the sentences of a source that are to be translated, in order.
// ids are those of ledger.Carry, one for each sentence. Code is no unit, nor is
// what has no letter in it; both stand in a draft as in the source.
func Units(source *segment.Text, ids []string) []Unit {
	a := newArticle(source)
	texts := make([]string, len(source.Sentences))
	wanted := make([]bool, len(source.Sentences))
	for i := range source.Sentences {
		if a.unit(i) {
			texts[i], wanted[i] = a.content(i).String(), source.Worded(i)
		}
	}
	var out []Unit
	for i, text := range texts {
		if !wanted[i] {
			continue
		}
		u := Unit{ID: ids[i], Text: text}
		if i > 0 {
			u.Before = texts[i-1]
		}
		if i+1 < len(texts) {
			u.After = texts[i+1]
		}
		out = append(out, u)
	}
	return out
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// String is the content as a unit's text.
func (c *content) String() string {
	var b strings.Builder
	for _, t := range c.tokens {
		n := strconv.Itoa(t.slot + 1)
		switch t.what {
		case words:
			b.WriteString(escaper.Replace(strings.Join(strings.FieldsFunc(t.text, isBreak), " ")))
		case opens:
			b.WriteString("<x" + n + ">")
		case closes:
			b.WriteString("</x" + n + ">")
		case single:
			b.WriteString("<x" + n + "/>")
		}
	}
	return b.String()
}

func isBreak(r rune) bool { return r == '\n' || r == '\r' }

// parse reads a unit's text as it came back. What is no placeholder of the
// source's is left out: foreign lists it, lost what is missing. Placeholders
// that do not nest are lost as well.
func parse(text string, slots []slot) (c *content, lost, foreign []string) {
	c = &content{slots: slots}
	count := make([]int, len(slots))
	var stack []int
	var flush strings.Builder
	add := func(t token) {
		if flush.Len() > 0 {
			c.tokens = append(c.tokens, token{what: words, text: clean(flush.String())})
			flush.Reset()
		}
		c.tokens = append(c.tokens, t)
	}
	for at := 0; at < len(text); {
		rest := text[at:]
		if rest[0] == '&' {
			n, s := unescape(rest)
			flush.WriteString(s)
			at += n
			continue
		}
		n, number, what := tag(rest)
		if n == 0 {
			flush.WriteByte(rest[0])
			at++
			continue
		}
		at += n
		name := rest[:n]
		k := number - 1
		switch {
		case k < 0 || k >= len(slots) || (what == single) == slots[k].paired():
			foreign = append(foreign, name)
		case what == closes:
			if len(stack) == 0 || stack[len(stack)-1] != k {
				foreign = append(foreign, name)
				continue
			}
			stack = stack[:len(stack)-1]
			add(token{what: closes, slot: k})
		case count[k] > 0:
			foreign = append(foreign, name)
		default:
			count[k]++
			if what == opens {
				stack = append(stack, k)
			}
			add(token{what: what, slot: k})
		}
	}
	add(token{what: words})
	c.tokens = c.tokens[:len(c.tokens)-1]
	for _, k := range stack { // never closed: its words stay
		count[k] = 0
		c.drop(k)
	}
	for k := range slots {
		if count[k] == 0 {
			lost = append(lost, "<x"+strconv.Itoa(k+1)+map[bool]string{true: ">", false: "/>"}[slots[k].paired()])
		}
	}
	c.merge()
	c.trim()
	return c, lost, foreign
}

// drop takes a placeholder out and leaves its words.
func (c *content) drop(slot int) {
	out := c.tokens[:0]
	for _, t := range c.tokens {
		if t.what == words || t.slot != slot {
			out = append(out, t)
		}
	}
	c.tokens = out
}

// upright is the content without emphasis.
func (c *content) upright() *content {
	out := &content{slots: c.slots, tokens: append([]token(nil), c.tokens...)}
	for k := range c.slots {
		if c.slots[k].kind == emph {
			out.drop(k)
		}
	}
	out.merge()
	return out
}

// trim takes the white space off both ends.
func (c *content) trim() {
	if n := len(c.tokens); n > 0 {
		if t := &c.tokens[0]; t.what == words {
			t.text = strings.TrimLeft(t.text, spaces)
		}
		if t := &c.tokens[n-1]; t.what == words {
			t.text = strings.TrimRight(t.text, spaces)
		}
	}
}

// spaces are what a reader would not keep at the ends of a text.
const spaces = " \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000"

// clean leaves out of a translation what no reader keeps in a text: control
// characters and byte order marks. Line ends become spaces.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t', r == '\v', r == '\f', r == 0x85, r == 0x2028, r == 0x2029:
			return ' '
		case r < ' ', 0x7F <= r && r < 0xA0, r == 0xFEFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// unescape reads &lt; &gt; &amp; at the beginning of s; any other & is itself.
func unescape(s string) (n int, text string) {
	for _, e := range [...][2]string{{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}} {
		if strings.HasPrefix(s, e[0]) {
			return len(e[0]), e[1]
		}
	}
	return 1, "&"
}

// tag reads <x1>, </x1> or <x1/> at the beginning of s, with spaces that a
// service may have put in; n is its length, 0 for none.
func tag(s string) (n, number int, what tokenKind) {
	if len(s) < 4 || s[0] != '<' {
		return 0, 0, 0
	}
	what = opens
	i := 1
	skip := func() {
		for i < len(s) && i < 24 && s[i] == ' ' {
			i++
		}
	}
	skip()
	if i < len(s) && s[i] == '/' {
		what = closes
		i++
		skip()
	}
	if i >= len(s) || s[i]|0x20 != 'x' {
		return 0, 0, 0
	}
	i++
	first := i
	for i < len(s) && i < first+5 && '0' <= s[i] && s[i] <= '9' {
		number = number*10 + int(s[i]-'0')
		i++
	}
	if i == first {
		return 0, 0, 0
	}
	skip()
	if i < len(s) && s[i] == '/' && what == opens {
		what = single
		i++
		skip()
	}
	if i >= len(s) || s[i] != '>' {
		return 0, 0, 0
	}
	return i + 1, number, what
}
