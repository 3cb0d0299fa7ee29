package pdf

// start is where a page begins: what is left of the row that goes on there, nil
// for none, the rows after it, and what stands on the page before them.
type start struct {
	rest   *flowRow
	later  int // index of the first of the rows after it
	placed int
	y      length
}

const (
	// fewLines is what a last page should hold at least, in lines.
	fewLines = 6
	// maxLess is by how many lines the page before it may end earlier.
	maxLess = 12
)

// fillLast sees to a last page with a line or two, such as one short footnote:
// the rows of the last two pages come closer together so that it is gone, or
// else the page before ends earlier, so that it is not so empty. It gives p or
// what is better.
func (p *paginator) fillLast(rows []*flowRow) *paginator {
	n := len(p.pages)
	few := p.sheet.top + fewLines*p.sheet.leading
	if n < 2 || p.y >= few {
		return p
	}
	if q := p.again(rows, true, 0); len(q.pages) < n {
		return q
	}
	for less := length(1); less <= maxLess; less++ {
		q := p.again(rows, false, less*p.sheet.leading)
		if len(q.pages) > n {
			break
		}
		if q.y >= few {
			return q
		}
	}
	return p
}

// again fills the last two pages anew: closer together, or with the first of
// them ending earlier by less.
func (p *paginator) again(rows []*flowRow, tight bool, less length) *paginator {
	k := len(p.pages) - 2
	from := p.starts[k]
	q := newPaginator(p.sheet, p.columns)
	q.pages = append(q.pages, p.pages[:k]...)
	q.pages = append(q.pages, page{rows: p.pages[k].rows[:from.placed:from.placed]})
	q.y, q.tight, q.less, q.lessOn = from.y, tight, less, k
	var left []*flowRow
	if from.rest != nil {
		left = append(left, from.rest)
	}
	q.run(append(left, rows[from.later:]...))
	return q
}

// bottom is where the text of the page under way ends at most. Closer together,
// it may use one line of the margin.
func (p *paginator) bottom() length {
	switch {
	case p.tight:
		return p.sheet.bottom + p.sheet.leading
	case p.less > 0 && p.lessOn == len(p.pages)-1:
		return p.sheet.bottom - p.less
	}
	return p.sheet.bottom
}

// gap is the space above a row.
func (p *paginator) gap(row *flowRow) length {
	if p.tight {
		return row.gap * 60 / 100
	}
	return row.gap
}
