package pdf

import (
	"fmt"
	"strings"

	"github.com/duizhao/duizhao/lang"
)

// audit is what a reader's eye would stumble over, counted over the laid
// pages of a document.
type audit struct {
	lines      map[lang.Tag]int // of body text that are justified: not the last of a paragraph
	ragged     map[lang.Tag]int // of those: shorter than the measure by more than a point
	gappy      map[lang.Tag]int // of those: with a word space wider than 5 pt
	tight      map[lang.Tag]int // of those: with a word space narrower than 0.18 em
	wide       map[lang.Tag]int // of those: with full-width characters more than 0.12 em apart
	starts     []string         // lines that begin with what may not begin one
	ends       []string         // lines that end with what may not end one
	overfull   []string         // lines wider than the measure
	inWord     []string         // Korean lines that end inside a word
	hyphens    int              // most hyphenated lines in a row
	lonely     []string         // last lines of one Han character
	single     []string         // divided cells with one line on a page
	raggedText []string
	characters int
}

func newAudit() *audit {
	return &audit{lines: map[lang.Tag]int{}, ragged: map[lang.Tag]int{}, gappy: map[lang.Tag]int{}, tight: map[lang.Tag]int{}, wide: map[lang.Tag]int{}}
}

// share is a count in percent of a language's lines.
func (a *audit) share(of map[lang.Tag]int, tag lang.Tag) float64 {
	return 100 * float64(of[tag]) / float64(max(1, a.lines[tag]))
}

func (a *audit) String() string {
	var b strings.Builder
	for _, tag := range []lang.Tag{lang.ZhHant, lang.ZhHans, lang.En, lang.Ko} {
		if a.lines[tag] > 0 {
			fmt.Fprintf(&b, "%s: %d justified lines, %.1f %% ragged, %.1f %% with a word space over 5 pt, %.1f %% tight, %.1f %% wide\n", tag, a.lines[tag],
				a.share(a.ragged, tag), a.share(a.gappy, tag), a.share(a.tight, tag), a.share(a.wide, tag))
		}
	}
	fmt.Fprintf(&b, "starts %d, ends %d, overfull %d, in words %d, hyphens in a row %d, lonely %d, single %d",
		len(a.starts), len(a.ends), len(a.overfull), len(a.inWord), a.hyphens, len(a.lonely), len(a.single))
	return b.String()
}

// document counts over all pages.
func (a *audit) document(d *document) {
	type cellID struct{ row, column int }
	parts := map[cellID][]int{} // lines by page
	for n := range d.pages {
		for i := range d.pages[n].rows {
			r := &d.pages[n].rows[i]
			for c := range r.cells {
				a.cell(d, c, r.cells[c])
				if id := (cellID{r.row.id, c}); len(r.cells[c]) > 0 {
					parts[id] = append(parts[id], len(r.cells[c]))
				}
			}
		}
	}
	for id, counts := range parts {
		for _, n := range counts {
			if n == 1 && len(counts) > 1 {
				a.single = append(a.single, fmt.Sprintf("row %d, column %d: %v", id.row, id.column, counts))
			}
		}
	}
}

func (a *audit) cell(d *document, c int, lines []vline) {
	col := d.columns[c]
	hyphens := 0
	for i := range lines {
		for k := range lines[i].segs {
			s := &lines[i].segs[k]
			if s.role != roleText {
				continue
			}
			if s.line.hyphen {
				hyphens++
				a.hyphens = max(a.hyphens, hyphens)
			} else {
				hyphens = 0
			}
			a.line(col, s)
		}
	}
}

func lineText(s *seg) string {
	var b strings.Builder
	for _, g := range positions(s.p, &s.line, 0) {
		b.WriteRune(g.r)
	}
	return b.String()
}

func (a *audit) line(col *column, s *seg) {
	p, l := s.p, &s.line
	text := lineText(s)
	a.characters += len([]rune(text))
	first, last := p.glyphs[p.atoms[l.from].from].r, p.glyphs[p.atoms[l.to-1].to-1].r
	if l.from > 0 && strings.ContainsRune("、，；：。！？」』》〉）】〕”’·‧・,.;:!?)]}", first) {
		a.starts = append(a.starts, text)
	}
	if !l.last && strings.ContainsRune("「『《〈（【〔“‘([{", last) {
		a.ends = append(a.ends, text)
	}
	if l.width > col.width-l.indent+10 {
		a.overfull = append(a.overfull, text)
	}
	if l.last {
		if l.from > 0 && col.tag.Chinese() && l.to-l.from <= 2 && p.atoms[l.from].first == classHan &&
			(l.to-l.from == 1 || p.atoms[l.to-1].first.mark()) && p.atoms[l.from].to-p.atoms[l.from].from == 1 {
			a.lonely = append(a.lonely, text)
		}
		return
	}
	if p.ragged {
		return
	}
	tag := col.tag
	a.lines[tag]++
	if l.width < col.width-l.indent-point {
		a.ragged[tag]++
		a.raggedText = append(a.raggedText, fmt.Sprintf("%s: %s [nat %d set %d of %d]", tag, text, l.natural, l.width, col.width-l.indent))
	}
	if tag == lang.Ko && p.atoms[l.to-1].gap.space == 0 && last >= 0xAC00 && last <= 0xD7A3 {
		a.inWord = append(a.inWord, text)
	}
	var gap, least, open length
	least = p.size
	spread := newSpread(l)
	for i := l.from; i+1 < l.to; i++ {
		g := &p.atoms[i].gap
		w := g.width + spread.of(g)
		switch {
		case g.space != 0:
			gap, least = max(gap, w), min(least, w)
		case p.atoms[i].last.cjk() && p.atoms[i+1].first.cjk():
			open = max(open, w)
		}
	}
	if gap > 5*point {
		a.gappy[tag]++
	}
	if least < em(180, p.size) && least < p.size {
		a.tight[tag]++
	}
	if open > em(120, p.size) {
		a.wide[tag]++
	}
}
