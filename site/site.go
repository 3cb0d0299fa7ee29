// Package site makes the pages around the editions of a project: indexes by
// date, language and tag, feeds, a sitemap, the glossary with links to where
// each term is used, and a search that needs no server.
//
// It is the last step of a build. It goes over the facts that articles leave
// behind, one article at a time, and what it holds of each is a few hundred
// bytes; no edition is read again. The pages are static, refer to each other by
// relative addresses, and work from a disk as they do from a host.
package site

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
	"github.com/duizhao/duizhao/publish"
)

// Options describe a site.
type Options struct {
	Title       string
	URL         string // absolute, ending in a slash; "" while the site has no address: no feeds and no sitemap then
	Description string
	Author      string
	Version     string // of the tool
}

// layout is the version of the pages: it changes when their form does, so that
// a new release makes them anew.
const layout = 2

// Last is the step that makes the site.
func Last(opt Options) publish.Last {
	data, err := json.Marshal(opt)
	if err != nil {
		panic(err) // a struct of strings always marshals
	}
	sum := sha256.Sum256(append(data, byte(layout)))
	return publish.Last{
		Key: fmt.Sprintf("site %x", sum[:12]),
		Run: func(ctx context.Context, all publish.All, put publish.Put) error {
			return build(ctx, opt, all, put)
		},
	}
}

// builder is a site under construction.
type builder struct {
	opt      Options
	put      publish.Put
	postings int     // of the search, held by all pairs
	crowded  bool    // there are more than may be held at once
	pairs    []*pair // by language of the translation, in the order of columns
}

// pair is all articles of one translation language.
type pair struct {
	tag      lang.Tag
	say      *message.Printer
	articles []*article // oldest first, the undated before them
	arrived  []*article // by path, as the search numbers them
	index    *index     // of the search, while it is being made
	terms    map[string]*term
	years    []group
	tags     []group
	tagAt    map[string]int // by tagKey, place in tags
}

// group is a page that lists some of the articles, newest first.
type group struct {
	name     string // as readers see it
	file     string // below the folder of the language
	articles []*article
}

// build makes all pages.
func build(ctx context.Context, opt Options, all publish.All, put publish.Put) error {
	b := &builder{opt: opt, put: put}
	for f, err := range all {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.add(f); err != nil {
			return err
		}
	}
	for _, p := range b.pairs {
		p.arrange()
	}
	steps := []func() error{b.assets, b.lists, b.glossaries, b.feeds, b.sitemap, func() error { return b.search(ctx, all) }}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// of gives the pair of a language, a new one where there is none yet.
func (b *builder) of(tag lang.Tag) *pair {
	for _, p := range b.pairs {
		if p.tag == tag {
			return p
		}
	}
	ui := tag
	if !ui.Supported() {
		ui = lang.En
	}
	p := &pair{tag: tag, say: message.New(ui), terms: map[string]*term{}}
	b.pairs = append(b.pairs, p)
	return p
}

// address makes an absolute address of a path below the site's root, "" while
// the site has none.
func (b *builder) address(path string) string {
	if b.opt.URL == "" {
		return ""
	}
	return b.opt.URL + escapePath(path)
}
