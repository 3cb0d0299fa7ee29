package segment

import (
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// spaces is what unicode.IsSpace knows: the white space of strings.TrimSpace.
const spaces = "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

// Split cuts a text into sentences by the rules of its language. The spans are
// a partition: joined they are the text, byte for byte. None is empty, and an
// empty text gives nil. White space belongs to the sentence before it.
func Split(tag lang.Tag, text string) []doc.Span { return split(tag, text, nil) }

func split(tag lang.Tag, text string, breaks []int) []doc.Span {
	if text == "" {
		return nil
	}
	var out []doc.Span
	start := 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if !strings.ContainsRune("。！？.!?…", r) {
			continue
		}
		for i < len(text) {
			r2, n := utf8.DecodeRuneInString(text[i:])
			if !strings.ContainsRune("。！？.!?…」』”’）》】)\"'", r2) {
				break
			}
			i += n
		}
		if r == '.' && i < len(text) && text[i] != ' ' && text[i] != '\n' {
			continue
		}
		for i < len(text) {
			r2, n := utf8.DecodeRuneInString(text[i:])
			if !strings.ContainsRune(spaces, r2) {
				break
			}
			i += n
		}
		out = append(out, doc.Span{Start: start, End: i})
		start = i
	}
	if start < len(text) {
		out = append(out, doc.Span{Start: start, End: len(text)})
	}
	return out
}
