package html

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/render"
)

// elements are all that a page may hold, with the attributes that each may
// have besides the common ones.
var elements = map[string]string{
	"html": "", "head": "", "meta": "charset http-equiv content name", "link": "rel href", "title": "", "style": "", "body": "",
	"header": "", "main": "", "footer": "", "section": "", "figure": "", "figcaption": "", "div": "", "span": "", "p": "",
	"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "blockquote": "", "ul": "", "ol": "", "li": "value",
	"pre": "", "code": "", "hr": "", "table": "", "thead": "", "tbody": "", "tr": "", "th": "scope", "td": "",
	"a": "href", "em": "", "strong": "", "s": "", "sup": "", "br": "", "wbr": "", "time": "datetime", "img": "src alt width height",
	"dl": "", "dt": "", "dd": "", "label": "for", "input": "type name checked",
}

const commonAttributes = " id class lang role title tabindex aria-label aria-labelledby aria-owns aria-hidden data-confidence "

// void elements have no end tag.
var void = map[string]bool{"meta": true, "link": true, "br": true, "hr": true, "wbr": true, "img": true, "input": true}

// checkPage holds what is true of the page of any edition, whatever its text.
func checkPage(t testing.TB, ed *bitext.Edition, page []byte) {
	t.Helper()
	checkWellFormed(t, page)
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{t: t, ids: map[string]int{}, heading: 0}
	c.walk(root, "")
	for _, href := range c.fragments {
		if c.ids[href] == 0 {
			t.Fatalf("a link leads to #%s, which is nowhere", href)
		}
	}
	pairs := 0
	for _, row := range render.Rows(ed, render.Paragraph) {
		pairs += len(row.Groups)
	}
	if c.stops != pairs {
		t.Fatalf("%d tab stops of %d pairs", c.stops, pairs)
	}
	for col, anchors := range Anchors(ed) {
		for i, a := range anchors {
			if c.ids[a] != 1 {
				t.Fatalf("column %d sentence %d: id %q stands %d times", col, i, a, c.ids[a])
			}
		}
	}
	checkText(t, ed, root)
	checkPolicy(t, root)
}

type checker struct {
	t         testing.TB
	ids       map[string]int
	fragments []string
	stops     int
	heading   int
}

func (c *checker) walk(n *html.Node, in string) {
	if n.Type == html.ElementNode {
		c.element(n)
		in = n.Data
	}
	if n.Type == html.CommentNode {
		c.t.Fatalf("a comment: %q", n.Data)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.walk(k, in)
	}
}

func (c *checker) element(n *html.Node) {
	allowed, ok := elements[n.Data]
	if !ok {
		c.t.Fatalf("an element <%s>", n.Data)
	}
	for _, a := range n.Attr {
		if !strings.Contains(commonAttributes, " "+a.Key+" ") && !strings.Contains(" "+allowed+" ", " "+a.Key+" ") {
			c.t.Fatalf("<%s> has an attribute %s=%q", n.Data, a.Key, a.Val)
		}
		switch a.Key {
		case "id":
			c.ids[a.Val]++
			if c.ids[a.Val] > 1 || a.Val == "" || strings.ContainsAny(a.Val, " \t\n") {
				c.t.Fatalf("id %q", a.Val)
			}
		case "href":
			c.href(n, a.Val)
		case "src":
			if !strings.HasPrefix(a.Val, "data:image/") {
				c.t.Fatalf("src %q", a.Val)
			}
		}
	}
	if hasClass(n, "l") && attr(n, "tabindex") == "" {
		c.stops++
		if attr(n, "aria-label") == "" {
			c.t.Fatal("a tab stop without a name")
		}
	}
	if hasClass(n, "c") && !has(n, "lang") {
		c.t.Fatalf("a cell without a language: <%s class=%q>", n.Data, attr(n, "class"))
	}
	if len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6' {
		level := int(n.Data[1] - '0')
		if level > c.heading+1 {
			c.t.Fatalf("<h%d> follows <h%d>", level, c.heading)
		}
		c.heading = level
	}
}

