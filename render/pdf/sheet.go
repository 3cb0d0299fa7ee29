package pdf

import (
	"unicode"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// sheet is the page and its frame, all in points × 1000 from the top left.
type sheet struct {
	width, height length
	left, right   length // of the text
	top, bottom   length // of the text
	gutter        length
	leading       length // from one baseline to the next
	body          length // size of Chinese body text
	baseline      length // of a body line, from its top
}

// newSheet makes the page for a number of columns.
func newSheet(opt *Options, columns int) sheet {
	w, h := mm(210), mm(297)
	if opt.Paper == Letter {
		w, h = 612*point, 792*point
	}
	if opt.Orientation == Landscape || opt.Orientation == Auto && columns > 2 {
		w, h = h, w
	}
	body := length(opt.FontSize * 1000)
	if body == 0 {
		body = 10500
		if columns > 2 {
			body = 9800
		}
	}
	s := sheet{width: w, height: h, body: body, leading: body * 3 / 2, gutter: body * 9 / 4}
	margin := min(mm(18), w/11)
	s.left, s.right = margin, w-margin
	s.top, s.bottom = mm(22), h-mm(20)
	s.baseline = (s.leading-body)/2 + body*88/100
	return s
}

// sizeOf is the body size of a language: Western letters and Hangul look as
// large as Han when they are a little smaller.
func (s *sheet) sizeOf(tag lang.Tag) length {
	switch {
	case tag == lang.Ko:
		return s.body * 95 / 100
	case tag.CJK():
		return s.body
	}
	return s.body * 95 / 100
}

// leastShare is the narrowest a column may be, in 1/1000 of an even share: a
// translation that runs longer gets a wider column, and its rows become as
// high as those of the source.
const leastShare = 780

// columnWidths shares the width among the columns by the length of their texts
// and snaps those on the full-width grid to whole characters.
func (s *sheet) columnWidths(texts []*segment.Text) []length {
	n := length(len(texts))
	room := s.right - s.left - s.gutter*(n-1)
	need := make([]length, n)
	var sum length
	for i, t := range texts {
		need[i] = s.extent(t)
		sum += need[i]
	}
	least := room * leastShare / 1000 / n
	widths := make([]length, n)
	free, total := room-least*n, length(0)
	for i := range need {
		// What the column needs beyond the least.
		need[i] = max(0, need[i]*room/max(1, sum)-least)
		total += need[i]
	}
	var given length
	for i := range widths {
		widths[i] = least
		if total > 0 {
			widths[i] += free * need[i] / total
		} else {
			widths[i] += free / n
		}
		if tag := texts[i].Doc.Lang; tag.Chinese() || tag == "ja" {
			size := s.sizeOf(tag)
			widths[i] = widths[i] / size * size
		}
		given += widths[i]
	}
	for i := len(widths) - 1; i >= 0 && given < room; i-- {
		if tag := texts[i].Doc.Lang; !(tag.Chinese() || tag == "ja") || i == 0 {
			widths[i] += room - given
			break
		}
	}
	return widths
}

// extent estimates how long a text would be on one endless line.
func (s *sheet) extent(t *segment.Text) length {
	var thousandths length
	for _, b := range t.Doc.Blocks {
		if b.Kind == doc.Code || b.Kind == doc.Table {
			continue
		}
		thousandths += extentOf(b.Text)
	}
	return max(1, thousandths*s.sizeOf(t.Doc.Lang)/1000)
}

// extentOf is the width of a text in 1/1000 em, by a rough measure that needs
// no font.
func extentOf(text string) (sum length) {
	for _, r := range text {
		switch {
		case r >= 0xAC00 && r <= 0xD7A3:
			sum += 920
		case wide(r):
			sum += 1000
		case r == ' ':
			sum += 250
		case unicode.IsUpper(r):
			sum += 670
		default:
			sum += 530
		}
	}
	return sum
}
