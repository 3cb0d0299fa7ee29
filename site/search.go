package site

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/publish"
)

//go:embed search.js
var searchScript string

// maxPostings is how many entries of the index are held at a time, about two
// bytes each. A larger index is made in passes over the facts, each for a part
// of the shards, so that memory does not grow with the archive.
const maxPostings = 40 << 20

// searchBox is what a page knows of one language's index.
type searchBox struct {
	Base   string // way to the folder of the index
	Up     string // way to the site's root
	Lang   string
	Shards int
}

func (p *pair) box(path string) searchBox {
	up := strings.Repeat("../", strings.Count(path, "/"))
	return searchBox{Base: up + p.dir() + "/search/", Up: up, Lang: string(p.tag), Shards: p.shards()}
}

// shards is the number of files that the index is divided into: about one for
// eight articles, a power of two, so that few move when articles are added.
func (p *pair) shards() int {
	n := 8
	for n < 1024 && n*8 < len(p.articles) {
		n *= 2
	}
	return n
}

// script is search.js with the table of Traditional characters in it.
func script() []byte {
	var from, to strings.Builder
	for r := rune(0x3400); r <= 0x9fff; r++ {
		if s := simplify(r); s != r {
			from.WriteRune(r)
			to.WriteRune(s)
		}
	}
	return []byte(strings.NewReplacer("TRADITIONAL", from.String(), "SIMPLIFIED", to.String()).Replace(searchScript))
}

// enter takes an article into the search, as it comes: its number, the text that
// results are shown from, and its tokens, while there is room for them.
func (b *builder) enter(p *pair, a *article, f *publish.Facts) error {
	a.ordinal = len(p.arrived)
	p.arrived = append(p.arrived, a)
	if f.Body == nil {
		return nil
	}
	lines := sentencesOf(f, p)
	if err := b.data(p.dir()+"/search/"+a.key+".js", p.dir(), a.key, lines); err != nil {
		return err
	}
	if b.crowded {
		return nil
	}
	if p.index == nil {
		p.index = newIndex(0, 1)
	}
	b.postings -= p.index.postings
	p.index.add(a.ordinal, lines)
	if b.postings += p.index.postings; b.postings > maxPostings {
		b.crowded = true
		for _, p := range b.pairs {
			p.index = nil
		}
	}
	return nil
}

// search writes the index of every language.
func (b *builder) search(ctx context.Context, all publish.All) error {
	entered := 0
	for _, p := range b.pairs {
		if err := b.titles(p); err != nil {
			return err
		}
		if entered += len(p.arrived); b.crowded {
			continue
		}
		if p.index == nil {
			p.index = newIndex(0, 1)
		}
		if err := b.writeShards(p, p.index); err != nil {
			return err
		}
		p.index = nil
	}
	if !b.crowded {
		return nil
	}
	passes := entered*2500/maxPostings + 2 // articles of usual length have 2,500 tokens
	for pass := range passes {
		if err := b.searchPass(ctx, all, pass, passes); err != nil {
			return err
		}
	}
	return nil
}

// titles writes the list of articles that results are made of.
func (b *builder) titles(p *pair) error {
	list := [][]string{}
	for _, a := range p.arrived {
		list = append(list, []string{a.key, relative("index.html", a.page), string(a.from), a.source.title, a.target.title, p.say.Date(a.date), a.date})
	}
	return b.data(p.dir()+"/search/articles.js", p.dir(), "articles", list)
}

// data writes a value as a script that hands it to the page: a page that was
// opened from a disk may run a script beside it, but may not read a file.
func (b *builder) data(path, lang, name string, value any) error {
	var out bytes.Buffer
	out.WriteString("duizhao(")
	encoder := json.NewEncoder(&out) // escapes <, >, & and U+2028
	for i, v := range []any{lang, name, value} {
		if i > 0 {
			out.Truncate(out.Len() - 1)
			out.WriteByte(',')
		}
		if err := encoder.Encode(v); err != nil {
			return err
		}
	}
	out.Truncate(out.Len() - 1)
	out.WriteString(")\n")
	return b.put(path, out.Bytes())
}

// searchPass writes the shards s with s mod passes = pass.
func (b *builder) searchPass(ctx context.Context, all publish.All, pass, passes int) error {
	type place struct {
		p       *pair
		ordinal int
	}
	at := map[string][]place{}
	indexes := map[*pair]*index{}
	for _, p := range b.pairs {
		indexes[p] = newIndex(pass, passes)
		indexes[p].shards = p.shards()
		for _, a := range p.arrived {
			at[a.path] = append(at[a.path], place{p, a.ordinal})
		}
	}
	for f, err := range all {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if f.Body == nil {
			continue
		}
		for _, at := range at[f.Path] {
			indexes[at.p].add(at.ordinal, sentencesOf(f, at.p))
		}
	}
	for _, p := range b.pairs {
		if err := b.writeShards(p, indexes[p]); err != nil {
			return err
		}
	}
	return nil
}

// sentencesOf lists the sentences that a pair's readers see: anchor, text, and
// a mark for those of the source.
func sentencesOf(f *publish.Facts, p *pair) [][3]string {
	var out [][3]string
	taken := map[string]bool{}
	for i, sentences := range f.Body.Sentences {
		if i >= len(f.Texts) || i > 0 && f.Texts[i].Lang != p.tag {
			continue
		}
		for _, s := range sentences {
			if _, empty := doc.ParsePlace(s.Text); empty { // not translated yet
				continue
			}
			if i == 0 {
				taken[s.ID] = true
				out = append(out, [3]string{s.ID, s.Text, "s"})
				continue
			}
			anchor := s.ID
			if taken[anchor] { // as html.Anchors does
				anchor = string(p.tag) + "-" + anchor
			}
			out = append(out, [3]string{anchor, s.Text, "t"})
		}
	}
	return out
}
