package html

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// placed is a page in a site, with names that want escaping.
var placed = Place{
	Site: `Tide & "Ferry"`, Home: "../index.html", Address: "https://example.org/a/ferry.zh-Hant.en.html", PDF: "ferry.zh-Hant.en.pdf",
	Preview:     Preview{Address: "https://example.org/a/ferry.png", Alt: `A "ferry"`, Width: 640, Height: 480},
	Description: "A ferry <crosses> the strait.", Tags: []string{"sea", "渡輪"},
	Editions: []Edition{
		{Targets: []lang.Tag{lang.En}, Address: "https://example.org/a/ferry.zh-Hant.en.html"},
		{Targets: []lang.Tag{lang.Ko}, Href: "ferry.zh-Hant.ko.html", Address: "https://example.org/a/ferry.zh-Hant.ko.html"},
		{Targets: []lang.Tag{lang.En, lang.Ko}, Href: "ferry.zh-Hant.en.ko.html", Address: "https://example.org/a/ferry.zh-Hant.en.ko.html"},
	},
}

func TestPlace(t *testing.T) {
	page := string(renderPage(t, ferry(t, lang.En), Options{Place: placed}))
	for _, want := range []string{
		`<link rel="canonical" href="https://example.org/a/ferry.zh-Hant.en.html">`,
		`<link rel="alternate" hreflang="en" href="https://example.org/a/ferry.zh-Hant.en.html">`,
		`<link rel="alternate" hreflang="ko" href="https://example.org/a/ferry.zh-Hant.ko.html">`,
		`<link rel="alternate" hreflang="x-default" href="https://example.org/a/ferry.zh-Hant.en.ko.html">`,
		`<link rel="alternate" type="application/pdf" href="ferry.zh-Hant.en.pdf">`,
		`<meta property="og:site_name" content="Tide &amp; &#34;Ferry&#34;">`,
		`<meta property="og:description" content="A ferry &lt;crosses&gt; the strait.">`,
		`<meta property="article:tag" content="渡輪">`,
		`<meta property="og:image" content="https://example.org/a/ferry.png">`,
		`<meta property="og:image:width" content="640">`,
		`<meta property="og:image:height" content="480">`,
		`<meta property="og:image:alt" content="A &#34;ferry&#34;">`,
		`<meta name="twitter:card" content="summary_large_image">`,
		`<a class="home" href="../index.html">Tide &amp; &#34;Ferry&#34;</a>`,
		`<b aria-current="page">English</b>`,
		`<a href="ferry.zh-Hant.ko.html"><span lang="ko">한국어</span></a>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	alone := string(renderPage(t, ferry(t, lang.En), Options{}))
	for _, unwanted := range []string{"og:", "canonical", "<nav", "hreflang"} {
		if strings.Contains(alone, unwanted) {
			t.Errorf("a page alone has %s", unwanted)
		}
	}
	single := placed
	single.Editions, single.Preview = single.Editions[:1], Preview{}
	if page := string(renderPage(t, ferry(t, lang.En), Options{Place: single})); strings.Contains(page, "og:image") || strings.Contains(page, "twitter") {
		t.Error("a page without a picture has one in previews")
	}
	if page := string(renderPage(t, ferry(t, lang.En), Options{Place: single})); strings.Contains(page, "hreflang") {
		t.Error("an article in one language tells of others")
	}
}
