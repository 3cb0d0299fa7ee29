package pdf

import "github.com/duizhao/duizhao/lang"

// set is the line as it is printed.
func (f *fitter) set(from, to int32) line {
	l, glyphs := f.line(from, to)
	indent, width := f.m.at(f.p, from)
	l.indent, l.width = indent, l.natural
	need := width - l.natural
	switch {
	case need < 0:
		f.close(&l, glyphs, -need)
	case need > 0 && !l.last && !f.p.ragged:
		f.open(&l, glyphs, need)
	}
	return l
}

// open widens a line by need, or by as much of it as looks well.
func (f *fitter) open(l *line, glyphs, need length) {
	x := f.expansion(glyphs)
	room := l.stretch
	room[byChar] = room[byChar] * charLimit / charWeight
	hard := room[byWord] + room[byHanWestern] + room[byChar] + x
	switch over := need - hard; {
	case over <= 0:
	case f.p.tag.CJK() && over <= f.p.size*3/4 && room[byChar] > hard/4:
		// A little more between many characters looks better than a line that
		// just misses the margin.
		room[byChar] += over
		hard += over
	case x > 0 && over <= x:
		x += over // letters may widen twice as far for the same reason
		hard += over
	case over > f.p.size:
		need = hard / 3 // ragged in any case: then not with wide gaps as well
	default:
		need = hard
	}
	l.width += need
	if x > 0 {
		l.expand = need * x / hard
		need -= l.expand
	}
	if f.p.tag == lang.Ko {
		// Hangul opens between syllables and between words together.
		l.opened[byChar] = min(room[byChar], need*room[byChar]/max(1, hard-x))
		need -= l.opened[byChar]
	}
	for i := range l.stretch {
		more := min(need, room[i]-l.opened[i])
		l.opened[i] += more
		need -= more
	}
}

// close narrows a line by need, which it can give unless a single atom is
// wider than the frame.
func (f *fitter) close(l *line, glyphs, need length) {
	give := l.give()
	need = min(need, give+f.expansion(glyphs))
	l.width -= need
	if x := f.expansion(glyphs); x > 0 {
		part := min(need, need*x/(give+x))
		l.expand = -part
		need -= part
	}
	for i := range l.shrink {
		l.closed[i] = min(need, l.shrink[i])
		need -= l.closed[i]
	}
}
