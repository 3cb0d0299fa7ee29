package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
)

// TestTags: what tags of articles, oldest first, come to: the tags as shown,
// their pages and how many articles each has.
func TestTags(t *testing.T) {
	for _, c := range []struct {
		tag      lang.Tag
		articles string // date tags…; tags parted by /
		want     string
	}{
		{lang.En, "2020 節慶|2021 节庆|2022 節慶", "節慶 tag-節慶.html 3"},
		{lang.En, "2020 節慶|2021 节庆|2022 节庆", "节庆 tag-節慶.html 3"},
		{lang.En, "- 节庆|2021 節慶|2022 节庆", "节庆 tag-節慶.html 3"},
		{lang.En, "- 节庆", "节庆 tag-节庆.html 1"},
		{lang.ZhHant, "2020 節慶|2021 节庆|2022 节庆", "節慶 tag-節慶.html 3"},
		{lang.ZhHans, "2020 節慶|2021 節慶|2022 节庆", "节庆 tag-節慶.html 3"},
		{lang.ZhHans, "2020 節慶", "節慶 tag-節慶.html 1"},
		{lang.Ko, "2020 Sea Ports/sea  ports/SEA PORTS", "Sea Ports tag-sea-ports.html 1"},
		{lang.En, "2020 節慶/节庆/节庆 ", "節慶 tag-節慶.html 1"},
		{lang.En, "2020 麵|2021 面", "面 tag-面.html 1; 麵 tag-麵.html 1"},
		{lang.En, "2020 臺灣|2021 台灣|2022 台湾", "台湾 tag-臺灣.html 3"},
		{lang.En, "2020 港口/Ports|2021 港口", "港口 tag-港口.html 2; Ports tag-ports.html 1"},
	} {
		p := &pair{tag: c.tag, say: message.New(lang.En)}
		for line := range strings.SplitSeq(c.articles, "|") {
			date, tags, _ := strings.Cut(line, " ")
			p.articles = append(p.articles, &article{date: strings.Trim(date, "-"), tags: strings.Split(tags, "/")})
		}
		p.arrange()
		var got []string
		for _, g := range p.tags {
			got = append(got, fmt.Sprintf("%s %s %d", g.name, g.file, len(g.articles)))
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%s %q: %q, want %q", c.tag, c.articles, text, c.want)
		}
		for _, a := range p.articles {
			for _, g := range p.labels(a) {
				if !slices.Contains(g.articles, a) {
					t.Errorf("%q: an article is not among those of its tag %s", c.articles, g.name)
				}
			}
		}
	}
}
