package check

import (
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// paragraphs makes a document of paragraphs.
func paragraphs(path string, tag lang.Tag, list ...string) *doc.Document {
	d := &doc.Document{Path: path, Name: "a", Lang: tag, Text: strings.Join(list, "\n\n"), Title: "a"}
	at := 0
	for _, p := range list {
		src := doc.Span{Start: at, End: at + len(p)}
		d.Blocks = append(d.Blocks, &doc.Block{Src: src, Text: p, Runs: []doc.Run{{Span: doc.Span{End: len(p)}, Src: src}}})
		at += len(p) + 2
	}
	return d
}
