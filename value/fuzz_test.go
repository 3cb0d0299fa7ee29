package value

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
)

// FuzzFind: any text is read to its end; values lie inside it at character
// borders, in order, without overlap, are normalised and can be printed.
func FuzzFind(f *testing.F) {
	cases(f, func(_ int, _ lang.Tag, text, _ string) { f.Add(text) })
	f.Add("萬億兆萬億兆999999999999999999萬億兆")
	f.Add("5人民幣30人民幣\xff第第百分之百分之")
	f.Fuzz(func(t *testing.T, text string) {
		for _, tag := range append([]lang.Tag{"ja"}, lang.UI...) {
			last := 0
			for _, v := range Find(tag, text) {
				if v.Start < last || v.End <= v.Start || v.End > len(text) {
					t.Fatalf("%s %q: %+v after %d", tag, text, v, last)
				}
				if utf8.ValidString(text) && !utf8.ValidString(text[v.Start:v.End]) {
					t.Fatalf("%s %q: %+v cuts a character", tag, text, v)
				}
				if v.Num != v.Num.Norm() || v.Month < 0 || v.Month > 12 || v.Day < 0 || v.Day > 31 {
					t.Fatalf("%s %q: %+v", tag, text, v)
				}
				if v.String() == "" || len(v.AppendKeys(nil)) == 0 {
					t.Fatalf("%s %q: %+v has no form", tag, text, v)
				}
				last = v.End
			}
		}
	})
}

// BenchmarkFind reads the case file's texts, about half of them values.
func BenchmarkFind(b *testing.B) {
	texts := map[lang.Tag]string{}
	cases(b, func(_ int, tag lang.Tag, text, _ string) {
		texts[tag] += text + "，這次會議的內容 the meeting went on 회의가 이어졌다. "
	})
	for _, tag := range lang.UI {
		text := strings.Repeat(texts[tag], 10)
		b.Run(string(tag), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				Find(tag, text)
			}
		})
	}
}
