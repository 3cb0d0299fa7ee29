package pdf

// placed is a row, or a part of one, on a page.
type placed struct {
	row   *flowRow
	y     length // of its top
	cells [][]vline
	lead  *picture
	leadH length
}

// page is what stands on one page.
type page struct{ rows []placed }

// paginator divides rows over pages.
type paginator struct {
	sheet   *sheet
	columns []*column
	pages   []page
	y       length
	window  int // bytes of a cell that are set at once
	later   int // index of the row after the one under way
	starts  []start
	tight   bool   // see fillLast
	less    length // by which page lessOn ends earlier
	lessOn  int
}

func newPaginator(s *sheet, columns []*column) *paginator {
	p := &paginator{sheet: s, columns: columns}
	for _, c := range columns {
		// A page and a half of Han, which take most bytes to the em.
		page := int((s.bottom - s.top) / s.leading * (c.width / c.size))
		p.window = max(p.window, page*3*3/2)
	}
	return p
}

// minLines is the least number of lines that a divided cell leaves on either
// page.
const minLines = 2

// setting is a row laid out.
type setting struct {
	full  *flowRow // the row
	row   *flowRow // as much of it as is set: the same, or a window
	cells [][]vline
	lead  length // height of the picture above
	whole bool   // all of the row is set, not just a window
}

func (s *setting) height() (h length) {
	for _, lines := range s.cells {
		h = max(h, height(lines))
	}
	return h + s.lead
}

// set lays a row out.
func (p *paginator) set(row *flowRow) *setting {
	w, whole := row.window(p.window, p.columns)
	s := &setting{full: row, row: w, whole: whole}
	for c, parts := range w.cells {
		lines := p.columns[c].of(row).layout(parts, row.lead != nil)
		if len(parts) == 0 && c < len(row.note) && row.note[c] != "" {
			lines = p.columns[c].of(row).empty(row.note[c])
		}
		s.cells = append(s.cells, lines)
	}
	if row.lead != nil {
		s.lead = p.leadHeight(row.lead, s.height())
	}
	return s
}

// leadHeight is what a picture over all columns takes, space below included.
// It gives up to four tenths of its height to stay on the page.
func (p *paginator) leadHeight(pic *picture, below length) length {
	s := p.sheet
	_, h := pic.fit(s.right-s.left, (s.bottom-s.top)*40/100)
	want := h + s.leading/2
	if room := p.bottom() - p.y - s.leading*3/4 - below; want > room && want*6/10 <= room {
		want = room
	}
	return want
}

// run places all rows.
func (p *paginator) run(rows []*flowRow) {
	for i := 0; i < len(rows); i++ {
		p.later = i + 1
		s := p.set(rows[i])
		var next *setting
		if rows[i].keep && i+1 < len(rows) {
			next = p.set(rows[i+1])
		}
		p.place(s, next)
	}
}

func (p *paginator) newPage() {
	p.pages = append(p.pages, page{})
	p.y = p.sheet.top
}

// turn begins a page with what is left of the row under way.
func (p *paginator) turn(rest *flowRow) {
	p.newPage()
	p.starts = append(p.starts, start{rest: rest, later: p.later, y: p.y})
}

func (p *paginator) fresh() bool { return len(p.pages[len(p.pages)-1].rows) == 0 }

// place puts a row on the page, or divides it, or begins a new page; next is
// the row that it may not be parted from, or nil.
func (p *paginator) place(s *setting, next *setting) {
	for {
		gap := p.gap(s.row)
		if p.fresh() {
			gap = 0
		}
		room := p.bottom() - p.y - gap
		need := s.height()
		if next != nil {
			need += p.gap(next.row) + p.least(next)
		}
		switch {
		case s.whole && need <= room || next != nil && p.fresh() && s.whole && s.height() <= room:
			p.put(s, s.cells, gap)
			return
		case next != nil && !p.fresh():
			p.turn(s.full)
			continue
		}
		if rest := p.divide(s, room, gap); rest != nil {
			p.turn(rest)
			s = p.set(rest)
			continue
		}
		if !p.fresh() {
			p.turn(s.full)
			continue
		}
		// Nothing can be kept together: as many lines as there is room for.
		rest := p.force(s, room)
		if rest == nil {
			return
		}
		p.turn(rest)
		s = p.set(rest)
	}
}

// least is the height of the least that may stand of a row at a page's end.
func (p *paginator) least(s *setting) length {
	h := length(0)
	for _, lines := range s.cells {
		n := 0
		for n < len(lines) && (n < minLines || lines[n-1].keep || len(lines)-n < minLines) {
			n++
		}
		h = max(h, height(lines[:n]))
	}
	return min(h+s.lead, (p.sheet.bottom-p.sheet.top)/2)
}

// put places lines on the page.
func (p *paginator) put(s *setting, cells [][]vline, gap length) {
	pg := &p.pages[len(p.pages)-1]
	h := length(0)
	for _, lines := range cells {
		h = max(h, height(lines))
	}
	pg.rows = append(pg.rows, placed{row: s.row, y: p.y + gap, cells: cells, lead: s.row.lead, leadH: s.lead})
	p.y += gap + s.lead + h
}

