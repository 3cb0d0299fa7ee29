package html

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden compares what a reader gets of an edition, as an outline of the
// page's elements and text, with what was read through and found good.
func TestGolden(t *testing.T) {
	for name, c := range map[string]struct {
		langs []lang.Tag
		opt   Options
	}{
		"ferry.en":       {[]lang.Tag{lang.En}, Options{Version: "0.0"}},
		"ferry.en.ko":    {[]lang.Tag{lang.En, lang.Ko}, Options{Version: "0.0"}},
		"ferry.ko.units": {[]lang.Tag{lang.Ko}, Options{Unit: render.Sentence, Labels: lang.ZhHant}},
		"ferry.alone":    {nil, Options{}},
		"parts.en":       {[]lang.Tag{lang.En}, Options{Labels: lang.En}},
	} {
		t.Run(name, func(t *testing.T) {
			source, _, _ := strings.Cut(name, ".")
			ed := editionFile(t, "testdata/"+source+".txt", c.langs...)
			page := renderPage(t, ed, c.opt)
			checkPage(t, ed, page)
			got := outline(t, page)
			file := "testdata/" + name + ".golden"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
				t.Errorf("%s differs (go test -update writes it anew): %s", file, firstDifference(got, string(want)))
			}
		})
	}
}

func renderPage(t testing.TB, ed *bitext.Edition, opt Options) []byte {
	t.Helper()
	page, _, err := Render(ed, opt)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := Render(ed, opt)
	if err != nil || !bytes.Equal(page, again) {
		t.Fatal("the same edition gives other bytes the second time", err)
	}
	return page
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			other := "(end)"
			if i < len(w) {
				other = w[i]
			}
			return "\ngot  " + g[i] + "\nwant " + other
		}
	}
	return "it is shorter"
}

// outline shows the body of a page: a line for each block, indented, with its
// language and what makes it special; inline elements as signs.
func outline(t testing.TB, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	o := &outliner{}
	o.block(find(root, "body"), 0)
	return o.out.String()
}

type outliner struct{ out strings.Builder }

var inlineElements = map[string]bool{"span": true, "a": true, "em": true, "strong": true, "s": true, "code": true, "sup": true, "br": true, "wbr": true, "time": true, "input": true}

func (o *outliner) block(n *html.Node, depth int) {
	indent := strings.Repeat("  ", depth)
	var line strings.Builder
	flush := func() {
		if s := strings.TrimSpace(line.String()); s != "" {
			o.out.WriteString(indent + s + "\n")
		}
		line.Reset()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			line.WriteString(strings.ReplaceAll(c.Data, "\n", " "))
		case c.Type != html.ElementNode:
		case inlineElements[c.Data] && !strings.Contains(attr(c, "class"), "c c") && !hasClass(c, "r"):
			line.WriteString(inlineText(c))
		default:
			flush()
			head := c.Data
			for _, name := range []string{"class", "lang", "id", "value", "scope", "role", "alt", "width"} {
				if v := attr(c, name); v != "" {
					head += " " + name + "=" + v
				}
			}
			o.out.WriteString(indent + head + "\n")
			o.block(c, depth+1)
		}
	}
	flush()
}

// inlineText shows inline markup: pairs in [], terms in {}, links in <>.
func inlineText(n *html.Node) string {
	var inner strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			inner.WriteString(strings.ReplaceAll(c.Data, "\n", " "))
		case html.ElementNode:
			inner.WriteString(inlineText(c))
		}
	}
	s := inner.String()
	switch {
	case n.Data == "br":
		return "¶"
	case n.Data == "em":
		return "*" + s + "*"
	case n.Data == "strong":
		return "_" + s + "_"
	case n.Data == "s":
		return "~" + s + "~"
	case n.Data == "code":
		return "`" + s + "`"
	case n.Data == "sup":
		return "^" + s
	case n.Data == "input":
		return "(" + attr(n, "id") + ")"
	case hasClass(n, "l"):
		if attr(n, "tabindex") == "-1" {
			return ""
		}
		return "¶[" + attr(n, "aria-label") + "]"
	case hasClass(n, "t"):
		stop := ""
		if attr(n, "tabindex") != "-1" {
			stop = " stop"
		}
		return "{" + s + " → " + attr(n, "href") + stop + "}"
	case n.Data == "a":
		return "<" + attr(n, "href") + "|" + s + ">"
	case hasClass(n, "g"):
		doubt := attr(n, "data-confidence")
		if doubt != "" {
			doubt = "?" + doubt
		}
		extra := ""
		for _, class := range []string{"gap", "add"} {
			if hasClass(n, class) {
				extra += " " + class
			}
		}
		return "[" + strings.Fields(attr(n, "class"))[1] + extra + doubt + ": " + s + "]"
	case hasClass(n, "s"):
		return "#" + attr(n, "id") + " " + s
	}
	if l := attr(n, "lang"); l != "" {
		return l + ":" + s
	}
	return s
}

func find(n *html.Node, tag string) *html.Node {
	if n.Type == html.ElementNode && n.Data == tag {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if f := find(c, tag); f != nil {
			return f
		}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}
