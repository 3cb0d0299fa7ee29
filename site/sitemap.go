package site

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// maxAddresses is how many addresses a sitemap may hold (sitemaps.org).
const maxAddresses = 50_000

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc        string             `xml:"loc"`
	LastMod    string             `xml:"lastmod,omitempty"`
	Alternates []sitemapAlternate `xml:"xhtml:link"`
}

type sitemapAlternate struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

type sitemapIndex struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []sitemapURL `xml:"sitemap"`
}

// sitemap lists every page for search engines, articles with their other
// languages, and robots.txt names it. Drafts are left out.
func (b *builder) sitemap() error {
	if b.opt.URL == "" {
		return nil
	}
	urls := []sitemapURL{{Loc: b.address("index.html")}}
	for _, p := range b.pairs {
		urls = append(urls, sitemapURL{Loc: b.address(p.dir() + "/index.html")})
		for _, g := range append(append([]group(nil), p.years...), p.tags...) {
			urls = append(urls, sitemapURL{Loc: b.address(p.dir() + "/" + g.file)})
		}
		if len(p.terms) > 0 {
			urls = append(urls, sitemapURL{Loc: b.address(p.dir() + "/glossary.html")})
		}
	}
	seen := map[string]bool{}
	for _, p := range b.pairs {
		for _, a := range p.articles {
			if a.draft > 0 || seen[a.page] {
				continue
			}
			seen[a.page] = true
			u := sitemapURL{Loc: b.address(a.page), LastMod: a.date}
			for _, o := range a.others {
				if o.draft {
					continue
				}
				if u.Alternates == nil {
					u.Alternates = append(u.Alternates, sitemapAlternate{"alternate", string(p.tag), u.Loc})
				}
				tag := "x-default"
				if len(o.langs) == 1 {
					tag = string(o.langs[0])
				}
				u.Alternates = append(u.Alternates, sitemapAlternate{"alternate", tag, b.address(o.page)})
			}
			urls = append(urls, u)
		}
	}
	if err := b.sitemaps(urls); err != nil {
		return err
	}
	return b.put("robots.txt", []byte("# duizhao\nUser-agent: *\nAllow: /\nSitemap: "+b.address("sitemap.xml")+"\n"))
}

// sitemaps writes one file, or several with an index of them.
func (b *builder) sitemaps(urls []sitemapURL) error {
	const space = "http://www.w3.org/1999/xhtml"
	if len(urls) <= maxAddresses {
		return b.xml("sitemap.xml", sitemap{XHTML: space, URLs: urls})
	}
	var index sitemapIndex
	for n := 1; len(urls) > 0; n++ {
		part := urls[:min(len(urls), maxAddresses)]
		urls = urls[len(part):]
		name := fmt.Sprintf("sitemap-%d.xml", n)
		if err := b.xml(name, sitemap{XHTML: space, URLs: part}); err != nil {
			return err
		}
		index.Maps = append(index.Maps, sitemapURL{Loc: b.address(name)})
	}
	return b.xml("sitemap.xml", index)
}

// Root puts the slash at the end that addresses are joined to.
func Root(url string) string {
	if url == "" || strings.HasSuffix(url, "/") {
		return url
	}
	return url + "/"
}