// divide puts the first part of a row on the page and gives the rest: at the
// last border between beads that fits, else between lines. nil when neither
// leaves enough lines on both pages.
func (p *paginator) divide(s *setting, room, gap length) *flowRow {
	if rest := p.divideAtBead(s, room, gap); rest != nil {
		return rest
	}
	counts := p.linesToKeep(s, room-s.lead)
	if counts == nil {
		return nil
	}
	return p.cutLines(s, counts, gap)
}

// divideAtBead tries the borders from the last that could fit.
func (p *paginator) divideAtBead(s *setting, room, gap length) *flowRow {
	const tries = 4 // the estimate is off by a line or two at most
	tried := 0
	for i := len(s.row.borders) - 1; i >= 0 && tried < tries; i-- {
		border := s.row.borders[i]
		if p.heightUpTo(s, border) > room {
			continue
		}
		tried++
		first, rest := s.row.split(border)
		first.note = nil
		f := p.set(first)
		if f.height() > room || !enough(f) {
			continue
		}
		if s.whole && !enough(p.set(rest)) {
			continue
		}
		p.put(f, f.cells, gap)
		_, rest = s.full.split(border) // a window's rest is not all that is left
		return rest
	}
	return nil
}

// enough reports whether each cell has two lines or none.
func enough(s *setting) bool {
	any := false
	for _, lines := range s.cells {
		if len(lines) == 1 {
			return false
		}
		any = any || len(lines) > 0
	}
	return any
}

// heightUpTo is the least height of what stands before a border.
func (p *paginator) heightUpTo(s *setting, border []cutAt) (h length) {
	for c, lines := range s.cells {
		n := 0
		for n < len(lines) && before(lines[n].at, border[c]) {
			n++
		}
		// The last of them may hold text behind the border as well.
		h = max(h, height(lines[:max(0, n-1)]))
	}
	return h + s.lead
}

func before(a, b cutAt) bool { return a.part < b.part || a.part == b.part && a.at < b.at }

// linesToKeep says how many lines of each cell stay on the page when the row
// is divided between lines: the longest cell keeps what fits, the others as
// large a share of theirs, so that counterparts stay side by side. nil when
// that leaves a cell with a single line on either page.
func (p *paginator) linesToKeep(s *setting, room length) []int {
	longest := 0
	for c := range s.cells {
		if height(s.cells[c]) > height(s.cells[longest]) {
			longest = c
		}
	}
	lines := s.cells[longest]
	total := height(lines)
	// A cell of two or three lines cannot be divided. Beside a cell that is
	// far longer it stays whole; else the row goes to the next page.
	for _, other := range s.cells {
		if n := len(other); n > 0 && n < 2*minLines && len(lines) < 4*n && !p.fresh() {
			return nil
		}
	}
	for n := fitting(lines, room); n >= minLines; n-- {
		if len(lines)-n < minLines || lines[n-1].keep {
			continue
		}
		counts := make([]int, len(s.cells))
		ok := true
		for c := range s.cells {
			if counts[c] = n; c != longest {
				counts[c] = share(s.cells[c], height(lines[:n]), total, room)
			}
			ok = ok && counts[c] >= 0
		}
		if ok {
			return counts
		}
	}
	return nil
}

// fitting is how many lines fit into a height.
func fitting(lines []vline, room length) int {
	for n := range lines {
		if room -= lines[n].height; room < 0 {
			return n
		}
	}
	return len(lines)
}

// share is how many lines of a cell stay when part of total does; -1 when no
// number leaves enough on both pages.
func share(lines []vline, part, total, room length) int {
	if len(lines) == 0 {
		return 0
	}
	fits := fitting(lines, room)
	if len(lines) < 2*minLines {
		if fits == len(lines) {
			return fits
		}
		return -1
	}
	want := int((length(len(lines))*part + total/2) / total)
	want = min(max(want, minLines), len(lines)-minLines, fits)
	for n := want; n >= minLines; n-- {
		if !lines[n-1].keep {
			return n
		}
	}
	if fits == len(lines) {
		return fits
	}
	return -1
}

// cutLines puts the first lines of each cell on the page and gives the rest.
func (p *paginator) cutLines(s *setting, counts []int, gap length) *flowRow {
	first := make([][]vline, len(s.cells))
	cut := make([]cutAt, len(s.cells))
	for c, lines := range s.cells {
		first[c] = lines[:counts[c]]
		if cut[c] = (cutAt{part: len(s.row.cells[c])}); counts[c] < len(lines) {
			cut[c] = lines[counts[c]].at
		}
	}
	p.put(s, first, gap)
	_, rest := s.full.split(cut)
	return rest
}

// force cuts where nothing can be kept together: at least one line goes.
func (p *paginator) force(s *setting, room length) *flowRow {
	counts := make([]int, len(s.cells))
	done := s.whole
	for c, lines := range s.cells {
		counts[c] = fitting(lines, room-s.lead)
		if counts[c] == 0 && len(lines) > 0 {
			counts[c] = 1
		}
		done = done && counts[c] == len(lines)
	}
	if done {
		p.put(s, s.cells, 0)
		return nil
	}
	return p.cutLines(s, counts, 0)
}