func (c *checker) href(n *html.Node, v string) {
	if n.Data == "link" {
		if v != "data:," {
			c.t.Fatalf("link to %q", v)
		}
		return
	}
	if id, ok := strings.CutPrefix(v, "#"); ok {
		c.fragments = append(c.fragments, id)
		return
	}
	// As a browser reads it: surrounding controls and blanks off, tabs and line
	// ends out.
	s := strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(strings.TrimFunc(v, func(r rune) bool { return r <= ' ' }))
	if s != v {
		c.t.Fatalf("a browser reads the link %q as %q", v, s)
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		c.t.Fatalf("a link to %q", v)
	}
}

// checkWellFormed holds that every element is closed by its own end tag: a
// parser mends what is not, and then an outline says nothing of the bytes.
func checkWellFormed(t testing.TB, page []byte) {
	t.Helper()
	z := html.NewTokenizer(bytes.NewReader(page))
	var stack []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(stack) != 0 {
				t.Fatalf("left open: %v", stack)
			}
			return
		case html.StartTagToken:
			name, _ := z.TagName()
			if !void[string(name)] {
				stack = append(stack, string(name))
			}
			nested := strings.Join(stack, ">")
			if strings.Count(nested+">", ">a>") > 1 || strings.Count(nested+">", ">p>") > 1 {
				t.Fatalf("nesting: %s", nested)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(stack) == 0 || stack[len(stack)-1] != string(name) {
				t.Fatalf("</%s> closes %v", name, stack)
			}
			stack = stack[:len(stack)-1]
		}
	}
}

// checkText holds that every sentence can be read in its column as it is in
// the document.
func checkText(t testing.TB, ed *bitext.Edition, root *html.Node) {
	t.Helper()
	texts := map[string]string{}
	var collect func(n *html.Node)
	collect = func(n *html.Node) {
		if hasClass(n, "s") && attr(n, "id") != "" {
			texts[attr(n, "id")] = textOf(n)
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			collect(k)
		}
	}
	collect(root)
	for c, text := range render.Columns(ed) {
		for i, a := range Anchors(ed)[c] {
			want := squeeze(readable(text.Raw(i)))
			if got := squeeze(texts[a]); got != want {
				t.Fatalf("sentence %s reads %q, not %q", a, got, want)
			}
		}
	}
}

// readable is what a browser shows of a text: see appendEscaped.
func readable(s string) string {
	return html.UnescapeString(string(appendEscaped(nil, s)))
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// textOf is the text of an element without footnote marks.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.Data == "br" {
		return "\n"
	}
	if n.Data == "sup" {
		return ""
	}
	out := ""
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		out += textOf(k)
	}
	return out
}

// checkPolicy holds that the page's policy allows its style sheet and nothing
// from anywhere.
func checkPolicy(t testing.TB, root *html.Node) {
	t.Helper()
	head := find(root, "head")
	policy, style := "", ""
	for n := head.FirstChild; n != nil; n = n.NextSibling {
		if attr(n, "http-equiv") == "Content-Security-Policy" {
			policy = attr(n, "content")
		}
		if n.Type == html.ElementNode && n.Data == "style" {
			if style != "" {
				t.Fatal("two style sheets")
			}
			style = textOf(n)
		}
	}
	sum := sha256.Sum256([]byte(style))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Fatalf("policy %q\nwant %q", policy, want)
	}
	for _, bad := range []string{"@import", "http:", "https:", "//", "<"} {
		if i := strings.Index(stripData(style), bad); i >= 0 {
			t.Fatalf("the style sheet has %q: %.80q", bad, stripData(style)[i:])
		}
	}
}

// stripData takes out the contents of data URIs.
func stripData(css string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(css, "url(data:")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		_, css, _ = strings.Cut(rest, ")")
	}
}
