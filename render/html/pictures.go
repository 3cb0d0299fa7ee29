package html

import (
	"encoding/base64"
	"strconv"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/render"
)

// pictures keeps count of what was shown. A picture belongs to all columns: it
// stands once over the row, and a translation that names it again does not
// show it again.
type pictures struct {
	met   []map[string]int // by column: how often the text has named it
	shown map[string]int   // how often it was shown
}

func newPictures(columns int) *pictures {
	p := &pictures{met: make([]map[string]int, columns), shown: map[string]int{}}
	for c := range p.met {
		p.met[c] = map[string]int{}
	}
	return p
}

// next reports whether column c, naming a picture again, is to show it.
func (p *pictures) next(c int, dest string) bool {
	p.met[c][dest]++
	if p.met[c][dest] <= p.shown[dest] {
		return false
	}
	p.shown[dest] = p.met[c][dest]
	return true
}

// pictureTypes are what browsers show and an edition may hold. SVG is not
// among them: it can hold scripts and requests.
var pictureTypes = map[string]bool{"image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true, "image/avif": true}

// picture gives the picture of a caption.
func (p *page) picture(b *doc.Block) (bitext.Asset, bool) {
	a, ok := p.ed.Assets[b.Image.Dest]
	return a, ok && b.Image.Dest != "" && pictureTypes[a.Type] && len(a.Data) > 0
}

// rowPictures writes the pictures of a row, and reports whether all of its
// parts are captions of pictures.
func (p *page) rowPictures(row render.Row, write bool) (any, figure bool) {
	figure = true
	for c, cell := range row.Cells {
		for _, part := range cell.Parts {
			b := p.columns[c].Doc.Blocks[part.Block]
			if b.Kind != doc.Caption || !part.Begins {
				figure = false
				continue
			}
			a, ok := p.picture(b)
			if !ok {
				continue
			}
			any = true
			if write && p.pictures.next(c, b.Image.Dest) {
				p.img(c, b, a)
			}
		}
	}
	return any, any && figure
}

// img writes one picture. Alternative text that only repeats the caption is
// left empty: it would be read out twice.
func (p *page) img(c int, b *doc.Block, a bitext.Asset) {
	w := &p.out
	alt := b.Image.Alt
	if alt == b.Text || len(doc.Places(alt)) > 0 {
		alt = ""
	}
	w.raw("<img")
	w.attr("alt", alt)
	w.attr("lang", string(p.columns[c].Doc.Lang))
	if a.Width > 0 && a.Height > 0 {
		w.raw(" width=\"", strconv.Itoa(a.Width), "\" height=\"", strconv.Itoa(a.Height), "\"")
	}
	w.raw(" src=\"data:", a.Type, ";base64,", base64.StdEncoding.EncodeToString(a.Data), "\">")
}

// pictureText stands in for a picture that the edition does not carry.
func (p *page) pictureText(c int, part render.Part) {
	b := p.columns[c].Doc.Blocks[part.Block]
	if !part.Begins || b.Image.Dest == "" {
		return
	}
	if _, ok := p.picture(b); ok {
		return
	}
	place := &finding.Place{Doc: p.columns[c].Doc, Span: b.Src}
	if i := part.Sentences.From; part.Sentences.Len() > 0 {
		place.Span, place.Sentence = p.columns[c].Sentences[i].Src, p.sentence(c, i)
	}
	f := finding.Finding{Code: "picture-left-out", Severity: finding.Warning, Args: map[string]any{"Picture": b.Image.Dest}}
	located(&f, c, place)
	p.findings = append(p.findings, f)
	if b.Image.Alt == "" || b.Image.Alt == b.Text || len(doc.Places(b.Image.Alt)) > 0 {
		return
	}
	w := &p.out
	w.raw("<p class=\"alt\">[")
	p.glyphs.add(p.columns[c].Doc.Lang, 0, b.Image.Alt)
	w.text(b.Image.Alt)
	w.raw("]</p>")
}

// sentence names a sentence of a column for a finding.
func (p *page) sentence(c, i int) *finding.Sentence {
	return &finding.Sentence{Index: i, ID: render.ID(p.ed, c, i), Text: p.columns[c].String(i)}
}

// located puts a finding at a place of a column.
func located(f *finding.Finding, c int, place *finding.Place) {
	if c == 0 {
		f.Source = place
	} else {
		f.Target = place
	}
}
