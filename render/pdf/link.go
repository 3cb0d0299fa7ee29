package pdf

import (
	"net/url"
	"strings"

	"github.com/duizhao/duizhao/lang"
)

// Schemes of links that an edition follows; anything else stays plain text.
var linkSchemes = map[string]bool{"http": true, "https": true, "mailto": true, "ftp": true, "tel": true}

// maxURI is the longest address that is believed, in bytes.
const maxURI = 2000

// linkURI is a link's destination as a URI of ASCII characters, percent-encoded
// where it must be (RFC 3987, section 3.1); ok is false for a destination
// that is no absolute address of a known scheme.
func linkURI(dest string) (uri string, ok bool) {
	dest = strings.TrimSpace(dest)
	scheme, rest, found := strings.Cut(dest, ":")
	if !found || rest == "" || len(dest) > maxURI || !linkSchemes[strings.ToLower(scheme)] {
		return "", false
	}
	if _, err := url.Parse(dest); err != nil {
		return "", false
	}
	var b strings.Builder
	for i := 0; i < len(dest); i++ {
		c := dest[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`<>"{}|\^`+"`", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// linkNode is the structure element of the link that a stretch of text stands
// in, or nil.
func (p *painter) linkNode(leaf *node, pa *para, in *ink) *node {
	if in.link == "" && in.note == "" {
		return nil
	}
	if n, ok := p.linkNodes[in]; ok {
		return n
	}
	var n *node
	if _, ok := linkURI(in.link); ok || in.note != "" {
		// Stretches in several styles may be one link.
		for i := range pa.inks {
			if &pa.inks[i] == in && i > 0 && pa.inks[i-1].link == in.link && pa.inks[i-1].note == in.note {
				n = p.linkNodes[&pa.inks[i-1]]
			}
		}
		if n == nil {
			if in.note != "" {
				leaf = leaf.add("Reference", lang.Und)
			}
			n = leaf.add("Link", lang.Und)
		}
	}
	p.linkNodes[in] = n
	return n
}

// linkAreas makes the annotations of a line's links.
func (p *painter) linkAreas(c int, s *seg, x, base length) {
	any := false
	for i := range s.p.inks {
		any = any || s.p.inks[i].link != "" || s.p.inks[i].note != ""
	}
	if !any {
		return
	}
	glyphs := positions(s.p, &s.line, x)
	for i := 0; i < len(glyphs); {
		in := &s.p.inks[glyphs[i].ink]
		n := p.linkNodes[in]
		end := i + 1
		for end < len(glyphs) && p.linkNodes[&s.p.inks[glyphs[end].ink]] == n {
			end++
		}
		if n != nil {
			last := glyphs[end-1]
			if last.r == ' ' && end-1 > i {
				last = glyphs[end-2]
			}
			l := &link{page: p.page, x0: glyphs[i].x, x1: last.x + last.advance, node: n,
				y0: base - in.rise - in.size*90/100, y1: base - in.rise + in.size*25/100}
			if in.note != "" {
				l.text, l.note = p.d.columns[c].notes.number(in.note), noteKey{c, in.note}
			} else {
				l.uri, _ = linkURI(in.link)
				l.text = l.uri
			}
			n.kids = append(n.kids, kid{link: l})
			p.links = append(p.links, l)
		}
		i = end
	}
}

// resolve finds where the references to footnotes lead; those to none are
// dropped.
func (p *painter) resolve() {
	var kept []*link
	for _, l := range p.links {
		if l.uri == "" {
			at, ok := p.notes[l.note]
			if !ok {
				for i, k := range l.node.kids {
					if k.link == l {
						l.node.kids = append(l.node.kids[:i:i], l.node.kids[i+1:]...)
						break
					}
				}
				continue
			}
			l.toPage, l.toY = at.page, at.y
		}
		kept = append(kept, l)
	}
	p.links = kept
}
