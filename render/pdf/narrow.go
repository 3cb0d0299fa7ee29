package pdf

import (
	"sort"

	"github.com/duizhao/duizhao/fonts"
)

// Marks that are squeezed are drawn with glyphs of their own that are as wide
// as what is left of them. Full-width glyphs would overlap their neighbours,
// and programs that read a page's text take an overlap for a new line.

// narrowKey is a mark that has lost blanks before and after its ink, in
// 1/1000 em.
type narrowKey struct {
	r           rune
	lead, trail int16
}

// narrowStep is how finely the widths differ: half of it is an overlap, or a
// gap, that no program takes for a line's end or a space.
const narrowStep = 50

// narrow fills the glyphs of a line that overlap with what they lose.
func narrow(p *para, glyphs []glyphAt) {
	for i := range glyphs {
		g := &glyphs[i]
		size := p.inks[g.ink].size
		if i == 0 {
			g.lead = steps(g.spareLead, size)
			continue
		}
		prev := &glyphs[i-1]
		over := prev.x + prev.advance - g.x
		if over*1000 < size*narrowStep/2 {
			continue
		}
		behind := min(over, prev.spareTrail)
		prev.trail = steps(behind, size)
		g.lead = steps(min(over-behind, g.spareLead), size)
	}
}

// steps is a length in 1/1000 em, in whole steps.
func steps(l, size length) int16 {
	return int16((l*1000/size + narrowStep/2) / narrowStep * narrowStep)
}

// narrowed collects the narrow marks of a document, by font.
func (d *document) narrowed() []map[narrowKey]rune {
	out := make([]map[narrowKey]rune, len(d.faces.list))
	d.eachLine(func(p *para, l *line) {
		for _, g := range positions(p, l, 0) {
			if g.lead == 0 && g.trail == 0 {
				continue
			}
			if out[g.face] == nil {
				out[g.face] = map[narrowKey]rune{}
			}
			out[g.face][narrowKey{g.r, g.lead, g.trail}] = 0
		}
	})
	return out
}

// eachLine calls f for every line of text on the pages.
func (d *document) eachLine(f func(p *para, l *line)) {
	for i := range d.pages {
		for _, r := range d.pages[i].rows {
			for _, lines := range r.cells {
				for k := range lines {
					for s := range lines[k].segs {
						f(lines[k].segs[s].p, &lines[k].segs[s].line)
					}
				}
			}
		}
	}
	var others []*para
	for _, h := range d.heads {
		others = append(others, h.first, h.others)
	}
	for _, p := range append(others, d.numbers...) {
		if p != nil {
			lines := p.lines(measure{width: d.sheet.width})
			for i := range lines {
				f(p, &lines[i])
			}
		}
	}
}

// addNarrow adds the narrow marks of a font to its subset, under private-use
// codes that it does not use, which it notes in marks. A mark that cannot be
// added stays full-width.
func addNarrow(s *fonts.Subset, marks map[narrowKey]rune, advance func(rune) int) error {
	if len(marks) == 0 {
		return nil
	}
	keys := make([]narrowKey, 0, len(marks))
	for k := range marks {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		if a.r != b.r {
			return a.r < b.r
		}
		return a.lead < b.lead || a.lead == b.lead && a.trail < b.trail
	})
	taken := map[rune]bool{}
	for _, code := range s.Code {
		taken[code] = true
	}
	f, err := openTrueType(s.Data)
	if err != nil {
		return err
	}
	code := rune(0xF8FF) // downwards: fonts gives out the codes from U+E000
	for _, k := range keys {
		of, ok := s.Code[k.r]
		for taken[code] {
			code--
		}
		if !ok || code < 0xE000 || f.addNarrow(uint16(code), uint16(of), int(k.lead), advance(k.r)-int(k.lead)-int(k.trail)) != nil {
			delete(marks, k)
			continue
		}
		marks[k] = code
		code--
	}
	s.Data = f.bytes()
	return nil
}
