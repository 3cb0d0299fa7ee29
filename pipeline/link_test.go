package pipeline

import (
	"testing"

	"github.com/duizhao/duizhao/lang"
)

func TestEditionLink(t *testing.T) {
	for _, c := range []struct {
		dest string
		to   []lang.Tag
		want string
	}{
		{"b.zh-Hant.md", []lang.Tag{lang.En}, "b.zh-Hant.en.html"},
		{"./b.zh-Hant.md", []lang.Tag{lang.En}, "./b.zh-Hant.en.html"},
		{"../x/b.zh-Hant.txt#s7h2kq4c", []lang.Tag{lang.En, lang.Ko}, "../x/b.zh-Hant.en.ko.html#s7h2kq4c"},
		{"b.en.md", []lang.Tag{lang.Ko}, "b.zh-Hant.ko.html"},
		{"b.zh.md", []lang.Tag{lang.En}, "b.zh-Hant.en.html"},
		{"b.zh-Hans.md", []lang.Tag{lang.En}, "b.zh-Hans.en.html"},
		{"%E6%B8%AF%20%E5%8F%A3.zh-Hant.md", []lang.Tag{lang.En}, "%E6%B8%AF%20%E5%8F%A3.zh-Hant.en.html"},
		{"https://example.org/b.zh-Hant.md", []lang.Tag{lang.En}, "https://example.org/b.zh-Hant.md"},
		{"//example.org/b.en.md", []lang.Tag{lang.En}, "//example.org/b.en.md"},
		{"/b.en.md", []lang.Tag{lang.En}, "/b.en.md"},
		{"README.md", []lang.Tag{lang.En}, "README.md"},
		{"b.zh-Hant.png", []lang.Tag{lang.En}, "b.zh-Hant.png"},
		{"#note", []lang.Tag{lang.En}, "#note"},
		{"mailto:a@b.en.md", []lang.Tag{lang.En}, "mailto:a@b.en.md"},
	} {
		if got := EditionLink(c.dest, lang.ZhHant, c.to); got != c.want {
			t.Errorf("%s: %s, want %s", c.dest, got, c.want)
		}
	}
}
